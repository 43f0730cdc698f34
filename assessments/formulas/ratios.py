"""Parts that follow from a target and what was reached."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.formulas.base import Given, Input, Worked
from assessments.formulas.params import Rule, flag, number, text
from assessments.formulas.registry import Inputs, part_kind
from assessments.formulas.words import equation, percent
from emulation_bloc.lib.numbers import rounded, shown, shown_short

NO_RATE = (
    "Kế hoạch bằng 0 nên không tính được tỷ lệ: hãy sửa số liệu, "
    "hoặc đề nghị không áp dụng tiêu chí."
)
NONE_LABEL = "Kế hoạch bằng 0 (không phát sinh) thì được đủ điểm"


def nothing_due(most: Decimal, is_full: bool) -> Worked:
    """A plan of 0 has no rate: full points where the rule says so, else a sentence."""
    if not is_full:
        return Worked(None, "", lacks=(NO_RATE,))
    return Worked(Fraction(most), equation("Không phát sinh", most))


def missing(*labels: str) -> Worked:
    """Figures that were not entered: no points, and a sentence for each."""
    return Worked(None, "", lacks=tuple(f"Chưa nhập “{label}”." for label in labels))


@dataclass(frozen=True)
class Proportional(Rule):
    """Parameters of `proportional`."""

    points: Decimal = number("Điểm khi đạt kế hoạch")
    floor: Decimal = number("Dưới bao nhiêu % thì 0 điểm", default="0", most="100")
    per_excess: Decimal = number("Hệ số tính phần vượt", default="0", most="10")
    full_when_none: bool = flag(NONE_LABEL)
    target_label: str = text("Tên ô kế hoạch", default="Kế hoạch")
    actual_label: str = text("Tên ô thực hiện", default="Thực hiện")

    def reach(self) -> Decimal | None:
        """Without a share of the excess the points of a reached plan are the most."""
        return None if self.per_excess else self.points


def plan_and_result(rule: Proportional) -> Inputs:
    """Target and actual under the names that the rule gives them."""
    return (
        Input("target", rule.target_label, "number"),
        Input("actual", rule.actual_label, "number"),
    )


@part_kind("proportional", "Theo tỷ lệ hoàn thành", Proportional, plan_and_result)
def proportional(rule: Proportional, given: Given) -> Worked:
    """Points in proportion to the plan (bloc practice §3.2, `dinh_luong`).

    With M points, target T, actual A and floor F per cent:
    A ≥ T → M + M × k × (A - T) / T, k being `per_excess` (0: no more than M);
    F ≤ 100 × A / T < 100 → M × A / T; below F → 0.
    T = 0 has no rate: M where `full_when_none`, else no points and a sentence that says so.
    """
    target, actual = given.number("target"), given.number("actual")
    if target is None or actual is None:
        pairs = ((rule.target_label, target), (rule.actual_label, actual))
        return missing(*[label for label, value in pairs if value is None])
    if target <= 0:
        return nothing_due(rule.points, rule.full_when_none)
    rate = Fraction(max(actual, Decimal(0))) / Fraction(target)
    full = Fraction(rule.points)
    if rate >= 1:
        return _reached(rule, rate)
    if rate * 100 < Fraction(rule.floor):
        words = f"Đạt {percent(rate * 100)}, dưới {percent(rule.floor)}"
        return Worked(Fraction(0), equation(words, Fraction(0)))
    left = f"{shown_short(rule.points)} × {shown_short(actual)} / {shown_short(target)}"
    return Worked(full * rate, equation(left, full * rate))


def _reached(rule: Proportional, rate: Fraction) -> Worked:
    full, excess = Fraction(rule.points), rate - 1
    extra = full * Fraction(rule.per_excess) * excess
    if not extra:
        return Worked(full, equation(f"Đạt {percent(rounded(rate * 100))} kế hoạch", full))
    m = shown_short(rule.points)
    left = f"{m} + {m} × {shown_short(rule.per_excess)} × {percent(excess * 100)}"
    return Worked(full + extra, equation(left, full + extra))


@dataclass(frozen=True)
class Relative(Rule):
    """Parameters of `relative`."""

    points: Decimal = number("Điểm của đơn vị dẫn đầu")
    may_lack_target: bool = flag("Đơn vị không được giao kế hoạch để trống ô kế hoạch")

    def reach(self) -> Decimal | None:
        """The leader's points."""
        return self.points


def relative_inputs(rule: Relative) -> Inputs:
    """Target and actual; the target may stay empty where the rule allows it."""
    hint = "Để trống nếu không được giao." if rule.may_lack_target else ""
    return (
        Input("target", "Kế hoạch", "number", hint=hint, is_optional=rule.may_lack_target),
        Input("actual", "Thực hiện", "number"),
    )


@part_kind("relative", "So với các đơn vị trong Khối", Relative, relative_inputs)
def relative(rule: Relative, given: Given) -> Worked:
    """Points against the bloc's best (bloc practice §3.2, `dinh_luong_cum`).

    With M points, target T, actual A, excess E = (A - T) / T and L the best excess of the bloc:
    A < T → 0.5 × M × A / T; A = T → 0.5 × M; A > T → 0.5 × M + 0.5 × M × E / L, the leader M.
    While the others' figures are not settled only 0.5 × M is sure, and only that is counted.
    An empty target, where allowed, is scored as `no_target`. T = 0 has no rate: no points.
    """
    target, actual = given.number("target"), given.number("actual")
    if actual is None or (target is None and not rule.may_lack_target):
        pairs = (("Kế hoạch", target), ("Thực hiện", actual))
        return missing(*[label for label, value in pairs if value is None])
    if target is None:
        return no_target(NoTarget(rule.points), given)
    if target <= 0:
        return nothing_due(rule.points, is_full=False)
    half = Fraction(rule.points) / 2
    rate = Fraction(max(actual, Decimal(0))) / Fraction(target)
    if rate < 1:
        left = f"0,5 × {shown_short(rule.points)} × {shown_short(actual)} / {shown_short(target)}"
        return Worked(half * rate, equation(left, half * rate))
    if rate == 1:
        return Worked(half, equation(f"Đạt kế hoạch: 0,5 × {shown_short(rule.points)}", half))
    return _above_target(half, rate - 1, given)


def _above_target(half: Fraction, excess: Fraction, given: Given) -> Worked:
    own = percent(excess * 100)
    if not given.is_settled:
        words = (
            f"Vượt {own}: chắc chắn {shown(half)}; phần vượt (tối đa {shown(half)}) "
            "tính khi đủ số liệu của các đơn vị"
        )
        return Worked(half, words, is_provisional=True)
    best = max([excess, *_excesses(given)])
    points = half + half * excess / best
    if excess == best:
        return Worked(points, equation(f"Vượt {own}, dẫn đầu Khối", points))
    h = shown_short(half)
    return Worked(points, equation(f"{h} + {h} × {own} / {percent(best * 100)}", points))


def _excesses(given: Given) -> list[Fraction]:
    """The others' excess over their targets, of those who have a target and a result."""
    return [
        Fraction(actual) / Fraction(target) - 1
        for target, actual in given.others
        if target is not None and actual is not None and target > 0
    ]


@dataclass(frozen=True)
class NoTarget(Rule):
    """Parameters of `no_target`."""

    points: Decimal = number("Điểm của đơn vị cao nhất")

    def reach(self) -> Decimal | None:
        """The best unit's points."""
        return self.points


@part_kind("no_target", "Không giao chỉ tiêu", NoTarget, (Input("actual", "Thực hiện", "number"),))
def no_target(rule: NoTarget, given: Given) -> Worked:
    """Points where no target was given (bloc practice §3.2, `khong_giao_chi_tieu`).

    With M points: M × A ÷ the best A among the units without a target, the own one included; all
    of them 0 → 0. While the others' figures are not settled nothing is sure, and 0 is counted.
    """
    actual = given.number("actual")
    if actual is None:
        return missing("Thực hiện")
    if not given.is_settled:
        words = "Chưa tính được: chờ đủ số liệu của các đơn vị không được giao chỉ tiêu"
        return Worked(Fraction(0), words, is_provisional=True)
    own = max(actual, Decimal(0))
    rivals = [reached for target, reached in given.others if target is None and reached is not None]
    best = max([own, *rivals])
    if not best:
        return Worked(Fraction(0), equation("Không đơn vị nào có kết quả", Fraction(0)))
    points = Fraction(rule.points) * Fraction(own) / Fraction(best)
    left = f"{shown_short(rule.points)} × {shown_short(own)} / {shown_short(best)}"
    return Worked(points, equation(left, points))
