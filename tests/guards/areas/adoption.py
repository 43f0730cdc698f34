"""What the guards know of the minutes' way to adoption: passages, versions, confirmation."""

from meetings.actions.confirmation import remark
from tests.meetings.adopting import again, in_window, remarked, version
from tests.worlds import World


def minutes(world: World) -> dict:
    return world.period_path | {"pk": world.minutes.pk}


def passage(world: World) -> dict:
    return minutes(world) | {"key": "diem-danh"}


def kept(world: World) -> dict:
    return minutes(world) | {"version": version(world).pk}


def window(world: World) -> dict:
    return world.period_path | {"pk": in_window(world).pk}


def said(world: World) -> dict:
    return minutes(world) | {"remark": remarked(world).pk}


ROUTES = {
    "meetings:passages": minutes,
    "meetings:save_passage": passage,
    "meetings:reset_passage": passage,
    "meetings:versions": minutes,
    "meetings:compare_versions": minutes,
    "meetings:version": kept,
    "meetings:confirm_minutes": window,
    "meetings:open_confirmation": minutes,
    "meetings:close_confirmation": window,
    "meetings:agree_minutes": window,
    "meetings:remark_minutes": window,
    "meetings:answer_remark": said,
}

# While the window is open the units of the bloc know of the draft: 403 instead of 404 for what is
# the secretary's. Chair and meeting's secretary are leader and officer of a unit that attended.
TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  meetings:passages             404  404  404  200  200  404  404  200  200  404  404  404  404
post meetings:save_passage         404  404  404  422  422  404  404  422  422  404  404  404  404
post meetings:reset_passage        404  404  404  302  302  404  404  302  302  404  404  404  404
get  meetings:versions             404  404  404  200  200  404  404  200  200  404  404  404  404
post meetings:versions             404  404  404  422  422  404  404  422  422  404  404  404  404
get  meetings:compare_versions     404  404  404  200  200  404  404  200  200  404  404  404  404
get  meetings:version              404  404  404  200  200  404  404  200  200  404  404  404  404
get  meetings:confirm_minutes      200  200  404  200  200  404  404  200  200  404  404  404  404
post meetings:open_confirmation    404  404  404  403  403  404  404  403  302  404  404  404  404
post meetings:close_confirmation   403  403  404  403  403  404  404  403  302  404  404  404  404
post meetings:agree_minutes        403  302  404  403  403  404  404  302  403  404  404  404  404
post meetings:remark_minutes       422  422  404  403  403  404  404  422  422  404  404  404  404
post meetings:answer_remark        403  403  404  422  422  404  404  422  422  404  404  404  404
"""

LISTS = {
    "meetings:versions": minutes,
    "meetings:confirm_minutes": window,
}


def add_versions(world: World, turn: int) -> None:
    """Two more versions."""
    for place in ("a", "b"):
        version(world, f"Bản {place}{turn}")


def add_remarks(world: World, turn: int) -> None:
    """Two more remarks of one unit."""
    for place in (1, 2):
        remark(
            again(world.minutes),
            unit=world.units[1],
            paragraph=place,
            text=f"Ý kiến {turn}{place}",
            by=world.people["officer"],
        )


# The passages' page shows a whole meeting with its minutes beside it, like the desk.
DESKS = {"meetings:passages"}

PAGES = [
    ("meetings:passages", "secretary", add_versions, 19),
    ("meetings:versions", "secretary", add_versions, 8),
    ("meetings:compare_versions", "secretary", add_versions, 8),
    ("meetings:confirm_minutes", "officer", add_remarks, 12),
    ("meetings:confirm_minutes", "secretary", add_remarks, 10),
]
