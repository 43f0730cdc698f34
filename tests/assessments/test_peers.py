"""Peers: all score all others, blind until closed; absence and abstention are no zero."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments import actions
from assessments.models import Score, ScoreSheet
from assessments.queries.columns import columns_of_round
from assessments.queries.stages import peers_progress, waiting_for
from emulation_bloc.lib.states import ActionError
from tests.assessments.appraising import appraising
from tests.assessments.test_appraisal_assignment import at, signed_in
from tests.factories import fresh

pytestmark = pytest.mark.django_db
STAGES = ("peers", "agreement")


def fill(case, scorer: int, scored: int, points, *, finish: bool = True) -> ScoreSheet:
    """One column of a peer with the same points everywhere; None abstains."""
    column = case.sheet(scored, "peers", scorer_unit=case.units[scorer])
    by = case.people["head"]
    for leaf in case.leaves:
        values = {"points": points, "is_abstained": points is None, "reason": "Vì"}
        actions.save_score(column, leaf, values=values, revision=1, by=by)
    if finish:
        actions.finish_sheet(column, by=by)
    return column


def peers_of(case, place: int, user) -> dict:
    columns = columns_of_round(case.round, fresh(user)).get(case.returns[place].pk, {})
    return {code: column["peers"] for code, column in columns.items() if "peers" in column}


@pytest.mark.parametrize(
    ("method", "expected"), [("mean", "6.25"), ("trimmed", "6.50"), ("median", "6.50")]
)
def test_peers_come_to_one_column(method, expected):
    case = appraising(5, leaves=1, stages=STAGES, peer_method=method)
    case.go("peers")
    for scorer, points in ((1, 3), (2, 6), (3, 7), (4, 9)):
        fill(case, scorer, 0, Decimal(points))

    case.go("agreement")

    assert peers_of(case, 0, case.people["secretary"]) == {"L1": Decimal(expected)}


def test_absence_and_abstention_are_not_zero():
    case = appraising(4, leaves=1, stages=STAGES)
    case.go("peers")
    fill(case, 1, 0, Decimal(6))
    fill(case, 2, 0, None)
    fill(case, 3, 0, Decimal(1), finish=False)

    assert [row.name for row in waiting_for(case.round)] == [unit.short_name for unit in case.units]
    case.go("agreement")

    assert peers_of(case, 0, case.people["secretary"]) == {"L1": Decimal("6.00")}
    assert peers_of(case, 1, case.people["secretary"]) == {}


def test_an_abstention_keeps_no_points_and_is_only_for_peers():
    case = appraising(3, leaves=1, stages=("appraisal_1", *STAGES))
    case.go("appraisal_1")
    values = {"points": Decimal(8), "is_abstained": True, "reason": ""}
    first = actions.save_score(
        case.sheet(0, "appraisal_1"), case.leaves[0], values=values, revision=1, by=None
    )
    case.go("peers")
    column = case.sheet(0, "peers", scorer_unit=case.units[1])
    second = actions.save_score(column, case.leaves[0], values=values, revision=1, by=None)

    assert (first.points, first.is_abstained) == (8, False)
    assert (second.points, second.is_abstained) == (None, True)


def test_progress_counts_units_that_have_handed_in_all_their_columns():
    case = appraising(3, leaves=1, stages=STAGES)
    case.go("peers")
    fill(case, 1, 0, Decimal(8))
    assert peers_progress(case.round) == (0, 3)
    fill(case, 1, 2, Decimal(8))

    assert peers_progress(case.round) == (1, 3)
    page = signed_in(case.people["head"]).get(reverse("assessments:appraisals", kwargs=at(case)))
    assert "1/3 đơn vị đã chấm xong" in page.text


def test_the_officer_scores_and_the_leader_hands_in():
    case = appraising(3, leaves=1, stages=STAGES)
    case.go("peers")
    column = case.sheet(0, "peers", scorer_unit=case.units[1])
    officer, leader = signed_in(case.officer(1)), signed_in(case.leader(1))
    where = at(case) | {"pk": column.pk}
    url = reverse("assessments:save_score", kwargs=where | {"criterion": case.leaves[0].pk})

    typed = {"is_abstained": "on", "points": "", "revision": 1}
    assert officer.post(url, typed).status_code == 302
    finish = reverse("assessments:finish_sheet", kwargs=where)
    assert officer.post(finish).status_code == 403
    assert leader.post(finish).status_code == 302

    assert case.sheet(0, "peers", scorer_unit=case.units[1]).state == "done"


@pytest.mark.parametrize("scorer", [0, 2])
def test_another_units_column_does_not_exist(scorer):
    case = appraising(3, leaves=1, stages=STAGES)
    case.go("peers")
    fill(case, 1, 2 - scorer, Decimal(3))
    column = case.sheet(2 - scorer, "peers", scorer_unit=case.units[1])
    where = at(case) | {"pk": column.pk}
    browser = signed_in(case.officer(scorer))

    assert browser.get(reverse("assessments:sheet", kwargs=where)).status_code == 404
    url = reverse("assessments:save_score", kwargs=where | {"criterion": case.leaves[0].pk})
    assert browser.post(url, {"points": "1", "revision": 1}).status_code == 404


def test_after_closing_units_see_what_peers_come_to_and_never_who_gave_what():
    case = appraising(5, leaves=1, stages=STAGES)
    case.go("peers")
    for scorer, points in ((1, "3.33"), (2, "6.66"), (3, "7.77"), (4, "9.99")):
        fill(case, scorer, 0, Decimal(points))
    case.go("agreement")
    officer = case.officer(0)

    assert peers_of(case, 0, officer) == {"L1": Decimal("6.94")}
    assert not Score.objects.visible_to(fresh(officer)).exclude(sheet__stage="agreement")
    page = signed_in(officer).get(
        reverse("assessments:columns", kwargs=at(case) | {"pk": case.returns[0].pk})
    )
    assert "6,94" in page.text
    assert [one for one in ("3,33", "6,66", "7,77", "9,99") if one in page.text] == []


@pytest.mark.parametrize("name", ["secretary", "head"])
def test_the_desk_does_not_read_which_peer_scored_the_own_unit_how(name):
    """A denial beats the union of roles: of others' units they read it, of their own the sum."""
    case = appraising(4, leaves=1, stages=STAGES)
    case.go("peers")
    for scored in (0, 1):
        for scorer in {0, 1, 2, 3} - {scored}:
            fill(case, scorer, scored, Decimal(3 + scorer))
    case.go("agreement")
    user = case.people[name]
    seen = ScoreSheet.objects.visible_to(fresh(user)).filter(stage="peers")

    assert set(seen.values_list("assessment", flat=True)) == {one.pk for one in case.returns[1:]}
    assert peers_of(case, 0, user) == {"L1": Decimal("5.00")}
    column = case.sheet(0, "peers", scorer_unit=case.units[1])
    url = reverse("assessments:sheet", kwargs=at(case) | {"pk": column.pk})
    assert signed_in(user).get(url).status_code == 404


def test_a_peer_of_another_unit_does_not_see_what_peers_come_to():
    """Having scored somebody opens that return, not what the others made of it."""
    case = appraising(4, leaves=1, stages=STAGES)
    case.go("peers")
    for scorer in (1, 2, 3):
        fill(case, scorer, 0, Decimal(3 + scorer))
    case.go("agreement")

    officer = case.officer(1)
    assert peers_of(case, 0, officer) == {}
    where = at(case) | {"pk": case.returns[0].pk}
    page = signed_in(officer).get(reverse("assessments:why", kwargs=where))
    assert page.context["row"].leaves["L1"]["peers"] is None
    assert "5,00" not in page.text


def test_closing_the_stage_ends_all_scoring():
    case = appraising(3, leaves=1, stages=STAGES)
    case.go("peers")
    column = fill(case, 1, 0, Decimal(6), finish=False)
    case.go("agreement")

    with pytest.raises(ActionError, match="đã đóng"):
        fill(case, 2, 0, Decimal(6))
    with pytest.raises(ActionError, match="đã đóng"):
        actions.finish_sheet(column, by=None)
