"""Addresses of the sheets pages."""

from typing import Any

urlpatterns: list[Any] = []
