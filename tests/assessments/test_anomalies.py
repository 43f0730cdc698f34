"""Oddities for the head after closing: found, explained, and never a change of any score."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments import actions
from assessments.models import Answer, Score
from assessments.queries.anomalies import findings_of
from tests.assessments import factories as make
from tests.assessments.appraising import appraising
from tests.assessments.test_appraisal_assignment import at, signed_in
from tests.assessments.test_peers import fill
from tests.factories import fresh

pytestmark = pytest.mark.django_db


def scored_by_peers(units: int = 7):
    """The last unit gives everybody three of ten, all others eight."""
    case = appraising(units, leaves=2, stages=("peers", "agreement"))
    case.go("peers")
    for scorer in range(units):
        for scored in range(units):
            if scorer != scored:
                fill(case, scorer, scored, Decimal(3 if scorer == units - 1 else 8))
    return case


def test_a_harsh_scorer_is_named_and_nobody_else():
    case = scored_by_peers()
    case.go("agreement")

    found = findings_of(case.round, fresh(case.people["head"]))

    (stage,) = found.stages
    assert [name for name, row in stage.scorers if row.is_odd] == [str(case.units[-1])]
    assert {row.deviation for _name, row in stage.scorers if row.is_harsh} == {Decimal("-50.00")}
    assert not stage.note


def test_under_five_scorers_it_is_not_enough_to_judge():
    case = scored_by_peers(4)
    case.go("agreement")

    (stage,) = findings_of(case.round, fresh(case.people["head"])).stages

    assert "Chưa đủ" in stage.note
    assert (stage.criteria, stage.scorers) == ([], [])


def test_nothing_is_shown_before_the_stage_has_closed():
    case = scored_by_peers(5)

    found = findings_of(case.round, fresh(case.people["head"]))

    assert (found.is_early, found.stages, found.gaps, found.unproven) == (True, [], [], [])
    url = reverse("assessments:anomalies", kwargs=at(case))
    assert "Chưa có bước chấm điểm nào đóng" in signed_in(case.people["head"]).get(url).text


def test_gaps_over_the_limit_and_full_marks_without_proof():
    case = appraising(3, stages=("appraisal_1", "agreement"))
    Answer.objects.filter(assessment=case.returns[1]).update(points=10)
    proven = Answer.objects.get(assessment=case.returns[1], criterion=case.leaves[1])
    proof = make.EvidenceFactory(period=case.round.period, unit=case.units[1])
    proof.answers.add(proven)
    case.go("appraisal_1")
    values = {"points": Decimal(7), "reason": "Thiếu"}
    column = case.sheet(0, "appraisal_1")
    actions.save_score(column, case.leaves[0], values=values, revision=1, by=None)
    case.go("agreement")

    found = findings_of(case.round, fresh(case.people["head"]))

    gaps = {name: (gap.points, gap.percent, gap.is_over) for name, gap in found.gaps}
    assert gaps[case.returns[0].unit_name] == (-1, Decimal("5.00"), True)
    assert gaps[case.returns[2].unit_name] == (0, 0, False)
    assert found.unproven == [(case.returns[1].unit_name, [case.leaves[0]])]


def test_the_page_is_the_heads_and_changes_no_score():
    case = scored_by_peers(6)
    case.go("agreement")
    before = list(Score.objects.order_by("pk").values())
    url = reverse("assessments:anomalies", kwargs=at(case))

    found = {name: signed_in(user).get(url).status_code for name, user in case.people.items()}

    assert found == {"head": 200, "secretary": 403, "deputy": 403, "reviewer": 403}
    assert "Nó không thay đổi điểm nào." in signed_in(case.people["head"]).get(url).text
    assert list(Score.objects.order_by("pk").values()) == before
