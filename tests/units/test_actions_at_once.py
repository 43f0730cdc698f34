"""Several people at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from emulation_bloc.lib.states import ActionError
from tests.factories import (
    BlocFactory,
    trail,
)
from units import actions
from units.actions.periods import default_windows
from units.models import (
    Bloc,
)


def test_lock_needs_a_transaction(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        actions.lock(BlocFactory())


def add_one(bloc_id: int) -> None:
    try:
        with transaction.atomic():
            actions.lock(Bloc(pk=bloc_id))
            bloc = Bloc.objects.get(pk=bloc_id)
            bloc.short_name = str(int(bloc.short_name) + 1)
            bloc.save(update_fields=["short_name"])
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_lock_lets_one_writer_in_at_a_time():
    bloc = BlocFactory(short_name="0")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add_one, [bloc.pk] * 40))

    bloc.refresh_from_db()
    assert bloc.short_name == "40"


def try_to_open(bloc: Bloc) -> str:
    try:
        actions.open_period(
            bloc, kind="half_year", year=2021, windows=default_windows("half_year", 2021), by=None
        )
    except ActionError:
        return "refused"
    finally:
        connection.close()
    return "opened"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_open_a_period_at_once_one_succeeds():
    bloc = BlocFactory()

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(try_to_open, [bloc] * 6))

    assert sorted(answers) == ["opened"] + ["refused"] * 5
    assert trail(bloc) == ["period_opened"]
