"""The scoreboard of a round: what each unit has in each column, its sums, its place.

Before closing it is worked out from the columns that a person may see; afterwards it is read from
the frozen rows. The number of queries does not depend on the number of units.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q

from assessments.formulas.columns import Columns, FinalRule, final_points, peers_result
from assessments.formulas.standings import Entry, Standing, standings
from assessments.formulas.totals import LeafLine
from assessments.models import (
    Answer,
    Assessment,
    Criterion,
    Disqualification,
    Round,
    Score,
    ScoreSheet,
    Stage,
)
from assessments.queries.columns import readable_peers
from emulation_bloc.lib.numbers import plain
from units.models import User

# A column's total carries on what came before it where it says nothing of its own.
CARRIES: dict[str, tuple[str, ...]] = {
    Stage.SELF: ("self",),
    Stage.APPRAISAL_1: ("appraisal_1", "self"),
    Stage.APPRAISAL_2: ("appraisal_2", "appraisal_1", "self"),
    Stage.PEERS: ("peers", "self"),
    Stage.AGREEMENT: ("agreement", "appraisal_2", "appraisal_1", "self"),
    Stage.ADJUSTMENT: ("adjustment", "agreement", "appraisal_2", "appraisal_1", "self"),
}
STAGES = tuple(str(one) for one in CARRIES)
FINAL = "final"
EXCLUDED = "excluded"

Points = dict[str, str | None]


@dataclass(frozen=True)
class Frame:
    """A round's criteria as the board needs them: groups and leaves in order, each leaf's group."""

    groups: list[Criterion]
    leaves: list[Criterion]
    group_of: Mapping[int, str]


@dataclass
class BoardRow:
    """One unit on the board. `columns`: stage → total, None where the stage said nothing;
    `leaves` as in RankingRow. `self_total` may hold points of a column still provisional."""

    unit_id: int
    assessment_id: int | None
    name: str
    short_name: str
    groups: dict[str, Decimal]
    columns: dict[str, Decimal | None]
    adjusted: Decimal | None
    leaves: dict[str, Points]
    standard: Decimal
    bonus: Decimal
    penalty: Decimal
    total: Decimal
    assigned: Decimal
    rate: Decimal
    rebased: Decimal
    rank: int | None = None
    band: str = ""
    is_disqualified: bool = False
    is_shared: bool = False
    decided_by: str = ""
    missing: tuple[str, ...] = ()
    note: str = ""
    shows_parts: bool = True


@dataclass
class Board:
    """All units of a round in the order of their rank."""

    scored: Round
    frame: Frame
    rows: list[BoardRow]
    is_frozen: bool = False

    @property
    def stages(self) -> list[str]:
        """The columns that say something about anybody, in their order."""
        return [
            stage
            for stage in STAGES
            if any(row.columns.get(stage) is not None for row in self.rows)
        ]


def frame_of(scored: Round) -> Frame:
    """The criteria that the round is scored with, in one query."""
    rows = list(
        Criterion.objects.filter(criteria_set=scored.criteria_set_id)
        .for_kind(scored.period.kind)
        .order_by("position", "pk")
    )
    by_key = {row.pk: row for row in rows}
    leaves = [row for row in rows if not row.is_group]
    group_of = {leaf.pk: _root(leaf, by_key) for leaf in leaves}
    used = {group_of[leaf.pk] for leaf in leaves if leaf.is_standard}
    groups = [row for row in rows if row.is_group and row.parent_id is None and row.code in used]
    return Frame(groups, leaves, group_of)


def _root(leaf: Criterion, by_key: Mapping[int, Criterion]) -> str:
    """The code of the group at the top; a leaf without one is its own."""
    here = leaf
    while here.parent_id is not None:
        here = by_key[here.parent_id]
    return here.code


def board_of(scored: Round, user: User | None = None, *, only: int | None = None) -> Board:
    """The board worked out from the columns: those that `user` may see, or all of them; `only`
    one return, whose rank then means nothing."""
    frame = frame_of(scored)
    returns = Assessment.objects.filter(round=scored, state=Assessment.State.SUBMITTED)
    if user is not None:
        returns = Assessment.objects.visible_to(user).filter(pk__in=returns.values("pk"))
    if only is not None:
        returns = returns.filter(pk=only)
    found = list(returns.select_related("unit"))
    given = _columns(scored, found, user)
    out = _disqualified(scored, user)
    entries = [
        Entry(
            one.unit_id,
            _lines(scored, frame, one, given[one.pk]),
            one.first_submitted_at,
            one.unit_id in out,
        )
        for one in found
    ]
    settings = scored.settings
    placed = standings(entries, tie_order=settings.tie_order, bands=settings.bands)
    lines = {entry.unit: entry.lines for entry in entries}
    by_unit = {one.unit_id: one for one in found}
    rows = [
        _row(by_unit[place.unit], place, lines[place.unit], given[by_unit[place.unit].pk], scored)
        for place in placed
    ]
    return Board(scored, frame, rows)


Given = dict[str, tuple[Columns, bool]]


def _columns(scored: Round, found: list[Assessment], user: User | None) -> dict[int, Given]:
    """Return → criterion code → the points of each hand, and whether the leaf counts."""
    keys = [one.pk for one in found]
    answers = Answer.objects.filter(assessment__in=keys)
    given: dict[int, dict[str, dict[str, Any]]] = {key: {} for key in keys}
    for key, code, points, state in answers.values_list(
        "assessment", "criterion__code", "points", "not_applicable"
    ):
        counts = state != Answer.NotApplicable.AGREED
        given[key][code] = {"self_points": points, "peers": [], "counts": counts}
    rows = Score.objects.filter(_readable(user), sheet__assessment__in=keys)
    for key, code, stage, points in rows.values_list(
        "sheet__assessment", "criterion__code", "sheet__stage", "points"
    ):
        column = given[key].setdefault(code, {"self_points": None, "peers": [], "counts": True})
        if stage == Stage.PEERS:
            column["peers"].append(points)
        else:
            column[stage] = points
    return {
        key: {code: _built(dict(column)) for code, column in codes.items()}
        for key, codes in given.items()
    }


def _readable(user: User | None) -> Q:
    """Columns that are closed, and those of meeting and province while they are written.

    Of the peers only what they come to leaves this module, and only for those who may know it: a
    column that was not handed in is absent, not a zero.
    """
    closed = Q(sheet__state=ScoreSheet.State.CLOSED)
    peers = Q(sheet__stage=Stage.PEERS)
    written = closed | Q(sheet__stage__in=[Stage.AGREEMENT, Stage.ADJUSTMENT])
    if user is None:
        return (written & ~peers) | (peers & closed & Q(sheet__done_at__isnull=False))
    own = Q(sheet__in=ScoreSheet.objects.visible_to(user).values("pk"))
    return (written & own & ~peers) | (peers & Q(sheet__in=readable_peers(user)))


def _built(column: dict[str, Any]) -> tuple[Columns, bool]:
    counts = column.pop("counts")
    column["peers"] = tuple(column["peers"])
    return Columns(**column), counts


def _disqualified(scored: Round, user: User | None) -> set[int]:
    """Units with a condition that is met."""
    rows = Disqualification.objects.all()
    if user is not None:
        rows = Disqualification.objects.visible_to(user)
    return set(rows.filter(round=scored, is_met=True).values_list("unit", flat=True))


def _lines(scored: Round, frame: Frame, one: Assessment, given: Given) -> tuple[LeafLine, ...]:
    """The unit's leaves with their final points."""
    rule = FinalRule.of(scored.settings)
    lines = []
    for leaf in frame.leaves:
        columns, counts = given.get(leaf.code, (Columns(), True))
        counts = counts and leaf.applies_to_unit(one.unit.kind)
        points = final_points(columns, rule).points if counts else None
        group = frame.group_of[leaf.pk]
        lines.append(LeafLine(leaf.code, group, leaf.kind, leaf.max_points, points, counts))
    return tuple(lines)


def _row(
    one: Assessment,
    place: Standing,
    lines: Iterable[LeafLine],
    given: Given,
    scored: Round,
) -> BoardRow:
    method = scored.settings.peer_method
    leaves = {line.code: _points(line, given, method) for line in lines}
    sums = place.totals
    return BoardRow(
        unit_id=one.unit_id,
        assessment_id=one.pk,
        name=one.unit_name,
        short_name=one.unit_short_name,
        groups=dict(sums.groups),
        columns=column_totals(leaves),
        adjusted=adjusted_by(leaves, FinalRule.of(scored.settings)),
        leaves=leaves,
        standard=sums.standard,
        bonus=sums.bonus,
        penalty=sums.penalty,
        total=sums.total,
        assigned=sums.assigned,
        rate=sums.rate,
        rebased=sums.rebased,
        rank=place.rank,
        band=place.band,
        is_disqualified=place.rank is None,
        is_shared=place.is_shared,
        decided_by=place.decided_by,
        missing=sums.missing,
    )


def _points(line: LeafLine, given: Given, method: str) -> Points:
    """All columns of one leaf as text, the final points with them."""
    columns = given.get(line.code, (Columns(), True))[0]
    named: dict[str, Decimal | None] = {
        Stage.SELF.value: columns.self_points,
        Stage.APPRAISAL_1.value: columns.appraisal_1,
        Stage.APPRAISAL_2.value: columns.appraisal_2,
        Stage.PEERS.value: peers_result(columns.peers, method).points,
        Stage.AGREEMENT.value: columns.agreement,
        Stage.ADJUSTMENT.value: columns.adjustment,
        FINAL: line.points,
    }
    told: Points = {name: None if value is None else plain(value) for name, value in named.items()}
    return told if line.counts else told | {EXCLUDED: "1"}


def column_totals(leaves: Mapping[str, Points]) -> dict[str, Decimal | None]:
    """Stage → what its column comes to, carrying on what came before; None where nobody wrote in
    it."""
    counting = [points for points in leaves.values() if not points.get(EXCLUDED)]
    sums: dict[str, Decimal | None] = {}
    for stage, order in CARRIES.items():
        if not any(points.get(stage) is not None for points in counting):
            sums[str(stage)] = None
            continue
        found = (next((p[one] for one in order if p.get(one) is not None), None) for p in counting)
        sums[str(stage)] = sum((Decimal(one) for one in found if one is not None), Decimal(0))
    return sums


def columns_from(points: Mapping[str, str | None]) -> Columns:
    """The columns of one leaf from their text; what the peers came to stands for all of them."""
    given = {name: None if told is None else Decimal(told) for name, told in points.items()}
    return Columns(
        given.get(Stage.SELF),
        given.get(Stage.APPRAISAL_1),
        given.get(Stage.APPRAISAL_2),
        (given.get(Stage.PEERS),),
        given.get(Stage.AGREEMENT),
        given.get(Stage.ADJUSTMENT),
    )


def adjusted_by(leaves: Mapping[str, Points], rule: FinalRule) -> Decimal | None:
    """What the province added or took away in all; None where it changed nothing."""
    changed = [
        columns_from(points)
        for points in leaves.values()
        if points.get(Stage.ADJUSTMENT) is not None and not points.get(EXCLUDED)
    ]
    if not changed:
        return None
    before = [final_points(replace(one, adjustment=None), rule).points for one in changed]
    after = [one.adjustment or Decimal(0) for one in changed]
    return sum(after, Decimal(0)) - sum((one or Decimal(0) for one in before), Decimal(0))
