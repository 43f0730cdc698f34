"""What the guards know of tasks, progress, assigning and what became of the tasks."""

from meetings.actions import progress, tasks
from meetings.models import Task, TaskShare
from tests.worlds import World


def bloc(world: World) -> dict:
    return world.path


def meeting(world: World) -> dict:
    return world.period_path | {"pk": world.meeting.pk}


def made(world: World) -> Task:
    """The first task of the world's meeting."""
    here = Task.objects.filter(bloc=world.bloc)
    return here.first() or tasks.make_tasks(world.meeting, by=world.people["secretary"])[0]


def task(world: World) -> dict:
    return world.path | {"pk": made(world).pk}


def share_of(world: World) -> TaskShare:
    """The part of `units[1]`."""
    return made(world).shares.get(unit=world.units[1])


def share(world: World) -> dict:
    return task(world) | {"row": share_of(world).pk}


ROUTES = {
    "meetings:tasks": bloc,
    "meetings:tasks_xlsx": bloc,
    "meetings:tasks_chart": bloc,
    "meetings:add_task": bloc,
    "meetings:task": task,
    "meetings:change_task": task,
    "meetings:close_task": task,
    "meetings:drop_task": task,
    "meetings:reopen_task": task,
    "meetings:report_progress": share,
    "meetings:confirm_progress": share,
    "meetings:return_progress": share,
    "meetings:withdraw_progress": share,
    "meetings:accept_share": share,
    "meetings:ask_again": share,
    "meetings:assign_tasks": meeting,
    "meetings:tasks_before": meeting,
}

# The part is of units[1], officer's and leader's own. Who appraises only knows of no task.
TABLE = """
#                                offi lead appr secr head depu form chai m.se revi obse oper stra
get  meetings:tasks              200  200  404  200  200  200  200  200  200  200  404  404  404
get  meetings:tasks_xlsx         200  200  404  200  200  200  200  200  200  200  404  404  404
get  meetings:tasks_chart        200  200  404  200  200  200  200  200  200  200  404  404  404
get  meetings:add_task           403  403  404  200  200  403  403  403  403  403  404  404  404
post meetings:add_task           403  403  404  422  422  403  403  403  403  403  404  404  404
get  meetings:task               200  200  404  200  200  200  200  200  200  200  404  404  404
get  meetings:change_task        403  403  404  200  200  403  403  403  403  403  404  404  404
post meetings:change_task        403  403  404  422  422  403  403  403  403  403  404  404  404
post meetings:close_task         403  403  404  403  422  403  403  403  403  403  404  404  404
post meetings:drop_task          403  403  404  403  422  403  403  403  403  403  404  404  404
post meetings:reopen_task        403  403  404  403  422  403  403  403  403  403  404  404  404
post meetings:report_progress    422  422  404  403  403  403  403  403  403  403  404  404  404
post meetings:confirm_progress   403  302  404  403  403  403  403  403  403  403  404  404  404
post meetings:return_progress    403  422  404  403  403  403  403  403  403  403  404  404  404
post meetings:withdraw_progress  302  302  404  403  403  403  403  403  403  403  404  404  404
post meetings:accept_share       403  403  404  302  302  403  403  403  403  403  404  404  404
post meetings:ask_again          403  403  404  422  422  403  403  403  403  403  404  404  404
get  meetings:assign_tasks       403  403  403  200  200  403  403  403  403  403  404  404  404
post meetings:assign_tasks       403  403  403  422  422  403  403  403  403  403  404  404  404
get  meetings:tasks_before       200  200  404  200  200  200  200  200  200  200  404  404  404
"""

LISTS = {
    "meetings:tasks": bloc,
    "meetings:task": task,
    "meetings:assign_tasks": meeting,
    "meetings:tasks_before": meeting,
}


def add_tasks(world: World, turn: int) -> None:
    """Two more tasks, agreed before the meeting, each with a partner and a confirmed report."""
    by, leader = world.people["secretary"], world.people["leader"]
    for place in (1, 2):
        one = tasks.add_task(
            world.year,
            values={
                "code": f"V{turn}{place}",
                "title": f"Việc {turn}{place} {world.mark}",
                "area": "movement",
                "due": world.year.ends,
            },
            lead_units=world.units[1:3],
            partner_units=world.units[3:5],
            by=by,
        )
        Task.objects.filter(pk=one.pk).update(created_at="2021-07-01T08:00:00+07:00")
        mine = one.shares.get(unit=world.units[1])
        progress.report_progress(mine, percent=100, text="Đã xong", by=leader)


def add_reports(world: World, turn: int) -> None:
    """Two more reports of two units, confirmed."""
    one = made(world)
    for unit, role in ((world.units[1], "leader"), (world.units[-1], "chair")):
        mine = one.shares.get(unit=unit)
        for percent in (20, 40):
            progress.report_progress(mine, percent=percent, text="Tiếp", by=world.people[role])


def add_conclusions(world: World, turn: int) -> None:
    """Two more conclusions; every second has become a task."""
    from meetings import actions

    for place in (1, 2):
        values = {"title": f"Kết luận {turn}{place}", "lead_units": world.units[:2]}
        actions.add_row(world.meeting, "decisions", values=values, by=world.people["secretary"])
        if place == 1:
            tasks.make_tasks(world.meeting, by=world.people["secretary"])


PAGES = [
    ("meetings:tasks", "officer", add_tasks, 10),
    ("meetings:tasks", "reviewer", add_tasks, 9),
    ("meetings:task", "leader", add_reports, 12),
    ("meetings:assign_tasks", "secretary", add_conclusions, 12),
    ("meetings:tasks_before", "officer", add_tasks, 12),
]
