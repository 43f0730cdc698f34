"""Registrations, as the guards see them."""

from tests.assessments.factories import RegistrationFactory, TargetFactory
from tests.factories import MembershipFactory
from tests.worlds import World


def bloc(world: World) -> dict:
    return world.path


def registration(world: World) -> dict:
    return world.path | {"pk": world.scoring.registration.pk}


def handed_in(world: World) -> dict:
    return world.path | {"pk": world.scoring.registered.pk}


def part(world: World) -> dict:
    return registration(world) | {"part": "targets"}


def row(world: World) -> dict:
    return part(world) | {"row": world.scoring.target.pk}


def moved_row(world: World) -> dict:
    return row(world) | {"way": "len"}


ROUTES = {
    "assessments:registrations": bloc,
    "assessments:start_registration": bloc,
    "assessments:registration": registration,
    "assessments:submit_registration": registration,
    "assessments:reopen_registration": handed_in,
    "assessments:copy_registration": registration,
    "assessments:add_registration_row": part,
    "assessments:save_registration_row": row,
    "assessments:delete_registration_row": row,
    "assessments:move_registration_row": moved_row,
}

# The registration of the officer's unit is a draft: it does not exist for anybody else. The one
# that is opened again is another unit's, handed in.
TABLE = """
#                                               offi lead appr secr head depu form chai m.se revi obse oper stra
get  assessments:registrations                  200  200  200  200  200  200  200  200  200  200  403  404  404
post assessments:start_registration             302  302  403  403  403  403  403  302  302  403  403  404  404
get  assessments:registration                   200  200  404  404  404  404  404  404  404  404  404  404  404
post assessments:submit_registration            403  302  404  404  404  404  404  404  404  404  404  404  404
post assessments:reopen_registration            404  404  403  422  422  404  404  404  404  403  404  404  404
post assessments:copy_registration              302  302  404  404  404  404  404  404  404  404  404  404  404
post assessments:add_registration_row           422  422  404  404  404  404  404  404  404  404  404  404  404
post assessments:save_registration_row          422  422  404  404  404  404  404  404  404  404  404  404  404
post assessments:delete_registration_row        302  302  404  404  404  404  404  404  404  404  404  404  404
post assessments:move_registration_row          302  302  404  404  404  404  404  404  404  404  404  404  404
"""  # noqa: E501

LISTS = {
    "assessments:registrations": bloc,
    "assessments:registration": registration,
}


def add_registrations(world: World, turn: int) -> None:
    """Two more members that have registered."""
    for _place in range(2):
        member = MembershipFactory(bloc=world.bloc)
        RegistrationFactory(bloc=world.bloc, unit=member.unit, state="submitted")


def add_rows(world: World, turn: int) -> None:
    """Two more targets, titles and movements."""
    own = world.scoring.registration
    for place in range(2):
        TargetFactory(registration=own, content=f"Chỉ tiêu {turn}{place}")
        for related, fields in (
            (own.aimedtitles, {"subject": "unit", "name": "Cờ thi đua"}),
            (own.plannedmovements, {"name": "Phong trào"}),
        ):
            related.create(bloc=world.bloc, **fields)


# One registration lies in four tables, its deadline in the rules, its choices in the criteria.
DESKS = {"assessments:registration"}

PAGES = [
    ("assessments:registrations", "secretary", add_registrations, 10),
    ("assessments:registrations", "officer", add_registrations, 11),
    ("assessments:registration", "officer", add_rows, 13),
]
