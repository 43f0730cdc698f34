"""Writing down who was elected head and deputy of the next year."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import open_for_notes, touch
from meetings.models import Ballot, Candidate, Election, Meeting
from meetings.queries.elections import counted_last, office_ballots, proposal
from units.actions import record
from units.models import Unit, User
from units.queries import members_on


@dataclass(frozen=True)
class Counted:
    """An election as the tellers told it: ballots issued, collected and valid (with a show of
    hands: units that took part), votes of each unit put forward, who was elected."""

    method: str
    issued: int
    collected: int
    valid: int
    votes: dict[Unit, int]
    elected: Unit | None


def counted_of(ballot: Ballot) -> Counted:
    """A counted ballot's result as the record of an election."""
    result: dict[str, Any] = ballot.result or {}
    listed = ballot.ballotcandidates.select_related("unit").order_by("position", "pk")
    units = {row.unit_id: row.unit for row in listed}
    return Counted(
        method=Election.Method.SECRET if ballot.is_secret else Election.Method.HANDS,
        issued=result["issued"],
        collected=result["collected"],
        valid=result["valid"],
        votes={units[row["unit"]]: row["votes"] for row in result["rows"]},
        elected=units[result["chosen"][0]] if result["chosen"] else None,
    )


@transaction.atomic
def record_election(
    meeting: Meeting, office: str, counted: Counted, *, by: User | None
) -> Election:
    """Keep the result of electing the next head or deputy, for the year after the period. Where it
    is that of the counted ballot, the minutes tell it with the ballot.

    Raises ActionError at a half-year review, for counts that contradict each other, a unit that is
    no member or was barred, an elected unit that others have outvoted or equalled, or another
    result than the counted ballot's that chose a unit.
    """
    open_for_notes(meeting, by=by)
    if meeting.kind == Meeting.Kind.HALF_YEAR_REVIEW:
        raise ActionError(_("Hội nghị sơ kết không bầu Trưởng khối, Phó Trưởng khối."))
    year = meeting.period.ends.year + 1
    _check_counts(counted)
    _check_units(meeting, year, counted)
    ballot = counted_last(office_ballots(meeting)[office])
    is_ballots = ballot is not None and counted == counted_of(ballot)
    if not is_ballots:
        _refuse_where_chosen(ballot)
    row, _is_new = Election.objects.update_or_create(
        meeting=meeting,
        office=office,
        defaults={
            "bloc": meeting.bloc,
            "year": year,
            "method": counted.method,
            "issued": counted.issued,
            "collected": counted.collected,
            "valid": counted.valid,
            "elected": counted.elected,
            "position": Election.Office.values.index(office) + 1,
        },
    )
    row.candidates.all().delete()
    Candidate.objects.bulk_create(
        Candidate(bloc=meeting.bloc, election=row, unit=unit, votes=votes, position=place)
        for place, (unit, votes) in enumerate(counted.votes.items(), start=1)
    )
    decided = Ballot.objects.filter(meeting=meeting, kind=office, state=Ballot.State.COUNTED)
    decided.update(election=row if is_ballots else None)
    elected = counted.elected.name if counted.elected else ""
    record(row, "election_recorded", by=by, after={"elected": elected, "votes": counted.valid})
    touch(meeting)
    return row


def _refuse_where_chosen(ballot: Ballot | None) -> None:
    """A ballot that chose a unit is the meeting's word; where it chose none, the meeting may still
    decide in another way."""
    if ballot is not None and (ballot.result or {}).get("chosen"):
        raise ActionError(
            _(
                "Kết quả bầu %(office)s lấy từ cuộc bỏ phiếu đã kiểm, không ghi khác, không xóa"
                " được."
            )
            % {"office": Election.Office(ballot.kind).label}
        )


def _check_counts(counted: Counted) -> None:
    if counted.collected > counted.issued:
        raise ActionError(_("Số phiếu thu về không được nhiều hơn số phiếu phát ra."))
    if counted.valid > counted.collected:
        raise ActionError(_("Số phiếu hợp lệ không được nhiều hơn số phiếu thu về."))
    if not counted.votes:
        raise ActionError(_("Hãy ghi số phiếu của ít nhất một đơn vị được giới thiệu."))
    if sum(counted.votes.values()) > counted.valid:
        raise ActionError(_("Tổng số phiếu của các đơn vị nhiều hơn số phiếu hợp lệ."))


def _check_units(meeting: Meeting, year: int, counted: Counted) -> None:
    day = meeting.date or clock.today()
    members = {row.unit_id for row in members_on(meeting.bloc, day)}
    if outside := [unit.name for unit in counted.votes if unit.pk not in members]:
        raise ActionError(
            _("%(unit)s không là thành viên của Khối trong ngày họp.") % {"unit": outside[0]}
        )
    elected = counted.elected
    if elected is None:
        return
    if elected not in counted.votes:
        raise ActionError(_("Đơn vị trúng cử phải là đơn vị được giới thiệu, có ghi số phiếu."))
    votes = counted.votes[elected]
    if votes == 0 or any(votes <= n for unit, n in counted.votes.items() if unit != elected):
        raise ActionError(
            _("%(unit)s không có nhiều phiếu nhất. Nếu bằng phiếu, hội nghị bầu lại.")
            % {"unit": elected.name}
        )
    if reason := proposal(meeting.bloc, year, day).barred.get(elected.pk):
        raise ActionError(
            _("%(unit)s không được xét thi đua năm trước (%(why)s), không được bầu.")
            % {"unit": elected.name, "why": reason}
        )


@transaction.atomic
def drop_election(election: Election, *, by: User | None) -> None:
    """Take the record of an election away while the minutes are drafts, unless a counted ballot
    chose."""
    open_for_notes(election.meeting, by=by)
    _refuse_where_chosen(counted_last(office_ballots(election.meeting)[election.office]))
    record(election, "election_dropped", by=by)
    meeting = election.meeting
    election.delete()
    touch(meeting)
