"""Biên bản kiểm phiếu, phiếu bầu: the papers of one ballot."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import actions as papers
from documents import pdf
from documents.models import Document, Rendering
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.states import ActionError
from meetings.actions import tally as actions
from meetings.forms.tally import ReturnTallyForm
from meetings.models import Ballot
from meetings.queries.tally import paper_words, tally_seen, tally_words, tellers_of
from meetings.views.ballots import ballot_at


def _address(ballot: Ballot) -> str:
    period = ballot.meeting.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, ballot.meeting_id, ballot.pk]
    return reverse("meetings:tally", args=at)


def _tally_at(request: HttpRequest, at: dict[str, Any], perm: str = "") -> Ballot:
    """The ballot with minutes; while they are a draft only for who works on them."""
    ballot = ballot_at(request, at, perm)
    if ballot.tally is None:
        raise Http404
    if not ballot.tally.is_approved and not request.user.has_perm("meetings.count_ballot", ballot):
        raise Http404
    return ballot


@require_POST
def start(request: HttpRequest, **at: Any) -> HttpResponse:
    """Begin the minutes, or go to those there are."""
    ballot = ballot_at(request, at, "meetings.count_ballot")
    try:
        actions.start_tally(ballot, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(ballot)
    messages.success(request, _("Đã lập biên bản kiểm phiếu, chờ Tổ kiểm phiếu xác nhận."))
    return redirect(_address(ballot))


@require_safe
def page(request: HttpRequest, **at: Any) -> HttpResponse:
    """The words, which tellers have confirmed, what I may do."""
    return _draw(request, _tally_at(request, at))


def _draw(
    request: HttpRequest, ballot: Ballot, form: Form | None = None, *, status: int = 200
) -> HttpResponse:
    document, user = ballot.tally, request.user
    tellers = tellers_of(ballot)
    is_asked = document.state == Document.State.SUBMITTED
    mine = [row for row in tellers if row.user_id == user.pk]
    words = document.snapshot if document.is_approved else tally_words(ballot)
    context = {
        "bloc": ballot.meeting.bloc,
        "period": ballot.meeting.period,
        "meeting": ballot.meeting,
        "ballot": ballot,
        "document": document,
        "tellers": tellers,
        "confirmed": sum(row.approved_at is not None for row in tellers),
        "may_confirm": is_asked and any(row.approved_at is None for row in mine),
        "may_return": is_asked and bool(mine),
        "may_offer": document.state == Document.State.DRAFT,
        "seen": "" if document.is_approved else tally_seen(ballot),
        "form": form or ReturnTallyForm(),
        "paper": pdf.to_html(
            words, document.number_text, document.date, draft=not document.is_approved
        ),
    }
    return render(request, "meetings/ballots/tally.html", context, status=status)


@require_safe
def of_document(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int
) -> HttpResponse:
    """From a paper to the ballot that it is about."""
    lookup = {
        "tally": pk,
        "meeting__period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    return redirect(_address(get_visible_or_404(request, Ballot, **lookup)))


@require_POST
def offer(request: HttpRequest, **at: Any) -> HttpResponse:
    """Ask the tellers again."""
    ballot = _tally_at(request, at, "meetings.count_ballot")
    with saying(request, _("Đã gửi Tổ kiểm phiếu xác nhận.")):
        actions.offer_tally(ballot, by=request.user)
    return redirect(_address(ballot))


@require_POST
def confirm(request: HttpRequest, **at: Any) -> HttpResponse:
    """A teller confirms what was read."""
    ballot = _teller_at(request, at)
    seen = request.POST.get("seen", "")[:64]
    with saying(request, _("Đã xác nhận biên bản kiểm phiếu.")):
        actions.confirm_tally(ballot, by=request.user, seen=seen)
    return redirect(_address(ballot))


@require_POST
def send_back(request: HttpRequest, **at: Any) -> HttpResponse:
    """A teller sends the minutes back, with a reason."""
    ballot = _teller_at(request, at)
    form = ReturnTallyForm(request.POST)
    if not form.is_valid():
        return _draw(request, ballot, form, status=422)
    with saying(request, _("Đã trả lại biên bản kiểm phiếu.")):
        actions.return_tally(ballot, by=request.user, reason=form.cleaned_data["reason"])
    return redirect(_address(ballot))


def _teller_at(request: HttpRequest, at: dict[str, Any]) -> Ballot:
    ballot = _tally_at(request, at)
    if not any(row.user_id == request.user.pk for row in ballot.ballottellers.all()):
        raise PermissionDenied
    return ballot


@require_POST
def slip(request: HttpRequest, **at: Any) -> HttpResponse:
    """Have the ballot paper made; before the list is frozen it says that it is a draft."""
    ballot = ballot_at(request, at, "meetings.count_ballot")
    words = paper_words(ballot) | {"is_draft": ballot.state == Ballot.State.DRAFT}
    period = ballot.meeting.period
    row = papers.request_reading(
        Rendering.Form.BALLOT_PAPER,
        period=period,
        snapshot=words,
        by=request.user,
        name=f"phieu-bau-{ballot.pk}.pdf",
    )
    return redirect("documents:rendering", at["province"], at["bloc"], row.pk)
