"""Preparing a ballot: its rules, its list, its tellers; all of it before the ballot is opened."""

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings.actions.ballot_guard import ask_state, hold
from meetings.actions.guard import open_for_notes, touch
from meetings.models import Ballot, BallotCandidate, BallotTeller, Meeting
from meetings.models.tasks import task_blocs
from meetings.queries.ballots import (
    Standing,
    free_units,
    listed_units,
    own_units,
    standing_units,
    usual_rules,
)
from units.actions import record
from units.models import Unit, User

State = Ballot.State
RULES = (
    "question",
    "is_secret",
    "order",
    "base",
    "threshold",
    "is_above",
    "allows_self",
    "seats",
    "most_marks",
    "allows_blank",
    "takes_written",
    "most_rounds",
)


@transaction.atomic
def start_ballot(
    meeting: Meeting,
    *,
    kind: str,
    award_code: str = "",
    question: str = "",
    values: dict[str, Any] | None = None,
    units: list[Unit] | None = None,
    by: User | None,
) -> Ballot:
    """Prepare a ballot with the bloc's usual rules, changed by `values`, and the usual list unless
    `units` are given.

    Raises ActionError at a half-year review, when the minutes are submitted or the meeting is
    cancelled, for rules that contradict each other, and where the meeting has this ballot already.
    """
    open_for_notes(meeting, by=by)
    if meeting.kind == Meeting.Kind.HALF_YEAR_REVIEW:
        raise ActionError(_("Hội nghị sơ kết không bỏ phiếu. Hãy lập ở hội nghị tổng kết."))
    award_code = award_code if kind == Ballot.Kind.AWARD else ""
    held = Ballot.objects.filter(meeting=meeting).exclude(state=State.ABORTED)
    if (award_code or kind != Ballot.Kind.AWARD) and held.filter(
        kind=kind, award_code=award_code
    ).exists():
        raise ActionError(_("Hội nghị đã có cuộc bỏ phiếu này. Hãy mở để chuẩn bị tiếp."))
    ballot = Ballot(bloc=meeting.bloc, meeting=meeting, kind=kind, award_code=award_code)
    ballot.position = Ballot.objects.filter(meeting=meeting).count() + 1
    wanted = usual_rules(meeting, kind, award_code) | _chosen(values or {})
    if question.strip():
        wanted["question"] = question
    _apply(ballot, wanted)
    ballot.save()
    if units is None:
        _list(ballot, listed_units(meeting, kind, award_code))
    else:
        _list(ballot, _asked(ballot, units))
    record(ballot, "ballot_started", by=by, after=_told(ballot))
    touch(meeting)
    return ballot


@transaction.atomic
def save_ballot(ballot: Ballot, *, values: dict[str, Any], by: User | None) -> None:
    """Change the rules of a ballot that has not been opened; how the counted ballots were sealed
    (`sealed_by`) is written after closing.

    Raises ActionError once it is open, and for rules that contradict each other.
    """
    hold(ballot)
    open_for_notes(ballot.meeting, by=by)
    if set(values) == {"sealed_by"}:
        ask_state(ballot, State.DRAFT, State.CLOSED, State.COUNTED)
        if ballot.tally and ballot.tally.state != Document.State.DRAFT:
            raise ActionError(
                _("Biên bản kiểm phiếu đã lập. Muốn sửa, hãy để Tổ kiểm phiếu trả lại trước.")
            )
        ballot.sealed_by = " ".join(str(values["sealed_by"]).split())[:300]
        ballot.save(update_fields=["sealed_by"])
        record(ballot, "ballot_saved", by=by, after={"sealed_by": ballot.sealed_by})
        return
    ask_state(ballot, State.DRAFT)
    before, order = _told(ballot), ballot.order
    _apply(ballot, _chosen(values))
    ballot.save()
    if ballot.order != order:
        _order(ballot)
    record(ballot, "ballot_saved", by=by, before=before, after=_told(ballot))
    touch(ballot.meeting)


@transaction.atomic
def set_candidates(ballot: Ballot, units: list[Unit], *, by: User | None) -> None:
    """Put exactly these units on the ballot paper, in the ballot's order.

    Raises ActionError once it is open, and for a unit that is no member, is disqualified in the
    ranking or barred from the office.
    """
    hold(ballot)
    open_for_notes(ballot.meeting, by=by)
    ask_state(ballot, State.DRAFT)
    _list(ballot, _asked(ballot, units))
    names = [row.unit_name for row in ballot.ballotcandidates.all()]
    record(ballot, "ballot_listed", by=by, after={"units": names})
    touch(ballot.meeting)


@transaction.atomic
def set_tellers(ballot: Ballot, people: list[tuple[User, bool]], *, by: User | None) -> None:
    """Name the counting team: (person, whether leading); usually three, at least two.

    Raises ActionError for less than two, two of one unit, not exactly one who leads, people from
    outside the bloc and its department, and a person of a unit that stands, unless fewer than two
    units are left that do not (candidates' people are left out where that is possible).
    """
    hold(ballot)
    open_for_notes(ballot.meeting, by=by)
    ask_state(ballot, State.DRAFT)
    check_tellers(ballot, people)
    BallotTeller.objects.filter(ballot=ballot).delete()
    BallotTeller.objects.bulk_create(
        BallotTeller(
            bloc=ballot.bloc,
            ballot=ballot,
            user=user,
            unit_id=user.unit_id or min(own_units(user), default=None),
            name=user.full_name or user.username,
            is_lead=leads,
        )
        for user, leads in people
    )
    record(
        ballot, "tellers_named", by=by, after={"people": [user.full_name for user, _l in people]}
    )
    touch(ballot.meeting)


def check_tellers(ballot: Ballot, people: Sequence[tuple[User, bool]]) -> None:
    """Raises ActionError as `set_tellers` says; asked again when the ballot is opened."""
    if len({user.pk for user, _leads in people}) < max(2, len(people)):
        raise ActionError(_("Tổ kiểm phiếu cần ít nhất hai người khác nhau, thường là ba người."))
    if sum(leads for _user, leads in people) != 1:
        raise ActionError(_("Hãy chọn đúng một người làm Tổ trưởng Tổ kiểm phiếu."))
    own = {user.pk: own_units(user) for user, _leads in people}
    if len(set().union(*own.values())) < sum(map(len, own.values())):
        raise ActionError(_("Thành viên Tổ kiểm phiếu phải thuộc các đơn vị khác nhau."))
    standing = set(ballot.ballotcandidates.values_list("unit_id", flat=True))
    has_choice = len(free_units(ballot)) > 1
    for user, _leads in people:
        if not _is_at_home(user, ballot):
            raise ActionError(
                _("%(name)s không thuộc Khối, không thuộc Sở Nội vụ. Hãy chọn người khác.")
                % {"name": user.full_name}
            )
        if own[user.pk] & standing and has_choice:
            raise ActionError(
                _("Đơn vị của %(name)s có tên trong danh sách bỏ phiếu. Hãy chọn người khác.")
                % {"name": user.full_name}
            )


def _is_at_home(user: User, ballot: Ballot) -> bool:
    """Whether the person can open the ballot: of the bloc, or of its department."""
    is_reviewer = ballot.bloc.province_id in user.rights.reviewer_of
    return is_reviewer or ballot.bloc_id in task_blocs(user)


def _chosen(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in RULES if name in values}


def _apply(ballot: Ballot, values: dict[str, Any]) -> None:
    """Set and check the rules."""
    for name, value in values.items():
        setattr(ballot, name, value)
    ballot.question = " ".join(str(ballot.question).split())[:300]
    if not ballot.question:
        raise ActionError(_("Hãy ghi nội dung bỏ phiếu."))
    ballot.threshold = share_text(ballot.threshold)
    if ballot.is_above and ballot.share == 1:
        raise ActionError(_("Không thể yêu cầu nhiều hơn tất cả các phiếu. Hãy chọn tỷ lệ khác."))
    if min(ballot.seats, ballot.most_marks, ballot.most_rounds) < 1:
        raise ActionError(_("Số đơn vị được chọn, số tên được đánh dấu và số vòng ít nhất là 1."))
    if ballot.kind != Ballot.Kind.AWARD and (ballot.seats, ballot.most_marks) != (1, 1):
        raise ActionError(_("Bầu Trưởng khối, Phó Trưởng khối: mỗi phiếu chọn một đơn vị."))
    if ballot.takes_written and ballot.base == Ballot.Base.PRESENT:
        raise ActionError(
            _("Đã nhận phiếu của đơn vị vắng thì không tính tỷ lệ trên số đơn vị có mặt.")
        )


def share_text(text: str) -> str:
    """A threshold as it is stored, an exact fraction: `2/3`, `70 %` and `0,7` are understood.

    Raises ActionError for anything that is no part of one whole.
    """
    plain = "".join(str(text).split()).replace(",", ".")
    try:
        share = Fraction(Decimal(plain[:-1]) / 100 if plain.endswith("%") else plain)
    except (ValueError, ArithmeticError):
        share = Fraction(0)
    if not 0 < share <= 1 or len(str(share)) > 10:
        raise ActionError(_("Tỷ lệ cần đạt là một phân số hoặc phần trăm, ví dụ 2/3 hoặc 80%."))
    return str(share)


def _asked(ballot: Ballot, units: list[Unit]) -> list[Standing]:
    may = {row.unit.pk: row for row in standing_units(ballot.meeting, ballot.kind)}
    for unit in units:
        if unit.pk not in may:
            raise ActionError(
                _(
                    "%(unit)s không được đưa vào danh sách: không là thành viên, không được xếp"
                    " hạng hoặc không được xét thi đua."
                )
                % {"unit": unit.name}
            )
    wanted = {unit.pk for unit in units}
    return [row for key, row in may.items() if key in wanted]


def _list(ballot: Ballot, rows: list[Standing]) -> None:
    BallotCandidate.objects.filter(ballot=ballot).delete()
    BallotCandidate.objects.bulk_create(
        BallotCandidate(
            bloc=ballot.bloc,
            ballot=ballot,
            unit=row.unit,
            unit_name=row.name,
            rank=row.rank,
            points=row.points,
        )
        for row in rows
    )
    _order(ballot)


def _order(ballot: Ballot) -> None:
    """Number the candidates by rank, by lot, or as the units stand in the bloc."""
    rows = list(BallotCandidate.objects.filter(ballot=ballot).order_by("pk"))
    places = dict(ballot.meeting.attendances.values_list("unit_id", "position"))
    last = len(rows) + len(places)
    rows.sort(key=lambda row: places.get(row.unit_id, last))
    if ballot.order == Ballot.Order.SCORE:
        rows.sort(key=lambda row: row.rank or last)
    if ballot.order == Ballot.Order.DRAWN:
        random.SystemRandom().shuffle(rows)
    for place, row in enumerate(rows, start=1):
        row.position = place
    BallotCandidate.objects.bulk_update(rows, ["position"])


def _told(ballot: Ballot) -> dict[str, Any]:
    """The rules as the trail keeps them, in words."""
    told = {name: getattr(ballot, name) for name in RULES}
    return told | {
        "base": str(Ballot.Base(ballot.base).label),
        "order": str(Ballot.Order(ballot.order).label),
    }
