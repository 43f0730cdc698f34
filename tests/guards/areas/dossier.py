"""What the guards know of the proposal and the dossiers."""

from tests.worlds import World


def year(world: World) -> dict:
    return world.path | {"period": world.year.slug}


ROUTES = {"awards:start_proposal": year}

TABLE = """
#                            offi lead appr secr head depu form chai m.se revi obse oper stra
post awards:start_proposal    403  403  403  302  302  403  403  403  403  403  403  404  404
"""
