"""Addresses of meetings and what they leave behind: a module per topic."""

from meetings.urls import (
    adoption,
    ballots,
    before,
    handovers,
    live,
    meetings,
    pacts,
    papers,
    plans,
    records,
    room,
    tally,
    tasks,
)

app_name = "meetings"

urlpatterns = [
    *meetings.urlpatterns,
    *before.urlpatterns,
    *room.urlpatterns,
    *live.urlpatterns,
    *papers.urlpatterns,
    *plans.urlpatterns,
    *adoption.urlpatterns,
    *tasks.urlpatterns,
    *records.urlpatterns,
    *pacts.urlpatterns,
    *handovers.urlpatterns,
    *ballots.urlpatterns,
    *tally.urlpatterns,
]
