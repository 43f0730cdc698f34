"""What the guards know of the register of awards, of facts, and of how a bloc proposes."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from awards.actions.facts import set_fact
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


def year(world: World) -> dict:
    """The year's figures, one of the second unit among them."""
    set_fact(
        world.bloc, world.units[1], year=2021, kind="confirmation", value=f"Xác nhận {world.mark}",
        by=None,
    )  # fmt: skip
    return world.path | {"year": 2021}


def unit_of_year(world: World) -> dict:
    return year(world) | {"unit": world.units[1].slug}


ROUTES = {
    "awards:register": bloc,
    "awards:province_register": province,
    "awards:add_entry": province,
    "awards:import_register": province,
    "awards:register_template": province,
    "awards:take_register": province,
    "awards:register_entry": entry,
    "awards:register_file": entry,
    "awards:attach_register_file": entry,
    "awards:annul_entry": entry,
    "awards:unit_history": unit,
    "awards:carry_over": carried,
    "awards:facts": year,
    "awards:unit_facts": unit_of_year,
    "awards:award_settings": lambda world: world.path,
}

# Bloc and observer read, the department writes.
TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  awards:register               200  200  200  200  200  200  200  200  200  200  200  404  404
get  awards:province_register      404  404  404  404  404  404  404  404  404  200  200  404  404
get  awards:add_entry              404  404  404  404  404  404  404  404  404  200  403  404  404
post awards:add_entry              404  404  404  404  404  404  404  404  404  422  403  404  404
get  awards:import_register        404  404  404  404  404  404  404  404  404  200  403  404  404
post awards:import_register        404  404  404  404  404  404  404  404  404  422  403  404  404
get  awards:register_template      404  404  404  404  404  404  404  404  404  200  403  404  404
post awards:take_register          404  404  404  404  404  404  404  404  404  302  403  404  404
get  awards:register_entry         200  200  200  200  200  200  200  200  200  200  200  404  404
get  awards:register_file          200  200  200  200  200  200  200  200  200  200  200  404  404
post awards:attach_register_file   403  403  403  403  403  403  403  403  403  422  403  404  404
post awards:annul_entry            403  403  403  403  403  403  403  403  403  422  403  404  404
get  awards:unit_history           200  200  200  200  200  200  200  200  200  200  200  404  404
post awards:carry_over             403  403  403  403  403  403  403  403  403  422  403  404  404
get  awards:facts                  200  200  403  200  200  403  403  200  200  200  403  404  404
get  awards:unit_facts             200  200  403  200  200  403  403  404  404  200  403  404  404
post awards:unit_facts             302  302  403  302  302  403  403  404  404  403  403  404  404
get  awards:award_settings         403  403  403  200  200  403  403  403  403  403  403  404  404
post awards:award_settings         403  403  403  422  422  403  403  403  403  403  403  404  404
"""

LISTS = {
    "awards:register": bloc,
    "awards:province_register": province,
    "awards:register_entry": entry,
    "awards:unit_history": unit,
    "awards:facts": year,
    "awards:unit_facts": unit_of_year,
}


def add_entries(world: World, turn: int) -> None:
    """Two more awards of the unit, and two of the one that it absorbed."""
    for place in range(2):
        entered(world, world.units[1], f"{turn}{place}/QĐ-UBND")
        entered(world, world.units[-2], f"{turn}{place}/QĐ-UBND")


def add_facts(world: World, turn: int) -> None:
    """Two more figures of the unit, and one about each of two people."""
    for kind in (("staff", "ldtt"), ("women", "cstdcs"))[turn]:
        set_fact(world.bloc, world.units[1], year=2021, kind=kind, value=5, by=None)
        set_fact(
            world.bloc, world.units[1], year=2021, kind="months", value=12, subject="person",
            subject_name=f"Người {kind}", by=None,
        )  # fmt: skip


PAGES = [
    ("awards:facts", "secretary", add_facts, 7),
    ("awards:unit_facts", "officer", add_facts, 9),
    ("awards:register", "officer", add_entries, 10),
    ("awards:register", "reviewer", add_entries, 9),
    ("awards:province_register", "reviewer", add_entries, 9),
    ("awards:register_entry", "secretary", add_entries, 7),
    ("awards:unit_history", "reviewer", add_entries, 13),
]

# A unit's awards, its predecessors step by step with theirs, and the policy that counts them.
DESKS = {"awards:unit_history"}
