"""Writing a column: bounds, reasons, revisions, closing; never the own unit."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments import actions
from assessments.models import Answer, Score
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from tests.assessments import factories as make
from tests.assessments.appraising import appraising
from tests.assessments.test_appraisal_assignment import at, signed_in
from tests.factories import fresh, trail
from units.models import AuditEntry

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def case():
    """The first return is given to an appraiser of the second unit."""
    made = appraising(3)
    made.people["appraiser"] = made.appraiser(1)
    made.go("appraisal_1")
    actions.assign(made.sheet(0, "appraisal_1"), made.people["appraiser"], by=None)
    return made


def save(case, sheet, points, reason="", *, leaf=0, revision=1, by=None, **more):
    values = {"points": points, "reason": reason} | more
    return actions.save_score(
        sheet,
        case.leaves[leaf],
        values=values,
        revision=revision,
        by=by or case.people["appraiser"],
    )


def address(case, name, sheet, **more):
    return reverse(f"assessments:{name}", kwargs=at(case) | {"pk": sheet.pk} | more)


def test_accepting_and_changing_keep_old_and_new(case):
    column = case.sheet(0, "appraisal_1")

    same = save(case, column, Decimal("8.00"))
    other = save(case, column, Decimal("6.5"), "Thiếu quyết định", leaf=1)

    assert (same.was, same.points, same.is_change, same.reason) == (8, 8, False, "")
    other.refresh_from_db()
    assert (other.was, other.points, other.is_change) == (8, Decimal("6.50"), True)
    assert (other.by, other.reason) == (case.people["appraiser"], "Thiếu quyết định")
    assert other.at


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_change_needs_a_reason_and_the_database_holds_it(case, reason):
    column = case.sheet(0, "appraisal_1")

    with pytest.raises(ActionError, match="lý do"):
        save(case, column, Decimal(7), reason)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.ScoreFactory(
            sheet=column,
            criterion=case.leaves[0],
            points=7,
            was=8,
            is_change=True,
            reason=reason.strip("\n"),
        )

    assert not Score.objects.exists()


@pytest.mark.parametrize(
    ("points", "sentence"),
    [("10.01", "từ 0,00 đến 10,00"), ("-0.01", "từ 0,00 đến 10,00"), ("1000", "đến 10,00")],
)
def test_points_stay_within_the_criterion(case, points, sentence):
    with pytest.raises(ActionError, match=sentence):
        save(case, case.sheet(0, "appraisal_1"), Decimal(points), "Vì")


def test_a_penalty_is_between_its_maximum_and_zero(case):
    leaf = make.CriterionFactory(
        criteria_set=case.round.criteria_set, kind="penalty", max_points=-10
    )
    make.AnswerFactory(assessment=case.returns[0], criterion=leaf, points=0)
    case.leaves.append(leaf)
    column = case.sheet(0, "appraisal_1")

    assert save(case, column, Decimal(-4), "Bị phê bình", leaf=2).points == -4
    with pytest.raises(ActionError, match="từ -10,00 đến 0,00"):
        save(case, column, Decimal(1), "Thưởng", leaf=2, revision=2)


def test_what_does_not_apply_is_not_scored(case):
    Answer.objects.filter(assessment=case.returns[0], criterion=case.leaves[0]).update(
        not_applicable="agreed", not_applicable_reason="Không được giao", points=None
    )
    column = case.sheet(0, "appraisal_1")

    with pytest.raises(ActionError, match="không áp dụng"):
        save(case, column, Decimal(5), "Vì")
    save(case, column, Decimal(8), leaf=1)
    actions.finish_sheet(column, by=case.people["appraiser"])

    assert case.sheet(0, "appraisal_1").state == "done"


def test_a_stale_save_is_refused_and_the_same_once_more_is_not(case):
    column, by = case.sheet(0, "appraisal_1"), case.people["appraiser"]
    save(case, column, Decimal(7), "Một")

    assert save(case, column, Decimal(7), "Một").revision == 2
    with pytest.raises(StaleRevisionError):
        save(case, column, Decimal(6), "Hai")

    row = Score.objects.get()
    assert (row.points, row.reason, row.by) == (7, "Một", by)


def test_nothing_is_written_after_the_stage_has_closed(case):
    column = case.sheet(0, "appraisal_1")
    save(case, column, Decimal(8))
    stale = case.sheet(0, "appraisal_1")

    actions.advance(case.round, by=None)

    for act in (
        lambda: save(case, stale, Decimal(7), "Muộn", revision=2),
        lambda: actions.finish_sheet(stale, by=None),
        lambda: actions.reopen_sheet(stale, by=None),
    ):
        with pytest.raises(ActionError):
            act()
    assert Score.objects.get().points == 8


def test_a_sheet_is_done_when_every_leaf_has_a_score(case):
    column, by = case.sheet(0, "appraisal_1"), case.people["appraiser"]
    save(case, column, Decimal(8))

    with pytest.raises(ActionError, match="Còn 1 tiêu chí"):
        actions.finish_sheet(column, by=by)
    save(case, column, Decimal(7), "Vì", leaf=1)
    actions.finish_sheet(column, by=by)
    with pytest.raises(ActionError):
        actions.finish_sheet(case.sheet(0, "appraisal_1"), by=by)
    with pytest.raises(ActionError, match="mở lại"):
        save(case, column, Decimal(8), revision=2)
    actions.reopen_sheet(column, by=by)
    save(case, column, Decimal(8), revision=2, leaf=1)

    assert trail(case.round.bloc)[-2:] == ["sheet_done", "sheet_reopened"]
    told = AuditEntry.objects.get(action="sheet_done")
    assert (told.before, told.after, told.reason) == (None, None, "")  # the stage is still blind


def test_a_score_over_a_figure_that_changed_since_waits_again(case):
    column, by = case.sheet(0, "appraisal_1"), case.people["appraiser"]
    for place in (0, 1):
        save(case, column, Decimal(8), leaf=place)
    Answer.objects.filter(assessment=case.returns[0], criterion=case.leaves[0]).update(points=9)

    with pytest.raises(ActionError, match="Còn 1 tiêu chí"):
        actions.finish_sheet(column, by=by)
    page = signed_in(by).get(address(case, "sheet", column) + f"?tc={case.leaves[0].pk}")
    assert "Điểm trước đã đổi từ 8,00 thành 9,00 sau khi chấm." in page.text


def test_the_desk_saves_itself_and_answers_in_sentences(case):
    browser, column = signed_in(case.people["appraiser"]), case.sheet(0, "appraisal_1")
    url = address(case, "save_score", column, criterion=case.leaves[0].pk)

    saved = browser.post(url, {"points": "7,5", "reason": "Thiếu", "revision": 1}, headers=JSON)
    assert saved.json()["revision"] == 2
    assert saved.json()["values"] == {"points": "7,50"}
    stale = browser.post(url, {"points": "6", "reason": "Khác", "revision": 1}, headers=JSON)
    assert stale.status_code == 409
    assert stale.json()["theirs"] == {"points": "7,50", "reason": "Thiếu"}
    for points, sentence in {
        "abc": "không phải là số",
        "1e309": "lũy thừa",
        "7,555": "hai chữ số",
        "11": "từ 0,00 đến 10,00",
        "-1": "từ 0,00 đến 10,00",
        "9" * 50: "quá dài",
    }.items():
        refused = browser.post(url, {"points": points, "reason": "Vì", "revision": 2}, headers=JSON)
        assert refused.status_code == 422
        told = refused.json()
        assert sentence in told["message"] + str(told["errors"]), points
    assert Score.objects.get().points == Decimal("7.50")


def test_without_scripts_a_refused_score_stays_on_the_page(case):
    browser, column = signed_in(case.people["appraiser"]), case.sheet(0, "appraisal_1")
    url = address(case, "save_score", column, criterion=case.leaves[0].pk)

    refused = browser.post(url, {"points": "6", "reason": "", "revision": 1})
    assert refused.status_code == 422
    assert 'value="6"' in refused.text
    assert "hãy ghi lý do" in refused.text
    taken = browser.post(
        url, {"points": "5", "accept": "1", "base": "8,00", "reason": "", "revision": 1}
    )
    assert taken["Location"].endswith(f"?tc={case.leaves[1].pk}")
    stale = browser.post(url, {"points": "5", "reason": "Giữ chữ này", "revision": 1})
    assert stale.status_code == 409
    assert "Giữ chữ này" in stale.text
    assert "8,00" in stale.text


def test_the_desk_shows_claim_words_and_proof_side_by_side(case):
    answer = Answer.objects.get(assessment=case.returns[0], criterion=case.leaves[0])
    Answer.objects.filter(pk=answer.pk).update(formula="60 × 95,5 % = 57,30")
    proof = make.EvidenceFactory(
        period=case.round.period, unit=case.units[0], title="Quyết định riêng 815"
    )
    proof.answers.add(answer)

    page = signed_in(case.people["appraiser"]).get(
        address(case, "sheet", case.sheet(0, "appraisal_1"))
    )

    for words in ("60 × 95,5 % = 57,30", answer.words, "Quyết định riêng 815", 'value="8,00"'):
        assert words in page.text


def test_finishing_goes_on_to_the_next_sheet(case):
    by = case.people["appraiser"]
    actions.assign(case.sheet(2, "appraisal_1"), by, by=None)
    first, second = case.sheet(0, "appraisal_1"), case.sheet(2, "appraisal_1")
    browser = signed_in(by)
    for column in (first, second):
        for place in (0, 1):
            save(case, column, Decimal(8), leaf=place)

    gone_on = browser.post(address(case, "finish_sheet", first))
    assert gone_on["Location"].endswith(f"/phieu-cham/{second.pk}/")
    back = browser.post(address(case, "finish_sheet", second))
    assert back["Location"] == reverse("assessments:appraisals", kwargs=at(case))


def test_nobody_opens_or_writes_the_column_of_the_own_unit(case):
    """The appraiser has moved into the scored unit since the column was given."""
    person = case.people["appraiser"]
    person.unit = case.units[0]
    person.save()
    browser, column = signed_in(fresh(person)), case.sheet(0, "appraisal_1")

    assert browser.get(address(case, "sheet", column)).status_code == 403
    url = address(case, "save_score", column, criterion=case.leaves[0].pk)
    assert browser.post(url, {"points": "8", "revision": 1}).status_code == 403
    assert browser.post(address(case, "finish_sheet", column)).status_code == 403
    index = browser.get(reverse("assessments:appraisals", kwargs=at(case)))
    assert address(case, "sheet", column) not in index.text


@pytest.mark.parametrize("name", ["head", "secretary", "deputy"])
def test_the_meetings_column_of_the_own_unit_is_entered_by_somebody_else(case, name):
    case.go("agreement")
    browser = signed_in(case.people[name])
    own = 1 if name == "deputy" else 0
    found = {}

    for place in (0, 1, 2):
        column = case.sheet(place, "agreement")
        url = address(case, "save_score", column, criterion=case.leaves[0].pk)
        typed = {"points": "7", "reason": "Hội nghị", "hands": "8/9 đồng ý", "revision": 1}
        found[place] = browser.post(url, typed).status_code

    assert found == {place: 403 if place == own else 302 for place in (0, 1, 2)}
    assert {row.hands for row in Score.objects.all()} == {"8/9 đồng ý"}


def test_the_meeting_starts_from_the_rule_and_the_province_from_the_meeting(case):
    save(case, case.sheet(0, "appraisal_1"), Decimal(6), "Thiếu")
    case.go("agreement")
    agreed = save(case, case.sheet(0, "agreement"), Decimal(7), "Nhất trí", hands="9/9")
    case.go("adjustment")
    reviewer = case.people["reviewer"]
    last = save(case, case.sheet(0, "adjustment"), Decimal(9), "Bổ sung", by=reviewer)

    assert (agreed.was, agreed.points, agreed.hands) == (6, 7, "9/9")
    assert (last.was, last.points, last.hands) == (7, 9, "")
    with pytest.raises(ActionError, match="cùng với bước"):
        actions.finish_sheet(case.sheet(0, "adjustment"), by=reviewer)


def test_a_weighted_rule_is_what_the_meeting_starts_from():
    case = appraising(3, final_rule="weighted", weight_self="50", weight_appraisal="50")
    person = case.people["appraiser"] = case.appraiser(1)
    case.go("appraisal_1")
    actions.assign(case.sheet(0, "appraisal_1"), person, by=None)
    save(case, case.sheet(0, "appraisal_1"), Decimal(5), "Thiếu")
    case.go("agreement")

    row = save(case, case.sheet(0, "agreement"), Decimal("6.50"))

    assert (row.was, row.is_change) == (Decimal("6.50"), False)
