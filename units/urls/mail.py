"""Addresses of mail that went out or waits."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
