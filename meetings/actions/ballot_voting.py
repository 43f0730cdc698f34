"""Voting: opening freezes list and rules, each unit votes once, closing freezes the box."""

import re
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions.ballot_drafts import check_tellers
from meetings.actions.ballot_guard import ask_runner, ask_state, hold
from meetings.actions.guard import open_for_notes, touch
from meetings.models import Attendance, Ballot, BallotBox, BallotVoter
from meetings.queries.ballot_voters import voters_of
from meetings.queries.ballots import all_stand, has_receipt
from meetings.queries.quorum import is_there
from meetings.queries.room import light_of
from units.actions import record
from units.models import User

State = Ballot.State
Way = BallotVoter.Way
RECEIPT = re.compile(r"[0-9a-z]{32}")


@transaction.atomic
def open_ballot(ballot: Ballot, *, by: User | None) -> None:
    """Freeze list and rules and let the units vote: one voter for each unit of the meeting, by
    phone where its leader has an account, else on paper.

    Raises ActionError without quorum, candidates, or tellers who may count.
    """
    hold(ballot)
    open_for_notes(ballot.meeting, by=by)
    ask_state(ballot, State.DRAFT)
    ask_runner(ballot, by)
    if not ballot.ballotcandidates.exists():
        raise ActionError(_("Danh sách bỏ phiếu chưa có đơn vị nào. Hãy chọn đơn vị."))
    tellers = ballot.ballottellers.select_related("user__unit")
    check_tellers(ballot, [(row.user, row.is_lead) for row in tellers])
    attendances = list(ballot.meeting.attendances.order_by("position", "pk"))
    quorum = light_of(ballot.meeting, attendances).quorum
    if not quorum.is_met:
        raise ActionError(
            _(
                "Hội nghị chưa đủ số đơn vị để quyết định: có mặt %(present)d, cần %(needed)d trên"
                " %(members)d. Hãy điểm danh trước khi bỏ phiếu."
            )
            % {"present": quorum.present, "needed": quorum.needed, "members": quorum.members}
        )
    voters = voters_of(ballot, attendances)
    if all(row.way == Way.ABSENT for row in voters):
        raise ActionError(_("Không có đơn vị nào bỏ phiếu được. Hãy xem lại điểm danh."))
    BallotVoter.objects.filter(ballot=ballot).delete()
    BallotVoter.objects.bulk_create(voters)
    BallotBox.objects.get_or_create(ballot=ballot, defaults={"bloc": ballot.bloc})
    ballot.move_to(State.OPEN, opened_at=clock.now())
    told: dict[str, Any] = {"voters": sum(row.way != Way.ABSENT for row in voters)}
    if all_stand(ballot):
        told["all_stand"] = True
    record(ballot, "ballot_opened", by=by, after=told)
    touch(ballot.meeting)


@transaction.atomic
def set_way(voter: BallotVoter, way: str, *, user: User | None = None, by: User | None) -> None:
    """Change how a unit votes while it has not voted; by phone `user` is its leader, or with a
    letter of the attendance list an officer of the unit.

    Raises ActionError after the vote, for a person who may not vote for the unit or votes for
    another, and for a written vote where the rules take none.
    """
    ballot = voter.ballot
    hold(ballot)
    ask_state(ballot, State.OPEN)
    ask_runner(ballot, by)
    voter.refresh_from_db()
    if voter.has_voted:
        raise ActionError(_("%(unit)s đã bỏ phiếu.") % {"unit": voter.unit_name})
    if way == Way.WRITTEN and not ballot.takes_written:
        raise ActionError(_("Cuộc bỏ phiếu này không nhận phiếu gửi bằng văn bản."))
    if way in (Way.PHONE, Way.PAPER):
        _check_presence(voter)
    if way == Way.PHONE:
        _check_person(voter, user)
    before = str(Way(voter.way).label)
    voter.way, voter.user = way, user if way == Way.PHONE else None
    if voter.user and voter.letter:
        voter.person = voter.user.full_name
    voter.note = _("Không bỏ phiếu theo ghi nhận của Tổ kiểm phiếu") if way == Way.ABSENT else ""
    voter.save(update_fields=["way", "user", "person", "letter", "note"])
    after = {"unit": voter.unit_name, "way": str(Way(way).label)}
    record(ballot, "ballot_way_set", by=by, before={"way": before}, after=after)


def _check_presence(voter: BallotVoter) -> None:
    """Only who is in the room, with a letter where somebody stands in, votes in the room."""
    place = voter.ballot.meeting.attendances.filter(unit=voter.unit_id).first()
    if place is None or not is_there(place, None):
        raise ActionError(
            _("%(unit)s không có mặt. Hãy điểm danh lại trước.") % {"unit": voter.unit_name}
        )
    voter.letter = place.letter if place.presence == Attendance.Presence.STAND_IN else ""
    if place.presence == Attendance.Presence.STAND_IN and not voter.letter.strip():
        raise ActionError(
            _("Hãy ghi giấy ủy quyền của người dự thay %(unit)s ở phần điểm danh trước.")
            % {"unit": voter.unit_name}
        )


def _check_person(voter: BallotVoter, user: User | None) -> None:
    if user is None:
        raise ActionError(_("Hãy chọn người bỏ phiếu của đơn vị."))
    rights = user.rights
    if voter.unit_id not in (rights.units if voter.letter else rights.leader_of):
        raise ActionError(
            _(
                "%(name)s không phải lãnh đạo đơn vị, cũng không có giấy ủy quyền. Hãy chọn người"
                " khác."
            )
            % {"name": user.full_name}
        )
    others = BallotVoter.objects.filter(ballot=voter.ballot_id, user=user).exclude(pk=voter.pk)
    if others.exists():
        raise ActionError(_("%(name)s đã bỏ phiếu cho đơn vị khác.") % {"name": user.full_name})


@transaction.atomic
def cast(ballot: Ballot, *, receipt: str, marks: list[int], by: User) -> None:
    """Put one vote into the box. `receipt`: 32 small letters or digits that the browser drew;
    `marks`: ids of candidates.

    The same vote sent again changes nothing, also after closing: who has not heard that it arrived
    is told so. Leaves no trace in the trail and no time: the box is
    written whole, sorted by receipt, so that nothing joins voter and vote. In an open ballot the
    marks stand with the voter. Raises ActionError when the ballot is not open, the person casts
    no unit's vote or has cast it, or the marks break the rules.
    """
    hold(ballot)
    voter = BallotVoter.objects.filter(ballot=ballot, user=by, way=Way.PHONE).first()
    if voter is None:
        raise ActionError(_("Tài khoản này không bỏ phiếu trên hệ thống trong cuộc bỏ phiếu này."))
    if ballot.state == State.CLOSED and voter.has_voted and has_receipt(ballot, receipt):
        return
    if ballot.state != State.OPEN:
        raise ActionError(
            _("Phiếu không được nhận: cuộc bỏ phiếu “%(state)s”.")
            % {"state": ballot.get_state_display()}
        )
    if not RECEIPT.fullmatch(receipt):
        raise ActionError(_("Phiếu chưa có mã xác nhận. Hãy tải lại trang rồi bỏ phiếu lại."))
    chosen = _checked(ballot, voter, marks)
    if ballot.is_secret:
        _put(ballot, voter, receipt, chosen)
    else:
        _show(voter, chosen)


def _put(ballot: Ballot, voter: BallotVoter, receipt: str, marks: list[int]) -> None:
    box = BallotBox.objects.get(ballot=ballot)
    is_in = any(slip["receipt"] == receipt for slip in box.slips)
    if voter.has_voted and is_in:
        return
    if voter.has_voted:
        raise ActionError(_("Đơn vị đã bỏ phiếu. Mỗi đơn vị bỏ phiếu một lần."))
    if is_in:
        raise ActionError(_("Mã xác nhận đã được dùng. Hãy tải lại trang rồi bỏ phiếu lại."))
    slips = [*box.slips, {"receipt": receipt, "marks": marks}]
    box.slips = sorted(slips, key=lambda slip: slip["receipt"])
    box.save(update_fields=["slips"])
    BallotVoter.objects.filter(pk=voter.pk).update(has_voted=True)


def _show(voter: BallotVoter, marks: list[int]) -> None:
    """An open vote stands with the voter."""
    if voter.has_voted and voter.marks == marks:
        return
    if voter.has_voted:
        raise ActionError(_("Đơn vị đã bỏ phiếu. Mỗi đơn vị bỏ phiếu một lần."))
    BallotVoter.objects.filter(pk=voter.pk).update(has_voted=True, marks=marks)


def _checked(ballot: Ballot, voter: BallotVoter, marks: list[int]) -> list[int]:
    """The marks in the list's order, each once. Raises ActionError where the ballot would not be
    valid."""
    units = dict(ballot.ballotcandidates.order_by("pk").values_list("pk", "unit_id"))
    chosen = sorted(set(marks))
    if any(mark not in units for mark in chosen):
        raise ActionError(_("Phiếu có đơn vị ngoài danh sách. Hãy tải lại trang."))
    if len(chosen) > ballot.most_marks:
        raise ActionError(
            _("Chỉ được chọn tối đa %(most)d đơn vị. Hãy bỏ bớt.") % {"most": ballot.most_marks}
        )
    if not chosen and not ballot.allows_blank:
        raise ActionError(_("Hãy chọn ít nhất một đơn vị."))
    if not ballot.allows_self and voter.unit_id in {units[mark] for mark in chosen}:
        raise ActionError(_("Đơn vị không được bỏ phiếu cho chính mình. Hãy chọn đơn vị khác."))
    return chosen


@transaction.atomic
def close_ballot(ballot: Ballot, *, by: User | None) -> None:
    """Freeze the box: afterwards nobody votes. Raises ActionError unless the ballot is open."""
    hold(ballot)
    ask_runner(ballot, by)
    ballot.move_to(State.CLOSED, closed_at=clock.now())
    seal(ballot)
    record(ballot, "ballot_closed", by=by)
    touch(ballot.meeting)


def seal(ballot: Ballot) -> None:
    """Write all voters in one UPDATE, and the box: the databases number rows by the transaction
    that wrote them last, which must not tell one vote from another."""
    BallotVoter.objects.filter(ballot=ballot).update(has_voted=F("has_voted"))
    BallotBox.objects.filter(ballot=ballot).update(slips=F("slips"))
    transaction.on_commit(_forget_versions, robust=True)


def _forget_versions() -> None:
    """Ask the database to throw away the older versions of these rows that it keeps for a while:
    SQLite in its log, PostgreSQL in the tables. Where a reader still holds them it does so later.
    """
    tables = [model._meta.db_table for model in (BallotVoter, BallotBox)]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute(f"VACUUM {', '.join(tables)}")


@transaction.atomic
def abort_ballot(ballot: Ballot, *, reason: str, by: User | None) -> None:
    """Give a ballot up; everything stays as a trace, and the box stays shut for good.

    Raises ActionError without a reason, and once the ballot has been counted.
    """
    hold(ballot)
    reason = reason.strip()
    if not reason:
        raise ActionError(_("Hãy ghi lý do hủy cuộc bỏ phiếu."))
    if ballot.state != State.DRAFT:
        ask_runner(ballot, by)
    ballot.move_to(State.ABORTED, abort_reason=reason)
    seal(ballot)
    record(ballot, "ballot_aborted", by=by, reason=reason)
    touch(ballot.meeting)
