"""What the guards are told of appraisal, peers, agreement, explanation and stages."""

from assessments.models import Assessment, Explanation, Round, Score, ScoreSheet
from tests.assessments import factories as make
from tests.worlds import World


def year(world: World) -> dict:
    return world.path | {"period": world.year.slug}


def handed_in(world: World) -> dict:
    return year(world) | {"pk": world.scoring.handed_in.pk}


def own_return(world: World) -> dict:
    return year(world) | {"pk": world.scoring.assessment.pk}


def assigned(world: World) -> dict:
    return year(world) | {"row": world.scoring.handed_in.pk}


def sheet(world: World) -> dict:
    return year(world) | {"pk": world.scoring.sheets["appraisal_1"].pk}


def score(world: World) -> dict:
    return sheet(world) | {"criterion": world.scoring.leaves[0].pk}


def explanation(world: World) -> dict:
    return own_return(world) | {"row": world.scoring.explanation.pk}


ROUTES = {
    "assessments:appraisals": year,
    "assessments:draw_appraisals": year,
    "assessments:assign_appraiser": assigned,
    "assessments:next_sheet": year,
    "assessments:stages": year,
    "assessments:advance": year,
    "assessments:sheet": sheet,
    "assessments:save_score": score,
    "assessments:finish_sheet": sheet,
    "assessments:reopen_sheet": sheet,
    "assessments:columns": handed_in,
    "assessments:explanations": own_return,
    "assessments:save_explanation": explanation,
    "assessments:send_explanations": own_return,
    "assessments:anomalies": year,
}

# The round still collects: what the desk may do is answered by a sentence (302).
TABLE = """
# offi lead appr secr head depu form chai m.se revi obse oper stra
get assessments:appraisals 200 200 200 200 200 200 200 200 200 200 404 404 404
post assessments:draw_appraisals 403 403 403 302 302 403 403 403 403 403 404 404 404
post assessments:assign_appraiser 403 403 403 302 302 403 403 403 403 403 404 404 404
get assessments:next_sheet 302 302 302 302 302 302 302 302 302 302 404 404 404
get assessments:stages 403 403 403 200 200 403 403 403 403 200 404 404 404
post assessments:advance 403 403 403 302 302 403 403 403 403 403 404 404 404
get assessments:sheet 404 404 200 404 404 404 404 404 404 404 404 404 404
post assessments:save_score 404 404 422 404 404 404 404 404 404 404 404 404 404
post assessments:finish_sheet 404 404 302 404 404 404 404 404 404 404 404 404 404
post assessments:reopen_sheet 404 404 302 404 404 404 404 404 404 404 404 404 404
get assessments:anomalies 403 403 403 403 200 403 403 403 403 403 404 404 404
get assessments:columns 200 200 200 404 404 404 404 404 404 200 404 404 404
get assessments:explanations 200 200 404 404 404 404 404 404 404 404 404 404 404
post assessments:save_explanation 422 422 404 404 404 404 404 404 404 404 404 404 404
post assessments:send_explanations 403 302 404 404 404 404 404 404 404 404 404 404 404
"""

LISTS = {
    "assessments:appraisals": year,
    "assessments:stages": year,
    "assessments:columns": handed_in,
    "assessments:explanations": own_return,
    "assessments:anomalies": year,
}


def add_returns(world: World, turn: int) -> None:
    """Two more returns of new units, one appraised, one not; the first appraisal runs."""
    scoring, person = world.scoring, world.people["appraiser"]
    Round.objects.filter(pk=scoring.round.pk).update(state="appraisal_1")
    for appraiser in (person, None):
        one = make.AssessmentFactory(round=scoring.round, state="submitted")
        make.AnswerFactory(assessment=one, criterion=scoring.leaves[0], points=8)
        column = make.ScoreSheetFactory(assessment=one, appraiser=appraiser)
        make.ScoreFactory(sheet=column, criterion=scoring.leaves[0])
        make.AssessmentFactory(round=scoring.round)


def add_leaves(world: World, turn: int) -> None:
    """Two more criteria, scored in every column, explained."""
    scoring = world.scoring
    Round.objects.filter(pk=scoring.round.pk).update(state="appraisal_1")
    for _ in range(2):
        leaf = make.CriterionFactory(criteria_set=scoring.criteria)
        for one in (scoring.handed_in, scoring.assessment):
            make.AnswerFactory(assessment=one, criterion=leaf, points=8)
        for column in scoring.sheets.values():
            make.ScoreFactory(sheet=column, criterion=leaf, by=world.people["appraiser"])


def add_closed(world: World, turn: int) -> None:
    """Two more returns with a closed column of peers each."""
    scoring = world.scoring
    Round.objects.filter(pk=scoring.round.pk).update(state="agreement")
    for scorer in world.units[:2]:
        one = make.AssessmentFactory(round=scoring.round, state="submitted")
        make.AnswerFactory(assessment=one, criterion=scoring.leaves[0], points=10)
        column = make.ScoreSheetFactory(
            assessment=one, stage="peers", scorer_unit=scorer, state="closed"
        )
        make.ScoreFactory(sheet=column, criterion=scoring.leaves[0])


def add_changes(world: World, turn: int) -> None:
    """Two more changes of the closed first appraisal of the own return."""
    scoring = world.scoring
    Round.objects.filter(pk=scoring.round.pk).update(state="explanation")
    Assessment.objects.filter(pk=scoring.assessment.pk).update(
        state="submitted", submitted_at=scoring.handed_in.submitted_at
    )
    column, _made = ScoreSheet.objects.get_or_create(
        bloc=world.bloc, assessment=scoring.assessment, stage="appraisal_1", state="closed"
    )
    for _ in range(2):
        leaf = make.CriterionFactory(criteria_set=scoring.criteria)
        Score.objects.create(
            bloc=world.bloc,
            sheet=column,
            criterion=leaf,
            was=8,
            points=7,
            is_change=True,
            reason="Thiếu",
            by=world.people["appraiser"],
        )
        Explanation.objects.create(
            bloc=world.bloc, assessment=scoring.assessment, criterion=leaf, text="Có đủ"
        )


PAGES = [
    ("assessments:appraisals", "secretary", add_returns, 11),
    ("assessments:appraisals", "appraiser", add_returns, 7),
    ("assessments:stages", "secretary", add_returns, 6),
    ("assessments:sheet", "appraiser", add_leaves, 15),
    ("assessments:columns", "reviewer", add_leaves, 10),
    ("assessments:anomalies", "head", add_closed, 11),
    ("assessments:explanations", "officer", add_changes, 12),
]
# A sheet puts answers, columns, explanations and, from four tables, the proof side by side.
DESKS = {"assessments:sheet"}
