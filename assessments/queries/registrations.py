"""Reads of registrations: a year's list, the rows of one, what a target may feed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.formulas import inputs_of, late_days
from assessments.models import (
    Answer,
    CriteriaSet,
    Criterion,
    Registration,
    Target,
    TargetProgress,
)
from assessments.queries.summary import reached
from emulation_bloc.lib import clock
from units.models import Bloc, Membership, Period, User
from units.queries import members_on, names_on

PARTS = ("targets", "titles", "movements")
RELATED = {"targets": "targets", "titles": "aimedtitles", "movements": "plannedmovements"}


@dataclass
class Line:
    """One unit in the list of a year: who, how far, when, how late. `registration` only where the
    reader may open it."""

    unit_id: int
    unit_name: str
    is_own: bool
    state: str = ""
    state_label: str = ""
    submitted_at: Any = None
    late_days: int = 0
    registration: Registration | None = None
    may_start: bool = False


def rows_of(registration: Registration, part: str) -> Any:
    """The rows of one part of a registration in their order."""
    return getattr(registration, RELATED[part]).order_by("position", "pk")


def all_rows(registration: Registration) -> dict[str, list[Any]]:
    """Every part with its rows."""
    return {part: list(rows_of(registration, part)) for part in PARTS}


def registrations_of(bloc: Bloc) -> list[Registration]:
    """All registrations of a bloc, for lists of names and states; never for contents."""
    rows = list(Registration.objects.filter(bloc=bloc).order_by("-year", "pk"))
    for row in rows:
        row.bloc = bloc
    return rows


def years_of(rows: list[Registration]) -> list[int]:
    """The years that the list offers: this one, the next from December on, and whatever has a
    registration; the newest first."""
    return sorted({row.year for row in rows} | startable_years(clock.today()), reverse=True)


def startable_years(today: date) -> set[int]:
    """For which years a registration may be begun: this one, from December on also the next."""
    return {today.year, today.year + 1} if today.month == 12 else {today.year}


def lines_of(
    bloc: Bloc, year: int, user: User, registrations: list[Registration], *, sees_all: bool
) -> list[Line]:
    """The members of a year with the state of their registration, own units first.

    Whoever may not follow registrations (`sees_all`) is told of the own units alone.
    """
    own: set[int | None] = set(user.rights.units)
    members = [row for row in _members(bloc, year) if sees_all or row.unit_id in own]
    names = names_on([row.unit for row in members], _day_of(year))
    rows = {row.unit_id: row for row in registrations if row.year == year}
    seen = set(
        Registration.objects.visible_to(user)
        .filter(bloc=bloc, year=year)
        .values_list("pk", flat=True)
    )
    lines = [
        _line(row.unit_id, names[row.unit_id][0], rows.get(row.unit_id), own, seen)
        for row in members
    ]
    for line in lines:
        is_free = not line.state and year in startable_years(clock.today())
        line.may_start = line.is_own and is_free
    return sorted(lines, key=lambda line: not line.is_own)


def _line(
    unit_id: int, name: str, row: Registration | None, own: set[int | None], seen: set[int]
) -> Line:
    line = Line(unit_id, name, unit_id in own)
    if row is None:
        return line
    line.unit_name, line.state = row.unit_name, row.state
    line.state_label = str(row.get_state_display())
    line.submitted_at = row.submitted_at
    line.late_days = days_late(row)
    line.registration = row if row.pk in seen else None
    return line


def days_late(registration: Registration) -> int:
    """Whole days after the deadline on which it was first handed in; 0 in time or not yet."""
    first = registration.first_submitted_at
    return late_days(registration.due_at, first) if first else 0


def _members(bloc: Bloc, year: int) -> list[Membership]:
    return list(members_on(bloc, _day_of(year)))


def _day_of(year: int) -> date:
    """Today within the year; else its nearest day, so that names are those of the time."""
    return min(max(clock.today(), date(year, 1, 1)), date(year, 12, 31))


def is_member_of(bloc: Bloc, unit_id: int, year: int) -> bool:
    """Whether the unit is a member in that year."""
    return any(row.unit_id == unit_id for row in _members(bloc, year))


def feed_choices(bloc: Bloc, year: int) -> list[tuple[str, str]]:
    """(`code:part`, words) of every figure of the year's criteria that asks for a target."""
    criteria = CriteriaSet.objects.filter(bloc=bloc, year=year).in_force().order_by("-edition")
    newest = criteria.first()
    if newest is None:
        return []
    rows = Criterion.objects.filter(criteria_set=newest).leaves().order_by("position", "pk")
    return [choice for row in rows for choice in _feeds(row)]


def _feeds(row: Criterion) -> list[tuple[str, str]]:
    """The parts of one leaf whose figures hold a target."""
    found = []
    for place, inputs in enumerate(inputs_of(row.kind, row.parts)):
        if any(one.name == "target" for one in inputs):
            label = row.parts[place].get("label", "") if place < len(row.parts) else ""
            words = f"{row.code}. {row.text[:80]}" + (f" – {label}" if label else "")
            found.append((f"{row.code}:{place}", words))
    return found


def last_registration(registration: Registration) -> Registration | None:
    """The unit's latest registration of an earlier year, in whichever bloc it was."""
    rows = Registration.objects.filter(unit=registration.unit_id, year__lt=registration.year)
    return rows.order_by("-year", "-pk").first()


def year_results(registration: Registration) -> dict[int, Decimal]:
    """Target id → what was achieved by the end of that year: told as progress, or as the figure of
    the criterion that the target feeds."""
    targets = registration.targets.exclude(criterion_code="")
    codes = {row.criterion_code for row in targets}
    answers = Answer.objects.filter(
        bloc=registration.bloc_id,
        assessment__unit=registration.unit_id,
        assessment__round__period__kind=Period.Kind.YEAR,
        assessment__round__period__ends__year=registration.year,
        criterion__code__in=codes,
    )
    figures = dict(answers.values_list("criterion__code", "figures"))
    fed = {row.pk: reached(figures.get(row.criterion_code), row.part) for row in targets}
    told = TargetProgress.objects.filter(
        target__registration=registration,
        assessment__round__period__kind=Period.Kind.YEAR,
        actual__isnull=False,
    )
    found = fed | dict(told.values_list("target", "actual"))
    return {target: actual for target, actual in found.items() if actual is not None}


def lacking(rows: dict[str, list[Any]]) -> list[str]:
    """Sentences about what a careful leader would still want filled in; none of them hinders."""
    said = []
    for number, row in enumerate(rows["targets"], start=1):
        missing = [word for word, gap in _gaps(row) if gap]
        if missing:
            said.append(f"Chỉ tiêu {number}: chưa ghi {', '.join(missing)}.")
    if not rows["titles"]:
        said.append("Chưa đăng ký danh hiệu, hình thức khen thưởng nào.")
    if not rows["movements"]:
        said.append("Chưa ghi phong trào thi đua nào.")
    return said


def _gaps(row: Target) -> list[tuple[str, bool]]:
    return [
        ("đơn vị tính", not row.measure),
        ("kế hoạch năm", row.plan is None),
        ("nguồn số liệu", not row.source),
    ]
