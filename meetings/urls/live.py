"""Addresses of live views: chair, projector, members."""

from django.urls import path

from meetings.urls.meetings import MEETING
from meetings.views import live

urlpatterns = [
    path(MEETING + "song/<slug:view>/", live.poll, name="live"),
    path(MEETING + "chu-toa/", live.chair, name="chair"),
    path(MEETING + "chu-toa/<slug:step>/", live.act, name="chair_act"),
    path(MEETING + "trinh-chieu/", live.projector, name="projector"),
    path(MEETING + "theo-doi/", live.follow, name="follow"),
]
