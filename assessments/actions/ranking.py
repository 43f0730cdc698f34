"""The checklist of conditions, and closing: from then on the ranking never changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import (
    Assessment,
    Disqualification,
    Evidence,
    Ranking,
    RankingRow,
    Round,
    ScoreSheet,
    Stage,
)
from assessments.queries.board_checks import lacks_before_closing
from assessments.queries.checklist import Line
from assessments.queries.ranking import BoardRow, board_of
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.numbers import plain
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import User


@transaction.atomic
def decide_disqualification(
    assessment: Assessment,
    *,
    code: str,
    is_met: bool | None,
    ground: str,
    evidence: Evidence | None,
    mark: str | None = None,
    by: User | None,
) -> Disqualification:
    """Write whether a unit meets a condition that keeps it out, on what ground, with which proof.

    `mark` is what the decision was when it was read (`Line.mark`). Raises ActionError after
    closing, for a condition that the round's rules do not name, for one that is met without a
    ground, for proof of another unit, and where somebody else decided meanwhile.
    """
    scored = assessment.round
    lock(scored.bloc)
    scored.refresh_from_db(fields=["state"])
    asked = dict(scored.settings.disqualifiers)
    if scored.is_closed:
        raise ActionError(_("Kết quả đã chốt, không sửa được điều kiện loại trừ."))
    if code not in asked:
        raise ActionError(_("Quy định của đợt đánh giá không có điều kiện này."))
    if is_met and not ground.strip():
        raise ActionError(_("Hãy ghi căn cứ: văn bản nào, ngày nào, kết luận gì."))
    if evidence is not None and evidence.unit_id != assessment.unit_id:
        raise ActionError(_("Minh chứng này không phải của đơn vị đang xét."))
    row = Disqualification.objects.filter(round=scored, unit=assessment.unit_id, code=code).first()
    if mark is not None and Line(code, asked[code], row).mark != mark:
        raise ActionError(_("Người khác vừa ghi kết luận cho điều kiện này. Hãy tải lại trang."))
    row = row or Disqualification(
        bloc=scored.bloc, round=scored, unit=assessment.unit, code=code, words=asked[code][:300]
    )
    before = _told(row) if row.pk else None
    row.is_met, row.ground, row.evidence = is_met, ground.strip(), evidence
    if before == _told(row):
        return row
    row.by, row.at = by, clock.now()
    row.save()
    record(row, "disqualification_decided", by=by, before=before, after=_told(row))
    return row


def _told(row: Disqualification) -> dict[str, object]:
    """What the trail keeps of a decision."""
    return {
        "is_met": row.is_met,
        "ground": row.ground,
        "evidence": str(row.evidence) if row.evidence else "",
    }


@transaction.atomic
def close_round(scored: Round, *, by: User | None) -> Ranking | None:
    """End the round: close the last columns and freeze every unit's result under its name of now.

    Nothing changes it afterwards; a correction is a later paper. None where the round is not
    scored. Raises ActionError with all that is lacking, and when it is closed already.
    """
    lock(scored.bloc)
    scored.refresh_from_db()
    if scored.is_closed:
        raise ActionError(_("Kết quả đã được chốt."))
    if lacking := lacks_before_closing(scored):
        raise ActionError(" ".join(lacking))
    last = scored.state
    if last in Stage.values:
        for sheet in ScoreSheet.objects.filter(assessment__round=scored, stage=last).exclude(
            state=ScoreSheet.State.CLOSED
        ):
            sheet.move_to(ScoreSheet.State.CLOSED)
    scored.move_to(Round.State.CLOSED, closed_at=clock.now())
    ranking = _freeze(scored, by) if scored.is_scored else None
    after = {"units": ranking.rows.count()} if ranking else {}
    record(scored, "round_closed", by=by, after=after)
    return ranking


def _freeze(scored: Round, by: User | None) -> Ranking:
    board = board_of(scored)
    ranking = Ranking.objects.create(bloc=scored.bloc, round=scored, by=by, at=clock.now())
    RankingRow.objects.bulk_create(_frozen(ranking, row) for row in board.rows)
    return ranking


def _frozen(ranking: Ranking, row: BoardRow) -> RankingRow:
    """The row with its name of now and all its columns."""
    missing = vietnamese.join(row.missing)
    return RankingRow(
        bloc=ranking.bloc,
        ranking=ranking,
        unit_id=row.unit_id,
        unit_name=row.name,
        unit_short_name=row.short_name,
        groups={code: plain(points) for code, points in row.groups.items()},
        leaves=row.leaves,
        self_total=row.columns[Stage.SELF],
        peer_total=row.columns[Stage.PEERS],
        standard=row.standard,
        bonus=row.bonus,
        penalty=row.penalty,
        total=row.total,
        assigned=row.assigned,
        rate=row.rate,
        rebased=row.rebased,
        rank=row.rank,
        band=row.band,
        is_disqualified=row.is_disqualified,
        note=f"Chưa có điểm ở tiêu chí {missing}."[:500] if missing else "",
    )
