"""Rows that people put in order: each keeps its `position`, from 1."""

from collections.abc import Sequence
from typing import Any


def keep_order(rows: Sequence[Any]) -> None:
    """Number the rows as they stand here, saving only those that moved."""
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def move_one(rows: list[Any], row: Any, *, up: bool) -> bool:
    """Change places with the neighbour above or below; False at the end of the list."""
    place = rows.index(row)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    keep_order(rows)
    return True
