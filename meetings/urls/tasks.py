"""Addresses of tasks and progress."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
