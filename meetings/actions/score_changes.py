"""Score changes that the meeting agreed by show of hands: they land in the agreement column."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.actions.appraisal import save_score
from assessments.models import Criterion, Round, Score, ScoreSheet, Stage
from assessments.queries.columns import bases_of
from assessments.rules import is_foreign
from emulation_bloc.lib.states import ActionError
from meetings.models import Meeting, ScoreChange
from units.actions import record
from units.models import Unit, User


def agree(meeting: Meeting, values: dict[str, Any], *, by: User | None) -> Decimal | None:
    """Write a new change into the unit's agreement column; gives the points that stood before.

    `values` are those of a ScoreChange: unit, criterion, points, reason, hands. Raises ActionError
    outside the stage of agreement, for one's own unit, for a criterion that was changed at this
    meeting already, for more hands than units, and for points that change nothing.
    """
    unit, criterion = values["unit"], values["criterion"]
    sheet = _sheet(meeting, unit, by)
    if meeting.scorechanges.filter(unit=unit, criterion=criterion).exists():
        raise ActionError(_("Tiêu chí này của đơn vị đã có dòng điều chỉnh. Hãy sửa dòng đó."))
    was = _points_now(sheet, criterion)
    _write(sheet, ScoreChange(meeting=meeting, was=was, **values), by)
    return was


def agree_again(change: ScoreChange, *, by: User | None) -> None:
    """Write what a stored change says now; raises ActionError as `agree` does."""
    _write(_sheet(change.meeting, change.unit, by), change, by)


def take_back(change: ScoreChange, *, by: User | None) -> None:
    """Let the score be what it was before the change, unless somebody has written another since."""
    sheet = _sheet(change.meeting, change.unit, by)
    score = _stored(sheet, change.criterion)
    if score is not None and score.points == change.points:
        is_base = change.was == bases_of(sheet).get(change.criterion_id)
        points = None if is_base else change.was
        reason = "" if is_base else _("Bỏ điều chỉnh tại hội nghị, lấy lại điểm trước đó.")
        _save(sheet, change.criterion, {"points": points, "reason": reason}, by)
    record(change.meeting, "score_change_dropped", by=by, before=_told(change))


def hands_words(change: ScoreChange) -> str:
    """`7/9 đồng ý`: of the hands that were counted."""
    counted = change.hands_for + change.hands_against + change.hands_abstained
    return f"{change.hands_for}/{counted} đồng ý"


def _sheet(meeting: Meeting, unit: Unit, by: User | None) -> ScoreSheet:
    """The agreement column of the unit, if it may be written now and by this person."""
    found = Round.objects.filter(period=meeting.period_id).first()
    if found is None or not found.is_scored:
        raise ActionError(_("Kỳ này không chấm điểm nên không có điểm để điều chỉnh."))
    if found.state != Round.State.AGREEMENT:
        raise ActionError(
            _(
                "Chỉ điều chỉnh điểm ở bước Thống nhất tại hội nghị, hiện là bước %(stage)s. "
                "Hãy chuyển bước ở trang Thẩm định trước."
            )
            % {"stage": found.get_state_display()}
        )
    sheets = ScoreSheet.objects.filter(assessment__round=found, assessment__unit=unit)
    sheet = sheets.filter(stage=Stage.AGREEMENT).select_related("assessment__round", "bloc").first()
    if sheet is None:
        raise ActionError(_("Đơn vị chưa nộp bảng tự chấm nên không có điểm để điều chỉnh."))
    if by is not None and not is_foreign(by, sheet):
        raise ActionError(_("Điểm của đơn vị mình do người khác trong Ban chỉ đạo ghi."))
    return sheet


def _write(sheet: ScoreSheet, change: ScoreChange, by: User | None) -> None:
    counted = change.hands_for + change.hands_against + change.hands_abstained
    units = change.meeting.attendances.count()
    if not counted or counted > units:
        raise ActionError(
            _("Số biểu quyết phải từ 1 đến %(units)d, là số đơn vị thành viên.") % {"units": units}
        )
    if change.points == change.was:
        raise ActionError(_("Điểm mới bằng điểm cũ, không có gì để điều chỉnh."))
    values = {"points": change.points, "reason": change.reason, "hands": hands_words(change)}
    _save(sheet, change.criterion, values, by)
    record(change.meeting, "score_change_agreed", by=by, after=_told(change))


def _save(sheet: ScoreSheet, criterion: Criterion, values: dict[str, Any], by: User | None) -> None:
    score = _stored(sheet, criterion)
    revision = score.revision if score else 1
    save_score(sheet, criterion, values=values, revision=revision, by=by)  # type: ignore[arg-type]


def _stored(sheet: ScoreSheet, criterion: Criterion) -> Score | None:
    return Score.objects.filter(sheet=sheet, criterion=criterion).first()


def _points_now(sheet: ScoreSheet, criterion: Criterion) -> Decimal | None:
    """What the column says now, or what it starts from."""
    score = _stored(sheet, criterion)
    if score is not None and score.points is not None:
        return score.points
    return bases_of(sheet).get(criterion.pk)


def _told(change: ScoreChange) -> dict[str, str]:
    return {
        "unit": change.unit.short_name,
        "criterion": change.criterion.code,
        "points": f"{change.points:f}",
    }
