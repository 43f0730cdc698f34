"""What the guards know of movements, exemplary models and common activities."""

from datetime import date
from typing import Any

from meetings.actions import records
from meetings.models import Activity, ExemplaryModel, Movement
from tests.worlds import World

DAY = date(2021, 5, 19)


def write(world: World, model: Any, name: str, **given: Any) -> Any:
    """One row of units[1], written down on 19 May 2021."""
    plain = {
        Movement: {"launched_on": DAY},
        ExemplaryModel: {
            "subject": "person", "found_on": DAY, "description": f"Thành tích {world.mark}",
        },
        Activity: {"kind": "charity", "date": DAY},
    }[model]  # fmt: skip
    unit = given.pop("unit", world.units[1])
    values = plain | {"name": f"{name} {world.mark}"} | given
    return records.add_record(model, world.bloc, values=values, unit=unit, by=None)


def bloc(world: World) -> dict:
    return world.path


def kind(world: World) -> dict:
    return world.path | {"kind": "phong-trao"}


def row(world: World) -> dict:
    return kind(world) | {"pk": write(world, Movement, "Phong trào").pk}


ROUTES = {
    "meetings:records": bloc,
    "meetings:new_record": kind,
    "meetings:record": row,
    "meetings:save_record": row,
    "meetings:delete_record": row,
    "meetings:add_record_file": row,
}

# The movement is of units[1]; the chair and the meeting's secretary are of another unit.
TABLE = """
#                               offi lead appr secr head depu form chai m.se revi obse oper stra
get  meetings:records            200  200  200  200  200  200  200  200  200  200  404  404  404
get  meetings:new_record         200  200  403  200  200  403  403  200  200  403  404  404  404
post meetings:new_record         422  422  403  422  422  403  403  422  422  403  404  404  404
get  meetings:record             200  200  200  200  200  200  200  200  200  200  404  404  404
post meetings:save_record        422  422  403  422  422  403  403  403  403  403  404  404  404
post meetings:delete_record      302  302  403  302  302  403  403  403  403  403  404  404  404
post meetings:add_record_file    302  302  403  302  302  403  403  403  403  403  404  404  404
"""

LISTS = {"meetings:records": bloc, "meetings:record": row}


def add_rows(world: World, turn: int) -> None:
    """Two more of each kind."""
    for place in (1, 2):
        for model in (Movement, ExemplaryModel, Activity):
            write(world, model, f"{model.__name__} {turn} {place}")


PAGES = [
    ("meetings:records", "officer", add_rows, 10),
    ("meetings:record", "officer", add_rows, 8),
]
