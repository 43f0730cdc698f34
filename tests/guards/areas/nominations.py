"""What the guards know of nominations in the bloc."""

from typing import Any

from awards.models import Nomination
from tests.awards.factories import AwardFactory, CheckFactory, NominationFactory
from tests.worlds import World


def nomination_of(world: World, **fields: Any) -> Nomination:
    """The examined nomination of the leader's unit, not sent yet."""
    found = Nomination.objects.filter(bloc=world.bloc, source="rank").first()
    if found:
        return found
    made: Nomination = NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[1], state="eligibility_checked",
        award=AwardFactory(), theme=f"Thành tích {world.mark}", **fields,
    )  # fmt: skip
    return made


def nomination(world: World) -> dict:
    return world.path | {"pk": nomination_of(world).pk}


def check(world: World) -> dict:
    found = nomination_of(world)
    row = found.checks.first() or CheckFactory(nomination=found, outcome="person")
    return world.path | {"pk": found.pk, "check": row.pk}


def index(world: World) -> dict:
    nomination_of(world)
    return world.path


def year(world: World) -> dict:
    return world.path | {"period": world.year.slug}


ROUTES = {
    "awards:nominations": index,
    "awards:propose": year,
    "awards:advance_nominations": year,
    "awards:nominations_to_minutes": year,
    "awards:nominate": year,
    "awards:nomination": nomination,
    "awards:check_nomination": nomination,
    "awards:describe_nomination": nomination,
    "awards:rank_nomination": nomination,
    "awards:vote_nomination": nomination,
    "awards:reject_nomination": nomination,
    "awards:withdraw_nomination": nomination,
    "awards:hold_nomination": nomination,
    "awards:lift_nomination": nomination,
    "awards:decide_check": check,
}

# Not sent yet: the reviewer and the observer know nothing of it; a former head reads the year.
TABLE = """
#                                   offi lead appr secr head depu form chai m.se revi obse oper stra
get  awards:nominations             200  200  200  200  200  200  200  200  200  200  200  404  404
post awards:propose                 403  403  403  302  302  403  403  403  403  403  403  404  404
post awards:advance_nominations     403  403  403  302  302  403  403  403  403  403  403  404  404
post awards:nominations_to_minutes  403  403  403  302  302  403  403  403  403  403  403  404  404
get  awards:nominate                403  200  403  200  200  403  403  200  403  403  403  404  404
post awards:nominate                403  422  403  422  422  403  403  422  403  403  403  404  404
get  awards:nomination              200  200  404  200  200  404  200  404  404  404  404  404  404
post awards:check_nomination        403  403  404  302  302  404  403  404  404  404  404  404  404
post awards:describe_nomination     403  403  404  302  302  404  403  404  404  404  404  404  404
post awards:rank_nomination         403  403  404  302  302  404  403  404  404  404  404  404  404
post awards:vote_nomination         403  403  404  302  302  404  403  404  404  404  404  404  404
post awards:reject_nomination       403  403  404  422  422  404  403  404  404  404  404  404  404
post awards:withdraw_nomination     403  403  404  422  422  404  403  404  404  404  404  404  404
post awards:hold_nomination         403  403  404  403  422  404  403  404  404  404  404  404  404
post awards:lift_nomination         403  403  404  403  422  404  403  404  404  404  404  404  404
post awards:decide_check            403  403  404  422  422  404  403  404  404  404  404  404  404
"""

LISTS = {"awards:nominations": index, "awards:nomination": nomination}


def add_nominations(world: World, turn: int) -> None:
    """Two more nominations, each with a condition."""
    for place in (2, 3):
        row = NominationFactory(
            bloc=world.bloc, period=world.year, unit=world.units[place], source="hand",
            award=AwardFactory(), theme=f"Thêm {turn} {place}",
        )  # fmt: skip
        CheckFactory(nomination=row)


def add_checks(world: World, turn: int) -> None:
    """Two more conditions of one nomination."""
    for outcome in ("fit", "person"):
        CheckFactory(nomination=nomination_of(world), outcome=outcome)


PAGES = [
    ("awards:nominations", "secretary", add_nominations, 10),
    ("awards:nomination", "secretary", add_checks, 8),
]
