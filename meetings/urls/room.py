"""Addresses of what happens in the room: turns, clock, quorum, rows of the desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
