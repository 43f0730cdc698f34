"""Facts of a bloc's units in a year, as the pages show them."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.models import Fact, Nomination, Subject
from emulation_bloc.lib.numbers import shown_short
from emulation_bloc.lib.vietnamese import date_short
from units.models import Bloc, Membership, Unit, User

Kind = Fact.Kind

COUNTS = (
    Kind.STAFF, Kind.WOMEN, Kind.STAFF_COMPLETE, Kind.LDTT, Kind.CSTDCS, Kind.DISCIPLINED,
)  # fmt: skip
RATINGS = (Kind.RATING, Kind.PARTY_RATING)
TEXTS = (Kind.INITIATIVE, Kind.MOVEMENT, Kind.CONFIRMATION)
NUMBERS = (*COUNTS, Kind.MONTHS, Kind.DAYS_OFF)
# Subject → what may be said of one, in the order of the page.
KINDS: dict[str, tuple[Fact.Kind, ...]] = {
    Subject.UNIT: (*COUNTS, *RATINGS, Kind.EXCEEDS, Kind.MOVEMENT, Kind.CONFIRMATION,
                   Kind.DISCIPLINE_END),
    Subject.SUB_UNIT: (*COUNTS, *RATINGS, Kind.EXCEEDS, Kind.MOVEMENT, Kind.CONFIRMATION,
                       Kind.DISCIPLINE_END),
    Subject.PERSON: (Kind.RATING, Kind.INITIATIVE, Kind.MOVEMENT, Kind.CONFIRMATION, Kind.MONTHS,
                     Kind.DAYS_OFF, Kind.DISCIPLINED, Kind.DISCIPLINE_END),
    Subject.HOUSEHOLD: (Kind.MOVEMENT, Kind.CONFIRMATION),
}  # fmt: skip
# What the table of a bloc shows, under heads that fit.
LISTED = {
    Kind.STAFF: _("Lao động"),
    Kind.WOMEN: _("Nữ"),
    Kind.STAFF_COMPLETE: _("Hoàn thành"),
    Kind.LDTT: _("LĐTT"),
    Kind.CSTDCS: _("CSTĐCS"),
    Kind.DISCIPLINED: _("Kỷ luật"),
    Kind.RATING: _("Nhiệm vụ"),
    Kind.PARTY_RATING: _("Tổ chức đảng"),
    Kind.EXCEEDS: _("Vượt chỉ tiêu"),
}

# Ratings in the same table.
SHORT = {
    Fact.Rating.EXCELLENT: _("Xuất sắc"),
    Fact.Rating.GOOD: _("Tốt"),
    Fact.Rating.DONE: _("Hoàn thành"),
    Fact.Rating.FAILED: _("Không hoàn thành"),
}


@dataclass(frozen=True)
class Row:
    """A unit with its facts of the year in the order of LISTED, as words, and how many facts there
    are about its people and parts."""

    unit: Unit
    cells: list[str] = field(default_factory=list)
    within: int = 0


def units_with_facts(bloc: Bloc, year: int, user: User) -> list[Unit]:
    """Members of the bloc in the year whose facts the user may see: the own unit; all of them for
    the desk and the department."""
    during = Q(starts__year__lte=year) & (Q(ends__isnull=True) | Q(ends__year__gte=year))
    rows = Membership.objects.filter(during, bloc=bloc).select_related("unit").order_by("position")
    units = {row.unit_id: row.unit for row in rows}
    if user.has_perm("awards.see_all_facts", bloc):
        return list(units.values())
    return [unit for unit in units.values() if unit.pk in user.rights.units]


def rows_of(bloc: Bloc, year: int, user: User) -> list[Row]:
    """One row a unit, in the order of the bloc."""
    units = units_with_facts(bloc, year, user)
    facts = Fact.objects.visible_to(user).filter(unit__in=units, year=year).order_by("pk")
    by_unit: dict[int, dict[str, str]] = {}
    within: dict[int, int] = {}
    for fact in facts:
        if fact.subject == Subject.UNIT:
            by_unit.setdefault(fact.unit_id, {})[fact.kind] = _short(fact)
        else:
            within[fact.unit_id] = within.get(fact.unit_id, 0) + 1
    return [
        Row(
            unit,
            [by_unit.get(unit.pk, {}).get(kind, "") for kind in LISTED],
            within.get(unit.pk, 0),
        )
        for unit in units
    ]


def _short(fact: Fact) -> str:
    """What a fact says in a narrow column."""
    rating = SHORT.get(Fact.Rating(fact.text)) if fact.text in Fact.Rating else None
    return str(rating) if rating and fact.kind in RATINGS else words_of(fact)


def words_of(fact: Fact) -> str:
    """What a fact says, in words."""
    if fact.kind in RATINGS:
        return str(dict(Fact.Rating.choices).get(fact.text, fact.text))
    if fact.kind == Kind.EXCEEDS:
        return "Có" if fact.number is None or fact.number > 0 else "Không"
    if fact.kind == Kind.DISCIPLINE_END:
        return date_short(fact.ends) if fact.ends else ""
    return shown_short(fact.number) if fact.number is not None else fact.text


def facts_about(unit: Unit, year: int, subject: str, name: str, user: User) -> dict[str, Fact]:
    """Kind → the latest fact about the unit, or about its part or person of that name."""
    rows = Fact.objects.visible_to(user).filter(
        unit=unit, year=year, subject=subject, subject_name__iexact=name
    )
    return {row.kind: row for row in rows.order_by("pk")}


def told_within(unit: Unit, year: int, user: User) -> list[tuple[str, str, list[Fact]]]:
    """(subject, name, facts) of the people and parts of the unit about whom something is told."""
    rows = Fact.objects.visible_to(user).filter(unit=unit, year=year).exclude(subject=Subject.UNIT)
    found: dict[tuple[str, str], list[Fact]] = {}
    for row in rows.order_by("subject", "subject_name", "pk"):
        found.setdefault((row.subject, row.subject_name), []).append(row)
    return [(subject, name, facts) for (subject, name), facts in found.items()]


def facts_page(nomination: Nomination, user: User) -> str:
    """Where the nominee's figures of the year are entered; empty for who may not."""
    unit, year = nomination.unit, nomination.year
    if not user.has_perm("awards.edit_facts", Fact(bloc=nomination.bloc, unit=unit, year=year)):
        return ""
    return page_of(nomination.bloc, unit, year, nomination.subject, nomination.subject_name)


def page_of(bloc: Bloc, unit: Unit, year: int, subject: str, name: str) -> str:
    """The page of a unit's figures of a year, or of those of its part or person."""
    address = reverse("awards:unit_facts", args=[bloc.province.slug, bloc.slug, year, unit.slug])
    if subject == Subject.UNIT:
        return address
    return f"{address}?{urlencode({'doi_tuong': subject, 'ten': name})}"


def value_of(fact: Fact | None) -> Any:
    """A fact as a form takes it: a whole number, a code, a text or a day."""
    if fact is None:
        return None
    if fact.kind == Kind.EXCEEDS:
        return "0" if fact.number is not None and fact.number <= 0 else "1"
    if fact.kind in NUMBERS:
        return int(fact.number) if fact.number is not None else None
    return fact.ends if fact.kind == Kind.DISCIPLINE_END else fact.text


def fields_of(kind: str, value: Any) -> dict[str, Any]:
    """The columns that hold a value as `value_of` gives it."""
    empty: dict[str, Any] = {"number": None, "text": "", "ends": None}
    if kind == Kind.EXCEEDS or kind in NUMBERS:
        return empty | {"number": Decimal(value)}
    return empty | ({"ends": value} if kind == Kind.DISCIPLINE_END else {"text": value})
