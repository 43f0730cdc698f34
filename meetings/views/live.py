"""Views of a meeting that live: the chair's on a phone, the projector's, the members'."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from meetings.actions import room as actions
from meetings.models import AgendaItem, Meeting, Speaker
from meetings.queries.live import VIEWS, LiveView, Pieces, live_state, pieces_of
from meetings.queries.stage import own_part, stage_of, votes_of
from units.models import User

# Element id of a page → the template of what stands in it.
CHAIR = {
    "chair-now": "meetings/live/_chair_now.html",
    "chair-speakers": "meetings/live/_chair_speakers.html",
    "chair-room": "meetings/live/_chair_room.html",
    "chair-bar": "meetings/live/_chair_bar.html",
}
PROJECTOR = {
    "projector-now": "meetings/live/_projector_now.html",
    "projector-figures": "meetings/live/_projector_figures.html",
    "projector-conclusions": "meetings/live/_projector_conclusions.html",
}
FOLLOW = {
    "follow-now": "meetings/live/_follow_now.html",
    "follow-agenda": "meetings/live/_follow_agenda.html",
    "follow-conclusions": "meetings/live/_follow_conclusions.html",
}
PERSONAL = {"follow-votes": "meetings/live/_follow_votes.html"}
OWN = {
    "follow-mine": "meetings/live/_follow_mine.html",
    "follow-papers": "meetings/live/_follow_papers.html",
}

# What the chair presses → the kind of row it is about, and what is done with it.
STEPS: dict[str, tuple[Any, Callable[..., object]]] = {
    "noi-dung": (AgendaItem, actions.start_item),
    "xong-noi-dung": (AgendaItem, actions.end_item),
    "moi-phat-bieu": (Speaker, actions.call),
    "xong-phat-bieu": (Speaker, actions.finish_speaking),
}


def _drawn(templates: dict[str, str], context: dict[str, Any]) -> Pieces:
    return {name: render_to_string(template, context) for name, template in templates.items()}


def _shared(templates: dict[str, str]) -> Callable[[Meeting], Pieces]:
    """Pieces that are the same for everybody: no person, no token goes into them."""
    return lambda meeting: _drawn(templates, stage_of(meeting))


def _own(meeting: Meeting, user: User) -> Pieces:
    return _drawn(OWN, own_part(meeting, user))


def _personal(meeting: Meeting, user: User) -> Pieces:
    return _drawn(PERSONAL, votes_of(meeting, user))


VIEWS["chair"] = LiveView("meetings.run", _shared(CHAIR))
VIEWS["projector"] = LiveView("", _shared(PROJECTOR))
VIEWS["member"] = LiveView("", _shared(FOLLOW), _own, _personal)


@never_cache
@require_safe
def poll(request: HttpRequest, view: str, **at: Any) -> HttpResponse:
    """204 while the meeting stands at `rev`, else its new revision with the pieces of the view.

    Reads only: a session lives no longer because a page stands open.
    """
    wanted = VIEWS.get(view)
    if wanted is None:
        raise Http404
    meeting = live_state(request.user, **_lookup(at))
    if meeting is None:
        raise Http404
    if wanted.perm and not request.user.has_perm(wanted.perm, meeting):
        return JsonResponse({"message": _("Tài khoản này không được xem trang này.")}, status=403)
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


def _lookup(at: dict[str, Any]) -> dict[str, Any]:
    return {
        "pk": at["pk"],
        "period__slug": at["period"],
        "bloc__slug": at["bloc"],
        "bloc__province__slug": at["province"],
    }


def _page(
    request: HttpRequest, name: str, meeting: Meeting, more: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of a view, drawn afresh: it may be newer than what the cache holds, never older."""
    at = [meeting.bloc.province.slug, meeting.bloc.slug, meeting.period.slug, meeting.pk]
    context = stage_of(meeting) | (more or {})
    context["now"] = milliseconds_now()
    context["live_url"] = reverse("meetings:live", args=[*at, name])
    return render(request, f"meetings/live/{name}.html", context)


@never_cache
@require_safe
def chair(request: HttpRequest, **at: Any) -> HttpResponse:
    """On the chair's phone: the item that runs, who speaks, what to press next."""
    meeting = get_permitted_or_404(request, Meeting, "meetings.run", **_lookup(at))
    return _page(request, "chair", meeting)


@require_POST
def act(request: HttpRequest, step: str, **at: Any) -> HttpResponse:
    """A press of the chair's; `row` names the item or speaker that the page showed, so that the
    same press by two people, or twice, does it once."""
    meeting = get_permitted_or_404(request, Meeting, "meetings.run", **_lookup(at))
    if step not in STEPS:
        raise Http404
    kind, do = STEPS[step]
    given = request.POST.get("row", "")
    pk = int(given) if given.isdecimal() and len(given) < 19 else 0
    row = kind.objects.visible_to(request.user).filter(meeting=meeting, pk=pk).first()
    if row is None:
        messages.error(request, _("Mục này vừa bị xóa. Trang đã được tải lại."))
        return redirect("meetings:chair", **at)
    with saying(request):
        do(row, by=request.user)
    return redirect("meetings:chair", **at)


@never_cache
@require_safe
def projector(request: HttpRequest, **at: Any) -> HttpResponse:
    """On the wall of the room: nothing but the meeting, legible from ten metres."""
    meeting = get_visible_or_404(request, Meeting, **_lookup(at))
    return _page(request, "projector", meeting)


@never_cache
@require_safe
def follow(request: HttpRequest, **at: Any) -> HttpResponse:
    """For who sits in the room: where the meeting is, the papers, what concerns the own unit."""
    meeting = get_visible_or_404(request, Meeting, **_lookup(at))
    more = own_part(meeting, request.user) | votes_of(meeting, request.user)
    more["has_unit"] = bool(request.user.rights.units)
    return _page(request, "member", meeting, more)
