"""What differs between two criteria, two sets, a set and a file; what a new edition changed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import CriteriaSet, Criterion, Round
from assessments.queries.criteria_words import parts_words
from emulation_bloc.lib import clock
from emulation_bloc.lib.numbers import plain, shown
from units.models import AuditEntry, Unit

LABELS = {
    "parent": gettext_lazy("nhóm"),
    "text": gettext_lazy("nội dung"),
    "max_points": gettext_lazy("điểm tối đa"),
    "kind": gettext_lazy("loại"),
    "parts": gettext_lazy("tham số"),
    "method": gettext_lazy("cách tính"),
    "evidence_asked": gettext_lazy("minh chứng"),
    "needs_evidence": gettext_lazy("bắt buộc có minh chứng"),
    "applies_to": gettext_lazy("kỳ áp dụng"),
    "unit_kinds": gettext_lazy("loại đơn vị áp dụng"),
}
SCORING = ("kind", "max_points", "parts")
Values = dict[str, Any]


def values_of(row: Criterion, codes: dict[int, str]) -> Values:
    """A criterion as plain values; `codes`: id → code of the set's groups."""
    return {
        "code": row.code,
        "parent": codes.get(row.parent_id or 0, ""),
        "text": row.text,
        "max_points": plain(row.max_points),
        "kind": row.kind,
        "parts": row.parts,
        "method": row.method,
        "evidence_asked": row.evidence_asked,
        "needs_evidence": row.needs_evidence,
        "applies_to": row.applies_to,
        "unit_kinds": row.unit_kinds,
    }


def plain_points(points: Decimal) -> str:
    """Points as they stand among the values: `97.5`."""
    return plain(points)


def values_of_set(criteria_set: CriteriaSet) -> dict[str, Values]:
    """Code → values of every criterion of a set, in order."""
    rows = list(Criterion.objects.filter(criteria_set=criteria_set).order_by("position", "pk"))
    codes = {row.pk: row.code for row in rows}
    return {row.code: values_of(row, codes) for row in rows}


@dataclass
class Difference:
    """One field: its name, label, and both values in words."""

    name: str
    label: str
    was: str
    now: str


@dataclass
class Change:
    """One criterion that was added, removed or changed."""

    kind: str  # added, removed, changed
    code: str
    text: str
    points: str
    differences: list[Difference] = field(default_factory=list)

    @property
    def touches_scoring(self) -> bool:
        """Whether figures and points of before no longer fit."""
        return any(one.name in SCORING for one in self.differences)


def differences(old: Values, new: Values) -> list[Difference]:
    """Field by field what is not the same; a field that `new` does not name stays."""
    return [
        Difference(name, str(label), value_words(name, old[name]), value_words(name, new[name]))
        for name, label in LABELS.items()
        if name in new and new[name] != old[name]
    ]


def value_words(name: str, value: Any) -> str:
    """A value of a criterion as the screen shows it."""
    if name == "max_points":
        return shown(Decimal(value))
    if name == "kind":
        return str(Criterion.Kind(value).label)
    if name == "applies_to":
        return str(Criterion.AppliesTo(value).label)
    if name == "needs_evidence":
        return _("có") if value else _("không")
    if name == "unit_kinds":
        return ", ".join(unit_kind_words(value))
    if name == "parts":
        return "; ".join(parts_words(value))
    return str(value)


def unit_kind_words(kinds: list[str]) -> list[str]:
    """Kinds of units as the screen names them."""
    names = dict(Unit.Kind.choices)
    return [str(names.get(kind, kind)) for kind in kinds]


def changes_between(old: CriteriaSet, new: CriteriaSet) -> list[Change]:
    """Added, removed and changed criteria from one set to another, matched by code."""
    return compared(values_of_set(old), values_of_set(new))


def compared(old: dict[str, Values], new: dict[str, Values]) -> list[Change]:
    """The changes between two mappings of code → values, in the order of the new one."""
    found = []
    for code, values in new.items():
        points = value_words("max_points", values["max_points"])
        if code not in old:
            found.append(Change("added", code, values["text"], points))
        elif rows := differences(old[code], values):
            found.append(Change("changed", code, values["text"], points, rows))
    for code, values in old.items():
        if code not in new:
            points = value_words("max_points", values["max_points"])
            found.append(Change("removed", code, values["text"], points))
    return found


@dataclass
class EditionNotice:
    """What the desk tells about a new edition that a running round was given."""

    criteria_set: CriteriaSet
    day: date
    reason: str
    changes: list[Change]


def edition_notice(chosen: Round) -> EditionNotice | None:
    """The notice of `templates/assessments/_edition_notice.html`, None where nothing changed since
    the round was opened. Four queries where there is one, none where there is not."""
    if chosen.edition_changed_at is None or chosen.criteria_set is None:
        return None
    applied = chosen.criteria_set
    trail = AuditEntry.objects.filter(
        object_type=Round._meta.label_lower, object_id=chosen.pk, action="edition_applied"
    )
    told = trail.order_by("-pk").values_list("before", flat=True).first() or {}
    old = CriteriaSet.objects.filter(pk=told.get("criteria_set") or 0).first()
    return EditionNotice(
        applied,
        clock.local_date(chosen.edition_changed_at),
        applied.reason,
        changes_between(old, applied) if old else [],
    )
