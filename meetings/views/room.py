"""In the room: the buttons of the desk, the pieces of it that live, who is writing where."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from emulation_bloc.lib import clock
from meetings import queries
from meetings.actions import room as actions
from meetings.actions.guard import current_minutes
from meetings.forms import MEETING_FORMS, ROW_FORMS
from meetings.forms.desk import MarkForm, PresenceForm
from meetings.models import Meeting
from meetings.queries import room
from meetings.queries.desk import Rows, room_rows
from meetings.queries.live import VIEWS, LiveView
from meetings.views.answers import paper_of
from meetings.views.at_desk import answer, meeting_at, refused, row_at
from meetings.views.sections import list_of, part_item

# The pieces that change without a reload: id on the page → template.
PIECES = {
    "room-agenda": "meetings/room/_agenda.html",
    "room-attendance": "meetings/room/_attendance.html",
    "room-speakers": "meetings/room/_speakers.html",
    "room-contributions": "meetings/room/_contributions.html",
    "room-conclusions": "meetings/room/_conclusions.html",
    "room-rows": "meetings/room/_rows.html",
}


def room_context(meeting: Meeting, rows: Rows, *, is_open: bool) -> dict[str, Any]:
    """What the pieces of the room show; one query, for the rule of the quorum."""
    now = clock.now()
    steps = room.agenda_steps(meeting, rows["agenda"], now)
    return {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "is_open": is_open,
        "milliseconds_now": int(now.timestamp() * 1000),
        "steps": steps,
        "next_step": room.next_step(steps),
        "light": room.light_of(meeting, rows["attendance"]),
        "attendances": rows["attendance"],
        "speakers": rows["speakers"],
        "speaking": room.speaking(rows["speakers"]),
        "next_speaker": room.next_speaker(rows["speakers"]),
        "contributions": rows["contributions"][::-1],
        "conclusions": [
            (part, row) for part in ("directions", "decisions", "requests") for row in rows[part]
        ],
        "stamps": json.dumps(room.row_stamps(meeting, rows)),
    }


def desk_fragments(meeting: Meeting) -> dict[str, str]:
    """Id on the desk → what stands in it now: the same for everybody who may edit the notes."""
    minutes = current_minutes(meeting)
    document = minutes.document if minutes else None
    rows = room_rows(meeting)
    is_open = document is None or document.state == Document.State.DRAFT
    context = room_context(meeting, rows, is_open=is_open)
    found: dict[str, str] = {
        name: render_to_string(template, context) for name, template in PIECES.items()
    }
    if minutes:
        found["preview"] = paper_of(document, lambda: queries.minutes_words(minutes, rows))
    return found


VIEWS["desk"] = LiveView("meetings.edit_notes", desk_fragments)


@require_safe
def part_rows(request: HttpRequest, part: str, **at: Any) -> HttpResponse:
    """The forms of one part as they are stored, for a desk on which another has changed them."""
    meeting = meeting_at(request, **at)
    choices = queries.desk_choices(meeting)
    context: dict[str, Any] = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "is_open": True,
    }
    if part in MEETING_FORMS:
        context["item"] = part_item(meeting, part, choices)
    elif part in ROW_FORMS and part != "references":
        context["list"] = list_of(part, room_rows(meeting), choices)
    else:
        raise Http404
    return render(request, "meetings/room/_part.html", context)


@require_POST
def start_item(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """Go to an item of the agenda."""
    meeting = meeting_at(request, **at)
    item = row_at(meeting, "agenda", row)
    return answer(
        request, meeting, lambda: actions.start_item(item, by=request.user), at="room-agenda"
    )


@require_POST
def end_item(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """An item of the agenda is done."""
    meeting = meeting_at(request, **at)
    item = row_at(meeting, "agenda", row)
    return answer(
        request, meeting, lambda: actions.end_item(item, by=request.user), at="room-agenda"
    )


@require_POST
def mark(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """One press of the attendance list."""
    meeting = meeting_at(request, **at)
    stored = row_at(meeting, "attendance", row)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return refused(form)
    given = form.cleaned_data
    return answer(
        request,
        meeting,
        lambda: actions.mark_presence(
            stored, given["presence"], letter=given["letter"], by=request.user
        ),
        at="room-attendance",
    )


@require_POST
def call(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """Give somebody the floor."""
    meeting = meeting_at(request, **at)
    speaker = row_at(meeting, "speakers", row)
    return answer(
        request, meeting, lambda: actions.call(speaker, by=request.user), at="room-speakers"
    )


@require_POST
def finish_speaking(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """Who has the floor is done."""
    meeting = meeting_at(request, **at)
    speaker = row_at(meeting, "speakers", row)
    return answer(
        request,
        meeting,
        lambda: actions.finish_speaking(speaker, by=request.user),
        at="room-speakers",
    )


@require_POST
def conclude(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """Make a conclusion of what somebody said, and go to it."""
    meeting = meeting_at(request, **at)
    said = row_at(meeting, "contributions", row)

    def act() -> str:
        return f"decisions-{actions.conclude(said, by=request.user).pk}"

    return answer(request, meeting, act, at="room-contributions")


@require_POST
def note_model(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """Put what a unit told of among the exemplary models."""
    meeting = meeting_at(request, **at)
    said = row_at(meeting, "contributions", row)

    def act() -> str:
        actions.note_model(said, by=request.user)
        return "room-contributions"

    told = _("Đã ghi vào danh sách điển hình tiên tiến.")
    return answer(request, meeting, act, at="room-contributions", told=told)


@require_POST
def presence(request: HttpRequest, **at: Any) -> HttpResponse:
    """Remember where this person writes; tells where the others do. The session lives no longer for
    it: only a sign-in writes it."""
    meeting = meeting_at(request, **at)
    form = PresenceForm(request.POST)
    if not form.is_valid():
        return refused(form)
    others = actions.note_place(meeting, form.cleaned_data["place"], by=request.user)
    told = [{"name": row.user.full_name, "place": row.place} for row in others]
    return JsonResponse({"others": told})
