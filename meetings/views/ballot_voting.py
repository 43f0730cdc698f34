"""Voting on a phone: choose, look again, send; afterwards ask whether one's vote is in the box.

The receipt is drawn by the browser, without scripts by the server into the form alone. It goes
through the body of a POST and nowhere else: no address, no message, no session, no trail.
"""

import secrets
import string
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from emulation_bloc.lib.saving import wants_json
from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots as actions
from meetings.forms.ballots import ReceiptForm, VoteForm
from meetings.models import Ballot
from meetings.queries.ballot_pages import own_place, share_words
from meetings.queries.ballots import has_receipt
from meetings.views.ballots import ballot_at, live_mark
from meetings.views.live import milliseconds_now

LETTERS = string.ascii_lowercase + string.digits


def drawn() -> str:
    """A receipt for a browser without scripts: kept nowhere."""
    return "".join(secrets.choice(LETTERS) for _place in range(32))


@sensitive_post_parameters("receipt", "marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, **at: Any) -> HttpResponse:
    """The ballot paper. Who casts no unit's vote is led to the ballot's page."""
    ballot = ballot_at(request, at)
    voter = own_place(ballot, request.user.pk)
    if request.method != "POST":
        return _draw(request, ballot, receipt=drawn()) if voter else redirect(ballot)
    if voter is None or not request.user.has_perm("meetings.cast_vote", ballot):
        return _not_asked(request)
    form = VoteForm(request.POST, ballot=ballot, voter=voter)
    receipt = form.data.get("receipt", "")
    if not form.is_valid():
        told = " ".join(str(line) for lines in form.errors.values() for line in lines)
        marks = [int(mark) for mark in form.data.getlist("marks") if mark.isdecimal()]
        return _refused(request, ballot, told, marks, receipt)
    marks = form.cleaned_data["marks"]
    if request.POST.get("step") != "cast":
        return _draw(request, ballot, receipt=receipt, marks=marks, is_asked=True)
    try:
        actions.cast(ballot, receipt=receipt, marks=marks, by=request.user)
    except ActionError as error:
        return _refused(request, ballot, str(error), marks, receipt)
    if wants_json(request):
        return JsonResponse({"voted": True})
    return _draw(request, ballot_at(request, at), receipt=receipt, is_done=True)


def _not_asked(request: HttpRequest) -> HttpResponse:
    """To who casts no unit's vote, or no longer does on a phone."""
    if not wants_json(request):
        raise PermissionDenied
    told = _("Phiếu không được nhận: đơn vị không bỏ phiếu trên hệ thống. Hãy tải lại trang.")
    return JsonResponse({"message": told}, status=403)


def _refused(
    request: HttpRequest, ballot: Ballot, told: str, marks: list[int], receipt: str
) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": told}, status=422)
    return _draw(request, ballot, receipt=receipt or drawn(), marks=marks, error=told, status=422)


def _draw(request: HttpRequest, ballot: Ballot, *, status: int = 200, **told: Any) -> HttpResponse:
    """The ballot paper, what was chosen once more (`is_asked`), or that it is in (`is_done`)."""
    voter = own_place(ballot, request.user.pk)
    listed = list(ballot.ballotcandidates.order_by("position", "pk"))
    marks = set(told.get("marks", []))
    rows = [(row, row.pk in marks, bool(voter) and row.unit_id == voter.unit_id) for row in listed]
    context = {
        "bloc": ballot.meeting.bloc,
        "period": ballot.meeting.period,
        "meeting": ballot.meeting,
        "ballot": ballot,
        "voter": voter,
        "rows": rows,
        "chosen": [row for row in listed if row.pk in marks],
        "share": share_words(ballot.threshold, is_above=ballot.is_above),
        "is_open": ballot.state == Ballot.State.OPEN,
        "live_mark": live_mark(ballot, runs=False),
        "now": milliseconds_now(),
        "receipt_form": ReceiptForm(),
    }
    return render(request, "meetings/ballots/vote.html", context | told, status=status)


@sensitive_post_parameters("receipt")
@never_cache
@require_POST
def receipt(request: HttpRequest, **at: Any) -> HttpResponse:
    """Whether the vote with this receipt is in the box: yes or no, nothing else."""
    ballot = ballot_at(request, at, "meetings.cast_vote")
    form = ReceiptForm(request.POST)
    is_in = form.is_valid() and has_receipt(ballot, form.cleaned_data["receipt"])
    if not form.is_valid():
        return _draw(request, ballot, receipt=drawn(), receipt_form=form, status=422)
    return _draw(request, ballot, receipt=drawn(), found="yes" if is_in else "no")
