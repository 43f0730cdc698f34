"""What the database itself refuses, and how rows show themselves."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories import (
    AppointmentFactory,
    BlocFactory,
    MembershipFactory,
    PeriodFactory,
    UnitFactory,
    UserFactory,
)
from units.models import BlocSettings, Membership, PaperSettings, Period, Unit, UnitName, User


def refused(make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_appointment_cannot_end_before_it_starts(db):
    refused(lambda: AppointmentFactory(starts=date(2021, 7, 9), ends=date(2021, 7, 8)))


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "secretary", "bloc": None},
        {"role": "officer"},
        {"role": "reviewer"},
        {"role": "chair"},
        {"role": "không có"},
    ],
)
def test_scope_of_an_appointment_fits_its_role(db, fields):
    province = BlocFactory().province

    refused(lambda: AppointmentFactory(province=province, **fields))


def test_term_of_a_head_has_no_end_of_its_own(db):
    refused(lambda: AppointmentFactory(role="head", ends=date(2021, 12, 31)))


def test_two_heads_cannot_start_on_one_day(db):
    first = AppointmentFactory(role="head")

    refused(lambda: AppointmentFactory(role="head", bloc=first.bloc))
    AppointmentFactory(role="head")


def test_period_ends_after_it_starts(db):
    refused(lambda: PeriodFactory(ends=date(2021, 1, 1)))
    refused(lambda: PeriodFactory(meeting_due=date(2021, 6, 30)))


def test_period_has_its_address_once_in_a_bloc(db):
    period = PeriodFactory()

    refused(lambda: PeriodFactory(bloc=period.bloc))
    PeriodFactory()


def test_unit_is_member_once_a_day(db):
    row = MembershipFactory()

    refused(lambda: MembershipFactory(bloc=row.bloc, unit=row.unit))
    refused(lambda: MembershipFactory(starts=date(2021, 7, 9), ends=date(2021, 7, 8)))


def test_name_of_a_unit_cannot_end_before_it_starts(db):
    days = {"starts": date(2021, 7, 9), "ends": date(2021, 7, 8)}

    refused(lambda: UnitName.objects.create(unit=UnitFactory(), name="a", short_name="a", **days))


def test_bloc_has_its_address_once_in_a_province(db):
    bloc = BlocFactory()

    refused(lambda: BlocFactory(province=bloc.province, slug=bloc.slug))
    BlocFactory(slug=bloc.slug)


def test_units_sort_in_vietnamese_order_in_every_database(db):
    province = BlocFactory().province
    names = ["Sở Công thương", "Sở Du lịch", "Sở Đầu tư", "Sở Nông nghiệp", "Ủy ban"]
    for name in reversed(names):
        UnitFactory(province=province, name=name)

    assert [unit.name for unit in Unit.objects.all()] == names


def test_sorting_key_follows_a_new_name(db):
    unit = UnitFactory(name="Sở Y tế")
    before = unit.sort_name

    unit.name = "Ban A"
    unit.save()

    assert Unit.objects.get(pk=unit.pk).sort_name < before


def test_members_on_a_day_are_those_whose_dates_hold(db):
    row = MembershipFactory(starts=date(2021, 2, 1), ends=date(2021, 3, 31))

    days = [date(2021, 1, 31), date(2021, 2, 1), date(2021, 3, 31), date(2021, 4, 1)]
    assert [Membership.objects.on(day).exists() for day in days] == [False, True, True, False]
    assert str(row) == f"{row.unit} – {row.bloc}"


def test_account_without_password_cannot_sign_in(db, client):
    user = User.objects.create_user("khong.mat.khau", full_name="Không Mật Khẩu")

    assert user.has_usable_password() is False
    assert client.login(username=user.username, password="") is False


def test_operator_is_staff_with_all_of_djangos_permissions(db):
    operator = User.objects.create_superuser("quan.tri", "mat-khau", full_name="Quản Trị")

    assert (operator.is_staff, operator.is_superuser) == (True, True)
    assert operator.check_password("mat-khau") is True


def test_person_is_shown_by_name_or_user_name(db):
    assert str(UserFactory(full_name="Nguyễn Văn Ba")) == "Nguyễn Văn Ba"
    assert str(UserFactory(full_name="", username="ba.nguyen")) == "ba.nguyen"
    assert UserFactory(full_name="Lê Thị Tư").get_full_name() == "Lê Thị Tư"


def test_addresses_are_vietnamese_words_without_marks(db):
    period = PeriodFactory(bloc__slug="kinh-te", bloc__province__slug="hung-yen")

    assert period.get_absolute_url() == "/hung-yen/kinh-te/2021-h1/"
    assert period.bloc.get_absolute_url() == "/hung-yen/kinh-te/"
    assert period.bloc.province.get_absolute_url() == "/hung-yen/"


def test_review_is_named_after_the_kind_of_period():
    assert Period(kind="half_year").review_word == "sơ kết"
    assert Period(kind="year").review_word == "tổng kết"


def test_settings_come_back_as_they_were_stored(db):
    wanted = PaperSettings(issuer_lines=("KHỐI", "A"), symbol="K", recipients=("- VT.",))
    row = BlocSettings.objects.create(
        bloc=BlocFactory(),
        topic="papers",
        starts=date(2021, 1, 1),
        values=BlocSettings.plain(wanted),
    )

    assert BlocSettings.objects.get(pk=row.pk).typed == wanted
