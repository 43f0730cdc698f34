"""Around every request: its id, and a plain answer to a desk whose session has ended."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url

from emulation_bloc.lib import trace
from emulation_bloc.lib.saving import wants_json

Handler = Callable[[HttpRequest], HttpResponse]


def trace_requests(handle: Handler) -> Handler:
    """Give the request an id for the trail and the log, and name it in the answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request_id = trace.start()
        response = handle(request)
        response["X-Request-ID"] = request_id
        return response

    return middleware


def answer_lapsed_sessions(handle: Handler) -> Handler:
    """A desk that saves in the background gets 401 with the way to sign in, not a login page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        is_login = response.status_code == 302 and response["Location"].startswith(
            resolve_url(settings.LOGIN_URL)
        )
        if is_login and not request.user.is_authenticated and wants_json(request):
            page = request.headers.get("X-Page", "/")
            login = f"{resolve_url(settings.LOGIN_URL)}?next={quote(page)}"
            return JsonResponse({"login": login}, status=401)
        return response

    return middleware
