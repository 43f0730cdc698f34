"""Every write with a meaning on the ground floor."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from emulation_bloc.lib.states import ActionError
from tests.factories import (
    DAY,
    FOUNDED,
    AppointmentFactory,
    BlocFactory,
    MembershipFactory,
    PeriodFactory,
    UnitFactory,
    UserFactory,
    fresh,
    make_user,
    trail,
)
from units import actions, queries
from units.actions.periods import default_windows
from units.models import (
    Appointment,
    AuditEntry,
    Bloc,
    BlocSettings,
    Membership,
    PaperSettings,
    Period,
)

YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


# Periods


def open_first_half(bloc: Bloc, **windows: date) -> Period:
    return actions.open_period(
        bloc,
        kind="half_year",
        year=2021,
        windows=default_windows("half_year", 2021) | windows,
        by=None,
    )


def test_open_period_makes_the_half_year_with_its_windows(db):
    secretary = make_user("secretary")
    bloc = Bloc.objects.get()

    period = actions.open_period(
        bloc, kind="half_year", year=2021, windows=default_windows("half_year", 2021), by=secretary
    )

    assert (period.slug, period.name, period.state) == ("2021-h1", "6 tháng đầu năm 2021", "open")
    assert (period.starts, period.ends) == (date(2021, 1, 1), date(2021, 6, 30))
    assert (period.meeting_from, period.meeting_due) == (date(2021, 7, 1), date(2021, 7, 31))
    assert trail(bloc) == ["period_opened"]


def test_open_period_makes_the_year(db):
    windows = default_windows("year", 2021)

    period = actions.open_period(BlocFactory(), kind="year", year=2021, windows=windows, by=None)

    assert (period.slug, period.name) == ("2021", "Năm 2021")
    assert (period.starts, period.ends) == (date(2021, 1, 1), date(2021, 12, 31))
    assert period.meeting_due == date(2022, 1, 31)


def test_open_period_refuses_a_second_one(db):
    bloc = BlocFactory()
    open_first_half(bloc)

    with pytest.raises(ActionError, match="đã được mở"):
        open_first_half(bloc)

    assert bloc.periods.count() == 1
    assert open_first_half(BlocFactory()).slug == "2021-h1"


@pytest.mark.parametrize(
    ("windows", "sentence"),
    [
        ({"meeting_due": date(2021, 6, 30)}, "Hạn tổ chức hội nghị phải sau"),
        ({"draft_due": date(2021, 6, 14)}, "Dự thảo báo cáo chung phải có sau"),
        ({"send_due": date(2021, 7, 30)}, "Hạn gửi Sở Nội vụ phải sau"),
    ],
)
def test_open_period_refuses_windows_out_of_order(db, windows, sentence):
    bloc = BlocFactory()

    with pytest.raises(ActionError, match=sentence):
        open_first_half(bloc, **windows)

    assert not bloc.periods.exists()
    assert trail(bloc) == []


def test_open_period_takes_windows_of_one_day(db):
    day = date(2021, 7, 1)
    names = ("report_due", "draft_due", "meeting_from", "meeting_due", "send_due")

    period = open_first_half(BlocFactory(), **dict.fromkeys(names, day))

    assert period.send_due == day


def test_change_windows_keeps_both_dates_and_the_reason_in_the_trail(db):
    period = PeriodFactory()

    actions.change_windows(
        period, windows={"send_due": date(2021, 8, 20)}, by=None, reason="giãn cách xã hội"
    )

    assert Period.objects.get().send_due == date(2021, 8, 20)
    line = AuditEntry.objects.get()
    assert line.before["send_due"] == "2021-08-05"
    assert (line.after, line.reason) == ({"send_due": "2021-08-20"}, "giãn cách xã hội")


def test_change_windows_refuses_dates_out_of_order(db):
    period = PeriodFactory()

    with pytest.raises(ActionError):
        actions.change_windows(period, windows={"send_due": date(2021, 7, 1)}, by=None, reason="x")

    assert Period.objects.get().send_due == date(2021, 8, 5)


def test_change_windows_refuses_a_closed_period(db):
    period = PeriodFactory(state="closed")

    with pytest.raises(ActionError, match="Kỳ đã kết thúc"):
        actions.change_windows(period, windows={"send_due": date(2021, 8, 6)}, by=None, reason="x")


def test_close_period_happens_once(db):
    period = PeriodFactory()
    other_tab = Period.objects.get()

    actions.close_period(period, by=None)

    with pytest.raises(ActionError, match="Người khác vừa xử lý"):
        actions.close_period(other_tab, by=None)
    assert Period.objects.get().state == "closed"
    assert trail(period.bloc) == ["period_closed"]


# Appointments


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


# Blocs, members, settings


def test_found_bloc_and_admit_its_first_unit(db):
    unit = UnitFactory()

    bloc = actions.found_bloc(unit.province, slug="a", name="Khối A", short_name="A", by=None)
    actions.admit(bloc, unit, position=1, starts=FOUNDED, by=None, decision="QĐ 12/QĐ-UBND")

    assert [row.unit for row in queries.members_on(bloc, DAY)] == [unit]
    assert trail(bloc) == ["bloc_founded", "unit_admitted"]


def test_admit_refuses_a_member_and_another_provinces_unit(db):
    row = MembershipFactory()

    with pytest.raises(ActionError, match="đang là thành viên"):
        actions.admit(row.bloc, row.unit, position=2, starts=DAY, by=None)
    with pytest.raises(ActionError, match="thuộc tỉnh khác"):
        actions.admit(row.bloc, UnitFactory(), position=2, starts=DAY, by=None)
    assert Membership.objects.count() == 1


def test_admit_takes_back_a_unit_that_had_left(db):
    row = MembershipFactory(ends=YESTERDAY)

    actions.admit(row.bloc, row.unit, position=2, starts=DAY, by=None)

    assert queries.members_on(row.bloc, DAY).count() == 1


def test_settings_hold_from_their_day_on(db):
    bloc = BlocFactory()
    actions.save_paper_settings(bloc, {"symbol": "CŨ", "copies": 5}, starts=FOUNDED, by=None)
    actions.save_paper_settings(bloc, {"symbol": "MỚI"}, starts=DAY, by=None)

    assert queries.paper_settings(bloc, FOUNDED - timedelta(days=1)) == PaperSettings()
    assert queries.paper_settings(bloc, YESTERDAY).symbol == "CŨ"
    assert queries.paper_settings(bloc, DAY) == PaperSettings(symbol="MỚI", copies=5)


def test_settings_saved_twice_a_day_are_one_row(db):
    bloc = BlocFactory()
    for symbol in ("A", "B"):
        actions.save_paper_settings(bloc, {"symbol": symbol}, starts=DAY, by=None)

    assert queries.paper_settings(bloc, DAY).symbol == "B"
    assert BlocSettings.objects.count() == 1
    assert trail(bloc) == ["paper_settings_saved"] * 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"symbol": "K", "numbering": "tùy"}, "Cách đánh số"), ({"symbol": ""}, "Hãy nhập ký hiệu")],
)
def test_settings_that_make_no_sense_are_refused(db, values, sentence):
    with pytest.raises(ActionError, match=sentence):
        actions.save_paper_settings(BlocFactory(), values, starts=DAY, by=None)


# Demonstration


def test_demo_password_differs_per_person_and_per_installation(settings):
    first = actions.demo_password("thu.ky")
    assert actions.demo_password("thu.ky") == first != actions.demo_password("truong.khoi")

    settings.SECRET_KEY = "máy khác"

    assert actions.demo_password("thu.ky") != first
    assert len(first.replace("-", "")) == 12


def test_demo_account_is_made_once_and_has_no_password(db):
    province = BlocFactory().province
    given = {"full_name": "Mẫu", "position": "Chuyên viên", "province": province}

    first = actions.make_demo_account("mau", **given)
    second = actions.make_demo_account("mau", **given)

    assert first == second
    assert first.has_usable_password() is False


# The lock


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
        open_first_half(bloc)
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
