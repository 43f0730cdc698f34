"""`Ghi biên bản hội nghị`: every part saves itself; without JavaScript each has its own button."""

import copy
from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError
from meetings import actions, queries
from meetings.actions.guard import current_minutes
from meetings.actions.rows import PARTS, part_of, rows_of
from meetings.forms import MEETING_FORMS, ROW_FORMS
from meetings.models import Conclusion, Meeting
from meetings.views.answers import paper_of
from meetings.views.sections import SECTIONS, Override, sections_of


def _meeting(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> Meeting:
    lookup = {
        "pk": pk,
        "period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    return get_permitted_or_404(request, Meeting, "meetings.edit_notes", **lookup)


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The whole desk."""
    return _draw(request, _meeting(request, province, bloc, period, pk))


def _draw(
    request: HttpRequest, meeting: Meeting, override: Override | None = None, status: int = 200
) -> HttpResponse:
    """The desk; `override` puts a refused form with its errors or the other text in its place."""
    minutes = current_minutes(meeting)
    rows = queries.desk_rows(meeting)
    document = minutes.document if minutes else None
    is_chair = request.user.has_perm("documents.approve", document) if document else False
    is_open = document is None or document.state == Document.State.DRAFT
    is_open = is_open or (document.state == Document.State.SUBMITTED and is_chair)
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "minutes": minutes,
        "document": document,
        "is_open": is_open,
        "sections": sections_of(meeting, rows, queries.desk_choices(meeting), override),
        "paper": paper_of(document, lambda: queries.minutes_words(minutes, rows)),
    }
    return render(request, "meetings/desk.html", context, status=status)


@require_safe
def preview(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The minutes as they stand, for the pane beside the desk."""
    meeting = _meeting(request, province, bloc, period, pk)
    minutes = current_minutes(meeting)
    if minutes is None:
        raise Http404
    return HttpResponse(paper_of(minutes.document, lambda: queries.minutes_words(minutes)))


def _anchor(meeting: Meeting, name: str) -> HttpResponse:
    period = meeting.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, meeting.pk]
    return redirect(f"{reverse('meetings:desk', args=at)}#{name}")


def _fresh(meeting: Meeting) -> Meeting:
    """A second reading of the row: a form writes what was typed into its own instance."""
    return copy.copy(meeting)


@require_POST
def save_part(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, part: str
) -> HttpResponse:
    """Keep one part of the meeting itself."""
    meeting = _meeting(request, province, bloc, period, pk)
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
        done=_anchor(meeting, part),
    )


def _row(meeting: Meeting, part: str, pk: int) -> Any:
    """A row of this meeting and this part; anything else does not exist."""
    if part not in PARTS:
        raise Http404
    row = rows_of(meeting, part).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@require_POST
def save(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, part: str, row: int
) -> HttpResponse:
    """Keep one row."""
    meeting = _meeting(request, province, bloc, period, pk)
    stored = _row(meeting, part, row)
    choices = queries.desk_choices(meeting)
    make = ROW_FORMS[part]

    def act(values: dict[str, Any], revision: int) -> int:
        fresh = _row(meeting, part, row)
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
        done=_anchor(meeting, f"{part}-{row}"),
    )


@require_POST
def add(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, part: str
) -> HttpResponse:
    """Add a row at the end of its part; refused, the desk shows it with what was typed."""
    meeting = _meeting(request, province, bloc, period, pk)
    if part not in ROW_FORMS or part == "attendance":
        raise Http404
    parent = _parent(meeting, request.POST.get("parent", "")) if part == "references" else None
    form = ROW_FORMS[part](request.POST, choices=queries.desk_choices(meeting))
    if form.is_valid():
        try:
            row = actions.add_row(
                meeting, part, values=form.cleaned_data, by=request.user, parent=parent
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            return _anchor(meeting, f"{part}-{row.pk}")
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
    meeting = _meeting(request, province, bloc, period, pk)
    stored = _row(meeting, part, row)
    anchor = _section(stored)
    try:
        actions.delete_row(stored, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã xóa dòng."))
    return _anchor(meeting, anchor)


def _section(row: Any) -> str:
    """The anchor that is still there when the row is gone: its section, or its conclusion."""
    part = part_of(row)
    if part == "references":
        return f"{part_of(row.conclusion)}-{row.conclusion_id}"
    return next(key for key, section in SECTIONS.items() if part in section.rows)


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
    meeting = _meeting(request, province, bloc, period, pk)
    if way not in {"len", "xuong"}:
        raise Http404
    try:
        actions.move_row(_row(meeting, part, row), up=way == "len", by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
    return _anchor(meeting, f"{part}-{row}")
