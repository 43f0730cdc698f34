"""Fixtures for every test: the business day, what was queued, and one small world of tenants."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.core.cache import caches
from django.db import transaction
from hypothesis import HealthCheck, settings

from emulation_bloc.lib import clock, jobs
from tests.factories import DAY
from tests.worlds import World, make_world

# How fast an example runs says something about the machine, not about the property.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def stand_on() -> Iterator[Callable[[date | None], None]]:
    """Business time stands on DAY; `stand_on(day)` moves it, `stand_on(None)` lets it run."""

    def move(day: date | None) -> None:
        clock.set_demo_day_source((lambda: day) if day else None)

    move(DAY)
    yield move
    clock.set_demo_day_source(None)


@pytest.fixture(autouse=True)
def queued(monkeypatch) -> list[tuple[str, int]]:
    """What would have gone to the worker, after commit, as (name of the job, id of the row)."""
    sent: list[tuple[str, int]] = []
    monkeypatch.setattr(jobs, "sender", lambda name, row_id: sent.append((name, row_id)))
    return sent


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Rolled-back rows leave their numbers free: no test may find what another kept of them.

    Names of its own for each test, since emptying a shared Redis ends the sessions of tests that
    run beside it.
    """
    caches["default"].key_prefix = uuid.uuid4().hex


@pytest.fixture
def world(db) -> World:
    """A bloc of nine units, a person for each role, papers in every state."""
    return make_world()


@pytest.fixture
def far(db) -> World:
    """Another province with a bloc of three units, its own people and papers."""
    return make_world("thai-binh", "Thái Bình", units=3)


@pytest.fixture(scope="module")
def shared_worlds(
    django_db_setup, django_db_blocker, tmp_path_factory
) -> Iterator[tuple[World, World]]:
    """Both worlds, built once for all tests of a module; each test's own writes are rolled back."""
    clock.set_demo_day_source(lambda: DAY)
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world(), make_world("thai-binh", "Thái Bình", units=3)
        transaction.set_rollback(True)
