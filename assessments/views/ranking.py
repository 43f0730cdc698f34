"""Pages of the ranking: scoreboard, checklist, closing, why a score, over the years."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions
from assessments.forms.ranking import ConditionForm, SortForm
from assessments.models import Assessment, Round
from assessments.queries.board_checks import checklists_of, checks_of, lacks_before_closing
from assessments.queries.board_table import Head, page_heads, sorted_rows, text_of
from assessments.queries.checklist import lines_of, listed_returns, proof_of
from assessments.queries.closeness import pairs_of
from assessments.queries.frozen import board_for
from assessments.queries.over_years import over_years
from assessments.queries.ranking import Board, BoardRow, board_of
from assessments.queries.why import why_of
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.states import ActionError


def round_of(request: HttpRequest, province: str, bloc: str, period: str, perm: str = "") -> Round:
    """The period's round, if the person may know of it and do what `perm` names."""
    lookup = {
        "period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    if perm:
        return get_permitted_or_404(request, Round, perm, **lookup)
    return get_visible_or_404(request, Round, **lookup)


def seen_board(scored: Round, request: HttpRequest) -> Board | None:
    """The board as the person may see it: frozen for the bloc, before closing for desk and
    reviewer; None for others."""
    if not scored.is_scored:
        return None
    if scored.is_closed:
        return board_for(scored, request.user)
    if request.user.has_perm("assessments.follow_round", scored):
        return board_of(scored, request.user)
    return None


def frame(scored: Round) -> dict[str, Any]:
    """What every page of the ranking shows round it."""
    period = scored.period
    return {
        "scored": scored,
        "period": period,
        "bloc": period.bloc,
        "path": [period.bloc.province.slug, period.bloc.slug, period.slug],
        "is_invented": period.bloc.province.is_demo,
    }


@require_safe
def ranking(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The scoreboard: who stands where, with every column that the person may see."""
    scored = round_of(request, province, bloc, period)
    board, user = seen_board(scored, request), request.user
    follows = user.has_perm("assessments.follow_round", scored)
    context = frame(scored) | {
        "board": board,
        "follows": follows,
        "may_close": not scored.is_closed and user.has_perm("assessments.close_round", scored),
        "may_take": user.has_perm("assessments.take_summary", scored),
        "hides_adjustment": scored.state == Round.State.ADJUSTMENT
        and not user.has_perm("assessments.adjust_round", scored),
    }
    if board is None:
        own = Assessment.objects.visible_to(user).filter(round=scored, unit__in=user.rights.units)
        return render(request, "assessments/ranking_none.html", context | {"own": own.first()})
    form = SortForm(request.GET)
    key = form.cleaned_data["xep"] if form.is_valid() else ""
    falls = form.is_valid() and form.cleaned_data["giam"] == "1"
    heads = page_heads(board)
    listed = checklists_of(scored) if follows else []
    left = {row.unit_id: row.undecided for row in listed}
    ranked = {row.unit_id for row in board.rows}
    opens = {row.assessment_id for row in board.rows}
    if not follows:  # the desk and the reviewer open every return that the board shows
        returns = Assessment.objects.visible_to(user).filter(round=scored, pk__in=opens)
        opens = set(returns.values_list("pk", flat=True))
    context |= {
        "heads": [_sort_link(head, key, is_falling=falls) for head in heads],
        "name_head": _sort_link(Head("name", _("Đơn vị")), key, is_falling=falls),
        "rows": [
            _shown(row, heads, request, left.get(row.unit_id))
            | {"opens": row.shows_parts and row.assessment_id in opens}
            for row in sorted_rows(board, key, is_descending=falls)
        ],
        "checks": checks_of(board) if follows else [],
        "shows_parts": any(row.shows_parts for row in board.rows),
        "asked": len(scored.settings.disqualifiers),
        "absent": [row for row in listed if row.unit_id not in ranked],
    }
    return render(request, "assessments/ranking.html", context)


def _sort_link(head: Head, key: str, *, is_falling: bool) -> dict[str, Any]:
    """A column's head as a link; a second click turns the order round."""
    is_here = head.key == key
    first = "" if head.key in {"name", "rank", "band"} else "1"
    turn = ("" if is_falling else "1") if is_here else first
    order = "none"
    if is_here:
        order = "descending" if is_falling else "ascending"
    return {"head": head, "query": f"?xep={head.key}&giam={turn}", "order": order}


def _shown(
    row: BoardRow, heads: list[Head], request: HttpRequest, undecided: int | None
) -> dict[str, Any]:
    return {
        "row": row,
        "cells": [(head, text_of(row, head)) for head in heads],
        "is_mine": row.unit_id in request.user.rights.units,
        "undecided": undecided,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def close_round(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The head closes the round, after being told what that means and what is lacking."""
    scored = round_of(request, province, bloc, period, "assessments.close_round")
    if request.method == "POST":
        with saying(request, _("Đã chốt kết quả.")):
            actions.close_round(scored, by=request.user)
        return redirect("assessments:ranking", province, bloc, period)
    lacks = [] if scored.is_closed else lacks_before_closing(scored)
    board = seen_board(scored, request)
    checks = [check for check in checks_of(board) if not check.is_good] if board else []
    context = frame(scored) | {"lacks": lacks, "checks": checks}
    context["hides_adjustment"] = scored.state == Round.State.ADJUSTMENT
    return render(request, "assessments/ranking_close.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def disqualify(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int
) -> HttpResponse:
    """The checklist of one unit: read by the unit and the reviewer, decided by the desk."""
    found = listed_returns(request.user).filter(
        round__period__slug=period, bloc__slug=bloc, bloc__province__slug=province
    )
    assessment = get_object_or_404(found, pk=pk)
    may_edit = request.user.has_perm("assessments.disqualify", assessment)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    scored = assessment.round
    proof = proof_of(assessment, request.user)
    data = request.POST if request.method == "POST" else None
    forms = [ConditionForm(data, line=line, proof=proof) for line in lines_of(assessment)]
    status = 200
    if data is not None:
        status = _decide(request, assessment, forms)
        if status == 302:
            return redirect(request.path)
    context = frame(scored) | {
        "assessment": assessment,
        "forms": forms,
        "may_edit": may_edit and not scored.is_closed,
        "has_errors": status != 200,
    }
    return render(request, "assessments/disqualify.html", context, status=status)


def _decide(request: HttpRequest, assessment: Assessment, forms: list[ConditionForm]) -> int:
    """Write what differs; 422 with sentences, 409 where somebody else decided meanwhile."""
    valid = [form for form in forms if form.is_valid()]
    stale = [form for form in valid if form.differs and form.is_stale]
    for form in stale:
        form.add_error(None, _("Người khác vừa ghi kết luận khác cho điều kiện này (xem ở trên)."))
        form.data = form.data.copy()
        form.data[form.add_prefix("mark")] = form.line.mark
    if stale or len(valid) < len(forms):
        return 409 if stale else 422
    for form in forms:
        if not form.differs:
            continue
        try:
            actions.decide_disqualification(
                assessment,
                code=form.line.code,
                is_met=form.decision,
                ground=form.cleaned_data["ground"],
                evidence=form.cleaned_data["evidence"],
                mark=form.line.mark,
                by=request.user,
            )
        except ActionError as error:
            form.add_error(None, str(error))
            return 422
    messages.success(request, _("Đã lưu kết luận về điều kiện loại trừ."))
    return 302


@require_safe
def why(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Why a unit has its score: from what it gave itself to the final points."""
    assessment = get_visible_or_404(
        request,
        Assessment,
        pk=pk,
        round__period__slug=period,
        bloc__slug=bloc,
        bloc__province__slug=province,
    )
    scored = assessment.round
    board = _board_with(scored, assessment, request)
    row = next((row for row in board.rows if row.assessment_id == pk), None) if board else None
    context = frame(scored) | {"assessment": assessment, "row": row, "why": None, "pairs": []}
    listed = listed_returns(request.user).filter(pk=pk)
    context["sees_checklist"] = bool(scored.settings.disqualifiers) and listed.exists()
    if board and row and row.shows_parts:
        context["why"] = why_of(board, row, assessment, request.user)
        # The neighbour's points show through, so the rules of the round must open them.
        is_own = scored.is_closed and scored.shows_all and row.unit_id in request.user.rights.units
        context["pairs"] = pairs_of(board, beside=row.unit_id) if is_own else []
    return render(request, "assessments/why.html", context)


def _board_with(scored: Round, assessment: Assessment, request: HttpRequest) -> Board | None:
    """The board on which the return stands: the frozen one, the desk's, or before closing the
    return alone, without a rank."""
    board = seen_board(scored, request)
    if board is None and scored.is_scored and not scored.is_closed:
        board = board_of(scored, request.user, only=assessment.pk)
        for row in board.rows:
            row.rank, row.band = None, ""
    return board


@require_safe
def closeness(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """How close each pair of neighbours is, for desk and reviewer."""
    scored = round_of(request, province, bloc, period, "assessments.follow_round")
    board = seen_board(scored, request)
    context = frame(scored) | {"pairs": pairs_of(board) if board else []}
    return render(request, "assessments/closeness.html", context)


@require_safe
def compare(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Totals and ranks over the years, by the units' names of the time."""
    scored = round_of(request, province, bloc, period)
    chart = reverse("assessments:chart_ranks", args=[province, bloc, period])
    context = frame(scored) | {"years": over_years(scored.period, request.user), "chart": chart}
    return render(request, "assessments/compare.html", context)
