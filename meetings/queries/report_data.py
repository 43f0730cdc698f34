"""What the review report tells of registered targets and of scores, once both may be read."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import (
    Answer,
    Assessment,
    Ranking,
    RankingRow,
    Registration,
    Round,
    Target,
    TargetProgress,
)
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.numbers import printed, shown
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
    ("Đơn vị", 36, "left"),
    ("Tổng điểm", 13, "right"),
    ("Điểm quy đổi", 13, "right"),
    ("Tỷ lệ (%)", 11, "right"),
    ("Xếp loại", 17, "left"),
]


@dataclass(frozen=True)
class Reached:
    """How far one registered target has come: plan and what was done, in the target's own unit."""

    unit: str
    target: Target
    actual: Decimal | None


def reached_targets(period: Period) -> list[Reached]:
    """What units handed in of their targets, by unit; nothing while others may still hand in, so
    that no draft of the report tells one unit what another has written.

    A half year is told by the progress of the targets, a scored year by the figures of the criteria
    that the targets feed. Targets of which no figure is known at all are left out.
    """
    found = Round.objects.filter(period=period).first()
    if found is None:
        return []
    if found.state == Round.State.SELF_ASSESSMENT and found.due_at > clock.now():
        return []
    rows = _scored(found) if found.is_scored else _told(found)
    return rows if any(row.actual is not None for row in rows) else []


def _told(found: Round) -> list[Reached]:
    rows = TargetProgress.objects.filter(
        assessment__round=found, assessment__state=Assessment.State.SUBMITTED
    ).select_related("assessment", "target")
    rows = rows.order_by("assessment__pk", "target__position", "pk")
    return [Reached(row.assessment.unit_name, row.target, row.actual) for row in rows]


def _scored(found: Round) -> list[Reached]:
    """Each unit's registered targets with the figure that stands in the score sheet."""
    targets = Target.objects.filter(
        registration__bloc=found.bloc_id,
        registration__year=found.period.ends.year,
        registration__state=Registration.State.SUBMITTED,
    ).exclude(criterion_code="")
    targets = targets.select_related("registration").order_by("registration__pk", "position", "pk")
    answers = Answer.objects.filter(
        assessment__round=found, assessment__state=Assessment.State.SUBMITTED
    ).values_list("assessment__unit", "criterion__code", "figures")
    figures = {(unit, code): rows for unit, code, rows in answers}
    return [
        Reached(
            row.registration.unit_name,
            row,
            _figure(figures.get((row.registration.unit_id, row.criterion_code), []), row.part),
        )
        for row in targets
    ]


def _figure(rows: list[dict[str, Any]], part: int) -> Decimal | None:
    given = rows[part].get("actual") if part < len(rows) else None
    return Decimal(str(given)) if given not in (None, "") else None


def target_blocks(rows: list[Reached]) -> list[Block]:
    """One paragraph: how many targets stand where, of how many units."""
    rates = [rate for row in rows if (rate := _rate(row)) is not None]
    if not rates:
        return []
    two = vietnamese.two_digits
    units = len({row.unit for row in rows})
    full = sum(rate >= 100 for rate in rates)
    half = sum(Decimal(50) <= rate < 100 for rate in rates)
    text = (
        f"{two(units)} đơn vị đã báo cáo {two(len(rates))} chỉ tiêu đăng ký: "
        f"{two(full)} chỉ tiêu đạt, vượt kế hoạch năm; {two(half)} chỉ tiêu đạt từ 50% đến dưới "
        f"100%; {two(len(rates) - full - half)} chỉ tiêu đạt dưới 50% (phụ lục kèm theo)."
    )
    return [paragraph(text)]


def target_annex(rows: list[Reached]) -> list[Block]:
    """The annex: a table for each unit, plan against what was done."""
    if not rows:
        return []
    made = [heading("PHỤ LỤC. KẾT QUẢ THỰC HIỆN CHỈ TIÊU ĐĂNG KÝ")]
    units: dict[str, list[Reached]] = {}
    for row in rows:
        units.setdefault(row.unit, []).append(row)
    for place, (unit, listed) in enumerate(units.items(), start=1):
        made.append(heading(f"{place}. {unit}", 2))
        lines = [_target(number, row) for number, row in enumerate(listed, start=1)]
        made.append(blocks.table(_TARGETS, lines))
    return made


def _rate(row: Reached) -> Decimal | None:
    """What was done in per cent of the year's plan; None where either is missing or plan is 0."""
    plan = row.target.plan
    if row.actual is None or not plan:
        return None
    return row.actual * 100 / plan


def _target(number: int, row: Reached) -> list[str]:
    target, rate = row.target, _rate(row)
    return [
        vietnamese.two_digits(number),
        target.content,
        target.measure,
        printed(target.plan) if target.plan is not None else "",
        printed(row.actual) if row.actual is not None else "",
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
            shown(row.total, 2),
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
