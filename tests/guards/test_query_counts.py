"""Every page with a list asks the same, written-down number of times, however long the list."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import actions as meeting_actions
from tests.factories import DocumentFactory, MembershipFactory, RenderingFactory, make_user
from tests.guards import areas
from tests.guards.test_foreign_objects import LISTS, OBJECT_ROUTES
from tests.worlds import World, make_world
from units import actions as ground
from units.actions.periods import default_windows

MOST = 12
# A desk shows a whole meeting, which lies in eight tables, with the words of its paper beside it.
DESKS = {"meetings:detail", "meetings:desk", "meetings:minutes", "meetings:report"} | areas.desks()


def add_periods(world: World, turn: int) -> None:
    """Two more periods, one of them with its meeting and report."""
    for kind in ("half_year", "year"):
        made = ground.open_period(
            world.bloc,
            kind=kind,
            year=2020 - turn,
            windows=default_windows(kind, 2020 - turn),
            by=None,
        )
        meeting_actions.plan_meeting(made, by=None)
        report = meeting_actions.start_report(made, by=None)
        meeting_actions.share_report(report, by=world.people["secretary"])


def add_papers(world: World, turn: int) -> None:
    """Two more papers with files, in the period and in the year."""
    for period in (world.period, world.year):
        sent = DocumentFactory(period=period, bloc=world.bloc, state="sent", kind="review_report")
        RenderingFactory(document=sent)


def add_files(world: World, turn: int) -> None:
    """Two more files of the sent paper, and two papers that supplement it."""
    sent = world.papers["sent"]
    for form in (("docx", "signed"), ("pdf", "unnumbered"))[turn]:
        RenderingFactory(document=sent, form=form)
        DocumentFactory(
            period=world.year,
            bloc=world.bloc,
            corrects=sent,
            relation="supplements",
            reason="thiếu",
        )


def add_blocs(world: World, turn: int) -> None:
    """Two more blocs in the province."""
    for slug in (f"van-hoa-{turn}", f"noi-chinh-{turn}"):
        make_world(mark=slug, units=2, bloc=slug, province=world.province)


def add_members(world: World, turn: int) -> None:
    """Two more units, each with a deputy's and a secretary's appointment."""
    for role in ("deputy", "secretary"):
        member = MembershipFactory(bloc=world.bloc)
        make_user(role, world.bloc, unit=member.unit)


def add_lines(world: World, turn: int) -> None:
    """Two more lines of the trail by two people."""
    for role in ("head", "deputy"):
        ground.record(world.period, "windows_changed", by=world.people[role], after={"a": role})


def add_rows(world: World, turn: int) -> None:
    """Two more rows in every part of the desk."""
    meeting, by = world.meeting, world.people["secretary"]
    unit = world.units[0]
    for place in ("một", "hai"):
        for part, values in {
            "guests": {"name": place, "unit": unit},
            "agenda": {"title": place},
            "contributions": {"gist": place, "unit": unit},
            "remarks": {"speaker": place},
            "requests": {"title": place, "lead_units": [unit]},
            "decisions": {"title": place},
        }.items():
            meeting_actions.add_row(meeting, part, values=values, by=by)
        values = {"title": place, "lead_units": world.units[:2]}
        direction = meeting_actions.add_row(meeting, "directions", values=values, by=by)
        for number in ("1", "2"):
            values = {"kind": "Kế hoạch", "number": number}
            meeting_actions.add_row(meeting, "references", values=values, by=by, parent=direction)


def add_comments(world: World, turn: int) -> None:
    """Two more comments by two units, one of them answered."""
    section = world.report.sections.first()
    for role, unit in (("leader", world.units[1]), ("chair", world.units[-1])):
        by = world.people[role]
        text = f"{role} {turn}"
        made = meeting_actions.comment(section, unit=unit, text=text, by=by)
    meeting_actions.answer(made, text="Tiếp thu.", by=world.people["secretary"])


# Page, who looks, what makes the list longer, how many queries.
PAGES = [
    ("home", "secretary", add_periods, 12),
    ("home", "reviewer", add_blocs, 10),
    ("home", "officer", add_comments, 12),
    ("province", "reviewer", add_blocs, 12),
    ("bloc", "secretary", add_periods, 11),
    ("bloc", "observer", add_papers, 10),
    ("period", "secretary", add_papers, 9),
    ("period", "reviewer", add_papers, 9),
    ("units:units", "head", add_members, 7),
    ("units:audit", "secretary", add_lines, 7),
    ("documents:index", "secretary", add_papers, 8),
    ("documents:index", "reviewer", add_papers, 8),
    ("documents:detail", "secretary", add_files, 7),
    ("meetings:index", "secretary", add_rows, 6),
    ("meetings:detail", "officer", add_rows, 13),
    ("meetings:desk", "secretary", add_rows, 26),
    ("meetings:minutes", "chair", add_rows, 20),
    ("meetings:report", "secretary", add_comments, 28),
    ("meetings:report", "officer", add_comments, 28),
    *areas.pages(),
]
MAKERS = OBJECT_ROUTES | LISTS


def queries_of(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as context:
        answer = client.get(url)
    assert answer.status_code == 200
    return [query["sql"] for query in context.captured_queries]


@pytest.mark.parametrize(("route", "role", "lengthen", "expected"), PAGES)
def test_number_of_queries_does_not_grow(
    shared_worlds, db, settings, route, role, lengthen, expected
):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"  # Redis would save one
    world, _far = shared_worlds
    client = Client()
    client.force_login(world.people[role])
    url = reverse(route, kwargs=MAKERS[route](world))
    lengthen(world, 0)
    client.get(url)

    short = queries_of(client, url)
    lengthen(world, 1)
    long = queries_of(client, url)

    assert len(long) == len(short), "\n".join(long)
    assert len(short) == expected, "\n".join(short)


def test_no_page_but_a_desk_asks_more_than_twelve_times():
    assert {
        (route, n) for route, _role, _make, n in PAGES if n > MOST and route not in DESKS
    } == set()


def test_every_list_page_is_counted():
    counted = {route for route, *_rest in PAGES}

    assert set(LISTS) - {"units:settings"} - counted == set()
