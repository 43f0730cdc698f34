"""Handing a return in: presenting, sending back, submitting, recalling, returning with reasons."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.answers import store_points
from assessments.formulas import late_days
from assessments.models import Answer, Assessment, Round
from assessments.queries.leaves import deadline_of
from assessments.queries.summary import compulsory_lacks
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import User

State = Assessment.State


def _stored(assessment: Assessment) -> Round:
    """The round as it is now; the return keeps the state it was read with, for `move_to`."""
    assessment.round = Round.objects.select_related("period", "bloc").get(pk=assessment.round_id)
    if assessment.round.is_closed:
        raise ActionError(_("Kết quả của kỳ đã chốt, không thay đổi được nữa."))
    return assessment.round


def _collecting(assessment: Assessment) -> None:
    if not _stored(assessment).is_collecting:
        raise ActionError(_("Đã hết giai đoạn tự đánh giá."))


@transaction.atomic
def present(assessment: Assessment, *, by: User) -> None:
    """The officer lays the return before the leader of the unit."""
    _collecting(assessment)
    if assessment.state == State.PRESENTED:
        raise ActionError(_("Bảng đã được trình lãnh đạo."))
    assessment.move_to(State.PRESENTED, presented_by=by, presented_at=clock.now())
    record(assessment, "return_presented", by=by)


@transaction.atomic
def send_back(assessment: Assessment, *, note: str, by: User) -> None:
    """The leader gives it back to the officer with a note."""
    _collecting(assessment)
    if assessment.state != State.PRESENTED:
        raise ActionError(_("Bảng chưa được trình hoặc đã xử lý. Hãy tải lại trang."))
    assessment.move_to(State.DRAFT, note=note)
    record(assessment, "return_sent_back", by=by, reason=note)


def last_moment(assessment: Assessment) -> datetime:
    """Until when it may be handed in at all: the hard deadline, or a later extension."""
    return max(assessment.round.hard_due_at, deadline_of(assessment))


@transaction.atomic
def submit(assessment: Assessment, *, by: User) -> None:
    """The leader hands the return in. How many days it is late is the server's business: 24:00 of
    the deadline's day is in time, a second later is one day late.

    A return that was sent back keeps the time of its first handing in. Raises ActionError while
    something compulsory lacks, after the last moment, or when it has been handed in already.
    """
    now = clock.now()
    Assessment.objects.select_for_update().get(pk=assessment.pk)  # what is being saved comes first
    round_ = _stored(assessment)
    is_returned = assessment.state == State.RETURNED
    if not is_returned:
        _check_time(assessment, round_, now)
    if lacks := compulsory_lacks(assessment):
        raise ActionError(
            _("Chưa nộp được, còn thiếu %(n)d mục bắt buộc: %(what)s.")
            % {"n": len(lacks), "what": "; ".join(lacks[:5])}
        )
    first = assessment.first_submitted_at if is_returned else None
    values: dict[str, Any] = {
        "submitted_at": now,
        "submitted_by": by,
        "first_submitted_at": first or now,
        "late_days": assessment.late_days if first else late_days(deadline_of(assessment), now),
        "return_reason": "",
        "note": "",
    }
    assessment.move_to(State.SUBMITTED, only_if=None, **values)
    store_points(assessment)
    assessment.answers.filter(is_reopened=True).update(is_reopened=False)
    after = {"at": now.isoformat(), "late_days": assessment.late_days}
    record(assessment, "return_submitted", by=by, after=after)


def _check_time(assessment: Assessment, round_: Round, now: datetime) -> None:
    if not round_.is_collecting:
        raise ActionError(_("Đã hết giai đoạn tự đánh giá, không nộp được nữa."))
    last = last_moment(assessment)
    if now > last:
        day = clock.local_date(last - timedelta(seconds=1))
        raise ActionError(
            _("Đã quá hạn cuối (hết ngày %(day)s). Đề nghị Trưởng khối gia hạn rồi nộp.")
            % {"day": f"{day:%d/%m/%Y}"}
        )


@transaction.atomic
def recall(assessment: Assessment, *, by: User) -> None:
    """The leader takes it back before the deadline; what counts is when it is handed in again."""
    _collecting(assessment)
    if clock.now() > deadline_of(assessment):
        raise ActionError(_("Đã quá hạn nộp, không rút lại được."))
    if assessment.state != State.SUBMITTED:
        raise ActionError(_("Bảng chưa nộp hoặc đã được trả lại. Hãy tải lại trang."))
    before = {"submitted_at": assessment.submitted_at.isoformat()}  # type: ignore[union-attr]
    assessment.move_to(State.DRAFT, submitted_at=None, first_submitted_at=None, late_days=0)
    record(assessment, "return_recalled", by=by, before=before)


@transaction.atomic
def return_with_reasons(
    assessment: Assessment, *, reasons: dict[int, str], report_reason: str, by: User
) -> None:
    """Send it back: `reasons` (answer → why) reopens exactly these criteria, `report_reason` the
    report and the targets. Everything else stays as it was handed in.

    Raises ActionError without any reason, or when it is not handed in.
    """
    _stored(assessment)
    answers = list(
        Answer.objects.filter(assessment=assessment, pk__in=reasons).select_related("criterion")
    )
    if len(answers) != len(reasons):
        raise ActionError(_("Có tiêu chí không thuộc bảng này. Hãy tải lại trang."))
    if not answers and not report_reason:
        raise ActionError(_("Hãy ghi lý do ở ít nhất một tiêu chí hoặc ở phần báo cáo."))
    if assessment.state != State.SUBMITTED:
        raise ActionError(_("Bảng chưa nộp hoặc đã được trả lại. Hãy tải lại trang."))
    assessment.move_to(
        State.RETURNED,
        return_reason=report_reason,
        returned_at=clock.now(),
        times_returned=assessment.times_returned + 1,
    )
    for answer in answers:
        answer.is_reopened, answer.return_reason = True, reasons[answer.pk]
        answer.save(update_fields=["is_reopened", "return_reason"])
    after = {"criteria": [answer.criterion.code for answer in answers]}
    told = [report_reason, *[f"{one.criterion.code}: {one.return_reason}" for one in answers]]
    record(
        assessment, "returned_for_more", by=by, after=after, reason=" | ".join(filter(None, told))
    )
