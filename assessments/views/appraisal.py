"""`Thẩm định`: who appraises what for the desk, and for everybody the own sheets."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.forms.appraisal import AssignForm
from assessments.models import Round, ScoreSheet, Stage
from assessments.queries import appraisal as queries
from assessments.queries.stages import ASSIGNED_STAGES, SHEET_STAGES, next_stage, peers_progress
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.states import ActionError


def round_or_404(request: HttpRequest, perm: str, province: str, bloc: str, period: str) -> Round:
    """The period's round if the person may see it and do this."""
    lookup = {"period__slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    return get_permitted_or_404(request, Round, perm, **lookup)


def at(scored: Round) -> list[Any]:
    """The period's part of an address."""
    period = scored.period
    return [period.bloc.province.slug, period.bloc.slug, period.slug]


@require_safe
def index(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The list."""
    return _draw(request, round_or_404(request, "assessments.see", province, bloc, period))


def _draw(
    request: HttpRequest, scored: Round, refused: tuple[int, AssignForm] | None = None
) -> HttpResponse:
    may_follow = request.user.has_perm("assessments.follow_round", scored)
    may_assign = request.user.has_perm("assessments.assign", scored)
    stage = scored.state if scored.state in ASSIGNED_STAGES else ""
    mine = queries.sheet_rows(queries.sheets_of(scored, request.user))
    context = {
        "bloc": scored.period.bloc,
        "period": scored.period,
        "round": scored,
        "mine": mine,
        "mine_done": sum(row.sheet.state != ScoreSheet.State.OPEN for row in mine),
        "is_finished_by_hand": scored.state in SHEET_STAGES,
        "next_stage": next_stage(scored),
        "may_follow": may_follow,
        "may_assign": may_assign and bool(stage),
        "may_advance": request.user.has_perm("assessments.advance_round", scored),
        "may_see_anomalies": request.user.has_perm("assessments.see_anomalies", scored),
        "stages": [(one, Stage(one).label) for one in queries.assigned_stages(scored)],
        "rows": [],
        "peers": [],
        "peers_done": (0, 0),
    }
    if may_follow and not scored.is_collecting:
        context["rows"] = _board(scored, may_assign and bool(stage), refused)
        if scored.state == Stage.PEERS:
            context["peers"] = queries.peer_board(scored)
            context["peers_done"] = peers_progress(scored)
    status = 422 if refused else 200
    return render(request, "assessments/appraisals.html", context, status=status)


def _board(
    scored: Round, may_assign: bool, refused: tuple[int, AssignForm] | None
) -> list[dict[str, Any]]:
    """The rows of the desk: one column for each assigned stage, a form where one may assign."""
    team = queries.appraisers_of(scored.bloc) if may_assign else []
    shown = []
    for row in queries.board(scored):
        now = row.sheets.get(scored.state)
        form = None
        if may_assign and now and now.sheet.state != ScoreSheet.State.CLOSED:
            form = _form(row.assessment, now.sheet, team)
            if refused and refused[0] == row.assessment.pk:
                form = refused[1]
        cells = [(Stage(one).label, row.sheets.get(one)) for one in queries.assigned_stages(scored)]
        shown.append({"assessment": row.assessment, "cells": cells, "form": form, "now": now})
    return shown


def _form(
    assessment: Any, sheet: ScoreSheet, team: list[queries.Appraiser], data: Any = None
) -> AssignForm:
    candidates = [one.user for one in team if one.may_appraise(assessment)]
    initial = {"appraiser": str(sheet.appraiser_id or "")}
    prefix = f"d{assessment.pk}"
    return AssignForm(data, candidates=candidates, initial=initial, prefix=prefix)


@require_POST
def assign(request: HttpRequest, province: str, bloc: str, period: str, row: int) -> HttpResponse:
    """Give the column of one return to an appraiser, or to another one with a reason."""
    scored = round_or_404(request, "assessments.assign", province, bloc, period)
    found = next((one for one in queries.board(scored) if one.assessment.pk == row), None)
    if found is None:
        raise Http404
    now = found.sheets.get(scored.state)
    if now is None:
        messages.error(request, _("Chỉ phân công được trong bước thẩm định đang diễn ra."))
        return redirect("assessments:appraisals", *at(scored))
    team = queries.appraisers_of(scored.bloc)
    form = _form(found.assessment, now.sheet, team, request.POST)
    if form.is_valid():
        chosen = {str(one.user.pk): one.user for one in team}[form.cleaned_data["appraiser"]]
        try:
            reason = form.cleaned_data["reason"]
            actions.assign(now.sheet, chosen, by=request.user, reason=reason)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            said = _("%(unit)s: %(name)s thẩm định.")
            names = {"unit": found.assessment.unit_name, "name": chosen.full_name}
            messages.success(request, said % names)
            return redirect(reverse("assessments:appraisals", args=at(scored)) + f"#d{row}")
    return _draw(request, scored, (row, form))


@require_POST
def draw(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Give out evenly what nobody has begun."""
    scored = round_or_404(request, "assessments.assign", province, bloc, period)
    try:
        count = actions.draw(scored, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã chia đều %(n)d phiếu cho tổ thẩm định.") % {"n": count})
    return redirect("assessments:appraisals", *at(scored))


@require_safe
def next_sheet(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Go to the person's next unfinished sheet after `sau`, or back to the list."""
    scored = round_or_404(request, "assessments.see", province, bloc, period)
    given = request.GET.get("sau", "")
    after = int(given) if given.isdecimal() and len(given) < 19 else 0
    sheet = queries.next_open_sheet(scored, request.user, after)
    if sheet is None:
        messages.success(request, _("Không còn phiếu nào chờ chấm."))
        return redirect("assessments:appraisals", *at(scored))
    return redirect("assessments:sheet", *at(scored), sheet.pk)
