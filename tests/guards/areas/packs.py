"""What the guards know of packs and of the province's summary."""

from documents.models import Rendering
from tests.factories import RenderingFactory
from tests.worlds import World, make_world


def province(world: World) -> dict:
    return {"province": world.province.slug}


def made(world: World, **values: object) -> Rendering:
    plain = {"document": None, "bloc": None, "period": None, "form": "pack"}
    asker = {"province": world.province, "requested_by": world.people["reviewer"]}
    return RenderingFactory(**plain | asker | {"snapshot": {"items": []}} | values)


def pack(world: World) -> dict:
    return province(world) | {"pk": made(world).pk}


def failed(world: World) -> dict:
    return province(world) | {"pk": made(world, state="failed").pk}


ROUTES = {
    "packs": province,
    "pack": pack,
    "pack_file": pack,
    "pack_retry": failed,
    "province_summary": province,
}

TABLE = """
#                       offi lead appr secr head depu form chai m.se revi obse oper stra
get  packs               404  404  404  404  404  404  404  404  404  200  403  404  404
post packs               404  404  404  404  404  404  404  404  404  422  403  404  404
get  pack                404  404  404  404  404  404  404  404  404  200  404  404  404
get  pack_file           404  404  404  404  404  404  404  404  404  200  404  404  404
post pack_retry          404  404  404  404  404  404  404  404  404  302  404  404  404
get  province_summary    404  404  404  404  404  404  404  404  404  200  403  404  404
post province_summary    404  404  404  404  404  404  404  404  404  302  403  404  404
"""

LISTS = {"packs": province, "province_summary": province}


def add_packs(world: World, turn: int) -> None:
    """Two more packs."""
    made(world)
    made(world, form="pack_pdf", state="queued")


def add_blocs(world: World, turn: int) -> None:
    """Two more blocs in the province."""
    for slug in (f"nong-nghiep-{turn}", f"y-te-{turn}"):
        make_world(mark=slug, units=2, bloc=slug, province=world.province)


PAGES = [
    ("packs", "reviewer", add_packs, 10),
    ("province_summary", "reviewer", add_blocs, 13),
]
# One table of seven: periods, meetings, papers, members, returns, nominations, ranks.
DESKS = {"province_summary"}
