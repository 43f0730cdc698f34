"""What the guards know of ballots."""

from collections.abc import Callable

from meetings.actions import ballots as actions
from meetings.models import Attendance, Ballot, BallotCandidate, Meeting
from tests.guards.areas.handovers import meeting, year_end
from tests.worlds import World

STATES = ("draft", "open", "closed", "counted")


def hall(world: World) -> Meeting:
    """The year-end review with everybody there."""
    held = year_end(world)
    Attendance.objects.filter(meeting=held).update(presence="present")
    return held


def ballot_of(world: World, state: str, question: str = "Suy tôn") -> Ballot:
    """A ballot on three units without people (on all where there are fewer), as far as `state`.
    The chair of the other meeting leads the tellers; nobody votes."""
    head, people = world.people["head"], world.people
    standing = world.units[2:-1][:3] or world.units
    made = actions.start_ballot(
        hall(world), kind="award", question=question, units=standing, by=head
    )
    actions.set_tellers(made, [(people["chair"], True), (people["reviewer"], False)], by=head)
    steps = STATES[1 : STATES.index(state) + 1]
    if "open" in steps:
        actions.open_ballot(made, by=head)
        if state == "counted":
            made.ballotvoters.filter(way="paper").update(way="absent")
    if "closed" in steps:
        actions.close_ballot(made, by=head)
    if "counted" in steps:
        actions.count_ballot(made, by=head)
    return made


def ballot(state: str) -> Callable[[World], dict]:
    """Maker of the address of a ballot in a state."""
    return lambda world: meeting(world) | {"row": ballot_of(world, state).pk}


ROUTES = {
    "meetings:ballots": meeting,
    "meetings:start_ballot": meeting,
    "meetings:ballot": ballot("draft"),
    "meetings:save_ballot": ballot("draft"),
    "meetings:list_candidates": ballot("draft"),
    "meetings:name_tellers": ballot("draft"),
    "meetings:open_ballot": ballot("draft"),
    "meetings:abort_ballot": ballot("draft"),
    "meetings:close_ballot": ballot("open"),
    "meetings:set_ballot_way": ballot("open"),
    "meetings:ballot_live": ballot("open"),
    "meetings:vote": ballot("open"),
    "meetings:ballot_receipt": ballot("open"),
    "meetings:ballot_paper": ballot("closed"),
    "meetings:count_ballot": ballot("closed"),
    "meetings:recount_ballot": ballot("counted"),
    "meetings:next_ballot": ballot("counted"),
    "meetings:seal_ballot": ballot("counted"),
}

# The year-end review has no chair yet; the chair of the half-year review leads the tellers here and
# casts a unit's vote, as the leader does. Who casts none is led from the paper to the ballot.
TABLE = """
#                              offi lead appr secr head depu form chai m.se revi obse oper stra
get  meetings:ballots           200  200  404  200  200  200  200  200  200  200  404  404  404
post meetings:start_ballot      403  403  404  422  422  403  403  403  403  403  404  404  404
get  meetings:ballot            200  200  404  200  200  200  200  200  200  200  404  404  404
post meetings:save_ballot       403  403  404  422  422  403  403  403  403  403  404  404  404
post meetings:list_candidates   403  403  404  302  302  403  403  403  403  403  404  404  404
post meetings:name_tellers      403  403  404  422  422  403  403  403  403  403  404  404  404
post meetings:open_ballot       403  403  404  302  302  403  403  302  403  403  404  404  404
post meetings:abort_ballot      403  403  404  422  422  403  403  403  403  403  404  404  404
post meetings:close_ballot      403  403  404  302  302  403  403  302  403  403  404  404  404
post meetings:set_ballot_way    403  403  404  422  422  403  403  422  403  403  404  404  404
get  meetings:ballot_live       200  200  404  200  200  200  200  200  200  200  404  404  404
get  meetings:vote              302  200  404  302  302  302  302  200  302  302  404  404  404
post meetings:vote              403  200  404  403  403  403  403  200  403  403  404  404  404
post meetings:ballot_receipt    403  422  404  403  403  403  403  422  403  403  404  404  404
get  meetings:ballot_paper      403  403  404  403  403  403  403  200  403  200  404  404  404
post meetings:ballot_paper      403  403  404  403  403  403  403  302  403  302  404  404  404
post meetings:count_ballot      403  403  404  422  422  403  403  422  403  422  404  404  404
get  meetings:recount_ballot    403  403  404  200  200  403  403  200  403  200  404  404  404
post meetings:next_ballot       403  403  404  302  302  403  403  403  403  403  404  404  404
post meetings:seal_ballot       403  403  404  302  302  403  403  403  403  403  404  404  404
"""

LISTS = {
    "meetings:ballots": meeting,
    "meetings:ballot": ballot("open"),
    "meetings:vote": ballot("open"),
}
# One ballot stands in six tables, with the choices of people to vote beside it.
DESKS = {"meetings:ballot"}


def add_ballots(world: World, turn: int) -> None:
    """Two more ballots, one open, one counted."""
    for state in ("open", "counted"):
        ballot_of(world, state, f"Suy tôn {turn} {state}")


def add_candidates(world: World, turn: int) -> None:
    """Two more units on the lists of the open ballots."""
    for made in Ballot.objects.filter(meeting=year_end(world)):
        for place in (1, 2):
            unit = world.units[4 + 2 * turn + place]
            BallotCandidate.objects.create(
                bloc=world.bloc, ballot=made, unit=unit, unit_name=unit.name, position=9
            )


PAGES = [
    ("meetings:ballots", "leader", add_ballots, 10),
    ("meetings:ballot", "head", add_candidates, 10),
    ("meetings:vote", "leader", add_candidates, 9),
]
