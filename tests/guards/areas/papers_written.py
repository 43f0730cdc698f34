"""Papers made from data: invitation, notice, reminder, plan."""

from typing import Any

from meetings.actions import add_row
from meetings.actions.official import start_paper
from meetings.models import OfficialPaper
from tests.factories import DocumentFactory, RenderingFactory
from tests.worlds import World


def begun(world: World) -> OfficialPaper:
    """The invitation to the half year's review, begun once."""
    rows = OfficialPaper.objects.filter(meeting=world.meeting, document__kind="invitation")
    by = world.people["secretary"]
    return rows.first() or start_paper(world.period, "invitation", by=by, meeting=world.meeting)


def paper(world: World) -> dict[str, Any]:
    """The invitation's page."""
    return world.period_path | {"pk": begun(world).pk}


def paper_of(world: World) -> dict[str, Any]:
    """The invitation's document."""
    return world.period_path | {"pk": begun(world).document_id}


def kind(world: World) -> dict[str, Any]:
    """A kind that needs no meeting."""
    return world.period_path | {"kind": "reminder"}


def meeting(world: World) -> dict[str, Any]:
    """The half year's review."""
    return world.period_path | {"pk": world.meeting.pk}


def press_file(world: World) -> dict[str, Any]:
    """Its press note as plain text."""
    return meeting(world) | {"form": "van-ban"}


ROUTES = {
    "meetings:start_paper": kind,
    "meetings:paper_of": paper_of,
    "meetings:paper": paper,
    "meetings:paper_preview": paper,
    "meetings:save_paper": paper,
    "meetings:submit_paper": paper,
    "meetings:approve_paper": paper,
    "meetings:return_paper": paper,
    "meetings:drop_paper": paper,
    "meetings:paper_draft": paper,
    "meetings:papers": meeting,
    "meetings:make_ready": meeting,
    "meetings:press": meeting,
    "meetings:save_press": meeting,
    "meetings:press_anew": meeting,
    "meetings:press_file": press_file,
}
TABLE = """
#                            of  ld  ap  sec hd  dep fh  ch  ms  rev obs op  str
post meetings:start_paper    403 403 403 302 302 403 403 403 403 403 403 404 404
get  meetings:paper_of       404 404 404 302 302 404 404 302 302 404 404 404 404
get  meetings:paper          404 404 404 200 200 404 404 200 200 404 404 404 404
get  meetings:paper_preview  404 404 404 200 200 404 404 200 200 404 404 404 404
post meetings:save_paper     404 404 404 422 422 404 404 403 403 404 404 404 404
post meetings:submit_paper   404 404 404 302 302 404 404 403 403 404 404 404 404
post meetings:approve_paper  404 404 404 403 302 404 404 403 403 404 404 404 404
post meetings:return_paper   404 404 404 403 422 404 404 403 403 404 404 404 404
post meetings:drop_paper     404 404 404 302 302 404 404 403 403 404 404 404 404
post meetings:paper_draft    404 404 404 302 302 404 404 302 302 404 404 404 404
get  meetings:papers         200 200 200 200 200 200 200 200 200 200 404 404 404
post meetings:make_ready     403 403 403 302 302 403 403 403 403 403 404 404 404
get  meetings:press          403 403 403 200 200 403 403 200 200 403 404 404 404
post meetings:save_press     403 403 403 422 422 403 403 422 422 403 404 404 404
post meetings:press_anew     403 403 403 302 302 403 403 302 302 403 404 404 404
get  meetings:press_file     403 403 403 200 200 403 403 200 200 403 404 404 404
"""
LISTS = {"meetings:paper": paper, "meetings:papers": meeting, "meetings:press": meeting}


def add_told(world: World, turn: int) -> None:
    """Two more guests, items, conclusions with units and references, and an attended unit each."""
    by = world.people["secretary"]
    begun(world)
    for place in range(2):
        for part, values in {
            "guests": {"name": f"Khách {turn}{place}", "role": "guest"},
            "agenda": {"title": f"Nội dung {turn}{place}"},
            "directions": {"title": f"Hướng {turn}{place}", "lead_units": world.units[:2]},
            "remarks": {"speaker": f"Lãnh đạo {turn}{place}"},
        }.items():
            add_row(world.meeting, part, values=values, by=by)


def add_papers(world: World, turn: int) -> None:
    """Two more papers of the meeting with files."""
    for state in ("sent", "draft"):
        made = DocumentFactory(
            period=world.period,
            bloc=world.bloc,
            state=state,
            kind="notice" if state == "sent" else "minutes",
            meeting_key=world.meeting.pk,
        )
        RenderingFactory(document=made, form="pdf" if state == "sent" else "draft")


PAGES = [
    ("meetings:paper", "secretary", add_told, 12),
    ("meetings:papers", "secretary", add_papers, 7),
    ("meetings:papers", "officer", add_papers, 8),
    ("meetings:press", "secretary", add_told, 9),
]
