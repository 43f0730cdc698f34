"""Bầu Trưởng khối, Phó Trưởng khối: the record of the meeting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.states import ActionError
from meetings.actions import elections as actions
from meetings.actions.guard import why_closed
from meetings.forms.elections import ElectionForm
from meetings.models import Ballot, Election, Meeting
from meetings.queries.elections import (
    Proposal,
    counted_last,
    elections_of,
    office_ballots,
    proposal,
)
from units.models import Unit
from units.queries import members_on

Office = Election.Office


def _lookup(province: str, bloc: str, period: str, pk: int) -> dict[str, Any]:
    return {
        "pk": pk,
        "period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }


def _units(meeting: Meeting) -> list[Unit]:
    return [row.unit for row in members_on(meeting.bloc, meeting.date or clock.today())]


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """What the meeting chose, with the counts; the desk may write it."""
    meeting = get_visible_or_404(request, Meeting, **_lookup(province, bloc, period, pk))
    return _draw(request, meeting)


def _draw(
    request: HttpRequest, meeting: Meeting, refused: dict[str, ElectionForm] | None = None
) -> HttpResponse:
    units = _units(meeting)
    stored = {row.office: row for row in elections_of(meeting)}
    may_edit = request.user.has_perm("meetings.edit_notes", meeting)
    may_edit = may_edit and meeting.kind != Meeting.Kind.HALF_YEAR_REVIEW
    may_edit = may_edit and not why_closed(meeting, by=request.user)
    sees_ballots = request.user.has_perm("meetings.see_ballots", meeting)
    ballots = office_ballots(meeting) if sees_ballots else {}
    year = meeting.period.ends.year + 1
    put_forward = proposal(meeting.bloc, year, meeting.date or clock.today())
    parts = [
        {
            "office": office,
            "label": Office(office).label,
            "row": stored.get(office),
            "form": (refused or {}).get(office) or _form(office, units, stored, put_forward),
            "proposed": put_forward.head if office == Office.HEAD else put_forward.deputy,
            "ballots": ballots.get(office, []),
            "is_chosen": _is_chosen(ballots.get(office, [])),
        }
        for office in Office.values
    ]
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "year": year,
        "parts": parts,
        "barred": [(unit, put_forward.barred.get(unit.pk)) for unit in units],
        "may_edit": may_edit,
        "sees_ballots": sees_ballots,
        "is_half": meeting.kind == Meeting.Kind.HALF_YEAR_REVIEW,
        "handover": meeting.handovers.exclude(state="dropped").first(),
        "may_hand_over": request.user.has_perm("meetings.prepare_handover", meeting),
    }
    status = 422 if refused else 200
    return render(request, "meetings/handovers/elections.html", context, status=status)


def _is_chosen(ballots: list[Ballot]) -> bool:
    """Whether the counted ballot chose a unit: then nothing is typed."""
    last = counted_last(ballots)
    return last is not None and bool((last.result or {}).get("chosen"))


def _form(
    office: str, units: list[Unit], stored: dict[str, Election], put_forward: Proposal
) -> ElectionForm:
    """What is stored, else empty counts with the unit that rotation puts forward."""
    row = stored.get(office)
    start: dict[str, Any] = {}
    if row:
        start = {name: getattr(row, name) for name in ("method", "issued", "collected", "valid")}
        start["elected"] = str(row.elected_id or "")
        start |= {f"votes_{one.unit_id}": one.votes for one in row.candidates.all()}
    else:
        unit = put_forward.head if office == Office.HEAD else put_forward.deputy
        start["elected"] = str(unit.pk) if unit else ""
    return ElectionForm(units=units, initial=start, prefix=office)


@require_POST
def save(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, office: str
) -> HttpResponse:
    """Keep the result for one office."""
    lookup = _lookup(province, bloc, period, pk)
    meeting = get_permitted_or_404(request, Meeting, "meetings.edit_notes", **lookup)
    if office not in Office.values:
        raise Http404
    form = ElectionForm(request.POST, units=_units(meeting), prefix=office)
    if form.is_valid():
        try:
            actions.record_election(meeting, office, form.counted(), by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi kết quả bầu."))
            return redirect("meetings:elections", province, bloc, period, pk)
    return _draw(request, meeting, {office: form})


@require_POST
def drop(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, office: str
) -> HttpResponse:
    """Take the record for one office away."""
    lookup = _lookup(province, bloc, period, pk)
    meeting = get_permitted_or_404(request, Meeting, "meetings.edit_notes", **lookup)
    row = next((one for one in elections_of(meeting) if one.office == office), None)
    if row is None:
        raise Http404
    with saying(request, _("Đã xóa kết quả bầu.")):
        actions.drop_election(row, by=request.user)
    return redirect("meetings:elections", province, bloc, period, pk)
