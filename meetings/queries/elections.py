"""Who is proposed as next head and deputy, and what an election's record says."""

from dataclasses import dataclass
from datetime import date

from assessments.models import Disqualification
from meetings.models import Ballot, Candidate, Election, Meeting
from units.models import Appointment, Bloc, Unit
from units.models.tenants import valid_on
from units.queries import head_on, members_on


@dataclass(frozen=True)
class Proposal:
    """The units that rotation puts forward, and those that may not lead, with the reason."""

    head: Unit | None
    deputy: Unit | None
    barred: dict[int, str]


def proposal(bloc: Bloc, year: int, day: date) -> Proposal:
    """Next head = the present deputy's unit, next deputy = the next member in rotation (bloc
    practice §1.3); the meeting may choose otherwise.

    Barred is a unit that was not considered for emulation in the year before `year` (VKSND guidance
    2019, bloc practice §1.3).
    """
    units = [row.unit for row in members_on(bloc, day)]
    barred = _barred(bloc, year - 1)
    deputies = Appointment.objects.filter(valid_on(day), bloc=bloc, role=Appointment.Role.DEPUTY)
    led = {row.unit_id or row.user.unit_id for row in deputies.select_related("user")}
    head = next((unit for unit in units if unit.pk in led and unit.pk not in barred), None)
    current = head_on(bloc, day)
    leading = (current.unit or current.user.unit) if current else None
    if head is None:
        head = _next(units, leading, barred)
    taken = {row.pk for row in (head, leading) if row}
    return Proposal(head, _next(units, head, barred | dict.fromkeys(taken, "")), barred)


def _next(units: list[Unit], unit: Unit | None, out: dict[int, str]) -> Unit | None:
    """The next member in the order after `unit`, round the end of the list, who is not out."""
    place = units.index(unit) + 1 if unit in units else 0
    return next((one for one in units[place:] + units[:place] if one.pk not in out), None)


def _barred(bloc: Bloc, year: int) -> dict[int, str]:
    rows = Disqualification.objects.filter(
        bloc=bloc, round__period__ends__year=year, round__period__kind="year", is_met=True
    )
    return {row.unit_id: row.words for row in rows}


def elections_of(meeting: Meeting) -> list[Election]:
    """The elections of a meeting, head first, with candidates by votes: two queries."""
    rows = Election.objects.filter(meeting=meeting).select_related("elected")
    order = list(Election.Office.values)
    listed = sorted(rows.prefetch_related("candidates__unit"), key=lambda r: order.index(r.office))
    for row in listed:
        row.by_votes = ranked(list(row.candidates.all()))
    return listed


def office_ballots(meeting: Meeting) -> dict[str, list[Ballot]]:
    """Office → the meeting's ballots on it, round by round, without those given up: one query."""
    found: dict[str, list[Ballot]] = {office: [] for office in Election.Office.values}
    rows = Ballot.objects.filter(meeting=meeting, kind__in=found).order_by("round", "pk")
    for row in rows.exclude(state=Ballot.State.ABORTED):
        row.meeting = meeting
        found[row.kind].append(row)
    return found


def counted_last(ballots: list[Ballot]) -> Ballot | None:
    """Of the ballots on an office the one that was counted last."""
    return next((row for row in reversed(ballots) if row.state == Ballot.State.COUNTED), None)


def ranked(candidates: list[Candidate]) -> list[Candidate]:
    """Most votes first, then the order in which they were put forward."""
    return sorted(candidates, key=lambda row: (-(row.votes or 0), row.position))
