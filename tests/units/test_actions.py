"""Every write with a meaning on the ground floor."""

from datetime import date, timedelta

import pytest
from django.urls import get_resolver

from emulation_bloc.lib.states import ActionError
from tests.factories import (
    DAY,
    FOUNDED,
    BlocFactory,
    MembershipFactory,
    PeriodFactory,
    ProvinceFactory,
    UnitFactory,
    make_user,
    trail,
)
from units import actions, queries
from units.actions.periods import default_windows
from units.models import (
    PROVINCE_WORDS,
    SITE_WORDS,
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


# Blocs, members, settings


def test_found_bloc_and_admit_its_first_unit(db):
    unit = UnitFactory()

    bloc = actions.found_bloc(unit.province, slug="a", name="Khối A", short_name="A", by=None)
    actions.admit(bloc, unit, position=1, starts=FOUNDED, by=None, decision="QĐ 12/QĐ-UBND")

    assert [row.unit for row in queries.members_on(bloc, DAY)] == [unit]
    assert trail(bloc) == ["bloc_founded", "unit_admitted"]


def addresses(patterns, before=""):
    for row in patterns:
        path = before + str(row.pattern)
        yield from addresses(row.url_patterns, path) if hasattr(row, "url_patterns") else [path]


def test_no_bloc_takes_the_address_of_a_provinces_page(db):
    parts = [path.split("/")[1] for path in addresses(get_resolver().url_patterns)
             if path.startswith("<slug:province>/")]  # fmt: skip
    words = {part for part in parts if part and not part.startswith("<")}
    assert words == PROVINCE_WORDS
    province = ProvinceFactory()
    for word in words:
        with pytest.raises(ActionError, match="Hãy chọn mã khác"):
            actions.found_bloc(province, slug=word, name="Khối", short_name="K", by=None)
    assert not Bloc.objects.exists()


def test_the_words_of_the_site_are_known(settings):
    firsts = {path.split("/")[0] for path in addresses(get_resolver().url_patterns)}

    words = {part for part in firsts if part and not part.startswith("<")}
    assert words | {settings.STATIC_URL.strip("/")} == SITE_WORDS


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
