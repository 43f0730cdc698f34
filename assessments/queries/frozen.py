"""What a closed round keeps: the frozen board, and ranks over the years."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.formulas.columns import FinalRule
from assessments.models import Assessment, PastRecord, Ranking, RankingRow, Round
from assessments.queries.ranking import Board, BoardRow, adjusted_by, column_totals, frame_of
from units.models import Period, Unit, User


def board_for(scored: Round, user: User) -> Board | None:
    """The frozen board as far as a person may see it; None while the round is not closed.

    Totals and ranks are the bloc's; groups and columns of other units only where the rules of the
    round say so, and for those who appraised: desk, appraisers, reviewer.
    """
    ranking = Ranking.objects.visible_to(user).filter(round=scored).first()
    if ranking is None:
        return None
    rows = list(RankingRow.objects.visible_to(user).filter(ranking=ranking))
    keys = dict(Assessment.objects.filter(round=scored).values_list("unit", "pk"))
    ranks = Counter(row.rank for row in rows if row.rank)
    rule = FinalRule.of(scored.settings)
    sees_all = scored.shows_all or sees_parts(scored, user)
    made = [_row(row, keys.get(row.unit_id), ranks, rule) for row in rows]
    for row in made:
        row.shows_parts = sees_all or row.unit_id in user.rights.units
    made.sort(key=lambda row: (row.rank is None, row.rank or 0, row.name))
    return Board(scored, frame_of(scored), made, is_frozen=True)


def sees_parts(scored: Round, user: User) -> bool:
    """Whether all columns are open to the person whatever the rules say."""
    rights = user.rights
    desk = scored.bloc_id in rights.desk_blocs | rights.appraiser_of
    return desk or scored.bloc.province_id in rights.reviewer_of


def seen_rankings(user: User, ids: list[int]) -> set[int]:
    """Which of these closed rankings the person may see: a pack asks before it is handed out."""
    rows = Ranking.objects.visible_to(user).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def whole_board(scored: Round) -> Board:
    """The frozen board without a wall, for papers that the desk and the reviewer take."""
    rows = list(RankingRow.objects.filter(ranking__round=scored))
    keys = dict(Assessment.objects.filter(round=scored).values_list("unit", "pk"))
    ranks = Counter(row.rank for row in rows if row.rank)
    rule = FinalRule.of(scored.settings)
    made = [_row(row, keys.get(row.unit_id), ranks, rule) for row in rows]
    made.sort(key=lambda row: (row.rank is None, row.rank or 0, row.name))
    return Board(scored, frame_of(scored), made, is_frozen=True)


def _row(row: RankingRow, assessment: int | None, ranks: Counter[int], rule: FinalRule) -> BoardRow:
    return BoardRow(
        unit_id=row.unit_id,
        assessment_id=assessment,
        name=row.unit_name,
        short_name=row.unit_short_name,
        groups={code: Decimal(points) for code, points in row.groups.items()},
        columns=column_totals(row.leaves),
        adjusted=adjusted_by(row.leaves, rule),
        leaves=row.leaves,
        standard=row.standard,
        bonus=row.bonus,
        penalty=row.penalty,
        total=row.total,
        assigned=row.assigned,
        rate=row.rate,
        rebased=row.rebased,
        rank=row.rank,
        band=row.band,
        is_disqualified=row.is_disqualified,
        is_shared=bool(row.rank) and ranks[row.rank or 0] > 1,
        note=row.note,
    )


@dataclass(frozen=True)
class PastPlace:
    """One unit in one period: its name of that time, total and rank."""

    period: str
    order: tuple[int, int]
    unit_id: int
    name: str
    short_name: str
    total: Decimal | None
    rate: Decimal | None
    rank: int | None
    is_disqualified: bool = False
    is_taken_over: bool = False


def places_of(period: Period, user: User) -> list[PastPlace]:
    """Results of this kind of period over the years, by the units' names of the time: frozen
    rankings, and what was taken over from old score sheets, as far as the person may see them."""
    rows = (
        RankingRow.objects.visible_to(user)
        .filter(bloc=period.bloc_id, ranking__round__period__kind=period.kind)
        .select_related("ranking__round__period")
    )
    places = [_ranked(row) for row in rows]
    known = {(place.order[0], place.unit_id) for place in places}
    past = PastRecord.objects.visible_to(user).filter(
        bloc=period.bloc_id, kind=PastRecord.Kind.SHEET, period_kind=period.kind
    )
    places += [_taken_over(row) for row in past if (row.year, row.unit_id) not in known]
    return sorted(places, key=lambda one: (one.order, one.rank is None, one.rank or 0, one.name))


def _ranked(row: RankingRow) -> PastPlace:
    """By the total on the full scale, by which units are ranked."""
    period = row.ranking.round.period
    return PastPlace(
        period.name,
        (period.ends.year, 1),
        row.unit_id,
        row.unit_name,
        row.unit_short_name,
        row.rebased,
        row.rate,
        row.rank,
        row.is_disqualified,
    )


def _taken_over(row: PastRecord) -> PastPlace:
    name = f"{row.get_period_kind_display()} {row.year}"
    return PastPlace(
        name,
        (row.year, 0),
        row.unit_id,
        row.unit_name,
        row.unit.short_name,
        row.total,
        None,
        None,
        is_taken_over=True,
    )


def present_names(units: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Unit id → its short and its official name of today."""
    rows = Unit.objects.filter(pk__in=units).values_list("pk", "short_name", "name")
    return {key: (short, full) for key, short, full in rows}
