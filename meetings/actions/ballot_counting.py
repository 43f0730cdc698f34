"""Counting: paper typed twice joins the box, the result is stored, a further round follows."""

import secrets
from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions.ballot_drafts import RULES
from meetings.actions.ballot_guard import ask_runner, ask_state, hold
from meetings.actions.elections import counted_of, record_election
from meetings.actions.guard import open_for_notes, touch
from meetings.models import (
    Ballot,
    BallotBox,
    BallotCandidate,
    BallotTeller,
    BallotVoter,
    PaperEntry,
)
from meetings.queries.ballot_counting import ON_PAPER, next_candidates, recount
from units.actions import record
from units.models import User

State = Ballot.State


@transaction.atomic
def enter_paper(
    ballot: Ballot, slips: list[dict[str, Any]], *, is_done: bool, by: User
) -> PaperEntry:
    """Keep the pile of paper ballots as one teller types it: rows of `marks` (ids of candidates)
    and `is_spoiled`, in no order. With `is_done` it waits to be compared with another teller's.

    Raises ActionError before closing or after counting, for who is no teller, names that do not
    stand, or more papers than were given out.
    """
    hold(ballot)
    ask_state(ballot, State.CLOSED)
    teller = BallotTeller.objects.filter(ballot=ballot, user=by).first()
    if teller is None:
        raise ActionError(_("Chỉ thành viên Tổ kiểm phiếu nhập phiếu giấy."))
    rows = _clean(ballot, slips)
    given = _papers_given(ballot)
    if len(rows) > given:
        raise ActionError(
            _("Chỉ phát ra %(given)d phiếu giấy, đang nhập %(typed)d phiếu. Hãy đếm lại.")
            % {"given": given, "typed": len(rows)}
        )
    values = {"bloc": ballot.bloc, "slips": rows, "is_done": is_done}
    entry, _is_new = PaperEntry.objects.update_or_create(
        ballot=ballot, teller=teller, defaults=values
    )
    return entry


def _clean(ballot: Ballot, slips: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sorted, each name once; what is marked on a spoiled paper counts for nothing."""
    known = set(ballot.ballotcandidates.values_list("pk", flat=True))
    rows = []
    for slip in slips:
        is_spoiled = bool(slip.get("is_spoiled"))
        marks = [] if is_spoiled else sorted(set(slip.get("marks", [])))
        if not known.issuperset(marks):
            raise ActionError(_("Phiếu có đơn vị ngoài danh sách. Hãy tải lại trang."))
        rows.append({"marks": marks, "is_spoiled": is_spoiled})
    return sorted(rows, key=lambda row: (row["is_spoiled"], row["marks"]))


def _papers_given(ballot: Ballot) -> int:
    return BallotVoter.objects.filter(ballot=ballot, way__in=ON_PAPER).count()


@transaction.atomic
def count_ballot(ballot: Ballot, *, by: User | None) -> Ballot:
    """Put the paper that two tellers agree on into the box, count it and store the result; an
    election is written into the meeting's record too.

    Raises ActionError before closing, and while the tellers' piles differ or less than two have
    typed them; a teller is told how they differ, nobody else what stands on the paper.
    """
    hold(ballot)
    is_teller = BallotTeller.objects.filter(ballot=ballot, user=by).exists()
    if not is_teller:
        ask_runner(ballot, by)
    open_for_notes(ballot.meeting, by=by)
    ask_state(ballot, State.CLOSED)
    if given := _papers_given(ballot):
        _take_paper(ballot, _agreed(ballot, is_teller=is_teller), given)
    result = recount(ballot)
    ballot.move_to(State.COUNTED, counted_at=clock.now(), result=result)
    if ballot.kind != Ballot.Kind.AWARD:
        record_election(ballot.meeting, ballot.kind, counted_of(ballot), by=by)
    names = {row["unit"]: row["name"] for row in result["rows"]}
    told = {name: result[name] for name in ("issued", "collected", "valid", "invalid", "needed")}
    told["tally"] = [f"{row['name']}: {row['votes']}" for row in result["rows"]]
    told["chosen"] = [names[key] for key in result["chosen"]]
    record(ballot, "ballot_counted", by=by, after=told)
    touch(ballot.meeting)
    return ballot


def _agreed(ballot: Ballot, *, is_teller: bool) -> list[dict[str, Any]]:
    """The pile as at least two tellers have typed it alike."""
    rows = PaperEntry.objects.filter(ballot=ballot, is_done=True).select_related("teller")
    entries = list(rows.order_by("teller__pk"))
    if len(entries) < 2:
        raise ActionError(
            _("Phiếu giấy cần hai thành viên Tổ kiểm phiếu nhập độc lập. Đã nhập xong: %(done)d.")
            % {"done": len(entries)}
        )
    first = entries[0]
    for other in entries[1:]:
        if first.slips != other.slips and is_teller:
            raise ActionError(_difference(ballot, first, other))
        if first.slips != other.slips:
            raise ActionError(
                _("Phiếu giấy nhập hai lần còn khác nhau. Hãy để Tổ kiểm phiếu đếm lại và sửa.")
            )
    return list(first.slips)


def _difference(ballot: Ballot, first: PaperEntry, other: PaperEntry) -> str:
    """In which numbers two tellers differ: papers, spoiled ones, votes of each unit."""
    names = dict(ballot.ballotcandidates.order_by("position").values_list("pk", "unit_name"))
    mine, theirs = _sums(first), _sums(other)
    labels = {"papers": _("số phiếu"), "spoiled": _("phiếu hỏng"), "blank": _("phiếu trắng")}
    parts = [
        f"{label} {mine[key]} – {theirs[key]}"
        for key, label in (labels | names).items()
        if mine[key] != theirs[key]
    ]
    told = {"first": first.teller.name, "other": other.teller.name}
    if not parts:
        return (
            _(
                "%(first)s và %(other)s nhập bằng số phiếu từng đơn vị nhưng khác nhau ở từng"
                " phiếu. Hãy nhập lại cả hai."
            )
            % told
        )
    return _("%(first)s và %(other)s nhập khác nhau: %(parts)s. Hãy đếm lại và sửa cho khớp.") % (
        told | {"parts": "; ".join(parts)}
    )


def _sums(entry: PaperEntry) -> Counter[Any]:
    sums: Counter[Any] = Counter(papers=len(entry.slips))
    for slip in entry.slips:
        sums["spoiled"] += slip["is_spoiled"]
        sums["blank"] += not slip["marks"] and not slip["is_spoiled"]
        sums.update(slip["marks"])
    return sums


def _take_paper(ballot: Ballot, slips: list[dict[str, Any]], given: int) -> None:
    """Mix the paper into the box with receipts of its own and forget the tellers' piles: one or
    two papers would tell whose they were. All papers in means that all their units have voted;
    with fewer nobody knows which."""
    box = BallotBox.objects.get(ballot=ballot)
    mixed = box.slips + [slip | {"receipt": secrets.token_hex(16)} for slip in slips]
    for slip in mixed:
        if not slip.get("is_spoiled"):
            slip.pop("is_spoiled", None)
    box.slips = sorted(mixed, key=lambda slip: slip["receipt"])
    box.save(update_fields=["slips"])
    PaperEntry.objects.filter(ballot=ballot).update(slips=[])
    voted = When(way__in=ON_PAPER, then=Value(value=len(slips) == given))
    rows = BallotVoter.objects.filter(ballot=ballot)
    rows.update(has_voted=Case(voted, default=F("has_voted")))


@transaction.atomic
def next_round(ballot: Ballot, *, by: User | None) -> Ballot:
    """Prepare the next round with the same rules and tellers: the tied units for the seats that
    are left, or, when nobody reached the votes, those with the most, at most twice the seats.

    Raises ActionError when the result needs none, the rounds are used up, or it exists already.
    """
    hold(ballot)
    open_for_notes(ballot.meeting, by=by)
    ask_state(ballot, State.COUNTED)
    result: dict[str, Any] = ballot.result or {}
    if not result["needs_round"]:
        raise ActionError(_("Kết quả đã rõ, không cần bỏ phiếu vòng nữa."))
    if ballot.round >= ballot.most_rounds:
        raise ActionError(_("Đã hết số vòng bỏ phiếu theo quy định của Khối."))
    earlier = Ballot.objects.filter(previous=ballot)
    earlier.filter(state=State.ABORTED).update(previous=None)
    if earlier.exists():
        raise ActionError(_("Vòng tiếp theo đã được lập. Hãy mở để chuẩn bị tiếp."))
    seats = ballot.seats - len(result["chosen"])
    following = Ballot(
        **{name: getattr(ballot, name) for name in RULES},
        bloc=ballot.bloc,
        meeting=ballot.meeting,
        kind=ballot.kind,
        award_code=ballot.award_code,
        round=ballot.round + 1,
        previous=ballot,
        position=Ballot.objects.filter(meeting=ballot.meeting).count() + 1,
    )
    following.seats, following.most_marks = seats, min(ballot.most_marks, seats)
    following.save()
    _carry_over(ballot, following, next_candidates(result, ballot.seats))
    record(following, "ballot_round_started", by=by, after={"round": following.round})
    touch(ballot.meeting)
    return following


def _carry_over(ballot: Ballot, following: Ballot, units: list[int]) -> None:
    """The candidates that go on, in their order, and the tellers."""
    for row in ballot.ballotcandidates.filter(unit__in=units).order_by("position", "pk"):
        BallotCandidate.objects.create(
            bloc=ballot.bloc,
            ballot=following,
            unit=row.unit,
            unit_name=row.unit_name,
            rank=row.rank,
            points=row.points,
            position=following.ballotcandidates.count() + 1,
        )
    for teller in ballot.ballottellers.order_by("pk"):
        BallotTeller.objects.create(
            bloc=ballot.bloc,
            ballot=following,
            user=teller.user,
            unit=teller.unit,
            name=teller.name,
            is_lead=teller.is_lead,
        )
