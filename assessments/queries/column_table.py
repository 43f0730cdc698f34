"""One return as a table: criteria by columns, each change old → new with who, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assessments.models import Answer, Assessment, Explanation, Round, Score, Stage
from assessments.queries.columns import Columns, columns_of
from assessments.queries.sheet_lines import Said
from assessments.queries.stages import stages_of
from units.models import User


@dataclass(frozen=True)
class Cell:
    """One stage on one criterion: points, and the change behind them where there is one."""

    stage: str
    label: str
    points: Decimal | None
    said: Said | None = None
    explanation: Explanation | None = None


@dataclass
class Row:
    """A criterion with its cells in the order of the stages."""

    answer: Answer
    cells: list[Cell] = field(default_factory=list)


@dataclass
class Table:
    """The columns that the person may see, and a row for each criterion."""

    heads: list[tuple[str, str]]
    rows: list[Row]
    sums: list[Decimal | None]


def table_of(assessment: Assessment, user: User) -> Table:
    """All columns of one return as far as the person may see them, in seven queries."""
    answers = Answer.objects.visible_to(user).filter(assessment=assessment)
    rows = [Row(one) for one in answers.select_related("criterion__parent")]
    given = columns_of(assessment, user)
    told = _told(assessment, user)
    said = _said(assessment, user)
    heads = _heads(assessment.round, given, bool(told))
    for row in rows:
        row.cells = [_cell(row.answer, one, given, said, told) for one in heads]
    return Table(heads, rows, _sums(heads, rows))


def _heads(scored: Round, given: Columns, has_told: bool) -> list[tuple[str, str]]:
    """The stages in their order; a column without anything to see is left out."""
    seen = {stage for column in given.values() for stage in column}
    labels = {str(one): str(one.label) for one in Stage} | {"explanation": "Giải trình"}
    order = [Stage.SELF.value, *stages_of(scored)[1:]]
    return [
        (one, labels[one])
        for one in order
        if one in seen or (one == Round.State.EXPLANATION and has_told)
    ]


def _said(assessment: Assessment, user: User) -> dict[tuple[int, str], Said]:
    """(criterion, stage) → what was written there; peers' single columns stay with them."""
    rows = Score.objects.visible_to(user).filter(sheet__assessment=assessment)
    rows = rows.exclude(sheet__stage=Stage.PEERS).select_related("sheet", "by")
    return {(row.criterion_id, row.sheet.stage): Said.of(row) for row in rows}


def _told(assessment: Assessment, user: User) -> dict[int, Explanation]:
    rows = Explanation.objects.visible_to(user).filter(assessment=assessment)
    return {row.criterion_id: row for row in rows.exclude(text="").select_related("by")}


def _cell(
    answer: Answer,
    head: tuple[str, str],
    given: Columns,
    said: dict[tuple[int, str], Said],
    told: dict[int, Explanation],
) -> Cell:
    stage, label = head
    if stage == Round.State.EXPLANATION:
        return Cell(stage, label, None, explanation=told.get(answer.criterion_id))
    points = given.get(answer.criterion.code, {}).get(stage)
    return Cell(stage, label, points, said=said.get((answer.criterion_id, stage)))


def _sums(heads: list[tuple[str, str]], rows: Iterable[Row]) -> list[Decimal | None]:
    """What each column comes to over the leaves that count; None where it says nothing at all."""
    sums: list[Any] = []
    for place, _head in enumerate(heads):
        points = [row.cells[place].points for row in rows if row.answer.counts]
        found = [one for one in points if one is not None]
        sums.append(sum(found, Decimal(0)) if found else None)
    return sums
