"""What the room shows at a glance: agenda with its clock, quorum light, who is writing where, and
which rows there are, so that an open desk can tell what another has changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from meetings.models import AgendaItem, Attendance, Meeting, Speaker
from meetings.queries.desk import Rows
from meetings.queries.quorum import Quorum, quorum_of
from units.models import MeetingSettings
from units.queries import meeting_settings


@dataclass(frozen=True)
class Step:
    """One item of the agenda: `state` is done, now or next; `planned` when it is due by the agenda;
    `elapsed` and `over` in minutes and `since` in milliseconds since 1970, only while it runs."""

    item: AgendaItem
    number: int
    state: str
    starts: time | None
    ends: time | None
    planned: time | None
    elapsed: int = 0
    over: int = 0
    since: int = 0


def agenda_steps(meeting: Meeting, items: Iterable[AgendaItem], now: datetime) -> list[Step]:
    """The agenda in order, with the time each item took, has taken or is planned for.

    An item without an hour of its own is planned for the end of the one before it.
    """
    steps, due = [], meeting.starts_at
    for number, item in enumerate(items, start=1):
        due = item.planned_at or due
        steps.append(_step(meeting, item, number, due, now))
        due = _later(due, item.minutes)
    return steps


def _later(start: time | None, minutes: int | None) -> time | None:
    if start is None or not minutes:
        return None
    return (datetime.combine(date.min, start) + timedelta(minutes=minutes)).time()


def _step(meeting: Meeting, item: AgendaItem, number: int, due: time | None, now: datetime) -> Step:
    starts = clock.local_time(item.started_at) if item.started_at else None
    ends = clock.local_time(item.ended_at) if item.ended_at else None
    if starts is None:
        return Step(item, number, "next", None, None, due)
    if meeting.current_item_id != item.pk:
        return Step(item, number, "done", starts.time(), ends.time() if ends else None, due)
    elapsed = max(0, int((now - starts).total_seconds() // 60))
    over = max(0, elapsed - item.minutes) if item.minutes else 0
    since = int(starts.timestamp() * 1000)
    return Step(item, number, "now", starts.time(), None, due, elapsed, over, since)


def next_step(steps: list[Step]) -> Step | None:
    """What comes after the item that runs, or the first that has not been: None at the end."""
    running = next((step for step in steps if step.state == "now"), None)
    after = steps[running.number :] if running else steps
    return next((step for step in after if step.state == "next"), None)


@dataclass(frozen=True)
class Light:
    """The quorum as a light: good is enough, warn may still be enough, bad cannot be."""

    kind: str
    text: str
    quorum: Quorum


def quorum_light(
    attendances: list[Attendance], rules: MeetingSettings, *, at: time | None = None
) -> Light:
    """`8/9 · đủ 6`: units present of all, and how many are needed, as of `at`."""
    found = quorum_of(attendances, rules, at=at)
    told = {"present": found.present, "members": found.members, "needed": found.needed}
    if found.is_met:
        return Light("good", _("%(present)d/%(members)d · đủ %(needed)d") % told, found)
    unknown = sum(row.presence == Attendance.Presence.UNKNOWN for row in attendances)
    if found.present + unknown >= found.needed and found.members:
        return Light("warn", _("%(present)d/%(members)d · cần %(needed)d") % told, found)
    return Light("bad", _("%(present)d/%(members)d · thiếu, cần %(needed)d") % told, found)


def light_of(meeting: Meeting, attendances: list[Attendance]) -> Light:
    """The light by the bloc's rule of the meeting's day: while it runs as of now, else over all."""
    rules = meeting_settings(meeting.bloc, meeting.date or clock.today())
    runs_today = meeting.state == Meeting.State.RUNNING and meeting.date == clock.today()
    return quorum_light(attendances, rules, at=clock.now().time() if runs_today else None)


def speaking(speakers: list[Speaker]) -> Speaker | None:
    """Who has the floor."""
    return next((row for row in speakers if row.turn == Speaker.Turn.SPEAKING), None)


def next_speaker(speakers: list[Speaker]) -> Speaker | None:
    """Who is called next."""
    return next((row for row in speakers if row.turn == Speaker.Turn.WAITING), None)


def row_stamps(meeting: Meeting, rows: Rows) -> dict[str, Any]:
    """Which rows there are in which order and how often each was saved, for the open desks.

    `parts`: part of the meeting → its counter; `rows`: part → [[row, counter], …], a conclusion
    with its references as a third: [[reference, counter], …].
    """
    parts = {part: getattr(meeting, counter) for part, (counter, _fields) in Meeting.PARTS.items()}
    stamps: dict[str, list[Any]] = {}
    for part, listed in rows.items():
        stamps[part] = [_stamp(row) for row in listed]
    return {"parts": parts, "rows": stamps}


def _stamp(row: Any) -> list[Any]:
    stamp: list[Any] = [row.pk, row.revision]
    if hasattr(row, "references"):
        stamp.append([[one.pk, one.revision] for one in row.references.all()])
    return stamp
