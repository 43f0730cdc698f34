"""Invitations: the desk's page with facts, guests and answers; the page on which one answers."""

import copy
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError
from meetings import actions
from meetings.actions import calls
from meetings.actions.invitations import refresh_units
from meetings.forms.planning import FACT_FORMS, InvitedGuestForm
from meetings.models import Meeting
from meetings.queries.desk import unit_choices
from meetings.queries.invitations import ASKED, lines_of, totals
from meetings.views.sections import Item, Override
from meetings.views.states import meeting_at

WIDTHS = {
    "date": "col-4",
    "starts_at": "col-4",
    "mode": "col-4",
    "place": "col-12",
    "host_unit": "col-12",
    "reply_by": "col-4",
    "contact": "col-8",
    "role": "col-4",
    "name": "col-8",
}


@require_safe
def page(request: HttpRequest, **at: Any) -> HttpResponse:
    """Who is asked, what came back, how many are expected."""
    return _draw(request, meeting_at(request, at, "meetings.plan"))


def _draw(
    request: HttpRequest, meeting: Meeting, override: Override | None = None, status: int = 200
) -> HttpResponse:
    lines = lines_of(meeting)
    choices = unit_choices(meeting)
    is_before = meeting.state in {Meeting.State.PLANNED, Meeting.State.INVITED}
    is_new = override is not None and override.is_new
    guest = (
        override.form if override and is_new else InvitedGuestForm(choices=choices, meeting=meeting)
    )
    unasked = [
        line for line in lines if line.has_account and not line.has_left and not line.invitation
    ]
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "lines": lines,
        "totals": totals(lines),
        "parts": [_part(meeting, name, choices, override) for name in FACT_FORMS],
        "guest": _shown(guest),
        "is_before": is_before,
        "unasked": len(unasked),
        "has_sent": any(line.invitation for line in lines),
        "has_left": any(line.has_left for line in lines),
    }
    return render(request, "meetings/invitations.html", context, status=status)


def _shown(form: Any) -> dict[str, Any]:
    return {"form": form, "fields": [(one, WIDTHS.get(one.name, "col-12")) for one in form]}


def _part(meeting: Meeting, name: str, choices: Any, override: Override | None) -> dict[str, Any]:
    counter, _fields = Meeting.PARTS[name]
    form: Any = FACT_FORMS[name](instance=meeting, choices=choices, auto_id=f"{name}-%s")
    item = Item(name, form, getattr(meeting, counter))
    if override and override.part == name:
        revision = getattr(override.form, "revision", item.revision)
        item = Item(name, override.form, revision, theirs=override.theirs)
    return _shown(item.form) | {"item": item, "name": name}


def _address(meeting: Meeting) -> str:
    period = meeting.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, meeting.pk]
    return reverse("meetings:invitations", args=at)


@require_POST
def save_facts(request: HttpRequest, part: str, **at: Any) -> HttpResponse:
    """Keep when and where, or what else the invitation says."""
    meeting = meeting_at(request, at, "meetings.plan")
    if part not in FACT_FORMS:
        raise Http404
    counter, _fields = Meeting.PARTS[part]
    choices = unit_choices(meeting)
    make = FACT_FORMS[part]

    def act(values: dict[str, Any], revision: int) -> int:
        stored = copy.copy(meeting)
        actions.save_meeting(stored, part, values=values, revision=revision, by=request.user)
        return getattr(stored, counter)

    form = make(request.POST, instance=copy.copy(meeting), choices=choices, auto_id=f"{part}-%s")
    return answer_save(
        request,
        form,
        act=act,
        fresh=lambda row: (make(instance=row, choices=choices), getattr(row, counter)),
        page=lambda shown, theirs, status: _draw(
            request, meeting, Override(part, None, shown, theirs), status
        ),
        done=redirect(f"{_address(meeting)}#part-{part}"),
    )


@require_POST
def add_guest(request: HttpRequest, **at: Any) -> HttpResponse:
    """Ask one more guest."""
    meeting = meeting_at(request, at, "meetings.plan")
    form = InvitedGuestForm(request.POST, choices=unit_choices(meeting), meeting=meeting)
    if form.is_valid():
        try:
            actions.add_row(meeting, "guests", values=form.values, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã thêm khách mời."))
            return redirect(_address(meeting))
    return _draw(request, meeting, Override("guests", None, form, {}, is_new=True), 422)


@require_POST
def remove_guest(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """Take a guest off the list."""
    meeting = meeting_at(request, at, "meetings.plan")
    found = meeting.guests.filter(pk=row, role__in=ASKED).first()
    if found is None:
        raise Http404

    def act() -> str:
        actions.delete_row(found, by=request.user)
        return _("Đã bỏ khách mời khỏi danh sách.")

    return _press(request, meeting, act)


def _press(request: HttpRequest, meeting: Meeting, act: Callable[[], str]) -> HttpResponse:
    with saying(request):
        messages.success(request, act())
    return redirect(_address(meeting))


@require_POST
def send(request: HttpRequest, **at: Any) -> HttpResponse:
    """Send the invitations to whoever was not asked before."""
    meeting = meeting_at(request, at, "meetings.plan")

    def act() -> str:
        count = calls.send_invitations(meeting, by=request.user)
        return _("Đã gửi giấy mời đến %(n)d đơn vị, khách mời.") % {"n": count}

    return _press(request, meeting, act)


@require_POST
def announce(request: HttpRequest, **at: Any) -> HttpResponse:
    """Tell of a changed day, hour, place or agenda."""
    meeting = meeting_at(request, at, "meetings.plan")

    def act() -> str:
        count = calls.announce_changes(meeting, by=request.user)
        return _("Đã gửi thông báo thay đổi đến %(n)d đơn vị, khách mời.") % {"n": count}

    return _press(request, meeting, act)


@require_POST
def refresh(request: HttpRequest, **at: Any) -> HttpResponse:
    """Bring the list of units in line with the members on the meeting's day."""
    meeting = meeting_at(request, at, "meetings.plan")

    def act() -> str:
        added, removed, kept = refresh_units(meeting, by=request.user)
        said = [
            (added, _("Đã thêm: %(names)s.")),
            (removed, _("Đã bỏ khỏi danh sách: %(names)s.")),
            (kept, _("Không còn là thành viên nhưng giữ lại vì đã có nội dung: %(names)s.")),
        ]
        told = [words % {"names": vietnamese.join(names)} for names, words in said if names]
        return " ".join(told) or _("Danh sách đơn vị đã đúng với thành viên của Khối.")

    return _press(request, meeting, act)
