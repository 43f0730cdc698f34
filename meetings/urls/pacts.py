"""Addresses of the pact of the year."""

from django.urls import path

from meetings.views import pacts

BLOC = "<slug:province>/<slug:bloc>/"
PACT = BLOC + "giao-uoc/<int:pk>/"

urlpatterns = [
    path(BLOC + "<period:period>/giao-uoc/soan/", pacts.start, name="start_pact"),
    path(BLOC + "giao-uoc/nam-<int:year>/", pacts.of_year, name="pact_of"),
    path(PACT, pacts.page, name="pact"),
    path(PACT + "luu/", pacts.save, name="save_pact"),
    path(PACT + "gui-xac-nhan/", pacts.offer, name="offer_pact"),
    path(PACT + "mo-lai/", pacts.reopen, name="reopen_pact"),
    path(PACT + "xac-nhan/", pacts.confirm, name="confirm_pact"),
    path(PACT + "duyet/", pacts.approve, name="approve_pact"),
    path(PACT + "du-thao/", pacts.draft, name="pact_draft"),
]
