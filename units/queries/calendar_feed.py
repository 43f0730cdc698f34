"""A person's duties as a calendar file."""

from datetime import datetime, time

from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.calendars import ZONE, Event, calendar_text
from units.models import CalendarAddress, User
from units.queries.calendar import Entry, own_entries


def address_of(user: User) -> CalendarAddress | None:
    """The person's secret address, if they have made one."""
    return CalendarAddress.objects.visible_to(user).first()


def feed_of(key: str) -> CalendarAddress | None:
    """Whose calendar a secret address shows; None for an unknown or renewed one."""
    return CalendarAddress.objects.filter(key=key).select_related("user").first()


def feed_text(user: User, *, site: str) -> str:
    """The file: last year's, this year's and next year's dates; `site` begins links (`https://…`).

    Made anew it is the same on one day unless something changed, so that programmes may be told
    "nothing new". Somebody without any right left has an empty calendar.
    """
    year = clock.today().year
    found = own_entries(user, {year - 1, year, year + 1})
    start_of_day = datetime.combine(clock.local_date(clock.real_now()), time.min, ZONE)
    return calendar_text(
        [_event(entry, site) for entry in found],
        name=_("Lịch công tác thi đua"),
        stamp=start_of_day,
    )


def _event(entry: Entry, site: str) -> Event:
    bloc, done = entry.bloc, entry.is_done
    starts = datetime.combine(entry.day, entry.starts_at, ZONE) if entry.starts_at else entry.day
    ends = None
    if entry.starts_at and entry.ends_at and entry.ends_at > entry.starts_at:
        ends = datetime.combine(entry.day, entry.ends_at, ZONE)
    return Event(
        uid=f"{entry.uid}@{bloc.slug}.{bloc.province.slug}.khoi-thi-dua",
        title=f"{_('Đã xong')}: {entry.title}" if done else entry.title,
        starts=starts,
        ends=ends,
        place=entry.place,
        text=f"{bloc.name}\n{_('Thực hiện')}: {entry.who}",
        url=site.rstrip("/") + entry.url,
        alarms_days=() if done else entry.remind_days,
        sequence=entry.milestone.revision if entry.milestone else 0,
    )
