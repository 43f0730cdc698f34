"""The only place that asks for the time.

Business time (what is late, which date a paper bears, who holds a role today) may stand still on
a demonstration's day; real time (sessions, leases, audit) never does.
"""

import time
from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

DEMO_DAY_SECONDS = 5.0
_source: Callable[[], date | None] | None = None
_kept: tuple[float, date | None] = (0.0, None)


def set_demo_day_source(source: Callable[[], date | None] | None) -> None:
    """Say where the day of a demonstration is read from; None outside demo mode."""
    global _source, _kept
    _source, _kept = source, (0.0, None)


def forget_demo_day() -> None:
    """Read the day of the demonstration anew at the next question."""
    global _kept
    _kept = (0.0, None)


def demo_day() -> date | None:
    """The day on which a demonstration stands, None in a real installation; kept for seconds."""
    global _kept
    if _source is None:
        return None
    read_at, day = _kept
    if not read_at or time.monotonic() - read_at > DEMO_DAY_SECONDS:
        day = _source()
        _kept = (time.monotonic(), day)
    return day


def real_now() -> datetime:
    """The server's own time, aware, for sessions, leases and the audit trail."""
    return timezone.now()


def now() -> datetime:
    """Business time, aware, Asia/Ho_Chi_Minh: on a demonstration's day at the real time of day."""
    local = timezone.localtime(real_now())
    if day := demo_day():
        return local.replace(year=day.year, month=day.month, day=day.day)
    return local


def today() -> date:
    """The business date in Asia/Ho_Chi_Minh."""
    return now().date()


def local_time(moment: datetime) -> datetime:
    """The moment in Asia/Ho_Chi_Minh."""
    return timezone.localtime(moment)


def local_date(moment: datetime) -> date:
    """The date of a moment in Asia/Ho_Chi_Minh."""
    return timezone.localtime(moment).date()
