"""Addresses of a ballot's papers: tally minutes, ballot paper."""

from django.urls import path

from meetings.urls.ballots import BALLOT
from meetings.views import tally

TALLY = BALLOT + "bien-ban/"

urlpatterns = [
    path(
        "<slug:province>/<slug:bloc>/<period:period>/bien-ban-kiem-phieu/<int:pk>/",
        tally.of_document,
        name="tally_of",
    ),
    path(TALLY, tally.page, name="tally"),
    path(TALLY + "lap/", tally.start, name="start_tally"),
    path(TALLY + "gui-xac-nhan/", tally.offer, name="offer_tally"),
    path(TALLY + "xac-nhan/", tally.confirm, name="confirm_tally"),
    path(TALLY + "tra-lai/", tally.send_back, name="return_tally"),
    path(BALLOT + "phieu-bau/", tally.slip, name="ballot_slip"),
]
