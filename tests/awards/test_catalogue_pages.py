"""The catalogue and the conditions of a day; how a nomination's page tells of its conditions."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from awards.actions.checks import switch_rule
from awards.models import Rule
from tests.awards.factories import AwardFactory, CheckFactory, NominationFactory
from tests.factories import make_user


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


@pytest.fixture
def desk(home):
    client = Client()
    client.force_login(home.people["secretary"])
    return client


def read(client, home, name, day=""):
    address = reverse(f"awards:{name}", kwargs=home.path)
    return client.get(address, {"ngay": day} if day else {})


@pytest.mark.parametrize(
    ("day", "law", "article", "has_commune"),
    [
        ("2023-12-31", "năm 2003", "Điều 26 Luật Thi đua, Khen thưởng năm 2003", False),
        ("2024-01-01", "98/2023", "Điều 26 khoản 1 Luật Thi đua, khen thưởng năm 2022", True),
        ("2025-07-01", "152/2025", "Điều 26 khoản 1 Luật Thi đua, khen thưởng năm 2022", True),
    ],
)
def test_the_catalogue_follows_the_law_of_the_day(home, desk, day, law, article, has_commune):
    answer = read(desk, home, "catalogue", day)
    text = answer.content.decode()

    assert (law in answer.context["regime"].name, article in text) == (True, True)
    assert ("Xã, phường, đặc khu tiêu biểu" in text) == has_commune
    titles, commendations = answer.context["groups"]
    assert "BK_TINH" not in {row.award.code for row in titles.rows}
    assert "CTD_TINH" not in {row.award.code for row in commendations.rows}


@pytest.mark.parametrize("name", ["catalogue", "rules"])
def test_a_day_without_law_and_no_day_at_all(home, desk, name):
    assert "Chưa có chế độ pháp lý" in read(desk, home, name, "2017-09-30").content.decode()
    wrong = read(desk, home, name, "hom-nay")
    assert (wrong.status_code, wrong.context["regime"].code) == (200, "TDKT_2003")


def test_the_day_is_typed_and_linked_as_everywhere(home, desk):
    text = read(desk, home, "rules", "30/6/2025").content.decode()

    assert 'value="30/6/2025"' in text
    assert 'href="?ngay=01/07/2025"' in text
    answer = read(desk, home, "rules", "01/07/2025")
    assert answer.context["regime"].code == "TDKT_2022_b"


def test_what_is_not_applied_is_listed_with_the_reason(home, desk):
    text = read(desk, home, "rules", "2026-10-01").content.decode()

    assert "Chưa áp dụng – chờ kiểm chứng nguồn" in text
    assert text.count("Đang áp dụng") == 1  # what the bloc itself lays down
    assert "chưa được kiểm chứng" in text


def test_a_switch_is_told_with_its_source(home, desk):
    rule = Rule.objects.get(code="E5", regime__code="TDKT_2003", award__code="BK_TINH")
    operator = make_user("operator")

    switch_rule(rule, is_on=True, source="Điều 39 Nghị định số 91/2017/NĐ-CP", by=operator)
    assert "Điều 39 Nghị định số 91/2017/NĐ-CP" in read(desk, home, "rules").content.decode()

    switch_rule(rule, is_on=False, source="Công văn số 7", by=operator)
    text = read(desk, home, "rules").content.decode()
    assert ("Thôi áp dụng" in text, "Công văn số 7" in text) == (True, True)


def nomination_with(home, **fields):
    row = NominationFactory(
        bloc=home.bloc, period=home.year, unit=home.units[1], award=AwardFactory(),
        state="eligibility_checked",
    )  # fmt: skip
    return row, CheckFactory(nomination=row, **fields) if fields else None


def test_a_nomination_tells_what_is_asked_and_what_was_found(home, desk):
    row, check = nomination_with(home, outcome="person", words="Chưa có số liệu năm 2021.")
    CheckFactory(nomination=row, outcome="unfit", severity="warn")
    CheckFactory(nomination=row)

    text = desk.get(row.get_absolute_url()).content.decode()

    assert "1 đạt, 1 cần người xem xét, 1 cảnh báo" in text
    assert check.rule.words in text
    assert "Chưa có số liệu năm 2021." in text


def test_what_lacks_is_one_click_from_where_it_is_entered(home, desk):
    row, _check = nomination_with(home, outcome="person")
    at = [home.province.slug, home.bloc.slug, row.year, row.unit.slug]
    leader = Client()
    leader.force_login(home.people["leader"])

    assert reverse("awards:unit_facts", args=at) in desk.get(row.get_absolute_url()).text
    assert "Cần người xem xét</h2>" not in leader.get(row.get_absolute_url()).text


def test_the_desk_says_in_short_what_the_award_is_for(home, desk):
    row, _check = nomination_with(home, outcome="fit")
    where = reverse("awards:describe_nomination", kwargs=home.path | {"pk": row.pk})

    assert desk.post(where, {"summary": "x" * 2001}).status_code == 422
    assert desk.post(where, {"summary": " Dẫn đầu Khối về cải cách. "}).status_code == 302

    assert "Dẫn đầu Khối về cải cách." in desk.get(row.get_absolute_url()).text
    row.refresh_from_db()
    assert row.summary == "Dẫn đầu Khối về cải cách."


def test_a_conclusion_may_be_changed_until_it_is_sent(home, desk):
    row, check = nomination_with(home, outcome="person")
    where = reverse("awards:decide_check", kwargs=home.path | {"pk": row.pk, "check": check.pk})
    given = {f"dk{check.pk}-outcome": "unfit", f"dk{check.pk}-why": "Số 12"}

    desk.post(where, given)
    assert "Sửa kết luận" in desk.get(row.get_absolute_url()).content.decode()
    desk.post(where, given | {f"dk{check.pk}-outcome": "fit"})

    check.refresh_from_db()
    assert check.final == "fit"
    assert not desk.post(where, {}).context["to_decide"]


def test_tested_by_no_condition_is_not_untested(home, desk, stand_on):
    row, _none = nomination_with(home)
    stand_on(date(2021, 7, 12))

    assert "chưa có điều kiện nào" in desk.get(row.get_absolute_url()).content.decode()
