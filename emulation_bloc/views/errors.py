"""What a person reads when something is amiss."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from emulation_bloc.lib import trace


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open too long."""
    return render(request, "errors/csrf.html", {"reason": reason}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """May see, may not do."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Does not exist, or does not exist for this person."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return render(request, "errors/404_public.html", status=404)
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A defect; the page depends on nothing."""
    return render(request, "errors/500.html", {"request_id": trace.current()}, status=500)
