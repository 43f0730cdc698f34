"""Who may open and do what, read like a table (design/access.md), over one world built once."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.guards import areas
from tests.guards.routes import routes, routes_with_arguments
from tests.guards.test_foreign_objects import OBJECT_ROUTES, paper
from tests.worlds import World

ROLES = [
    "officer", "leader", "appraiser", "secretary", "head", "deputy", "former_head", "chair",
    "meeting_secretary", "reviewer", "observer", "operator", "stranger",
]  # fmt: skip

# A column for each role in the order of ROLES; `documents:detail.draft` is the page of a draft.
# 404: does not exist for them. 403: may see, may not do. 302: done, or told why not.
# 422: may do it, but this empty form is refused. 405 rows are left out.
TABLE = """
                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  bloc                         200  200  200  200  200  200  200  200  200  200  200  404  404
get  period                       200  200  200  200  200  200  200  200  200  200  200  404  404
post period_pack                  403  403  403  302  302  403  403  403  403  302  403  404  404
post period_summary               403  403  403  302  302  403  403  403  403  302  403  404  404
get  province                     404  404  404  404  404  404  404  404  404  200  200  404  404
get  home                         200  200  200  200  200  200  200  200  200  200  200  200  200
post units:assign_deputy          403  403  403  403  302  403  403  403  403  403  403  404  404
get  units:audit                  403  403  403  200  200  403  403  403  403  200  403  404  404
get  units:close_period           403  403  403  403  200  403  403  403  403  403  403  404  404
post units:close_period           403  403  403  403  302  403  403  403  403  403  403  404  404
get  units:open_period            403  403  403  200  200  403  403  403  403  403  403  404  404
post units:open_period            403  403  403  200  200  403  403  403  403  403  403  404  404
get  units:settings               403  403  403  200  200  403  403  403  403  403  403  404  404
post units:settings               403  403  403  200  200  403  403  403  403  403  403  404  404
post units:take_back_deputy       403  403  403  403  302  403  403  403  403  403  403  404  404
get  units:units                  200  200  200  200  200  200  200  200  200  200  200  404  404
get  units:windows                403  403  403  200  200  403  403  403  403  403  403  404  404
post units:windows                403  403  403  200  200  403  403  403  403  403  403  404  404
get  documents:detail             200  200  200  200  200  200  200  200  200  200  200  404  404
get  documents:file               200  200  200  200  200  200  200  200  200  200  200  404  404
post documents:give_number        403  403  403  422  422  403  403  403  403  403  403  404  404
get  documents:index              200  200  200  200  200  200  200  200  200  200  200  404  404
post documents:receive            403  403  403  403  403  403  403  403  403  422  403  404  404
get  documents:rendering          200  200  200  200  200  200  200  200  200  200  200  404  404
post documents:retry              403  403  403  302  302  403  403  403  403  403  403  404  404
post documents:send               403  403  403  422  422  403  403  403  403  403  403  404  404
post documents:sign               403  403  403  422  422  403  403  403  403  403  403  404  404
get  documents:detail.draft       404  404  404  200  200  404  404  404  404  404  404  404  404
get  documents:detail.submitted   404  404  404  200  200  404  404  404  404  404  404  404  404
get  documents:detail.approved    200  200  200  200  200  200  200  200  200  200  200  404  404
get  documents:detail.dropped     404  404  404  200  200  404  404  404  404  404  404  404  404
post meetings:add_row             403  403  403  422  422  403  403  422  422  403  404  404  404
post meetings:answer              403  403  404  422  422  404  404  403  403  404  404  404  404
post meetings:approve_minutes     404  404  404  403  403  404  404  302  403  404  404  404  404
post meetings:approve_report      403  403  404  403  302  404  404  403  403  404  404  404  404
post meetings:comment             422  422  404  403  403  404  404  422  422  404  404  404  404
get  meetings:correct             403  403  403  200  403  403  403  403  403  403  403  404  404
post meetings:correct             403  403  403  200  403  403  403  403  403  403  403  404  404
post meetings:delete_row          403  403  403  302  302  403  403  302  302  403  404  404  404
get  meetings:desk                403  403  403  200  200  403  403  200  200  403  404  404  404
get  meetings:detail              200  200  200  200  200  200  200  200  200  200  404  404  404
get  meetings:index               200  200  200  200  200  200  200  200  200  200  404  404  404
get  meetings:minutes             404  404  404  200  200  404  404  200  200  404  404  404  404
post meetings:minutes_draft       404  404  404  302  302  404  404  302  302  404  404  404  404
get  meetings:minutes_of          404  404  404  302  302  404  404  302  302  404  404  404  404
post meetings:move_row            403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:plan                403  403  403  302  302  403  403  403  403  403  404  404  404
get  meetings:preview             403  403  403  200  200  403  403  200  200  403  404  404  404
get  meetings:report              200  200  404  200  200  404  404  200  200  404  404  404  404
post meetings:report_draft        403  403  404  302  302  404  404  403  403  404  404  404  404
get  meetings:report_of           302  302  404  302  302  404  404  302  302  404  404  404  404
get  meetings:report_preview      200  200  404  200  200  404  404  200  200  404  404  404  404
post meetings:return_minutes      404  404  404  403  403  404  404  422  403  404  404  404  404
post meetings:return_report       403  403  404  403  422  404  404  403  403  404  404  404  404
post meetings:save_part           403  403  403  422  422  403  403  422  422  403  404  404  404
post meetings:save_row            403  403  403  422  422  403  403  422  422  403  404  404  404
post meetings:save_section        403  403  404  422  422  404  404  403  403  404  404  404  404
post meetings:save_supplement     404  404  404  422  403  404  404  422  422  404  404  404  404
post meetings:share_report        403  403  404  302  302  404  404  403  403  404  404  404  404
post meetings:start_report        403  403  403  302  302  403  403  403  403  403  403  404  404
post meetings:submit_minutes      404  404  404  403  403  404  404  403  302  404  404  404  404
post meetings:submit_report       403  403  404  302  302  404  404  403  403  404  404  404  404
"""
MATRIX = [line.split() for line in TABLE.strip("\n").splitlines()[1:]] + areas.lines()


def address(name: str, world: World) -> str:
    """The page of the world's object; a state may follow a paper's page."""
    route, _dot, state = name.partition(".")
    if not routes()[route][1]:
        return reverse(route)
    maker = paper(state) if state else OBJECT_ROUTES[route]
    return reverse(route, kwargs=maker(world))


@pytest.mark.parametrize(("verb", "name", "expected"), [(r[0], r[1], r[2:]) for r in MATRIX])
def test_each_role_gets_what_access_allows(shared_worlds, db, verb, name, expected):
    home, far = shared_worlds
    people = home.people | {"stranger": far.people["secretary"]}
    url = address(name, home)
    found = {}

    for role in ROLES:
        client = Client()
        client.force_login(people[role])
        with transaction.atomic():
            answer = getattr(client, verb)(url)
            if answer.streaming:
                b"".join(answer.streaming_content)  # read to the end, the file is closed
            found[role] = str(answer.status_code)
            transaction.set_rollback(True)  # what one role did must not hinder the next

    assert found == dict(zip(ROLES, expected, strict=True))


def test_every_address_stands_in_the_table():
    named = {row[1].partition(".")[0] for row in MATRIX}

    assert set(routes_with_arguments()) - named == set()
