"""The agenda before the meeting: moved as a whole, by two people at once, with its times."""

import pytest
from django.urls import reverse

from emulation_bloc.lib.states import ActionError
from meetings.actions.agenda import StaleOrderError, reorder
from meetings.models import Meeting
from meetings.queries.planning import order_key

JSON = {"Accept": "application/json"}


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def ids_of(meeting) -> list[int]:
    return list(meeting.agendaitems.values_list("pk", flat=True))


def test_two_people_moving_at_once_lose_nothing_unseen(home):
    meeting = home.meeting
    ids = ids_of(meeting)
    seen = order_key(list(meeting.agendaitems.all()))
    mine, theirs = [*ids[1:], ids[0]], [ids[-1], *ids[:-1]]
    before = Meeting.objects.get(pk=meeting.pk).live_revision

    reorder(meeting, "agenda", mine, seen=seen, by=None)
    reorder(meeting, "agenda", mine, seen=seen, by=None)  # a repeated send
    with pytest.raises(StaleOrderError, match="Người khác vừa đổi thứ tự"):
        reorder(meeting, "agenda", theirs, seen=seen, by=None)

    assert ids_of(meeting) == mine
    assert Meeting.objects.get(pk=meeting.pk).live_revision == before + 1
    now = order_key(list(meeting.agendaitems.all()))
    for wrong in ([], mine[1:], [*mine, mine[0]], [*mine[1:], 10**9]):
        with pytest.raises(ActionError, match="không khớp"):
            reorder(meeting, "agenda", wrong, seen=now, by=None)


def test_page_sends_the_order_and_shows_the_newer_one(home, client):
    meeting = home.meeting
    client.force_login(home.people["chair"])
    at = home.period_path | {"pk": meeting.pk}
    url = reverse("meetings:reorder_agenda", kwargs=at)
    ids = list(map(str, ids_of(meeting)))
    seen, moved = "-".join(ids), "-".join([ids[1], ids[0], *ids[2:]])

    said = client.post(url, {"ids": moved, "seen": seen}, headers=JSON)
    assert (said.status_code, said.json()["order"]) == (200, moved)
    other = client.post(url, {"ids": "-".join(ids[::-1]), "seen": seen}, headers=JSON)
    assert (other.status_code, other.json()["order"]) == (409, moved)
    plain = client.post(url, {"ids": "-".join(ids[::-1]), "seen": seen}, follow=True)
    assert "Người khác vừa đổi thứ tự" in plain.text
    assert client.post(url, {"ids": "x-²", "seen": moved}, headers=JSON).status_code == 422


def test_items_are_added_kept_and_taken_away(home, client):
    meeting = home.meeting
    client.force_login(home.people["secretary"])
    at = home.period_path | {"pk": meeting.pk}
    typed = {"title": "Trao khen thưởng", "presenter": "", "minutes": "20", "planned_at": ""}

    assert client.post(reverse("meetings:add_item", kwargs=at), typed).status_code == 302
    made = meeting.agendaitems.last()
    save = reverse("meetings:save_item", kwargs=at | {"row": made.pk})
    wrong = client.post(save, typed | {"minutes": "0", "revision": 1}, headers=JSON)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["minutes"])
    fine = client.post(save, typed | {"minutes": "25", "revision": 1}, headers=JSON)
    assert fine.json()["revision"] == 2
    stale = client.post(save, typed | {"title": "Khác", "revision": 1})
    assert stale.status_code == 409
    page = client.get(reverse("meetings:agenda", kwargs=at)).text
    assert "25 phút" in page
    assert "08:00" in page

    remove = reverse("meetings:remove_item", kwargs=at | {"row": made.pk})
    assert client.post(remove).status_code == 302
    assert not meeting.agendaitems.filter(pk=made.pk).exists()
