"""Nominations in the bloc."""

from django.urls import URLPattern, path

from awards.views import nominations as views
from awards.views import steps

BLOC = "<slug:province>/<slug:bloc>/khen-thuong/"
PROVINCE = "<slug:province>/khen-thuong/"
LIST = BLOC + "de-nghi/"
PERIOD = LIST + "ky/<period:period>/"
ONE = LIST + "<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(LIST, views.index, name="nominations"),
    path(PERIOD + "lap/", views.propose, name="propose"),
    path(PERIOD + "xet/", views.advance, name="advance_nominations"),
    path(PERIOD + "bien-ban/", views.to_minutes, name="nominations_to_minutes"),
    path(PERIOD + "them/", views.add, name="nominate"),
    path(ONE, views.page, name="nomination"),
    path(ONE + "xet-dieu-kien/", steps.check, name="check_nomination"),
    path(ONE + "tom-tat/", steps.describe, name="describe_nomination"),
    path(ONE + "ghi-hang/", steps.rank, name="rank_nomination"),
    path(ONE + "ghi-phieu/", steps.vote, name="vote_nomination"),
    path(ONE + "khong-thong-qua/", steps.reject, name="reject_nomination"),
    path(ONE + "rut/", steps.withdraw, name="withdraw_nomination"),
    path(ONE + "tam-dung/", steps.hold, name="hold_nomination"),
    path(ONE + "tiep-tuc/", steps.lift, name="lift_nomination"),
    path(ONE + "dieu-kien/<int:check>/", steps.decide, name="decide_check"),
]
