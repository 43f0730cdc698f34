"""Preparing a ballot: start it, its rules, its list, its tellers; sealing words at the end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots as actions
from meetings.forms.ballots import CandidatesForm, RulesForm, SealForm, StartForm, TellersForm
from meetings.queries import ballot_pages as queries
from meetings.queries.ballots import standing_units
from meetings.views.ballots import attempt, ballot_at, draw_index, meeting_at


@require_POST
def start(request: HttpRequest, **at: Any) -> HttpResponse:
    """Prepare a ballot with the bloc's usual rules and go to its page."""
    meeting = meeting_at(request, at, "meetings.draft_ballot")
    form = StartForm(request.POST, offered=queries.offers(meeting))
    if not form.is_valid():
        return draw_index(request, meeting, form)
    try:
        ballot = actions.start_ballot(meeting, **form.wanted(), by=request.user)
    except ActionError as error:
        form.add_error(None, str(error))
        return draw_index(request, meeting, form)
    messages.success(
        request, _("Đã lập cuộc bỏ phiếu. Hãy xem lại quy định, danh sách, cử Tổ kiểm phiếu.")
    )
    return redirect(ballot)


@require_POST
def save(request: HttpRequest, **at: Any) -> HttpResponse:
    """Keep the rules."""
    ballot = ballot_at(request, at, "meetings.draft_ballot")
    members = ballot.meeting.attendances.count()
    form = RulesForm(request.POST, ballot=ballot, members=members)
    return attempt(
        request,
        ballot,
        "rules",
        form,
        lambda: actions.save_ballot(ballot, values=form.values(), by=request.user),
        _("Đã lưu quy định bỏ phiếu."),
    )


@require_POST
def candidates(request: HttpRequest, **at: Any) -> HttpResponse:
    """Keep the list."""
    ballot = ballot_at(request, at, "meetings.draft_ballot")
    standing = standing_units(ballot.meeting, ballot.kind)
    form = CandidatesForm(request.POST, ballot=ballot, standing=standing)
    return attempt(
        request,
        ballot,
        "list",
        form,
        lambda: actions.set_candidates(ballot, form.chosen(), by=request.user),
        _("Đã lưu danh sách bỏ phiếu."),
    )


@require_POST
def tellers(request: HttpRequest, **at: Any) -> HttpResponse:
    """Name the counting team."""
    ballot = ballot_at(request, at, "meetings.draft_ballot")
    form = TellersForm(request.POST, ballot=ballot, groups=queries.teller_groups(ballot))

    def act() -> None:
        chosen = form.people()
        known = queries.people(key for key, _leads in chosen)
        people = [(known[key], leads) for key, leads in chosen]
        actions.set_tellers(ballot, people, by=request.user)

    return attempt(request, ballot, "tellers", form, act, _("Đã cử Tổ kiểm phiếu."))


@require_POST
def seal(request: HttpRequest, **at: Any) -> HttpResponse:
    """Write how the counted ballots were sealed."""
    ballot = ballot_at(request, at, "meetings.draft_ballot")
    form = SealForm(request.POST)
    return attempt(
        request,
        ballot,
        "seal",
        form,
        lambda: actions.save_ballot(ballot, values=form.cleaned_data, by=request.user),
        _("Đã ghi việc niêm phong phiếu."),
    )
