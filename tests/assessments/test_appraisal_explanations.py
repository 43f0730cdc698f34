"""A unit answers what the first appraisal changed; the second appraiser reads it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments import actions
from assessments.models import Explanation
from emulation_bloc.lib.states import ActionError
from tests.assessments.appraising import appraising
from tests.assessments.test_appraisal_assignment import at, signed_in
from tests.factories import fresh, trail

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def case():
    """The first unit's first criterion went from 8 to 5; explanation is open."""
    made = appraising(3)
    person = made.people["appraiser"] = made.appraiser(1)
    made.go("appraisal_1")
    column = made.sheet(0, "appraisal_1")
    actions.assign(column, person, by=None)
    for leaf, points, reason in zip(made.leaves, (5, 8), ("Thiếu quyết định", ""), strict=True):
        values = {"points": Decimal(points), "reason": reason}
        actions.save_score(column, leaf, values=values, revision=1, by=person)
    made.go("explanation")
    return made


def address(case, name="explanations", **more):
    return reverse(f"assessments:{name}", kwargs=at(case) | {"pk": case.returns[0].pk} | more)


def test_the_unit_sees_each_change_with_its_reason_and_answers(case):
    browser, row = signed_in(case.officer(0)), Explanation.objects.get()

    page = browser.get(address(case))
    assert "Thiếu quyết định" in page.text
    assert "L2." not in page.text
    url = address(case, "save_explanation", row=row.pk)
    saved = browser.post(url, {"text": "Quyết định số 9 đính kèm", "revision": 1}, headers=JSON)
    assert saved.json()["revision"] == 2
    stale = browser.post(url, {"text": "Khác", "revision": 1}, headers=JSON)
    assert stale.status_code == 409
    assert stale.json()["theirs"] == {"text": "Quyết định số 9 đính kèm"}
    plain = browser.post(url, {"text": "Bản gõ", "revision": 1})
    assert plain.status_code == 409
    assert "Bản gõ" in plain.text


def test_the_leader_sends_and_then_nothing_changes(case):
    row, leader = Explanation.objects.get(), case.leader(0)
    actions.save_explanation(row, text="Đã có", revision=1, by=leader)
    assert signed_in(case.officer(0)).post(address(case, "send_explanations")).status_code == 403

    assert signed_in(leader).post(address(case, "send_explanations")).status_code == 302

    row.refresh_from_db()
    assert row.at
    assert trail(case.round.bloc)[-1] == "explanation_sent"
    with pytest.raises(ActionError, match="đã được lãnh đạo đơn vị gửi"):
        actions.save_explanation(row, text="Thêm", revision=2, by=leader)
    with pytest.raises(ActionError):
        actions.send_explanations(case.returns[0], by=leader)


def test_others_read_what_was_sent_once_the_stage_is_over(case):
    row, appraiser = Explanation.objects.get(), case.people["appraiser"]
    actions.save_explanation(row, text="Có đủ minh chứng", revision=1, by=appraiser)
    seen = lambda: Explanation.objects.visible_to(fresh(appraiser)).exists()  # noqa: E731

    assert not seen()
    assert "khi bước giải trình đóng" in signed_in(appraiser).get(address(case)).text
    actions.send_explanations(case.returns[0], by=appraiser)
    assert not seen()
    assert "không giải trình" not in signed_in(appraiser).get(address(case)).text
    case.go("appraisal_2")

    assert seen()
    second = case.sheet(0, "appraisal_2")
    page = signed_in(appraiser).get(
        reverse("assessments:sheet", kwargs=at(case) | {"pk": second.pk})
    )
    assert "Có đủ minh chứng" in page.text
    assert "Thiếu quyết định" in page.text


def test_what_was_not_sent_stays_with_the_unit(case):
    row = Explanation.objects.get()
    actions.save_explanation(row, text="Chưa gửi 4711", revision=1, by=case.people["head"])
    case.go("appraisal_2")

    page = signed_in(case.people["appraiser"]).get(
        reverse("assessments:sheet", kwargs=at(case) | {"pk": case.sheet(0, "appraisal_2").pk})
    )
    assert "4711" not in page.text
    with pytest.raises(ActionError, match="không mở"):
        actions.save_explanation(row, text="Muộn", revision=2, by=case.people["head"])
    with pytest.raises(ActionError, match="không mở"):
        actions.send_explanations(case.returns[0], by=case.people["head"])


def test_the_second_appraisal_starts_from_the_first(case):
    case.go("appraisal_2")
    column = case.sheet(0, "appraisal_2")
    values = {"points": Decimal(7), "reason": "Đã bổ sung"}

    row = actions.save_score(
        column, case.leaves[0], values=values, revision=1, by=case.people["appraiser"]
    )
    actions.finish_sheet(column, by=case.people["appraiser"])

    assert (row.was, row.points) == (5, 7)
    assert case.sheet(0, "appraisal_1").scores.get(criterion=case.leaves[0]).points == 5


def test_a_unit_without_changes_has_nothing_to_explain(case):
    with pytest.raises(ActionError, match="không có gì để giải trình"):
        actions.send_explanations(case.returns[1], by=case.people["head"])


def test_other_units_and_the_desk_do_not_write(case):
    row = Explanation.objects.get()
    url = address(case, "save_explanation", row=row.pk)
    found = {
        name: signed_in(user).post(url, {"text": "Của người khác", "revision": 1}).status_code
        for name, user in {
            "other": case.officer(1),
            "secretary": case.people["secretary"],
            "appraiser": case.people["appraiser"],
            "reviewer": case.people["reviewer"],
        }.items()
    }

    assert found == {"other": 404, "secretary": 403, "appraiser": 403, "reviewer": 403}


def test_columns_put_all_stages_side_by_side(case):
    row = Explanation.objects.get()
    actions.save_explanation(row, text="Có đủ", revision=1, by=case.people["head"])
    page = signed_in(case.officer(0)).get(address(case, "columns"))

    for words in ("Tự chấm", "Thẩm định lần 1", "Giải trình", "8,00 → 5,00", "Thiếu quyết định"):
        assert words in page.text
    assert case.people["appraiser"].full_name in page.text
