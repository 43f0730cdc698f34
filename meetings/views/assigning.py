"""After the meeting: its conclusions become tasks. Before the next: what became of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.states import ActionError
from meetings.actions import tasks as actions
from meetings.actions.tasks import TaskPlan
from meetings.forms.tasks import PlanForm, chosen_units
from meetings.models import Conclusion, Meeting, Task
from meetings.queries.assigning import assigned_tasks, conclusions_of
from meetings.queries.task_reports import counts_of, sum_words, tasks_before
from meetings.queries.task_sources import approved_minutes
from meetings.queries.tasks import TaskLine, task_line
from units.models import Unit
from units.queries import members_on


@dataclass
class Line:
    """A conclusion with the task it has become, or the form in which that is decided."""

    conclusion: Conclusion
    task: TaskLine | None = None
    form: PlanForm | None = None
    lead_words: str = ""
    partner_words: str = ""
    gaps: tuple[str, ...] = ()


def _meeting(request: HttpRequest, at: dict[str, Any]) -> Meeting:
    return get_visible_or_404(
        request,
        Meeting,
        pk=at["pk"],
        period__slug=at["period"],
        bloc__slug=at["bloc"],
        bloc__province__slug=at["province"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, **at: Any) -> HttpResponse:
    """All conclusions with who leads, until when, to what measure; one press makes the tasks."""
    meeting = _meeting(request, at)
    if not request.user.has_perm("meetings.edit_tasks", meeting):
        raise PermissionDenied
    units = [row.unit for row in members_on(meeting.bloc, meeting.date or clock.today())]
    data = request.POST if request.method == "POST" else None
    lines = _lines(meeting, units, data)
    refusal = ""
    if data is not None and all(line.form.is_valid() for line in lines if line.form):
        try:
            made = actions.make_tasks(meeting, by=request.user, plans=_plans(lines, units))
        except ActionError as error:
            refusal = str(error)
        else:
            messages.success(request, _said(made))
            return redirect("meetings:assign_tasks", *_at(meeting))
    return _draw(request, meeting, lines, refusal, status=200 if data is None else 422)


def _at(meeting: Meeting) -> list[Any]:
    period = meeting.period
    return [period.bloc.province.slug, period.bloc.slug, period.slug, meeting.pk]


def _said(made: list[Task]) -> str:
    if not made:
        return _("Đã lưu. Không có nhiệm vụ mới.")
    return _("Đã giao %(n)d nhiệm vụ. Các đơn vị thấy việc của mình ngay.") % {"n": len(made)}


def _draw(
    request: HttpRequest, meeting: Meeting, lines: list[Line], refusal: str, status: int
) -> HttpResponse:
    minutes = approved_minutes(meeting)
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "lines": lines,
        "left": sum(line.form is not None for line in lines),
        "made": sum(line.task is not None for line in lines),
        "is_approved": minutes is not None,
        "is_held": bool(meeting.date and meeting.date <= clock.today()),
        "refusal": refusal,
        "has_errors": any(line.form.errors for line in lines if line.form),
        "tasks_url": reverse("meetings:tasks", args=_at(meeting)[:2]),
    }
    return render(request, "meetings/assign_tasks.html", context, status=status)


def _lines(meeting: Meeting, units: list[Unit], data: Any) -> list[Line]:
    """Directions, decisions, requests in the order in which they become tasks."""
    rows = conclusions_of(meeting)
    members, today = {unit.pk for unit in units}, clock.today()
    made = {
        task.conclusion_id: task_line(task, list(task.shares.all()), [], today, set(), members)
        for task in assigned_tasks(meeting)
    }
    return [
        Line(row, task=made[row.pk]) if row.pk in made else _open_line(meeting, row, units, data)
        for row in rows
    ]


def _open_line(meeting: Meeting, row: Conclusion, units: list[Unit], data: Any) -> Line:
    plan = actions.plan_of(row)
    usual = actions.usual_due(meeting.period)
    form = PlanForm(
        data,
        prefix=f"c{row.pk}",
        auto_id="%s",
        units=[(unit.pk, unit.short_name) for unit in units],
        initial={
            "lead_units": [unit.pk for unit in plan.lead_units],
            "partner_units": [unit.pk for unit in plan.partner_units],
            "due": plan.due or usual,
            "measure": plan.measure,
            "weight": plan.weight,
            "is_none": bool(plan.no_task_reason),
            "no_task_reason": plan.no_task_reason,
        },
    )
    gaps = []
    if not plan.no_task_reason:
        if not plan.lead_units:
            gaps.append(_("chưa ghi đơn vị chủ trì: giao tất cả"))
        if plan.due is None:
            gaps.append(_("chưa ghi hạn: lấy %(day)s") % {"day": f"{usual:%d/%m/%Y}"})
        if not plan.measure:
            gaps.append(_("chưa ghi kết quả cần đạt"))
    leads = ", ".join(unit.short_name for unit in plan.lead_units) or _("Tất cả các đơn vị")
    partners = ", ".join(unit.short_name for unit in plan.partner_units) or _("không")
    return Line(row, None, form, leads, partners, tuple(gaps))


def _plans(lines: list[Line], units: list[Unit]) -> dict[int, TaskPlan]:
    plans = {}
    for line in lines:
        if form := line.form:
            values = form.cleaned_data
            plans[line.conclusion.pk] = TaskPlan(
                lead_units=chosen_units(form, "lead_units", units),
                partner_units=chosen_units(form, "partner_units", units),
                due=values.get("due"),
                measure=values["measure"],
                weight=values["weight"],
                no_task_reason=values["no_task_reason"] if values["is_none"] else "",
            )
    return plans


@require_safe
def before(request: HttpRequest, **at: Any) -> HttpResponse:
    """With what the meeting opens: what became of each task, fit to be printed."""
    meeting = _meeting(request, at)
    if not request.user.has_perm("meetings.see_tasks", meeting):
        raise Http404  # a mere appraiser knows of no task
    rows = tasks_before(meeting)
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "rows": rows,
        "sum": sum_words(rows) if rows else "",
        "counts": counts_of(rows),
        "today": clock.today(),
    }
    return render(request, "meetings/tasks_before.html", context)
