"""Parameters of a part: a dataclass whose fields say what they mean, read strictly from JSON.

Numbers stand in JSON as text with a point (`"2.5"`) or as whole numbers, never as float.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from decimal import Decimal
from typing import Any, TypeVar, cast

_NUMBER = re.compile(r"-?[0-9]{1,8}(\.[0-9]{1,4})?")
_MOST_STEPS = 20
_LONGEST_TEXT = 200


class Rule:
    """Parameters of one part or one step; subclasses are frozen dataclasses."""

    def problems(self) -> list[str]:
        """What is wrong between the parameters, as sentences."""
        return []

    def reach(self) -> Decimal | None:
        """The most points that the part can give (for a penalty the least); None: no limit."""
        return None


R = TypeVar("R", bound=Rule)


@dataclass(frozen=True)
class Param:
    """One parameter as an editor shows it. `kind`: number, whole, flag, text, choice or steps."""

    label: str
    kind: str
    least: Decimal | None = None
    most: Decimal | None = None
    choices: tuple[tuple[str, str], ...] = ()
    step: type[Rule] | None = None
    name: str = ""
    is_required: bool = True


def number(label: str, *, default: str | None = "", least: str = "0", most: str = "") -> Any:
    """A Decimal; `default` "" makes it compulsory, None leaves it out."""
    param = Param(label, "number", Decimal(least), Decimal(most) if most else None)
    start = MISSING if default == "" else (Decimal(default) if default else None)
    return field(default=start, metadata={"param": param})


def whole(label: str, *, least: int = 0) -> Any:
    """A whole number; compulsory."""
    return field(metadata={"param": Param(label, "whole", Decimal(least))})


def flag(label: str) -> Any:
    """Yes or no; no unless said."""
    return field(default=False, metadata={"param": Param(label, "flag")})


def text(label: str, *, default: str | None = None) -> Any:
    """Words; compulsory unless there is a default."""
    start = MISSING if default is None else default
    return field(default=start, metadata={"param": Param(label, "text")})


def choice(label: str, choices: tuple[tuple[str, str], ...], *, default: str | None = None) -> Any:
    """One of some values; compulsory unless there is a default."""
    start = MISSING if default is None else default
    return field(default=start, metadata={"param": Param(label, "choice", choices=choices)})


def steps(label: str, step: type[Rule], *, default: tuple[Rule, ...] | None = None) -> Any:
    """A list of steps, each with its own parameters; compulsory unless there is a default."""
    start = MISSING if default is None else default
    return field(default=start, metadata={"param": Param(label, "steps", step=step)})


def params_of(rule: type[Rule]) -> tuple[Param, ...]:
    """The parameters of a rule in their order, for an editor to draw."""
    return tuple(_param(one) for one in fields(cast(Any, rule)))


def _param(one: "Field[Any]") -> Param:
    param: Param = one.metadata["param"]
    return Param(
        **{**vars(param), "name": one.name, "is_required": one.default is MISSING},
    )


def read(rule: type[R], raw: Any) -> tuple[R | None, list[str]]:
    """The parameters, or None and what is wrong as sentences. Nothing is guessed or dropped."""
    if not isinstance(raw, Mapping):
        return None, ["tham số phải là một nhóm tên và giá trị"]
    params = params_of(rule)
    known = {param.name for param in params}
    wrong = [f"không có tham số tên “{_cut(name)}”" for name in raw if name not in known]
    values: dict[str, Any] = {}
    for param in params:
        if param.name not in raw:
            wrong += [f"thiếu “{param.label}”"] if param.is_required else []
            continue
        value, sentences = _read_one(param, raw[param.name])
        values[param.name] = value
        wrong += sentences
    if wrong:
        return None, wrong
    made = rule(**values)
    wrong = made.problems()
    return (None, wrong) if wrong else (made, [])


def _read_one(param: Param, raw: Any) -> tuple[Any, list[str]]:
    if param.kind in {"number", "whole"}:
        return _read_number(param, raw)
    if param.kind == "flag":
        return raw, [] if isinstance(raw, bool) else [f"“{param.label}” phải là true hoặc false"]
    if param.kind == "text":
        is_text = isinstance(raw, str) and 0 < len(raw.strip()) <= _LONGEST_TEXT
        words = raw.strip() if is_text else None
        return words, [] if is_text else [f"“{param.label}” phải là chữ, tối đa 200 ký tự"]
    if param.kind == "choice":
        allowed = [code for code, _ in param.choices]
        is_one = isinstance(raw, str) and raw in allowed
        words = ", ".join(allowed)
        return raw, [] if is_one else [f"“{param.label}” phải là một trong: {words}"]
    return _read_steps(param, raw)


def read_number(raw: Any) -> Decimal | None:
    """A number of JSON: text with a point or a whole number; None for anything else."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if isinstance(raw, str) and _NUMBER.fullmatch(raw):
        return Decimal(raw)
    return None


def _read_number(param: Param, raw: Any) -> tuple[Any, list[str]]:
    value = read_number(raw)
    if value is None:
        return None, [f"“{param.label}” phải là số, viết như 60 hoặc 2.5"]
    if param.kind == "whole" and value != value.to_integral_value():
        return None, [f"“{param.label}” phải là số nguyên"]
    if param.least is not None and value < param.least:
        return None, [f"“{param.label}” không được nhỏ hơn {param.least}"]
    if param.most is not None and value > param.most:
        return None, [f"“{param.label}” không được lớn hơn {param.most}"]
    return (int(value) if param.kind == "whole" else value), []


def _read_steps(param: Param, raw: Any) -> tuple[Any, list[str]]:
    if not isinstance(raw, (list, tuple)) or not 0 < len(raw) <= _MOST_STEPS:
        return None, [f"“{param.label}” phải là danh sách từ 1 đến {_MOST_STEPS} bậc"]
    made, wrong = [], []
    for place, item in enumerate(raw, start=1):
        value, sentences = read(cast(type[Rule], param.step), item)
        made.append(value)
        wrong += [f"bậc {place}: {sentence}" for sentence in sentences]
    return tuple(made), wrong


def _cut(name: Any) -> str:
    return str(name)[:40]
