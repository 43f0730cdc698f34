"""`Ghi biên bản hội nghị`: every part saves itself; without JavaScript each has its own button."""

import copy
from typing import Any

from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from emulation_bloc.lib.saving import answer_save, wants_json
from emulation_bloc.lib.states import ActionError
from meetings import actions, queries
from meetings.actions.guard import current_minutes
from meetings.actions.rows import part_of
from meetings.forms import MEETING_FORMS, ROW_FORMS
from meetings.forms.desk import KeyForm
from meetings.models import Conclusion, Guest, Meeting
from meetings.queries.ballots import meeting_ballots
from meetings.queries.desk import room_rows
from meetings.views.answers import paper_of
from meetings.views.at_desk import answer, back_to, done, meeting_at, refused, row_at
from meetings.views.room import room_context
from meetings.views.sections import SECTIONS, Override, quick_item, sections_of


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The whole desk."""
    return _draw(request, meeting_at(request, province, bloc, period, pk))


def _draw(
    request: HttpRequest, meeting: Meeting, override: Override | None = None, status: int = 200
) -> HttpResponse:
    """The desk; `override` puts a refused form with its errors or the other text in its place."""
    minutes = current_minutes(meeting)
    rows = room_rows(meeting)
    document = minutes.document if minutes else None
    is_chair = request.user.has_perm("documents.approve", document) if document else False
    is_open = document is None or document.state == Document.State.DRAFT
    is_open = is_open or (document.state == Document.State.SUBMITTED and is_chair)
    choices = queries.desk_choices(meeting)
    context = room_context(meeting, rows, is_open=is_open) | {
        "minutes": minutes,
        "document": document,
        "chairs": [row.name for row in rows["guests"] if row.role == Guest.Role.CHAIR],
        "sections": sections_of(meeting, rows, choices, override),
        "quick": quick_item("contributions", choices, rows, override),
        "ballots": meeting_ballots(meeting),
        "queue": quick_item("speakers", choices, rows, override),
        "paper": paper_of(document, lambda: queries.minutes_words(minutes, rows)),
    }
    return render(request, "meetings/desk.html", context, status=status)


@require_safe
def preview(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The minutes as they stand, for the pane beside the desk."""
    meeting = meeting_at(request, province, bloc, period, pk)
    minutes = current_minutes(meeting)
    if minutes is None:
        raise Http404
    return HttpResponse(paper_of(minutes.document, lambda: queries.minutes_words(minutes)))


def _fresh(meeting: Meeting) -> Meeting:
    """A second reading of the row: a form writes what was typed into its own instance."""
    return copy.copy(meeting)


@require_POST
def save_part(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, part: str
) -> HttpResponse:
    """Keep one part of the meeting itself."""
    meeting = meeting_at(request, province, bloc, period, pk)
    if part not in MEETING_FORMS:
        raise Http404
    counter, _fields = Meeting.PARTS[part]
    choices = queries.desk_choices(meeting)
    make = MEETING_FORMS[part]

    def act(values: dict[str, Any], revision: int) -> int:
        stored = _fresh(meeting)
        actions.save_meeting(stored, part, values=values, revision=revision, by=request.user)
        return getattr(stored, counter)

    return answer_save(
        request,
        make(request.POST, instance=_fresh(meeting), choices=choices),
        act=act,
        fresh=lambda row: (make(instance=row, choices=choices), getattr(row, counter)),
        page=lambda form, theirs, status: _draw(
            request, meeting, Override(part, None, form, theirs), status
        ),
        done=back_to(meeting, part),
    )


@require_POST
def save(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, part: str, row: int
) -> HttpResponse:
    """Keep one row."""
    meeting = meeting_at(request, province, bloc, period, pk)
    stored = row_at(meeting, part, row)
    choices = queries.desk_choices(meeting)
    make = ROW_FORMS[part]

    def act(values: dict[str, Any], revision: int) -> int:
        fresh = row_at(meeting, part, row)
        actions.save_row(fresh, values=values, revision=revision, by=request.user)
        return fresh.revision

    return answer_save(
        request,
        make(request.POST, instance=stored, choices=choices),
        act=act,
        fresh=lambda other: (make(instance=other, choices=choices), other.revision),
        page=lambda form, theirs, status: _draw(
            request, meeting, Override(part, row, form, theirs), status
        ),
        done=back_to(meeting, f"{part}-{row}"),
    )


@require_POST
def add(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, part: str
) -> HttpResponse:
    """Add a row at the end of its part; refused, the desk shows it with what was typed."""
    meeting = meeting_at(request, province, bloc, period, pk)
    if part not in ROW_FORMS or part == "attendance":
        raise Http404
    parent = _parent(meeting, request.POST.get("parent", "")) if part == "references" else None
    form = ROW_FORMS[part](request.POST, choices=queries.desk_choices(meeting))
    key = KeyForm(request.POST)
    if form.is_valid() and key.is_valid():
        try:
            row = actions.add_row(
                meeting,
                part,
                values=form.cleaned_data,
                by=request.user,
                parent=parent,
                key=key.cleaned_data["client_key"],
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            return done(request, meeting, f"{part}-{row.pk}")
    if wants_json(request):
        return refused(form)
    return _draw(request, meeting, _refused(part, parent, form), 422)


def _refused(part: str, parent: Conclusion | None, form: ModelForm) -> Override:
    return Override(part, None, form, {}, is_new=True, parent=parent.pk if parent else None)


def _parent(meeting: Meeting, given: str) -> Conclusion:
    pk = int(given) if given.isdecimal() and len(given) < 19 else 0
    found = meeting.conclusions.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_POST
def delete(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, part: str, row: int
) -> HttpResponse:
    """Take a row away."""
    meeting = meeting_at(request, province, bloc, period, pk)
    stored = row_at(meeting, part, row)
    anchor = _section(stored)
    return answer(
        request,
        meeting,
        lambda: actions.delete_row(stored, by=request.user),
        at=anchor,
        told=_("Đã xóa dòng."),
    )


def _section(row: Any) -> str:
    """The anchor that is still there when the row is gone: its section, or its conclusion."""
    part = part_of(row)
    if part == "references":
        return f"{part_of(row.conclusion)}-{row.conclusion_id}"
    return next((key for key, section in SECTIONS.items() if part in section.rows), part)


@require_POST
def move(
    request: HttpRequest,
    province: str,
    bloc: str,
    period: str,
    pk: int,
    part: str,
    row: int,
    way: str,
) -> HttpResponse:
    """Move a row one place up (`len`) or down (`xuong`)."""
    meeting = meeting_at(request, province, bloc, period, pk)
    if way not in {"len", "xuong"}:
        raise Http404
    stored = row_at(meeting, part, row)
    return answer(
        request,
        meeting,
        lambda: actions.move_row(stored, up=way == "len", by=request.user),
        at=f"{part}-{row}",
    )
