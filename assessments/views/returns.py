"""The leader's summary; presenting, sending back, submitting, recalling; returning with reasons."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions import returns as actions
from assessments.forms.desk import ReasonForm, ReturnForm
from assessments.models import Answer, Assessment
from assessments.queries import desk as desk_queries
from assessments.queries.criteria_changes import edition_notice
from assessments.queries.leaves import deadline_of
from assessments.queries.rounds import last_day, time_left
from assessments.queries.summary import revisions_of, summary_of
from assessments.views.desk import address, read_return
from emulation_bloc.lib import clock
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.states import ActionError

State = Assessment.State
page_of_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def summary(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """What is lacking, totals per group, and the next step."""
    return _draw(request, read_return(request, province, bloc, period, pk))


def _draw(
    request: HttpRequest, assessment: Assessment, form: Any = None, status: int = 200
) -> HttpResponse:
    user = request.user
    found = summary_of(assessment)
    due_at = deadline_of(assessment)
    is_own = user.has_perm("assessments.write_return", assessment)
    is_leader = user.has_perm("assessments.submit_return", assessment)
    is_collecting = assessment.round.is_collecting
    is_draft = is_collecting and assessment.state == State.DRAFT
    may_write = assessment.is_writable and (is_collecting or assessment.state == State.RETURNED)
    context = {
        "bloc": assessment.bloc,
        "period": assessment.round.period,
        "notice": edition_notice(assessment.round),
        "round": assessment.round,
        "assessment": assessment,
        "totals": desk_queries.totals_text(found["standing"]),
        "groups": _groups(found["standing"]),
        "is_own": is_own,
        "may_present": is_own and is_draft and not is_leader,
        "may_submit": is_leader and may_write,
        "may_send_back": is_leader and is_collecting and assessment.state == State.PRESENTED,
        "may_recall": is_leader
        and is_collecting
        and assessment.state == State.SUBMITTED
        and clock.now() <= due_at,
        "may_return": user.has_perm("assessments.return_return", assessment)
        and assessment.state == State.SUBMITTED
        and not assessment.round.is_closed,
        "last_day": last_day(due_at),
        "time_left": time_left(due_at),
        "is_late": clock.now() > due_at,
        "desk_url": address(assessment, "desk"),
        "seen": revisions_of(assessment),
        "form": form or ReasonForm(),
        "bonus": desk_queries.points_text(found["standing"].totals.bonus),
        "penalty": desk_queries.points_text(found["standing"].totals.penalty),
        "target_lines": _targets(found["progress"]),
        **found,
    }
    return render(request, "assessments/summary.html", context, status=status)


def _groups(standing: Any) -> list[dict[str, Any]]:
    """Each group's line: code, words, points out of what was assigned, share for the bar."""
    return [
        {
            "code": group.criterion.code if group.criterion else "",
            "text": group.criterion.text if group.criterion else _("Khác"),
            "points": desk_queries.points_text(group.totals.standard),
            "assigned": desk_queries.max_text(group.totals.assigned),
            "is_provisional": group.is_provisional,
        }
        for group in standing.groups
        if group.totals.full
    ]


def _targets(progress: list[Any]) -> list[dict[str, Any]]:
    """Each registered target's line: plan and what was reached, a dash for what lacks."""
    return [
        {
            "pk": one.target.pk,
            "content": one.target.content,
            "plan": desk_queries.figure_text(one.target.plan),
            "actual": desk_queries.figure_text(one.actual),
        }
        for one in progress
    ]


def _act(
    request: HttpRequest, assessment: Assessment, act: Callable[[], None], done: str
) -> HttpResponse:
    with saying(request, done):
        act()
    return redirect(address(assessment, "summary"))


@require_POST
def present(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The officer lays it before the leader."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.write_return")
    done = _("Đã trình lãnh đạo đơn vị.")
    return _act(request, assessment, lambda: actions.present(assessment, by=request.user), done)


@require_POST
def send_back(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The leader gives it back with a note."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.submit_return")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _draw(request, assessment, form, 422)
    note = form.cleaned_data["reason"]
    return _act(
        request,
        assessment,
        lambda: actions.send_back(assessment, note=note, by=request.user),
        _("Đã chuyển lại cán bộ soạn tiếp."),
    )


@require_POST
def submit(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The leader hands it in: what was read, and nothing that somebody typed meanwhile."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.submit_return")
    if request.POST.get("seen", "") != revisions_of(assessment) and assessment.is_writable:
        messages.error(
            request, _("Nội dung vừa có thay đổi. Hãy đọc lại bản tổng hợp dưới đây rồi nộp.")
        )
        return redirect(address(assessment, "summary"))
    done = _("Đã nộp. Thời điểm nộp do hệ thống ghi.")
    return _act(request, assessment, lambda: actions.submit(assessment, by=request.user), done)


@require_POST
def recall(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The leader takes it back before the deadline."""
    assessment = read_return(request, province, bloc, period, pk, "assessments.submit_return")
    done = _("Đã rút lại. Hãy nộp lại trước hạn.")
    return _act(request, assessment, lambda: actions.recall(assessment, by=request.user), done)


@page_of_form
def give_back(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The bloc's desk or an appraiser returns it with reasons; just these criteria reopen."""
    assessment = read_return(request, province, bloc, period, pk)
    if not request.user.has_perm("assessments.return_return", assessment):
        raise PermissionDenied
    rows = Answer.objects.visible_to(request.user).filter(assessment=assessment)
    answers = list(rows.select_related("criterion").order_by("criterion__position", "pk"))
    form = ReturnForm(request.POST if request.method == "POST" else None, answers=answers)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_with_reasons(
                assessment,
                reasons=form.reasons(),
                report_reason=form.cleaned_data["report_reason"],
                by=request.user,
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã trả lại; đơn vị bổ sung đúng các mục được nêu."))
            period_ = assessment.round.period
            return redirect("assessments:round", province, bloc, period_.slug)
    context = {
        "bloc": assessment.bloc,
        "period": assessment.round.period,
        "assessment": assessment,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/round_return.html", context, status=status)
