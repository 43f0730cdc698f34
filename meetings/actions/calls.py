"""Asking people to a meeting by mail: invitations, notices of a change, calling it off."""

from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.calendars import Event, calendar_text
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import touch
from meetings.actions.reports import share_report
from meetings.models import Invitation, Meeting
from meetings.queries import invitations as queries
from meetings.queries.planning import left_units
from units.actions import lock, record
from units.actions.outbox import write_mail
from units.models import Mail, User

State = Meeting.State
# How long a meeting blocks in a calendar whose agenda has no minutes: half a day.
USUAL_MINUTES = 210


@transaction.atomic
def send_invitations(meeting: Meeting, *, by: User) -> int:
    """Ask the member units and the guests with an account; again, whoever was not asked before.

    The draft of the review report goes out for comment with it. Returns how many were asked. Raises
    ActionError while day, hour or place is missing, the day is over, or everybody was asked.
    """
    lock(meeting.bloc)
    _refuse_unready(meeting)
    rows = _rows_to_send(meeting)
    if not rows:
        raise ActionError(
            _("Giấy mời đã gửi hết. Muốn báo thay đổi, hãy dùng “Gửi lại thông báo thay đổi”.")
        )
    report = queries.draft_report_of(meeting)
    if report and not report.document.is_shared:
        share_report(report, by=by)
    opening = f"{meeting.bloc.name} trân trọng kính mời dự {meeting.title}."
    body = queries.letter_words(meeting, opening=opening, has_report=report is not None)
    _write(meeting, rows, kind="invitation", subject=f"Giấy mời: {meeting.title}", body=body, by=by)
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=clock.now())
    if meeting.state == State.PLANNED:
        meeting.move_to(State.INVITED)
    record(meeting, "invitations_sent", by=by, after={"rows": len(rows)})
    touch(meeting)
    return len(rows)


def _refuse_unready(meeting: Meeting) -> None:
    if meeting.state not in {State.PLANNED, State.INVITED}:
        raise ActionError(
            _("Hội nghị ở trạng thái “%(state)s”, không gửi giấy mời nữa.")
            % {"state": meeting.get_state_display()}
        )
    if not (meeting.date and meeting.starts_at and meeting.place):
        raise ActionError(_("Hãy nhập ngày họp, giờ bắt đầu và địa điểm rồi gửi giấy mời."))
    if meeting.date < clock.today():
        raise ActionError(_("Ngày họp đã qua. Hãy sửa ngày họp rồi gửi giấy mời."))
    if meeting.reply_by and meeting.reply_by > meeting.date:
        raise ActionError(_("Hạn trả lời giấy mời phải trước hoặc trong ngày họp."))


def _rows_to_send(meeting: Meeting) -> list[Invitation]:
    """A row for each member unit and guest with an account that was not asked before."""
    left = left_units(meeting)
    units = [row.unit_id for row in meeting.attendances.all() if row.unit_id not in left]
    guests = meeting.guests.filter(role__in=queries.ASKED, user__isnull=False)
    known = list(meeting.invitations.values_list("unit_id", "guest_id"))
    asked_units = {unit for unit, _guest in known}
    asked_guests = {guest for _unit, guest in known}
    wanted = [{"unit_id": unit} for unit in units if unit not in asked_units]
    wanted += [{"guest_id": row.pk} for row in guests if row.pk not in asked_guests]
    for place, target in enumerate(wanted, start=len(known) + 1):
        Invitation.objects.create(bloc=meeting.bloc, meeting=meeting, position=place, **target)
    return list(_invitations(meeting).filter(sent_at__isnull=True))


def _invitations(meeting: Meeting) -> QuerySet[Invitation]:
    rows: QuerySet[Invitation] = meeting.invitations.select_related("unit", "guest__user")
    return rows


def _write(
    meeting: Meeting,
    rows: list[Invitation],
    *,
    kind: str,
    subject: str,
    body: str,
    by: User,
    method: str = "REQUEST",
    sequence: int = 0,
) -> None:
    """One letter to each reader of each row; `sequence` counts what the calendar has been told."""
    readers = queries.readers_of(rows)
    for invitation in rows:
        url = answer_url(meeting, invitation)
        for user in readers[invitation.pk]:
            write_mail(
                bloc=meeting.bloc,
                kind=kind,
                duty=f"invitation:{invitation.pk}",
                subject=subject,
                body=body,
                user=user,
                url=url,
                calendar=_calendar(meeting, user, method=method, sequence=sequence, url=url),
                by=by,
            )


def _calendar(meeting: Meeting, user: User, *, method: str, sequence: int, url: str) -> str:
    """The entry that goes into the reader's calendar, moves there or leaves it again."""
    if not (meeting.date and meeting.starts_at):
        return ""
    starts = datetime.combine(meeting.date, meeting.starts_at)
    length = sum(row.minutes or 0 for row in meeting.agendaitems.all())
    event = Event(
        uid=f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}",
        title=meeting.title,
        starts=starts,
        ends=starts + timedelta(minutes=length or USUAL_MINUTES),
        place=meeting.place,
        text=queries.facts_words(meeting),
        url=settings.SITE_URL + url,
        sequence=sequence,
        organizer=(meeting.bloc.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        attendee=(user.full_name or user.username, user.email) if user.email else None,
    )
    return calendar_text([event], method=method)


def answer_url(meeting: Meeting, invitation: Invitation) -> str:
    """The page on which this invitation is answered."""
    period = meeting.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, meeting.pk, invitation.pk]
    return reverse("meetings:answer_invitation", args=at)


@transaction.atomic
def announce_changes(meeting: Meeting, *, by: User) -> int:
    """Tell everybody asked of the new day, hour, place or agenda; answers stay as they are.

    Returns how many were told. Raises ActionError when nothing has changed since the last letter.
    """
    lock(meeting.bloc)
    _refuse_unready(meeting)
    left = left_units(meeting)
    sent = _invitations(meeting).filter(sent_at__isnull=False)
    rows = [row for row in sent if row.unit_id not in left]
    if not rows:
        raise ActionError(_("Chưa gửi giấy mời nào. Hãy gửi giấy mời trước."))
    number = _told_changes(rows) + 1
    report = queries.draft_report_of(meeting)
    has_report = bool(report and report.document.is_shared)
    opening = f"{meeting.bloc.name} xin thông báo thay đổi về {meeting.title} như sau:"
    body = queries.letter_words(meeting, opening=opening, has_report=has_report)
    _refuse_same(rows, body)
    subject = f"Thay đổi: {meeting.title}"
    kind = f"invitation-change:{number}"
    _write(meeting, rows, kind=kind, subject=subject, body=body, by=by, sequence=number)
    record(meeting, "changes_announced", by=by, after={"rows": len(rows)})
    return len(rows)


def _letters(rows: list[Invitation]) -> QuerySet[Mail]:
    return Mail.objects.filter(duty__in=[f"invitation:{row.pk}" for row in rows])


def _told_changes(rows: list[Invitation]) -> int:
    kinds = _letters(rows).filter(kind__startswith="invitation-change:")
    return int(kinds.order_by().values("kind").distinct().count())


def _refuse_same(rows: list[Invitation], body: str) -> None:
    """The last letter told the same below its first line: pressing twice writes to nobody twice."""
    last = _letters(rows).order_by("-pk").first()
    if last and last.body.partition("\n")[2].strip() == body.partition("\n")[2].strip():
        raise ActionError(
            _("Thời gian, địa điểm, chương trình chưa thay đổi so với lần gửi trước.")
        )


def call_off(meeting: Meeting, *, reason: str, by: User) -> None:
    """Tell whoever was asked that the meeting will not be held; inside the caller's transaction."""
    rows = list(_invitations(meeting).filter(sent_at__isnull=False))
    if not rows:
        return
    body = "\n".join(
        [
            f"{meeting.bloc.name} xin thông báo: {meeting.title} ({queries.when_words(meeting)}) "
            "không tổ chức như giấy mời đã gửi.",
            f"Lý do: {reason}",
            "",
            "Trân trọng.",
        ]
    )
    subject = f"Hủy: {meeting.title}"
    number = _told_changes(rows) + 1
    _write(
        meeting,
        rows,
        kind="invitation-cancelled",
        subject=subject,
        body=body,
        by=by,
        method="CANCEL",
        sequence=number,
    )
