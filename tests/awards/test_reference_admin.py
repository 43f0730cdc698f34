"""Reference data of the law is kept by an operator, with a trail, one row a day."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import BaseSalary, LegalBase, MoneyRate, Regime, ScreeningBody, UnitEvent
from tests.awards.factories import AwardFactory
from tests.factories import MembershipFactory, ProvinceFactory, make_user
from units.models import AuditEntry

pytestmark = pytest.mark.django_db
MODELS = [BaseSalary, LegalBase, MoneyRate, Regime, ScreeningBody, UnitEvent]


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
