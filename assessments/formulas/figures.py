"""What a person typed for a leaf, as figures that are stored, with a sentence for what is wrong."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assessments.formulas.base import Figures, Input
from assessments.formulas.leaves import bounds, inputs_of
from emulation_bloc.lib.numbers import parse_decimal, plain, shown

_KEY = re.compile(r"p[0-9]+-")
_YES = {"yes": "yes", "có": "yes", "đạt": "yes", "no": "no", "không": "no", "không đạt": "no"}
_MOST_COUNT = 100_000


def clean_figures(
    kind: str,
    parts: Sequence[Mapping[str, Any]],
    max_points: Decimal,
    raw: Mapping[str, str],
) -> tuple[Figures, dict[str, str]]:
    """Figures per part from fields named `p{part}-{name}`, and by field a sentence for each that
    cannot be taken. An empty field is a figure that lacks, not an error; a field that the leaf
    does not have is an error, so that nothing is dropped in silence. Other keys are not ours."""
    figures: Figures = []
    errors: dict[str, str] = {}
    known = set()
    limits = bounds(kind, max_points)
    for place, inputs in enumerate(inputs_of(kind, parts)):
        row: dict[str, str] = {}
        for one in inputs:
            key = f"p{place}-{one.name}"
            known.add(key)
            typed = (raw.get(key) or "").strip()
            if not typed:
                continue
            try:
                row[one.name] = _clean(one, typed, limits)
            except ValueError as error:
                errors[key] = str(error)
        figures.append(row)
    for key in raw:
        if _KEY.match(key) and key not in known:
            errors[key] = "Tiêu chí này không có ô số liệu đó. Hãy tải lại trang."
    return figures, errors


def _clean(one: Input, typed: str, limits: tuple[Decimal, Decimal]) -> str:
    if one.kind == "choice":
        return _chosen(one, typed)
    if one.kind == "yes_no":
        answer = _YES.get(typed.casefold())
        if answer is None:
            raise ValueError("Hãy chọn Có hoặc Không.")
        return answer
    value = parse_decimal(typed)
    if one.kind == "points":
        return _points(value, limits)
    if value < 0:
        raise ValueError(f"“{one.label}” không được âm.")
    if one.kind == "count" and value != value.to_integral_value():
        raise ValueError(f"“{one.label}” phải là số nguyên, ví dụ 3.")
    if one.kind == "count" and value > _MOST_COUNT:
        raise ValueError(f"“{one.label}” quá lớn.")
    return plain(value)


def _chosen(one: Input, typed: str) -> str:
    for code, label in one.choices:
        if typed.casefold() in {code.casefold(), label.casefold()}:
            return code
    words = ", ".join(label for _, label in one.choices)
    raise ValueError(f"Hãy chọn một trong: {words}.")


def _points(value: Decimal, limits: tuple[Decimal, Decimal]) -> str:
    least, most = limits
    if value < least or value > most:
        raise ValueError(f"Điểm phải từ {shown(least)} đến {shown(most)}.")
    if value != value.quantize(Decimal("0.01")):
        raise ValueError("Điểm có tối đa hai chữ số sau dấu phẩy.")
    return plain(value)
