"""What the guards know of the register of awards."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from awards.actions.register import register_award
from awards.models import RegisterEntry, UnitEvent
from tests.awards.factories import AwardFactory
from tests.worlds import World
from units.models import Unit


def entered(world: World, unit: Unit, number: str, **values: Any) -> RegisterEntry:
    """An award of 2020, with a file."""
    made = register_award(
        unit, AwardFactory(), number=number, date=date(2021, 1, 20), year=2020, by=None,
        reason="merit", theme=f"Thành tích {world.mark}", **values,
    )  # fmt: skip
    if not made.file:
        made.file = default_storage.save("register/quyet-dinh.pdf", ContentFile(b"%PDF-1.4"))
        made.name, made.media_type = "quyet-dinh.pdf", "application/pdf"
        made.save(update_fields=["file", "name", "media_type"])
    return made


def province(world: World) -> dict:
    entered(world, world.units[1], f"1/QĐ {world.mark}")
    return {"province": world.province.slug}


def bloc(world: World) -> dict:
    province(world)
    return world.path


def entry(world: World) -> dict:
    made = entered(world, world.units[1], f"1/QĐ {world.mark}")
    return {"province": world.province.slug, "pk": made.pk}


def unit(world: World) -> dict:
    """The second unit, which absorbed the third one."""
    if not UnitEvent.objects.filter(unit=world.units[-2]).exists():
        UnitEvent.objects.create(
            unit=world.units[-2], successor=world.units[1], kind="absorb",
            date=date(2021, 1, 1), decision=f"5/QĐ {world.mark}",
        )  # fmt: skip
    entered(world, world.units[1], f"1/QĐ {world.mark}")
    return world.path | {"unit": world.units[1].slug}


def carried(world: World) -> dict:
    found = unit(world)
    return found | {"pk": entered(world, world.units[-2], f"2/QĐ {world.mark}").pk}


ROUTES = {
    "awards:register": bloc,
    "awards:province_register": province,
    "awards:add_entry": province,
    "awards:register_entry": entry,
    "awards:register_file": entry,
    "awards:attach_register_file": entry,
    "awards:annul_entry": entry,
    "awards:unit_history": unit,
    "awards:carry_over": carried,
}

# Bloc and observer read, the department writes.
TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  awards:register               200  200  200  200  200  200  200  200  200  200  200  404  404
get  awards:province_register      404  404  404  404  404  404  404  404  404  200  200  404  404
get  awards:add_entry              404  404  404  404  404  404  404  404  404  200  403  404  404
post awards:add_entry              404  404  404  404  404  404  404  404  404  422  403  404  404
get  awards:register_entry         200  200  200  200  200  200  200  200  200  200  200  404  404
get  awards:register_file          200  200  200  200  200  200  200  200  200  200  200  404  404
post awards:attach_register_file   403  403  403  403  403  403  403  403  403  422  403  404  404
post awards:annul_entry            403  403  403  403  403  403  403  403  403  422  403  404  404
get  awards:unit_history           200  200  200  200  200  200  200  200  200  200  200  404  404
post awards:carry_over             403  403  403  403  403  403  403  403  403  422  403  404  404
"""

LISTS = {
    "awards:register": bloc,
    "awards:province_register": province,
    "awards:register_entry": entry,
    "awards:unit_history": unit,
}


def add_entries(world: World, turn: int) -> None:
    """Two more awards of the unit, and two of the one that it absorbed."""
    for place in range(2):
        entered(world, world.units[1], f"{turn}{place}/QĐ-UBND")
        entered(world, world.units[-2], f"{turn}{place}/QĐ-UBND")


PAGES = [
    ("awards:register", "officer", add_entries, 10),
    ("awards:register", "reviewer", add_entries, 9),
    ("awards:province_register", "reviewer", add_entries, 9),
    ("awards:register_entry", "secretary", add_entries, 7),
    ("awards:unit_history", "reviewer", add_entries, 13),
]

# A unit's awards, its predecessors step by step with theirs, and the policy that counts them.
DESKS = {"awards:unit_history"}
