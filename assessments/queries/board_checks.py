"""What a scoreboard checks by itself, and what must be done before it is closed (practice §5.5)."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.formulas.spread import gap_of
from assessments.models import Answer, Assessment, Criterion, Disqualification, Round, Stage
from assessments.queries.ranking import EXCLUDED, FINAL, Board, BoardRow
from assessments.queries.stages import next_stage, waiting_for
from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.numbers import shown

ZERO = Decimal(0)


@dataclass(frozen=True)
class Check:
    """One check: what was looked at, and what was found wrong; nothing found is good."""

    title: str
    found: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to say."""
        return not self.found


def checks_of(board: Board) -> list[Check]:
    """The six checks of practice §5.5, and leaves that lack their points."""
    return [
        Check(_("Tổng nhóm bằng tổng tiêu chí con"), tuple(_wrong_sums(board))),
        Check(_("Không tiêu chí nào vượt điểm tối đa"), tuple(_over_maximum(board))),
        Check(_("Điểm thưởng trong mức tối đa"), tuple(_over_bonus(board))),
        Check(_("Đủ điểm ở mọi tiêu chí"), tuple(_missing_points(board))),
        Check(_("Đủ minh chứng bắt buộc"), tuple(_missing_evidence(board))),
        Check(_("Chênh lệch tự chấm và điểm cuối trong giới hạn"), tuple(_gaps(board))),
        Check(_("Không đơn vị nào cùng hạng"), tuple(_ties(board))),
    ]


def _value(row: BoardRow, leaf: Criterion, column: str = FINAL) -> Decimal | None:
    points = row.leaves.get(leaf.code, {})
    told = points.get(column)
    return None if told is None or points.get(EXCLUDED) else Decimal(told)


def _wrong_sums(board: Board) -> list[str]:
    wrong = []
    for row in board.rows:
        sums = dict.fromkeys(row.groups, ZERO)
        for leaf in board.frame.leaves:
            if leaf.is_standard:
                sums[board.frame.group_of[leaf.pk]] += _value(row, leaf) or ZERO
        wrong += [
            f"{row.short_name}, nhóm {code}: ghi {shown(points)}, "
            f"các tiêu chí con {shown(sums[code])}."
            for code, points in row.groups.items()
            if points != sums[code]
        ]
        if sum(row.groups.values(), ZERO) != row.standard:
            wrong.append(f"{row.short_name}: tổng chuẩn {shown(row.standard)} khác tổng các nhóm.")
    return wrong


def _over_maximum(board: Board) -> list[str]:
    wrong = []
    for row in board.rows:
        for leaf in board.frame.leaves:
            for column, told in row.leaves.get(leaf.code, {}).items():
                if column == EXCLUDED or told is None:
                    continue
                if abs(Decimal(told)) > abs(leaf.max_points):
                    most = shown(leaf.max_points)
                    wrong.append(
                        f"{row.short_name}, tiêu chí {leaf.code}: "
                        f"{shown(Decimal(told))} điểm, tối đa {most}."
                    )
                    break
    return wrong


def _over_bonus(board: Board) -> list[str]:
    most = sum((leaf.max_points for leaf in board.frame.leaves if leaf.kind == "bonus"), ZERO)
    return [
        f"{row.short_name}: thưởng {shown(row.bonus)}, tối đa {shown(most)}."
        for row in board.rows
        if row.bonus > most
    ]


def _missing_points(board: Board) -> list[str]:
    wrong = []
    for row in board.rows:
        codes = [
            leaf.code
            for leaf in board.frame.leaves
            if leaf.is_standard
            and not row.leaves.get(leaf.code, {}).get(EXCLUDED)
            and _value(row, leaf) is None
        ]
        if codes:
            wrong.append(f"{row.short_name}: tiêu chí {vietnamese.join(codes)} chưa có điểm.")
    return wrong


def _missing_evidence(board: Board) -> list[str]:
    """Leaves that ask for proof and have points without any: one query."""
    names = {row.assessment_id: row.short_name for row in board.rows}
    rows = (
        Answer.objects.filter(
            assessment__in=[key for key in names if key],
            criterion__needs_evidence=True,
            evidence__isnull=True,
            points__gt=0,
        )
        .exclude(not_applicable=Answer.NotApplicable.AGREED)
        .order_by("assessment", "criterion__position")
    )
    codes: dict[int | None, list[str]] = {}
    for key, code in rows.values_list("assessment", "criterion__code"):
        codes.setdefault(key, []).append(code)
    return [
        f"{names[key]}: tiêu chí {vietnamese.join(found)} chưa có minh chứng."
        for key, found in codes.items()
    ]


def _gaps(board: Board) -> list[str]:
    """Units whose own total lies further from the final one than the bloc's limit."""
    limit = Decimal(board.scored.settings.gap_limit)
    wrong = []
    for row in board.rows:
        own = row.columns.get(Stage.SELF)
        if own is None:
            continue
        gap = gap_of(row.unit_id, own, row.total, row.assigned, limit)
        if gap.is_over and gap.points:
            wrong.append(
                f"{row.short_name}: tự chấm {shown(own)}, điểm cuối {shown(row.total)}, "
                f"lệch {shown(gap.points)} ({shown(gap.percent)} %)."
            )
    return wrong


def _ties(board: Board) -> list[str]:
    shared: dict[int, list[str]] = {}
    for row in board.rows:
        if row.is_shared and row.rank:
            shared.setdefault(row.rank, []).append(row.short_name)
    return [f"Hạng {rank}: {vietnamese.join(names)}." for rank, names in shared.items()]


def lacks_before_closing(scored: Round) -> list[str]:
    """Sentences about what stands in the way of closing the round; none: it may be closed."""
    lacks = []
    following = next_stage(scored) if scored.is_scored else None
    if following is not None:
        label = Round.State(following).label
        lacks.append(_("Đợt đánh giá còn bước “%(stage)s”.") % {"stage": label})
    waiting = waiting_for(scored)
    if scored.is_collecting:
        waiting = [one for one in waiting if one.is_protected]
    if waiting:
        names = vietnamese.join(one.name for one in waiting)
        lacks.append(_("Còn chờ: %(names)s.") % {"names": names})
    lacks += _returned(scored)
    if scored.is_scored:
        lacks += _undecided(scored)
        if not Assessment.objects.filter(round=scored, state="submitted").exists():
            lacks.append(_("Chưa có đơn vị nào nộp bảng tự chấm điểm."))
    return lacks


def _returned(scored: Round) -> list[str]:
    rows = Assessment.objects.filter(round=scored, state=Assessment.State.RETURNED)
    names = vietnamese.join(rows.values_list("unit_short_name", flat=True))
    return [_("Đang bổ sung sau khi bị trả lại: %(names)s.") % {"names": names}] if names else []


@dataclass(frozen=True)
class Listed:
    """A unit of the round and how many conditions of its checklist nobody has decided on yet."""

    assessment_id: int
    unit_id: int
    short_name: str
    undecided: int


def checklists_of(scored: Round) -> list[Listed]:
    """Every unit of the round, also those that handed in nothing: two queries."""
    asked = [code for code, _words in scored.settings.disqualifiers]
    units = Assessment.objects.filter(round=scored).order_by("unit_name", "pk")
    decided: dict[int, int] = {}
    rows = Disqualification.objects.filter(round=scored, code__in=asked, is_met__isnull=False)
    for unit in rows.values_list("unit", flat=True):
        decided[unit] = decided.get(unit, 0) + 1
    return [
        Listed(pk, unit, name, len(asked) - decided.get(unit, 0))
        for pk, unit, name in units.values_list("pk", "unit", "unit_short_name")
    ]


def _undecided(scored: Round) -> list[str]:
    names = vietnamese.join(row.short_name for row in checklists_of(scored) if row.undecided)
    told = _("Chưa xét xong điều kiện loại trừ của: %(names)s.") % {"names": names}
    return [told] if names else []
