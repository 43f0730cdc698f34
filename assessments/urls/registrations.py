"""Addresses of the registrations pages."""

from typing import Any

urlpatterns: list[Any] = []
