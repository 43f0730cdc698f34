"""Papers made from data: invitation, notice, reminder, plan."""

from typing import Any

from meetings.actions.official import start_paper
from meetings.models import OfficialPaper
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
"""
LISTS = {"meetings:paper": paper}
