"""Addresses of passages, versions and confirmation of minutes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
