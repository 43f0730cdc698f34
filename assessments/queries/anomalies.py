"""Oddities for the head after a stage has closed; they never change a score."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from assessments.formulas.columns import Columns as LeafColumns
from assessments.formulas.columns import FinalRule, final_points
from assessments.formulas.spread import (
    Claim,
    CriterionSpread,
    Gap,
    Mark,
    ScorerLean,
    gap_of,
    spread_of,
    unproven,
)
from assessments.formulas.totals import LeafLine, totals
from assessments.models import Answer, Criterion, Round, Score, ScoreSheet, Stage
from assessments.queries.columns import columns_of_round
from assessments.queries.stages import SHEET_STAGES, stages_of
from units.models import User


@dataclass(frozen=True)
class StageFindings:
    """What looks odd in the columns of one closed stage, with names put in."""

    label: str
    note: str
    criteria: list[tuple[Criterion, CriterionSpread]]
    scorers: list[tuple[str, ScorerLean]]


@dataclass(frozen=True)
class Findings:
    """Everything of the page; `is_early` while no stage with columns has closed."""

    is_early: bool
    stages: list[StageFindings]
    gaps: list[tuple[str, Gap]]
    unproven: list[tuple[str, list[Criterion]]]


def findings_of(scored: Round, user: User) -> Findings:
    """The anomalies of a round from closed columns that the person may see, in ten queries."""
    closed = [one for one in stages_of(scored) if one in SHEET_STAGES and scored.has_passed(one)]
    if not closed:
        return Findings(True, [], [], [])
    answers = list(
        Answer.objects.visible_to(user)
        .filter(assessment__round=scored, assessment__state="submitted")
        .select_related("assessment", "criterion__parent")
        .annotate(proofs=Count("evidence"))
    )
    counting = [row for row in answers if row.counts]
    marks = _marks(scored, user, closed, counting)
    leaves = {row.criterion.code: row.criterion for row in counting}
    names = _scorer_names(scored, user, closed)
    stages = [_stage(one, marks.get(one, []), leaves, names) for one in closed]
    return Findings(False, stages, _gaps(scored, user, answers), _unproven(counting))


def _scorer_key(sheet: ScoreSheet) -> int:
    """Peers are units, appraisers are people."""
    return (sheet.scorer_unit_id if sheet.stage == Stage.PEERS else sheet.appraiser_id) or 0


def _scorer_names(scored: Round, user: User, stages: Iterable[str]) -> dict[tuple[str, int], str]:
    rows = ScoreSheet.objects.visible_to(user).filter(
        assessment__round=scored, stage__in=stages, state=ScoreSheet.State.CLOSED
    )
    names = {}
    for row in rows.select_related("appraiser", "scorer_unit"):
        who = row.scorer_unit if row.stage == Stage.PEERS else row.appraiser
        names[row.stage, _scorer_key(row)] = str(who or "")
    return names


def _marks(
    scored: Round, user: User, stages: Iterable[str], answers: Iterable[Answer]
) -> dict[str, list[Mark]]:
    """Stage → every score of its closed columns."""
    own = {(row.assessment_id, row.criterion_id): row for row in answers}
    scores = Score.objects.visible_to(user).filter(
        sheet__assessment__round=scored,
        sheet__stage__in=stages,
        sheet__state=ScoreSheet.State.CLOSED,
        points__isnull=False,
    )
    found: dict[str, list[Mark]] = defaultdict(list)
    for row in scores.select_related("sheet"):
        answer = own.get((row.sheet.assessment_id, row.criterion_id))
        if answer and row.points is not None and _scorer_key(row.sheet):
            found[row.sheet.stage].append(
                Mark(
                    scorer=_scorer_key(row.sheet),
                    unit=answer.assessment.unit_id,
                    code=answer.criterion.code,
                    points=row.points,
                    max_points=answer.criterion.max_points,
                    claimed=answer.points,
                )
            )
    return found


def _stage(
    stage: str,
    marks: list[Mark],
    leaves: dict[str, Criterion],
    names: dict[tuple[str, int], str],
) -> StageFindings:
    found = spread_of(marks)
    return StageFindings(
        label=str(Stage(stage).label),
        note=found.note,
        criteria=[(leaves[row.code], row) for row in found.criteria],
        scorers=[(names.get((stage, row.scorer), ""), row) for row in found.scorers],
    )


def _gaps(scored: Round, user: User, answers: list[Answer]) -> list[tuple[str, Gap]]:
    """Own totals against final ones, the widest first."""
    columns = columns_of_round(scored, user, closed_only=True)
    rule, limit = FinalRule.of(scored.settings), Decimal(scored.settings.gap_limit)
    by_unit: dict[int, list[Answer]] = defaultdict(list)
    for row in answers:
        by_unit[row.assessment_id].append(row)
    found = []
    for key, rows in by_unit.items():
        claimed = totals([_line(row, row.points) for row in rows])
        final = totals([_line(row, _final(columns[key][row.criterion.code], rule)) for row in rows])
        assessment = rows[0].assessment
        gap = gap_of(assessment.unit_id, claimed.total, final.total, final.assigned, limit)
        found.append((assessment.unit_name, gap))
    return sorted(found, key=lambda pair: (-pair[1].percent, pair[0]))


def _final(column: dict[str, Decimal | None], rule: FinalRule) -> Decimal | None:
    given = LeafColumns(
        self_points=column.get(Stage.SELF),
        appraisal_1=column.get(Stage.APPRAISAL_1),
        appraisal_2=column.get(Stage.APPRAISAL_2),
        peers=(column.get(Stage.PEERS),),
        agreement=column.get(Stage.AGREEMENT),
        adjustment=column.get(Stage.ADJUSTMENT),
    )
    return final_points(given, rule).points


def _line(answer: Answer, points: Decimal | None) -> LeafLine:
    leaf = answer.criterion
    group = leaf.parent.code if leaf.parent else ""
    return LeafLine(leaf.code, group, leaf.kind, leaf.max_points, points, answer.counts)


def _unproven(answers: list[Answer]) -> list[tuple[str, list[Criterion]]]:
    """Unit → criteria with full marks of its own and no evidence."""
    leaves = {row.criterion.code: row.criterion for row in answers}
    names = {row.assessment.unit_id: row.assessment.unit_name for row in answers}
    claims = [
        Claim(
            row.assessment.unit_id,
            row.criterion.code,
            row.points,
            row.criterion.max_points,
            row.proofs,  # type: ignore[attr-defined]
        )
        for row in answers
    ]
    found: dict[str, list[Criterion]] = defaultdict(list)
    for claim in unproven(claims):
        found[names[claim.unit]].append(leaves[claim.code])
    return list(found.items())
