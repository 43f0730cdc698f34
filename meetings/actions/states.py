"""The states of a meeting: opened in the room, closed, opened again, cancelled before it ran.

Sending the invitations, which makes it INVITED, is written in `meetings.actions.calls`.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions.calls import call_off, send_invitations
from meetings.actions.guard import current_minutes, touch
from meetings.actions.meetings import check_window
from meetings.actions.ready import make_ready
from meetings.models import AgendaItem, Meeting
from meetings.queries.ballots import UNDER_WAY, meeting_ballots
from units.actions import lock, record
from units.models import User

logger = logging.getLogger(__name__)

__all__ = [
    "cancel_meeting",
    "close_meeting",
    "end_if_told",
    "open_meeting",
    "reopen_meeting",
    "send_invitations",
]
State = Meeting.State
BEFORE = (State.PLANNED, State.INVITED)


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: User | None) -> None:
    """Declare the meeting open (khai mạc): its clock runs and the first item of the agenda begins.

    A meeting without a day or an hour gets those of the press. Raises ActionError before its day,
    without an agenda, and when it is open, over or cancelled.
    """
    lock(meeting.bloc)
    now, today = clock.now(), clock.today()
    _refuse_unless(meeting, BEFORE)
    if meeting.date is None:
        check_window(meeting, today)
    elif meeting.date > today:
        raise ActionError(
            _("Hội nghị định vào ngày %(day)s. Muốn họp sớm hơn, hãy sửa ngày họp rồi khai mạc.")
            % {"day": f"{meeting.date:%d/%m/%Y}"}
        )
    first = meeting.agendaitems.first()
    if first is None:
        raise ActionError(_("Chương trình chưa có nội dung nào. Hãy thêm nội dung rồi khai mạc."))
    is_noted = meeting.date is None or meeting.starts_at is None
    meeting.move_to(
        State.RUNNING,
        opened_at=now,
        date=meeting.date or today,
        starts_at=meeting.starts_at or now.time().replace(second=0, microsecond=0, tzinfo=None),
        current_item=first,
    )
    if is_noted:
        _count(meeting, "revision")
    AgendaItem.objects.filter(pk=first.pk).update(started_at=now, ended_at=None)
    record(meeting, "meeting_opened", by=by)
    touch(meeting)


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User | None) -> None:
    """Declare the meeting closed (bế mạc): items end, the hour is noted where nobody typed one, and
    the drafts of its papers are made ready in PDF and Word.

    Raises ActionError unless the meeting is running.
    """
    lock(meeting.bloc)
    _refuse_unless(meeting, (State.RUNNING,))
    _end(meeting, clock.now())
    record(meeting, "meeting_closed", by=by)
    touch(meeting)
    try:
        make_ready(meeting, by=by)
    except ActionError as error:  # a paper that cannot be begun yet does not keep the room open
        logger.info("Papers of meeting %s are not ready: %s", meeting.pk, error)


def _refuse_unless(meeting: Meeting, states: tuple[str, ...]) -> None:
    """Arrows of the table alone do not tell closing typed notes from closing the room."""
    if meeting.state not in states:
        raise ActionError(
            _("Không thể thực hiện: hội nghị ở trạng thái “%(state)s”. Hãy tải lại trang.")
            % {"state": meeting.get_state_display()}
        )


def _count(meeting: Meeting, counter: str) -> None:
    """An hour was noted where somebody may be typing: an open desk that does not show it yet must
    not write over it unseen."""
    Meeting.objects.filter(pk=meeting.pk).update(**{counter: F(counter) + 1})
    meeting.refresh_from_db(fields=[counter])


def _end(meeting: Meeting, now: datetime) -> None:
    at = now.time().replace(second=0, microsecond=0, tzinfo=None)
    stored = Meeting.objects.only("ends_at", "starts_at").get(pk=meeting.pk)
    is_after = stored.starts_at is None or at > stored.starts_at
    ends_at = stored.ends_at or (at if is_after else None)
    meeting.move_to(State.ENDED, closed_at=now, ends_at=ends_at, current_item=None)
    if ends_at != stored.ends_at:
        _count(meeting, "closing_revision")
    meeting.agendaitems.filter(started_at__isnull=False, ended_at__isnull=True).update(ended_at=now)


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, by: User | None) -> None:
    """Go on with a meeting that was closed too early; an hour that the closing noted is taken back.

    Raises ActionError once the minutes have been submitted.
    """
    lock(meeting.bloc)
    _refuse_unless(meeting, (State.ENDED,))
    minutes = current_minutes(meeting)
    if minutes and minutes.document.state != Document.State.DRAFT:
        raise ActionError(
            _("Biên bản đã trình duyệt, không họp tiếp được. Hãy lập hội nghị bất thường nếu cần.")
        )
    was = clock.local_time(meeting.closed_at) if meeting.closed_at else None
    noted = was.time().replace(second=0, microsecond=0) if was else None
    meeting.move_to(
        State.RUNNING,
        opened_at=meeting.opened_at or clock.now(),
        closed_at=None,
        ends_at=None if meeting.ends_at == noted else meeting.ends_at,
    )
    _count(meeting, "closing_revision")
    record(meeting, "meeting_reopened", by=by)
    touch(meeting)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: User) -> None:
    """Call the meeting off before it ran: whoever was asked is told, its minutes are given up, the
    period may plan another of its kind. Raises ActionError without a reason, and while a ballot is
    under way."""
    lock(meeting.bloc)
    _refuse_unless(meeting, BEFORE)
    reason = " ".join(reason.split())
    if not reason:
        raise ActionError(_("Hãy ghi lý do hủy hội nghị."))
    minutes = current_minutes(meeting)
    if minutes and minutes.document.state != Document.State.DRAFT:
        raise ActionError(_("Biên bản đã trình duyệt, không hủy hội nghị được."))
    if any(row.state in UNDER_WAY for row in meeting_ballots(meeting)):
        raise ActionError(
            _("Hội nghị có cuộc bỏ phiếu chưa xong. Hãy kiểm phiếu hoặc hủy cuộc bỏ phiếu trước.")
        )
    meeting.move_to(State.CANCELLED)
    if minutes:
        papers.drop_draft(minutes.document, by=by, reason=reason)
    call_off(meeting, reason=reason, by=by)
    record(meeting, "meeting_cancelled", by=by, reason=reason)
    touch(meeting)


def end_if_told(meeting: Meeting, *, by: User | None) -> None:
    """A meeting whose minutes are submitted is over, whether or not it was opened in the room.

    Call it inside a transaction that holds the bloc. Raises ActionError for a cancelled one.
    """
    if meeting.state == State.ENDED:
        return
    if meeting.state == State.RUNNING:
        _end(meeting, clock.now())
    else:
        meeting.move_to(State.ENDED)
    record(meeting, "meeting_closed", by=by)
    touch(meeting)
