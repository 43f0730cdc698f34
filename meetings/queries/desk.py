"""Reads for the desk: choices shared by all rows, rows by part."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from assessments.models import Criterion, Round
from assessments.models.criteria import leaves_of
from emulation_bloc.lib import clock
from meetings.models import (
    AgendaItem,
    Attendance,
    Conclusion,
    Contribution,
    Guest,
    HandedCertificate,
    Meeting,
    Remark,
    ReservedOpinion,
    ScoreChange,
    Speaker,
)
from units.models import Appointment, Membership, Unit, User
from units.models.tenants import valid_on


@dataclass
class DeskChoices:
    """The units and people that may be named at a meeting: rows to check with, lists to show."""

    unit_rows: QuerySet[Unit]
    user_rows: QuerySet[User]
    unit_list: list[tuple[int, str]] = field(default_factory=list)
    user_list: list[tuple[int, str]] = field(default_factory=list)
    round: Round | None = None
    criterion_rows: QuerySet[Criterion] = field(default_factory=Criterion.objects.none)
    criterion_list: list[tuple[int, str]] = field(default_factory=list)

    @property
    def is_scored(self) -> bool:
        """Whether the meeting has scores to agree on."""
        return self.round is not None and self.round.is_scored

    @property
    def takes_changes(self) -> bool:
        """Whether scores may be changed now."""
        return self.is_scored and self.round.state == Round.State.AGREEMENT  # type: ignore[union-attr]


def desk_choices(meeting: Meeting) -> DeskChoices:
    """Members on the meeting's day and the people of the bloc, for a scored period its criteria:
    three or four queries for the whole desk."""
    day = meeting.date or clock.today()
    members = Membership.objects.filter(bloc=meeting.bloc).on(day)
    units = Unit.objects.filter(pk__in=members.values("unit"))
    today = clock.today()
    appointed = Appointment.objects.filter(valid_on(today)).filter(
        Q(unit__in=members.values("unit")) | Q(bloc=meeting.bloc)
    )
    # A guest from above is found by user name alone; named once, the list has to show the name.
    named = Guest.objects.filter(meeting=meeting, user__isnull=False)
    known = Q(pk__in=appointed.values("user")) | Q(pk__in=named.values("user"))
    users = User.objects.filter(known, is_active=True)
    choices = DeskChoices(
        unit_rows=units,
        user_rows=users,
        unit_list=[(unit.pk, unit.name) for unit in units],
        user_list=[(user.pk, _named(user)) for user in users.order_by("full_name")],
        round=Round.objects.filter(period=meeting.period_id).select_related("criteria_set").first(),
    )
    if choices.is_scored:
        _add_criteria(choices, meeting)
    return choices


def _add_criteria(choices: DeskChoices, meeting: Meeting) -> None:
    """The leaves that the period is scored with, by code and words."""
    criteria_set = choices.round.criteria_set if choices.round else None
    if criteria_set is None:
        return
    choices.criterion_rows = leaves_of(criteria_set, meeting.period.kind)
    choices.criterion_list = [
        (leaf.pk, f"{leaf.code}. {leaf.text[:80]}") for leaf in choices.criterion_rows
    ]


def unit_choices(meeting: Meeting) -> DeskChoices:
    """The members on the meeting's day and nobody else, for a form that names no person."""
    members = Membership.objects.filter(bloc=meeting.bloc).on(meeting.date or clock.today())
    units = Unit.objects.filter(pk__in=members.values("unit"))
    return DeskChoices(
        unit_rows=units,
        user_rows=User.objects.none(),
        unit_list=[(unit.pk, unit.name) for unit in units],
    )


def account_of(meeting: Meeting, username: str) -> User | None:
    """The account of a guest by its user name: of the bloc's people or a reviewer of the province;
    anybody else has none here."""
    today = clock.today()
    reviews = Appointment.objects.filter(
        valid_on(today), province=meeting.bloc.province_id, role=Appointment.Role.REVIEWER
    )
    found = User.objects.filter(username=username, is_active=True)
    reviewer = found.filter(pk__in=reviews.values("user")).first()
    return reviewer or desk_choices(meeting).user_rows.filter(username=username).first()


def _named(user: User) -> str:
    return f"{user.full_name} – {user.position}" if user.position else user.full_name


Rows = dict[str, list[Any]]


def seen_rows(meeting: Meeting) -> Rows:
    """Part → its rows, of what every member may see: guests, agenda, attendance, contributions."""
    rows: Rows = {}
    for part, model in (("guests", Guest), ("agenda", AgendaItem)):
        rows[part] = list(model._default_manager.filter(meeting=meeting))
    rows["attendance"] = list(Attendance.objects.filter(meeting=meeting).select_related("unit"))
    rows["contributions"] = list(
        Contribution.objects.filter(meeting=meeting).select_related("unit")
    )
    return rows


def desk_rows(meeting: Meeting) -> Rows:
    """Part → its rows in order; conclusions with references, lead and partner units. One query for
    each table."""
    conclusions = Conclusion.objects.filter(meeting=meeting).prefetch_related(
        "references", "lead_units", "partner_units"
    )
    listed = list(conclusions.order_by("position", "pk"))
    kinds = {"requests": "request", "directions": "direction", "decisions": "decision"}
    rows = seen_rows(meeting)
    rows |= {part: [row for row in listed if row.kind == kind] for part, kind in kinds.items()}
    rows["remarks"] = list(Remark.objects.filter(meeting=meeting))
    return rows


def room_rows(meeting: Meeting) -> Rows:
    """Part → its rows, of all that the desk in the room shows: those of the minutes, who wants to
    speak, certificates, reserved opinions, score changes. One query for each table."""
    rows = desk_rows(meeting)
    for part, model, related in (
        ("speakers", Speaker, ("unit",)),
        ("certificates", HandedCertificate, ("unit",)),
        ("opinions", ReservedOpinion, ("unit",)),
        ("changes", ScoreChange, ("unit", "criterion")),
    ):
        found: QuerySet[Any] = model._default_manager.filter(meeting=meeting)
        rows[part] = list(found.select_related(*related))
    return rows
