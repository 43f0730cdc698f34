"""What the guards know of the department's desk."""

from itertools import count
from typing import Any

from awards.actions.decisions import record_decision
from awards.models import Nomination, Review
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile
from tests.awards.factories import AwardFactory, NominationFactory, RegimeFactory
from tests.worlds import World

State = Nomination.State
NUMBERS = count()


def sent(world: World, state: str = State.SUBMITTED) -> Nomination:
    """A nomination of the leader's unit that the department has."""
    theme = f"Đã gửi {world.mark} {next(NUMBERS)}"
    made: Nomination = NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[1], state=state, source="hand",
        award=AwardFactory(), theme=theme, reason="movement", received_at=clock.now(),
        regime=RegimeFactory(),
    )  # fmt: skip
    return made


def at(state: str) -> Any:
    """Maker of the address of a nomination in a state."""
    return lambda world: world.path | {"pk": sent(world, state).pk}


def opinion(world: World) -> dict:
    """An opinion that waits for a leader."""
    row = sent(world, State.RECEIVED)
    made = Review.objects.create(
        bloc=world.bloc, nomination=row, verdict="accept", prepared_at=clock.now(),
        prepared_by=world.people["reviewer"],
    )  # fmt: skip
    return world.path | {"pk": row.pk, "review": made.pk}


def place(world: World) -> dict:
    return {"province": world.bloc.province.slug}


def desk(world: World) -> dict:
    sent(world)
    return place(world)


def decided(world: World) -> dict:
    """A decision of the world's province on one nomination."""
    row = sent(world, State.APPROVED)
    values = {
        "number": f"{row.pk}/QĐ {world.mark}", "date": clock.today(), "issuer": "UBND",
        "signer": "Ông A", "signer_title": "",
    }  # fmt: skip
    made = record_decision(
        world.bloc.province, values=values, grants=[(row, row.award, None)], by=None,
        upload=NewFile("qd.pdf", "application/pdf", ".pdf", b"%PDF-1.7 %%EOF"),
    )  # fmt: skip
    return place(world) | {"pk": made.pk}


def decisions(world: World) -> dict:
    decided(world)
    return place(world)


def proposal(world: World) -> dict:
    """A tờ trình that was sent."""
    made = Document.objects.create(
        bloc=world.bloc, period=world.year, kind="proposal", title=f"Tờ trình {world.mark}",
        state="sent", audience="province", created_at=clock.now(), sent_at=clock.now(),
        snapshot={"version": 1},
    )  # fmt: skip
    return place(world) | {"pk": made.pk}


ROUTES = {
    "awards:review_desk": desk,
    "awards:receive_proposal": proposal,
    "awards:council": place,
    "awards:step": place,
    "awards:add_decision": place,
    "awards:decisions": decisions,
    "awards:decision": decided,
    "awards:decision_file": decided,
    "awards:attach_decision_file": decided,
    "awards:receive_nomination": at(State.SUBMITTED),
    "awards:prepare_review": at(State.RECEIVED),
    "awards:approve_review": opinion,
    "awards:send_review_back": opinion,
    "awards:notify_nomination": at(State.DECIDED),
    "awards:deliver_nomination": at(State.NOTIFIED),
    "awards:refuse_nomination": at(State.COUNCIL),
    "awards:annul_nomination": at(State.DECIDED),
}

# Who sees the nomination but does not work in the department is refused; an observer sees decided
# ones alone.
TABLE = """
#                                offi lead appr secr head depu form chai m.se revi obse oper stra
get  awards:review_desk           404  404  404  404  404  404  404  404  404  200  403  404  404
post awards:receive_nomination    403  403  404  403  403  404  403  404  404  422  404  404  404
post awards:prepare_review        403  403  404  403  403  404  403  404  404  422  404  404  404
post awards:approve_review        403  403  404  403  403  404  403  404  404  302  404  404  404
post awards:send_review_back      403  403  404  403  403  404  403  404  404  422  404  404  404
post awards:notify_nomination     403  403  404  403  403  404  403  404  404  422  403  404  404
post awards:deliver_nomination    403  403  404  403  403  404  403  404  404  422  403  404  404
post awards:refuse_nomination     403  403  404  403  403  404  403  404  404  422  404  404  404
post awards:annul_nomination      403  403  404  403  403  404  403  404  404  422  403  404  404
get  awards:council               404  404  404  404  404  404  404  404  404  302  403  404  404
get  awards:step                  404  404  404  404  404  404  404  404  404  302  403  404  404
get  awards:add_decision          404  404  404  404  404  404  404  404  404  302  403  404  404
post awards:receive_proposal      404  404  404  404  404  404  404  404  404  302  403  404  404
get  awards:decisions             404  404  404  404  404  404  404  404  404  200  200  404  404
get  awards:decision              200  200  404  200  200  404  200  404  404  200  200  404  404
get  awards:decision_file         200  200  404  200  200  404  200  404  404  200  200  404  404
post awards:attach_decision_file  403  403  404  403  403  404  403  404  404  422  403  404  404
"""

LISTS = {"awards:review_desk": desk, "awards:decisions": decisions}


def add_sent(world: World, _turn: int) -> None:
    """Two more nominations that wait."""
    for _place in (1, 2):
        sent(world)


def add_decisions(world: World, _turn: int) -> None:
    """Two more decisions."""
    for _place in (1, 2):
        decided(world)


PAGES = [
    ("awards:review_desk", "reviewer", add_sent, 9),
    ("awards:decisions", "reviewer", add_decisions, 7),
]
