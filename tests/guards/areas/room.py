"""The meeting room: the desk's buttons, its living pieces, who is writing where."""

from typing import Any

from meetings.actions.rows import add_row
from meetings.models import Speaker
from tests.worlds import World


def meeting(world: World) -> dict[str, Any]:
    """The world's meeting."""
    return world.period_path | {"pk": world.meeting.pk}


def part(world: World) -> dict[str, Any]:
    """A part of its desk."""
    return meeting(world) | {"part": "contributions"}


def item(world: World) -> dict[str, Any]:
    """An item of its agenda."""
    return meeting(world) | {"row": world.meeting.agendaitems.first().pk}


def attendance(world: World) -> dict[str, Any]:
    """A unit of its attendance list."""
    return meeting(world) | {"row": world.meeting.attendances.first().pk}


def speaker(world: World) -> dict[str, Any]:
    """Somebody who wants to speak."""
    row = Speaker.objects.create(bloc=world.bloc, meeting=world.meeting, name=world.mark)
    return meeting(world) | {"row": row.pk}


def said(world: World) -> dict[str, Any]:
    """A contribution."""
    return meeting(world) | {"row": world.meeting.contributions.first().pk}


ROUTES = {
    "meetings:part_rows": part,
    "meetings:presence": meeting,
    "meetings:start_item": item,
    "meetings:end_item": item,
    "meetings:mark_presence": attendance,
    "meetings:call_speaker": speaker,
    "meetings:finish_speaking": speaker,
    "meetings:conclude": said,
    "meetings:note_model": said,
}

TABLE = """
#                              offi lead appr secr head depu form chai m.se revi obse oper stra
get  meetings:part_rows         403  403  403  200  200  403  403  200  200  403  404  404  404
post meetings:presence          403  403  403  200  200  403  403  200  200  403  404  404  404
post meetings:start_item        403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:end_item          403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:mark_presence     403  403  403  422  422  403  403  422  422  403  404  404  404
post meetings:call_speaker      403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:finish_speaking   403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:conclude          403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:note_model        403  403  403  302  302  403  403  302  302  403  404  404  404
"""


def add_room_rows(world: World, turn: int) -> None:
    """Two more speakers, contributions, certificates and reserved opinions, by two units."""
    by = world.people["secretary"]
    for unit in world.units[:2]:
        rows: dict[str, dict[str, Any]] = {
            "speakers": {"unit": unit, "name": f"{turn}"},
            "contributions": {"unit": unit, "gist": f"{turn}"},
            "certificates": {"unit": unit, "award": "Bằng khen"},
            "opinions": {"unit": unit, "text": f"{turn}"},
        }
        for name, values in rows.items():
            add_row(world.meeting, name, values=values, by=by)


PAGES = [("meetings:part_rows", "secretary", add_room_rows, 20)]
# Every part is read from all the rows of the desk.
DESKS = {"meetings:part_rows"}
