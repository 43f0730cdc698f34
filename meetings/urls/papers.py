"""Addresses of papers made from data: invitation, notice, reminder, press note."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
