"""What the pages of ballots show: offers, choices, rules in words, progress, the result."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from meetings.models import Attendance, Ballot, BallotVoter, Meeting, PaperEntry
from meetings.queries.ballot_counting import ON_PAPER, needed_votes
from meetings.queries.ballot_voters import lone_way
from meetings.queries.ballots import award_questions, chosen_elsewhere, day_of, free_units
from meetings.queries.room import light_of
from units.models import Appointment, User
from units.models.tenants import valid_on
from units.queries import award_settings, members_on, quotas

Way = BallotVoter.Way
# A label and its people: (key of the user, name).
Group = tuple[str, list[tuple[int, str]]]

# The shares that rules ask for (bloc practice §4.2), in rising order, `>` for more than that.
SHARES = ("1/2", ">1/2", "2/3", ">2/3", "7/10", "3/4", "4/5", "9/10", "1")


@dataclass(frozen=True)
class Offer:
    """A ballot that the meeting may still hold: what is sent back, its name, seats."""

    code: str
    name: str
    seats: int


def offers(meeting: Meeting) -> list[Offer]:
    """The awards of the bloc's quotas, the two offices, and any other award; what the meeting
    already has is left out. A half-year review has none."""
    if meeting.kind == Meeting.Kind.HALF_YEAR_REVIEW:
        return []
    rows = Ballot.objects.filter(meeting=meeting).exclude(state=Ballot.State.ABORTED)
    held = set(rows.values_list("kind", "award_code"))
    day = day_of(meeting)
    rules = award_settings(meeting.bloc, day)
    kinds = Ballot.Kind
    seats = quotas(rules, members_on(meeting.bloc, day).count())
    left = {code: n for code, n in seats if n and (kinds.AWARD, code) not in held}
    asked = award_questions(list(left))
    found = [Offer(f"award:{code}", asked[code], n) for code, n in left.items()]
    for kind in (kinds.HEAD, kinds.DEPUTY):
        if (kind, "") not in held:
            found.append(Offer(f"{kind}:", str(kind.label), 1))
    return [*found, Offer("award:", _("Nội dung khen thưởng khác"), 1)]


def share_words(threshold: str, *, is_above: bool) -> str:
    """A threshold as it is read: `2/3`, `80%`, `trên 1/2`."""
    share = Fraction(threshold)
    text = str(share)
    hundredths = share * 100
    if share.denominator > 3 and hundredths.denominator == 1:
        text = f"{hundredths.numerator}%"
    if share == 1:
        text = "100%"
    return _("trên %(share)s") % {"share": text} if is_above else text


def rule_code(threshold: str, *, is_above: bool) -> str:
    """The choice of a form that stands for a threshold: `2/3`, `>1/2`."""
    return f">{threshold}" if is_above else threshold


def rule_choices(ballot: Ballot, members: int) -> list[tuple[str, str]]:
    """The usual shares with the votes that they mean for all members, the ballot's own included:
    `2/3 (tối thiểu 6/9)`."""
    own = rule_code(ballot.threshold, is_above=ballot.is_above)
    codes = [*SHARES] if own in SHARES else [own, *SHARES]
    return [(code, _rule(code, members)) for code in codes]


def _rule(code: str, members: int) -> str:
    is_above, share = code.startswith(">"), code.lstrip(">")
    words = share_words(share, is_above=is_above)
    words = words[:1].upper() + words[1:]
    if not members:
        return words
    needed = needed_votes(Fraction(share), members, is_above=is_above)
    return _("%(share)s (tối thiểu %(needed)d/%(members)d)") % {
        "share": words,
        "needed": needed,
        "members": members,
    }


def people_by_unit(units: Iterable[int], *, province: int | None = None) -> list[Group]:
    """Officers and leaders of units today, by unit; with `province` the people of its department
    too. One query."""
    who = Q(unit__in=list(units), role__in=Appointment.UNIT_ROLES)
    if province is not None:
        who |= Q(province=province, role=Appointment.Role.REVIEWER)
    rows = Appointment.objects.filter(who, valid_on(clock.today()), user__is_active=True)
    groups: dict[str, dict[int, str]] = {}
    for row in rows.select_related("user", "unit").order_by("unit__name", "user__full_name", "pk"):
        label = row.unit.name if row.unit else _("Sở Nội vụ")
        groups.setdefault(label, {})[row.user_id] = str(row.user)
    return [(label, list(people.items())) for label, people in groups.items()]


def people(keys: Iterable[int]) -> dict[int, User]:
    """The people of a form's choices by key, each with the unit."""
    return User.objects.select_related("unit").in_bulk(list(keys))


def following_round(ballot: Ballot) -> Ballot | None:
    """The round after this one, unless it was given up."""
    rows = Ballot.objects.filter(previous=ballot).exclude(state=Ballot.State.ABORTED)
    found = rows.first()
    if found is not None:
        found.meeting = ballot.meeting
    return found


def teller_groups(ballot: Ballot) -> list[Group]:
    """Who may be asked to count: people of units that do not stand, of all where fewer than two
    are left, and of the department."""
    free = free_units(ballot)
    if len(free) < 2:
        free = {row.unit_id for row in ballot.meeting.attendances.all()}
    return people_by_unit(free, province=ballot.meeting.bloc.province_id)


def open_lacks(ballot: Ballot, attendances: list[Attendance]) -> list[str]:
    """Why the ballot cannot be opened yet, and what is likely a mistake in its rules."""
    quorum = light_of(ballot.meeting, attendances).quorum
    told = [*_list_lacks(ballot), *_teller_lacks(ballot)]
    if not quorum.is_met:
        told.append(
            _("Chưa đủ số đơn vị để quyết định: có mặt %(present)d, cần %(needed)d/%(members)d.")
            % {"present": quorum.present, "needed": quorum.needed, "members": quorum.members}
        )
    return told


def _list_lacks(ballot: Ballot) -> list[str]:
    """What of the list does not go with the number of units to choose, or with other ballots."""
    listed, told = list(ballot.ballotcandidates.all()), []
    if not listed:
        told.append(_("Danh sách bỏ phiếu chưa có đơn vị nào."))
    elif len(listed) < ballot.seats:
        told.append(
            _("Danh sách có %(listed)d đơn vị, ít hơn số được chọn là %(seats)d.")
            % {"listed": len(listed), "seats": ballot.seats}
        )
    if ballot.most_marks < ballot.seats:
        told.append(
            _("Mỗi phiếu đánh dấu tối đa %(marks)d đơn vị, ít hơn số được chọn là %(seats)d.")
            % {"marks": ballot.most_marks, "seats": ballot.seats}
        )
    if ballot.kind == Ballot.Kind.AWARD:
        taken = chosen_elsewhere(ballot.meeting, ballot.award_code)
        if names := [row.unit_name for row in listed if row.unit_id in taken]:
            told.append(
                _("Đã được chọn ở cuộc bỏ phiếu khác, nên bỏ khỏi danh sách: %(units)s.")
                % {"units": "; ".join(names)}
            )
    return told


def _teller_lacks(ballot: Ballot) -> list[str]:
    """Too few tellers, or one whose unit was listed after they were named while others are free."""
    tellers = ballot.ballottellers.all()
    if len(tellers) < 2:
        return [_("Chưa cử Tổ kiểm phiếu (ít nhất hai người).")]
    if len(free_units(ballot)) < 2:
        return []
    standing = {row.unit_id for row in ballot.ballotcandidates.all()}
    return [
        _("Đơn vị của %(name)s có tên trong danh sách bỏ phiếu. Hãy cử người kiểm phiếu khác.")
        % {"name": row.name}
        for row in tellers
        if row.unit_id in standing
    ]


@dataclass(frozen=True)
class Progress:
    """How far an open ballot is: units that vote by themselves and have, units on paper, absent."""

    voted: int
    expected: int
    papers: int
    absent: int


def progress(voters: Iterable[BallotVoter]) -> Progress:
    """Counts of a ballot's voters; paper is counted by the tellers after closing."""
    rows = list(voters)
    return Progress(
        voted=sum(row.has_voted for row in rows if row.way == Way.PHONE),
        expected=sum(row.way == Way.PHONE for row in rows),
        papers=sum(row.way in ON_PAPER for row in rows),
        absent=sum(row.way == Way.ABSENT for row in rows),
    )


def lone_collected(ballot: Ballot) -> str:
    """After closing: `lone_way` of the votes that came in by phone, and of the papers given out."""
    rows = ballot.ballotvoters.all()
    return lone_way(ballot, [row for row in rows if row.way != Way.PHONE or row.has_voted])


@dataclass(frozen=True)
class Pile:
    """A teller by key and name, and whether that person has typed all paper ballots."""

    teller: int
    name: str
    is_done: bool


def piles(ballot: Ballot) -> list[Pile]:
    """Who of the tellers has typed the paper ballots; never what was typed."""
    done = set(
        PaperEntry.objects.filter(ballot=ballot, is_done=True).values_list("teller_id", flat=True)
    )
    return [Pile(row.pk, row.name, row.pk in done) for row in ballot.ballottellers.all()]


def own_entry(ballot: Ballot, user_id: int) -> PaperEntry | None:
    """What the person has typed of the paper ballots."""
    return PaperEntry.objects.filter(ballot=ballot, teller__user=user_id).first()


def result_lines(ballot: Ballot) -> list[dict[str, Any]]:
    """The stored result's rows by votes, each with whether it was chosen or is tied."""
    result: dict[str, Any] = ballot.result or {}
    chosen, tied = set(result.get("chosen", [])), set(result.get("tied", []))
    rows = [
        row | {"is_chosen": row["unit"] in chosen, "is_tied": row["unit"] in tied}
        for row in result.get("rows", [])
    ]
    return sorted(rows, key=lambda row: -row["votes"])


def outcome_words(line: dict[str, Any]) -> str:
    """What papers say of a row of `result_lines`."""
    if line["is_chosen"]:
        return "Được chọn"
    return "Bằng phiếu" if line["is_tied"] else "Không đạt"


def open_marks(ballot: Ballot) -> list[tuple[str, list[str]]]:
    """Of a counted open ballot: each unit that voted by phone, and the names it marked."""
    names = {row.pk: row.unit_name for row in ballot.ballotcandidates.all()}
    return [
        (row.unit_name, [names[key] for key in row.marks])
        for row in ballot.ballotvoters.all()
        if row.marks is not None
    ]


def own_place(ballot: Ballot, user_id: int) -> BallotVoter | None:
    """The unit's vote that the person casts by phone, if any."""
    rows = ballot.ballotvoters.all()
    return next((row for row in rows if row.user_id == user_id and row.way == Way.PHONE), None)
