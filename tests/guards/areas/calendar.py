"""What the guards know of the calendar of the year, a person's own, and how the bloc meets."""

from datetime import date, timedelta

from tests.worlds import World
from units.actions.calendar import add_milestone, make_year
from units.models import Milestone

YEAR = 2021


def of_bloc(world: World) -> dict:
    return dict(world.path)


def of_year(world: World) -> dict:
    return world.path | {"year": YEAR}


def drawn_up(world: World) -> dict:
    """A year with its calendar, every title with the bloc's mark."""
    if make_year(world.bloc, YEAR, by=None):
        for row in Milestone.objects.filter(bloc=world.bloc):
            row.title = f"{row.title} {world.mark}"
            row.save(update_fields=["title"])
    return of_year(world)


def one(world: World) -> dict:
    drawn_up(world)
    return world.path | {"pk": Milestone.objects.filter(bloc=world.bloc).first().pk}


ROUTES = {
    "units:calendar_now": of_bloc,
    "units:calendar": drawn_up,
    "units:make_calendar": of_year,
    "units:keep_calendar": drawn_up,
    "units:add_milestone": of_year,
    "units:milestone": one,
    "units:milestone_done": one,
    "units:delete_milestone": one,
    "units:calendar_template": of_bloc,
    "units:meeting_settings": of_bloc,
    "meetings:start_plan": drawn_up,
}

# An observer knows of no calendar; a deputy edits it while the head has assigned it.
TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  units:calendar_now            302  302  302  302  302  302  302  302  302  302  404  404  404
get  units:calendar                200  200  200  200  200  200  200  200  200  200  404  404  404
post units:make_calendar           403  403  403  302  302  403  403  403  403  403  404  404  404
post units:keep_calendar           403  403  403  302  302  403  403  403  403  403  404  404  404
get  units:add_milestone           403  403  403  200  200  403  403  403  403  403  404  404  404
post units:add_milestone           403  403  403  422  422  403  403  403  403  403  404  404  404
get  units:milestone               403  403  403  200  200  403  403  403  403  403  404  404  404
post units:milestone               403  403  403  422  422  403  403  403  403  403  404  404  404
post units:milestone_done          403  403  403  302  302  403  403  403  403  403  404  404  404
post units:delete_milestone        403  403  403  302  302  403  403  403  403  403  404  404  404
get  units:calendar_template       403  403  403  200  200  403  403  403  403  403  404  404  404
post units:calendar_template       403  403  403  422  422  403  403  403  403  403  404  404  404
get  units:meeting_settings        403  403  403  200  200  403  403  403  403  403  403  404  404
post units:meeting_settings        403  403  403  422  422  403  403  403  403  403  403  404  404
post meetings:start_plan           403  403  403  302  302  403  403  403  403  403  403  404  404
"""

LISTS = {"units:calendar": drawn_up}


def add_dates(world: World, turn: int) -> None:
    """Two more dates in the calendar of the year."""
    for place in range(2):
        add_milestone(
            world.bloc,
            YEAR,
            values={
                "title": f"Việc {turn}{place} {world.mark}",
                "due": date(YEAR, 8, 1) + timedelta(days=turn * 40 + place),
                "owes": Milestone.Owes.UNITS,
                "is_required": True,
                "remind_days": [7, 1],
            },
            by=None,
        )


PAGES = [
    ("units:calendar", "secretary", add_dates, 11),
    ("units:calendar", "officer", add_dates, 12),
]
