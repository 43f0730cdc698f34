"""Open views of a meeting: what they ask, what they get, and what never reaches whom."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation_bloc.lib import clock
from meetings import actions
from meetings.actions.guard import touch
from meetings.actions.states import open_meeting
from meetings.models import AgendaItem, Meeting, Minutes, Speaker
from meetings.queries.live import rights_mark
from meetings.views import live
from tests.factories import fresh, make_user

EVIL = "<script>alert(1)</script>"


def at(world):
    return world.period_path | {"pk": world.meeting.pk}


def address(world, view):
    return reverse("meetings:live", kwargs=at(world) | {"view": view})


def client_of(user):
    client = Client(headers={"Accept": "application/json"})
    client.force_login(user)
    return client


def pieces(user, world, view, revision=0):
    """What the person's open view is sent, as one text."""
    told = client_of(user).get(address(world, view), {"rev": revision}).json()
    return "".join(told["fragments"].values())


@pytest.fixture
def running(shared_worlds, db):
    """The world with its meeting open: the first item runs, one speaks, one waits."""
    world, _far = shared_worlds
    meeting = world.meeting
    meeting.refresh_from_db()
    open_meeting(meeting, by=world.people["chair"])
    for place, turn in enumerate((Speaker.Turn.SPEAKING, Speaker.Turn.WAITING)):
        row = {"meeting": meeting, "bloc": meeting.bloc, "unit": world.units[place], "turn": turn}
        Speaker.objects.create(**row, position=place + 1, name=f"Người {place}")
    return world


def test_a_view_is_told_once_of_a_change(shared_worlds, db):
    world, _far = shared_worlds
    client, url = client_of(world.people["officer"]), address(world, "projector")

    first = client.get(url)
    revision = first.json()["revision"]
    assert client.get(url, {"rev": revision}).status_code == 204
    touch(world.meeting)
    changed = client.get(url, {"rev": revision})

    assert changed.json()["revision"] == revision + 1
    assert client.get(url, {"rev": "x"}).status_code == 200
    assert client.get(address(world, "khac")).status_code == 404
    assert "no-store" in changed["Cache-Control"]


def test_an_unchanged_meeting_costs_five_queries(shared_worlds, db, settings):
    """Session, person, appointments, memberships, revision: none of them writes, and the session
    lives no longer for it."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    world, _far = shared_worlds
    client, url = client_of(world.people["officer"]), address(world, "projector")
    soon = clock.real_now() + timedelta(minutes=5)
    Session.objects.update(expire_date=soon)
    revision = client.get(url).json()["revision"]

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url, {"rev": revision})

    assert answer.status_code == 204
    assert len(asked) == 5, "\n".join(one["sql"] for one in asked.captured_queries)
    assert all(one["sql"].startswith("SELECT") for one in asked.captured_queries)
    assert not answer.cookies
    assert Session.objects.get().expire_date == soon


def test_an_ended_session_is_answered_with_the_way_to_sign_in(shared_worlds, db):
    world, _far = shared_worlds
    client = client_of(world.people["officer"])
    client.logout()

    answer = client.get(address(world, "projector"), headers={"X-Page": "/trang/"})

    assert answer.status_code == 401
    assert answer.json()["login"].endswith("?next=/trang/")


@pytest.mark.parametrize(
    ("view", "allowed"),
    [
        ("chair", {"chair", "meeting_secretary", "secretary", "head"}),
        ("desk", {"chair", "meeting_secretary", "secretary", "head"}),
        ("member", {"chair", "secretary", "officer", "leader", "appraiser", "reviewer"}),
    ],
)
def test_each_view_is_for_its_people(shared_worlds, db, view, allowed):
    world, far = shared_worlds
    url = address(world, view)

    for name in allowed:
        assert client_of(world.people[name]).get(url).status_code == 200, name
    for stranger in (world.people["observer"], far.people["head"]):
        assert client_of(stranger).get(url).status_code == 404
    if view != "member":
        refused = client_of(world.people["officer"]).get(url)
        assert refused.status_code == 403
        assert refused.json()["message"]


def test_what_is_kept_for_one_reaches_nobody_else(running, shared_worlds):
    """A unit's own words, an unshared draft and another bloc, each asked for first by who may."""
    world, far = running, shared_worlds[1]
    by = world.people["secretary"]
    words = {"gist": f"riêng của đơn vị hai {EVIL}", "unit": world.units[1]}
    actions.add_row(world.meeting, "contributions", values=words, by=by)
    draft = world.minutes.document.get_absolute_url()
    other = make_user("officer", world.units[2], unit=world.units[2])
    people = world.people

    assert "riêng của đơn vị hai" in pieces(people["officer"], world, "member")
    assert draft in pieces(people["secretary"], world, "member")
    seen = pieces(fresh(other), world, "member")
    assert client_of(far.people["secretary"]).get(address(world, "member")).status_code == 404

    assert "riêng của đơn vị hai" not in seen
    assert draft not in seen
    assert draft not in pieces(people["officer"], world, "member")
    assert "riêng của đơn vị hai" not in pieces(people["reviewer"], world, "projector")
    assert EVIL not in pieces(people["leader"], world, "member")
    assert rights_mark(people["officer"]) != rights_mark(people["leader"]) != rights_mark(by)


def test_a_change_is_rendered_once_for_all(running, monkeypatch):
    world, drawn = running, []
    real = live.stage_of
    monkeypatch.setattr(live, "stage_of", lambda meeting: drawn.append(meeting) or real(meeting))

    texts = {pieces(world.people[name], world, "projector") for name in ("officer", "chair")}
    pieces(world.people["reviewer"], world, "projector")
    touch(world.meeting)
    pieces(world.people["officer"], world, "projector")

    assert len(texts) == 1
    assert len(drawn) == 2
    assert "csrf" not in texts.pop()


def test_what_one_secretary_types_the_other_sees(running):
    world = running
    first, second = world.people["secretary"], world.people["meeting_secretary"]
    client, url = client_of(second), address(world, "projector")
    revision = client.get(url).json()["revision"]

    values = {"title": "Cải cách hành chính", "lead_units": [world.units[3]]}
    actions.add_row(world.meeting, "decisions", values=values, by=first)
    told = client.get(url, {"rev": revision}).json()

    assert told["revision"] > revision
    assert "Cải cách hành chính" in told["fragments"]["projector-conclusions"]
    assert world.units[3].short_name in told["fragments"]["projector-conclusions"]


def test_a_paper_that_moves_is_told(shared_worlds, db):
    world, _far = shared_worlds
    people = world.people
    client, url = client_of(people["officer"]), address(world, "member")
    first = client.get(url).json()
    assert world.report.document.get_absolute_url() in first["fragments"]["follow-papers"]

    actions.share_report(world.report, by=people["secretary"], is_shared=False)
    second = client.get(url, {"rev": first["revision"]}).json()
    assert world.report.document.get_absolute_url() not in second["fragments"]["follow-papers"]

    minutes = Minutes.objects.get(pk=world.minutes.pk)
    actions.submit_minutes(minutes, by=people["meeting_secretary"])
    assert client.get(url, {"rev": second["revision"]}).status_code == 200


@pytest.mark.parametrize(
    ("page", "view"), [("chair", "chair"), ("projector", "projector"), ("follow", "member")]
)
def test_every_piece_has_its_place_on_the_page(running, page, view):
    """And holds there what the view is sent: nothing moves when the first answer comes."""
    world = running
    client = client_of(world.people["chair"])
    told = client.get(address(world, view)).json()["fragments"]
    html = client.get(reverse(f"meetings:{page}", kwargs=at(world))).content.decode()

    assert f'data-live="{address(world, view)}"' in html
    for name, piece in told.items():
        assert len(re.findall(f'id="{name}"', html)) == 1
        assert " ".join(piece.split()) in " ".join(html.split()), name


def test_a_press_of_the_chair_happens_once(running):
    world = running
    meeting, client = world.meeting, client_of(world.people["chair"])
    speaking, waiting = Speaker.objects.filter(meeting=meeting)
    items = list(AgendaItem.objects.filter(meeting=meeting)[:2])

    def press(step, row):
        url = reverse("meetings:chair_act", kwargs=at(world) | {"step": step})
        return client.post(url, {"row": row}, follow=True).content.decode()

    for _twice in range(2):
        press("moi-phat-bieu", waiting.pk)
        press("noi-dung", items[1].pk)
    turns = dict(Speaker.objects.filter(meeting=meeting).values_list("pk", "turn"))
    assert turns == {speaking.pk: "done", waiting.pk: "speaking"}
    meeting.refresh_from_db()
    assert meeting.current_item_id == items[1].pk
    press("xong-phat-bieu", waiting.pk)
    press("xong-noi-dung", items[1].pk)
    meeting.refresh_from_db()
    assert meeting.current_item_id is None
    assert "vừa bị xóa" in press("moi-phat-bieu", 10**9)
    assert (
        client.post(reverse("meetings:chair_act", kwargs=at(world) | {"step": "x"})).status_code
        == 404
    )


def test_the_chair_opens_and_closes(shared_worlds, db):
    world, _far = shared_worlds
    client = client_of(world.people["chair"])
    page = reverse("meetings:chair", kwargs=at(world))

    assert "Khai mạc hội nghị" in client.get(page).content.decode()
    url = reverse("meetings:open_meeting", kwargs=at(world))
    assert client.post(f"{url}?ve={page}").url == page
    html = client.get(page).content.decode()
    assert page in client.get(world.meeting.get_absolute_url()).content.decode()
    assert "Bế mạc hội nghị" in html
    assert "data-elapsed" in html


def test_meeting_page_leads_to_every_page_of_the_meeting(shared_worlds, db):
    world = shared_worlds[0]
    meeting = world.meeting
    at = [world.bloc.province.slug, world.bloc.slug, meeting.period.slug, meeting.pk]
    names = ("chair", "follow", "projector", "papers", "elections")
    pages = {name: reverse(f"meetings:{name}", args=at) for name in names}

    def found(role: str) -> set[str]:
        client = Client()
        client.force_login(world.people[role])
        text = client.get(meeting.get_absolute_url()).text
        return {name for name, url in pages.items() if f'href="{url}"' in text}

    assert found("chair") == {"chair", "follow", "projector", "papers"}
    assert found("officer") == {"follow", "projector", "papers"}
    Meeting.objects.filter(pk=meeting.pk).update(kind=Meeting.Kind.YEAR_END_REVIEW)
    assert found("officer") == {"follow", "projector", "papers", "elections"}
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CANCELLED)
    assert found("chair") == set()
