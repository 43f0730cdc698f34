"""Addresses of papers made from data: invitation, notice, reminder, press note."""

from django.urls import path

from meetings.views import official

PERIOD = "<slug:province>/<slug:bloc>/<period:period>/"
PAPER = PERIOD + "soan-van-ban/<int:pk>/"

urlpatterns = [
    path(PERIOD + "van-ban-moi/<slug:kind>/", official.start, name="start_paper"),
    path(PERIOD + "van-ban/<int:pk>/soan/", official.of_document, name="paper_of"),
    path(PAPER, official.page, name="paper"),
    path(PAPER + "xem/", official.preview, name="paper_preview"),
    path(PAPER + "luu/", official.save, name="save_paper"),
    path(PAPER + "trinh/", official.submit, name="submit_paper"),
    path(PAPER + "duyet/", official.approve, name="approve_paper"),
    path(PAPER + "tra-lai/", official.send_back, name="return_paper"),
    path(PAPER + "huy/", official.drop, name="drop_paper"),
    path(PAPER + "du-thao/", official.draft, name="paper_draft"),
]
