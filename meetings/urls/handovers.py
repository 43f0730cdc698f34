"""Addresses of elections and the handover."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
