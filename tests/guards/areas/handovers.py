"""What the guards know of elections and handovers."""

from datetime import date

from meetings import actions as meeting_actions
from meetings.actions import elections, handovers
from meetings.models import Handover, Meeting
from tests.factories import make_user
from tests.worlds import World


def year_end(world: World) -> Meeting:
    """The year-end review, planned when it is first asked for."""
    found = world.year.meetings.first()
    return found or meeting_actions.plan_meeting(world.year, by=world.people["secretary"])


def meeting(world: World) -> dict:
    return world.path | {"period": world.year.slug, "pk": year_end(world).pk}


def office(world: World) -> dict:
    held = year_end(world)
    counted = elections.Counted("hands", 9, 9, 9, {world.units[1]: 9}, world.units[1])
    elections.record_election(held, "head", counted, by=world.people["secretary"])
    return meeting(world) | {"office": "head"}


def handover_of(world: World) -> Handover:
    """The head hands over to the chair's leader on 1 January."""
    return world.bloc.handovers.first() or handovers.prepare_handover(
        world.year,
        taker=world.people["chair"],
        starts=date(2022, 1, 1),
        by=world.people["secretary"],
        meeting=year_end(world),
    )


def handover(world: World) -> dict:
    return world.path | {"pk": handover_of(world).pk}


def item(world: World) -> dict:
    row = handover_of(world).items.first()
    return handover(world) | {"item": row.pk}


def bloc(world: World) -> dict:
    return world.path


ROUTES = {
    "meetings:elections": meeting,
    "meetings:save_election": office,
    "meetings:drop_election": office,
    "meetings:prepare_handover": meeting,
    "meetings:handovers": bloc,
    "meetings:handover": handover,
    "meetings:add_handover_item": handover,
    "meetings:save_handover_item": item,
    "meetings:delete_handover_item": item,
    "meetings:save_handover_notes": handover,
    "meetings:give_handover": handover,
    "meetings:take_handover": handover,
    "meetings:reopen_handover": handover,
    "meetings:drop_handover": handover,
}

# Year-end meeting, chaired by nobody yet; the handover goes from the head to the chair of the
# half-year review. Until both have agreed only they, the desk and the reviewer know of it.
TABLE = """
#                                  offi lead appr secr head depu form chai m.se revi obse oper stra
get  meetings:elections             200  200  200  200  200  200  200  200  200  200  404  404  404
post meetings:save_election         403  403  403  422  422  403  403  403  403  403  404  404  404
post meetings:drop_election         403  403  403  302  302  403  403  403  403  403  404  404  404
get  meetings:prepare_handover      403  403  403  200  200  403  403  403  403  403  404  404  404
post meetings:prepare_handover      403  403  403  422  422  403  403  403  403  403  404  404  404
get  meetings:handovers             200  200  200  200  200  200  200  200  200  200  404  404  404
get  meetings:handover              404  404  404  200  200  404  404  200  404  200  404  404  404
post meetings:add_handover_item     404  404  404  422  422  404  404  403  404  403  404  404  404
post meetings:save_handover_item    404  404  404  422  422  404  404  403  404  403  404  404  404
post meetings:delete_handover_item  404  404  404  302  302  404  404  403  404  403  404  404  404
post meetings:save_handover_notes   404  404  404  302  302  404  404  403  404  403  404  404  404
post meetings:give_handover         404  404  404  403  302  404  404  403  404  403  404  404  404
post meetings:take_handover         404  404  404  403  403  404  404  302  404  403  404  404  404
post meetings:reopen_handover       404  404  404  403  302  404  404  302  404  403  404  404  404
post meetings:drop_handover         404  404  404  403  422  404  404  403  404  403  404  404  404
"""

LISTS = {"meetings:handovers": bloc, "meetings:handover": handover}


def add_handovers(world: World, turn: int) -> None:
    """Two more handovers of years gone by."""
    for place in (1, 2):
        Handover.objects.create(
            bloc=world.bloc,
            period=world.year,
            giver=world.people["head"],
            taker=make_user("leader", world.units[place]),
            starts=date(2010 + 2 * turn + place, 1, 1),
        )


def add_lines(world: World, turn: int) -> None:
    """Two more lines of the checklist."""
    for place in ("một", "hai"):
        handovers.add_item(handover_of(world), values={"title": place}, by=None)


PAGES = [
    ("meetings:handovers", "secretary", add_handovers, 6),
    ("meetings:handover", "secretary", add_lines, 7),
]
