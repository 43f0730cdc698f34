"""Addresses of how the bloc meets."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
