"""How each unit of a meeting votes, from who sits in the room; whose vote could be told."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from emulation_bloc.lib import clock, vietnamese
from meetings.models import Attendance, Ballot, BallotVoter, Meeting
from meetings.queries.ballot_counting import ON_PAPER
from meetings.queries.quorum import is_there
from units.models import Appointment, User
from units.models.tenants import valid_on

Way = BallotVoter.Way


def voters_of(ballot: Ballot, attendances: list[Attendance]) -> list[BallotVoter]:
    """A row for each unit, not stored: by phone where the leader has an account, else on paper; a
    person casts the vote of one unit only."""
    day, taken, rows = clock.today(), set(), []
    leaders: dict[int | None, list[User]] = {}
    found = Appointment.objects.filter(
        valid_on(day),
        role=Appointment.Role.LEADER,
        unit__in=[row.unit_id for row in attendances],
        user__is_active=True,
    )
    for row in found.select_related("user").order_by("starts", "pk"):
        leaders.setdefault(row.unit_id, []).append(row.user)
    meeting = ballot.meeting
    runs_today = meeting.state == Meeting.State.RUNNING and meeting.date == day
    at = clock.now().time() if runs_today else None
    for place in attendances:
        here = is_there(place, at)
        free = [user for user in leaders.get(place.unit_id, []) if user.pk not in taken]
        voter = _voter(ballot, place, free, here=here)
        if voter.user_id:
            taken.add(voter.user_id)
        rows.append(voter)
    return rows


def _voter(ballot: Ballot, place: Attendance, leaders: list[User], *, here: bool) -> BallotVoter:
    """How one unit of the attendance list votes."""
    voter = BallotVoter(
        bloc_id=ballot.bloc_id,
        ballot=ballot,
        unit_id=place.unit_id,
        unit_name=place.unit_name,
        person=place.name,
        letter=place.letter if place.presence == Attendance.Presence.STAND_IN else "",
        way=Way.PAPER,
    )
    if not here:
        voter.way = Way.WRITTEN if ballot.takes_written else Way.ABSENT
        voter.note = place.reason or _("Không có mặt khi bỏ phiếu")
    elif place.presence == Attendance.Presence.STAND_IN:
        if not voter.letter.strip():
            voter.way, voter.note = Way.ABSENT, _("Người dự thay không có giấy ủy quyền")
    elif leaders:
        named = vietnamese.fold(place.name)
        fits = [user for user in leaders if vietnamese.fold(user.full_name) == named]
        voter.way, voter.user = Way.PHONE, (fits or leaders)[0]
    return voter


def lone_way(ballot: Ballot, voters: Iterable[BallotVoter]) -> str:
    """In a secret ballot the way by which one unit votes alone, so that its choice could be told:
    `paper`, which the tellers read, or `phone`, which is what the papers leave over; else empty."""
    ways = [row.way for row in voters]
    papers = sum(way in ON_PAPER for way in ways)
    if not ballot.is_secret or not papers:
        return ""
    if papers == 1:
        return "paper"
    return "phone" if ways.count(Way.PHONE) == 1 else ""
