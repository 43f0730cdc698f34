"""A period's meetings, and one meeting as its members see it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.states import ActionError
from meetings import actions, queries
from meetings.forms.planning import PlanForm
from meetings.models import Attachment, Meeting
from meetings.queries import planning
from meetings.queries.invitations import own_invitations
from meetings.queries.stage import votes_of
from meetings.views.states import meeting_at
from units.models import Period, User


def _lookup(province: str, bloc: str, period: str) -> dict[str, str]:
    return {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}


@require_safe
def index(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The period's meetings."""
    lookup = _lookup(province, bloc, period)
    chosen = get_visible_or_404(request, Period, **lookup)
    if not request.user.has_perm("meetings.see", chosen):
        raise Http404  # an observer reads approved papers and knows of no meeting
    return _draw(request, chosen)


def _draw(
    request: HttpRequest, period: Period, form: PlanForm | None = None, status: int = 200
) -> HttpResponse:
    user = request.user
    rows = list(Meeting.objects.visible_to(user).filter(period=period))
    kinds = planning.kinds_to_plan(period, rows)
    may_plan = bool(kinds) and user.has_perm("meetings.plan", period)
    listed = [(row, user.has_perm("meetings.edit_notes", row)) for row in rows]
    review = planning.review_kind(period)
    context = {
        "bloc": period.bloc,
        "period": period,
        "rows": listed,
        "may_plan": may_plan,
        "review": review if may_plan and review in kinds else "",
        "form": (form or PlanForm(kinds=kinds)) if may_plan else None,
    }
    return render(request, "meetings/index.html", context, status=status)


@require_POST
def plan(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Set up a meeting, the period's review unless a kind is chosen, and go to its page."""
    lookup = _lookup(province, bloc, period)
    chosen = get_visible_or_404(request, Period, **lookup)
    if not request.user.has_perm("meetings.see", chosen):
        raise Http404
    if not request.user.has_perm("meetings.plan", chosen):
        raise PermissionDenied
    rows = Meeting.objects.visible_to(request.user).filter(period=chosen)
    form = PlanForm(request.POST, kinds=planning.kinds_to_plan(chosen, list(rows)))
    if not form.is_valid():
        return _draw(request, chosen, form, 422)
    kind, title = form.cleaned_data["kind"], form.cleaned_data["title"]
    try:
        meeting = actions.plan_meeting(chosen, by=request.user, kind=kind or None, title=title)
    except ActionError as error:
        if kind:
            form.add_error(None, str(error))
            return _draw(request, chosen, form, 422)
        messages.error(request, str(error))
        return redirect("meetings:index", province, bloc, period)
    messages.success(
        request, _("Đã lập hội nghị. Hãy nhập thời gian, địa điểm, chủ tọa và thư ký.")
    )
    return redirect("meetings:desk", province, bloc, period, meeting.pk)


@require_safe
def detail(request: HttpRequest, **at: Any) -> HttpResponse:
    """When, where, who; my invitation; agenda; papers; attendance; what my unit said."""
    meeting = meeting_at(request, at, "")
    rows = queries.seen_rows(meeting)
    user = request.user
    own = user.rights.units
    told = Q(meeting_key=meeting.pk) | Q(review_report__meeting=meeting)
    papers = list(
        Document.objects.visible_to(user).exclude(state=Document.State.DROPPED).filter(told)
    )
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "guests": rows["guests"],
        "agenda": planning.agenda_times(meeting, rows["agenda"]),
        "attendance": [(row, row.unit_id in own) for row in rows["attendance"]],
        "ours": [row for row in rows["contributions"] if row.unit_id in own],
        "papers": papers,
        "files": Attachment.objects.visible_to(user).filter(meeting=meeting).select_related("item"),
        "invitations": own_invitations(meeting, user),
        "may_assign": user.has_perm("meetings.edit_tasks", meeting),
        "sees_tasks": user.has_perm("meetings.see_tasks", meeting),
        **_ballots(meeting, user),
        **_buttons(meeting, user, papers),
    }
    return render(request, "meetings/detail.html", context)


def _ballots(meeting: Meeting, user: User) -> dict[str, Any]:
    """Whether the meeting has ballots that the person may know of, and which wait for a vote."""
    sees = meeting.kind != Meeting.Kind.HALF_YEAR_REVIEW
    sees = sees and user.has_perm("meetings.see_ballots", meeting)
    return {"sees_ballots": sees} | (votes_of(meeting, user) if sees else {"to_cast": []})


def _buttons(meeting: Meeting, user: User, papers: list[Document]) -> dict[str, Any]:
    """What the person may do next with the meeting, and which of it is the next step."""
    state, may_run = meeting.state, user.has_perm("meetings.run", meeting)
    may_plan = user.has_perm("meetings.plan", meeting)
    is_before = state in {Meeting.State.PLANNED, Meeting.State.INVITED}
    has_come = meeting.date is not None and meeting.date <= clock.today()
    is_approved = any(row.kind == "minutes" and row.is_approved for row in papers)
    if is_before:
        step = "open" if has_come else "invite" if may_plan else "agenda"
    else:
        step = "desk" if state != Meeting.State.CANCELLED else ""
    return {
        "may_edit": may_run and state != Meeting.State.CANCELLED,
        "may_run": may_run,
        "may_plan": may_plan,
        "is_before": is_before,
        "is_approved": is_approved,
        "step": step,
    }
