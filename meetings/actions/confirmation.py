"""Confirmation of draft minutes by the units, where the bloc's rules have that stage."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import touch
from meetings.actions.telling import leaders_of
from meetings.actions.versions import keep_version
from meetings.models import Attendance, Minutes, MinutesRemark, UnitConfirmation
from meetings.queries import what_lacks
from meetings.queries.comparing import block_lines
from meetings.queries.confirmation import counted, may_close, window_of
from meetings.queries.minutes import minutes_words
from units.actions import lock, record
from units.actions.outbox import write_mail
from units.models import MeetingSettings, Unit, User
from units.queries import meeting_settings

Answer = UnitConfirmation.Answer
HERE = (Attendance.Presence.PRESENT, Attendance.Presence.STAND_IN)


def _rules(minutes: Minutes) -> MeetingSettings:
    meeting = minutes.meeting
    return meeting_settings(meeting.bloc, meeting.date or clock.today())


def _hold(minutes: Minutes) -> None:
    """Hold the bloc, and read what another may have changed meanwhile."""
    lock(minutes.bloc)
    minutes.refresh_from_db(fields=["confirm_from", "confirm_until", "confirm_closed_at"])
    minutes.document.refresh_from_db(fields=["state", "is_shared"])


@transaction.atomic
def open_confirmation(minutes: Minutes, *, by: User) -> None:
    """Show the draft of this moment to the units that attended, until the end of the last day of
    the bloc's window, and write to their leaders. Opening again after a closed window asks anew.

    Raises ActionError where the bloc does not confirm, the minutes lack something or are not a
    draft, or a window is open.
    """
    _hold(minutes)
    rules = _rules(minutes)
    if minutes.is_supplement or not rules.confirms_minutes:
        raise ActionError(_("Quy định của Khối không có bước các đơn vị xác nhận biên bản."))
    if minutes.document.state != Document.State.DRAFT:
        raise ActionError(_("Chỉ lấy xác nhận khi biên bản đang là dự thảo."))
    if window_of(minutes) == "open":
        raise ActionError(_("Đang lấy xác nhận của các đơn vị."))
    if lacks := what_lacks(minutes, for_chair=False):
        raise ActionError(" ".join(lacks))
    now = clock.now()
    last = now.date() + timedelta(days=rules.confirm_days)
    minutes.confirm_from, minutes.confirm_closed_at = now, None
    minutes.confirm_until = datetime.combine(last, time(23, 59, 59), tzinfo=now.tzinfo)
    minutes.confirm_words = minutes_words(minutes)
    minutes.save(
        update_fields=["confirm_from", "confirm_until", "confirm_closed_at", "confirm_words"]
    )
    keep_version(minutes, _("Gửi lấy xác nhận"), by=by)
    rows = _ask(minutes)
    papers.share(minutes.document, by=by)
    _write_to(minutes, {row.unit_id for row in rows}, by=by)
    record(minutes, "confirmation_opened", by=by, after={"until": last.isoformat()})
    touch(minutes.meeting)


def _ask(minutes: Minutes) -> list[UnitConfirmation]:
    """An unanswered line for each unit that attended."""
    UnitConfirmation.objects.filter(minutes=minutes).delete()
    here = minutes.meeting.attendances.filter(presence__in=HERE).order_by("position", "pk")
    return UnitConfirmation.objects.bulk_create(
        UnitConfirmation(bloc=minutes.bloc, minutes=minutes, unit_id=row.unit_id) for row in here
    )


def _write_to(minutes: Minutes, units: set[int], *, by: User) -> None:
    if minutes.confirm_until is None:
        return
    until = f"{minutes.confirm_until:%H:%M ngày %d/%m/%Y}"
    silent = _rules(minutes).silence == "agrees"
    rule = _("Quá hạn, đơn vị không trả lời được tính là thống nhất.") if silent else ""
    bloc, period = minutes.document.bloc, minutes.document.period
    for person in leaders_of(units):
        write_mail(
            bloc=bloc,
            kind=f"confirm:{minutes.confirm_from:%Y-%m-%dT%H:%M:%S}",
            duty=f"minutes:{minutes.pk}",
            subject=_("Đề nghị xác nhận dự thảo biên bản: %(title)s")
            % {"title": minutes.meeting.title[:200]},
            body=_(
                "Dự thảo biên bản đã gửi đơn vị. Đề nghị ông/bà đọc, xác nhận thống nhất hoặc "
                "góp ý từng đoạn trước %(until)s. %(rule)s"
            )
            % {"until": until, "rule": rule},
            user=person,
            url=reverse(
                "meetings:confirm_minutes",
                args=[bloc.province.slug, bloc.slug, period.slug, minutes.pk],
            ),
            by=by,
        )


def _asked(minutes: Minutes, unit: Unit) -> UnitConfirmation:
    """The unit's line while answers are taken. Raises ActionError outside the window."""
    _hold(minutes)
    if window_of(minutes) != "open":
        raise ActionError(_("Thời hạn xác nhận biên bản đã kết thúc hoặc chưa mở."))
    row = UnitConfirmation.objects.filter(minutes=minutes, unit=unit).first()
    if row is None:
        raise ActionError(_("Đơn vị không dự họp nên không xác nhận biên bản này."))
    return row


@transaction.atomic
def confirm(minutes: Minutes, *, unit: Unit, by: User) -> None:
    """A unit's leader agrees with the draft as shown; agreeing twice changes nothing."""
    row = _asked(minutes, unit)
    if row.answer == Answer.AGREED:
        return
    _write(row, Answer.AGREED, by)
    record(minutes, "minutes_confirmed", by=by, after={"unit": unit.short_name})


def _write(row: UnitConfirmation, answer: str, by: User) -> None:
    row.answer, row.by, row.at, row.is_by_silence = answer, by, clock.now(), False
    row.save(update_fields=["answer", "by", "at", "is_by_silence"])


@transaction.atomic
def remark(minutes: Minutes, *, unit: Unit, paragraph: int, text: str, by: User) -> MinutesRemark:
    """A unit remarks on one paragraph of the shown words (`paragraph` counts blocks from 0). The
    same words twice are one remark.

    Raises ActionError outside the window, without words, for a paragraph that is not there, and
    for an officer when the leader has agreed already.
    """
    row = _asked(minutes, unit)
    shown = (minutes.confirm_words or {}).get("blocks", [])
    said = " ".join(text.split())
    if not said:
        raise ActionError(_("Hãy ghi ý kiến trước khi gửi."))
    if not 0 <= paragraph < len(shown):
        raise ActionError(_("Không tìm thấy đoạn được góp ý. Hãy tải lại trang."))
    if row.answer == Answer.AGREED and unit.pk not in by.rights.leader_of:
        raise ActionError(_("Lãnh đạo đơn vị đã xác nhận thống nhất với dự thảo biên bản."))
    made, is_new = MinutesRemark.objects.get_or_create(
        minutes=minutes,
        unit=unit,
        paragraph=paragraph,
        text=said,
        defaults={
            "bloc": minutes.bloc,
            "quote": _quote(shown[paragraph]),
            "by": by,
            "at": clock.now(),
        },
    )
    if is_new:
        _write(row, Answer.REMARKED, by)
        record(minutes, "minutes_remarked", by=by, after={"unit": unit.short_name, "text": said})
    return made


def _quote(block: dict[str, Any]) -> str:
    return "\n".join(block_lines(block))


@transaction.atomic
def answer_remark(row: MinutesRemark, *, text: str, by: User) -> None:
    """The secretary takes a remark up, or says why not; until the minutes are submitted."""
    minutes = row.minutes
    _hold(minutes)
    said = text.strip()
    if not said:
        raise ActionError(_("Hãy ghi nội dung trả lời."))
    if minutes.document.state != Document.State.DRAFT:
        raise ActionError(_("Biên bản đã trình hoặc đã duyệt, không trả lời thêm được."))
    before = row.answer
    row.answer, row.answered_by, row.answered_at = said, by, clock.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    record(
        minutes,
        "remark_answered",
        by=by,
        before={"answer": before},
        after={"answer": said, "unit": row.unit.short_name},
    )


@transaction.atomic
def close_confirmation(minutes: Minutes, *, by: User) -> None:
    """End the window: by hand once all have answered and are answered, or when the time is up.

    Raises ActionError before that. Closing twice changes nothing.
    """
    _hold(minutes)
    if window_of(minutes) == "closed":
        return
    rows = list(UnitConfirmation.objects.filter(minutes=minutes))
    if not may_close(minutes, rows, MinutesRemark.objects.filter(minutes=minutes)):
        raise ActionError(
            _(
                "Chưa kết thúc được: còn trong thời hạn mà chưa đủ đơn vị trả lời, hoặc còn ý kiến "
                "chưa được trả lời."
            )
        )
    _settle(minutes, rows, by=by)


def settle_if_over(minutes: Minutes, *, by: User) -> None:
    """Close a window whose time is up; anything else is left as it is."""
    if window_of(minutes) == "over":
        _settle(minutes, UnitConfirmation.objects.filter(minutes=minutes), by=by)


def _settle(minutes: Minutes, rows: Iterable[UnitConfirmation], *, by: User) -> None:
    """Count silence as the bloc's rule says, and take the draft back from the units."""
    is_over, silence = window_of(minutes) == "over", _rules(minutes).silence
    for row in rows:
        answer, is_by_silence = counted(row, silence, is_over=is_over)
        if is_by_silence and not row.is_by_silence:
            row.answer, row.is_by_silence, row.at = answer, True, minutes.confirm_until
            row.save(update_fields=["answer", "is_by_silence", "at"])
    minutes.confirm_closed_at = clock.now()
    minutes.save(update_fields=["confirm_closed_at"])
    papers.share(minutes.document, by=by, is_shared=False)
    record(minutes, "confirmation_closed", by=by)
    touch(minutes.meeting)
