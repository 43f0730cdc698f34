"""Parts of a criterion as ordinary fields: which fields stands in the registry of formulas."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import NumberField
from assessments.formulas import PART_KINDS, Param, params_of
from assessments.formulas.params import read_number
from assessments.queries.criteria_words import canonical_parts
from emulation_bloc.lib.numbers import plain
from units.forms import CleanTextMixin

MOST_PARTS = 30
MOST_STEPS = 20
SPARE_STEPS = 2
KIND_NAMES = [(code, kind.name) for code, kind in PART_KINDS.items()]
MOST = Decimal("99999999")


class PartForm(CleanTextMixin, forms.Form):
    """One part: its kind, label and cap; `part_form` adds the parameters of the kind."""

    kind = forms.ChoiceField(label=_("Cách tính"), choices=KIND_NAMES)
    label = forms.CharField(label=_("Tên phần (có thể để trống)"), max_length=300, required=False)
    cap = NumberField(
        label=_("Điểm nhiều nhất của phần (để trống nếu không giới hạn)"),
        required=False,
        least=Decimal(0),
        most=MOST,
    )
    params: tuple[Param, ...] = ()
    step_count = 0
    drawn_for = ""

    def part(self) -> dict[str, Any]:
        """The part as it is stored, after cleaning."""
        given = self.cleaned_data
        kind = PART_KINDS[given["kind"]]
        params = {param.name: self._value(param) for param in self.params}
        cap = given["cap"]
        part = {
            "kind": given["kind"],
            "label": given["label"],
            "params": {
                name: value for name, value in params.items() if value not in (None, "", [])
            },
            "cap": None if cap is None else plain(-cap if kind.is_negative else cap),
        }
        return cast(dict[str, Any], canonical_parts([part])[0])

    def _value(self, param: Param) -> Any:
        if param.kind != "steps":
            return _stored(self.cleaned_data[param.name])
        names = [one.name for one in params_of(cast(Any, param.step))]
        rows = [
            {name: _stored(self.cleaned_data[step_name(place, name)]) for name in names}
            for place in range(self.step_count)
        ]
        kept = [{n: v for n, v in row.items() if v not in (None, "")} for row in rows]
        return [row for row in kept if row]

    def plain_fields(self) -> list[Any]:
        """Fields that are no steps, in order."""
        return [field for field in self if not field.name.startswith("steps-")]

    def step_rows(self) -> list[list[Any]]:
        """The fields of each step."""
        if self.steps is None:
            return []
        names = [one.name for one in params_of(cast(Any, self.steps.step))]
        return [[self[step_name(place, n)] for n in names] for place in range(self.step_count)]

    @property
    def steps(self) -> Param | None:
        """The parameter that is a list of steps, if the kind has one."""
        return next((param for param in self.params if param.kind == "steps"), None)


def step_name(place: int, name: str) -> str:
    """The field of one parameter of one step."""
    return f"steps-{place}-{name}"


def _stored(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value


def part_form(kind: str, step_count: int) -> type[PartForm]:
    """The form of one kind of part, with room for so many steps."""
    params = params_of(PART_KINDS[kind].rule)
    fields: dict[str, forms.Field] = {}
    for param in params:
        if param.kind != "steps":
            fields[param.name] = _field(param)
            continue
        for place in range(step_count):
            for one in params_of(cast(Any, param.step)):
                fields[step_name(place, one.name)] = _field(one, is_required=False)
    body = {"params": params, "step_count": step_count, "drawn_for": kind, **fields}
    return cast(type[PartForm], type("PartForm", (PartForm,), body))


def _field(param: Param, *, is_required: bool | None = None) -> forms.Field:
    required = param.is_required if is_required is None else is_required
    if param.kind in {"number", "whole"}:
        places = 0 if param.kind == "whole" else 4
        bounds = {"least": param.least, "most": param.most or MOST}
        return NumberField(label=param.label, required=required, places=places, **bounds)
    if param.kind == "flag":
        return forms.BooleanField(label=param.label, required=False)
    if param.kind == "choice":
        choices = list(param.choices) if required else [("", "–"), *param.choices]
        return forms.ChoiceField(label=param.label, required=required, choices=choices)
    return forms.CharField(label=param.label, required=required, max_length=200)


class Parts:
    """All parts of one criterion as forms: from what is stored, or from what was sent."""

    def __init__(self, forms_of_parts: list[PartForm]) -> None:
        self.forms = forms_of_parts

    @classmethod
    def stored(cls, parts: Any) -> "Parts":
        """The forms of a stored criterion."""
        rows = [part for part in parts if isinstance(part, dict) and part.get("kind") in PART_KINDS]
        return cls([_unbound(place, *_start(part)) for place, part in enumerate(rows)])

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> "Parts":
        """Bound forms of what was sent, for saving."""
        made = []
        for place in range(_count(data.get("parts"), MOST_PARTS)):
            kind = _kind(data, place)
            form = part_form(kind, _steps_sent(data, place))
            made.append(form(cast(Any, data), prefix=f"part-{place}"))
        return cls(made)

    @classmethod
    def redrawn(cls, data: Mapping[str, str], wish: str, new_kind: str) -> "Parts":
        """The forms anew after a wish: `them` adds a part, `bo-2` drops the third, `bac-2` gives it
        more steps; anything else only draws what follows from the chosen kinds."""
        rows = [_typed(data, place) for place in range(_count(data.get("parts"), MOST_PARTS))]
        verb, _dash, at = wish.partition("-")
        place = _count(at, MOST_PARTS)
        if verb == "bo" and at and place < len(rows):
            del rows[place]
        if verb == "bac" and at and place < len(rows):
            rows[place] = (rows[place][0], rows[place][1] + 3, rows[place][2])
        if verb == "them" and len(rows) < MOST_PARTS:
            kind = new_kind if new_kind in PART_KINDS else "points"
            rows.append((kind, SPARE_STEPS + 2, {}))
        return cls([_unbound(place, *row) for place, row in enumerate(rows)])

    def is_valid(self) -> bool:
        """Whether every part is."""
        checked = [form.is_valid() for form in self.forms]  # all of them, to tell all errors
        return all(checked)

    @property
    def is_stale(self) -> bool:
        """Whether a kind was chosen whose fields have not been drawn yet."""
        return any(type(form).drawn_for != form["kind"].value() for form in self.forms)

    def value(self) -> list[dict[str, Any]]:
        """The parts as they are stored."""
        return [form.part() for form in self.forms]


def _unbound(place: int, kind: str, steps: int, start: dict[str, Any]) -> PartForm:
    start = {**start, "kind": kind}
    return part_form(kind, min(steps, MOST_STEPS))(initial=start, prefix=f"part-{place}")


def _start(part: dict[str, Any]) -> tuple[str, int, dict[str, Any]]:
    """(kind, room for steps, initial values) of a stored part."""
    kind, params = part["kind"], part.get("params") or {}
    start: dict[str, Any] = {"label": part.get("label", "")}
    cap = read_number(part.get("cap"))
    start["cap"] = None if cap is None else abs(cap)
    steps = 0
    for param in params_of(PART_KINDS[kind].rule):
        value = params.get(param.name, _default_of(kind, param.name))
        if param.kind != "steps":
            start[param.name] = _read(param, value)
            continue
        rows = [row for row in value or [] if isinstance(row, dict)]
        steps = len(rows) + SPARE_STEPS
        for place, row in enumerate(rows):
            for one in params_of(cast(Any, param.step)):
                start[step_name(place, one.name)] = _read(one, row.get(one.name))
    return kind, steps, start


def _default_of(kind: str, name: str) -> Any:
    """What holds when a part does not say; steps that hold by default are left out of the form."""
    value = getattr(PART_KINDS[kind].rule, name, None)
    return None if isinstance(value, tuple) else value


def _read(param: Param, value: Any) -> Any:
    if param.kind in {"number", "whole"} and not isinstance(value, Decimal):
        return read_number(value)
    return value


def _count(given: Any, most: int) -> int:
    text = str(given or "")
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def _kind(data: Mapping[str, str], place: int) -> str:
    """The kind that the fields were drawn for; a kind chosen since is drawn at the next turn."""
    drawn = data.get(f"part-{place}-drawn") or data.get(f"part-{place}-kind", "")
    return drawn if drawn in PART_KINDS else "points"


def _steps_sent(data: Mapping[str, str], place: int) -> int:
    prefix = f"part-{place}-steps-"
    places = [name.removeprefix(prefix).partition("-")[0] for name in data if prefix in name]
    return min(max([_count(one, MOST_STEPS) + 1 for one in places], default=0), MOST_STEPS)


def _typed(data: Mapping[str, str], place: int) -> tuple[str, int, dict[str, Any]]:
    """(kind, room for steps, what was typed) of a part that was sent."""
    prefix = f"part-{place}-"
    chosen = data.get(f"{prefix}kind", "")
    kind = chosen if chosen in PART_KINDS else _kind(data, place)
    start = {name.removeprefix(prefix): data[name] for name in data if name.startswith(prefix)}
    return kind, max(_steps_sent(data, place), SPARE_STEPS + 2), start
