"""The board from many hands: peers, weights, adjustment, what does not apply; over the years."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import Answer, PastRecord, Ranking, RankingRow, Score, ScoreSheet
from assessments.queries.frozen import whole_board
from assessments.queries.over_years import over_years
from assessments.queries.ranking import board_of
from assessments.queries.why import why_of
from emulation_bloc.lib import clock
from tests.assessments import factories as make
from tests.assessments.appraising import FULL, appraising
from tests.factories import make_user
from units.models import Period

D = Decimal


def score(sheet, criterion, points, was=8):
    return Score.objects.create(
        bloc=sheet.bloc,
        sheet=sheet,
        criterion=criterion,
        was=was,
        points=points,
        is_change=points is not None and points != was,
        reason="Theo minh chứng",
        at=clock.now(),
    )


def sheet_of(made, place, stage, state="closed", **more):
    is_done = state == "closed"
    return make.ScoreSheetFactory(
        assessment=made.returns[place],
        stage=stage,
        state=state,
        done_at=clock.now() if is_done else None,
        **more,
    )


def add_peers(made, points):
    """The first unit's first leaf as the others saw it; the last column was not handed in."""
    for unit, given in zip(made.units[1:], points, strict=True):
        sheet = sheet_of(made, 0, "peers", scorer_unit=unit)
        score(sheet, made.leaves[0], given)
        if unit == made.units[-1]:
            ScoreSheet.objects.filter(pk=sheet.pk).update(done_at=None)


@pytest.fixture
def weighted(db):
    made = appraising(5, final_rule="weighted", weight_peers="40", weight_appraisal="60")
    add_peers(made, [6, 7, 8, 0])
    score(sheet_of(made, 0, "appraisal_1"), made.leaves[0], 7)
    return made


def row_of(board, made, place=0):
    return next(row for row in board.rows if row.unit_id == made.units[place].pk)


def test_peers_are_a_mean_of_what_was_handed_in(weighted):
    row = row_of(board_of(weighted.round), weighted)

    assert row.leaves["L1"]["peers"] == "7"
    assert (row.columns["peers"], row.columns["appraisal_1"]) == (D(15), D(15))
    assert row.leaves["L1"]["final"] == "7"


def test_single_peers_never_leave_the_board(weighted):
    reviewer = make_user("reviewer", weighted.round.bloc.province)
    board = board_of(weighted.round, reviewer)

    row = row_of(board, weighted)
    why = why_of(board, row, weighted.returns[0], reviewer)

    assert why.adds_up
    assert [step.label for step in why.leaves[0].steps] == ["Thẩm định lần 1"]
    assert all("peers" not in step.stage for leaf in why.leaves for step in leaf.steps)


def test_adjustment_is_shown_as_what_it_added(weighted):
    sheet = sheet_of(weighted, 0, "adjustment", state="open")
    score(sheet, weighted.leaves[0], D("7.5"), was=7)

    row = row_of(board_of(weighted.round), weighted)

    assert (row.adjusted, row.total) == (D("0.50"), D("15.50"))
    assert row_of(board_of(weighted.round), weighted, 1).adjusted is None


def test_open_columns_of_appraisal_are_blind_to_the_desk(db):
    made = appraising(3)
    made.round.move_to("appraisal_1")
    score(sheet_of(made, 1, "appraisal_1", state="open"), made.leaves[0], 3)

    for user in (None, made.people["secretary"], made.people["reviewer"]):
        row = row_of(board_of(made.round, user), made, 1)
        assert (row.columns["appraisal_1"], row.total) == (None, D(16))


def test_leaf_that_does_not_apply_is_taken_out_and_re_based(db):
    made = appraising(2)
    Answer.objects.filter(assessment=made.returns[0], criterion=made.leaves[1]).update(
        not_applicable="agreed", not_applicable_reason="Không có chức năng"
    )
    reviewer = make_user("reviewer", made.round.bloc.province)

    board = board_of(made.round)
    row = row_of(board, made)

    assert (row.total, row.assigned, row.rate, row.rebased) == (D(8), D(10), D(80), D(16))
    assert [one.rank for one in board.rows] == [1, 1]
    why = why_of(board, row, made.returns[0], reviewer)
    assert why.adds_up
    assert why.leaves[1].is_excluded
    assert why.leaves[1].excluded_reason == "Không có chức năng"


def test_missing_points_are_no_zero_but_named(db):
    made = appraising(2)
    Answer.objects.filter(assessment=made.returns[0], criterion=made.leaves[0]).update(points=None)

    row = row_of(board_of(made.round), made)

    assert row.missing == ("L1",)
    assert row.leaves["L1"]["final"] is None


def test_desk_reads_nothing_before_it_may(db, client, stand_on):
    made = appraising(3)
    made.returns[0].move_to("draft")
    client.force_login(made.people["secretary"])
    address = [made.round.bloc.province.slug, made.round.bloc.slug, made.round.period.slug]

    page = client.get(reverse("assessments:ranking", args=address))

    # The own unit has not handed in and the deadline is to come: nobody's points are shown.
    assert page.context["rows"] == []
    assert len(page.context["absent"]) == 3


@pytest.mark.parametrize("stage", FULL[::2])
def test_board_asks_as_often_for_many_units_as_for_few(db, stage, django_assert_num_queries):
    made = appraising(8)
    for place in range(8):
        score(sheet_of(made, place, "appraisal_1"), made.leaves[0], 7)

    with django_assert_num_queries(5):
        assert len(board_of(made.round).rows) == 8


def past_year(made, year, ranks):
    period = make.PeriodFactory(
        bloc=made.round.bloc, kind=made.round.period.kind, slug=str(year), name=f"Năm {year}",
        starts=date(year, 1, 1), ends=date(year, 12, 31),
    )  # fmt: skip
    closed = make.RoundFactory(
        bloc=made.round.bloc, period=period, criteria_set=made.round.criteria_set, state="closed"
    )
    ranking = Ranking.objects.create(bloc=made.round.bloc, round=closed, at=clock.now())
    for unit, rank in zip(made.units, ranks, strict=True):
        figures = ("standard", "bonus", "penalty", "total", "assigned", "rate", "rebased")
        RankingRow.objects.create(
            bloc=made.round.bloc,
            ranking=ranking,
            unit=unit,
            unit_name=f"{unit.name} thời {year}",
            unit_short_name=unit.short_name,
            rank=rank,
            **dict.fromkeys(figures, 90),
        )
    return closed


def test_years_are_compared_under_the_names_of_the_time(db):
    made = appraising(2)
    closed = past_year(made, 2019, [2, 1])
    past_year(made, 2020, [1, 2])
    unit = made.units[0]
    PastRecord.objects.create(
        bloc=made.round.bloc, unit=unit, unit_name="Sở Canh nông", kind="sheet",
        period_kind=made.round.period.kind, year=2018, total=D("88.5"), file="x", name="x",
        media_type="x", size=1, sha256="a" * 64, at=clock.now(),
    )  # fmt: skip

    own = over_years(made.round.period, made.officer(0))
    other = over_years(made.round.period, made.officer(1))

    label = Period.Kind(made.round.period.kind).label
    assert own.periods == [f"{label} 2018", "Năm 2019", "Năm 2020"]
    assert other.periods == ["Năm 2019", "Năm 2020"]  # what others took over is not theirs to see
    assert [place.rank for place in own.lines[0].places] == [None, 2, 1]
    assert own.lines[0].former_names == [
        "Sở Canh nông",
        f"{unit.name} thời 2019",
        f"{unit.name} thời 2020",
    ]
    assert whole_board(closed).rows[0].rank == 1
