"""Papers and drawings of the ranking: summary as PDF, Word and XLSX, a unit's report, charts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from assessments.models import Assessment, Round
from assessments.queries.frozen import whole_board
from assessments.queries.over_years import over_years, rank_chart
from assessments.queries.papers import unit_report_words
from assessments.queries.ranking import Board, board_of
from assessments.queries.score_summary import (
    gap_chart,
    group_chart,
    summary_words,
    summary_xlsx,
)
from assessments.views.ranking import round_of, seen_board
from documents import actions as documents
from documents.models import Rendering
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.files import made
from emulation_bloc.lib.spreadsheets import XLSX_TYPE


def _summary_board(request: HttpRequest, scored: Round) -> Board:
    """What the summary is made of: frozen rows, before closing what the person may see."""
    if not scored.is_scored:
        raise Http404
    return whole_board(scored) if scored.is_closed else board_of(scored, request.user)


@require_POST
def ranking_paper(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Have the score summary made as PDF or Word; before closing it is a draft."""
    scored = round_of(request, province, bloc, period, "assessments.take_summary")
    is_word = request.POST.get("dang") == "docx"
    row = documents.request_reading(
        Rendering.Form.SCORES_DOCX if is_word else Rendering.Form.SCORES_PDF,
        period=scored.period,
        snapshot=summary_words(_summary_board(request, scored)),
        by=request.user,
        name=f"bang-tong-hop-diem-{bloc}-{period}.{'docx' if is_word else 'pdf'}",
    )
    return redirect("documents:rendering", province, bloc, row.pk)


@require_safe
def ranking_xlsx(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The score summary as a workbook."""
    scored = round_of(request, province, bloc, period, "assessments.take_summary")
    content = summary_xlsx(_summary_board(request, scored))
    return made(content, f"bang-tong-hop-diem-{bloc}-{period}.xlsx", XLSX_TYPE)


@require_POST
def unit_report(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int
) -> HttpResponse:
    """Have a unit's self-assessment report made as PDF or Word, by whoever may read the return."""
    assessment = get_visible_or_404(
        request,
        Assessment,
        pk=pk,
        round__period__slug=period,
        bloc__slug=bloc,
        bloc__province__slug=province,
    )
    is_word = request.POST.get("dang") == "docx"
    form = Rendering.Form.UNIT_REPORT_DOCX if is_word else Rendering.Form.UNIT_REPORT_PDF
    row = documents.request_reading(
        form,
        period=assessment.round.period,
        snapshot=unit_report_words(assessment),
        by=request.user,
        name=f"bao-cao-tu-danh-gia-{assessment.unit.slug}-{period}.{'docx' if is_word else 'pdf'}",
    )
    return redirect("documents:rendering", province, bloc, row.pk)


@require_safe
def chart_groups(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The groups of each unit, stacked."""
    return drawn(group_chart(_drawn_board(request, province, bloc, period)))


@require_safe
def chart_gap(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Self against final."""
    return drawn(gap_chart(_drawn_board(request, province, bloc, period)))


@require_safe
def chart_ranks(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Ranks over the years."""
    scored = round_of(request, province, bloc, period)
    years = over_years(scored.period, request.user)
    if not years.has_ranks:
        raise Http404
    return drawn(rank_chart(years))


def _drawn_board(request: HttpRequest, province: str, bloc: str, period: str) -> Board:
    board = seen_board(round_of(request, province, bloc, period), request)
    if board is None or not any(row.shows_parts for row in board.rows):
        raise Http404
    return board


def drawn(svg: str) -> HttpResponse:
    """A drawing for `<img>`: nothing in it runs, nobody else keeps it."""
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response
