"""Facts of a year: said by unit or desk, tested where they are typed, seen by whom they concern."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.actions.facts import lacks_fit, set_fact, set_facts
from awards.models import Fact
from awards.queries.fact_rows import words_of
from emulation_bloc.lib.states import ActionError
from tests.factories import MembershipFactory, make_user
from units.models import AuditEntry, Membership

YEAR = 2021
PERSON = {"subject": "person", "subject_name": "Đinh Thị Đào"}


@pytest.fixture
def member(db: None) -> Membership:
    return MembershipFactory(starts=date(2000, 1, 1))


def said(member: Membership, kind: str, value: Any, **values: Any) -> Fact | None:
    wanted = {"year": YEAR, "by": None} | values
    return set_fact(member.bloc, member.unit, kind=kind, value=value, **wanted)


def browser(role: str, scope: object, **given: object) -> Client:
    client = Client()
    client.force_login(make_user(role, scope, **given))
    return client


def address(member: Membership) -> str:
    home = member.bloc
    places = [home.province.slug, home.slug, YEAR, member.unit.slug]
    return reverse("awards:unit_facts", args=places)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("staff", 42, "42"),
        ("rating", "excellent", "Hoàn thành xuất sắc nhiệm vụ"),
        ("exceeds", "0", "Không"),
        ("exceeds", "1", "Có"),
        ("confirmation", "CV 5", "CV 5"),
        ("discipline_end", date(2021, 3, 1), "01/3/2021"),
    ],
)
def test_a_fact_is_kept_in_its_column(member, kind, value, words):
    fact = said(member, kind, value, source=" 12/BC ")

    assert (words_of(fact), fact.source) == (words, "12/BC")


def test_a_fact_said_again_changes_and_empty_takes_it_back(member):
    first = said(member, "staff", 40)
    assert said(member, "staff", 40).pk == first.pk
    assert said(member, "staff", 41).pk == first.pk
    assert said(member, "staff", None) is None
    assert said(member, "staff", None) is None

    assert not Fact.objects.exists()
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["fact_saved", "fact_saved", "fact_deleted"]


@pytest.mark.parametrize(
    ("kind", "value", "values"),
    [
        ("staff", -1, {}),
        ("staff", "ba", {}),
        ("staff", 5, {"year": 2199}),
        ("staff", 5, PERSON),
        ("months", 13, PERSON),
        ("months", 12, {}),
        ("days_off", 367, PERSON),
        ("rating", "tốt", {}),
        ("exceeds", "2", {}),
        ("initiative", "Sáng kiến", {"subject": "person"}),
        ("confirmation", "CV", {"subject_name": "Ai đó"}),
    ],
)
def test_what_cannot_be_is_refused(member, kind, value, values):
    with pytest.raises(ActionError):
        said(member, kind, value, **values)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"staff": 10, "staff_complete": 10, "ldtt": 10, "cstdcs": 10, "women": 10}, []),
        ({"staff": 10, "staff_complete": 11}, ["staff_complete"]),
        ({"staff": 10, "ldtt": 11, "women": 11}, ["women", "ldtt"]),
        ({"ldtt": 4, "cstdcs": 5}, ["cstdcs"]),
        ({"staff": 3, "disciplined": 4}, ["disciplined"]),
        ({"ldtt": 11, "staff": None}, []),
    ],
)
def test_a_part_is_no_larger_than_its_whole(values, wrong):
    assert [kind for kind, _text in lacks_fit(values)] == wrong


def test_what_does_not_fit_together_is_not_written_at_all(member):
    with pytest.raises(ActionError):
        set_facts(member.bloc, member.unit, {"staff": (5, ""), "ldtt": (6, "")}, year=YEAR, by=None)

    assert not Fact.objects.exists()


def test_a_unit_fills_in_its_own_figures(member):
    officer = browser("officer", member.unit)
    typed = {"v_staff": "1.200", "s_staff": "BC 3", "v_rating": "good", "v_discipline_end": ""}

    assert officer.post(address(member), typed).status_code == 302
    assert officer.post(address(member), {"v_staff": "5", "v_ldtt": "6"}).status_code == 422
    assert officer.post(address(member), {"s_staff": "chỉ có nguồn"}).status_code == 422

    found = {row.kind: (row.number, row.text, row.source) for row in Fact.objects.all()}
    assert found == {"staff": (1200, "", "BC 3"), "rating": (None, "good", "")}


def test_two_people_on_one_page_lose_nothing(member):
    said(member, "women", 20, source="BC 1")
    said(member, "discipline_end", date(2021, 3, 1))
    officer, url = browser("officer", member.unit), address(member)
    shown = officer.get(url).context["form"]
    sent = {field.html_initial_name: field.value() or "" for field in shown}
    sent |= {field.html_name: field.value() or "" for field in shown}
    sent |= {
        "v_women": "",
        "s_women": "",
        "v_discipline_end": "01/03/2021",
        "initial-v_discipline_end": "2021-03-01",
    }
    said(member, "staff", 40, source="BC 2")

    assert officer.post(url, sent | {"v_rating": "good"}).status_code == 302

    found = {row.kind: row.source for row in Fact.objects.all()}
    assert found == {"staff": "BC 2", "rating": "", "discipline_end": ""}


def test_a_person_within_the_unit_has_facts_of_their_own(member):
    desk = browser("secretary", member.bloc, unit=MembershipFactory(bloc=member.bloc).unit)
    url = address(member) + "?doi_tuong=person&ten=Đinh+Thị+Đào"

    assert desk.post(url, {"v_months": "11", "v_days_off": "3"}).status_code == 302

    fact = Fact.objects.get(kind="months")
    assert (fact.subject, fact.subject_name, fact.number) == (*PERSON.values(), 11)
    assert "Đinh Thị Đào" in desk.get(address(member)).text


def test_the_bloc_at_a_glance_has_short_words(member):
    said(member, "rating", "excellent")
    said(member, "party_rating", "failed")
    home = member.bloc
    url = reverse("awards:facts", args=[home.province.slug, home.slug, YEAR])

    row, *_others = browser("secretary", home).get(url).context["rows"]

    assert [cell for cell in row.cells if cell] == ["Xuất sắc", "Không hoàn thành"]


@pytest.mark.parametrize("role", ["officer", "appraiser", "observer", "reviewer", "head"])
def test_discipline_of_others_is_for_desk_and_department_only(member, role):
    said(member, "discipline_end", date(2021, 3, 1), source="QĐ 77/KL")
    other = MembershipFactory(bloc=member.bloc, starts=date(2000, 1, 1))
    scope = {"officer": other.unit, "observer": member.bloc.province}
    scope |= {"reviewer": member.bloc.province}
    client = browser(role, scope.get(role, member.bloc), unit=other.unit if role in (
        "appraiser", "head") else None)  # fmt: skip

    answer = client.get(address(member))

    assert ("QĐ 77/KL" in answer.text) == (role in {"reviewer", "head"})
    assert answer.status_code == {"officer": 404, "appraiser": 403, "observer": 403}.get(role, 200)
