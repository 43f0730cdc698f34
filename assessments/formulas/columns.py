"""From the columns of one leaf to its final points, by the year's rule (bloc practice §3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from emulation_bloc.lib.numbers import rounded, shown

PEER_METHODS = (
    ("mean", "Trung bình cộng"),
    ("trimmed", "Trung bình sau khi bỏ một phiếu cao nhất và một phiếu thấp nhất"),
    ("median", "Trung vị"),
)
FINAL_RULES = (
    ("last", "Theo cột sau cùng có điểm"),
    ("weighted", "Theo trọng số tự chấm, chấm chéo, thẩm định"),
    ("appraisal", "Theo thẩm định; chấm chéo để tham khảo"),
)
LEAST_TO_TRIM = 4


@dataclass(frozen=True)
class PeerResult:
    """What the peers' scores come to: None when nobody scored; how many did; and in words."""

    points: Decimal | None
    count: int
    lowest: Decimal | None
    highest: Decimal | None
    words: str


def peers_result(scores: Sequence[Decimal | None], method: str = "mean") -> PeerResult:
    """Mean, trimmed mean (one highest and one lowest dropped; under four scores the plain mean) or
    median, rounded half up to 0.01. An abstention (None) is not a zero: it is not counted."""
    given = sorted(score for score in scores if score is not None)
    if not given:
        return PeerResult(None, 0, None, None, "Chưa có phiếu chấm chéo nào.")
    words = f"{len(given)} phiếu, từ {shown(given[0])} đến {shown(given[-1])}"
    if method == "median":
        value = Fraction(median(map(Fraction, given)))
        words += "; lấy trung vị"
    elif method.startswith("trimmed") and len(given) >= LEAST_TO_TRIM:
        value = _mean(given[1:-1])
        words += "; bỏ một phiếu cao nhất và một phiếu thấp nhất"
    else:
        value = _mean(given)
        words += "; lấy trung bình"
        if method.startswith("trimmed"):
            words += f" vì dưới {LEAST_TO_TRIM} phiếu thì không bỏ phiếu nào"
    return PeerResult(rounded(value), len(given), given[0], given[-1], f"{words}.")


def _mean(given: Sequence[Decimal]) -> Fraction:
    return sum(map(Fraction, given), Fraction(0)) / len(given)


@dataclass(frozen=True)
class Columns:
    """The points that each hand gave to one leaf; None where it gave none."""

    self_points: Decimal | None = None
    appraisal_1: Decimal | None = None
    appraisal_2: Decimal | None = None
    peers: tuple[Decimal | None, ...] = ()
    agreement: Decimal | None = None
    adjustment: Decimal | None = None

    @property
    def appraised(self) -> Decimal | None:
        """The last appraisal."""
        return self.appraisal_1 if self.appraisal_2 is None else self.appraisal_2


@dataclass(frozen=True)
class FinalRule:
    """The year's rule: which column is final, and the weights in per cent where several are."""

    rule: str = "last"
    peer_method: str = "mean"
    weight_self: Decimal = Decimal(0)
    weight_peers: Decimal = Decimal(40)
    weight_appraisal: Decimal = Decimal(60)

    @classmethod
    def of(cls, settings: Any) -> "FinalRule":
        """From a bloc's scoring settings, whose percentages are text."""
        return cls(
            settings.final_rule,
            settings.peer_method,
            Decimal(settings.weight_self),
            Decimal(settings.weight_peers),
            Decimal(settings.weight_appraisal),
        )


@dataclass(frozen=True)
class Final:
    """A leaf's final points and the column they come from: self, appraisal_1, appraisal_2,
    weighted, agreement or adjustment; "" when there is no score at all."""

    points: Decimal | None
    column: str


def final_points(columns: Columns, rule: FinalRule) -> Final:
    """The province's adjustment, else the meeting's agreement, overrides. Before them:

    last, appraisal → appraisal 2, else appraisal 1, else (nobody appraised yet) the own score;
    weighted → Σ weight × column ÷ Σ weight over self, peers' result and last appraisal, those
    without points left out with their weight; none of them weighs → as `last`. Half up to 0.01.
    Peers are advisory unless weighted.
    """
    for name in ("adjustment", "agreement"):
        value = getattr(columns, name)
        if value is not None:
            return Final(value, name)
    if rule.rule == "weighted":
        value = _weighted(columns, rule)
        if value is not None:
            return Final(value, "weighted")
    for name in ("appraisal_2", "appraisal_1"):
        value = getattr(columns, name)
        if value is not None:
            return Final(value, name)
    return Final(columns.self_points, "" if columns.self_points is None else "self")


def _weighted(columns: Columns, rule: FinalRule) -> Decimal | None:
    """None when no column with a weight has points."""
    weighed = [
        (Fraction(weight), Fraction(points))
        for weight, points in (
            (rule.weight_self, columns.self_points),
            (rule.weight_peers, peers_result(columns.peers, rule.peer_method).points),
            (rule.weight_appraisal, columns.appraised),
        )
        if points is not None and weight > 0
    ]
    weights = sum((weight for weight, _ in weighed), Fraction(0))
    if not weights:
        return None
    return rounded(sum((weight * points for weight, points in weighed), Fraction(0)) / weights)
