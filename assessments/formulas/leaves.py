"""A leaf: the capped sum of its parts, held within its maximum, rounded once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.formulas import counts, ladders, lateness, ratios  # noqa: F401  # they register
from assessments.formulas.base import Context, Given, Input, LeafResult, PartResult, Worked
from assessments.formulas.params import Rule, read, read_number
from assessments.formulas.registry import PART_KINDS, PartKind
from assessments.formulas.words import points_text
from emulation_bloc.lib.numbers import rounded, shown

_STORED = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,4})?")
TYPED = [{"kind": "points", "label": "", "params": {}}]
BROKEN = "Tham số chấm điểm của tiêu chí chưa đúng: đề nghị Thư ký Khối kiểm tra."


@dataclass(frozen=True)
class Part:
    """One part, read: its kind, words, parameters and cap (negative for a penalty)."""

    kind: PartKind
    label: str
    rule: Rule
    cap: Decimal | None


def parts_of(parts: Sequence[Mapping[str, Any]]) -> list[Part] | None:
    """The parts as typed values, None when one cannot be read; none at all are typed points."""
    made = []
    for raw in parts or TYPED:
        if not isinstance(raw, Mapping):
            return None
        kind = PART_KINDS.get(str(raw.get("kind")))
        rule, wrong = read(kind.rule, raw.get("params") or {}) if kind else (None, ["?"])
        if kind is None or rule is None or wrong:
            return None
        made.append(Part(kind, str(raw.get("label") or ""), rule, read_number(raw.get("cap"))))
    return made


def inputs_of(kind: str, parts: Sequence[Mapping[str, Any]]) -> list[list[Input]]:
    """The fields of each part, in order. A leaf without parts asks for points; a part that the
    server answers itself (a time stamp) has no field; a part that cannot be read neither."""
    read_parts = parts_of(parts)
    if read_parts is None:
        return [[] for _ in parts]
    return [list(part.kind.inputs(part.rule)) for part in read_parts]


def bounds(kind: str, max_points: Decimal) -> tuple[Decimal, Decimal]:
    """Between what a leaf's points lie: 0 and its maximum, for a penalty its maximum and 0."""
    zero = Decimal(0)
    return (min(max_points, zero), zero) if kind == "penalty" else (zero, max(max_points, zero))


def score(
    kind: str,
    parts: Sequence[Mapping[str, Any]],
    max_points: Decimal,
    figures: Sequence[Mapping[str, Any]],
    context: Context | None = None,
) -> LeafResult:
    """A leaf's points = Σ of its parts, each within its cap, then within the leaf's maximum, and
    rounded half up to 0.01 only here. None while a part lacks something; never an exception."""
    read_parts = parts_of(parts)
    if read_parts is None:
        return LeafResult(None, "", lacks=(BROKEN,))
    around = context or Context()
    worked = []
    for place, part in enumerate(read_parts):
        row = figures[place] if place < len(figures) else {}
        worked.append(_work(part, row, place, around))
    lacks = [
        _labelled(part, sentence)
        for part, one in zip(read_parts, worked, strict=True)
        for sentence in one.lacks
    ]
    exact = [one.points for one in worked if one.points is not None]
    is_whole = len(exact) == len(worked)
    total = sum(exact, Fraction(0))
    points = _held(kind, max_points, total) if is_whole else None
    return LeafResult(
        points=points,
        formula=_formula(read_parts, worked, total, points),
        parts=tuple(
            PartResult(None if one.points is None else rounded(one.points), one.formula)
            for one in worked
        ),
        lacks=tuple(lacks),
        is_provisional=any(one.is_provisional for one in worked),
        waits=tuple(sentence for one in worked for sentence in one.waits),
    )


def _held(kind: str, max_points: Decimal, total: Fraction) -> Decimal:
    least, most = bounds(kind, max_points)
    return rounded(min(max(total, Fraction(least)), Fraction(most)))


def _work(part: Part, row: Mapping[str, Any], place: int, context: Context) -> Worked:
    values, unread = _values(part, row)
    if unread:
        return Worked(None, "", lacks=tuple(unread))
    others = list(context.others.get(place, ()))
    given = Given(values, others, context.is_settled, context.late_days)
    worked = part.kind.formula(part.rule, given)
    if part.cap is None or worked.points is None:
        return worked
    cap = Fraction(part.cap)
    held = max(worked.points, cap) if cap < 0 else min(worked.points, cap)
    if held == worked.points:
        return worked
    words = f"{worked.formula}, tối đa {points_text(held)}"
    return Worked(held, words, is_provisional=worked.is_provisional)


def _values(part: Part, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Stored figures as values; what cannot be read is said, not guessed."""
    values: dict[str, Any] = {}
    unread = []
    for one in part.kind.inputs(part.rule):
        raw = row.get(one.name) if isinstance(row, Mapping) else None
        if raw is None or raw == "":
            continue
        value = read_figure(one, str(raw))
        if value is None:
            unread.append(f"Số liệu “{one.label}” không đọc được, hãy nhập lại.")
        values[one.name] = value
    return values, unread


def read_figure(one: Input, stored: str) -> Decimal | str | None:
    """A stored figure: text with a point, a class, `yes` or `no`; None when it is none of these."""
    if one.kind == "choice":
        return stored if stored in [code for code, _ in one.choices] else None
    if one.kind == "yes_no":
        return stored if stored in {"yes", "no"} else None
    if not _STORED.fullmatch(stored):
        return None
    number = Decimal(stored)
    is_whole = number == number.to_integral_value()
    if one.kind == "count":
        return number if is_whole and number >= 0 else None
    return number if one.kind == "points" or number >= 0 else None


def _labelled(part: Part, sentence: str) -> str:
    return f"{part.label}: {sentence}" if part.label else sentence


def _formula(
    parts: list[Part], worked: list[Worked], total: Fraction, points: Decimal | None
) -> str:
    """One line per part, then their sum, then where the leaf's limit or rounding changed it."""
    lines = []
    for part, one in zip(parts, worked, strict=True):
        words = one.formula or "chưa đủ số liệu"
        is_alone = len(parts) == 1
        lines.append(words if is_alone or not part.label else f"{part.label}: {words}")
    if points is None:
        return "; ".join(lines) if any(one.formula for one in worked) else ""
    if len(parts) > 1:
        lines.append(f"Cộng: {points_text(total)}")
    if Fraction(points) != total:
        is_rounding = rounded(total) == points
        lines.append(f"{'làm tròn' if is_rounding else 'tính'} {shown(points)}")
    return "; ".join(lines)
