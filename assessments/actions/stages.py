"""Moving a round from stage to stage: closing the columns of the one, opening those of the next."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.rounds import settle
from assessments.models import Assessment, Explanation, Round, Score, ScoreSheet, Stage
from assessments.queries.stages import next_stage, returns_of, waiting_for
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import User

State = Round.State


@transaction.atomic
def advance(scored: Round, *, by: User | None, to: str = "") -> str:
    """Move the round to its next stage and give that stage.

    The columns of the stage that ends are closed, so that nothing in them changes any more; those
    of the next are made; the end of self-assessment settles what is relative to the bloc. `to` is
    the stage that the page promised: a second press does not move the round twice. Raises
    ActionError when the round has no further stage, or while a unit that has not handed in still
    has time.
    """
    lock(scored.bloc)
    target = _target(scored, to)
    left = _left_behind(scored) if scored.is_collecting else []
    before = scored.state
    scored.move_to(target)
    if before == State.SELF_ASSESSMENT:
        settle(scored)
    _close_sheets(scored, before)
    _open_stage(scored, target)
    record(
        scored,
        "round_advanced",
        by=by,
        before={"stage": str(State(before).label)},
        after={"stage": str(State(target).label)} | ({"without_return": left} if left else {}),
    )
    return target


def _target(scored: Round, to: str) -> str:
    if not scored.is_scored:
        raise ActionError(_("Kỳ này không chấm điểm nên không có bước thẩm định."))
    target = next_stage(scored)
    if to and to != target:
        raise ActionError(_("Đợt đánh giá đã chuyển bước. Hãy tải lại trang để xem."))
    if target is None:
        raise ActionError(_("Đây là bước cuối. Trưởng khối chốt kết quả ở trang xếp hạng."))
    return target


def _left_behind(scored: Round) -> list[str]:
    """Units that stay without a return (no score, not a zero)."""
    missing = waiting_for(scored)
    if protected := [row.name for row in missing if row.is_protected]:
        raise ActionError(
            _("Chưa hết hạn nộp và còn đơn vị chưa nộp: %(names)s.")
            % {"names": ", ".join(protected)}
        )
    return [row.name for row in missing]


def _close_sheets(scored: Round, stage: str) -> None:
    for sheet in ScoreSheet.objects.filter(assessment__round=scored, stage=stage):
        sheet.move_to(ScoreSheet.State.CLOSED)


def _open_stage(scored: Round, stage: str) -> None:
    """Make what is written in the stage."""
    returns = returns_of(scored)
    handed_in = [one for one in returns if one.state == Assessment.State.SUBMITTED]
    match stage:
        case State.APPRAISAL_1 | State.AGREEMENT | State.ADJUSTMENT:
            ScoreSheet.objects.bulk_create(
                ScoreSheet(bloc=scored.bloc, assessment=one, stage=stage) for one in handed_in
            )
        case State.EXPLANATION:
            _open_explanations(scored)
        case State.APPRAISAL_2:
            for assessment in handed_in:
                _start_second(assessment)
        case State.PEERS:
            _open_peers(scored, handed_in, returns)


def _open_peers(scored: Round, handed_in: list[Assessment], scorers: list[Assessment]) -> None:
    """One column for each unit and each other unit: 72 for nine."""
    ScoreSheet.objects.bulk_create(
        ScoreSheet(
            bloc=scored.bloc, assessment=one, stage=Stage.PEERS, scorer_unit_id=scorer.unit_id
        )
        for one in handed_in
        for scorer in scorers
        if scorer.unit_id != one.unit_id
    )


def _open_explanations(scored: Round) -> None:
    """An empty answer for everything that the first appraisal changed."""
    changed = Score.objects.filter(
        sheet__assessment__round=scored, sheet__stage=Stage.APPRAISAL_1, is_change=True
    ).select_related("sheet")
    Explanation.objects.bulk_create(
        Explanation(
            bloc=scored.bloc, assessment_id=row.sheet.assessment_id, criterion_id=row.criterion_id
        )
        for row in changed
    )


def _start_second(assessment: Assessment) -> None:
    """A second column from the first: the same appraiser; what was accepted stays accepted, what
    was changed is looked at again."""
    first = assessment.sheets.filter(stage=Stage.APPRAISAL_1).first()
    second = ScoreSheet.objects.create(
        bloc=assessment.bloc,
        assessment=assessment,
        stage=Stage.APPRAISAL_2,
        scorer_unit=first.scorer_unit if first else None,
        appraiser=first.appraiser if first else None,
    )
    accepted = first.scores.filter(is_change=False, points__isnull=False) if first else []
    Score.objects.bulk_create(
        Score(
            bloc=assessment.bloc,
            sheet=second,
            criterion_id=row.criterion_id,
            was=row.points,
            points=row.points,
            by_id=row.by_id,
            at=row.at,
        )
        for row in accepted
    )
