"""The columns of a return: what each stage said on each criterion, as far as a person may see."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q

from assessments.models import Answer, Assessment, Round, Score, ScoreSheet, Stage
from emulation_bloc.lib.numbers import rounded
from units.models import User

Columns = dict[str, dict[str, Decimal | None]]
# What a stage starts from: the latest of these that has a score.
STARTS_FROM: dict[str, tuple[str, ...]] = {
    Stage.APPRAISAL_1: (Stage.SELF,),
    Stage.APPRAISAL_2: (Stage.APPRAISAL_1, Stage.SELF),
    Stage.PEERS: (Stage.SELF,),
    Stage.AGREEMENT: (Stage.APPRAISAL_2, Stage.APPRAISAL_1, Stage.SELF),
    Stage.ADJUSTMENT: (Stage.AGREEMENT, Stage.APPRAISAL_2, Stage.APPRAISAL_1, Stage.SELF),
}


def columns_of(assessment: Assessment, user: User) -> Columns:
    """Criterion code → {stage: points, None where the stage said nothing} of one return; peers as
    their aggregate. A column that the person may not see is not there."""
    rows = _gather(Q(assessment=assessment.pk), assessment.round, user)
    return rows.get(assessment.pk, {})


def columns_of_round(scored: Round, user: User) -> dict[int, Columns]:
    """Return → criterion code → {stage: points} for all returns that the person may see, in four
    queries however many there are."""
    return _gather(Q(assessment__round=scored), scored, user)


def _gather(scope: Q, scored: Round, user: User) -> dict[int, Columns]:
    found: dict[int, Columns] = {}
    answers = Answer.objects.visible_to(user).filter(scope)
    for key, code, points in answers.values_list("assessment", "criterion__code", "points"):
        found.setdefault(key, {})[code] = {Stage.SELF.value: points}
    sheet_scope = Q(sheet__assessment__in=found)
    scores = Score.objects.visible_to(user).filter(sheet_scope)
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
        scope, sheet__stage=Stage.PEERS, sheet__in=_readable_peers(user), is_abstained=False
    ).values_list("sheet__assessment", "criterion__code", "points")
    given: dict[tuple[int, str], list[Decimal]] = {}
    for key, code, points in rows:
        if points is not None:
            given.setdefault((key, code), []).append(points)
    method = scored.settings.peer_method
    return {place: peer_points(points, method) for place, points in given.items()}


def _readable_peers(user: User) -> Any:
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
    """Criterion → what the column starts from, for the leaves that count. No wall: for what
    writes the column and for who may see it."""
    answers = Answer.objects.filter(assessment=sheet.assessment_id).exclude(
        not_applicable=Answer.NotApplicable.AGREED
    )
    given: dict[int, dict[str, Decimal | None]] = {
        criterion: {Stage.SELF.value: points}
        for criterion, points in answers.values_list("criterion", "points")
    }
    earlier = STARTS_FROM[sheet.stage]
    scores = Score.objects.filter(
        sheet__assessment=sheet.assessment_id,
        sheet__stage__in=earlier,
        sheet__state=ScoreSheet.State.CLOSED,
    )
    for criterion, stage, points in scores.values_list("criterion", "sheet__stage", "points"):
        if criterion in given:
            given[criterion][stage] = points
    return {key: latest(row, earlier) for key, row in given.items()}


def peer_points(given: list[Decimal], method: str) -> Decimal:
    """Mean, trimmed mean or median of the peers' points, half up to two places."""
    ordered = sorted(given)
    if method == "median":
        middle = len(ordered) // 2
        kept = (
            ordered[middle : middle + 1] if len(ordered) % 2 else ordered[middle - 1 : middle + 1]
        )
    elif method == "trimmed" and len(ordered) > 2:
        kept = ordered[1:-1]
    else:
        kept = ordered
    return rounded(Fraction(sum(kept)) / len(kept))


def latest(column: dict[str, Decimal | None], stages: Iterable[str]) -> Decimal | None:
    """The first of the stages that said something."""
    return next((column[one] for one in stages if column.get(one) is not None), None)


def stands_on(score: Score, base: Decimal | None) -> bool:
    """Whether a score still holds: given or abstained, over a figure that has not changed since."""
    return score.is_abstained or (score.points is not None and score.was == base)
