"""Nominations in the bloc: proposed by rank or made by hand, examined, voted, minuted, ended."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.actions.checks import check_nomination, decide_check
from awards.models import Award, Check, Nomination, Reason, Subject
from awards.models.facts import ALLOWS
from awards.queries.nominations import (
    TESTABLE,
    blocking,
    is_by_standing,
    stands_in_minutes,
    told_of,
)
from awards.queries.proposing import (
    Proposed,
    chosen_by,
    counted_ballots,
    lacks_of_proposal,
    line_of,
    proposed_for,
    ranking_of,
)
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import Membership, Period, Unit, User
from units.queries import award_settings

State = Nomination.State


@transaction.atomic
def propose(period: Period, *, by: User | None) -> list[Nomination]:
    """Make the bloc's list of the year from ranking, quota and ballots, in the order of proposal.

    Running it again freshens the drafts and makes no second one. Raises ActionError for a half
    year, before the ranking is closed, and before the ballots are counted where the bloc votes.
    """
    lock(period.bloc)
    if lacks := lacks_of_proposal(period):
        raise ActionError(" ".join(lacks))
    found = [
        _propose_one(period, place, one, by)
        for place, one in enumerate(proposed_for(period), start=1)
    ]
    if not found:
        raise ActionError(_("Không có đơn vị nào trong danh sách đề nghị. Hãy xem lại chỉ tiêu."))
    for nomination in found:
        if nomination.state in (State.DRAFT, State.SELF_NOMINATED):
            with suppress(ActionError):  # the list stands; what was not tested, the page says
                check_nomination(nomination, by=by)
    record(period, "nominations_proposed", by=by, after={"count": len(found)})
    return found


def _propose_one(period: Period, place: int, one: Proposed, by: User | None) -> Nomination:
    """The nomination of one unit for one award: the one there is, freshened while the bloc works on
    it unvoted, or a new one."""
    frozen = {
        "source": Nomination.Source.RANK,
        "position": place,
        "rank": one.rank,
        "points": one.points,
        "ballot": one.ballot,
        "votes": one.votes,
        "vote_base": one.base,
    }
    key: dict[str, Any] = {
        "unit_id": one.unit_id,
        "subject": Subject.UNIT,
        "award": _award(one.award_code),
        "year": period.ends.year,
        "reason": Reason.MERIT,
        "theme": "",
    }
    there = Nomination.objects.filter(**key).exclude(state__in=Nomination.ENDS).first()
    if there is None:
        return Nomination.objects.create(
            bloc=period.bloc,
            period=period,
            unit_name=one.unit_name,
            created_by=by,
            created_at=clock.now(),
            **key,
            **frozen,
        )
    if there.state in (State.DRAFT, State.SELF_NOMINATED):
        for name, value in frozen.items():
            setattr(there, name, value)
        there.save(update_fields=list(frozen))
    return there


def _award(code: str) -> Award:
    """The row of the catalogue; raises ActionError where the settings name what is not there."""
    found = Award.objects.filter(code=code).first()
    if found is None:
        raise ActionError(
            _("Danh mục chưa có danh hiệu, hình thức của chỉ tiêu. Hãy xem lại cài đặt Khối.")
        )
    return found


@transaction.atomic
def nominate(
    period: Period, *, unit: Unit, award: Award, values: dict[str, Any], by: User | None
) -> Nomination:
    """Nominate by hand, at any time: a unit, a collective, person or household within it.

    `values`: subject, subject_name, reason, theme, summary, movement. Made by the desk it is a
    draft, made by the unit's leader the unit's own nomination. Raises ActionError when the unit
    is no member, the award is not for such a subject, or the same is nominated already.
    """
    lock(period.bloc)
    subject = Subject(values.get("subject") or Subject.UNIT)
    name = "" if subject == Subject.UNIT else str(values.get("subject_name", "")).strip()
    movement = values.get("movement")
    theme = str(values.get("theme", "")).strip() or (movement.name if movement else "")
    fields = {
        "unit": unit,
        "subject": subject,
        "subject_name": name,
        "award": award,
        "year": period.ends.year,
        "reason": Reason(values.get("reason") or Reason.MOVEMENT),
        "theme": theme[:300],
    }
    _refuse_unfit(period, fields, movement)
    is_desk = by is None or period.bloc_id in by.rights.desk_blocs
    made = Nomination.objects.create(
        bloc=period.bloc,
        period=period,
        unit_name=unit.name,
        summary=values.get("summary", ""),
        movement=movement,
        position=Nomination.objects.filter(period=period).count() + 1,
        state=State.DRAFT if is_desk else State.SELF_NOMINATED,
        created_by=by,
        created_at=clock.now(),
        **fields,
    )
    record(made, "nominated" if is_desk else "self_nominated", by=by)
    return made


def _refuse_unfit(period: Period, fields: dict[str, Any], movement: Any) -> None:
    """Raise ActionError with what does not fit together."""
    award, subject = fields["award"], fields["subject"]
    day = min(period.ends, clock.today())
    members = Membership.objects.filter(bloc=period.bloc, unit=fields["unit"], starts__lte=day)
    if not members.exclude(ends__lt=day).exists():
        raise ActionError(_("Đơn vị không là thành viên của Khối. Hãy chọn đơn vị khác."))
    if not getattr(award, ALLOWS[subject]):
        raise ActionError(
            _("“%(award)s” không dành cho đối tượng “%(subject)s”. Hãy chọn lại.")
            % {"award": award, "subject": subject.label}
        )
    if subject != Subject.UNIT and not fields["subject_name"]:
        raise ActionError(_("Hãy ghi tên tập thể, cá nhân được đề nghị."))
    if fields["reason"] in (Reason.MOVEMENT, Reason.SUDDEN) and not fields["theme"]:
        raise ActionError(_("Hãy chọn phong trào hoặc ghi thành tích, chuyên đề được đề nghị."))
    if movement and movement.bloc_id != period.bloc_id:
        raise ActionError(_("Phong trào không thuộc Khối này. Hãy chọn lại."))
    if Nomination.objects.filter(**fields).exclude(state__in=Nomination.ENDS).exists():
        raise ActionError(
            _("Đối tượng này đã được đề nghị “%(award)s” cho cùng thành tích. Hãy mở đề nghị đó.")
            % {"award": award}
        )


def _refuse_held(nomination: Nomination) -> None:
    """Read the state anew; raise ActionError while the nomination is on hold (rule N3)."""
    nomination.refresh_from_db(fields=["state", "held_from"])
    if nomination.state == State.HOLD:
        raise ActionError(_("Đề nghị đang tạm dừng xét. Hãy chờ văn bản kết luận."))


def _refuse_blocked(nomination: Nomination) -> None:
    """Raise ActionError with the conditions that are not met."""
    if words := [row.words for row in blocking(nomination)]:
        raise ActionError(_("Chưa đủ điều kiện: %(words)s") % {"words": " ".join(words)})


def _refuse_other(nomination: Nomination) -> None:
    """Raise ActionError where ranking and ballots are not about it: a unit that lost the ballot of
    the year may still be proposed for a movement."""
    if not is_by_standing(nomination):
        raise ActionError(
            _("Đề nghị riêng không lấy hạng và phiếu của năm. Đủ điều kiện thì ghi vào biên bản.")
        )


def _refuse_past(nomination: Nomination) -> None:
    """Raise ActionError once the bloc no longer works on it."""
    if nomination.state not in TESTABLE:
        raise ActionError(_("Đề nghị đã gửi hoặc đã kết thúc, Khối không sửa được nữa."))


@transaction.atomic
def examine(nomination: Nomination, *, by: User | None) -> None:
    """Test the conditions: a draft, or a unit's own nomination, is then examined; a later one, not
    yet sent, is tested anew and stays where it is. Raises ActionError once it is sent or over."""
    lock(nomination.bloc)
    _refuse_held(nomination)
    _refuse_past(nomination)
    check_nomination(nomination, by=by)
    if nomination.can_move_to(State.CHECKED):
        nomination.move_to(State.CHECKED)
    record(nomination, "nomination_checked", by=by)


@transaction.atomic
def describe(nomination: Nomination, *, summary: str, by: User | None) -> None:
    """Say in short what the award is for, as the tờ trình lists it.

    Raises ActionError while on hold, and once the nomination is sent or over.
    """
    lock(nomination.bloc)
    _refuse_held(nomination)
    _refuse_past(nomination)
    before, nomination.summary = nomination.summary, summary.strip()
    nomination.save(update_fields=["summary"])
    record(
        nomination, "nomination_described", by=by,
        before={"text": before}, after={"text": nomination.summary},
    )  # fmt: skip


@transaction.atomic
def conclude(check: Check, *, outcome: str, why: str, by: User | None) -> None:
    """A person concludes a condition that the data cannot, with a ground.

    Raises ActionError while on hold, and once the nomination is sent or over.
    """
    lock(check.bloc)
    _refuse_held(check.nomination)
    _refuse_past(check.nomination)
    decide_check(check, outcome=outcome, why=why, by=by)


@transaction.atomic
def place(nomination: Nomination, *, by: User | None) -> None:
    """Write down that it stands in the bloc's ranking, with rank and points of the frozen row.

    Raises ActionError when a condition blocks it, the ranking is not about it, or the unit has no
    rank in the period.
    """
    lock(nomination.bloc)
    _refuse_held(nomination)
    _refuse_other(nomination)
    _refuse_blocked(nomination)
    ranking = ranking_of(nomination.period)
    row = ranking.rows.filter(unit=nomination.unit_id).first() if ranking else None
    if not row or row.rank is None or row.is_disqualified:
        raise ActionError(_("Đơn vị chưa có hạng trong kết quả xếp hạng đã chốt của kỳ."))
    nomination.move_to(State.RANKED, rank=row.rank, points=row.rebased)
    record(nomination, "nomination_ranked", by=by, after={"rank": row.rank})


@transaction.atomic
def vote(nomination: Nomination, *, by: User | None) -> None:
    """Take the votes from the counted ballot: chosen, it goes on; not chosen, the bloc has voted it
    down. Raises ActionError when a condition blocks it, the ballot is not about it, or none has
    counted it."""
    lock(nomination.bloc)
    _refuse_held(nomination)
    _refuse_other(nomination)
    _refuse_blocked(nomination)
    ballots = counted_ballots(nomination.period, nomination.award.code)
    found = line_of(ballots, nomination.unit_id)
    if not found:
        raise ActionError(_("Chưa có kết quả kiểm phiếu cho đề nghị này. Hãy kiểm phiếu trước."))
    ballot, line = found
    votes = {
        "ballot": ballot,
        "votes": line["votes"],
        "vote_base": (ballot.result or {}).get("base"),
    }
    is_chosen = nomination.unit_id in chosen_by(ballots)
    if not is_chosen and (ballots[0].result or {}).get("needs_round"):
        raise ActionError(_("Còn vòng bỏ phiếu tiếp theo. Hãy chờ kết quả vòng đó."))
    nomination.move_to(State.VOTED if is_chosen else State.REJECTED, **votes)
    word = "nomination_voted" if is_chosen else "nomination_voted_down"
    record(nomination, word, by=by, after={"agreed": line["votes"]})


@transaction.atomic
def advance(period: Period, *, by: User | None) -> int:
    """Take every nomination of the period as far as examination, ranking and ballots let it; how
    many have moved. What is blocked or lacks something stays where it is."""
    lock(period.bloc)
    moved = 0
    rows = Nomination.objects.filter(period=period, state__in=Nomination.INSIDE)
    for nomination in rows.select_related("bloc__province", "period__bloc", "award"):
        before = nomination.state
        first = nomination.state in (State.DRAFT, State.SELF_NOMINATED)
        for step in (examine, place, vote) if first else (place, vote):
            with suppress(ActionError):
                step(nomination, by=by)
        moved += nomination.state != before
    return moved


@transaction.atomic
def lock_to_minutes(period: Period, *, by: User | None) -> int:
    """Bind the nominations to the meeting's approved minutes; how many. One that needs no ballot
    goes along: by hand without any minutes, by rank with those of the year-end review.

    Raises ActionError when nothing can be bound, with what is lacking.
    """
    lock(period.bloc)
    rows = Nomination.objects.filter(period=period).select_related("ballot", "bloc", "award")
    ready = [row for row in rows if row.can_move_to(State.MINUTED) and row.state != State.HOLD]
    told, needs_ballot = told_of(period), award_settings(period.bloc, period.ends).needs_ballot
    bound = [
        row
        for row in ready
        if stands_in_minutes(row, told, needs_ballot=needs_ballot) and not blocking(row)
    ]
    for nomination in bound:
        nomination.move_to(State.MINUTED)
        record(nomination, "nomination_minuted", by=by)
    if not bound:
        raise ActionError(
            _(
                "Chưa có đề nghị nào ghi được vào biên bản. Cần đủ điều kiện, có kết quả bỏ phiếu "
                "(nếu phải bỏ phiếu) và biên bản hội nghị đã duyệt."
            )
        )
    return len(bound)


@transaction.atomic
def withdraw(nomination: Nomination, *, reason: str, by: User | None) -> None:
    """Take a nomination back, with a reason; after it was sent, until the council has voted.

    Raises ActionError without a reason, while on hold, and after the council.
    """
    _end(nomination, State.WITHDRAWN, "nomination_withdrawn", reason, by)


@transaction.atomic
def reject(nomination: Nomination, *, reason: str, by: User | None) -> None:
    """The bloc does not take a nomination up, with a reason; raises ActionError without one, while
    on hold, or when it is past the bloc."""
    _end(nomination, State.REJECTED, "nomination_rejected", reason, by)


def _end(nomination: Nomination, state: str, word: str, reason: str, by: User | None) -> None:
    lock(nomination.bloc)
    _refuse_held(nomination)
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do."))
    nomination.move_to(state, outcome_reason=reason.strip())
    record(nomination, word, by=by, reason=reason.strip())
