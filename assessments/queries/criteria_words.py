"""Parts of a criterion: one canonical form for comparing, and words for the screen."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, cast

from django.utils.translation import gettext as _

from assessments.formulas import PART_KINDS, Param, check_parts, params_of
from assessments.formulas.params import Rule, read_number
from emulation_bloc.lib.numbers import plain, shown_short

Part = dict[str, Any]


def canonical_parts(parts: Any) -> Any:
    """Parts in one way of writing: numbers as text, nothing that only repeats a default.

    What is no list of parts comes back as it is, for `check_parts` to say why.
    """
    if not isinstance(parts, list):
        return parts
    return [_canonical_part(part) if isinstance(part, dict) else part for part in parts]


def _canonical_part(part: Part) -> Part:
    made = {name: _as_text(value) for name, value in part.items() if value not in (None, "")}
    known = PART_KINDS.get(str(part.get("kind")))
    params = made.get("params", {})
    if known and isinstance(params, dict):
        made["params"] = _without_defaults(known.rule, params)
    return made


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        number = read_number(value)
        return value if number is None else plain(number)
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _as_text(one) for name, one in value.items()}
    return value


def _without_defaults(rule: type[Rule], params: Mapping[str, Any]) -> dict[str, Any]:
    defaults = {one.name: _default(one.default) for one in fields(cast(Any, rule))}
    return {
        name: value
        for name, value in params.items()
        if value is not None and (name not in defaults or value != defaults[name])
    }


def _default(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value


def wrong_parts(kind: str, parts: Any) -> list[str]:
    """Sentences about parts that cannot be worked with whatever the leaf's maximum is. That they
    do not fit the maximum is no hindrance to a draft, and is told like a wrong sum."""
    most = -_MOST if kind == "penalty" else _MOST
    if not isinstance(parts, list) or len(parts) > _MOST_PARTS or kind == "group":
        return check_parts(kind, parts, most)
    found = []
    for place, part in enumerate(parts, start=1):
        said = [why for why in check_parts(kind, [part], most) if why.startswith(_FIRST)]
        found += [f"Phần {place}: {why.removeprefix(_FIRST)}" for why in said]
    return found


_MOST, _MOST_PARTS, _FIRST = Decimal(10**8), 30, "Phần 1: "


def parts_words(parts: Any) -> list[str]:
    """One line for each part: its label, kind and parameters, as the screen shows them."""
    if not isinstance(parts, list):
        return []
    return [_part_words(part) for part in parts if isinstance(part, dict)]


def _part_words(part: Part) -> str:
    known = PART_KINDS.get(str(part.get("kind")))
    if known is None:
        return str(part.get("label") or part.get("kind", ""))
    given = part.get("params") or {}
    shown = [_param_words(param, given.get(param.name)) for param in params_of(known.rule)]
    if cap := read_number(part.get("cap")):
        shown.append(_("giới hạn: %(cap)s") % {"cap": shown_short(cap)})
    inside = "; ".join(one for one in shown if one)
    name = f"{known.name} ({inside})" if inside else known.name
    return f"{part['label']}: {name}" if part.get("label") else name


def _param_words(param: Param, value: Any) -> str:
    if value is None or value is False:
        return ""
    label = param.label[:1].lower() + param.label[1:]
    if param.kind == "flag":
        return label
    if param.kind == "steps" and isinstance(value, list) and param.step:
        steps = [_step_words(param.step, step) for step in value if isinstance(step, dict)]
        return f"{label}: {', '.join(steps)}"
    return f"{label}: {_value_words(param, value)}"


def _step_words(rule: type[Rule], step: Mapping[str, Any]) -> str:
    """`trên 95%: 10 điểm`, `chậm đến 2 ngày: hệ số 0,75`, `Tốt: 34 điểm`."""
    given = [param for param in params_of(rule) if step.get(param.name) is not None]
    worth = [_measured(param, step) for param in given if param.name in _WORTH]
    when = [_measured(param, step) for param in given if param.name not in _WORTH]
    return f"{' '.join(when) or _('còn lại')}: {' '.join(worth)}"


_WORTH = ("points", "share")


def _measured(param: Param, step: Mapping[str, Any]) -> str:
    """A value with the unit that its label has in brackets: `Từ (%)` → `từ 75%`."""
    value = _value_words(param, step[param.name])
    if param.name == "points":
        return _("%(points)s điểm") % {"points": value}
    if param.kind == "text":
        return value
    label, _bracket, unit = param.label.rstrip(")").partition(" (")
    unit = f" {unit}" if unit and unit != "%" else unit
    return f"{label[:1].lower()}{label[1:]} {value}{unit}"


def _value_words(param: Param, value: Any) -> str:
    if param.kind == "choice":
        return dict(param.choices).get(value, str(value))
    number = read_number(value) if param.kind in {"number", "whole"} else None
    return str(value) if number is None else shown_short(number)
