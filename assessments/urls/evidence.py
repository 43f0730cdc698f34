"""Addresses of the evidence pages."""

from typing import Any

urlpatterns: list[Any] = []
