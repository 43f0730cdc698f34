"""The operator applies a condition by naming its source, and changes nothing else of it."""

import pytest
from django.urls import reverse

from awards.models import Rule, RuleSwitch
from tests.factories import make_user

SOURCE = "Điều 39 Nghị định số 91/2017/NĐ-CP"


@pytest.fixture
def operator(client, db):
    user = make_user("operator")
    client.force_login(user)
    return user


@pytest.fixture
def rule(db):
    return Rule.objects.get(code="E5", regime__code="TDKT_2003", award__code="BK_TINH")


def address(rule):
    return reverse("admin:awards_rule_change", args=[rule.pk])


def test_a_condition_is_applied_by_its_source(client, operator, rule):
    words = rule.words

    answer = client.post(address(rule), {"is_on": "on", "source": SOURCE, "words": "Khác"})

    rule.refresh_from_db()
    assert (answer.status_code, rule.is_on, rule.words) == (302, True, words)
    assert RuleSwitch.objects.get(rule=rule).by == operator
    listed = client.get(reverse("admin:awards_ruleswitch_changelist")).content.decode()
    assert SOURCE in listed


@pytest.mark.parametrize("given", [{"is_on": "on", "source": "  "}, {"source": SOURCE}])
def test_without_source_or_change_it_stays(client, operator, rule, given):
    client.post(address(rule), given)

    rule.refresh_from_db()
    assert (rule.is_on, RuleSwitch.objects.count()) == (False, 0)


def test_nothing_is_added_or_deleted(client, operator, rule):
    made = RuleSwitch.objects.create(
        rule=rule, is_on=True, source=SOURCE, by=operator, at="2021-07-12T08:00Z"
    )
    delete = reverse("admin:awards_rule_delete", args=[rule.pk])
    switch = reverse("admin:awards_ruleswitch_change", args=[made.pk])

    assert client.get(address(rule)).status_code == 200
    assert client.get(reverse("admin:awards_rule_changelist")).status_code == 200
    assert client.get(reverse("admin:awards_rule_add")).status_code == 403
    assert (client.get(delete).status_code, client.get(switch).status_code) == (403, 200)
    assert client.post(switch, {"source": "Khác"}).status_code == 403


def test_others_do_not_switch(client, rule, db):
    client.force_login(make_user())

    answer = client.post(address(rule), {"is_on": "on", "source": SOURCE})

    rule.refresh_from_db()
    assert (answer.status_code, rule.is_on) == (302, False)
