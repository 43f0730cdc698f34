"""A year-end review with its units in the room, a leader for each, and tellers."""

import secrets
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from assessments.models import Ranking, RankingRow
from emulation_bloc.lib import clock
from meetings.actions import ballots, plan_meeting
from meetings.models import Attendance, Ballot, BallotVoter, Meeting
from tests.assessments.factories import RoundFactory
from tests.factories import (
    BlocFactory,
    MembershipFactory,
    PeriodFactory,
    make_user,
)
from units.actions.periods import span
from units.models import Unit, User
from units.models.people import Appointment

PRESENT, STAND_IN, ABSENT = "present", "stand_in", "absent"


def drawn() -> str:
    """A receipt as a browser draws it."""
    return secrets.token_hex(16)


@dataclass
class Hall:
    """The meeting; `leaders` by the order of `units`; the head is of the last unit."""

    meeting: Meeting
    units: list[Unit]
    leaders: list[User]
    head: User
    tellers: list[User] = field(default_factory=list)

    @property
    def bloc(self):
        return self.meeting.bloc

    def mark(self, place: int, presence: str, **values) -> None:
        rows = Attendance.objects.filter(meeting=self.meeting, unit=self.units[place])
        rows.update(presence=presence, **values)

    def start(self, units: list[Unit] | None = None, **values) -> Ballot:
        """A ballot in draft on the first three units unless others are given, with tellers."""
        kind = values.pop("kind", Ballot.Kind.AWARD)
        code = values.pop("award_code", "CTD_TINH" if kind == Ballot.Kind.AWARD else "")
        units = self.units[:3] if units is None else units
        ballot = ballots.start_ballot(
            self.meeting, kind=kind, award_code=code, values=values, units=units, by=self.head
        )
        free = [user for user in self.tellers if user.unit not in units] or self.tellers
        people = [(user, place == 0) for place, user in enumerate(free)]
        ballots.set_tellers(ballot, people, by=self.head)
        return ballot

    def opened(self, units: list[Unit] | None = None, **values) -> Ballot:
        ballot = self.start(units, **values)
        ballots.open_ballot(ballot, by=self.head)
        return ballot

    def vote(self, ballot: Ballot, place: int, *choices: int, receipt: str = "") -> str:
        """The leader of a unit marks candidates by their place in the list."""
        receipt = receipt or drawn()
        marks = [listed(ballot)[choice] for choice in choices]
        ballots.cast(ballot, receipt=receipt, marks=marks, by=self.leaders[place])
        return receipt

    def counted(self, ballot: Ballot) -> dict:
        ballots.close_ballot(ballot, by=self.head)
        return ballots.count_ballot(ballot, by=self.head).result


def listed(ballot: Ballot) -> list[int]:
    """Ids of the candidates in the order of the list."""
    return list(ballot.ballotcandidates.order_by("position").values_list("pk", flat=True))


def voter(ballot: Ballot, unit: Unit) -> BallotVoter:
    return BallotVoter.objects.get(ballot=ballot, unit=unit)


def make_hall(members: int = 9, *, leaders: int | None = None, kind: str = "") -> Hall:
    """Everybody is present; the first `leaders` units (all unless told) have a leader with an
    account. Tellers: people of the last three units, whose last has the head."""
    bloc = BlocFactory()
    units = [MembershipFactory(bloc=bloc, position=n).unit for n in range(1, members + 1)]
    first, last = span("year", 2021)
    period = PeriodFactory(
        bloc=bloc, kind="year", slug="2021", name="Năm 2021", starts=first, ends=last
    )
    meeting = plan_meeting(period, by=None, kind=kind or None)
    Attendance.objects.filter(meeting=meeting).update(presence=PRESENT)
    people = [
        make_user("leader", unit, unit=unit, full_name=f"Giám đốc {unit.short_name}")
        for unit in units[:leaders]
    ]
    head = make_user("head", bloc, unit=units[-1], full_name="Trưởng khối")
    tellers = [officer(unit, full_name=f"Kiểm phiếu {unit}") for unit in units[-3:]]
    return Hall(meeting, units, people, head, tellers)


def rank(hall: Hall, *, out: tuple[int, ...] = ()) -> None:
    """Close the year's ranking: the later the unit in the bloc's order, the better its rank."""
    scored = RoundFactory(bloc=hall.bloc, period=hall.meeting.period)
    ranking = Ranking.objects.create(bloc=hall.bloc, round=scored, at=clock.now())
    last = len(hall.units)
    for place, unit in enumerate(hall.units):
        points = dict.fromkeys(("standard", "total", "rebased", "rate"), 90 + place)
        RankingRow.objects.create(
            bloc=hall.bloc,
            ranking=ranking,
            unit=unit,
            unit_name=unit.name,
            unit_short_name=unit.short_name,
            bonus=0,
            penalty=0,
            assigned=100,
            rank=None if place in out else last - place,
            is_disqualified=place in out,
            **points,
        )


def officer(unit: Unit, **fields) -> User:
    """An officer of the unit."""
    return make_user(Appointment.Role.OFFICER, unit, unit=unit, **fields)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(ballot: Ballot, name: str = "ballot") -> str:
    return reverse(f"meetings:{name}", args=ballot.place)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())
