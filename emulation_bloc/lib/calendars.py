"""Calendar files (.ics, RFC 5545) that Outlook, Google and phones read: texts in, text out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, vCalAddress, vText
from icalendar import Event as Entry

from emulation_bloc.lib import clock, vietnamese

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MAKER = "-//Khoi thi dua//Lich cong tac//VI"
# An entry without an hour reminds when offices open, not at midnight.
MORNING = time(8)


@dataclass(frozen=True)
class Event:
    """One entry: a whole day (`starts` is a date) or hours (aware, or plain in Vietnamese time).

    `uid` stays the same as long as it is the same matter, so that a change moves the entry and
    makes no second one; `sequence` grows with each change of an invitation that went out.
    `alarms_days`: days before at which the programme reminds. `organizer` and `attendee` are
    (name, mail address): an invitation (METHOD:REQUEST) needs both to offer an answer.
    """

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime | None = None
    place: str = ""
    text: str = ""
    url: str = ""
    alarms_days: tuple[int, ...] = ()
    sequence: int = 0
    organizer: tuple[str, str] | None = None
    attendee: tuple[str, str] | None = None


def calendar_text(
    events: Iterable[Event],
    *,
    name: str = "",
    method: str = "PUBLISH",
    stamp: datetime | None = None,
) -> str:
    """The calendar file: `name` is what programmes call it, `method` PUBLISH for a feed, REQUEST
    for an invitation, CANCEL to call one off. `stamp` (now if not given) is when it was made."""
    made = (stamp or clock.real_now()).astimezone(UTC).replace(microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", vietnamese.clean(name))
    calendar.add("x-wr-timezone", ZONE.key)
    for event in events:
        calendar.add_component(_entry(event, made, method))
    # Outlook refuses a zone that the file does not describe; Vietnam has kept +07:00 since 1975.
    calendar.add_missing_timezones(first_date=date(2000, 1, 1), last_date=date(2037, 12, 31))
    return calendar.to_ical().decode()


def _entry(event: Event, made: datetime, method: str) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstamp", made)
    entry.add("sequence", event.sequence)
    entry.add("summary", vietnamese.clean(event.title))
    entry.add("dtstart", _moment(event.starts))
    if event.ends is not None:
        entry.add("dtend", _end(event.ends))
    for key, value in (("location", event.place), ("description", event.text), ("url", event.url)):
        if value:
            entry.add(key, vietnamese.clean(value))
    if not isinstance(event.starts, datetime):
        entry.add("transp", "TRANSPARENT")  # a deadline blocks nobody's day
    if method == "CANCEL":
        entry.add("status", "CANCELLED")
    if event.organizer:
        entry.add("organizer", _person(event.organizer))
    if event.attendee:
        entry.add("attendee", _person(event.attendee, rsvp=method == "REQUEST"))
    for days in sorted(set(event.alarms_days), reverse=True):
        entry.add_component(_alarm(event, days))
    return entry


def _moment(value: date | datetime) -> date | datetime:
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=ZONE) if value.tzinfo is None else value.astimezone(ZONE)


def _end(value: date | datetime) -> date | datetime:
    """The format's end of whole days is the day after the last one."""
    return _moment(value) if isinstance(value, datetime) else value + timedelta(days=1)


def _person(who: tuple[str, str], *, rsvp: bool = False) -> vCalAddress:
    name, address = who
    person = vCalAddress(f"mailto:{address}")
    person.params["CN"] = vText(vietnamese.clean(name).replace('"', "'"))
    if rsvp:
        person.params["ROLE"] = vText("REQ-PARTICIPANT")
        person.params["PARTSTAT"] = vText("NEEDS-ACTION")
        person.params["RSVP"] = vText("TRUE")
    return person


def _alarm(event: Event, days: int) -> Alarm:
    before = -timedelta(days=days)
    if not isinstance(event.starts, datetime):
        before += timedelta(hours=MORNING.hour)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", vietnamese.clean(event.title))
    alarm.add("trigger", before)
    return alarm
