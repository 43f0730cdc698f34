"""Why a unit has its score: from what it gave itself to the final points, hand by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from assessments.formulas.columns import FinalRule
from assessments.formulas.why import STAGES, Account, ColumnsLine, account_of
from assessments.formulas.why import Step as Move
from assessments.models import Answer, Assessment, Criterion, Explanation, Score, Stage
from assessments.queries.ranking import (
    EXCLUDED,
    FINAL,
    Board,
    BoardRow,
    columns_from,
)
from units.models import User

ZERO = Decimal(0)
LABELS = {str(one): str(one.label) for one in Stage} | {"weighted": "Tính theo trọng số"}


@dataclass(frozen=True)
class Step:
    """One change: which column, old → new, who, when, why. `kept` says that somebody looked and
    left it as it was."""

    stage: str
    label: str
    was: Decimal | None
    points: Decimal | None
    who: str = ""
    at: datetime | None = None
    reason: str = ""
    hands: str = ""

    @property
    def change(self) -> Decimal:
        """What the step adds or takes away; nothing given counts as nothing."""
        return (self.points or ZERO) - (self.was or ZERO)

    @property
    def is_kept(self) -> bool:
        """Whether the points stayed."""
        return self.was == self.points


@dataclass
class LeafWhy:
    """One criterion: own points, the steps after them, final points."""

    criterion: Criterion
    own: Decimal | None
    final: Decimal | None
    steps: list[Step] = field(default_factory=list)
    formula: str = ""
    excluded_reason: str = ""
    is_excluded: bool = False
    explanation: str = ""

    @property
    def change(self) -> Decimal:
        """Final against own points."""
        return (self.final or ZERO) - (self.own or ZERO)

    @property
    def adds_up(self) -> bool:
        """Whether the steps lead from the own points to the final ones, to 0.01."""
        return (self.own or ZERO) + sum((s.change for s in self.steps), ZERO) == (
            self.final or ZERO
        )


@dataclass
class Why:
    """A unit's whole account: per criterion, and from the own to the final total."""

    row: BoardRow
    leaves: list[LeafWhy]
    account: Account

    @property
    def by_stage(self) -> list[tuple[str, Decimal]]:
        """What each hand added or took away in all."""
        sums: dict[str, Decimal] = {}
        for step in self.account.steps:
            label = LABELS[step.column]
            sums[label] = sums.get(label, ZERO) + step.delta
        return list(sums.items())

    @property
    def adds_up(self) -> bool:
        """Whether every criterion and the whole add up to 0.01, and end at the board's totals."""
        ends = (self.account.total, self.account.rebased) == (self.row.total, self.row.rebased)
        return ends and self.account.adds_up and all(one.adds_up for one in self.leaves)


def why_of(board: Board, row: BoardRow, assessment: Assessment, user: User) -> Why:
    """The account of one unit from its row on the board, with who, when and why as far as the
    person may see them: three queries."""
    rule = FinalRule.of(board.scored.settings)
    told = _told(assessment, user)
    answers = {
        one.criterion_id: one
        for one in Answer.objects.visible_to(user).filter(assessment=assessment)
    }
    explanations = dict(
        Explanation.objects.visible_to(user)
        .filter(assessment=assessment)
        .values_list("criterion", "text")
    )
    lines = [
        _line(leaf, board.frame.group_of[leaf.pk], row.leaves[leaf.code])
        for leaf in board.frame.leaves
        if leaf.code in row.leaves
    ]
    account = account_of(lines, rule)
    moves = {(step.code, step.column): step for step in account.steps}
    leaves = []
    for leaf in board.frame.leaves:
        points = row.leaves.get(leaf.code)
        if points is None:
            continue
        one = _leaf(leaf, points, moves, told)
        if answer := answers.get(leaf.pk):
            one.formula = answer.formula
            one.excluded_reason = answer.not_applicable_reason if one.is_excluded else ""
        one.explanation = explanations.get(leaf.pk, "")
        leaves.append(one)
    return Why(row, leaves, account)


def _line(leaf: Criterion, group: str, points: Mapping[str, str | None]) -> ColumnsLine:
    counts = not points.get(EXCLUDED)
    columns = columns_from(points)
    return ColumnsLine(leaf.code, group, leaf.kind, leaf.max_points, columns, counts)


def _told(assessment: Assessment, user: User) -> dict[tuple[int, str], Score]:
    """(criterion, stage) → the score that was written there; peers' single columns never."""
    rows = Score.objects.visible_to(user).filter(sheet__assessment=assessment)
    rows = rows.exclude(sheet__stage=Stage.PEERS).select_related("sheet", "by")
    return {(row.criterion_id, row.sheet.stage): row for row in rows}


def _leaf(
    leaf: Criterion,
    points: Mapping[str, str | None],
    moves: Mapping[tuple[str, str], Move],
    told: Mapping[tuple[int, str], Score],
) -> LeafWhy:
    """The hands that touched one criterion, in their order: what moved it, and who kept it."""
    columns = columns_from(points)
    final = points.get(FINAL)
    if points.get(EXCLUDED):
        return LeafWhy(leaf, None, None, is_excluded=True)
    made = LeafWhy(leaf, columns.self_points, None if final is None else Decimal(final))
    running = columns.self_points
    for stage in STAGES:
        score = told.get((leaf.pk, stage))
        if move := moves.get((leaf.code, stage)):
            made.steps.append(_step(stage, move.before, move.after, score))
            running = move.after
        elif score is not None and score.points is not None and score.points == running:
            made.steps.append(_step(stage, running, score.points, score))
    return made


def _step(stage: str, was: Decimal | None, points: Decimal, score: Score | None) -> Step:
    if score is None:
        return Step(stage, LABELS[stage], was, points)
    who = score.by.full_name if score.by else ""
    return Step(stage, LABELS[stage], was, points, who, score.at, score.reason, score.hands)
