"""Ranks, bands and ties (bloc practice §3.5, §3.7). The order of input never matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.formulas.totals import LeafLine, Totals, totals

TIE_KEYS = (
    ("penalty", "Ít điểm trừ hơn"),
    ("quantitative", "Tỷ lệ hoàn thành chỉ tiêu định lượng cao hơn"),
    ("submitted", "Nộp sớm hơn"),
)
GROUP_KEY = "group:"
NEVER = Fraction(-(10**18))
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Entry:
    """One unit to be ranked: its id, its leaves with final points, when it first handed in, and
    whether the checklist disqualifies it."""

    unit: int
    lines: tuple[LeafLine, ...]
    submitted_at: datetime | None = None
    is_disqualified: bool = False


@dataclass(frozen=True)
class Standing:
    """A unit's place: rank (None for a disqualified one), band, and `decided_by`: the key of the
    written order that put it below a unit with the same points ("" where points decide)."""

    unit: int
    totals: Totals
    rank: int | None
    band: str = ""
    decided_by: str = ""
    is_shared: bool = False


def standing_key(entry: Entry, sums: Totals, tie_order: Sequence[str] = ()) -> Key:
    """What units are compared by, bigger is better: exact re-based total, then the written order.

    `group:I`: rate of group I; `penalty`: fewer penalty points; `quantitative`: rate of the leaves
    with figures; `submitted`: earlier. Keys that are not known decide nothing.
    """
    return (sums.exact_rebased, *[_tie_value(entry, sums, key) for key in tie_order])


def _tie_value(entry: Entry, sums: Totals, key: str) -> Any:
    if key.startswith(GROUP_KEY):
        return sums.group_rates.get(key.removeprefix(GROUP_KEY), Fraction(0))
    if key == "penalty":
        return sums.penalty
    if key == "quantitative":
        return sums.quantitative_rate
    if key == "submitted":
        return _earlier(entry.submitted_at)
    return Fraction(0)


def _earlier(moment: datetime | None) -> Fraction:
    """The earlier, the bigger, exactly to the microsecond; not handed in comes last."""
    if moment is None:
        return NEVER
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return -Fraction(since.days * 86_400 + since.seconds) - Fraction(since.microseconds, 10**6)


def standings(
    entries: Sequence[Entry],
    *,
    tie_order: Sequence[str] = (),
    bands: Sequence[tuple[str, str, str]] = (),
    full: Decimal | None = None,
) -> list[Standing]:
    """Ranks 1, 2, 3, 3, 5: by exact re-based total, then by the written order, then shared.

    Disqualified units come last and have neither rank nor band. Sorting makes it n × log n in one
    bloc, and linear in the number of blocs.
    """
    keyed = []
    for entry in entries:
        sums = totals(entry.lines, full)
        keyed.append((standing_key(entry, sums, tie_order), entry, sums))
    ranked = [row for row in keyed if not row[1].is_disqualified]
    ranked.sort(key=lambda row: row[1].unit)
    ranked.sort(key=lambda row: row[0], reverse=True)
    made: list[Standing] = []
    rank = 0
    for place, (key, entry, sums) in enumerate(ranked):
        is_equal = place > 0 and ranked[place - 1][0] == key
        rank = rank if is_equal else place + 1
        is_shared = is_equal or (place + 1 < len(ranked) and ranked[place + 1][0] == key)
        above = ranked[place - 1][0] if place else ()
        made.append(
            Standing(
                entry.unit,
                sums,
                rank,
                band_of(entry.lines, sums, bands),
                _decided_by(above, key, tie_order),
                is_shared,
            )
        )
    out = sorted((row for row in keyed if row[1].is_disqualified), key=lambda row: row[1].unit)
    return made + [Standing(entry.unit, sums, None) for _, entry, sums in out]


def _decided_by(above: Key, own: Key, tie_order: Sequence[str]) -> str:
    """The first key of the written order in which the unit falls behind the one above it."""
    if not above or above[0] != own[0]:
        return ""
    for name, better, worse in zip(tie_order, above[1:], own[1:], strict=True):
        if better != worse:
            return name
    return ""


def band_of(lines: Sequence[LeafLine], sums: Totals, bands: Sequence[tuple[str, str, str]]) -> str:
    """The best band (name, least rate in %, floor in %) whose rate the unit reaches while every
    standard leaf that counts has at least the floor of its maximum; "" for none. A leaf without
    points is under every floor above 0."""
    order = sorted(bands, key=lambda band: (Decimal(band[1]), Decimal(band[2])), reverse=True)
    for name, least, floor in order:
        if sums.exact_rate >= Fraction(least) and _is_above(lines, Fraction(floor)):
            return name
    return ""


def _is_above(lines: Sequence[LeafLine], floor: Fraction) -> bool:
    return all(
        Fraction(line.points or 0) * 100 >= floor * Fraction(line.max_points)
        for line in lines
        if line.counts and line.is_standard
    )
