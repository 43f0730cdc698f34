"""Why a unit has its score: from what it gave itself to the final points, hand by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from assessments.formulas.columns import FinalRule, final_points
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
_HANDS = (Stage.APPRAISAL_1, Stage.APPRAISAL_2)
_WEIGHTED = "weighted"
LABELS = {str(one): str(one.label) for one in Stage} | {_WEIGHTED: "Tính theo trọng số"}


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
    """A unit's whole account."""

    row: BoardRow
    leaves: list[LeafWhy]

    @property
    def own(self) -> Decimal:
        """What the unit gave itself, over the leaves that count."""
        return sum((one.own or ZERO for one in self.leaves if not one.is_excluded), ZERO)

    @property
    def by_stage(self) -> list[tuple[str, Decimal]]:
        """What each hand added or took away in all."""
        sums: dict[str, Decimal] = {}
        for leaf in self.leaves:
            for step in leaf.steps:
                sums[step.label] = sums.get(step.label, ZERO) + step.change
        return list(sums.items())

    @property
    def final(self) -> Decimal:
        """Where the account ends: the total of the board."""
        return self.own + sum((change for _label, change in self.by_stage), ZERO)

    @property
    def adds_up(self) -> bool:
        """Whether every criterion and the whole add up to 0.01."""
        return self.final == self.row.total and all(one.adds_up for one in self.leaves)


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
    leaves = []
    for leaf in board.frame.leaves:
        points = row.leaves.get(leaf.code)
        if points is None:
            continue
        one = _leaf(leaf, points, rule, told)
        if answer := answers.get(leaf.pk):
            one.formula = answer.formula
            one.excluded_reason = answer.not_applicable_reason if one.is_excluded else ""
        one.explanation = explanations.get(leaf.pk, "")
        leaves.append(one)
    return Why(row, leaves)


def _told(assessment: Assessment, user: User) -> dict[tuple[int, str], Score]:
    """(criterion, stage) → the score that was written there; peers' single columns never."""
    rows = Score.objects.visible_to(user).filter(sheet__assessment=assessment)
    rows = rows.exclude(sheet__stage=Stage.PEERS).select_related("sheet", "by")
    return {(row.criterion_id, row.sheet.stage): row for row in rows}


def _leaf(
    leaf: Criterion,
    points: Mapping[str, str | None],
    rule: FinalRule,
    told: Mapping[tuple[int, str], Score],
) -> LeafWhy:
    columns = columns_from(points)
    final = points.get(FINAL)
    made = LeafWhy(leaf, columns.self_points, None if final is None else Decimal(final))
    if points.get(EXCLUDED):
        made.is_excluded, made.own, made.final = True, None, None
        return made
    running = columns.self_points
    marks: list[tuple[str, Decimal | None]] = [
        (str(stage), getattr(columns, stage)) for stage in _HANDS
    ]
    before = replace(columns, agreement=None, adjustment=None)
    weighed = final_points(before, rule)
    if weighed.column == _WEIGHTED:
        marks.append((_WEIGHTED, weighed.points))
    marks += [(str(one), getattr(columns, one)) for one in (Stage.AGREEMENT, Stage.ADJUSTMENT)]
    for stage, value in marks:
        if value is not None:
            made.steps.append(_step(stage, running, value, told.get((leaf.pk, stage))))
            running = value
    return made


def _step(stage: str, was: Decimal | None, points: Decimal, score: Score | None) -> Step:
    if score is None:
        return Step(stage, LABELS[stage], was, points)
    who = score.by.full_name if score.by else ""
    return Step(stage, LABELS[stage], was, points, who, score.at, score.reason, score.hands)
