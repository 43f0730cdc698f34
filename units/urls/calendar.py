"""Addresses of the calendar of the year."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
