"""Two questions, always in this order: may they know it exists (404), may they do this (403)."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

M = TypeVar("M", bound=models.Model)


def get_visible_or_404(request: HttpRequest, model: type[M], **lookup: Any) -> M:
    """The object if the user may know of it, else 404."""
    return get_object_or_404(model._default_manager.visible_to(request.user), **lookup)  # type: ignore[attr-defined]


def get_permitted_or_404(request: HttpRequest, model: type[M], perm: str, **lookup: Any) -> M:
    """404 for what the user may not know of, 403 for what they may see but not do."""
    found = get_visible_or_404(request, model, **lookup)
    if not request.user.has_perm(perm, found):
        raise PermissionDenied
    return found
