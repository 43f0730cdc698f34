"""Criteria sets and the rules of scoring."""

from typing import Any

from tests.assessments.factories import CriteriaSetFactory, CriterionFactory
from tests.worlds import World


def bloc(world: World) -> dict[str, Any]:
    return world.path


def draft(world: World) -> dict[str, Any]:
    return world.path | {"pk": world.scoring.draft_set.pk}


def frozen(world: World) -> dict[str, Any]:
    return world.path | {"pk": world.scoring.criteria.pk}


def row(world: World) -> dict[str, Any]:
    return draft(world) | {"criterion": world.scoring.draft_set.criteria.first().pk}


def intake(world: World) -> dict[str, Any]:
    return world.path | {"pk": world.scoring.intakes["criteria"].pk}


def applied(world: World) -> dict[str, Any]:
    return frozen(world) | {"period": world.year.slug}


ROUTES = {
    "assessments:criteria": bloc,
    "assessments:criteria_new": bloc,
    "assessments:criteria_set": frozen,
    "assessments:criteria_edit": draft,
    "assessments:criteria_upload": draft,
    "assessments:criteria_intake": intake,
    "assessments:criteria_take": intake,
    "assessments:criteria_csv": frozen,
    "assessments:criteria_xlsx": frozen,
    "assessments:criteria_publish": draft,
    "assessments:criteria_offer": frozen,
    "assessments:criteria_drop": draft,
    "assessments:criteria_edition": frozen,
    "assessments:criteria_changes": frozen,
    "assessments:criterion_add": draft,
    "assessments:criterion_edit": row,
    "assessments:criterion_delete": row,
    "assessments:criterion_up": row,
    "assessments:criterion_down": row,
    "assessments:criteria_apply": applied,
    "assessments:scoring_settings": bloc,
}
LISTS = {
    "assessments:criteria": bloc,
    "assessments:criteria_new": bloc,
    "assessments:criteria_set": frozen,
    "assessments:criteria_changes": frozen,
    "assessments:criteria_intake": intake,
}
TABLE = """
#                                   offi lead appr secr head depu form chai m.se revi obse oper stra
get  assessments:criteria           200  200  200  200  200  200  200  200  200  200  404  404  404
get  assessments:criteria_new       403  403  403  200  200  403  403  403  403  403  403  404  404
post assessments:criteria_new       403  403  403  422  422  403  403  403  403  403  403  404  404
get  assessments:criteria_set       200  200  200  200  200  200  200  200  200  200  404  404  404
get  assessments:criteria_edit      404  404  404  200  200  404  404  404  404  404  404  404  404
post assessments:criteria_edit      404  404  404  422  422  404  404  404  404  404  404  404  404
get  assessments:criteria_upload    404  404  404  200  200  404  404  404  404  404  404  404  404
post assessments:criteria_upload    404  404  404  422  422  404  404  404  404  404  404  404  404
get  assessments:criteria_intake    404  404  404  200  404  404  404  404  404  404  404  404  404
post assessments:criteria_take      404  404  404  302  404  404  404  404  404  404  404  404  404
get  assessments:criteria_csv       200  200  200  200  200  200  200  200  200  200  404  404  404
get  assessments:criteria_xlsx      200  200  200  200  200  200  200  200  200  200  404  404  404
post assessments:criteria_publish   404  404  404  403  302  404  404  404  404  404  404  404  404
post assessments:criteria_offer     403  403  403  403  302  403  403  403  403  403  404  404  404
post assessments:criteria_drop      404  404  404  302  302  404  404  404  404  404  404  404  404
get  assessments:criteria_edition   403  403  403  200  200  403  403  403  403  403  404  404  404
post assessments:criteria_edition   403  403  403  422  422  403  403  403  403  403  404  404  404
get  assessments:criteria_changes   200  200  200  200  200  200  200  200  200  200  404  404  404
get  assessments:criterion_add      404  404  404  200  200  404  404  404  404  404  404  404  404
post assessments:criterion_add      404  404  404  422  422  404  404  404  404  404  404  404  404
get  assessments:criterion_edit     404  404  404  200  200  404  404  404  404  404  404  404  404
post assessments:criterion_edit     404  404  404  422  422  404  404  404  404  404  404  404  404
post assessments:criterion_delete   404  404  404  302  302  404  404  404  404  404  404  404  404
post assessments:criterion_up       404  404  404  302  302  404  404  404  404  404  404  404  404
post assessments:criterion_down     404  404  404  302  302  404  404  404  404  404  404  404  404
post assessments:criteria_apply     403  403  403  302  302  403  403  403  403  403  404  404  404
get  assessments:scoring_settings   403  403  403  200  200  403  403  403  403  403  403  404  404
post assessments:scoring_settings   403  403  403  422  422  403  403  403  403  403  403  404  404
"""


def add_sets(world: World, turn: int) -> None:
    """Two more sets that may be copied, each with a criterion."""
    for place in (1, 2):
        year = 2010 + 2 * turn + place
        made = CriteriaSetFactory(bloc=world.bloc, year=year, state="published")
        CriterionFactory(criteria_set=made, code=f"{turn}{place}")


def add_leaves(world: World, turn: int) -> None:
    """Two more leaves in the set, the second of them not in last year's."""
    for place in (1, 2):
        code = f"M{turn}{place}"
        CriterionFactory(criteria_set=world.scoring.criteria, code=code)


def add_lines(world: World, turn: int) -> None:
    """Two more lines in the file that waits."""
    waiting = world.scoring.intakes["criteria"]
    rows = waiting.plan.get("rows", [])
    rows += [{"row": 2, "code": f"{turn}{place}", "text": "x", "fate": "new"} for place in (1, 2)]
    waiting.plan = {"rows": rows, "counts": {"new": 2}, "is_moved": False, "warnings": []}
    waiting.save()


PAGES = [
    ("assessments:criteria", "secretary", add_sets, 6),
    ("assessments:criteria_new", "secretary", add_sets, 9),
    ("assessments:criteria_set", "secretary", add_leaves, 8),
    ("assessments:criteria_changes", "secretary", add_leaves, 6),
    ("assessments:criteria_intake", "secretary", add_lines, 6),
]
