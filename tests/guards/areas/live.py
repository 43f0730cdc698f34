"""What the guards know of the open views of a meeting."""

from meetings import actions as meeting_actions
from meetings.models import Speaker
from tests.worlds import World


def meeting(world: World) -> dict:
    return world.period_path | {"pk": world.meeting.pk}


def projector(world: World) -> dict:
    return meeting(world) | {"view": "projector"}


def press(world: World) -> dict:
    return meeting(world) | {"step": "moi-phat-bieu"}


ROUTES = {
    "meetings:live": projector,
    "meetings:chair": meeting,
    "meetings:chair_act": press,
    "meetings:projector": meeting,
    "meetings:follow": meeting,
}

TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  meetings:live                 200  200  200  200  200  200  200  200  200  200  404  404  404
get  meetings:chair                403  403  403  200  200  403  403  200  200  403  404  404  404
post meetings:chair_act            403  403  403  302  302  403  403  302  302  403  404  404  404
get  meetings:projector            200  200  200  200  200  200  200  200  200  200  404  404  404
get  meetings:follow               200  200  200  200  200  200  200  200  200  200  404  404  404
"""

LISTS = {
    "meetings:chair": meeting,
    "meetings:projector": meeting,
    "meetings:follow": meeting,
}
# Where the meeting is, with what concerns the own unit beside it.
DESKS = {"meetings:follow"}


def lengthen(world: World, turn: int) -> None:
    """Two more items, contributions, conclusions with leads, and who wants to speak."""
    held, by, unit = world.meeting, world.people["secretary"], world.units[1]
    for place in ("một", "hai"):
        leads = world.units[:2]
        for part, values in {
            "agenda": {"title": place, "minutes": 10},
            "contributions": {"gist": place, "unit": unit},
            "directions": {"title": place, "lead_units": leads},
            "decisions": {"title": place, "lead_units": leads},
        }.items():
            meeting_actions.add_row(held, part, values=values, by=by)
        Speaker.objects.create(bloc=held.bloc, meeting=held, unit=unit, name=place)


PAGES = [
    ("meetings:chair", "chair", lengthen, 12),
    ("meetings:projector", "officer", lengthen, 11),
    ("meetings:follow", "officer", lengthen, 19),
]
