"""Parts that follow from a yes, from how often something happened, or from points typed."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.formulas.base import Given, Input, Worked
from assessments.formulas.params import Rule, number, text
from assessments.formulas.ratios import missing
from assessments.formulas.registry import Inputs, part_kind
from assessments.formulas.words import equation, points_text
from emulation_bloc.lib.numbers import shown_short


@dataclass(frozen=True)
class YesNo(Rule):
    """Parameters of `yes_no`."""

    points: Decimal = number("Điểm khi đạt")

    def reach(self) -> Decimal | None:
        """The points of a yes."""
        return self.points


@part_kind("yes_no", "Đạt, không đạt", YesNo, (Input("yes", "Đạt yêu cầu", "yes_no"),))
def yes_no(rule: YesNo, given: Given) -> Worked:
    """Yes → M, no → 0 (bloc practice §3.2, `dinh_tinh`)."""
    answer = given.values.get("yes")
    if answer is None:
        return missing("Đạt yêu cầu")
    points = Fraction(rule.points) if answer == "yes" else Fraction(0)
    return Worked(points, equation("Đạt" if answer == "yes" else "Không đạt", points))


@dataclass(frozen=True)
class PerCount(Rule):
    """Parameters of `count`, `bonus` and `penalty`."""

    per: Decimal = number("Điểm mỗi lần")
    count_label: str = text("Tên ô số lượng", default="Số lượng")


def count_inputs(rule: PerCount) -> Inputs:
    """How many."""
    return (Input("count", rule.count_label, "count", hint="0 nếu không có"),)


def _times(rule: PerCount, given: Given, sign: int = 1) -> Worked:
    count = given.number("count")
    if count is None:
        return missing(rule.count_label)
    points = sign * Fraction(rule.per) * Fraction(max(count, Decimal(0)))
    left = f"{'-' if sign < 0 else ''}{shown_short(rule.per)} × {shown_short(count)}"
    return Worked(points, equation(left, points))


@part_kind("count", "Chấm theo số lượng", PerCount, count_inputs)
def count(rule: PerCount, given: Given) -> Worked:
    """P × n; the part's cap holds it (bloc practice §3.2, `cham_thang`)."""
    return _times(rule, given)


@part_kind("bonus", "Điểm thưởng theo số lượng", PerCount, count_inputs)
def bonus(rule: PerCount, given: Given) -> Worked:
    """P × n on top; the part's cap holds it (bloc practice §3.2, `cong_tru`)."""
    return _times(rule, given)


@part_kind("penalty", "Điểm trừ theo số lượng", PerCount, count_inputs, is_negative=True)
def penalty(rule: PerCount, given: Given) -> Worked:
    """-P × n; the part's negative cap holds it (bloc practice §3.2, `cong_tru`). With P as high as
    the leaf's maximum one case leaves nothing: “có vụ việc kết luận sai phạm: 0”."""
    return _times(rule, given, sign=-1)


@dataclass(frozen=True)
class Deduction(Rule):
    """Parameters of `deduction`."""

    points: Decimal = number("Điểm ban đầu")
    per: Decimal = number("Trừ mỗi lần")
    least: Decimal = number("Còn lại ít nhất", default="0")
    count_label: str = text("Tên ô số lượng", default="Số lần")

    def problems(self) -> list[str]:
        """What stays is not more than what one begins with."""
        is_wrong = self.least > self.points
        return ["“Còn lại ít nhất” không được lớn hơn “Điểm ban đầu”"] if is_wrong else []

    def reach(self) -> Decimal | None:
        """What one begins with."""
        return self.points


def deduction_inputs(rule: Deduction) -> Inputs:
    """How often."""
    return (Input("count", rule.count_label, "count", hint="0 nếu không có"),)


@part_kind("deduction", "Trừ dần", Deduction, deduction_inputs)
def deduction(rule: Deduction, given: Given) -> Worked:
    """max(M - P × n, least): full points less P for each case (bloc practice §3.2, `tru_dan`)."""
    times = given.number("count")
    if times is None:
        return missing(rule.count_label)
    rest = Fraction(rule.points) - Fraction(rule.per) * Fraction(max(times, Decimal(0)))
    points = max(rest, Fraction(rule.least))
    left = f"{shown_short(rule.points)} - {shown_short(rule.per)} × {shown_short(times)}"
    if points == rest:
        return Worked(points, equation(left, points))
    return Worked(points, f"{equation(left, rest)}, còn lại {points_text(points)}")


@dataclass(frozen=True)
class Typed(Rule):
    """Parameters of `points`: none."""


@part_kind("points", "Nhập điểm", Typed, (Input("points", "Điểm", "points"),))
def typed_points(rule: Typed, given: Given) -> Worked:
    """The points that were typed, between 0 and the leaf's maximum."""
    points = given.number("points")
    if points is None:
        return missing("Điểm")
    return Worked(Fraction(points), f"Điểm nhập: {points_text(points)}")
