"""Following a bloc, and ceasing to."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from awards.actions.follow import follow as start
from awards.actions.follow import unfollow as end
from emulation_bloc.lib.access import get_permitted_or_404
from units.models import Bloc


@require_POST
def follow(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The star was clicked: the bloc is on the person's list from now on."""
    return _turned(request, province, bloc, start)


@require_POST
def unfollow(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The star was clicked again."""
    return _turned(request, province, bloc, end)


def _turned(
    request: HttpRequest, province: str, bloc: str, action: Callable[..., None]
) -> HttpResponse:
    """Back to the province's page as it was filtered, at the bloc's row."""
    lookup = {"slug": bloc, "province__slug": province}
    found = get_permitted_or_404(request, Bloc, "awards.follow", **lookup)
    action(found, by=request.user)
    query = urlencode(parse_qsl(request.POST.get("loc", "")[:1000]))
    url = found.province.get_absolute_url()
    return redirect(f"{url}?{query}#khoi-{found.pk}" if query else f"{url}#khoi-{found.pk}")
