"""The operator registers who is there, through the actions, and sees nothing of a tenant."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from awards.models import (
    BaseSalary,
    CouncilQuorum,
    CouncilRule,
    LegalBase,
    MoneyRate,
    Regime,
    Rule,
    RuleSwitch,
    ScreeningBody,
    UnitEvent,
)
from tests.factories import (
    BlocFactory,
    ProvinceFactory,
    UnitFactory,
    UserFactory,
    make_user,
    trail,
)
from units.models import Appointment, Bloc, Membership, Province, Unit, User

REGISTERED = {Province, Bloc, Unit, Membership, User, Appointment}
# The law is nobody's tenant: an operator applies its conditions by a source.
LAW = {Rule, RuleSwitch}
# What the law says on a day and what became of units: nobody's business, for all to refer to.
REFERENCE = {Regime, LegalBase, BaseSalary, MoneyRate, ScreeningBody, UnitEvent}
REFERENCE |= {CouncilRule, CouncilQuorum}


@pytest.fixture
def operator(db) -> Client:
    client = Client()
    client.force_login(make_user("operator"))
    return client


def page(model: type, *args: int) -> str:
    name = "change" if args else "add"
    return reverse(f"admin:units_{model._meta.model_name}_{name}", args=args)


def appointment(bloc: Bloc, /, role: str = "secretary", **given: object) -> dict:
    place = {"province": bloc.province.pk, "bloc": bloc.pk, "starts": "04/01/2021"}
    return {"user": UserFactory().pk, "role": role} | place | given


def test_only_the_register_stands_in_the_admin():
    ours = {model for model in admin.site._registry if model._meta.app_label != "auth"}

    assert ours == REGISTERED | LAW | REFERENCE


def test_whatever_an_operator_reads_has_a_vietnamese_name():
    english = [
        f"{model.__name__}.{field.name}"
        for model in REGISTERED | LAW | REFERENCE
        for field in model._meta.fields
        if field.editable and not field.primary_key
        if str(field.verbose_name) == field.name.replace("_", " ")
    ]
    plurals = [
        model.__name__
        for model in REGISTERED | LAW | REFERENCE
        if str(model._meta.verbose_name_plural) == f"{model._meta.verbose_name}s"
    ]

    assert (english, plurals) == ([], [])


@pytest.mark.parametrize("model", sorted(REGISTERED, key=lambda one: one.__name__))
def test_every_page_of_the_register_opens(operator, world, model):
    row = model.objects.order_by("pk").first()
    pages = [page(model), page(model, row.pk), page(model).replace("add/", "")]

    assert [operator.get(url).status_code for url in pages] == [200, 200, 200]
    assert operator.get(page(model, row.pk).replace("change", "delete")).status_code == 403


def test_an_operator_has_no_tenants(operator, world):
    pages = [
        world.province.get_absolute_url(),
        world.bloc.get_absolute_url(),
        world.period.get_absolute_url(),
        world.papers["sent"].get_absolute_url(),
        reverse("units:audit", kwargs=world.path),
    ]

    assert {operator.get(url).status_code for url in pages} == {404}


def test_others_do_not_enter(client, world):
    for name in ("secretary", "head", "reviewer", "officer"):
        client.force_login(world.people[name])

        assert client.get(reverse("admin:index")).status_code == 302


def test_a_new_bloc_opens_its_trail(operator):
    province = ProvinceFactory()
    given = {"province": province.pk, "slug": "van-hoa", "name": "Khối", "short_name": "K"}

    answer = operator.post(page(Bloc), given)

    assert answer.status_code == 302
    assert trail(Bloc.objects.get(slug="van-hoa")) == ["bloc_founded"]
    refused = operator.post(page(Bloc), given | {"slug": "khen-thuong"})
    assert "Hãy chọn mã khác cho Khối" in refused.content.decode()
    assert not Bloc.objects.filter(slug="khen-thuong").exists()


@pytest.mark.parametrize("word", ["quan-tri", "dang-nhap", "static"])
def test_a_province_does_not_take_the_address_of_a_page_of_the_product(operator, word):
    given = {"slug": word, "name": "Tỉnh A", "people_committee": "UBND tỉnh A"}
    given["reviewing_department"] = "Sở Nội vụ tỉnh A"

    refused = operator.post(page(Province), given)

    assert "Hãy chọn mã khác cho tỉnh" in refused.content.decode()
    assert not Province.objects.filter(slug=word).exists()
    assert operator.post(page(Province), given | {"slug": "tinh-a"}).status_code == 302


def test_a_new_account_can_sign_in(operator, client):
    secret = "một-mật-khẩu-dài"
    given = {"username": "thu.ky", "full_name": "Nguyễn Văn A", "usable_password": "true"}

    answer = operator.post(page(User), given | {"password1": secret, "password2": secret})
    entered = client.post(reverse("units:login"), {"username": "thu.ky", "password": secret})

    assert (answer.status_code, entered.status_code) == (302, 302)
    assert client.session["_auth_user_id"] == str(User.objects.get(username="thu.ky").pk)


def test_a_name_with_a_control_character_is_refused(operator):
    given = {"username": "thu.ky", "full_name": "Nguyễn\x00Văn", "usable_password": "false"}

    answer = operator.post(page(User), given)

    assert answer.status_code == 200
    assert not User.objects.filter(username="thu.ky").exists()


def test_an_appointment_goes_through_the_action(operator):
    bloc = BlocFactory()

    answer = operator.post(page(Appointment), appointment(bloc))

    made = bloc.appointments.get()
    assert answer.status_code == 302
    assert (made.role, str(made.starts)) == ("secretary", "2021-01-04")
    assert trail(bloc) == ["appointed"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"bloc": ""}, "Vai trò này cần chọn mục này."),
        ({"role": "reviewer"}, "Vai trò này không dùng mục này"),
        ({"role": "head", "ends": "31/12/2021"}, "đến khi có người kế nhiệm"),
        ({"ends": "01/01/2021"}, "Ngày cuối phải từ ngày bắt đầu trở đi."),
        ({"role": "chair"}, "Hãy chọn lại."),
    ],
)
def test_an_appointment_that_fits_no_role_is_explained(operator, given, sentence):
    bloc = BlocFactory()

    answer = operator.post(page(Appointment), appointment(bloc, **given))

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Appointment.objects.exists()


def test_a_bloc_of_another_province_is_refused(operator):
    given = appointment(BlocFactory(), province=ProvinceFactory().pk)

    answer = operator.post(page(Appointment), given)

    assert "Mục này thuộc tỉnh khác." in answer.content.decode()
    assert not Appointment.objects.exists()


def test_a_second_head_on_one_day_is_refused_with_the_sentence_of_the_action(operator):
    bloc = BlocFactory()
    make_user("head", bloc)

    answer = operator.post(page(Appointment), appointment(bloc, "head"), follow=True)

    assert answer.status_code == 200
    assert bloc.appointments.count() == 1


def test_a_role_ends_through_the_action(operator):
    bloc = BlocFactory()
    role = make_user("secretary", bloc).appointments.get()

    answer = operator.post(page(Appointment, role.pk), {"ends": "30/06/2021"})

    role.refresh_from_db()
    assert answer.status_code == 302
    assert str(role.ends) == "2021-06-30"
    assert trail(bloc) == ["appointment_ended"]


def test_a_member_is_admitted_and_leaves_through_the_actions(operator):
    bloc = BlocFactory()
    unit = UnitFactory(province=bloc.province)
    given = {"bloc": bloc.pk, "unit": unit.pk, "position": 1, "starts": "04/01/2021"}

    operator.post(page(Membership), given)
    member = bloc.memberships.get()
    operator.post(page(Membership, member.pk), {"position": 1, "ends": "31/12/2021"})

    member.refresh_from_db()
    assert (member.unit, str(member.ends)) == (unit, "2021-12-31")
    assert trail(bloc) == ["unit_admitted", "unit_left"]


def test_a_unit_of_another_province_is_refused_with_the_sentence_of_the_action(operator):
    bloc = BlocFactory()
    given = {"bloc": bloc.pk, "unit": UnitFactory().pk, "position": 1, "starts": "04/01/2021"}

    answer = operator.post(page(Membership), given, follow=True)

    assert "Đơn vị thuộc tỉnh khác." in answer.content.decode()
    assert not bloc.memberships.exists()
