"""Addresses of the ranking pages."""

from typing import Any

urlpatterns: list[Any] = []
