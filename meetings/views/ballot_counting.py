"""Counting: what a teller types of the paper ballots, the count, counting the box again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots as actions
from meetings.forms.ballots import PaperForm
from meetings.models import Ballot
from meetings.queries.ballot_pages import lone_collected, own_entry, progress
from meetings.queries.ballots import recount
from meetings.views.ballots import ballot_at, draw


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, **at: Any) -> HttpResponse:
    """The pile as I type it; nobody sees another teller's."""
    ballot = ballot_at(request, at, "meetings.count_ballot")
    if all(row.user_id != request.user.pk for row in ballot.ballottellers.all()):
        raise PermissionDenied
    if ballot.state != Ballot.State.CLOSED:
        messages.error(
            request,
            _("Phiếu giấy chỉ nhập được sau khi kết thúc bỏ phiếu và trước khi kiểm phiếu."),
        )
        return redirect(ballot)
    entry = own_entry(ballot, request.user.pk)
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        listed=list(ballot.ballotcandidates.order_by("position", "pk")),
        given=progress(ballot.ballotvoters.all()).papers,
        slips=entry.slips if entry else [],
        is_done=bool(entry and entry.is_done),
    )
    status = 200
    if request.method == "POST":
        if _kept(request, ballot, form):
            return redirect(ballot)
        status = 422
    context = {
        "bloc": ballot.meeting.bloc,
        "period": ballot.meeting.period,
        "meeting": ballot.meeting,
        "ballot": ballot,
        "form": form,
        "entry": entry,
        "lone": lone_collected(ballot),
    }
    return render(request, "meetings/ballots/paper.html", context, status=status)


def _kept(request: HttpRequest, ballot: Ballot, form: PaperForm) -> bool:
    """Keep the pile; refused, the form says why."""
    if not form.is_valid():
        return False
    is_done = "done" in request.POST
    try:
        actions.enter_paper(ballot, form.slips(), is_done=is_done, by=request.user)
    except ActionError as error:
        form.add_error(None, str(error))
        return False
    told = _("Đã nhập xong phiếu giấy.") if is_done else _("Đã lưu tạm, chưa nhập xong.")
    messages.success(request, told)
    return True


@require_POST
def count(request: HttpRequest, **at: Any) -> HttpResponse:
    """Count the box; where the tellers' piles differ the page says how."""
    ballot = ballot_at(request, at, "meetings.count_ballot")
    try:
        actions.count_ballot(ballot, by=request.user)
    except ActionError as error:
        again = ballot_at(request, at)  # its tellers and voters with it
        if again.state != Ballot.State.CLOSED:
            messages.error(request, str(error))
            return redirect(again)
        return draw(request, again, more={"difference": str(error)}, status=422)
    messages.success(request, _("Đã kiểm phiếu."))
    return redirect(ballot)


@never_cache
@require_safe
def again(request: HttpRequest, **at: Any) -> HttpResponse:
    """Count the box once more and compare with the stored result; nothing is written."""
    ballot = ballot_at(request, at, "meetings.count_ballot")
    if ballot.state != Ballot.State.COUNTED:
        return redirect(ballot)
    is_same = recount(ballot) == ballot.result
    return draw(request, ballot, more={"recounted": "same" if is_same else "other"})
