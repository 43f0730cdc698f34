"""Giving columns to appraisers, and writing them."""

import secrets
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.draw import draw_evenly
from assessments.models import Criterion, Round, Score, ScoreSheet, Stage
from assessments.queries.appraisal import Appraiser, appraisers_of, given_scores
from assessments.queries.columns import bases_of, stands_on
from assessments.queries.stages import ASSIGNED_STAGES, SHEET_STAGES
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import User

State = ScoreSheet.State


@transaction.atomic
def assign(sheet: ScoreSheet, appraiser: User, *, by: User | None, reason: str = "") -> None:
    """Give a column to an appraiser; taking it from another needs a reason.

    Raises ActionError for somebody of the scored unit, outside the team, or when the stage is over.
    """
    lock(sheet.bloc)
    _assignable(sheet)
    person = next((row for row in appraisers_of(sheet.bloc) if row.user == appraiser), None)
    if person is None:
        raise ActionError(_("Người được chọn không thuộc tổ thẩm định của Khối."))
    if not person.may_appraise(sheet.assessment):
        raise ActionError(
            _("%(name)s là người của đơn vị được chấm; không ai thẩm định đơn vị mình.")
            % {"name": appraiser.full_name}
        )
    before = sheet.appraiser
    if before == appraiser:
        return
    if before and not reason.strip():
        raise ActionError(_("Hãy ghi lý do đổi người thẩm định."))
    if sheet.state == State.DONE:
        sheet.move_to(State.OPEN, done_at=None)
    _give(sheet, person)
    record(
        sheet,
        "sheet_assigned",
        by=by,
        before={"appraiser": before.full_name} if before else None,
        after={"appraiser": appraiser.full_name},
        reason=reason.strip(),
    )


def _assignable(sheet: ScoreSheet) -> None:
    sheet.refresh_from_db(fields=["state", "appraiser"])
    if sheet.stage not in ASSIGNED_STAGES or _stage_now(sheet) != sheet.stage:
        raise ActionError(_("Chỉ phân công được trong bước thẩm định đang diễn ra."))
    if sheet.state == State.CLOSED:
        raise ActionError(_("Phiếu đã đóng, không phân công lại được."))


def _stage_now(sheet: ScoreSheet) -> str:
    """The stage of the round as it is stored, not as it was read."""
    return str(Round.objects.values_list("state", flat=True).get(pk=sheet.assessment.round_id))


def _give(sheet: ScoreSheet, person: Appraiser) -> None:
    sheet.appraiser = person.user
    sheet.scorer_unit = person.user.unit
    sheet.save(update_fields=["appraiser", "scorer_unit"])


@transaction.atomic
def draw(scored: Round, *, by: User | None) -> int:
    """Give the columns in which nothing is scored yet to the team, drawn evenly; gives how many.

    The seed is random and stands in the trail with what came out of it. Raises ActionError when
    nobody can take them without somebody appraising the own unit.
    """
    lock(scored.bloc)
    scored.refresh_from_db(fields=["state"])
    if scored.state not in ASSIGNED_STAGES:
        raise ActionError(_("Chỉ phân công được trong bước thẩm định đang diễn ra."))
    rows = ScoreSheet.objects.filter(assessment__round=scored, stage=scored.state)
    sheets = list(rows.select_related("assessment__round", "bloc").order_by("pk"))
    started = set(
        Score.objects.filter(sheet__in=sheets, at__isnull=False).values_list("sheet", flat=True)
    )
    free = [row for row in sheets if row.pk not in started and row.state == State.OPEN]
    if not free:
        raise ActionError(_("Mọi phiếu đều đã bắt đầu chấm, không còn phiếu nào để chia."))
    team = {row.user.pk: row for row in appraisers_of(scored.bloc)}
    if not team:
        raise ActionError(_("Khối chưa có người trong tổ thẩm định. Hãy phân công trước."))
    loads: dict[int, int] = {}
    for row in sheets:
        if row not in free and row.appraiser_id in team:
            loads[row.appraiser_id] = loads.get(row.appraiser_id, 0) + 1
    _draw(scored, free, team, loads, by)
    return len(free)


def _draw(
    scored: Round,
    free: list[ScoreSheet],
    team: dict[int, Appraiser],
    loads: dict[int, int],
    by: User | None,
) -> None:
    forbidden = {
        key: {row.pk for row in free if not person.may_appraise(row.assessment)}
        for key, person in team.items()
    }
    seed = secrets.randbits(64)
    found = draw_evenly([row.pk for row in free], list(team), forbidden, seed=seed, loads=loads)
    if found is None:
        raise ActionError(
            _(
                "Không chia đều được mà không ai phải chấm đơn vị mình. "
                "Hãy phân công bằng tay hoặc thêm người vào tổ thẩm định."
            )
        )
    for row in free:
        _give(row, team[found[row.pk]])
    drawn = [f"{row.assessment.unit_name}: {team[found[row.pk]].user.full_name}" for row in free]
    record(scored, "sheets_drawn", by=by, after={"seed": str(seed), "drawn": drawn})


@transaction.atomic
def save_score(
    sheet: ScoreSheet, criterion: Criterion, *, values: dict[str, Any], revision: int, by: User
) -> Score:
    """Keep one score: `values` has points, reason, and where the stage knows them is_abstained and
    hands. Points of None without abstention mean not scored yet.

    Raises ActionError for a closed stage, points outside the criterion's bounds or a change
    without a reason; StaleRevisionError when somebody else saved it since it was read.
    """
    _writable(sheet)
    bases = bases_of(sheet)
    if criterion.pk not in bases:
        raise ActionError(_("Tiêu chí này không áp dụng cho đơn vị, không chấm."))
    was, points = bases[criterion.pk], values["points"]
    is_abstained = bool(values.get("is_abstained")) and sheet.stage == Stage.PEERS
    points = None if is_abstained else points
    if points is not None:
        _check_bounds(criterion, points)
    is_change = points is not None and points != was
    reason = values.get("reason", "").strip()
    if is_change and not reason:
        raise ActionError(_("Điểm khác điểm trước đó: hãy ghi lý do."))
    row, _made = Score.objects.get_or_create(
        sheet=sheet, criterion=criterion, defaults={"bloc": sheet.bloc}
    )
    row.save_if_unchanged(
        revision,
        {
            "was": was,
            "points": points,
            "is_change": is_change,
            "is_abstained": is_abstained,
            "reason": reason,
            "hands": values.get("hands", "") if sheet.stage == Stage.AGREEMENT else "",
            "by": by,
        },
    )
    Score.objects.filter(pk=row.pk).update(at=clock.now())
    return row


def _writable(sheet: ScoreSheet) -> None:
    """The column as it is now, held until the end of the transaction, so that no score slips in
    behind a closing stage."""
    stored = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    if stored.state == State.CLOSED or _stage_now(sheet) != sheet.stage:
        raise ActionError(_("Bước chấm điểm này đã đóng, điểm không thay đổi được nữa."))
    if stored.state == State.DONE:
        raise ActionError(_("Phiếu đã chấm xong. Hãy mở lại phiếu trước khi sửa."))
    if sheet.assessment.state != sheet.assessment.State.SUBMITTED:
        raise ActionError(_("Bảng tự chấm đang được trả lại để bổ sung, chưa chấm được."))


def _check_bounds(criterion: Criterion, points: Decimal) -> None:
    low, high = sorted((Decimal(0), criterion.max_points))
    if not low <= points <= high:
        words = {"low": _comma(low), "high": _comma(high)}
        raise ActionError(_("Điểm phải từ %(low)s đến %(high)s.") % words)


def _comma(value: Decimal) -> str:
    return f"{value:.2f}".replace(".", ",")


@transaction.atomic
def finish_sheet(sheet: ScoreSheet, *, by: User | None) -> None:
    """Say that the column is complete: every leaf that counts has a score or an abstention. The
    trail tells nothing of what is in it, the desk reads the trail while the stage is blind."""
    if sheet.stage not in SHEET_STAGES:
        raise ActionError(_("Cột này đóng cùng với bước, không cần báo đã chấm xong."))
    _writable(sheet)
    lacking = unscored(sheet)
    if lacking:
        raise ActionError(_("Còn %(n)d tiêu chí chưa chấm.") % {"n": len(lacking)})
    sheet.move_to(State.DONE, done_at=clock.now())
    record(sheet, "sheet_done", by=by)


def unscored(sheet: ScoreSheet) -> list[int]:
    """The criteria that still wait: not scored, or scored over a figure that has changed since."""
    given = given_scores(sheet)
    return [
        key
        for key, base in bases_of(sheet).items()
        if key not in given or not stands_on(given[key], base)
    ]


@transaction.atomic
def reopen_sheet(sheet: ScoreSheet, *, by: User | None) -> None:
    """Go on with a column that was said to be complete, while its stage is open."""
    if _stage_now(sheet) != sheet.stage:
        raise ActionError(_("Bước chấm điểm này đã đóng, điểm không thay đổi được nữa."))
    sheet.move_to(State.OPEN, done_at=None)
    record(sheet, "sheet_reopened", by=by)
