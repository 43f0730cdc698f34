"""Business time and real time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from emulation_bloc.lib import clock
from units import queries
from units.apps import UnitsConfig


def at(monkeypatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: moment)


def test_business_day_begins_at_midnight_in_vietnam(monkeypatch, stand_on):
    stand_on(None)

    at(monkeypatch, datetime(2021, 7, 8, 16, 59, 59, tzinfo=UTC))
    assert clock.today() == date(2021, 7, 8)
    at(monkeypatch, datetime(2021, 7, 8, 17, 0, tzinfo=UTC))
    assert clock.today() == date(2021, 7, 9)


def test_demo_day_replaces_the_date_and_keeps_the_time_of_day(monkeypatch, stand_on):
    at(monkeypatch, datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC))

    stand_on(date(2021, 7, 9))

    assert clock.now().isoformat() == "2021-07-09T08:02:03+07:00"
    assert clock.today() == date(2021, 7, 9)


def test_demo_day_may_be_any_day_on_a_leap_day(monkeypatch, stand_on):
    at(monkeypatch, datetime(2024, 2, 29, 1, 0, tzinfo=UTC))

    stand_on(date(2021, 7, 9))

    assert clock.today() == date(2021, 7, 9)


def test_real_time_never_stands_still(stand_on):
    stand_on(date(2021, 7, 9))

    assert clock.real_now().tzinfo is not None
    assert clock.real_now() - datetime.now(UTC) < timedelta(seconds=5)


def test_demo_day_is_kept_for_five_seconds_and_forgotten_on_demand(monkeypatch):
    asked = []
    seconds = [100.0]
    monkeypatch.setattr(clock.time, "monotonic", lambda: seconds[0])
    clock.set_demo_day_source(lambda: asked.append(1) or date(2021, 7, len(asked)))

    assert {clock.demo_day(), clock.demo_day()} == {date(2021, 7, 1)}
    seconds[0] += 6
    assert clock.demo_day() == date(2021, 7, 2)
    clock.forget_demo_day()
    assert clock.demo_day() == date(2021, 7, 3)


def test_day_without_demonstration_is_kept_too(monkeypatch):
    asked = []
    clock.set_demo_day_source(lambda: asked.append(1))

    assert (clock.demo_day(), clock.demo_day()) == (None, None)
    assert len(asked) == 1


def test_local_date_is_the_date_in_vietnam():
    assert clock.local_date(datetime(2021, 7, 8, 17, 30, tzinfo=UTC)) == date(2021, 7, 9)


@pytest.mark.parametrize(("is_demo", "expected"), [(True, queries.demo_day), (False, None)])
def test_only_demo_mode_tells_the_clock_another_day(settings, monkeypatch, is_demo, expected):
    settings.DEMO = is_demo
    told = []
    monkeypatch.setattr(clock, "set_demo_day_source", told.append)

    import units

    UnitsConfig("units", units).ready()

    assert told == ([expected] if is_demo else [])
