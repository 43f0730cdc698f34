"""Which awards a unit or a person has, those of units that it succeeds among them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from awards.models import RegisterEntry, Subject, UnitEvent
from emulation_bloc.lib import clock
from units.models import AwardSettings, Membership, Unit, User
from units.queries import award_settings

MERGING = {UnitEvent.Kind.MERGE, UnitEvent.Kind.ABSORB}


def awards_of(
    unit: Unit, *, subject: str = Subject.UNIT, subject_name: str = "", until: date | None = None
) -> list[RegisterEntry]:
    """Valid entries decided up to `until` (today if none), newest first.

    Entries carried by hand stand among the unit's own. Those of predecessors come in by the policy
    of the bloc whose member the unit is on that day (reference §6): none, only awards that every
    predecessor has for the year, or each of them. Annulled ones count no more. A person or a
    sub-unit is asked for by name; a blank name gives all of that kind.
    """
    day = until or clock.today()
    rows = _entries({unit.pk}, subject, subject_name, day)
    policy = inheritance_on(unit, day)
    if policy in {"inherit_if_all_predecessors", "inherit_best"}:
        old = predecessors(unit, day)
        found = _entries(set(old), subject, subject_name, day)
        if policy == "inherit_if_all_predecessors":
            found = _had_by_all(found, old, unit.pk)
        had = {row.carried_from_id for row in rows}
        rows += [row for row in found if row.pk not in had]
    return sorted(rows, key=lambda row: (row.date, row.pk), reverse=True)


def inheritance_on(unit: Unit, day: date) -> str:
    """The policy of the unit's bloc on that day; by hand with a document outside any bloc."""
    row = Membership.objects.filter(unit=unit).on(day).select_related("bloc").first()
    settings = award_settings(row.bloc, day) if row else AwardSettings()
    return settings.inheritance


def predecessors(unit: Unit, day: date) -> dict[int, int]:
    """Unit id → the unit that it went into, for all that this one merges or absorbs up to `day`."""
    found: dict[int, int] = {}
    level = {unit.pk}
    while level:
        events = UnitEvent.objects.filter(successor__in=level, kind__in=MERGING, date__lte=day)
        pairs = [(event.unit_id, event.successor_id) for event in events]
        new = {old: into for old, into in pairs if into and old not in found and old != unit.pk}
        found |= new
        level = set(new)
    return found


def _entries(units: set[int], subject: str, name: str, day: date) -> list[RegisterEntry]:
    rows = RegisterEntry.objects.filter(unit__in=units, subject=subject, date__lte=day)
    rows = rows.filter(Q(annulled_on__isnull=True) | Q(annulled_on__gt=day))
    if name:
        rows = rows.filter(subject_name__iexact=name.strip())
    return list(rows.select_related("award", "unit", "carried_from"))


def _had_by_all(rows: list[RegisterEntry], old: dict[int, int], unit: int) -> list[RegisterEntry]:
    """Entries of an award and year that every direct predecessor has, itself or by its own ones."""
    direct = {pk for pk, into in old.items() if into == unit}
    having: dict[tuple[int, int], set[int]] = {}
    for row in rows:
        top = row.unit_id
        while old[top] != unit:
            top = old[top]
        having.setdefault((row.award_id, row.year), set()).add(top)
    return [row for row in rows if having[row.award_id, row.year] == direct]


@dataclass(frozen=True)
class Origin:
    """A unit that another one merged or absorbed, with its entries that the reader may see."""

    event: UnitEvent
    entries: list[RegisterEntry]


def origins_of(unit: Unit, user: User, day: date) -> list[Origin]:
    """The predecessors of a unit up to `day`, those of predecessors too, with their unit awards;
    the earliest reorganisation first."""
    old = predecessors(unit, day)
    events = UnitEvent.objects.filter(unit__in=old, kind__in=MERGING, date__lte=day)
    events = events.filter(successor__in={unit.pk, *old}).select_related("unit", "successor")
    rows = RegisterEntry.objects.visible_to(user).filter(unit__in=old, subject=Subject.UNIT)
    found: dict[int, list[RegisterEntry]] = {}
    for row in rows.select_related("award", "province").order_by("-date", "pk"):
        found.setdefault(row.unit_id, []).append(row)
    return [Origin(event, found.get(event.unit_id, [])) for event in events]
