"""How late something came by the server's clock, and what that costs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from assessments.formulas.base import Given, Input, Worked
from assessments.formulas.params import Rule, choice, number, steps, whole
from assessments.formulas.ratios import missing
from assessments.formulas.registry import Inputs, part_kind
from assessments.formulas.words import equation
from emulation_bloc.lib.numbers import shown, shown_short

SOURCES = (
    ("registration", "Thời điểm nộp đăng ký thi đua"),
    ("assessment", "Thời điểm nộp báo cáo và bảng tự chấm của kỳ này"),
    ("half_year_report", "Thời điểm nộp báo cáo 6 tháng"),
    ("typed", "Nhập số ngày chậm theo phiếu tiếp nhận"),
)


def late_days(due_at: datetime, at: datetime) -> int:
    """Whole days late: 0 at or before the deadline; each started day after it counts."""
    over = at - due_at
    return 0 if over <= timedelta(0) else -(-over // timedelta(days=1))


@dataclass(frozen=True)
class LateStep(Rule):
    """Up to so many days late: a share of the points, or points."""

    days: int = whole("Chậm đến (ngày)", least=1)
    share: Decimal | None = number("Hệ số", default=None, most="1")
    points: Decimal | None = number("Điểm", default=None)

    def problems(self) -> list[str]:
        """A step says one of the two."""
        is_one = (self.share is None) != (self.points is None)
        return [] if is_one else ["ghi “Hệ số” hoặc “Điểm”, và chỉ một trong hai"]


STANDARD_STEPS = (
    LateStep(2, Decimal("0.75")),
    LateStep(5, Decimal("0.5")),
    LateStep(10, Decimal("0.25")),
)


@dataclass(frozen=True)
class Lateness(Rule):
    """Parameters of `lateness`."""

    points: Decimal = number("Điểm khi đúng hạn")
    source: str = choice("Lấy thời điểm từ", SOURCES)
    steps: tuple[LateStep, ...] = steps("Các bậc chậm", LateStep, default=STANDARD_STEPS)

    def problems(self) -> list[str]:
        """Days rise, points fall."""
        days = [step.days for step in self.steps]
        worth = [Fraction(self.points), *[_worth(self, step) for step in self.steps]]
        wrong = []
        if any(later <= earlier for earlier, later in pairwise(days)):
            wrong.append("số ngày chậm phải tăng dần")
        if any(later > earlier for earlier, later in pairwise(worth)):
            wrong.append("chậm hơn không được nhiều điểm hơn")
        return wrong

    def reach(self) -> Decimal | None:
        """The points of what came in time."""
        return self.points


def _worth(rule: Lateness, step: LateStep) -> Fraction:
    if step.points is not None:
        return Fraction(step.points)
    return Fraction(rule.points) * Fraction(step.share or 0)


def late_inputs(rule: Lateness) -> Inputs:
    """Nothing where the server knows; else the days late as the receipt says."""
    label = "Số ngày chậm"
    return (Input("days", label, "count", hint="0 nếu đúng hạn"),) if rule.source == "typed" else ()


@part_kind("lateness", "Theo bậc chậm hạn", Lateness, late_inputs)
def lateness(rule: Lateness, given: Given) -> Worked:
    """What is left of M points by days late D (bloc practice §3.2, `bac_cham`).

    D = 0 → M; D up to a step's days → M × its share, or its points; beyond the last step → 0.
    Without steps of its own: 1-2 days 0.75, 3-5 days 0.5, 6-10 days 0.25. D comes from the
    server's time stamps; not handed in yet → no points, and the words say what in time would give.
    """
    if rule.source == "typed":
        typed = given.number("days")
        if typed is None:
            return missing("Số ngày chậm")
        return _after(rule, int(typed))
    days = given.late_days.get(rule.source)
    if days is None:
        words = f"Chưa nộp; nộp đúng hạn được {shown(rule.points)}"
        what = dict(SOURCES)[rule.source]
        return Worked(None, words, waits=(f"{what}: chưa có, hệ thống tự ghi khi nộp.",))
    return _after(rule, days)


def _after(rule: Lateness, days: int) -> Worked:
    full = Fraction(rule.points)
    if days <= 0:
        return Worked(full, equation("Đúng hạn", full))
    for step in rule.steps:
        if days <= step.days:
            points = _worth(rule, step)
            words = f"Chậm {days} ngày"
            if step.share is not None:
                words += f": {shown_short(rule.points)} × {shown_short(step.share)}"
            return Worked(points, equation(words, points))
    return Worked(Fraction(0), equation(f"Chậm {days} ngày, quá bậc cuối", Fraction(0)))
