"""What a person may do today, from appointments, loaded once per request."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db.models import Q

from emulation_bloc.lib import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from units.models import Appointment, User

Ids = set[int | None]
Rows = TypeVar("Rows", bound="QuerySet[Any]")


@dataclass
class Rights:
    """Sets of ids; predicates and `visible_to` use them and never query."""

    units: Ids = field(default_factory=set)
    officer_of: Ids = field(default_factory=set)
    leader_of: Ids = field(default_factory=set)
    member_blocs: Ids = field(default_factory=set)
    leader_blocs: Ids = field(default_factory=set)
    secretary_of: Ids = field(default_factory=set)
    head_of: Ids = field(default_factory=set)
    acting_head_of: Ids = field(default_factory=set)
    deputy_of: Ids = field(default_factory=set)
    appraiser_of: Ids = field(default_factory=set)
    former_head_of: Ids = field(default_factory=set)
    # Years headed for at least a day, by bloc: what a former head goes on reading.
    years_headed: dict[int | None, set[int]] = field(default_factory=dict)
    chair_of: Ids = field(default_factory=set)
    meeting_secretary_of: Ids = field(default_factory=set)
    meeting_blocs: Ids = field(default_factory=set)
    reviewer_of: Ids = field(default_factory=set)
    # Provinces where the person approves what a specialist of the department has prepared.
    review_leader_of: Ids = field(default_factory=set)
    observer_of: Ids = field(default_factory=set)

    @property
    def desk_blocs(self) -> Ids:
        """Blocs whose drafts the person works on: secretary, head, the deputy while assigned."""
        return self.secretary_of | self.head_of | self.acting_head_of

    @property
    def blocs(self) -> Ids:
        """Blocs the person belongs to in any way."""
        return (
            self.member_blocs
            | self.desk_blocs
            | self.deputy_of
            | self.appraiser_of
            | self.former_head_of
            | self.meeting_blocs
        )

    def within_terms(
        self, rows: "Rows", *, bloc: str = "bloc", ends: str = "period__ends"
    ) -> "Rows":
        """Rows without what lies beyond the years served in a bloc to which only a former term as
        head still ties the person; `ends` names the date by which a row's year is known."""
        if self.whole_provinces:
            return rows
        still = replace(self, former_head_of=set()).blocs
        for bloc_id in self.former_head_of - still:
            years = self.years_headed.get(bloc_id, set())
            rows = rows.exclude(Q(**{bloc: bloc_id}) & ~Q(**{f"{ends}__year__in": years}))
        return rows

    @property
    def whole_provinces(self) -> Ids:
        """Provinces of which the person sees every bloc."""
        return self.reviewer_of | self.observer_of

    @property
    def meetings(self) -> Ids:
        """Meetings the person chairs or keeps the minutes of."""
        return self.chair_of | self.meeting_secretary_of


def load_rights(user: "User") -> Rights:
    """Two queries: today's appointments with former terms as head, and the units' blocs today."""
    rights = Rights()
    if not user.is_active or not user.pk:
        return rights
    day = clock.today()
    own = apps.get_model("units", "Appointment").objects.filter(starts__lte=day)
    led = own.filter(user=user, role="head").values("bloc")
    rows = own.filter(Q(user=user) | Q(role="head", bloc__in=led))
    appointments = list(rows.order_by())  # sets need no order, which costs every request a join
    _add_heads(rights, appointments, user.pk)
    for row in appointments:
        if row.user_id == user.pk and (row.ends is None or row.ends >= day):
            _add(rights, row, day)
    if rights.units:
        _add_memberships(rights, day)
    return rights


def _add(rights: Rights, row: "Appointment", day: date) -> None:
    """One appointment that is valid on the day, heads excepted."""
    match row.role:
        case "officer" | "leader":
            rights.units.add(row.unit_id)
            (rights.officer_of if row.role == "officer" else rights.leader_of).add(row.unit_id)
        case "secretary":
            rights.secretary_of.add(row.bloc_id)
        case "appraiser":
            rights.appraiser_of.add(row.bloc_id)
        case "deputy":
            rights.deputy_of.add(row.bloc_id)
            if (
                row.acting_from
                and row.acting_from <= day
                and (not row.acting_to or row.acting_to >= day)
            ):
                rights.acting_head_of.add(row.bloc_id)
        case "chair" | "meeting_secretary":
            (rights.chair_of if row.role == "chair" else rights.meeting_secretary_of).add(
                row.meeting_key
            )
            rights.meeting_blocs.add(row.bloc_id)
        case "reviewer":
            rights.reviewer_of.add(row.province_id)
            if not row.prepares_only:
                rights.review_leader_of.add(row.province_id)
        case "observer":
            rights.observer_of.add(row.province_id)


def _add_heads(rights: Rights, appointments: "Iterable[Appointment]", user_id: int) -> None:
    """The latest start of a bloc is its head; whoever started before keeps reading the years
    served. Each term ends on the eve of the next, so no instant has two heads or none."""
    terms: dict[int | None, list[Appointment]] = {}
    for row in sorted(appointments, key=lambda row: row.starts):
        if row.role == "head":
            terms.setdefault(row.bloc_id, []).append(row)
    for bloc_id, rows in terms.items():
        if rows[-1].user_id == user_id:
            rights.head_of.add(bloc_id)
            continue
        for row, after in pairwise(rows):
            if row.user_id == user_id:
                last = after.starts - timedelta(days=1)
                years = rights.years_headed.setdefault(bloc_id, set())
                years.update(range(row.starts.year, last.year + 1))
                rights.former_head_of.add(bloc_id)


def _add_memberships(rights: Rights, day: date) -> None:
    """The blocs to which the person's units belong today."""
    rows = apps.get_model("units", "Membership").objects.on(day).order_by()
    for bloc_id, unit_id in rows.filter(unit__in=rights.units).values_list("bloc_id", "unit_id"):
        rights.member_blocs.add(bloc_id)
        if unit_id in rights.leader_of:
            rights.leader_blocs.add(bloc_id)
