"""Addresses of the appraisal pages."""

from typing import Any

urlpatterns: list[Any] = []
