"""Addresses of live views: chair, projector, members."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
