"""Reference data of the law is kept by an operator, with a trail, one row a day."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from awards.models import (
    BaseSalary,
    CouncilQuorum,
    CouncilRule,
    LegalBase,
    MoneyRate,
    Regime,
    ScreeningBody,
    UnitEvent,
)
from tests.awards.factories import AwardFactory
from tests.factories import MembershipFactory, ProvinceFactory, make_user
from units.models import AuditEntry

pytestmark = pytest.mark.django_db
MODELS = [BaseSalary, CouncilQuorum, CouncilRule, LegalBase, MoneyRate, Regime, ScreeningBody]
MODELS += [UnitEvent]


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(make_user("operator"))
    return client


def address(model: type, page: str, *args: int) -> str:
    return reverse(f"admin:awards_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_list_and_form_open_and_nothing_is_deleted(operator, model):
    row = model.objects.first()

    assert operator.get(address(model, "changelist")).status_code == 200
    assert operator.get(address(model, "add")).status_code == 200
    if row:
        assert operator.get(address(model, "delete", row.pk)).status_code == 403


def test_a_new_base_salary_may_not_overlap_and_leaves_a_trail(operator):
    BaseSalary.objects.all().delete()
    old = BaseSalary.objects.create(amount=2_340_000, starts=date(2024, 7, 1))
    given = {"amount": "2530000", "starts": "01/07/2026", "ends": "", "article": "Nghị định X"}

    assert operator.post(address(BaseSalary, "add"), given).status_code == 200
    ended = {"amount": "2340000", "starts": "01/07/2024", "ends": "30/06/2026", "article": ""}
    assert operator.post(address(BaseSalary, "change", old.pk), ended).status_code == 302
    assert operator.post(address(BaseSalary, "change", old.pk), ended).status_code == 302
    assert operator.post(address(BaseSalary, "add"), given).status_code == 302

    assert BaseSalary.objects.count() == 2
    assert AuditEntry.objects.filter(action="reference_saved").count() == 2


def test_a_rate_stands_alone_for_its_award_and_holder(operator):
    MoneyRate.objects.all().delete()
    given = {"award": AwardFactory().pk, "multiple": "3", "starts": "01/01/2024", "article": ""}

    answers = [
        operator.post(address(MoneyRate, "add"), given | more).status_code
        for more in ({}, {"is_person": "on"}, {"is_person": "on"})
    ]

    assert answers == [302, 302, 200]


@pytest.mark.parametrize(
    ("kind", "into", "status"),
    [
        ("merge", "other", 302),
        ("absorb", "", 200),
        ("dissolve", "", 302),
        ("dissolve", "other", 200),
        ("rename", "self", 200),
    ],
)
def test_a_reorganisation_names_who_succeeds(operator, kind, into, status):
    province = ProvinceFactory()
    unit, other = (MembershipFactory(bloc__province=province).unit for _n in range(2))
    successor = {"other": other.pk, "self": unit.pk}.get(into, "")
    given = {
        "unit": unit.pk, "successor": successor, "kind": kind, "date": "01/03/2025",
        "decision": "1/QĐ-UBND",
    }  # fmt: skip

    assert operator.post(address(UnitEvent, "add"), given).status_code == status
    assert UnitEvent.objects.count() == (status == 302)
    assert AuditEntry.objects.filter(action="reference_saved").count() == (status == 302)


def test_one_quorum_a_day_for_all_and_one_for_a_province(operator):
    given = {"come": "2/3", "heard": "0.80", "starts": "01/01/2024", "ends": "", "article": "QĐ"}
    own = given | {"province": ProvinceFactory().pk}

    answers = [
        operator.post(address(CouncilQuorum, "add"), typed).status_code
        for typed in (given, own, own)
    ]

    assert answers == [200, 302, 200]
    assert [(row.come, row.heard) for row in CouncilQuorum.objects.exclude(province=None)] == [
        ("2/3", "0.80")
    ]


@pytest.mark.parametrize("share", ["80", "0", "-1/2", "1/0", "80%", "hai phần ba"])
def test_a_share_that_is_none_is_refused(operator, share):
    own = {"province": ProvinceFactory().pk, "starts": "01/01/2024", "article": "QĐ"}

    answer = operator.post(address(CouncilQuorum, "add"), own | {"come": share, "heard": "1"})

    assert answer.status_code == 200
    assert not CouncilQuorum.objects.exclude(province=None).exists()


def test_an_operator_confirms_a_share_that_was_not(operator):
    row = CouncilRule.objects.filter(is_confirmed=False).first()
    given = {"award": row.award_id, "regime": row.regime_id, "threshold": "0.80"}
    given |= {"article": "Khoản 5 Điều 30 Nghị định số 152/2025/NĐ-CP", "is_confirmed": "on"}

    assert operator.post(address(CouncilRule, "change", row.pk), given).status_code == 302

    row.refresh_from_db()
    assert row.is_confirmed
    assert AuditEntry.objects.filter(action="reference_saved").count() == 1


def test_the_quorum_is_taken_out_and_filled_again():
    filling = import_module("awards.migrations.0006_fill_council_quorum")

    filling.empty(apps, None)
    assert not CouncilQuorum.objects.exists()
    filling.fill(apps, None)
    filling.fill(apps, None)

    assert [(row.come, row.heard, row.province) for row in CouncilQuorum.objects.all()] == [
        ("2/3", "0.80", None)
    ]
