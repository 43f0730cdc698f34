"""Addresses of movements, models, activities."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
