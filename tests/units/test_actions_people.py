"""Giving, ending and lending roles."""

from datetime import date, timedelta

import pytest

from emulation_bloc.lib.states import ActionError
from tests.factories import (
    DAY,
    FOUNDED,
    AppointmentFactory,
    BlocFactory,
    UnitFactory,
    UserFactory,
    fresh,
    trail,
)
from units import actions, queries
from units.models import (
    Appointment,
)

YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


def test_appoint_gives_the_role_and_writes_the_trail(db):
    bloc = BlocFactory()
    user = UserFactory()

    actions.appoint(user, "secretary", by=None, starts=DAY, bloc=bloc)

    assert fresh(user).rights.secretary_of == {bloc.pk}
    assert trail(bloc) == ["appointed"]


@pytest.mark.parametrize(
    ("first", "second", "is_refused"),
    [
        ((FOUNDED, None), (DAY, None), True),
        ((FOUNDED, DAY), (DAY, None), True),
        ((FOUNDED, YESTERDAY), (DAY, None), False),
        ((TOMORROW, None), (DAY, DAY), False),
        ((TOMORROW, None), (DAY, TOMORROW), True),
    ],
)
def test_appoint_refuses_the_same_role_twice_at_a_time(db, first, second, is_refused):
    row = AppointmentFactory(starts=first[0], ends=first[1])

    def appoint() -> Appointment:
        return actions.appoint(
            row.user, "secretary", by=None, starts=second[0], ends=second[1], bloc=row.bloc
        )

    if is_refused:
        with pytest.raises(ActionError, match="đang giữ đúng vai trò"):
            appoint()
    else:
        assert appoint().pk


def test_appoint_refuses_two_heads_from_one_day(db):
    bloc = BlocFactory()
    actions.appoint(UserFactory(), "head", by=None, starts=DAY, bloc=bloc)

    with pytest.raises(ActionError, match="đã có Trưởng khối"):
        actions.appoint(UserFactory(), "head", by=None, starts=DAY, bloc=bloc)


def test_appoint_needs_a_province(db):
    with pytest.raises(ActionError, match="phải thuộc một tỉnh"):
        actions.appoint(UserFactory(), "officer", by=None, starts=DAY)


@pytest.mark.parametrize("role", ["officer", "leader"])
def test_appoint_takes_the_province_of_the_unit(db, role):
    unit = UnitFactory()

    made = actions.appoint(UserFactory(), role, by=None, starts=DAY, unit=unit)

    assert made.province == unit.province


def test_end_appointment_lets_the_last_day_pass(db):
    row = AppointmentFactory()

    actions.end_appointment(row, by=None, last_day=DAY, reason="nghỉ hưu")

    assert fresh(row.user).rights.secretary_of == {row.bloc_id}
    actions.end_appointment(row, by=None, last_day=YESTERDAY)
    assert fresh(row.user).rights.secretary_of == set()


def test_end_appointment_takes_back_one_that_has_not_begun(db):
    row = AppointmentFactory(starts=DAY)

    actions.end_appointment(row, by=None, last_day=YESTERDAY)

    assert not Appointment.objects.exists()
    assert trail(row.bloc) == ["appointment_ended"]


def test_end_appointment_refuses_the_head(db):
    row = AppointmentFactory(role="head")

    with pytest.raises(ActionError, match="người kế nhiệm"):
        actions.end_appointment(row, by=None, last_day=DAY)


def test_assign_deputy_lets_the_deputy_sign_until_the_last_day(db, stand_on):
    row = AppointmentFactory(role="deputy")

    actions.assign_deputy(row, by=None, acting_to=TOMORROW)

    assert fresh(row.user).rights.acting_head_of == {row.bloc_id}
    stand_on(TOMORROW + timedelta(days=1))
    assert fresh(row.user).rights.acting_head_of == set()
    assert trail(row.bloc) == ["deputy_assigned"]


def test_assign_deputy_refuses_other_roles_and_a_past_day(db):
    with pytest.raises(ActionError, match="Chỉ giao được cho Phó"):
        actions.assign_deputy(AppointmentFactory(), by=None, acting_to=None)
    with pytest.raises(ActionError, match="từ hôm nay"):
        actions.assign_deputy(AppointmentFactory(role="deputy"), by=None, acting_to=YESTERDAY)


def test_take_back_deputy_ends_it_at_once(db):
    row = AppointmentFactory(role="deputy", acting_from=FOUNDED)

    actions.take_back_deputy(row, by=None)

    assert fresh(row.user).rights.acting_head_of == set()
    assert trail(row.bloc) == ["deputy_taken_back"]


def test_acting_deputy_is_found_by_the_dates_of_the_assignment(db):
    row = AppointmentFactory(role="deputy", acting_from=DAY, acting_to=DAY)

    def found(day: date) -> Appointment | None:
        return queries.acting_deputy_on(row.bloc, day, row.user_id)

    assert [found(day) for day in (YESTERDAY, DAY, TOMORROW)] == [None, row, None]


def test_head_on_a_day_is_the_latest_start(db):
    bloc = BlocFactory()
    first = AppointmentFactory(bloc=bloc, role="head", starts=FOUNDED)
    second = AppointmentFactory(bloc=bloc, role="head", starts=DAY)

    days = (FOUNDED - timedelta(days=1), FOUNDED, YESTERDAY, DAY)
    assert [queries.head_on(bloc, day) for day in days] == [None, first, first, second]
