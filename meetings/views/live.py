"""Views of a meeting that live: the chair's on a phone, the projector's, the members'."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emulation_bloc.lib import clock
from meetings.queries.live import VIEWS, LiveView, live_state, pieces_of


@never_cache
@require_safe
def poll(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, view: str
) -> HttpResponse:
    """204 while the meeting stands at `rev`, else its new revision with the pieces of the view.

    Reads only: a session lives no longer because a page stands open.
    """
    wanted = VIEWS.get(view)
    meeting = wanted and live_state(
        request.user,
        pk=pk,
        period__slug=period,
        bloc__slug=bloc,
        bloc__province__slug=province,
    )
    if wanted is None or meeting is None:
        raise Http404
    if wanted.perm and not request.user.has_perm(wanted.perm, meeting):
        return JsonResponse({"message": _("Trang này không mở cho bạn.")}, status=403)
    if request.GET.get("rev") == str(meeting.live_revision):
        return HttpResponse(status=204)
    told: dict[str, Any] = {
        "revision": meeting.live_revision,
        "now": milliseconds_now(),
        "fragments": pieces_of(view, meeting, request.user),
    }
    return JsonResponse(told)


def milliseconds_now() -> int:
    """The business time that clocks of a page run by, in milliseconds since 1970."""
    return int(clock.now().timestamp() * 1000)


VIEWS["projector"] = LiveView()
