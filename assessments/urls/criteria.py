"""Addresses of the criteria pages."""

from typing import Any

urlpatterns: list[Any] = []
