"""Addresses of planning a meeting, its agenda, papers, invitations and answers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
