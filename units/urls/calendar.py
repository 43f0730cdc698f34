"""Addresses of the calendar of the year, and of a person's own."""

from django.urls import path

from units.views import calendar as views
from units.views import calendar_feed as feed

BLOC = "<slug:province>/<slug:bloc>/lich-cong-tac/"
YEAR = BLOC + "<int:year>/"
MILESTONE = BLOC + "moc/<int:pk>/"

urlpatterns = [
    path("lich/<slug:key>.ics", feed.feed, name="calendar_feed"),
    path("lich-cua-toi/", feed.own, name="own_calendar"),
    path("lich-cua-toi/doi-dia-chi/", feed.renew, name="renew_calendar"),
    path(BLOC, views.this_year, name="calendar_now"),
    path(BLOC + "mau/", views.template, name="calendar_template"),
    path(YEAR, views.calendar, name="calendar"),
    path(YEAR + "lap/", views.make, name="make_calendar"),
    path(YEAR + "lam-mau/", views.keep, name="keep_calendar"),
    path(YEAR + "them/", views.add, name="add_milestone"),
    path(MILESTONE, views.milestone, name="milestone"),
    path(MILESTONE + "xong/", views.done, name="milestone_done"),
    path(MILESTONE + "xoa/", views.delete, name="delete_milestone"),
]
