"""How close neighbours are: the smallest change of one leaf that would swap them."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assessments.formulas.closeness import Swap, how_close
from assessments.formulas.standings import Entry
from assessments.formulas.totals import LeafLine
from assessments.models import Assessment
from assessments.queries.ranking import EXCLUDED, FINAL, Board, BoardRow


@dataclass(frozen=True)
class Pair:
    """Two neighbours on the board and the change that would swap them, None where no single leaf
    can."""

    upper: BoardRow
    lower: BoardRow
    swap: Swap | None
    text: str = ""

    @property
    def distance(self) -> Decimal:
        """By how many points on the full scale they lie apart."""
        return self.upper.rebased - self.lower.rebased

    @property
    def mover(self) -> BoardRow | None:
        """Whose leaf would have to change."""
        if self.swap is None:
            return None
        return self.lower if self.swap.unit == self.lower.unit_id else self.upper


def pairs_of(board: Board, *, beside: int | None = None) -> list[Pair]:
    """Each pair of neighbours in the order of ranks; `beside` only those of one unit. One query."""
    ranked = [row for row in board.rows if row.rank]
    ranked.sort(key=lambda row: (row.rank or 0, row.name))
    rows = Assessment.objects.filter(round=board.scored)
    handed_in = dict(rows.values_list("unit", "first_submitted_at"))
    words = {leaf.code: leaf.text for leaf in board.frame.leaves}
    order = board.scored.settings.tie_order
    pairs = []
    for upper, lower in pairwise(ranked):
        if beside is not None and beside not in {upper.unit_id, lower.unit_id}:
            continue
        first, second = (
            Entry(row.unit_id, _lines(board, row), handed_in.get(row.unit_id))
            for row in (upper, lower)
        )
        swap = how_close(first, second, tie_order=order)
        pairs.append(Pair(upper, lower, swap, words.get(swap.code, "") if swap else ""))
    return pairs


def _lines(board: Board, row: BoardRow) -> tuple[LeafLine, ...]:
    """The unit's leaves with their final points, from the board."""
    lines = []
    for leaf in board.frame.leaves:
        points = row.leaves.get(leaf.code, {})
        told = points.get(FINAL)
        counts = not points.get(EXCLUDED)
        group = board.frame.group_of[leaf.pk]
        final = Decimal(told) if told is not None and counts else None
        lines.append(LeafLine(leaf.code, group, leaf.kind, leaf.max_points, final, counts))
    return tuple(lines)
