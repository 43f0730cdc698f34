"""What formulas take and give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

Figures = list[dict[str, str]]
Parts = list[dict[str, Any]]
Others = list[tuple[Decimal | None, Decimal | None]]


@dataclass(frozen=True)
class Context:
    """What a formula needs besides the unit's own figures.

    `others`: part (from 0) → (target, actual) of every other unit of the bloc whose leaf applies,
    None for a figure that lacks; empty while the stage is blind. `is_settled`: whether `others` is
    complete, so that bloc-relative points are final. `late_days`: source of the lateness ladder
    (`registration`, `assessment`, `half_year_report`) → whole days late, 0 when in time, None
    when not handed in yet.
    """

    others: Mapping[int, Others] = field(default_factory=dict)
    is_settled: bool = False
    late_days: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class PartResult:
    """One part: its points (two places, None while a figure lacks) and the formula with numbers
    put in."""

    points: Decimal | None
    formula: str


@dataclass(frozen=True)
class LeafResult:
    """One leaf: points (two places, None while something lacks), formula in words, what lacks as
    sentences, and whether the points may still move (bloc-relative before the stage closes).

    `lacks` is what the unit has to enter; `waits` what only the system will know (a time stamp
    before the return is handed in).
    """

    points: Decimal | None
    formula: str
    parts: tuple[PartResult, ...] = ()
    lacks: tuple[str, ...] = ()
    is_provisional: bool = False
    waits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Input:
    """One field that a part asks for: `name` is the key in its figures."""

    name: str
    label: str
    kind: str  # number, count, choice, yes_no, points
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    is_optional: bool = False


@dataclass(frozen=True)
class Given:
    """What one part is worked out from: the unit's figures by name (None: not entered), what the
    other units reached in the same part, and the server's time stamps."""

    values: Mapping[str, Any]
    others: Others = field(default_factory=list)
    is_settled: bool = False
    late_days: Mapping[str, int | None] = field(default_factory=dict)

    def number(self, name: str) -> Decimal | None:
        """A figure, or None when it was not entered."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None


@dataclass(frozen=True)
class Worked:
    """What a part's function gives: exact points, not yet rounded or capped, None while something
    lacks; the formula with numbers put in; and why nothing came out."""

    points: Fraction | None
    formula: str
    lacks: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    is_provisional: bool = False
