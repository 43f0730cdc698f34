"""Ballots of a meeting: the usual rules, who may stand, who runs them, what was chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.models import RankingRow
from emulation_bloc.lib import clock
from meetings.models import Ballot, BallotBox, BallotVoter, Meeting
from meetings.queries.ballot_counting import recount
from meetings.queries.elections import proposal
from units.models import Unit, User
from units.queries import award_settings, members_on, names_on, quotas

__all__ = [
    "Standing",
    "all_stand",
    "award_questions",
    "ballots_of",
    "ballots_to_cast",
    "ballots_under_way",
    "chosen_elsewhere",
    "chosen_over_rounds",
    "count_of_opened",
    "day_of",
    "free_units",
    "has_receipt",
    "listed_units",
    "may_run",
    "meeting_ballots",
    "open_ballots",
    "own_units",
    "recount",
    "standing_units",
    "usual_rules",
]

UNDER_WAY = (Ballot.State.OPEN, Ballot.State.CLOSED)

# What the ballot paper asks where nothing else is written.
QUESTIONS = {
    "CTD_TINH": "Suy tôn đơn vị đề nghị tặng Cờ thi đua của UBND tỉnh",
    "BK_TINH": "Bình chọn đơn vị đề nghị tặng Bằng khen của Chủ tịch UBND tỉnh",
}
# Award codes → their names. Filled where awards are: `awards.apps`.
name_sources: list[Callable[[list[str]], dict[str, str]]] = []


def award_questions(codes: list[str]) -> dict[str, str]:
    """What the ballot paper asks for each award, without the year; other awards by their names."""
    others = [code for code in codes if code not in QUESTIONS]
    names = {code: name for ask in name_sources if others for code, name in ask(others).items()}
    asked = {code: f"Bình chọn đơn vị đề nghị xét tặng {name}" for code, name in names.items()}
    usual = dict.fromkeys(codes, "Suy tôn đơn vị đề nghị khen thưởng")
    return usual | asked | QUESTIONS


@dataclass(frozen=True)
class Standing:
    """A unit that may stand, under its name of the day, with frozen rank and points (or none)."""

    unit: Unit
    name: str
    rank: int | None = None
    points: Any = None


def day_of(meeting: Meeting) -> date:
    """The day whose members, names and rules hold: the meeting's, today while it has none."""
    return meeting.date or clock.today()


def usual_rules(meeting: Meeting, kind: str, award_code: str) -> dict[str, Any]:
    """A new ballot's values by the bloc's settings of the day; seats of an award by its quota."""
    day = day_of(meeting)
    rules = award_settings(meeting.bloc, day)
    seats, question = 1, f"Bầu đơn vị làm Trưởng khối năm {meeting.period.ends.year + 1}"
    if kind == Ballot.Kind.DEPUTY:
        question = f"Bầu đơn vị làm Phó Trưởng khối năm {meeting.period.ends.year + 1}"
    if kind == Ballot.Kind.AWARD:
        members = members_on(meeting.bloc, day).count()
        seats = max(1, dict(quotas(rules, members)).get(award_code, 1))
        asked = award_questions([award_code])[award_code]
        question = f"{asked} năm {meeting.period.ends.year}"
    return {
        "question": question,
        "is_secret": rules.is_secret,
        "base": rules.base,
        "threshold": rules.threshold,
        "is_above": rules.is_above,
        "allows_self": rules.allows_self,
        "most_rounds": rules.most_rounds,
        "seats": seats,
        "most_marks": seats,
        "order": Ballot.Order.SCORE if kind == Ballot.Kind.AWARD else Ballot.Order.LISTED,
    }


def standing_units(meeting: Meeting, kind: str) -> list[Standing]:
    """Who may stand. For an award: the units of the period's closed ranking by rank, without the
    disqualified. For an office: the members that are not barred. Without a closed ranking every
    member may be put on the list of an award."""
    day = day_of(meeting)
    units = [row.unit for row in members_on(meeting.bloc, day)]
    names = names_on(units, day)
    members = [Standing(unit, names[unit.pk][0]) for unit in units]
    if kind != Ballot.Kind.AWARD:
        barred = proposal(meeting.bloc, meeting.period.ends.year + 1, day).barred
        return [row for row in members if row.unit.pk not in barred]
    ranked = RankingRow.objects.filter(ranking__round__period=meeting.period)
    rows = list(ranked.select_related("unit").order_by("rank", "pk"))
    if not rows:
        return members
    return [
        Standing(row.unit, row.unit_name, row.rank, row.rebased)
        for row in rows
        if not row.is_disqualified and row.unit_id in names
    ]


def listed_units(meeting: Meeting, kind: str, award_code: str) -> list[Standing]:
    """Whom a new ballot lists: all who may stand; for an award none without a closed ranking, nor
    who was chosen for another award of the meeting where one achievement gives one award."""
    rows = standing_units(meeting, kind)
    if kind != Ballot.Kind.AWARD:
        return rows
    taken = chosen_elsewhere(meeting, award_code)
    return [row for row in rows if row.rank is not None and row.unit.pk not in taken]


def chosen_elsewhere(meeting: Meeting, award_code: str) -> set[int]:
    """Units that the meeting has chosen for another award, where one achievement gives one."""
    if not award_settings(meeting.bloc, day_of(meeting)).one_achievement_one_award:
        return set()
    others = Ballot.objects.filter(
        meeting=meeting, kind=Ballot.Kind.AWARD, state=Ballot.State.COUNTED
    )
    results = others.exclude(award_code=award_code).values_list("result", flat=True)
    return {unit for result in results for unit in result["chosen"]}


def ballots_of(meeting: Meeting) -> list[Ballot]:
    """The meeting's ballots in order, each with candidates, voters, tellers: four queries."""
    rows = Ballot.objects.filter(meeting=meeting).order_by("position", "pk")
    return list(rows.prefetch_related("ballotcandidates", "ballotvoters", "ballottellers"))


def meeting_ballots(meeting: Meeting) -> list[Ballot]:
    """The meeting's ballots in order, by themselves; a half-year review has none."""
    if meeting.kind == Meeting.Kind.HALF_YEAR_REVIEW:
        return []
    return list(Ballot.objects.filter(meeting=meeting).order_by("position", "pk"))


def open_ballots(meeting: Meeting) -> list[Ballot]:
    """The ballots that are open now; a half-year review has none and is not asked."""
    if meeting.kind == Meeting.Kind.HALF_YEAR_REVIEW:
        return []
    return [row for row in meeting_ballots(meeting) if row.state == Ballot.State.OPEN]


def ballots_to_cast(user: User) -> list[Ballot]:
    """The open ballots in which the person casts a unit's vote by phone and has not yet, each with
    meeting, period, bloc. One query."""
    rows = Ballot.objects.visible_to(user).filter(
        state=Ballot.State.OPEN,
        ballotvoters__user=user.pk,
        ballotvoters__way=BallotVoter.Way.PHONE,
        ballotvoters__has_voted=False,
    )
    return list(rows.prefetch_related(None).order_by("meeting", "position", "pk"))


def has_receipt(ballot: Ballot, receipt: str) -> bool:
    """Whether a receipt is in the box. Take it from a POST's body: addresses are logged with who
    asked, and receipt and slip stand together in the box."""
    box = BallotBox.objects.filter(ballot=ballot).first()
    return bool(receipt) and box is not None and any(s["receipt"] == receipt for s in box.slips)


def own_units(user: User) -> set[int]:
    """The units that a person works in or acts for."""
    return {key for key in user.rights.units | {user.unit_id} if key is not None}


def free_units(ballot: Ballot) -> set[int]:
    """Units of the meeting that do not stand in the ballot."""
    units = {row.unit_id for row in ballot.meeting.attendances.all()}
    return units - {row.unit_id for row in ballot.ballotcandidates.all()}


def all_stand(ballot: Ballot) -> bool:
    """Whether every unit of the meeting stands: then nobody else could run the ballot."""
    return not free_units(ballot)


def may_run(ballot: Ballot, user: User) -> bool:
    """Whether the person's own unit does not stand, or every unit does."""
    standing = {row.unit_id for row in ballot.ballotcandidates.all()}
    return not (own_units(user) & standing) or all_stand(ballot)


def chosen_over_rounds(ballot: Ballot) -> list[int]:
    """Unit ids chosen by a ballot and the rounds before it, in order of choice."""
    before = chosen_over_rounds(ballot.previous) if ballot.previous else []
    return before + [key for key in (ballot.result or {}).get("chosen", []) if key not in before]


def ballots_under_way() -> bool:
    """Whether a ballot of any bloc is open or waits to be counted: then no copy of the database is
    made, since two copies would tell by their difference who chose whom."""
    return Ballot.objects.filter(state__in=UNDER_WAY).exists()


def count_of_opened() -> int:
    """How many ballots have ever been opened, so that a copy can tell whether one was meanwhile."""
    return Ballot.objects.filter(opened_at__isnull=False).count()
