"""Addresses of the pact of the year."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
