"""What the guards know of a ballot's papers."""

from meetings.actions.tally import start_tally
from meetings.models import Ballot
from tests.guards.areas.ballots import ballot_of
from tests.guards.areas.handovers import meeting
from tests.worlds import World


def counted(world: World) -> dict:
    """A counted ballot without minutes."""
    return meeting(world) | {"row": ballot_of(world, "counted").pk}


def tally(world: World) -> dict:
    """Minutes that wait for the tellers."""
    made = ballot_of(world, "counted")
    start_tally(Ballot.objects.get(pk=made.pk), by=world.people["head"])
    return meeting(world) | {"row": made.pk}


def document(world: World) -> dict:
    """The minutes by the number of their paper."""
    made = Ballot.objects.get(pk=tally(world)["row"])
    return world.path | {"period": made.meeting.period.slug, "pk": made.tally_id}


ROUTES = {
    "meetings:tally_of": document,
    "meetings:start_tally": counted,
    "meetings:ballot_slip": counted,
    "meetings:tally": tally,
    "meetings:offer_tally": tally,
    "meetings:confirm_tally": tally,
    "meetings:return_tally": tally,
}

# The chair of the other meeting and the reviewer count here; drafts are theirs and the desk's.
TABLE = """
#                              offi lead appr secr head depu form chai m.se revi obse oper stra
post meetings:start_tally       403  403  404  302  302  403  403  302  403  302  404  404  404
post meetings:ballot_slip       403  403  404  302  302  403  403  302  403  302  404  404  404
get  meetings:tally             404  404  404  200  200  404  404  200  404  200  404  404  404
get  meetings:tally_of          302  302  404  302  302  302  302  302  302  302  404  404  404
post meetings:offer_tally       403  403  404  302  302  403  403  302  403  302  404  404  404
post meetings:confirm_tally     404  404  404  403  403  404  404  302  404  302  404  404  404
post meetings:return_tally      404  404  404  403  403  404  404  422  404  422  404  404  404
"""
