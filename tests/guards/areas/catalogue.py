"""What the guards know of the catalogue of awards and of their conditions."""

from datetime import date

from awards.models import AwardBase
from emulation_bloc.lib import clock
from tests.awards.factories import AwardFactory, RegimeFactory, RuleFactory
from tests.factories import make_user
from tests.worlds import World


def bloc(world: World) -> dict:
    return world.path


ROUTES = {"awards:catalogue": bloc, "awards:rules": bloc}

TABLE = """
#                      offi lead appr secr head depu form chai m.se revi obse oper stra
get  awards:catalogue   200  200  200  200  200  200  200  200  200  200  200  404  404
get  awards:rules       200  200  200  200  200  200  200  200  200  200  200  404  404
"""

LISTS = {"awards:catalogue": bloc, "awards:rules": bloc}


def add_law(world: World, turn: int) -> None:
    """Two more awards of a law of its own, and two conditions, one of them switched."""
    law = RegimeFactory(starts=date(2021, 7, 1))
    for place in (2, 3):
        award = AwardFactory(code=f"THU{turn}{place}")
        AwardBase.objects.create(award=award, regime=law, article="Điều thử")
        rule = RuleFactory(regime=law, award=award)
    rule.switches.create(
        is_on=True, source=f"Công văn số {turn}", by=make_user("operator"), at=clock.now()
    )


PAGES = [
    ("awards:catalogue", "secretary", add_law, 7),
    ("awards:rules", "secretary", add_law, 8),
]
