"""Ballots of a meeting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
