"""The joined pages."""

from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


healthz = readyz = province = bloc = period = home


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse("", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("", status=400)


forbidden = not_found = bad_request


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", status=500)
