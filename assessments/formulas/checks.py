"""Whether a leaf's parts are right, in sentences that an official understands."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.formulas import leaves  # noqa: F401  # it registers the kinds
from assessments.formulas.params import Rule, read, read_number
from assessments.formulas.registry import PART_KINDS, PartKind
from emulation_bloc.lib.numbers import shown_short

_KEYS = {"kind", "label", "params", "cap"}
_MOST_PARTS = 30
_LONGEST_LABEL = 300


def check_parts(kind: str, parts: Any, max_points: Decimal) -> list[str]:
    """What is wrong with a leaf's parts; an empty list when they are right.

    Besides each part by itself: a penalty leaf has only penalties, others are not made of
    penalties alone, no part gives more than the leaf's maximum, and together they can reach it
    (a penalty leaf need not).
    """
    if not isinstance(parts, (list, tuple)):
        return ["Tham số phải là một danh sách các phần."]
    if len(parts) > _MOST_PARTS:
        return [f"Một tiêu chí có tối đa {_MOST_PARTS} phần."]
    if parts and kind == "group":
        return ["Nhóm tiêu chí không có tham số: điểm của nhóm là tổng điểm các tiêu chí con."]
    wrong, reaches = [], []
    for place, raw in enumerate(parts, start=1):
        reach, sentences = _check_part(kind, raw, max_points)
        wrong += [f"Phần {place}: {sentence}." for sentence in sentences]
        reaches.append(reach)
    if parts and not wrong:
        wrong += _check_reach(kind, reaches, max_points)
    return wrong


def _check_part(
    kind: str, raw: Any, max_points: Decimal
) -> tuple[tuple[bool, Decimal | None], list[str]]:
    """(does it take away, the most it can give) and what is wrong."""
    nothing = (False, None)
    if not isinstance(raw, Mapping):
        return nothing, ["phải là một nhóm gồm kind, label, params, cap"]
    wrong = [f"không có mục tên “{str(key)[:40]}”" for key in raw if key not in _KEYS]
    label = raw.get("label", "")
    if not isinstance(label, str) or len(label) > _LONGEST_LABEL:
        wrong.append("tên phần (label) phải là chữ, tối đa 300 ký tự")
    part_kind = PART_KINDS.get(raw["kind"]) if isinstance(raw.get("kind"), str) else None
    if part_kind is None:
        known = ", ".join(PART_KINDS)
        return nothing, [*wrong, f"loại (kind) phải là một trong: {known}"]
    rule, sentences = read(part_kind.rule, raw.get("params", {}))
    cap, cap_sentences = _check_cap(part_kind, raw, max_points)
    wrong += sentences + cap_sentences + _check_side(kind, part_kind)
    if rule is None:
        return nothing, wrong
    reach = _reach(part_kind, rule, cap)
    if reach is not None and abs(reach) > abs(max_points) and not part_kind.is_negative:
        most = shown_short(max_points)
        wrong.append(f"cho đến {shown_short(reach)} điểm, quá điểm tối đa {most} của tiêu chí")
    return (part_kind.is_negative, reach), wrong


def _check_cap(
    part_kind: PartKind, raw: Mapping[str, Any], max_points: Decimal
) -> tuple[Decimal | None, list[str]]:
    if raw.get("cap") is None:
        return None, []
    cap = read_number(raw["cap"])
    if cap is None:
        return None, ["mức trần (cap) phải là số, viết như 25 hoặc 2.5"]
    if part_kind.is_negative and cap >= 0:
        return None, ["mức trần (cap) của phần trừ điểm phải là số âm, viết như -10"]
    if not part_kind.is_negative and cap <= 0:
        return None, ["mức trần (cap) phải lớn hơn 0"]
    if abs(cap) > abs(max_points):
        most = shown_short(max_points)
        return None, [f"mức trần (cap) quá điểm tối đa {most} của tiêu chí"]
    return cap, []


def _check_side(kind: str, part_kind: PartKind) -> list[str]:
    if kind == "penalty" and not part_kind.is_negative and part_kind.code != "points":
        return ["tiêu chí điểm trừ chỉ gồm các phần trừ điểm"]
    if kind == "bonus" and part_kind.is_negative:
        return ["tiêu chí điểm thưởng không có phần trừ điểm"]
    return []


def _reach(part_kind: PartKind, rule: Rule, cap: Decimal | None) -> Decimal | None:
    """The most a part gives: its own limit, or its cap, whichever comes first."""
    own = rule.reach()
    if own is None or cap is None:
        return cap if own is None else own
    return min(own, cap)


def _check_reach(
    kind: str, reaches: list[tuple[bool, Decimal | None]], max_points: Decimal
) -> list[str]:
    """Whether the parts together can reach the leaf's maximum."""
    if kind == "penalty":
        return []
    given = [reach for is_negative, reach in reaches if not is_negative]
    if not given:
        return ["Tiêu chí chỉ có phần trừ điểm thì không bao giờ có điểm."]
    limits = [reach for reach in given if reach is not None]
    total = sum(limits, Decimal(0))
    if len(limits) < len(given) or total >= max_points:
        return []
    most = shown_short(max_points)
    return [
        f"Cộng các phần được nhiều nhất {shown_short(total)} điểm, "
        f"chưa đến điểm tối đa {most} của tiêu chí."
    ]
