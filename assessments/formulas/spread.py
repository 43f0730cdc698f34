"""Anomalies for the head after closing: medians and MADs; they never change a score.

All measures are in per cent of a criterion's maximum, so that criteria can be compared. Under five
scorers nothing is said about scorers and spread: not enough to judge.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

LEAST_SCORERS = 5
# A scorer is harsh or mild from this robust z on (Iglewicz and Hoaglin's 3.5), and only when the
# mean deviation is worth mentioning at all: below 3 % of the maximum nobody would call it harsh.
Z_LIMIT = Decimal("3.5")
LEAST_DEVIATION = Decimal(3)
# A criterion is scattered when its MAD is so many times the usual one, and at least 3 %.
SPREAD_TIMES = Decimal("2.5")
LEAST_SPREAD = Decimal(3)
# Where (nearly) all agree the MAD is 0; this much, in per cent, is taken as the least unit.
LEAST_MAD = Decimal("0.5")
SCALE = Decimal("0.6745")  # makes the MAD of a normal spread comparable to its deviation
NOT_ENOUGH = "Chưa đủ dữ liệu để đánh giá: cần ít nhất 5 người chấm."


@dataclass(frozen=True)
class Mark:
    """One scorer's points for one criterion of one unit; `claimed` is the unit's own score."""

    scorer: int
    unit: int
    code: str
    points: Decimal
    max_points: Decimal
    claimed: Decimal | None = None

    @property
    def share(self) -> Decimal:
        """The points in per cent of the maximum."""
        return self.points * 100 / abs(self.max_points) if self.max_points else Decimal(0)


@dataclass(frozen=True)
class CriterionSpread:
    """How far scorers lie apart on one criterion, in per cent of its maximum."""

    code: str
    count: int
    median: Decimal
    mad: Decimal
    is_odd: bool


@dataclass(frozen=True)
class ScorerLean:
    """How far a scorer lies from the others on the average: below 0 harsh, above 0 mild."""

    scorer: int
    count: int
    deviation: Decimal
    z: Decimal
    is_odd: bool

    @property
    def is_harsh(self) -> bool:
        """Whether the oddity lies below."""
        return self.is_odd and self.deviation < 0


@dataclass(frozen=True)
class Spread:
    """The findings; `note` says why there are none when it is not enough to judge."""

    criteria: tuple[CriterionSpread, ...] = ()
    scorers: tuple[ScorerLean, ...] = ()
    note: str = ""


def mad(values: Sequence[Decimal]) -> Decimal:
    """The median of the distances from the median; 0 of nothing."""
    if not values:
        return Decimal(0)
    middle = median(values)
    return median([abs(value - middle) for value in values])


def spread_of(marks: Iterable[Mark]) -> Spread:
    """Spread per criterion and lean per scorer, from what everybody gave for the same thing.

    A mark's deviation is its distance from the median of all marks of that unit and criterion
    (with fewer than three: from the unit's own score). Criterion: the MAD of its deviations
    against the median of all criteria's MADs. Scorer: the mean deviation m, robust z =
    0.6745 × (m - median of all m) ÷ MAD of all m.
    """
    given = list(marks)
    if len({mark.scorer for mark in given}) < LEAST_SCORERS:
        return Spread(note=NOT_ENOUGH)
    deviations = _deviations(given)
    by_code: dict[str, list[Decimal]] = defaultdict(list)
    by_scorer: dict[int, list[Decimal]] = defaultdict(list)
    shares: dict[str, list[Decimal]] = defaultdict(list)
    for mark, deviation in deviations:
        by_code[mark.code].append(deviation)
        by_scorer[mark.scorer].append(deviation)
        shares[mark.code].append(mark.share)
    if len(by_scorer) < LEAST_SCORERS:
        return Spread(note=NOT_ENOUGH)
    return Spread(_criteria(by_code, shares), _scorers(by_scorer))


def _deviations(marks: list[Mark]) -> list[tuple[Mark, Decimal]]:
    cells: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        cells[mark.unit, mark.code].append(mark)
    found = []
    for members in cells.values():
        middle = median([mark.share for mark in members]) if len(members) > 2 else None
        for mark in members:
            base = middle
            if base is None and mark.claimed is not None and mark.max_points:
                base = mark.claimed * 100 / abs(mark.max_points)
            if base is not None:
                found.append((mark, mark.share - base))
    return found


def _criteria(
    by_code: Mapping[str, list[Decimal]], shares: Mapping[str, list[Decimal]]
) -> tuple[CriterionSpread, ...]:
    mads = {code: median([abs(one) for one in values]) for code, values in by_code.items()}
    usual = max(median(list(mads.values())), LEAST_MAD)
    return tuple(
        CriterionSpread(
            code,
            len(by_code[code]),
            _two(median(shares[code])),
            _two(mads[code]),
            mads[code] >= max(SPREAD_TIMES * usual, LEAST_SPREAD),
        )
        for code in sorted(by_code)
    )


def _scorers(by_scorer: Mapping[int, list[Decimal]]) -> tuple[ScorerLean, ...]:
    means = {scorer: sum(values, Decimal(0)) / len(values) for scorer, values in by_scorer.items()}
    middle = median(list(means.values()))
    unit = max(mad(list(means.values())), LEAST_MAD)
    leans = []
    for scorer in sorted(means):
        off = means[scorer] - middle
        z = SCALE * off / unit
        is_odd = abs(z) >= Z_LIMIT and abs(off) >= LEAST_DEVIATION
        leans.append(ScorerLean(scorer, len(by_scorer[scorer]), _two(off), _two(z), is_odd))
    return tuple(leans)


def _two(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Gap:
    """A unit's own total against its final one: points, per cent of what was assigned to it."""

    unit: int
    self_total: Decimal
    final_total: Decimal
    percent: Decimal
    is_over: bool

    @property
    def points(self) -> Decimal:
        """Final less own: below 0 when the unit claimed too much."""
        return self.final_total - self.self_total


def gap_of(
    unit: int, self_total: Decimal, final_total: Decimal, assigned: Decimal, limit: Decimal
) -> Gap:
    """Over the limit when |final - self| reaches `limit` per cent of the assigned maximum
    (“tự chấm sai từ 5% tổng điểm trở lên”), compared exactly."""
    off = abs(final_total - self_total)
    percent = _two(off * 100 / assigned) if assigned else Decimal(0)
    is_over = bool(assigned) and off * 100 >= limit * assigned
    return Gap(unit, self_total, final_total, percent, is_over)


@dataclass(frozen=True)
class Claim:
    """What a unit gave itself for a criterion and how many pieces of evidence it cites."""

    unit: int
    code: str
    points: Decimal | None
    max_points: Decimal
    evidence: int


def unproven(claims: Iterable[Claim]) -> list[Claim]:
    """Full marks without any evidence, by unit and code."""
    found = [
        claim
        for claim in claims
        if claim.points is not None
        and claim.max_points > 0
        and claim.points >= claim.max_points
        and not claim.evidence
    ]
    return sorted(found, key=lambda claim: (claim.unit, claim.code))
