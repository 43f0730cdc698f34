"""Planning a review meeting and typing its general parts."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.kinds import MINUTES
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import open_for_notes, touch
from meetings.models import AgendaItem, Attendance, Meeting, Minutes
from units.actions import lock, record
from units.models import Period, User
from units.queries import members_on, names_on

AGENDA = {
    Meeting.Kind.HALF_YEAR_REVIEW: (
        "Khai mạc, tuyên bố lý do, giới thiệu đại biểu",
        "Báo cáo sơ kết công tác thi đua, khen thưởng",
        "Thảo luận",
        "Phát biểu của đại diện Sở Nội vụ",
        "Thống nhất phương hướng, nhiệm vụ trọng tâm",
        "Kết luận, thông qua biên bản",
    ),
    Meeting.Kind.YEAR_END_REVIEW: (
        "Khai mạc, tuyên bố lý do, giới thiệu đại biểu",
        "Báo cáo tổng kết công tác thi đua, khen thưởng",
        "Thảo luận",
        "Phát biểu của đại diện Sở Nội vụ",
        "Thống nhất phương hướng, nhiệm vụ năm sau",
        "Kết luận, thông qua biên bản",
    ),
}


@transaction.atomic
def plan_meeting(period: Period, *, by: User | None) -> Meeting:
    """Set up the period's review: usual title and agenda, a line of attendance for each member.

    Raises ActionError when the period has its review meeting already or is closed.
    """
    lock(period.bloc)
    is_half = period.kind == Period.Kind.HALF_YEAR
    kind = Meeting.Kind.HALF_YEAR_REVIEW if is_half else Meeting.Kind.YEAR_END_REVIEW
    if period.state != Period.State.OPEN:
        raise ActionError(_("Kỳ đã kết thúc, không lập thêm hội nghị."))
    if period.meetings.filter(kind=kind).exists():
        raise ActionError(_("Kỳ này đã có hội nghị. Hãy mở hội nghị đó để ghi biên bản."))
    meeting = Meeting.objects.create(
        bloc=period.bloc, period=period, kind=kind, title=_title(period)
    )
    _list_units(meeting, period.ends)
    _write_agenda(meeting)
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


def _title(period: Period) -> str:
    year = period.ends.year
    if period.kind == Period.Kind.HALF_YEAR:
        return (
            "Hội nghị sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm, "
            f"triển khai nhiệm vụ 6 tháng cuối năm {year}"
        )
    return (
        f"Hội nghị tổng kết công tác thi đua, khen thưởng năm {year}, "
        f"triển khai nhiệm vụ năm {year + 1}"
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
    AgendaItem.objects.bulk_create(
        AgendaItem(bloc=meeting.bloc, meeting=meeting, title=title, position=place)
        for place, title in enumerate(AGENDA[Meeting.Kind(meeting.kind)], start=1)
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
        _check_window(meeting.period, chosen["date"])
    if wanted["starts_at"] and wanted["ends_at"] and wanted["ends_at"] <= wanted["starts_at"]:
        raise ActionError(_("Giờ kết thúc phải sau giờ bắt đầu."))
    meeting.save_if_unchanged(revision, chosen, counter=counter)
    touch(meeting)


def _check_window(period: Period, day: date) -> None:
    """A review is held after the period's end, within the windows the bloc has set."""
    if not period.meeting_from <= day <= period.meeting_due:
        raise ActionError(
            _("Ngày họp phải trong khoảng từ %(first)s đến %(last)s theo lịch của kỳ.")
            % {"first": f"{period.meeting_from:%d/%m/%Y}", "last": f"{period.meeting_due:%d/%m/%Y}"}
        )
