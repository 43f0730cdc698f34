"""What the guards know of the open views of a meeting."""

from tests.worlds import World


def meeting(world: World) -> dict:
    return world.period_path | {"pk": world.meeting.pk}


def projector(world: World) -> dict:
    return meeting(world) | {"view": "projector"}


ROUTES = {
    "meetings:live": projector,
}

TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  meetings:live                 200  200  200  200  200  200  200  200  200  200  404  404  404
"""
