"""Conditions of a nomination in the data base: gathered, tested, concluded, switched."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.actions import register
from awards.actions.award_rules import save_award_settings
from awards.actions.checks import check_nomination, decide_check, switch_rule
from awards.actions.nominations import conclude, examine
from awards.models import Award, Check, Fact, Regime, Rule, RuleSwitch
from awards.queries.facts import case_of
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.awards.factories import CheckFactory, NominationFactory, RegimeFactory
from tests.factories import make_user, trail
from units.models import AuditEntry

NEXT_YEAR = date(2026, 3, 2)


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def enter(nomination, kind, value=None, year=None, **fields):
    """A fact about the nominated subject."""
    given = {"text" if isinstance(value, str) else "number": value} if value is not None else {}
    return Fact.objects.create(
        bloc=nomination.bloc, unit=nomination.unit, subject=nomination.subject, kind=kind,
        subject_name=nomination.subject_name, year=year or nomination.year, at=clock.now(),
        **given | fields,
    )  # fmt: skip


def nominated(world, code, **fields):
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[1],
        award=Award.objects.get(code=code), **fields,
    )  # fmt: skip


def _trail(rule):
    rows = AuditEntry.objects.filter(object_type="awards.rule", object_id=rule.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


def said(nomination, code):
    return Check.objects.get(nomination=nomination, rule__code=code)


def test_examined_with_nothing_entered_everything_is_a_persons(home):
    row = nominated(home, "TTLDXS")

    check_nomination(row, by=None)

    found = {check.rule.code: check.outcome for check in row.checks.select_related("rule")}
    assert found == {"E3": "person", "E3.2": "person"}
    assert said(row, "E3").article.startswith("Điều 27 khoản 1")
    assert "Số liệu của đơn vị" in said(row, "E3").words


def test_examined_again_with_figures(home):
    row = nominated(home, "TTLDXS")
    check_nomination(row, by=None)
    for kind, number in (("staff", 30), ("staff_complete", 30), ("ldtt", 21), ("cstdcs", 2)):
        enter(row, kind, Decimal(number))
    enter(row, "disciplined", Decimal(0))

    check_nomination(row, by=None)

    assert (said(row, "E3").outcome, said(row, "E3").figures["ldtt"]) == ("fit", "21.00")
    assert row.checks.count() == 2


def test_a_conclusion_stays_until_the_figures_change(home):
    row = nominated(home, "TTLDXS")
    check_nomination(row, by=None)
    person = home.people["secretary"]

    shown = said(row, "E3.2")
    check_nomination(row, by=person)  # somebody tests anew while the page is open
    decide_check(shown, outcome="fit", why=" Kết luận số 12-KL/ĐU ", by=person)
    check_nomination(row, by=None)

    kept = said(row, "E3.2")
    assert kept.pk == shown.pk
    assert (kept.final, kept.decided_why, kept.decided_by) == (
        "fit",
        "Kết luận số 12-KL/ĐU",
        person,
    )
    assert trail(row.bloc)[-1] == "check_decided"

    enter(row, "rating", "good")
    check_nomination(row, by=None)

    assert (said(row, "E3.2").decided, said(row, "E3.2").blocks) == ("", True)


@pytest.mark.parametrize(
    ("outcome", "conclusion", "why", "told"),
    [
        ("unfit", "fit", "Số 12", "theo số liệu"),
        ("fit", "unfit", "Số 12", "theo số liệu"),
        ("person", "person", "Số 12", "đạt hoặc không đạt"),
        ("person", "fit", "  ", "căn cứ"),
    ],
)
def test_what_a_person_cannot_conclude(home, outcome, conclusion, why, told):
    check = CheckFactory(nomination=nominated(home, "TTLDXS"), outcome=outcome)

    with pytest.raises(ActionError, match=told):
        decide_check(check, outcome=conclusion, why=why, by=None)
    check.refresh_from_db()
    assert check.decided == ""


def test_what_the_bloc_says_of_awards_again_is_a_warning(home):
    row = nominated(home, "BK_TINH")
    register.register_award(
        row.unit, row.award, number="9/QĐ", date=date(2020, 12, 31), year=2020, by=None
    )
    check_nomination(row, by=None)
    assert not row.checks.filter(rule__code="C2").exists()
    pauses = (("BK_TINH", 1),)
    save_award_settings(home.bloc, {"pauses": pauses}, starts=date(2021, 1, 1), by=None)

    check_nomination(row, by=None)

    found = said(row, "C2")
    assert (found.outcome, found.blocks) == ("unfit", False)
    assert "Đã được tặng năm 2020" in found.words


def test_once_sent_nothing_is_concluded(home):
    row = nominated(home, "TTLDXS", state="submitted_to_snv")
    check = CheckFactory(nomination=row, outcome="person")

    with pytest.raises(ActionError, match="đã gửi"):
        conclude(check, outcome="fit", why="Số 12", by=None)
    with pytest.raises(ActionError, match="đã gửi"):
        examine(row, by=None)


def test_gathered_by_as_many_queries_however_much_there_is(home):
    row = nominated(home, "CTD_TINH")

    def counted():
        with CaptureQueriesContext(
            connection,
        ) as found:
            case_of(row)
        return len(found)

    empty = counted()
    for year in (2018, 2019, 2020):
        enter(row, "staff", Decimal(9), year)
        register.register_award(
            row.unit, row.award, number=f"{year}/QĐ", date=date(year, 12, 1), year=year,
            reason="merit", by=None,
        )  # fmt: skip
    nominated(home, "BK_TINH")

    assert counted() == empty <= 20


def test_the_rule_of_next_year_sees_the_register(home, stand_on):
    row = nominated(home, "BK_TINH", year=2025)
    enter(row, "rating", "excellent")
    stand_on(NEXT_YEAR)
    check_nomination(row, by=None)
    assert said(row, "E5").outcome == "person"

    entry = register.register_award(
        row.unit, Award.objects.get(code="TTLDXS"), number="9/QĐ-UBND", date=date(2025, 1, 10),
        year=2024, reason="merit", by=None,
    )  # fmt: skip
    check_nomination(row, by=None)
    assert (said(row, "E5").outcome, "9/QĐ-UBND" in said(row, "E5").words) == ("fit", True)

    register.annul_entry(entry, on=NEXT_YEAR, why="Số 3/QĐ-UBND", by=None)
    check_nomination(row, by=None)
    assert said(row, "E5").outcome == "person"


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2023, 12, 31), set()),
        (date(2024, 1, 1), {"E5", "E11"}),
        (date(2025, 6, 30), {"E5", "E11"}),
        (date(2025, 7, 1), {"E5", "E10", "E11", "E12", "N3"}),
        (date(2026, 9, 30), {"E5", "E10", "E11", "E12", "N3"}),
        (date(2026, 10, 1), set()),
    ],
)
def test_the_law_of_the_day_is_asked(home, stand_on, day, codes):
    row = nominated(home, "BK_TINH")
    stand_on(day)

    check_nomination(row, by=None)

    assert set(row.checks.values_list("rule__code", flat=True)) == codes


def test_a_received_dossier_keeps_its_law(home, stand_on):
    row = nominated(home, "BK_TINH", regime=Regime.objects.get(code="TDKT_2022_a"))
    stand_on(date(2026, 11, 1))

    check_nomination(row, by=None)

    assert set(row.checks.values_list("regime__code", flat=True)) == {"TDKT_2022_a"}


def test_a_rule_is_switched_by_its_source(home):
    row, operator = nominated(home, "BK_TINH"), make_user("operator")
    rule = Rule.objects.get(code="E5", regime__code="TDKT_2003", award__code="BK_TINH")
    check_nomination(row, by=None)

    switch_rule(rule, is_on=True, source=" Điều 39 Nghị định số 91/2017/NĐ-CP ", by=operator)

    assert not row.checks.exists()
    check_nomination(row, by=None)
    assert said(row, "E5").outcome == "person"
    kept = RuleSwitch.objects.get(rule=rule)
    assert (kept.is_on, kept.source, kept.by) == (
        True, "Điều 39 Nghị định số 91/2017/NĐ-CP", operator,
    )  # fmt: skip
    assert _trail(rule) == ["rule_switched_on"]

    switch_rule(rule, is_on=False, source="Công văn số 7", by=operator)
    check_nomination(row, by=None)
    assert not row.checks.exists()
    assert _trail(rule) == ["rule_switched_on", "rule_switched_off"]


@pytest.mark.parametrize(("is_on", "source"), [(True, "  "), (False, "Công văn số 7")])
def test_a_switch_needs_a_source_and_a_change(home, is_on, source):
    rule = Rule.objects.get(code="E5", regime__code="TDKT_2003", award__code="BK_TINH")

    with pytest.raises(ActionError):
        switch_rule(rule, is_on=is_on, source=source, by=make_user("operator"))
    assert not RuleSwitch.objects.exists()


def test_without_laws_nothing_is_examined(home):
    row = nominated(home, "BK_TINH")
    RegimeFactory._meta.model.objects.update(starts=date(2100, 1, 1))

    with pytest.raises(ActionError, match="Chưa có chế độ pháp lý"):
        check_nomination(row, by=None)


def test_the_rows_are_filled_once_and_taken_out(db):
    filling = import_module("awards.migrations.0003_fill_rules")
    before = Rule.objects.count()

    filling.fill(apps, None)
    assert Rule.objects.count() == before > 100
    filling.empty(apps, None)
    assert not Rule.objects.exists()
    filling.fill(apps, None)
    assert Rule.objects.count() == before
    assert not Rule.objects.filter(is_on=True, is_confirmed=False).exists()
    on = Rule.objects.filter(is_on=True, regime__code="TDKT_2026")
    assert set(on.values_list("code", flat=True)) == {"C2"}  # the bloc's own


def test_an_empty_base_gets_no_rows(db):
    filling = import_module("awards.migrations.0003_fill_rules")
    filling.empty(apps, None)
    import_module("awards.migrations.0002_fill_catalogue").empty(apps, None)

    filling.fill(apps, None)

    assert not Rule.objects.exists()
