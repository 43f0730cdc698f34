"""Parts that follow from a ladder: of rates, or of classes somebody else has awarded."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import cast

from assessments.formulas.base import Given, Input, Worked
from assessments.formulas.params import Rule, flag, number, steps, text
from assessments.formulas.ratios import NONE_LABEL, missing, nothing_due
from assessments.formulas.registry import Inputs, part_kind
from assessments.formulas.words import equation, percent


@dataclass(frozen=True)
class RateStep(Rule):
    """From `least` per cent on, or above `over` per cent; neither: everything else."""

    points: Decimal = number("Điểm")
    least: Decimal | None = number("Từ (%)", default=None)
    over: Decimal | None = number("Trên (%)", default=None)

    def problems(self) -> list[str]:
        """A step has one boundary."""
        both = self.least is not None and self.over is not None
        return ["chỉ ghi “Từ (%)” hoặc “Trên (%)”, không ghi cả hai"] if both else []

    @property
    def boundary(self) -> tuple[Decimal, bool]:
        """Where it begins, for sorting: at 75 comes before above 75; the rest before everything."""
        if self.over is not None:
            return self.over, True
        return (Decimal(-1) if self.least is None else self.least), False

    def holds(self, rate: Fraction) -> bool:
        """Whether a rate in per cent stands on this step."""
        if self.over is not None:
            return rate > Fraction(self.over)
        return self.least is None or rate >= Fraction(self.least)

    @property
    def words(self) -> str:
        """`trên 95%`, `từ 75%`, `các mức còn lại`."""
        if self.over is not None:
            return f"trên {percent(self.over)}"
        return "các mức còn lại" if self.least is None else f"từ {percent(self.least)}"


@dataclass(frozen=True)
class Ladder(Rule):
    """Parameters of `ladder`."""

    steps: tuple[RateStep, ...] = steps("Các bậc, từ cao xuống thấp", RateStep)
    is_typed: bool = flag("Nhập thẳng tỷ lệ %")
    full_when_none: bool = flag(NONE_LABEL)
    target_label: str = text("Tên ô kế hoạch", default="Kế hoạch")
    actual_label: str = text("Tên ô thực hiện", default="Thực hiện")

    def problems(self) -> list[str]:
        """Boundaries fall, and points with them."""
        bounds = [step.boundary for step in self.steps]
        given = [step.points for step in self.steps]
        wrong = []
        if any(later >= earlier for earlier, later in pairwise(bounds)):
            wrong.append("các bậc phải xếp từ tỷ lệ cao xuống thấp, không trùng nhau")
        if any(later > earlier for earlier, later in pairwise(given)):
            wrong.append("bậc thấp hơn không được nhiều điểm hơn bậc trên")
        return wrong

    def reach(self) -> Decimal | None:
        """The points of the top step."""
        return self.steps[0].points


def ladder_inputs(rule: Ladder) -> Inputs:
    """The rate itself, or target and actual."""
    if rule.is_typed:
        return (Input("rate", "Tỷ lệ (%)", "number"),)
    return (
        Input("target", rule.target_label, "number"),
        Input("actual", rule.actual_label, "number"),
    )


@part_kind("ladder", "Theo bậc tỷ lệ", Ladder, ladder_inputs)
def ladder(rule: Ladder, given: Given) -> Worked:
    """The points of the highest step whose boundary the rate reaches (bloc practice §3.2, `bac`).

    Rate R = typed, or 100 × A / T, compared exactly. A step holds from its boundary on
    (R ≥ `least`) or above it (R > `over`): “trên 95%: 10; 75-95%: 7”. Under every step: 0.
    T = 0 has no rate: the top step's points where `full_when_none`, else no points and a sentence.
    """
    if rule.is_typed:
        typed = given.number("rate")
        if typed is None:
            return missing("Tỷ lệ (%)")
        return _step_of(rule, Fraction(typed))
    target, actual = given.number("target"), given.number("actual")
    if target is None or actual is None:
        pairs = ((rule.target_label, target), (rule.actual_label, actual))
        return missing(*[label for label, value in pairs if value is None])
    if target <= 0:
        return nothing_due(rule.steps[0].points, rule.full_when_none)
    return _step_of(rule, Fraction(actual) * 100 / Fraction(target))


def _step_of(rule: Ladder, rate: Fraction) -> Worked:
    for step in rule.steps:
        if step.holds(rate):
            points = Fraction(step.points)
            return Worked(points, equation(f"Tỷ lệ {percent(rate)}, bậc {step.words}", points))
    words = f"Tỷ lệ {percent(rate)}, dưới mọi bậc"
    return Worked(Fraction(0), equation(words, Fraction(0)))


@dataclass(frozen=True)
class ClassStep(Rule):
    """One class and its points."""

    name: str = text("Mức xếp loại")
    points: Decimal = number("Điểm")


@dataclass(frozen=True)
class Classes(Rule):
    """Parameters of `classes`."""

    steps: tuple[ClassStep, ...] = steps("Các mức, từ cao xuống thấp", ClassStep)

    def problems(self) -> list[str]:
        """Every class once, points falling."""
        names = [step.name.casefold() for step in self.steps]
        given = [step.points for step in self.steps]
        wrong = []
        if len(set(names)) < len(names):
            wrong.append("mỗi mức xếp loại chỉ ghi một lần")
        if any(later > earlier for earlier, later in pairwise(given)):
            wrong.append("mức thấp hơn không được nhiều điểm hơn mức trên")
        return wrong

    def reach(self) -> Decimal | None:
        """The points of the top class."""
        return self.steps[0].points


def class_inputs(rule: Classes) -> Inputs:
    """The class that was awarded."""
    names = tuple((step.name, step.name) for step in rule.steps)
    return (Input("choice", "Mức xếp loại", "choice", choices=names),)


@part_kind("classes", "Theo mức xếp loại", Classes, class_inputs)
def classes(rule: Classes, given: Given) -> Worked:
    """The points of the class awarded: “xuất sắc 40; tốt 34; hoàn thành 24” (practice §3.2,
    `bac`)."""
    chosen = given.values.get("choice")
    if chosen is None:
        return missing("Mức xếp loại")
    step = next(step for step in rule.steps if step.name == cast(str, chosen))
    points = Fraction(step.points)
    return Worked(points, equation(f"Xếp loại “{step.name}”", points))
