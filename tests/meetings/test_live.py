"""Open views of a meeting: what they ask, what they get, and what never reaches whom."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.actions.guard import touch


def address(world, view):
    return reverse(
        "meetings:live", kwargs=world.period_path | {"pk": world.meeting.pk, "view": view}
    )


def client_of(world, name):
    client = Client(headers={"Accept": "application/json"})
    client.force_login(world.people[name])
    return client


def test_a_view_is_told_once_of_a_change(shared_worlds, db):
    world, _far = shared_worlds
    client, url = client_of(world, "officer"), address(world, "projector")

    first = client.get(url)
    revision = first.json()["revision"]
    assert first.status_code == 200
    assert client.get(url, {"rev": revision}).status_code == 204
    touch(world.meeting)
    changed = client.get(url, {"rev": revision})

    assert changed.json()["revision"] == revision + 1
    assert client.get(url, {"rev": "x"}).status_code == 200


def test_an_unchanged_meeting_costs_five_queries(shared_worlds, db, settings):
    """Session, person, appointments, memberships, revision."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    world, _far = shared_worlds
    client, url = client_of(world, "officer"), address(world, "projector")
    revision = client.get(url).json()["revision"]

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url, {"rev": revision})

    assert answer.status_code == 204
    assert len(asked) == 5, "\n".join(one["sql"] for one in asked.captured_queries)
    assert not [one for one in asked.captured_queries if not one["sql"].startswith("SELECT")]
