"""Planning a meeting and typing its general parts."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.kinds import MINUTES
from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import open_for_notes, touch
from meetings.models import AgendaItem, Attendance, Meeting, Minutes
from meetings.queries import planning
from units.actions import lock, record
from units.models import Period, User
from units.queries import members_on, names_on


@transaction.atomic
def plan_meeting(
    period: Period, *, by: User | None, kind: str | None = None, title: str = ""
) -> Meeting:
    """Set up a meeting, the period's review unless `kind` says otherwise: title and agenda of its
    kind, a line of attendance for each member.

    Raises ActionError when the period is closed, has no such meeting or has it already, and for an
    extraordinary meeting without a title.
    """
    lock(period.bloc)
    kind = kind or planning.review_kind(period)
    if period.state != Period.State.OPEN:
        raise ActionError(_("Kỳ đã kết thúc, không lập thêm hội nghị."))
    _check_kind(period, kind)
    title = " ".join(title.split()) or planning.usual_title(period, kind)
    if not title:
        raise ActionError(_("Hãy ghi tên hội nghị bất thường, ví dụ “Hội nghị bất thường về …”."))
    meeting = Meeting.objects.create(bloc=period.bloc, period=period, kind=kind, title=title[:300])
    _list_units(meeting, planning.day_of(meeting))
    _write_agenda(meeting)
    _take_over_reports(meeting)
    document = papers.start_draft(
        period.bloc,
        kind=MINUTES.code,
        period=period,
        title=meeting.title,
        by=by,
        meeting_key=meeting.pk,
    )
    Minutes.objects.create(bloc=period.bloc, meeting=meeting, document=document)
    record(meeting, "meeting_planned", by=by)
    return meeting


def _check_kind(period: Period, kind: str) -> None:
    """What the period has room for."""
    if kind not in planning.kinds_of(period):
        if kind == Meeting.Kind.PACT_SIGNING:
            raise ActionError(_("Hội nghị ký giao ước thi đua lập ở kỳ cả năm."))
        raise ActionError(_("Kỳ này không có loại hội nghị đó. Hãy chọn lại."))
    if kind not in planning.kinds_to_plan(period, list(period.meetings.all())):
        raise ActionError(_("Kỳ này đã có hội nghị. Hãy mở hội nghị đó để ghi biên bản."))


def _take_over_reports(meeting: Meeting) -> None:
    """A review planned anew is the one of whom the report's draft tells, not the cancelled one."""
    if not meeting.is_review:
        return
    drafts = meeting.period.reports.filter(document__state__in=Document.DRAFT_STATES)
    drafts.exclude(meeting__state__in=set(Meeting.State) - {Meeting.State.CANCELLED}).update(
        meeting=meeting
    )


def _list_units(meeting: Meeting, day: date) -> None:
    members = list(members_on(meeting.bloc, day))
    names = names_on([row.unit for row in members], day)
    Attendance.objects.bulk_create(
        Attendance(
            bloc=meeting.bloc,
            meeting=meeting,
            unit=row.unit,
            unit_name=names[row.unit_id][0],
            position=place,
        )
        for place, row in enumerate(members, start=1)
    )


def _write_agenda(meeting: Meeting) -> None:
    rows = planning.agenda_of_kind(meeting.period, meeting.kind)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            bloc=meeting.bloc, meeting=meeting, title=title, minutes=minutes or None, position=place
        )
        for place, (title, minutes) in enumerate(rows, start=1)
    )


@transaction.atomic
def save_meeting(
    meeting: Meeting, part: str, *, values: dict[str, Any], revision: int, by: User | None
) -> None:
    """Keep what was typed into one part of the desk (`part`: a key of Meeting.PARTS).

    Raises ActionError for a date outside the period's windows or an end before the start, and
    StaleRevisionError when somebody else saved the part since it was read.
    """
    open_for_notes(meeting, by=by)
    counter, fields = Meeting.PARTS[part]
    chosen = {name: values[name] for name in fields if name in values}
    wanted = {name: getattr(meeting, name) for name in ("date", "starts_at", "ends_at")} | chosen
    if chosen.get("date") and chosen["date"] != meeting.date:
        check_window(meeting, chosen["date"])
    if wanted["starts_at"] and wanted["ends_at"] and wanted["ends_at"] <= wanted["starts_at"]:
        raise ActionError(_("Giờ kết thúc phải sau giờ bắt đầu."))
    meeting.save_if_unchanged(revision, chosen, counter=counter)
    touch(meeting)


def check_window(meeting: Meeting, day: date) -> None:
    """A review is held after the period's end, within the windows the bloc has set; any other
    meeting from the period's first day to the last day on which its review may be held."""
    period = meeting.period
    first, last = period.meeting_from, period.meeting_due
    if not meeting.is_review:
        first, last = period.starts, max(period.ends, period.meeting_due)
    if not first <= day <= last:
        raise ActionError(
            _("Ngày họp phải trong khoảng từ %(first)s đến %(last)s theo lịch của kỳ.")
            % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
        )
