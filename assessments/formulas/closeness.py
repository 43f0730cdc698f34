"""How close two neighbours are: the smallest change of one leaf of one unit that swaps them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from assessments.formulas.standings import Entry, standing_key
from assessments.formulas.totals import LeafLine, totals

STEP = Decimal("0.01")


@dataclass(frozen=True)
class Swap:
    """The change: whose leaf, from how many points to how many. `steps` is its size in 0.01."""

    unit: int
    code: str
    before: Decimal
    after: Decimal
    steps: int

    @property
    def delta(self) -> Decimal:
        """By how much: above 0 for the lower unit, below 0 for the upper one."""
        return self.after - self.before


def how_close(
    upper: Entry,
    lower: Entry,
    *,
    tie_order: Sequence[str] = (),
    full: Decimal | None = None,
) -> Swap | None:
    """The smallest change, in steps of 0.01 and within the leaf's bounds, after which `lower`
    stands before `upper`; None when no single leaf can do it.

    A step on a standard leaf moves the re-based total by full ÷ assigned of its unit, on a bonus
    or penalty leaf by 1. So a gap G needs k = ⌈100 × G ÷ that⌉ steps; when they only draw level
    the written order of ties decides, else one step more. Among equals the lower unit's rise comes
    before the upper unit's fall, then the order of codes. A leaf without points cannot move.
    """
    gap = totals(upper.lines, full).exact_rebased - totals(lower.lines, full).exact_rebased
    found: list[tuple[int, int, str, Swap]] = []
    for side, entry in enumerate((lower, upper)):
        for line, worth in _movable(entry, full):
            steps = max(1, ceil(gap * 100 / worth))
            for tried in (steps, steps + 1):
                swap = _moved(entry, line, tried if side == 0 else -tried)
                if swap and _is_swapped(upper, lower, swap, tie_order, full):
                    found.append((tried, side, line.code, swap))
                    break
    return min(found, key=lambda row: row[:3])[3] if found else None


def _movable(entry: Entry, full: Decimal | None) -> Iterator[tuple[LeafLine, Fraction]]:
    """The leaves whose points may change, and what one point of each is worth on the scale."""
    sums = totals(entry.lines, full)
    for line in entry.lines:
        if not line.counts or line.points is None:
            continue
        if not line.is_standard:
            yield line, Fraction(1)
        elif sums.assigned and sums.full:
            yield line, Fraction(sums.full) / Fraction(sums.assigned)


def _moved(entry: Entry, line: LeafLine, steps: int) -> Swap | None:
    """The change, unless it would leave the leaf's bounds."""
    before = line.points or Decimal(0)
    after = before + STEP * steps
    least, most = line.bounds
    return (
        Swap(entry.unit, line.code, before, after, abs(steps)) if least <= after <= most else None
    )


def changed(entry: Entry, swap: Swap) -> Entry:
    """The unit after the change, if it is this one."""
    if entry.unit != swap.unit:
        return entry
    lines = tuple(
        replace(line, points=swap.after) if line.code == swap.code else line for line in entry.lines
    )
    return replace(entry, lines=lines)


def _is_swapped(
    upper: Entry, lower: Entry, swap: Swap, tie_order: Sequence[str], full: Decimal | None
) -> bool:
    above, below = changed(upper, swap), changed(lower, swap)
    return standing_key(below, totals(below.lines, full), tie_order) > standing_key(
        above, totals(above.lines, full), tie_order
    )
