"""What a meeting of a kind is like before anybody types: title, agenda, day, who may be asked."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from emulation_bloc.lib import clock
from meetings.models import AgendaItem, Meeting
from units.models import Period
from units.queries import meeting_settings, members_on

Kind = Meeting.Kind
ONCE = (Kind.PACT_SIGNING, *Meeting.REVIEWS)

# Kind → rows of (title, minutes): bloc practice §6, a morning or an afternoon.
USUAL_AGENDAS: dict[str, tuple[tuple[str, int], ...]] = {
    Kind.PACT_SIGNING: (
        ("Khai mạc, tuyên bố lý do, giới thiệu đại biểu", 10),
        ("Trình bày dự thảo kế hoạch, quy chế hoạt động và giao ước thi đua", 30),
        ("Thảo luận", 60),
        ("Phát biểu của đại diện Sở Nội vụ", 15),
        ("Phát động thi đua, ký kết giao ước thi đua", 30),
        ("Kết luận, thông qua biên bản", 15),
    ),
    Kind.HALF_YEAR_REVIEW: (
        ("Khai mạc, tuyên bố lý do, giới thiệu đại biểu", 15),
        ("Báo cáo sơ kết công tác thi đua, khen thưởng", 30),
        ("Thảo luận", 75),
        ("Phát biểu của đại diện Sở Nội vụ", 20),
        ("Thống nhất phương hướng, nhiệm vụ trọng tâm", 25),
        ("Kết luận, thông qua biên bản", 15),
    ),
    Kind.YEAR_END_REVIEW: (
        ("Khai mạc, tuyên bố lý do, giới thiệu đại biểu", 15),
        ("Báo cáo tổng kết công tác thi đua, khen thưởng", 30),
        ("Thảo luận", 75),
        ("Phát biểu của đại diện Sở Nội vụ", 20),
        ("Thống nhất phương hướng, nhiệm vụ năm sau", 25),
        ("Kết luận, thông qua biên bản", 15),
    ),
    Kind.EXTRAORDINARY: (
        ("Khai mạc, tuyên bố lý do, giới thiệu đại biểu", 10),
        ("Trình bày nội dung cần xin ý kiến hội nghị", 30),
        ("Thảo luận, biểu quyết", 45),
        ("Kết luận, thông qua biên bản", 15),
    ),
}


def review_kind(period: Period) -> str:
    """The kind of the period's review."""
    is_half = period.kind == Period.Kind.HALF_YEAR
    return Kind.HALF_YEAR_REVIEW if is_half else Kind.YEAR_END_REVIEW


def kinds_of(period: Period) -> list[str]:
    """The kinds of meeting a period may have: a pact is for a year, and so is its signing."""
    is_year = period.kind == Period.Kind.YEAR
    first = [Kind.PACT_SIGNING] if is_year else []
    return [*first, Kind(review_kind(period)), Kind.EXTRAORDINARY]


def kinds_to_plan(period: Period, meetings: list[Meeting]) -> list[str]:
    """The kinds that may be planned next, given the period's meetings; none once it is closed."""
    if period.state != Period.State.OPEN:
        return []
    held = {row.kind for row in meetings if row.state != Meeting.State.CANCELLED}
    return [kind for kind in kinds_of(period) if kind not in held or kind not in ONCE]


def usual_title(period: Period, kind: str) -> str:
    """The meeting's official name; an extraordinary one has none before somebody types it."""
    year = period.ends.year
    return {
        Kind.PACT_SIGNING: f"Hội nghị ký kết giao ước thi đua năm {year}",
        Kind.HALF_YEAR_REVIEW: (
            "Hội nghị sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm, "
            f"triển khai nhiệm vụ 6 tháng cuối năm {year}"
        ),
        Kind.YEAR_END_REVIEW: (
            f"Hội nghị tổng kết công tác thi đua, khen thưởng năm {year}, "
            f"triển khai nhiệm vụ năm {year + 1}"
        ),
    }.get(Kind(kind), "")


def agenda_of_kind(period: Period, kind: str) -> tuple[tuple[str, int], ...]:
    """Rows of (title, minutes): the bloc's own agenda of the kind, or the usual one."""
    own = dict(meeting_settings(period.bloc, clock.today()).agendas)
    return own.get(str(kind)) or USUAL_AGENDAS[kind]


def day_of(meeting: Meeting) -> date:
    """The day whose members are asked: the meeting's own; before it has one the period's end for a
    review, else today within the period."""
    if meeting.date:
        return meeting.date
    period = meeting.period
    if meeting.is_review:
        return period.ends
    return min(max(clock.today(), period.starts), period.ends)


def left_units(meeting: Meeting, listed: Iterable[int] | None = None) -> set[int]:
    """Ids of the units on the attendance list that are no member on the meeting's day.

    `listed` are the ids on the list where the caller has read them already.
    """
    members = {row.unit_id for row in members_on(meeting.bloc, day_of(meeting))}
    if listed is None:
        listed = meeting.attendances.values_list("unit_id", flat=True)
    return set(listed) - members


def beside_the_review() -> Exists:
    """For a query of papers: whether a paper tells a meeting that is not the period's review, or
    one that was cancelled. Minutes without a meeting of their own do not."""
    is_review = Q(kind__in=Meeting.REVIEWS) & ~Q(state=Meeting.State.CANCELLED)
    return Exists(Meeting.objects.filter(pk=OuterRef("meeting_key")).exclude(is_review))


def review_of(period: Period) -> Meeting | None:
    """The period's review meeting, None before it is planned."""
    rows = period.meetings.filter(kind__in=Meeting.REVIEWS)
    return rows.exclude(state=Meeting.State.CANCELLED).order_by("pk").first()


def agenda_times(
    meeting: Meeting, items: list[AgendaItem]
) -> list[tuple[AgendaItem, time | None, time | None]]:
    """(item, from, to) of each item: what was typed counts, the rest follows from the start of the
    meeting and the minutes before it; None where that cannot be known."""
    rows: list[tuple[AgendaItem, time | None, time | None]] = []
    at = meeting.starts_at
    for item in items:
        begins = item.planned_at or at
        ends = later(begins, item.minutes) if begins and item.minutes else None
        rows.append((item, begins, ends))
        at = ends
    return rows


def later(at: time, minutes: int) -> time | None:
    """So many minutes after a time of day; None past midnight, for no meeting runs into the next
    day."""
    moved = datetime.combine(date(2000, 1, 1), at) + timedelta(minutes=minutes)
    return moved.time() if moved.date() == date(2000, 1, 1) else None


def order_key(rows: list[Any]) -> str:
    """The order of rows as a page shows it, to be compared when somebody moves one."""
    return "-".join(str(row.pk) for row in rows)
