"""A period's meetings, and one meeting as its members see it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.states import ActionError
from meetings import actions, queries
from meetings.models import Meeting
from units.models import Period


def _lookup(province: str, bloc: str, period: str) -> dict[str, str]:
    return {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}


@require_safe
def index(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The period's meetings."""
    lookup = _lookup(province, bloc, period)
    chosen = get_visible_or_404(request, Period, **lookup)
    if not request.user.has_perm("meetings.see", chosen):
        raise Http404  # an observer reads approved papers and knows of no meeting
    rows = (
        Meeting.objects.visible_to(request.user).filter(period=chosen).select_related("host_unit")
    )
    user = request.user
    listed = [(row, user.has_perm("meetings.edit_notes", row)) for row in rows]
    context = {
        "bloc": chosen.bloc,
        "period": chosen,
        "rows": listed,
        "may_plan": not listed and user.has_perm("meetings.plan", chosen),
    }
    return render(request, "meetings/index.html", context)


@require_POST
def plan(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Set up the period's review and go to its desk."""
    lookup = _lookup(province, bloc, period)
    chosen = get_visible_or_404(request, Period, **lookup)
    if not request.user.has_perm("meetings.see", chosen):
        raise Http404
    if not request.user.has_perm("meetings.plan", chosen):
        raise PermissionDenied
    try:
        meeting = actions.plan_meeting(chosen, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("meetings:index", province, bloc, period)
    messages.success(
        request, _("Đã lập hội nghị. Hãy nhập thời gian, địa điểm, chủ tọa và thư ký.")
    )
    return redirect("meetings:desk", province, bloc, period, meeting.pk)


@require_safe
def detail(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """When, where, who; agenda; attendance; what my unit said."""
    lookup = {
        "pk": pk,
        "period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    meeting = get_visible_or_404(request, Meeting, **lookup)
    rows = queries.seen_rows(meeting)
    own = request.user.rights.units
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "guests": rows["guests"],
        "agenda": rows["agenda"],
        "attendance": [(row, row.unit_id in own) for row in rows["attendance"]],
        "ours": [row for row in rows["contributions"] if row.unit_id in own],
        "papers": Document.objects.visible_to(request.user)
        .exclude(state=Document.State.DROPPED)
        .filter(Q(meeting_key=meeting.pk) | Q(review_report__meeting=meeting)),
        "may_edit": request.user.has_perm("meetings.edit_notes", meeting),
        "may_assign": request.user.has_perm("meetings.edit_tasks", meeting),
        "sees_tasks": request.user.has_perm("meetings.see_tasks", meeting),
    }
    return render(request, "meetings/detail.html", context)
