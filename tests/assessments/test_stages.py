"""A round moves from stage to stage, each closing its columns and opening the next."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments import actions
from assessments.models import Answer, Criterion, Explanation, Extension, Round, Score, ScoreSheet
from assessments.queries.stages import next_stage, peers_progress, stages_of, waiting_for
from emulation_bloc.lib.states import ActionError
from tests.assessments import factories as make
from tests.assessments.appraising import FULL, appraising
from tests.assessments.test_appraisal_assignment import at, signed_in
from tests.factories import trail
from units.models import AuditEntry

pytestmark = pytest.mark.django_db
STATES = [str(one) for one in Round.State]


@pytest.mark.parametrize("stages", [FULL, ("appraisal_1", "agreement"), ("peers",), ()])
def test_a_round_walks_through_the_stages_of_its_rules_and_no_others(stages):
    case = appraising(2, leaves=1, stages=stages)
    walked = []

    while target := next_stage(case.round):
        assert actions.advance(case.round, by=None, to=target) == target
        walked.append(case.round.state)

    assert walked == list(stages)
    assert stages_of(case.round) == ["self_assessment", *stages]
    with pytest.raises(ActionError, match="bước cuối"):
        actions.advance(case.round, by=None)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("target", STATES)
def test_every_pair_of_stages_moves_forward_alone(state, target):
    scored = make.RoundFactory(state=state)

    assert scored.can_move_to(target) == (STATES.index(target) > STATES.index(state))


@pytest.mark.parametrize("state", STATES)
def test_a_round_moves_to_the_very_next_stage_alone(state):
    case = appraising(2, leaves=1)
    Round.objects.filter(pk=case.round.pk).update(state=state)
    case.round.refresh_from_db()
    due = next_stage(case.round)

    for target in [one for one in STATES if one != due]:
        with pytest.raises(ActionError):
            actions.advance(case.round, by=None, to=target)

    assert Round.objects.get().state == state


def test_a_round_without_scoring_has_no_stages():
    plain = make.RoundFactory(is_scored=False)

    with pytest.raises(ActionError, match="không chấm điểm"):
        actions.advance(plain, by=None)


def test_a_second_press_does_not_move_the_round_twice():
    case = appraising(2, leaves=1)
    again = Round.objects.get(pk=case.round.pk)

    actions.advance(case.round, by=None, to="appraisal_1")

    with pytest.raises(ActionError):
        actions.advance(again, by=None, to="appraisal_1")
    again.refresh_from_db()
    with pytest.raises(ActionError, match="đã chuyển bước"):
        actions.advance(again, by=None, to="appraisal_1")
    assert Round.objects.get().state == "appraisal_1"


def test_self_assessment_ends_early_when_all_have_handed_in():
    case = appraising(3)

    actions.advance(case.round, by=case.people["secretary"])

    assert case.round.state == "appraisal_1"
    assert trail(case.round.bloc)[-1] == "round_advanced"


def test_a_unit_in_time_holds_the_round_and_one_after_the_deadline_stays_without_return(stand_on):
    case = appraising(2)
    late = make.AssessmentFactory(round=case.round).unit

    with pytest.raises(ActionError, match=late.name):
        actions.advance(case.round, by=None)

    stand_on(date(2021, 11, 17))
    actions.advance(case.round, by=None)
    assert case.round.state == "appraisal_1"
    assert {row.assessment_id for row in ScoreSheet.objects.all()} == {
        row.pk for row in case.returns
    }
    assert AuditEntry.objects.latest("pk").after["without_return"] == [late.name]


def test_an_extension_holds_the_round_too(stand_on):
    case = appraising(2)
    late = make.AssessmentFactory(round=case.round).unit
    Extension.objects.create(
        bloc=case.round.bloc,
        round=case.round,
        unit=late,
        until=datetime(2021, 11, 20, 17, tzinfo=UTC),
        reason="Bão số 9",
        at=datetime(2021, 11, 14, tzinfo=UTC),
    )
    stand_on(date(2021, 11, 19))

    with pytest.raises(ActionError, match=late.name):
        actions.advance(case.round, by=None)
    assert [row.name for row in waiting_for(case.round)] == [late.name]


def test_a_returned_return_is_not_handed_in(stand_on):
    case = appraising(2)
    case.returns[1].move_to("returned", return_reason="Thiếu số liệu")
    stand_on(date(2021, 11, 17))

    actions.advance(case.round, by=None)

    assert ScoreSheet.objects.get().assessment == case.returns[0]


def test_the_end_of_self_assessment_settles_points_relative_to_the_bloc():
    case = appraising(3, leaves=1)
    parts = [{"kind": "relative", "label": "Chỉ tiêu", "params": {"points": "10"}}]
    Criterion.objects.filter(pk=case.leaves[0].pk).update(kind="relative", parts=parts)
    for one, actual in zip(case.returns, ("120", "110", "100"), strict=True):
        Answer.objects.filter(assessment=one).update(
            figures=[{"target": "100", "actual": actual}], points=5, is_provisional=True
        )

    case.go("appraisal_1")

    rows = Answer.objects.order_by("assessment")
    assert [(row.points, row.is_provisional) for row in rows] == [
        (10, False),
        (Decimal("7.50"), False),
        (5, False),
    ]


def test_leaving_a_stage_closes_its_columns():
    case = appraising(2)
    case.go("appraisal_1")

    actions.advance(case.round, by=None)

    assert {row.state for row in ScoreSheet.objects.filter(stage="appraisal_1")} == {"closed"}


def test_explanation_asks_for_what_was_changed_and_for_nothing_else():
    case = appraising(2)
    case.go("appraisal_1")
    _changed(case.sheet(0, "appraisal_1"), case.leaves[0])
    _accepted(case.sheet(0, "appraisal_1"), case.leaves[1])

    case.go("explanation")

    row = Explanation.objects.get()
    assert (row.assessment, row.criterion, row.text) == (case.returns[0], case.leaves[0], "")
    assert [row.name for row in waiting_for(case.round)] == [case.returns[0].unit_name]


def test_second_appraisal_starts_from_the_first():
    case = appraising(2)
    case.go("appraisal_1")
    first = case.sheet(0, "appraisal_1")
    appraiser = case.appraiser(1)
    ScoreSheet.objects.filter(pk=first.pk).update(appraiser=appraiser, scorer_unit=case.units[1])
    _changed(first, case.leaves[0])
    _accepted(first, case.leaves[1])

    case.go("appraisal_2")

    second = case.sheet(0, "appraisal_2")
    assert (second.appraiser, second.scorer_unit) == (appraiser, case.units[1])
    assert [(row.criterion, row.was, row.points) for row in second.scores.all()] == [
        (case.leaves[1], 8, 8)
    ]
    assert case.sheet(0, "appraisal_1").scores.count() == 2


def test_nine_units_make_seventy_two_columns_of_peers():
    case = appraising(9, leaves=1)

    case.go("peers")

    pairs = ScoreSheet.objects.filter(stage="peers").values_list("scorer_unit", "assessment__unit")
    assert len(set(pairs)) == 72
    assert not [1 for scorer, scored in pairs if scorer == scored]
    assert peers_progress(case.round) == (0, 9)
    assert len(waiting_for(case.round)) == 9


def test_agreement_and_adjustment_have_one_column_for_each_return():
    case = appraising(3, leaves=1)

    case.go("adjustment")

    for stage in ("agreement", "adjustment"):
        rows = ScoreSheet.objects.filter(stage=stage)
        assert {row.assessment_id for row in rows} == {row.pk for row in case.returns}
    assert waiting_for(case.round) == []


def _changed(sheet, leaf):
    make.ScoreFactory(
        sheet=sheet, criterion=leaf, was=8, points=6, is_change=True, reason="Thiếu minh chứng"
    )


def _accepted(sheet, leaf) -> Score:
    return make.ScoreFactory(sheet=sheet, criterion=leaf, was=8, points=8)


def test_the_head_is_told_that_the_provinces_column_shows_after_closing_alone():
    """What the province writes is blind; closing counts it, so that ranks may still change."""
    case = appraising(3, leaves=1, stages=("agreement", "adjustment"))
    case.go("agreement")
    told = "Điểm Sở Nội vụ điều chỉnh chỉ hiện sau khi chốt"
    head, reviewer = signed_in(case.people["head"]), signed_in(case.people["reviewer"])
    board = reverse("assessments:ranking", kwargs=at(case))
    closing = reverse("assessments:close_round", kwargs=at(case))
    steps = reverse("assessments:stages", kwargs=at(case))
    mine = reverse("assessments:appraisals", kwargs=at(case))
    assert told not in head.get(board).text
    assert "Thư ký ghi những điểm hội nghị đổi" in head.get(steps).text
    assert "Chỉ cần ghi những điểm thay đổi" in head.get(mine).text

    case.go("adjustment")

    assert told in head.get(board).text
    assert told in head.get(closing).text
    assert told not in reviewer.get(board).text
    assert "Sở Nội vụ ghi những điểm điều chỉnh" in head.get(steps).text
