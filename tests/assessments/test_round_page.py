"""Who has handed in: units and states, never contents."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.actions import rounds
from assessments.models import Extension, Round
from emulation_bloc.lib import clock
from tests.assessments.factories import AssessmentFactory
from tests.factories import MembershipFactory, PeriodFactory, fresh

pytestmark = pytest.mark.django_db


def at(world, name: str = "round", period=None) -> str:
    chosen = period or world.year
    return reverse(f"assessments:{name}", args=[world.province.slug, world.bloc.slug, chosen.slug])


def states(page) -> dict[str, str]:
    return {one.unit_id: one.state for one in page.context["rows"]}


def test_desk_sees_units_and_states_and_no_contents(client, world, monkeypatch):
    client.force_login(world.people["secretary"])

    page = client.get(at(world))

    draft, there = world.scoring.assessment, world.scoring.handed_in
    assert states(page) == {draft.unit_id: "Chưa bắt đầu", there.unit_id: "Đã nộp"}
    assert (page.context["n_in"], page.context["n_all"]) == (1, 2)
    assert "8,00" not in page.text
    assert world.scoring.answer.words not in page.text
    assert page.text.count("Xem bảng của") == 0  # the own unit has not handed in


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"started_at": clock.real_now()}, "Đang soạn"),
        ({"state": "presented"}, "Chờ lãnh đạo đơn vị duyệt"),
        ({"state": "returned", "submitted_at": clock.real_now()}, "Trả lại để bổ sung"),
        (
            {"state": "submitted", "submitted_at": clock.real_now(), "late_days": 3},
            "Đã nộp, chậm 3 ngày",
        ),
    ],
)
def test_each_state_has_its_words(client, world, fields, words):
    unit = MembershipFactory(bloc=world.bloc).unit
    AssessmentFactory(round=world.scoring.round, unit=unit, **fields)
    client.force_login(world.people["head"])

    assert states(client.get(at(world)))[unit.pk] == words


def test_reviewer_reads_what_was_handed_in(client, world):
    client.force_login(world.people["reviewer"])

    page = client.get(at(world))

    rows = {one.unit_id: one.pk for one in page.context["rows"]}
    assert rows[world.scoring.handed_in.unit_id] == world.scoring.handed_in.pk
    assert rows[world.scoring.assessment.unit_id] is None


def test_member_sees_the_own_return_and_how_many_are_in(client, world):
    client.force_login(world.people["officer"])

    page = client.get(at(world))

    assert page.context["rows"] == []
    assert [one.unit_id for one in page.context["own"]] == [world.units[1].pk]
    assert "Bắt đầu tự đánh giá" in page.text
    assert "1/2" in page.text
    assert "Tình hình nộp của các đơn vị" not in page.text
    client.force_login(world.people["chair"])
    assert world.scoring.handed_in.unit_name not in client.get(at(world)).text


def test_text_to_paste_names_who_has_not_handed_in(client, world):
    client.force_login(world.people["secretary"])

    chat = client.get(at(world)).context["chat"]

    assert f"1. {world.units[1].name}" in chat
    assert world.scoring.handed_in.unit_name not in chat
    assert "hết ngày 15/11/2021" in chat


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-1, "Hôm nay là ngày cuối"), (0, "Hôm nay là ngày cuối"), (1, "Đã quá hạn 1 ngày")],
)
def test_time_left_turns_at_midnight(client, world, monkeypatch, seconds, words):
    moment = world.scoring.round.due_at + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: moment)
    client.force_login(world.people["secretary"])

    assert client.get(at(world)).context["time_left"] == words


def test_head_extends_from_the_page_and_a_wrong_form_keeps_what_was_typed(client, world):
    client.force_login(world.people["head"])
    typed = {"unit": world.units[1].pk, "until": "18/11/2021", "reason": "Lũ lụt"}

    refused = client.post(at(world, "extend"), typed | {"until": "15/11/2021"})
    done = client.post(at(world, "extend"), typed)

    assert refused.status_code == 422
    assert "Lũ lụt" in refused.text
    assert done.status_code == 302
    assert Extension.objects.get().reason == "Lũ lụt"
    assert "gia hạn đến hết ngày 18/11/2021" in client.get(at(world)).text


def test_secretary_opens_a_half_year_from_the_page_once(client, world):
    period = PeriodFactory(bloc=world.bloc, slug="2020-h1", name="6 tháng đầu năm 2020")
    client.force_login(world.people["secretary"])
    url = at(world, "open_round", period)
    assert "Kỳ này không chấm điểm" in client.get(at(world, period=period)).text

    client.post(url)
    second = client.post(url, follow=True)

    assert "đã được mở" in second.text
    assert Round.objects.filter(period=period).count() == 1
    assert Round.objects.get(period=period).assessments.count() == 9


def test_scored_period_without_criteria_says_what_to_do(client, world):
    period = PeriodFactory(
        bloc=world.bloc,
        kind="year",
        slug="2022",
        name="Năm 2022",
        starts=world.year.starts.replace(year=2022),
        ends=world.year.ends.replace(year=2022),
    )
    client.force_login(world.people["head"])

    page = client.get(at(world, period=period))

    assert "chưa ban hành bộ tiêu chí năm 2022" in page.text
    assert "btn-primary" not in page.text.split('id="main"')[1].split('id="ask"')[0]


def test_member_without_return_is_named_to_the_secretary(client, world):
    client.force_login(world.people["secretary"])
    missing = client.get(at(world)).context["missing"]
    assert len(missing) == 7

    client.post(at(world, "add_members"))

    assert client.get(at(world)).context["missing"] == []
    assert rounds.add_members(world.scoring.round, by=fresh(world.people["secretary"])) == 0


@pytest.mark.parametrize(
    ("role", "is_shown"), [("officer", True), ("secretary", True), ("reviewer", False)]
)
def test_the_way_to_old_score_sheets_stands_on_the_page(client, world, role, is_shown):
    client.force_login(world.people[role])
    way = reverse("assessments:past", args=[world.province.slug, world.bloc.slug])

    period = PeriodFactory(bloc=world.bloc, slug="2020-h1", name="6 tháng đầu năm 2020")
    open_round, before = client.get(at(world)), client.get(at(world, period=period))

    assert (way in open_round.text) == (way in before.text) == is_shown
