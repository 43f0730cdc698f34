"""What the guards know of the pact of the year."""

from assessments.models import Registration
from meetings.actions import pacts
from meetings.models import Pact
from tests.assessments import factories as make
from tests.worlds import World


def register_all(world: World) -> None:
    """Every member has registered a target for the year."""
    for unit in world.units:
        row, _new = Registration.objects.get_or_create(
            bloc=world.bloc, unit=unit, year=2021,
            defaults={"unit_name": unit.name, "due_at": "2021-02-11T00:00+07:00"},
        )  # fmt: skip
        if row.state != Registration.State.SUBMITTED:
            row.move_to(Registration.State.SUBMITTED)
        if not row.targets.exists():
            make.TargetFactory(registration=row, content=f"Chỉ tiêu của {unit.name}")


def pact_of(world: World) -> Pact:
    """The pact of 2021, offered to the leaders."""
    found = Pact.objects.filter(bloc=world.bloc).first()
    if found:
        return found
    register_all(world)
    made = pacts.start_pact(world.year, by=world.people["secretary"])
    pacts.offer_pact(made, by=world.people["secretary"])
    return made


def pact(world: World) -> dict:
    return world.path | {"pk": pact_of(world).pk}


def year(world: World) -> dict:
    return world.path | {"period": world.year.slug}


def of_year(world: World) -> dict:
    pact_of(world)
    return world.path | {"year": 2021}


ROUTES = {
    "meetings:pact_of": of_year,
    "meetings:start_pact": year,
    "meetings:pact": pact,
    "meetings:save_pact": pact,
    "meetings:offer_pact": pact,
    "meetings:reopen_pact": pact,
    "meetings:confirm_pact": pact,
    "meetings:approve_pact": pact,
    "meetings:pact_draft": pact,
}

# The chair is a unit's leader too, and confirms for that unit.
TABLE = """
#                            offi lead appr secr head depu form chai m.se revi obse oper stra
post meetings:start_pact      403  403  403  302  302  403  403  403  403  403  403  404  404
get  meetings:pact_of         302  302  302  302  302  302  302  302  302  302  404  404  404
get  meetings:pact            200  200  200  200  200  200  200  200  200  200  404  404  404
post meetings:save_pact       403  403  403  422  422  403  403  403  403  403  404  404  404
post meetings:offer_pact      403  403  403  302  302  403  403  403  403  403  404  404  404
post meetings:reopen_pact     403  403  403  422  422  403  403  403  403  403  404  404  404
post meetings:confirm_pact    403  302  403  403  403  403  403  302  403  403  404  404  404
post meetings:approve_pact    403  403  403  403  422  403  403  403  403  403  404  404  404
post meetings:pact_draft      403  403  403  302  302  403  403  403  403  403  404  404  404
"""

LISTS = {"meetings:pact": pact}


def add_targets(world: World, turn: int) -> None:
    """Two more targets of each of two units."""
    pact_of(world)
    for row in Registration.objects.filter(bloc=world.bloc)[:2]:
        for place in (1, 2):
            make.TargetFactory(registration=row, content=f"Thêm {turn} {place}")


PAGES = [("meetings:pact", "leader", add_targets, 11)]
