"""Addresses of papers made from data: invitation, notice, reminder, press note."""

from django.urls import path

from meetings.views import official, papers

PERIOD = "<slug:province>/<slug:bloc>/<period:period>/"
MEETING = PERIOD + "hoi-nghi/<int:pk>/"
PRESS = MEETING + "tin-bai/"
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
    path(MEETING + "van-ban/", papers.index, name="papers"),
    path(MEETING + "van-ban/du-thao/", papers.ready, name="make_ready"),
    path(PRESS, papers.press, name="press"),
    path(PRESS + "luu/", papers.save, name="save_press"),
    path(PRESS + "lay-lai/", papers.anew, name="press_anew"),
    path(PRESS + "tai/<slug:form>/", papers.press_file, name="press_file"),
]
