"""Addresses of how the bloc meets."""

from django.urls import path

from units.views import meeting_rules as views

urlpatterns = [
    path(
        "<slug:province>/<slug:bloc>/cai-dat/hoi-nghi/",
        views.meeting_rules,
        name="meeting_settings",
    ),
]
