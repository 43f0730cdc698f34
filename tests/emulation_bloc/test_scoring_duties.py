"""What self-assessment, appraisal and ranking put on people's home pages."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Assessment, CriteriaSet, Registration, Round
from emulation_bloc import queries
from emulation_bloc.context import frame
from tests.assessments.factories import CriteriaSetFactory
from tests.factories import BlocFactory, fresh, make_user
from units import actions
from units.actions.periods import default_windows
from units.models import Period, User

pytestmark = pytest.mark.django_db


def owed(user: User, slug: str = "2021") -> list[str]:
    """The titles of what the person owes in one period."""
    user = fresh(user)
    periods = Period.objects.visible_to(user).filter(state="open", slug=slug)
    return [duty.title for duty in queries.duties(user, queries.standings(periods, user))]


def move(scored: Round, state: str) -> None:
    """As if the round had come that far."""
    Round.objects.filter(pk=scored.pk).update(state=state)


def test_the_desk_is_led_from_criteria_to_the_round(db, stand_on):
    bloc = BlocFactory()
    secretary, head = make_user("secretary", bloc), make_user("head", bloc)
    windows = default_windows("year", 2021)
    actions.open_period(bloc, kind="year", year=2021, windows=windows, by=secretary)
    early = owed(secretary)
    stand_on(date(2021, 10, 1))

    without = owed(secretary)
    made = CriteriaSetFactory(bloc=bloc)
    drafting, deciding = owed(secretary), owed(head)
    CriteriaSet.objects.filter(pk=made.pk).update(state="published")

    assert early == []
    assert without == ["Lập bộ tiêu chí chấm điểm"]
    assert drafting == ["Hoàn thiện dự thảo bộ tiêu chí"]
    assert deciding == ["Ban hành bộ tiêu chí chấm điểm"]
    assert owed(secretary) == ["Mở đợt tự đánh giá"]


def test_a_return_walks_from_the_officer_to_the_leader_and_back(world):
    officer, leader = world.people["officer"], world.people["leader"]
    row = Assessment.objects.filter(pk=world.scoring.assessment.pk)
    found = {}
    for state in ("draft", "presented", "submitted", "returned"):
        moment = world.scoring.handed_in.submitted_at
        row.update(state=state, submitted_at=moment, first_submitted_at=moment)
        found[state] = (owed(officer), owed(leader))

    assert found == {
        "draft": (["Hoàn thiện bảng tự chấm điểm"], ["Hoàn thiện bảng tự chấm điểm"]),
        "presented": ([], ["Duyệt và nộp bảng tự chấm điểm"]),
        "submitted": ([], []),
        "returned": (["Bổ sung bảng tự chấm điểm bị trả lại"],) * 2,
    }


def test_another_unit_is_not_asked_for_what_is_not_its_own(world):
    assert "Hoàn thiện bảng tự chấm điểm" not in owed(world.people["secretary"])
    assert owed(world.people["observer"]) == []
    assert owed(world.people["operator"]) == []


def test_each_stage_asks_those_who_act_in_it(world):
    people, scored = world.people, world.scoring.round
    found = {}
    for state in ("appraisal_1", "appraisal_2", "peers", "agreement", "adjustment"):
        move(scored, state)
        found[state] = {
            name: owed(people[name]) for name in ("appraiser", "officer", "secretary", "reviewer")
        }

    assert found["appraisal_1"]["appraiser"] == ["Thẩm định lần 1: còn 1 phiếu"]
    assert found["appraisal_2"]["appraiser"] == ["Thẩm định lần 2: còn 1 phiếu"]
    assert found["peers"]["officer"] == ["Chấm chéo: còn 1 phiếu"]
    assert "Ghi điểm thống nhất tại hội nghị" in found["agreement"]["secretary"]
    assert "Xem xét, điều chỉnh điểm" in found["adjustment"]["reviewer"]
    assert found["agreement"]["officer"] == found["appraisal_1"]["officer"] == []


def test_explanations_are_asked_of_units_that_handed_in(world):
    move(world.scoring.round, "explanation")

    not_handed_in = owed(world.people["officer"])
    Assessment.objects.filter(pk=world.scoring.assessment.pk).update(
        state="submitted", submitted_at=world.scoring.handed_in.submitted_at
    )

    assert not_handed_in == []
    assert owed(world.people["officer"]) == ["Giải trình điểm thẩm định"]


def test_a_request_of_not_applicable_waits_for_the_secretary(world):
    Answer.objects.filter(pk=world.scoring.answer.pk).update(
        not_applicable="asked", not_applicable_reason="Không được giao vốn."
    )

    assert "Trả lời 1 đề nghị “không áp dụng”" in owed(world.people["secretary"])
    assert "Trả lời 1 đề nghị “không áp dụng”" not in owed(world.people["head"])


def test_after_the_deadline_the_desk_ends_collecting(world, stand_on):
    title = "Kết thúc nhận bảng tự chấm, bắt đầu thẩm định"
    before = owed(world.people["secretary"])
    stand_on(date(2021, 11, 17))

    assert title not in before
    assert title in owed(world.people["secretary"])
    assert title not in owed(world.people["officer"])


def test_registration_is_owed_until_it_is_handed_in(world):
    title = "Đăng ký thi đua năm 2021"
    with_round = owed(world.people["officer"])
    bloc = BlocFactory()
    actions.open_period(
        bloc, kind="year", year=2021, windows=default_windows("year", 2021), by=None
    )
    officer = make_user("officer", bloc)
    asked = owed(officer)
    made = Registration.objects.create(
        bloc=bloc,
        unit=officer.appointments.get().unit,
        unit_name="Sở",
        year=2021,
        due_at=world.scoring.registration.due_at,
    )
    drafting = owed(officer)
    Registration.objects.filter(pk=made.pk).update(state="submitted")

    assert title not in with_round
    assert asked == drafting == [title]
    assert owed(officer) == []


def test_navigation_of_a_scored_period_leads_to_appraisal_and_ranking(rf, world):
    request = rf.get("/")
    request.resolver_match = type("Match", (), {"kwargs": world.path | {"period": "2021"}})
    shown = {}
    for name in ("officer", "appraiser", "secretary", "observer"):
        request.user = fresh(world.people[name])
        shown[name] = [row["label"] for row in frame(request)["frame"]["nav"]]

    assert "Thẩm định" not in shown["officer"]
    assert "Thẩm định" in shown["appraiser"]
    assert "Thẩm định" in shown["secretary"]
    assert "Xếp hạng" in shown["officer"]
    assert not {"Tự đánh giá", "Bộ tiêu chí", "Xếp hạng"} & set(shown["observer"])


def test_the_line_of_a_scored_period_shows_self_assessment_and_appraisal(world, client: Client):
    client.force_login(world.people["officer"])
    url = world.year.get_absolute_url()
    collecting = [step["label"] for step in client.get(url).context["standing"].steps]
    move(world.scoring.round, "agreement")

    steps = {row["label"]: row["state"] for row in client.get(url).context["standing"].steps}

    assert collecting[:2] == ["Tự chấm điểm", "Thẩm định"]
    assert (steps["Tự chấm điểm"], steps["Thẩm định"]) == ("done", "done")


def test_pages_of_appraisal_mark_their_entry_of_the_menu(world, client: Client):
    client.force_login(world.people["secretary"])
    url = reverse("assessments:stages", kwargs=world.path | {"period": "2021"})

    nav = client.get(url).context["frame"]["nav"]

    assert [row["label"] for row in nav if row["active"]] == ["Thẩm định"]


@pytest.mark.parametrize(("name", "sees"), [("officer", True), ("observer", False)])
def test_the_period_leads_to_its_round_but_not_an_observer(world, client: Client, name, sees):
    client.force_login(world.people[name])

    page = client.get(world.year.get_absolute_url()).content.decode()

    assert (world.scoring.round.get_absolute_url() in page) is sees
    assert ("Đang ở bước: Tự đánh giá." in page) is sees
