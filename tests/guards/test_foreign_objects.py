"""What belongs to others does not exist: every address with arguments, read from the URLconf."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.guards import areas
from tests.guards.routes import routes, routes_with_arguments
from tests.worlds import World, make_world


def province(world: World) -> dict:
    return {"province": world.province.slug}


def bloc(world: World) -> dict:
    return world.path


def period(world: World) -> dict:
    return world.period_path


def deputy(world: World) -> dict:
    return world.path | {"pk": world.people["deputy"].appointments.get(role="deputy").pk}


def paper(state: str):
    return lambda world: world.path | {"pk": world.papers[state].pk}


def rendering(world: World) -> dict:
    return world.path | {"pk": world.rendering.pk}


def meeting(world: World) -> dict:
    return world.period_path | {"pk": world.meeting.pk}


def part(name: str):
    return lambda world: meeting(world) | {"part": name}


def row(world: World) -> dict:
    return meeting(world) | {"part": "agenda", "row": world.meeting.agendaitems.first().pk}


def moved_row(world: World) -> dict:
    return row(world) | {"way": "len"}


def minutes(world: World) -> dict:
    return world.period_path | {"pk": world.minutes.pk}


def paper_of_minutes(world: World) -> dict:
    return world.period_path | {"pk": world.minutes.document.pk}


def paper_of_report(world: World) -> dict:
    return world.period_path | {"pk": world.report.document.pk}


def report(world: World) -> dict:
    return world.period_path | {"pk": world.report.pk}


def section(world: World) -> dict:
    return report(world) | {"section": world.report.sections.first().pk}


def comment(world: World) -> dict:
    return report(world) | {"comment": world.report.comments.first().pk}


# Address → maker of its arguments. A new address must say here whose it shows.
OBJECT_ROUTES = {
    "province": province,
    "bloc": bloc,
    "period": period,
    "period_summary": period,
    "period_pack": period,
    "units:units": bloc,
    "units:settings": bloc,
    "units:audit": bloc,
    "units:open_period": bloc,
    "units:windows": period,
    "units:close_period": period,
    "units:assign_deputy": deputy,
    "units:take_back_deputy": deputy,
    "documents:index": bloc,
    "documents:detail": paper("sent"),
    "documents:give_number": paper("approved"),
    "documents:sign": paper("approved"),
    "documents:send": paper("signed"),
    "documents:receive": paper("sent"),
    "documents:file": rendering,
    "documents:rendering": rendering,
    "documents:retry": rendering,
    "meetings:index": period,
    "meetings:plan": period,
    "meetings:detail": meeting,
    "meetings:desk": meeting,
    "meetings:preview": meeting,
    "meetings:save_part": part("context"),
    "meetings:add_row": part("agenda"),
    "meetings:save_row": row,
    "meetings:delete_row": row,
    "meetings:move_row": moved_row,
    "meetings:minutes_of": paper_of_minutes,
    "meetings:minutes": minutes,
    "meetings:submit_minutes": minutes,
    "meetings:approve_minutes": minutes,
    "meetings:return_minutes": minutes,
    "meetings:save_supplement": minutes,
    "meetings:minutes_draft": minutes,
    "meetings:correct": paper("received"),
    "meetings:start_report": period,
    "meetings:report_of": paper_of_report,
    "meetings:report": report,
    "meetings:report_preview": report,
    "meetings:save_section": section,
    "meetings:comment": section,
    "meetings:answer": comment,
    "meetings:share_report": report,
    "meetings:submit_report": report,
    "meetings:approve_report": report,
    "meetings:return_report": report,
    "meetings:report_draft": report,
} | areas.gathered("ROUTES")
ROLES = ["officer", "secretary", "head", "chair", "reviewer", "observer", "operator"]
OF_ONE_BLOC = ["officer", "secretary", "head", "chair"]
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def neighbour(shared_worlds, django_db_blocker) -> World:
    """Another bloc of the same province: its reviewer sees both, its people do not."""
    home, _far = shared_worlds
    with django_db_blocker.unblock():
        return make_world(mark="Láng Giềng", units=2, bloc="van-hoa", province=home.province)


@pytest.fixture
def signed_in(shared_worlds, db) -> dict[str, Client]:
    """One browser for each role of the home bloc."""
    home, _far = shared_worlds
    clients = {role: Client() for role in ROLES}
    for role, client in clients.items():
        client.force_login(home.people[role])
    return clients


def refuses(client: Client, url: str) -> bool:
    """404 to reading and writing, whether a browser or a desk asks; 405 where there is no such
    way."""
    answers = {client.get(url).status_code, client.post(url).status_code}
    answers |= {client.post(url, headers=JSON).status_code}
    return 404 in answers and answers <= {404, 405}


def test_every_address_says_whose_object_it_shows():
    assert set(OBJECT_ROUTES) == set(routes_with_arguments())


@pytest.mark.parametrize("route", routes_with_arguments())
def test_other_provinces_objects_do_not_exist(shared_worlds, signed_in, route):
    _home, far = shared_worlds
    url = reverse(route, kwargs=OBJECT_ROUTES[route](far))

    assert [role for role in ROLES if not refuses(signed_in[role], url)] == []


@pytest.mark.parametrize("route", routes_with_arguments())
def test_other_blocs_objects_do_not_exist(neighbour, signed_in, route):
    url = reverse(route, kwargs=OBJECT_ROUTES[route](neighbour))

    assert [role for role in OF_ONE_BLOC if not refuses(signed_in[role], url)] == []


def ids_of(route: str) -> list[str]:
    return sorted({"pk", "row", "section", "comment", "criterion", "place"} & routes()[route][1])


FORGED = [(route, name) for route in routes_with_arguments() for name in ids_of(route)]


@pytest.mark.parametrize(("route", "name"), FORGED)
def test_foreign_id_in_the_own_address_does_not_exist(shared_worlds, signed_in, route, name):
    home, far = shared_worlds
    own, theirs = OBJECT_ROUTES[route](home), OBJECT_ROUTES[route](far)
    url = reverse(route, kwargs=own | {name: theirs[name]})

    answers = {client.post(url).status_code for client in signed_in.values()}
    answers |= {client.get(url).status_code for client in signed_in.values()}

    # Whoever may not write at all is told so (403) before anybody looks for the row.
    assert 404 in answers
    assert answers <= ({404, 405} if name == "pk" else {403, 404, 405})


@pytest.mark.parametrize("route", routes_with_arguments())
def test_nobody_reads_without_signing_in(shared_worlds, db, client, route):
    home, _far = shared_worlds
    url = reverse(route, kwargs=OBJECT_ROUTES[route](home))

    for answer in (client.get(url), client.post(url)):
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer["Location"] == f"{reverse('units:login')}?next={url}"
    lapsed = client.post(url, headers=JSON | {"X-Page": "/trang/"})
    assert lapsed.status_code in {401, 405}
    if lapsed.status_code == 401:
        assert lapsed.json() == {"login": f"{reverse('units:login')}?next=/trang/"}


LISTS = {
    "home": lambda world: {},
    "province": province,
    "bloc": bloc,
    "period": period,
    "units:units": bloc,
    "units:settings": bloc,
    "units:audit": bloc,
    "documents:index": bloc,
    "meetings:index": period,
    "meetings:detail": meeting,
    "meetings:desk": meeting,
    "meetings:report": report,
    "meetings:minutes": minutes,
} | areas.gathered("LISTS")


@pytest.mark.parametrize("route", LISTS)
def test_page_names_nothing_of_others(shared_worlds, neighbour, signed_in, route):
    home, far = shared_worlds
    url = reverse(route, kwargs=LISTS[route](home))
    seen = 0

    for role, client in signed_in.items():
        answer = client.get(url)
        if answer.status_code == 200:
            seen += home.mark in answer.text
            hidden = [far] if role in {"reviewer", "observer"} else [far, neighbour]
            assert [world.mark for world in hidden if world.mark in answer.text] == [], role

    assert seen, "nobody saw the page with anything on it"


@pytest.mark.parametrize("role", ["secretary", "head", "reviewer", "observer", "officer"])
def test_filters_and_searches_find_nothing_of_others(shared_worlds, signed_in, role):
    home, far = shared_worlds
    queries = [
        f"{reverse('documents:index', kwargs=home.path)}?ky=2021-h1&q={far.mark}",
        f"{reverse('documents:index', kwargs=home.path)}?ky=&loai=minutes&trang_thai=sent",
        f"{reverse('units:audit', kwargs=home.path)}?nguoi=Thái",
        f"{reverse('province', kwargs=province(home))}?ky=2021-h1&loc=qua-han",
    ]

    for url in queries:
        answer = signed_in[role].get(url)
        if answer.status_code == 200:
            assert far.bloc.name not in answer.text
            assert far.papers["sent"].title not in answer.text
