"""Why this score: from a unit's own total to its final one, step by step, to the hundredth."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.formulas.columns import Columns, FinalRule, final_points
from assessments.formulas.totals import ZERO, LeafLine, totals

STAGES = ("appraisal_1", "appraisal_2", "weighted", "agreement", "adjustment")


@dataclass(frozen=True)
class ColumnsLine:
    """One leaf of one unit with all its columns."""

    code: str
    group: str
    kind: str
    max_points: Decimal
    columns: Columns
    counts: bool = True

    def line(self, points: Decimal | None) -> LeafLine:
        """The leaf with some points as final."""
        return LeafLine(self.code, self.group, self.kind, self.max_points, points, self.counts)


@dataclass(frozen=True)
class Step:
    """One hand's change of one leaf: `before` None means that there was no score."""

    column: str
    code: str
    before: Decimal | None
    after: Decimal
    delta: Decimal


@dataclass(frozen=True)
class Account:
    """The whole way: self_total + Σ steps = total; total + rebasing = rebased, each to 0.01."""

    self_total: Decimal
    steps: tuple[Step, ...]
    total: Decimal
    rebasing: Decimal
    rebased: Decimal
    assigned: Decimal
    full: Decimal

    @property
    def adds_up(self) -> bool:
        """Whether the steps lead from the first to the last figure exactly."""
        moved = sum((step.delta for step in self.steps), ZERO)
        return self.self_total + moved == self.total and self.total + self.rebasing == self.rebased


def account_of(
    lines: Sequence[ColumnsLine], rule: FinalRule, full: Decimal | None = None
) -> Account:
    """Column by column in the order of the stages, leaf by leaf in the order given. Leaves that
    do not count stay out of both totals; a score where there was none counts from zero. The line
    of re-basing takes the total to the full scale and rounds it."""
    start = totals([line.line(line.columns.self_points) for line in lines], full)
    end = totals([line.line(final_points(line.columns, rule).points) for line in lines], full)
    by_leaf = [step for line in lines if line.counts for step in _steps(line, rule)]
    steps = tuple(step for stage in STAGES for step in by_leaf if step.column == stage)
    return Account(
        self_total=start.total,
        steps=steps,
        total=end.total,
        rebasing=end.rebased - end.total,
        rebased=end.rebased,
        assigned=end.assigned,
        full=end.full,
    )


def _steps(line: ColumnsLine, rule: FinalRule) -> list[Step]:
    """The changes of one leaf. The weighting comes after the appraisals, and only when neither
    agreement nor adjustment set it aside."""
    columns, now = line.columns, line.columns.self_points
    final = final_points(columns, rule)
    made = []
    for stage in STAGES:
        if stage == "weighted":
            after = final.points if final.column == "weighted" else None
        else:
            after = getattr(columns, stage)
        if after is None or after == now:
            continue
        delta = _held(line, after) - _held(line, now or ZERO)
        made.append(Step(stage, line.code, now, after, delta))
        now = after
    return made


def _held(line: ColumnsLine, points: Decimal) -> Decimal:
    """As it counts in a total: within the leaf's bounds."""
    least, most = line.line(points).bounds
    return min(max(points, least), most)
