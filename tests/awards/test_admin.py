"""The operator applies a condition by naming its source, and changes nothing else of it."""

import pytest
from django.urls import reverse

from awards.actions.checks import switch_rule
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


def choose(client, action, rules, source=SOURCE):
    given = {"action": action, "source": source, "_selected_action": [row.pk for row in rules]}
    return client.post(reverse("admin:awards_rule_changelist"), given, follow=True)


def test_the_conditions_of_a_new_law_are_applied_together_by_one_source(client, operator):
    rules = list(Rule.objects.filter(regime__code="TDKT_2026", is_on=False))
    Rule.objects.filter(pk=rules[0].pk).update(is_on=True)

    choose(client, "switch_on", rules, source="Luật số 06/2026/QH16")
    assert not Rule.objects.filter(regime__code="TDKT_2026", is_on=False).exists()
    assert not RuleSwitch.objects.filter(rule=rules[0]).exists()
    assert RuleSwitch.objects.count() == len(rules) - 1

    choose(client, "switch_off", rules[:2])
    off = Rule.objects.filter(regime__code="TDKT_2026", is_on=False)
    assert set(off) == set(rules[:2])


def test_together_without_a_source_nothing_is_applied(client, operator, rule):
    said = choose(client, "switch_on", [rule], source="  ").content.decode()

    rule.refresh_from_db()
    assert (rule.is_on, RuleSwitch.objects.count()) == (False, 0)
    assert "Hãy ghi nguồn" in said


def test_an_applied_condition_quotes_its_source_once_it_was_unconfirmed(client, operator, rule):
    before = rule.basis
    choose(client, "switch_on", [rule])

    confirmed = Rule.objects.filter(is_confirmed=True).first()
    switch_rule(confirmed, is_on=False, source="Số 1", by=operator)
    switch_rule(confirmed, is_on=True, source="Số 2", by=operator)
    assert (before, rule.basis) == (rule.article, SOURCE)
    assert confirmed.basis == confirmed.article
