"""Sums of one unit: groups, standard total, bonus, penalty, what was assigned, rate, re-basing.

Points are rounded at the leaves; everything here is exact (bloc practice §3.6).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from emulation_bloc.lib.numbers import rounded, shown

ZERO = Decimal(0)
QUANTITATIVE = frozenset({"proportional", "relative", "no_target"})


@dataclass(frozen=True)
class LeafLine:
    """One leaf of one unit: final points (None: missing, which is not zero), and whether it
    counts. A leaf that does not apply to the unit, by consent or by its kind, stays in the list
    with `counts=False`: the full scale is the same for everybody."""

    code: str
    group: str
    kind: str
    max_points: Decimal
    points: Decimal | None
    counts: bool = True

    @property
    def is_standard(self) -> bool:
        """Whether it stands inside the scale: neither bonus nor penalty."""
        return self.kind not in {"bonus", "penalty"}

    @property
    def is_quantitative(self) -> bool:
        """Whether its points follow from a target and a result (for the written order of ties)."""
        return self.kind in QUANTITATIVE

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """Between what its points lie."""
        is_penalty = self.kind == "penalty"
        return (min(self.max_points, ZERO), ZERO) if is_penalty else (ZERO, self.max_points)


@dataclass(frozen=True)
class Totals:
    """What a unit has. `groups`: code → points of its standard leaves; `total` = standard + bonus +
    penalty; `assigned`: the maximum of the standard leaves that count; `full`: of all."""

    groups: Mapping[str, Decimal]
    standard: Decimal
    bonus: Decimal
    penalty: Decimal
    assigned: Decimal
    full: Decimal
    missing: tuple[str, ...] = ()
    group_rates: Mapping[str, Fraction] = field(default_factory=dict)
    quantitative_rate: Fraction = Fraction(0)

    @property
    def total(self) -> Decimal:
        """Standard, bonus and penalty together."""
        return self.standard + self.bonus + self.penalty

    @property
    def exact_rate(self) -> Fraction:
        """100 × standard ÷ assigned; 0 when nothing was assigned."""
        return _ratio(self.standard, self.assigned) * 100

    @property
    def rate(self) -> Decimal:
        """The rate in per cent, for showing."""
        return rounded(self.exact_rate)

    @property
    def exact_rebased(self) -> Fraction:
        """Standard × full ÷ assigned + bonus + penalty: by this, unrounded, units are ranked."""
        on_scale = _ratio(self.standard, self.assigned) * Fraction(self.full)
        return on_scale + Fraction(self.bonus) + Fraction(self.penalty)

    @property
    def rebased(self) -> Decimal:
        """The total on the full scale, for showing."""
        return rounded(self.exact_rebased)

    @property
    def is_complete(self) -> bool:
        """Whether no leaf that counts lacks its points."""
        return not self.missing


def _ratio(part: Decimal, whole: Decimal) -> Fraction:
    return Fraction(part) / Fraction(whole) if whole else Fraction(0)


def _points(lines: Iterable[LeafLine]) -> Decimal:
    """Σ of points; missing ones add nothing and are listed elsewhere. A leaf never gives more than
    its maximum, so a bonus is capped by its leaves."""
    total = ZERO
    for line in lines:
        if line.points is not None:
            least, most = line.bounds
            total += min(max(line.points, least), most)
    return total


def _most(lines: Iterable[LeafLine]) -> Decimal:
    return sum((line.max_points for line in lines), ZERO)


def totals(lines: Sequence[LeafLine], full: Decimal | None = None) -> Totals:
    """A unit's sums. `full` is the scale of the criteria set; without it, the maximum of all
    standard leaves in the list, those that do not count included."""
    counting = [line for line in lines if line.counts]
    standard = [line for line in counting if line.is_standard]
    by_group: dict[str, list[LeafLine]] = {line.group: [] for line in lines if line.is_standard}
    for line in standard:
        by_group[line.group].append(line)
    figures = [line for line in standard if line.is_quantitative]
    scale = full if full is not None else _most(line for line in lines if line.is_standard)
    return Totals(
        groups={code: _points(members) for code, members in by_group.items()},
        standard=_points(standard),
        bonus=_points(line for line in counting if line.kind == "bonus"),
        penalty=_points(line for line in counting if line.kind == "penalty"),
        assigned=_most(standard),
        full=scale,
        missing=tuple(sorted(line.code for line in standard if line.points is None)),
        group_rates={
            code: _ratio(_points(members), _most(members)) for code, members in by_group.items()
        },
        quantitative_rate=_ratio(_points(figures), _most(figures)),
    )


@dataclass(frozen=True)
class SumLine:
    """A group or a leaf of a criteria set, as far as sums go."""

    code: str
    parent: str
    kind: str
    max_points: Decimal


def check_sums(lines: Sequence[SumLine]) -> list[str]:
    """Sentences about groups whose maximum is not the sum of what stands directly under them:
    leaves and groups, in hundredths; bonus and penalty stand outside, and a group of nothing else
    has their sum or 0."""
    wrong = []
    for group in lines:
        if group.kind != "group":
            continue
        under = [line for line in lines if line.parent == group.code]
        if not under:
            wrong.append(f"Nhóm {group.code} chưa có tiêu chí nào.")
            continue
        inside = [line for line in under if line.kind not in {"bonus", "penalty"}]
        summed = sum(map(_hundredths, inside or under))
        own = _hundredths(group)
        if own == summed or (not inside and own == 0):
            continue
        wrong.append(
            f"Nhóm {group.code} ghi {shown(group.max_points)} điểm, nhưng tổng các tiêu chí con là "
            f"{shown(Fraction(summed, 100))} điểm."
        )
    return wrong


def _hundredths(line: SumLine) -> Fraction:
    return Fraction(line.max_points) * 100
