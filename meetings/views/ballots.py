"""Bỏ phiếu: a meeting's ballots, and the page of one with its steps."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots as actions
from meetings.actions.guard import why_closed
from meetings.forms.ballots import (
    AbortForm,
    CandidatesForm,
    RulesForm,
    SealForm,
    StartForm,
    TellersForm,
    WayForm,
)
from meetings.models import Ballot, BallotVoter, Meeting
from meetings.queries import ballot_pages as queries
from meetings.queries.ballot_voters import lone_way, voters_of
from meetings.queries.ballots import ballots_of, may_run, standing_units
from meetings.queries.tally import papers_context
from meetings.views.live import milliseconds_now
from units.models import User

State = Ballot.State
Refused = dict[str, Form]

# The steps that need nothing but a press → what is done, what is told.
STEPS: dict[str, tuple[Callable[..., object], Promise]] = {
    "open": (actions.open_ballot, gettext_lazy("Đã bắt đầu bỏ phiếu.")),
    "close": (
        actions.close_ballot,
        gettext_lazy("Đã kết thúc bỏ phiếu. Tổ kiểm phiếu có thể kiểm phiếu."),
    ),
    "next": (
        actions.next_round,
        gettext_lazy("Đã lập vòng bỏ phiếu tiếp theo. Hãy xem lại rồi bắt đầu."),
    ),
}
# The forms of a ballot's page → the states in which it shows them.
SHOWN = {
    "rules": {State.DRAFT},
    "list": {State.DRAFT},
    "tellers": {State.DRAFT},
    "way": {State.OPEN},
    "seal": {State.COUNTED},
    "abort": {State.DRAFT, State.OPEN, State.CLOSED},
}
PERMS = {
    "open": "meetings.run_ballot",
    "close": "meetings.run_ballot",
    "next": "meetings.draft_ballot",
}


def meeting_at(request: HttpRequest, at: dict[str, Any], perm: str = "") -> Meeting:
    """The meeting, for who may know of its ballots; 403 without `perm`."""
    lookup = {
        "pk": at["pk"],
        "period__slug": at["period"],
        "bloc__slug": at["bloc"],
        "bloc__province__slug": at["province"],
    }
    meeting = get_visible_or_404(request, Meeting, **lookup)
    if not request.user.has_perm("meetings.see_ballots", meeting):
        raise Http404
    if perm and not request.user.has_perm(perm, meeting):
        raise PermissionDenied
    return meeting


def ballot_at(request: HttpRequest, at: dict[str, Any], perm: str = "") -> Ballot:
    """The ballot of the address; 404 for who may not know of it, 403 without `perm`."""
    lookup = {
        "pk": at["row"],
        "meeting": at["pk"],
        "meeting__period__slug": at["period"],
        "meeting__bloc__slug": at["bloc"],
        "meeting__bloc__province__slug": at["province"],
    }
    if perm:
        return get_permitted_or_404(request, Ballot, perm, **lookup)
    return get_visible_or_404(request, Ballot, **lookup)


def attempt(
    request: HttpRequest,
    ballot: Ballot,
    name: str,
    form: Form,
    act: Callable[[], object],
    told: str,
) -> HttpResponse:
    """Do what the form asks and go to the ballot's page, or show it again with why not; `name` is
    its place on the page."""
    if form.is_valid():
        try:
            act()
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, told)
            return redirect(ballot)
    now = Ballot.objects.visible_to(request.user).get(pk=ballot.pk)  # without what was refused
    if now.state in SHOWN[name]:
        return draw(request, now, {name: form}, status=422)
    messages.error(
        request,
        _("Không thể thực hiện: cuộc bỏ phiếu “%(state)s”.") % {"state": now.get_state_display()},
    )
    return redirect(now)


@require_safe
def index(request: HttpRequest, **at: Any) -> HttpResponse:
    """The meeting's ballots with state and result."""
    return draw_index(request, meeting_at(request, at))


def draw_index(
    request: HttpRequest, meeting: Meeting, form: StartForm | None = None
) -> HttpResponse:
    """The list; `form` is a refused one."""
    is_half = meeting.kind == Meeting.Kind.HALF_YEAR_REVIEW
    may_draft = not is_half and request.user.has_perm("meetings.draft_ballot", meeting)
    closed = why_closed(meeting, by=request.user) if may_draft else ""
    rows = [
        (row, queries.result_lines(row), queries.own_place(row, request.user.pk))
        for row in ballots_of(meeting)
    ]
    if may_draft and not closed:
        form = form or StartForm(offered=queries.offers(meeting))
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "rows": rows,
        "is_half": is_half,
        "may_draft": may_draft,
        "closed": closed,
        "form": form,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "meetings/ballots/index.html", context, status=status)


@never_cache
@require_safe
def page(request: HttpRequest, **at: Any) -> HttpResponse:
    """One ballot: what it asks, how far it is, what I may do."""
    return draw(request, ballot_at(request, at))


def draw(
    request: HttpRequest,
    ballot: Ballot,
    refused: Refused | None = None,
    *,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `refused` puts forms with their errors in their places."""
    user, told = request.user, refused or {}
    prefetch_related_objects([ballot], "ballotcandidates", "ballotvoters", "ballottellers")
    if ballot.state == State.DRAFT:
        prefetch_related_objects([ballot.meeting], "attendances")
    may_draft = user.has_perm("meetings.draft_ballot", ballot)
    asks_to_run = user.has_perm("meetings.run_ballot", ballot)
    closed = ""
    if asks_to_run and ballot.state in {State.DRAFT, State.COUNTED}:
        closed = why_closed(ballot.meeting, by=user)
    runs = asks_to_run and not closed and may_run(ballot, user)
    context = {
        "bloc": ballot.meeting.bloc,
        "period": ballot.meeting.period,
        "meeting": ballot.meeting,
        "ballot": ballot,
        "share": queries.share_words(ballot.threshold, is_above=ballot.is_above),
        "may_draft": may_draft and not closed,
        "closed": closed if ballot.state == State.DRAFT else "",
        "runs": runs,
        "is_barred": asks_to_run
        and not closed
        and not runs
        and ballot.state in {State.DRAFT, State.OPEN},
        "may_abort": _may_abort(ballot, may_draft=may_draft, runs=runs),
        "abort_form": told.get("abort") or AbortForm(prefix="abort"),
        "place": queries.own_place(ballot, user.pk),
    }
    context |= papers_context(ballot, user)
    context |= _of_state(ballot, user, told, context) | (more or {})
    return render(request, "meetings/ballots/page.html", context, status=status)


def _may_abort(ballot: Ballot, *, may_draft: bool, runs: bool) -> bool:
    """A draft is given up by who drafts, what was opened by who runs it."""
    if ballot.state == State.DRAFT:
        return may_draft
    return runs and ballot.state in {State.OPEN, State.CLOSED}


def _of_state(ballot: Ballot, user: User, told: Refused, context: dict[str, Any]) -> dict[str, Any]:
    """What only one state shows."""
    if ballot.state == State.DRAFT and (context["may_draft"] or context["runs"]):
        return _draft_part(ballot, told, may_draft=context["may_draft"])
    if ballot.state == State.OPEN:
        return _open_part(ballot, told, runs=context["runs"])
    if ballot.state == State.CLOSED:
        return _closed_part(ballot, user)
    if ballot.state == State.COUNTED:
        return _counted_part(ballot, user, told, may_draft=context["may_draft"])
    return {}


def _draft_part(ballot: Ballot, told: Refused, *, may_draft: bool) -> dict[str, Any]:
    """What opening would give; the forms for who prepares it."""
    attendances = list(ballot.meeting.attendances.all())
    voters = voters_of(ballot, attendances)
    opening = {
        "lacks": queries.open_lacks(ballot, attendances),
        "forecast": queries.progress(voters),
        "lone": lone_way(ballot, voters),
    }
    if not may_draft:
        return opening
    standing = standing_units(ballot.meeting, ballot.kind)
    return opening | {
        "rules_form": told.get("rules") or RulesForm(ballot=ballot, members=len(attendances)),
        "list_form": told.get("list") or CandidatesForm(ballot=ballot, standing=standing),
        "tellers_form": told.get("tellers")
        or TellersForm(ballot=ballot, groups=queries.teller_groups(ballot)),
    }


def _open_part(ballot: Ballot, told: Refused, *, runs: bool) -> dict[str, Any]:
    if not runs:
        return {"live_mark": live_mark(ballot, runs=False), "now": milliseconds_now()}
    prefetch_related_objects(list(ballot.ballotvoters.all()), "user")
    waiting = [row.unit_id for row in ballot.ballotvoters.all() if not row.has_voted]
    form = told.get("way")
    if form is None and waiting:
        form = WayForm(ballot=ballot, groups=queries.people_by_unit(waiting))
    return {
        "progress": queries.progress(ballot.ballotvoters.all()),
        "way_form": form,
        "lone": lone_way(ballot, ballot.ballotvoters.all()),
        "live_mark": live_mark(ballot, runs=True),
        "now": milliseconds_now(),
    }


def _closed_part(ballot: Ballot, user: User) -> dict[str, Any]:
    team = {row.user_id: row.pk for row in ballot.ballottellers.all()}
    counts = user.has_perm("meetings.count_ballot", ballot)
    counts = counts and (user.pk in team or may_run(ballot, user))
    done = queries.progress(ballot.ballotvoters.all())
    piles = queries.piles(ballot) if counts and done.papers else []
    typed = [pile for pile in piles if pile.is_done]
    return {
        "counts": counts,
        "progress": done,
        "piles": piles,
        "is_teller": user.pk in team,
        "is_typed": len(typed) > 1 or any(row.teller == team.get(user.pk) for row in typed),
        "may_count": not done.papers or len(typed) > 1,
        "lone": queries.lone_collected(ballot),
    }


def _counted_part(ballot: Ballot, user: User, told: Refused, *, may_draft: bool) -> dict[str, Any]:
    result = ballot.result or {}
    following = queries.following_round(ballot)
    may_go_on = may_draft and result.get("needs_round") and following is None
    return {
        "result": result,
        "lines": queries.result_lines(ballot),
        "open_marks": [] if ballot.is_secret else queries.open_marks(ballot),
        "following": following,
        "may_go_on": may_go_on and ballot.round < ballot.most_rounds,
        "rounds_used": result.get("needs_round") and ballot.round >= ballot.most_rounds,
        "counts": user.has_perm("meetings.count_ballot", ballot),
        "seal_form": told.get("seal") or (_seal_form(ballot) if may_draft else None),
    }


def _seal_form(ballot: Ballot) -> SealForm | None:
    """None once the tellers have their minutes: what they confirm is not changed under them."""
    if ballot.tally and ballot.tally.state != Document.State.DRAFT:
        return None
    return SealForm(initial={"sealed_by": ballot.sealed_by})


@require_POST
def move(request: HttpRequest, step: str, **at: Any) -> HttpResponse:
    """Open, close, or prepare the next round."""
    ballot = ballot_at(request, at, PERMS[step])
    do, told = STEPS[step]
    try:
        made = do(ballot, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(ballot)
    messages.success(request, told)
    return redirect(made if isinstance(made, Ballot) else ballot)


@require_POST
def abort(request: HttpRequest, **at: Any) -> HttpResponse:
    """Give the ballot up with a reason: a draft who drafts it, later who runs it."""
    ballot = ballot_at(request, at, "meetings.run_ballot")
    is_draft = ballot.state == State.DRAFT
    may_draft = request.user.has_perm("meetings.draft_ballot", ballot)
    if not (may_draft if is_draft else may_run(ballot, request.user)):
        raise PermissionDenied
    form = AbortForm(request.POST, prefix="abort")
    return attempt(
        request,
        ballot,
        "abort",
        form,
        lambda: actions.abort_ballot(ballot, reason=form.cleaned_data["reason"], by=request.user),
        _("Đã hủy cuộc bỏ phiếu."),
    )


@require_POST
def way(request: HttpRequest, **at: Any) -> HttpResponse:
    """Change how a unit votes."""
    ballot = ballot_at(request, at, "meetings.run_ballot")
    if not may_run(ballot, request.user):
        raise PermissionDenied
    rows = {row.pk: row for row in ballot.ballotvoters.all()}
    groups = queries.people_by_unit([row.unit_id for row in rows.values()])
    form = WayForm(request.POST, ballot=ballot, groups=groups)
    unit = rows[form.cleaned_data["voter"]].unit_name if form.is_valid() else ""

    def act() -> None:
        chosen = form.cleaned_data
        voter: BallotVoter = rows[chosen["voter"]]
        voter.ballot = ballot
        user = queries.people([chosen["user"]]).get(chosen["user"])
        actions.set_way(voter, chosen["way"], user=user, by=request.user)

    told = _("Đã đổi cách bỏ phiếu của %(unit)s.") % {"unit": unit}
    return attempt(request, ballot, "way", form, act, told)


def live_mark(ballot: Ballot, *, runs: bool) -> str:
    """What an open page compares: the state, for who runs the ballot also who has voted how."""
    told: list[object] = [ballot.state]
    if runs:
        told += [(row.pk, row.way, row.has_voted) for row in ballot.ballotvoters.all()]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@never_cache
@require_safe
def live(request: HttpRequest, **at: Any) -> HttpResponse:
    """204 while nothing has changed since `rev`, else what the open page shows now. Reads only."""
    ballot = ballot_at(request, at)
    runs = request.user.has_perm("meetings.run_ballot", ballot)
    runs = runs and may_run(ballot, request.user)
    mark = live_mark(ballot, runs=runs)
    if request.GET.get("rev") == mark:
        return HttpResponse(status=204)
    if runs:
        prefetch_related_objects(list(ballot.ballotvoters.all()), "user")
    context = {"ballot": ballot, "progress": queries.progress(ballot.ballotvoters.all())}
    pieces = {"ballot-state": "meetings/ballots/_live_state.html"}
    if runs:
        pieces["ballot-progress"] = "meetings/ballots/_progress.html"
    fragments = {name: render_to_string(template, context) for name, template in pieces.items()}
    return JsonResponse({"revision": mark, "now": milliseconds_now(), "fragments": fragments})
