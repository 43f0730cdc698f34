"""What the guards know of the province's frame."""

from tests.assessments.factories import CriteriaSetFactory
from tests.worlds import World


def province(world: World) -> dict:
    return {"province": world.province.slug}


ROUTES = {"assessments:frame": province}
TABLE = """
get  assessments:frame        404  404  404  404  404  404  404  404  404  200  403  404  404
post assessments:frame        404  404  404  404  404  404  404  404  404  422  403  404  404
"""
LISTS = {"assessments:frame": province}


def add_set(world: World, turn: int) -> None:
    CriteriaSetFactory(bloc=world.bloc, year=2030 + turn, state="published")


PAGES = [("assessments:frame", "reviewer", add_set, 11)]
