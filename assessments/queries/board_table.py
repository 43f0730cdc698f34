"""The columns of the scoreboard, once for page, PDF and XLSX (practice §5.5)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import Stage
from assessments.queries.ranking import Board, BoardRow
from assessments.queries.words import NOTHING, figure

OUT = "Không xét"
GROUP = "group:"

Value = Decimal | int | str | None


@dataclass(frozen=True)
class Head:
    """One column: its key, the words above it, and whether it shows parts of a unit's score that
    are not everybody's."""

    key: str
    label: str
    is_part: bool = False
    is_figure: bool = True

    @property
    def group(self) -> str:
        """The code of the group whose points stand here; empty for other columns."""
        return self.key.removeprefix(GROUP) if self.key.startswith(GROUP) else ""


_STAGES = (
    (Stage.SELF, "Tự chấm"),
    (Stage.PEERS, "Chấm chéo"),
    (Stage.APPRAISAL_1, "Thẩm định lần 1"),
    (Stage.APPRAISAL_2, "Thẩm định lần 2"),
    (Stage.AGREEMENT, "Thống nhất"),
)
_ATTRIBUTES: dict[str, Callable[[BoardRow], Value]] = {
    "standard": lambda row: row.standard,
    "bonus": lambda row: row.bonus,
    "penalty": lambda row: row.penalty,
    "total": lambda row: row.total,
    "assigned": lambda row: row.assigned,
    "rebased": lambda row: row.rebased,
    "rate": lambda row: row.rate,
    "rank": lambda row: row.rank,
    "band": lambda row: row.band,
    "adjusted": lambda row: row.adjusted,
    "name": lambda row: row.short_name,
}


def heads_of(board: Board) -> list[Head]:
    """The columns of this round: its groups, sums, the stages that the bloc has, results."""
    stages = {Stage.SELF.value, *board.scored.settings.stages}
    heads = [Head(f"{GROUP}{row.code}", row.code, is_part=True) for row in board.frame.groups]
    heads += [
        Head("standard", "Tổng chuẩn"),
        Head("bonus", "Thưởng"),
        Head("penalty", "Trừ"),
    ]
    heads += [Head(str(code), label, is_part=True) for code, label in _STAGES if code in stages]
    if Stage.ADJUSTMENT in stages:
        heads.append(Head("adjusted", "Điều chỉnh", is_part=True))
    heads += [
        Head("total", "Tổng cuối"),
        Head("rebased", "Điểm quy đổi"),
        Head("rate", "Tỷ lệ (%)"),
        Head("rank", "Hạng", is_figure=False),
        Head("band", "Xếp loại", is_figure=False),
    ]
    return heads


FIRST = ("rank", "total", "rebased", "rate", "band")


def page_heads(board: Board) -> list[Head]:
    """The columns as a screen shows them: rank and result first, how they came about after them.
    Papers keep the order of the form (bloc practice §5.5)."""
    heads = heads_of(board)
    first = [head for key in FIRST for head in heads if head.key == key]
    return first + [head for head in heads if head.key not in FIRST]


def value_of(row: BoardRow, head: Head) -> Value:
    """What stands in a cell; None where there is nothing or the reader may not know."""
    if head.is_part and not row.shows_parts:
        return None
    if head.group:
        return row.groups.get(head.group)
    if head.key in _ATTRIBUTES:
        return _ATTRIBUTES[head.key](row)
    return row.columns.get(head.key)


def text_of(row: BoardRow, head: Head) -> str:
    """A cell in words, as page and paper write it."""
    value = value_of(row, head)
    if head.key == "rank":
        return OUT if row.is_disqualified else str(value or NOTHING)
    if head.key == "adjusted" and isinstance(value, Decimal) and value > 0:
        return f"+{figure(value)}"
    if isinstance(value, Decimal):
        return figure(value)
    return NOTHING if value in {None, ""} else str(value)


def sorted_rows(board: Board, key: str, *, is_descending: bool) -> list[BoardRow]:
    """The rows by a column; those without a value last, equal ones in the order of their rank."""
    heads = {head.key: head for head in heads_of(board)} | {"name": Head("name", "")}
    head = heads.get(key)
    if head is None:
        return list(board.rows)
    filled = [row for row in board.rows if value_of(row, head) not in {None, ""}]
    empty = [row for row in board.rows if value_of(row, head) in {None, ""}]

    def place(row: BoardRow) -> Any:
        return value_of(row, head)

    return sorted(filled, key=place, reverse=is_descending) + empty
