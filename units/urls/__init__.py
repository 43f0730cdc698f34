"""Addresses of the ground floor: a module per topic."""

from units.urls import calendar, ground, mail, meeting_rules

app_name = "units"

urlpatterns = [
    *ground.urlpatterns,
    *mail.urlpatterns,
    *calendar.urlpatterns,
    *meeting_rules.urlpatterns,
]
