"""What formulas take and give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Figures = list[dict[str, str]]
Parts = list[dict[str, Any]]


@dataclass(frozen=True)
class Context:
    """What a formula needs besides the unit's own figures.

    `others`: part (from 0) → (target, actual) of every other unit of the bloc whose leaf applies,
    None for a figure that lacks; empty while the stage is blind. `is_settled`: whether `others` is
    complete, so that bloc-relative points are final. `late_days`: source of the lateness ladder
    (`registration`, `assessment`, `half_year_report`, …) → whole days late, 0 when in time, None
    when not handed in yet.
    """

    others: Mapping[int, list[tuple[Decimal | None, Decimal | None]]] = field(default_factory=dict)
    is_settled: bool = False
    late_days: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class PartResult:
    """One part: its points (None while a figure lacks) and the formula with numbers put in."""

    points: Decimal | None
    formula: str


@dataclass(frozen=True)
class LeafResult:
    """One leaf: points (two places, None while something lacks), formula in words, what lacks as
    sentences, and whether the points may still move (bloc-relative before the stage closes)."""

    points: Decimal | None
    formula: str
    parts: tuple[PartResult, ...] = ()
    lacks: tuple[str, ...] = ()
    is_provisional: bool = False


@dataclass(frozen=True)
class Input:
    """One field that a part asks for: `name` is the key in its figures."""

    name: str
    label: str
    kind: str  # number, count, choice, yes_no, points
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
