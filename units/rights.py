"""What a person may do today, from appointments, loaded once per request."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from emulation_bloc.lib import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from units.models import Appointment, User

Ids = set[int | None]


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
    chair_of: Ids = field(default_factory=set)
    meeting_secretary_of: Ids = field(default_factory=set)
    meeting_blocs: Ids = field(default_factory=set)
    reviewer_of: Ids = field(default_factory=set)
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
    appointments = list(own.filter(Q(user=user) | Q(role="head", bloc__in=led)))
    _add_heads(rights, appointments, user.pk)
    for row in appointments:
        if row.user_id == user.pk and (row.ends is None or row.ends >= day):
            _add(rights, row)
    if rights.units:
        _add_memberships(rights)
    return rights


def _add(rights: Rights, row: "Appointment") -> None:
    """One appointment that is valid today, heads excepted."""
    day = clock.today()
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
        case "observer":
            rights.observer_of.add(row.province_id)


def _add_heads(rights: Rights, appointments: "Iterable[Appointment]", user_id: int) -> None:
    """The latest start of a bloc is its head; whoever started before keeps reading rights."""
    latest: dict[int | None, Appointment] = {}
    for row in appointments:
        if row.role == "head":
            if row.user_id == user_id:
                rights.former_head_of.add(row.bloc_id)
            if row.bloc_id not in latest or row.starts > latest[row.bloc_id].starts:
                latest[row.bloc_id] = row
    for bloc_id, row in latest.items():
        if row.user_id == user_id:
            rights.head_of.add(bloc_id)
            rights.former_head_of.discard(bloc_id)


def _add_memberships(rights: Rights) -> None:
    """The blocs to which the person's units belong today."""
    rows = apps.get_model("units", "Membership").objects.on(clock.today())
    for bloc_id, unit_id in rows.filter(unit__in=rights.units).values_list("bloc_id", "unit_id"):
        rights.member_blocs.add(bloc_id)
        if unit_id in rights.leader_of:
            rights.leader_blocs.add(bloc_id)
