"""Whom the ranking, the ballots and the quotas bring forward, in the order of proposal."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import Ranking, RankingRow
from awards.models import Nomination
from emulation_bloc.lib import clock
from meetings.models import Ballot, Meeting
from units.models import Period
from units.queries import award_settings
from units.queries.quotas import quotas


@dataclass(frozen=True)
class Proposed:
    """One unit for one award, with what is frozen when it is proposed: rank, points, and the votes
    of the base where there was a ballot."""

    unit_id: int
    unit_name: str
    award_code: str
    rank: int | None
    points: Decimal
    ballot: Ballot | None = None
    votes: int | None = None
    base: int | None = None


def ranking_of(period: Period) -> Ranking | None:
    """The frozen ranking of the period, None before it is closed."""
    return Ranking.objects.filter(round__period=period).first()


def counted_ballots(period: Period, award_code: str) -> list[Ballot]:
    """The counted ballots on an award at the period's year-end review, the last round first."""
    rows = Ballot.objects.filter(
        meeting__period=period,
        meeting__kind=Meeting.Kind.YEAR_END_REVIEW,
        kind=Ballot.Kind.AWARD,
        award_code=award_code,
        state=Ballot.State.COUNTED,
    )
    return list(rows.exclude(meeting__state=Meeting.State.CANCELLED).order_by("-round", "-pk"))


def line_of(ballots: list[Ballot], unit_id: int) -> tuple[Ballot, dict[str, Any]] | None:
    """The ballot that says last of a unit how many voted for it, with its line of the result."""
    for ballot in ballots:
        for row in (ballot.result or {}).get("rows", []):
            if row["unit"] == unit_id:
                return ballot, row
    return None


def chosen_by(ballots: list[Ballot]) -> list[int]:
    """Ids of the units that the rounds chose, those of the first round first."""
    found: list[int] = []
    for ballot in reversed(ballots):
        found += [one for one in (ballot.result or {}).get("chosen", []) if one not in found]
    return found


def proposed_for(period: Period) -> list[Proposed]:
    """Every unit to be proposed with its award: by ranking, quota and, where the bloc's rules ask
    for one, the counted ballot. A disqualified unit is never among them; who has withdrawn or was
    voted down is not proposed again (bloc practice §4). Nobody before the ranking is closed."""
    settings = award_settings(period.bloc, min(period.ends, clock.today()))
    ranking = ranking_of(period)
    if not ranking:
        return []
    rows = [row for row in ranking.rows.order_by("rank", "pk") if not row.is_disqualified]
    ended = set(
        Nomination.objects.filter(period=period, state__in=Nomination.ENDS).values_list(
            "unit", "award__code"
        )
    )
    found: list[Proposed] = []
    for code, seats in quotas(settings, ranking.rows.count()):
        taken = {one.unit_id for one in found} if settings.one_achievement_one_award else set()
        ballots = counted_ballots(period, code) if settings.needs_ballot else []
        line = _in_order(rows, ballots) if settings.needs_ballot else rows
        free = [
            row for row in line if row.unit_id not in taken and (row.unit_id, code) not in ended
        ]
        found += [_proposed(row, code, ballots) for row in free[:seats]]
    return found


def _in_order(rows: list[RankingRow], ballots: list[Ballot]) -> list[RankingRow]:
    """The chosen units' rows in the order in which they were chosen."""
    by_unit = {row.unit_id: row for row in rows}
    return [by_unit[unit] for unit in chosen_by(ballots) if unit in by_unit]


def _proposed(row: RankingRow, code: str, ballots: list[Ballot]) -> Proposed:
    voted = line_of(ballots, row.unit_id)
    return Proposed(
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        award_code=code,
        rank=row.rank,
        points=row.rebased,
        ballot=voted[0] if voted else None,
        votes=voted[1]["votes"] if voted else None,
        base=(voted[0].result or {}).get("base") if voted else None,
    )


def lacks_of_proposal(period: Period) -> list[str]:
    """Why nothing can be proposed yet, as sentences that say what to do."""
    if period.kind != Period.Kind.YEAR:
        return ["Hội nghị sơ kết không đề nghị khen thưởng theo xếp hạng."]
    if not ranking_of(period):
        return ["Kết quả xếp hạng chưa chốt. Hãy chốt xếp hạng của kỳ năm trước khi lập đề nghị."]
    settings = award_settings(period.bloc, min(period.ends, clock.today()))
    codes = [code for code, *_rest in settings.quotas]
    if settings.needs_ballot and not any(counted_ballots(period, code) for code in codes):
        return ["Chưa có kết quả bỏ phiếu suy tôn. Hãy kiểm phiếu tại hội nghị tổng kết trước."]
    return []
