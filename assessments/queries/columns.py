"""The columns of a return: what each stage said on each criterion, as far as a person may see."""

from decimal import Decimal
from typing import Any

from django.db.models import Q

from assessments.formulas.columns import Columns as LeafColumns
from assessments.formulas.columns import FinalRule, final_points, peers_result
from assessments.models import Answer, Assessment, Round, Score, ScoreSheet, Stage
from units.models import User

Columns = dict[str, dict[str, Decimal | None]]
# What a stage starts from: the score that the year's rule makes of these.
STARTS_FROM: dict[str, tuple[str, ...]] = {
    Stage.APPRAISAL_1: (Stage.SELF,),
    Stage.APPRAISAL_2: (Stage.APPRAISAL_1, Stage.SELF),
    Stage.PEERS: (Stage.SELF,),
    Stage.AGREEMENT: (Stage.APPRAISAL_1, Stage.APPRAISAL_2, Stage.PEERS, Stage.SELF),
    Stage.ADJUSTMENT: (
        Stage.APPRAISAL_1,
        Stage.APPRAISAL_2,
        Stage.PEERS,
        Stage.AGREEMENT,
        Stage.SELF,
    ),
}


def columns_of(assessment: Assessment, user: User) -> Columns:
    """Criterion code → {stage: points, None where the stage said nothing} of one return; peers as
    their aggregate. A column that the person may not see is not there."""
    rows = _gather(Q(assessment=assessment.pk), assessment.round, user)
    return rows.get(assessment.pk, {})


def columns_of_round(scored: Round, user: User, *, closed_only: bool = False) -> dict[int, Columns]:
    """Return → criterion code → {stage: points} for all returns that the person may see, in three
    queries however many there are. `closed_only` leaves out what is still being written."""
    return _gather(Q(assessment__round=scored), scored, user, closed_only=closed_only)


def _gather(
    scope: Q, scored: Round, user: User, *, closed_only: bool = False
) -> dict[int, Columns]:
    found: dict[int, Columns] = {}
    answers = Answer.objects.visible_to(user).filter(scope)
    for key, code, points in answers.values_list("assessment", "criterion__code", "points"):
        found.setdefault(key, {})[code] = {Stage.SELF.value: points}
    sheet_scope = Q(sheet__assessment__in=found)
    scores = Score.objects.visible_to(user).filter(sheet_scope)
    if closed_only:
        scores = scores.filter(sheet__state=ScoreSheet.State.CLOSED)
    _add(found, scores.exclude(sheet__stage=Stage.PEERS))
    for (key, code), points in _peers(scored, user, sheet_scope).items():
        if code in found.get(key, {}):
            found[key][code][Stage.PEERS.value] = points
    return found


def _add(found: dict[int, Columns], scores: Any) -> None:
    rows = scores.values_list("sheet__assessment", "criterion__code", "sheet__stage", "points")
    for key, code, stage, points in rows:
        if code in found[key]:
            found[key][code][stage] = points


def _peers(scored: Round, user: User, scope: Q) -> dict[tuple[int, str], Decimal | None]:
    """What the peers' finished columns come to, once the stage is closed."""
    if not scored.has_passed(Stage.PEERS):
        return {}
    rows = Score.objects.filter(
        scope, sheet__stage=Stage.PEERS, sheet__in=readable_peers(user), is_abstained=False
    ).values_list("sheet__assessment", "criterion__code", "points")
    given: dict[tuple[int, str], list[Decimal | None]] = {}
    for key, code, points in rows:
        given.setdefault((key, code), []).append(points)
    method = scored.settings.peer_method
    return {place: peers_result(points, method).points for place, points in given.items()}


def readable_peers(user: User) -> Any:
    """Closed columns that were handed in (one that was not is absent, not a zero), for those who
    may see what peers come to: desk, appraisers, reviewer, the scored unit, after closing the bloc
    where the rules say so."""
    rights = user.rights
    readers = (
        Q(bloc__in=rights.desk_blocs | rights.appraiser_of)
        | Q(bloc__province__in=rights.reviewer_of)
        | Q(assessment__unit__in=rights.units)
        | Q(
            bloc__in=rights.blocs,
            assessment__round__state=Round.State.CLOSED,
            assessment__round__shows_all=True,
        )
    )
    rows = ScoreSheet.objects.filter(readers, state=ScoreSheet.State.CLOSED)
    return rows.filter(done_at__isnull=False).values("pk")


def bases_of(sheet: ScoreSheet) -> dict[int, Decimal | None]:
    """Criterion → what the column starts from, for the leaves that count: the claimed points, for a
    second appraisal those of the first, for the meeting and the province what the year's rule
    makes of the columns so far. No wall: for what writes the column and for who may see it."""
    answers = Answer.objects.filter(assessment=sheet.assessment_id).exclude(
        not_applicable=Answer.NotApplicable.AGREED
    )
    claimed = dict(answers.values_list("criterion", "points"))
    earlier = _closed_before(sheet)
    rule = FinalRule.of(sheet.assessment.round.settings)
    if sheet.stage == Stage.APPRAISAL_2:
        rule = FinalRule()
    return {
        criterion: final_points(_leaf(points, earlier.get(criterion, {})), rule).points
        for criterion, points in claimed.items()
    }


def _closed_before(sheet: ScoreSheet) -> dict[int, dict[str, list[Decimal | None]]]:
    """Criterion → stage → points of the closed columns that the sheet starts from; a peer's column
    that was not handed in is absent."""
    scores = Score.objects.filter(
        ~Q(sheet__stage=Stage.PEERS) | Q(sheet__done_at__isnull=False),
        sheet__assessment=sheet.assessment_id,
        sheet__stage__in=STARTS_FROM[sheet.stage],
        sheet__state=ScoreSheet.State.CLOSED,
    )
    found: dict[int, dict[str, list[Decimal | None]]] = {}
    for criterion, stage, points in scores.values_list("criterion", "sheet__stage", "points"):
        found.setdefault(criterion, {}).setdefault(stage, []).append(points)
    return found


def _leaf(claimed: Decimal | None, given: dict[str, list[Decimal | None]]) -> LeafColumns:
    def single(stage: Stage) -> Decimal | None:
        return next(iter(given.get(stage, [])), None)

    return LeafColumns(
        self_points=claimed,
        appraisal_1=single(Stage.APPRAISAL_1),
        appraisal_2=single(Stage.APPRAISAL_2),
        peers=tuple(given.get(Stage.PEERS, [])),
        agreement=single(Stage.AGREEMENT),
    )


def stands_on(score: Score, base: Decimal | None) -> bool:
    """Whether a score still holds: given or abstained, over a figure that has not changed since."""
    return score.is_abstained or (score.points is not None and score.was == base)
