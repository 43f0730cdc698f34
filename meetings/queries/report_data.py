"""What the review report tells of registered targets and of scores, once both may be read."""

from decimal import Decimal

from assessments.models import Assessment, Ranking, RankingRow, Round, TargetProgress
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.numbers import shown, shown_short
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from units.models import Period

_TARGETS = [
    ("TT", 7, "center"),
    ("Chỉ tiêu", 41, "left"),
    ("Đơn vị tính", 14, "center"),
    ("Kế hoạch năm", 13, "right"),
    ("Thực hiện", 13, "right"),
    ("Tỷ lệ (%)", 12, "right"),
]
_RANKS = [
    ("Hạng", 10, "center"),
    ("Đơn vị", 46, "left"),
    ("Tổng điểm", 15, "right"),
    ("Tỷ lệ (%)", 12, "right"),
    ("Xếp loại", 17, "left"),
]


def readable_progress(period: Period) -> list[TargetProgress]:
    """The progress that units handed in, by unit and target; nothing while others may still hand
    in, so that no draft of the report tells one unit what another has written."""
    found = Round.objects.filter(period=period).first()
    if found is None:
        return []
    if found.state == Round.State.SELF_ASSESSMENT and found.due_at > clock.now():
        return []
    rows = TargetProgress.objects.filter(
        assessment__round=found, assessment__state=Assessment.State.SUBMITTED
    ).select_related("assessment", "target")
    return list(rows.order_by("assessment__pk", "target__position", "pk"))


def target_blocks(rows: list[TargetProgress]) -> list[Block]:
    """One paragraph: how many targets stand where, of how many units."""
    rates = [rate for row in rows if (rate := _rate(row)) is not None]
    if not rates:
        return []
    two = vietnamese.two_digits
    units = len({row.assessment_id for row in rows})
    full = sum(rate >= 100 for rate in rates)
    half = sum(Decimal(50) <= rate < 100 for rate in rates)
    text = (
        f"{two(units)} đơn vị đã báo cáo {two(len(rates))} chỉ tiêu đăng ký: "
        f"{two(full)} chỉ tiêu đạt, vượt kế hoạch năm; {two(half)} chỉ tiêu đạt từ 50% đến dưới "
        f"100%; {two(len(rates) - full - half)} chỉ tiêu đạt dưới 50% (phụ lục kèm theo)."
    )
    return [paragraph(text[:1].upper() + text[1:])]


def target_annex(rows: list[TargetProgress]) -> list[Block]:
    """The annex: a table for each unit, plan against what was done."""
    if not rows:
        return []
    made = [heading("PHỤ LỤC. KẾT QUẢ THỰC HIỆN CHỈ TIÊU ĐĂNG KÝ")]
    units: dict[int, list[TargetProgress]] = {}
    for row in rows:
        units.setdefault(row.assessment_id, []).append(row)
    for place, listed in enumerate(units.values(), start=1):
        made.append(heading(f"{place}. {listed[0].assessment.unit_name}", 2))
        lines = [_target(number, row) for number, row in enumerate(listed, start=1)]
        made.append(blocks.table(_TARGETS, lines))
    return made


def _rate(row: TargetProgress) -> Decimal | None:
    """What was done in per cent of the year's plan; None where either is missing or plan is 0."""
    plan = row.target.plan
    if row.actual is None or not plan:
        return None
    return row.actual * 100 / plan


def _target(number: int, row: TargetProgress) -> list[str]:
    target, rate = row.target, _rate(row)
    return [
        vietnamese.two_digits(number),
        target.content,
        target.measure,
        shown_short(target.plan) if target.plan is not None else "",
        shown_short(row.actual) if row.actual is not None else "",
        shown(rate, 1) if rate is not None else "",
    ]


def score_blocks(period: Period) -> list[Block]:
    """Ranks once the round is closed: the frozen rows, never a provisional one."""
    ranking = Ranking.objects.filter(round__period=period, round__state=Round.State.CLOSED).first()
    if ranking is None:
        return []
    rows = RankingRow.objects.filter(ranking=ranking).order_by("rank", "unit_name")
    lines = [
        [
            str(row.rank) if row.rank else "–",
            row.unit_name,
            shown(row.rebased, 2),
            shown(row.rate, 2),
            "Không xét" if row.is_disqualified else row.band,
        ]
        for row in rows
    ]
    name = vietnamese.lower_first(period.name)
    return [
        paragraph(f"Kết quả chấm điểm, xếp hạng {name} của các đơn vị:"),
        blocks.table(_RANKS, lines),
    ]
