"""What the guards know of the ranking, its papers and its checklist."""

from decimal import Decimal

from assessments.models import Ranking, RankingRow
from emulation_bloc.lib import clock
from tests.assessments import factories as make
from tests.worlds import World


def scored(world: World) -> dict:
    return world.path | {"period": world.scoring.round.period.slug}


def own(world: World) -> dict:
    return scored(world) | {"pk": world.scoring.assessment.pk}


def handed_in(world: World) -> dict:
    return scored(world) | {"pk": world.scoring.handed_in.pk}


ROUTES = {
    "assessments:ranking": scored,
    "assessments:close_round": scored,
    "assessments:compare": scored,
    "assessments:closeness": scored,
    "assessments:ranking_paper": scored,
    "assessments:ranking_xlsx": scored,
    "assessments:chart_groups": scored,
    "assessments:chart_gap": scored,
    "assessments:chart_ranks": scored,
    "assessments:why": own,
    "assessments:disqualify": handed_in,
    "assessments:unit_report": own,
}

# The return of units[1] is a draft: its own people alone. The checklist is of another unit that
# handed in; the round is open, so its board is for desk and reviewer, and its charts with it.
# No year is closed yet.
TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  assessments:ranking           200  200  200  200  200  200  200  200  200  200  404  404  404
get  assessments:compare           200  200  200  200  200  200  200  200  200  200  404  404  404
get  assessments:closeness         403  403  403  200  200  403  403  403  403  200  404  404  404
get  assessments:close_round       403  403  403  403  200  403  403  403  403  403  404  404  404
post assessments:close_round       403  403  403  403  302  403  403  403  403  403  404  404  404
post assessments:ranking_paper       403  403  403  302  302  403  403  403  403  302  404  404  404
get  assessments:ranking_xlsx      403  403  403  200  200  403  403  403  403  200  404  404  404
get  assessments:chart_groups      404  404  404  404  404  404  404  404  404  200  404  404  404
get  assessments:chart_gap         404  404  404  404  404  404  404  404  404  200  404  404  404
get  assessments:chart_ranks       404  404  404  404  404  404  404  404  404  404  404  404  404
get  assessments:why               200  200  404  404  404  404  404  404  404  404  404  404  404
get  assessments:disqualify        404  404  404  200  200  404  404  404  404  200  404  404  404
post assessments:disqualify        404  404  404  302  302  404  404  404  404  403  404  404  404
post assessments:unit_report       302  302  404  404  404  404  404  404  404  404  404  404  404
"""

LISTS = {
    "assessments:ranking": scored,
    "assessments:compare": scored,
    "assessments:closeness": scored,
}


def add_returns(world: World, turn: int) -> None:
    """Two more units whose returns are handed in."""
    for _place in range(2):
        one = make.AssessmentFactory(round=world.scoring.round, state="submitted")
        for leaf in world.scoring.leaves:
            make.AnswerFactory(assessment=one, criterion=leaf, points=Decimal(8))


def add_years(world: World, turn: int) -> None:
    """One more year that was closed, with two units."""
    period = make.PeriodFactory(
        bloc=world.bloc, kind="year", slug=f"{2015 + turn}", name=f"Năm {2015 + turn} {world.mark}"
    )
    closed = make.RoundFactory(
        bloc=world.bloc, period=period, criteria_set=world.scoring.criteria, state="closed"
    )
    ranking = Ranking.objects.create(bloc=world.bloc, round=closed, at=clock.now())
    for place, unit in enumerate(world.units[:2], start=1):
        RankingRow.objects.create(
            bloc=world.bloc,
            ranking=ranking,
            unit=unit,
            unit_name=unit.name,
            unit_short_name=unit.short_name,
            rank=place,
            **dict.fromkeys(
                ("standard", "bonus", "penalty", "total", "assigned", "rate", "rebased"), 1
            ),
        )


PAGES = [
    ("assessments:ranking", "reviewer", add_returns, 12),
    ("assessments:compare", "officer", add_years, 9),
    ("assessments:closeness", "reviewer", add_returns, 11),
]
