"""Addresses of live views: chair, projector, members."""

from django.urls import path

from meetings.urls.meetings import MEETING
from meetings.views import live

urlpatterns = [
    path(MEETING + "song/<slug:view>/", live.poll, name="live"),
]
