"""The ballot paper on a phone, with and without scripts, and the receipt."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from meetings.actions.ballots import set_way
from meetings.models import BallotBox
from tests.factories import make_user
from tests.meetings.balloting import at, client_of, drawn, listed, make_hall, voter, words
from units.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_hall(6)


def test_vote_without_scripts_is_looked_at_again_then_sent(hall):
    ballot = hall.opened(most_marks=2, seats=2)
    client, first = client_of(hall.leaders[3]), listed(ballot)[0]
    page = client.get(at(ballot, "vote"))
    receipt = page.context["receipt"]
    sent = {"receipt": receipt, "marks": [first]}

    asked = client.post(at(ballot, "vote"), sent | {"step": "ask"})
    done = client.post(at(ballot, "vote"), sent | {"step": "cast"})
    again = client.post(at(ballot, "vote"), sent | {"step": "cast"})

    assert "no-store" in page["Cache-Control"]
    assert "Gửi phiếu này?" in words(asked)
    assert receipt in words(done)
    assert receipt in words(again)
    assert [row["marks"] for row in BallotBox.objects.get().slips] == [[first]]
    assert "đã bỏ phiếu" in words(client.get(at(ballot, "vote")))


def test_vote_by_script_is_one_vote_however_often_sent(hall):
    ballot = hall.opened()
    client, sent = client_of(hall.leaders[3]), {"receipt": drawn(), "step": "cast"}
    sent["marks"] = [listed(ballot)[1]]
    json = {"Accept": "application/json"}

    answers = [client.post(at(ballot, "vote"), sent, headers=json) for _turn in range(2)]
    other = client.post(at(ballot, "vote"), sent | {"receipt": drawn()}, headers=json)

    assert [row.json() for row in answers] == [{"voted": True}] * 2
    assert other.status_code == 422
    assert "một lần" in other.json()["message"]
    assert len(BallotBox.objects.get().slips) == 1


@pytest.mark.parametrize(
    ("rules", "marks", "told"),
    [
        ({}, [0, 1], "tối đa 1"),
        ({"allows_blank": False}, [], "ít nhất một"),
        ({"allows_self": False}, [0], "chính mình"),
    ],
)
def test_marks_against_the_rules_are_refused_with_words(hall, rules, marks, told):
    ballot = hall.opened(**rules)
    names = listed(ballot)
    sent = {"receipt": drawn(), "marks": [names[place] for place in marks], "step": "cast"}

    answer = client_of(hall.leaders[0]).post(at(ballot, "vote"), sent)

    assert answer.status_code == 422
    assert told in words(answer)
    assert sent["receipt"] in words(answer)
    assert words(answer).count("checked") == len(marks)


def test_row_none_of_them_is_a_blank_vote(hall):
    ballot = hall.opened()
    sent = {"receipt": drawn(), "marks": [""], "step": "cast"}

    client_of(hall.leaders[3]).post(at(ballot, "vote"), sent)

    assert BallotBox.objects.get().slips == [{"receipt": sent["receipt"], "marks": []}]


def test_receipt_is_asked_for_by_post_and_leaves_no_trace(hall, caplog):
    ballot = hall.opened()
    client, receipt = client_of(hall.leaders[3]), drawn()
    sent = {"receipt": receipt, "marks": [listed(ballot)[0]], "step": "cast"}
    with caplog.at_level(logging.DEBUG):
        client.post(at(ballot, "vote"), sent)
        typed = f" {receipt[:8].upper()} {receipt[8:]}"
        found = client.post(at(ballot, "ballot_receipt"), {"receipt": typed})
        missed = client.post(at(ballot, "ballot_receipt"), {"receipt": drawn()})

    assert "đang ở trong hòm" in words(found)
    assert "không có phiếu mang mã này" in words(missed)
    assert client.get(at(ballot, "ballot_receipt")).status_code == 405
    assert "no-store" in found["Cache-Control"]
    traces = [str(row.get_decoded()) for row in Session.objects.all()]
    traces += [str(row) for row in AuditEntry.objects.values_list()]
    # Queries are logged by tests alone.
    records = (row for row in caplog.records if row.name != "django.db.backends")
    traces += [row.getMessage() for row in records] + [str(client.cookies)]
    assert not any(receipt in text for text in traces)


def test_open_views_lead_only_who_has_a_vote_to_cast_to_it(hall):
    ballot = hall.opened()
    hall.vote(ballot, 1, 0)
    follow = reverse("meetings:follow", args=ballot.place[:4])
    poll = reverse("meetings:live", args=[*ballot.place[:4], "member"])
    chair = reverse("meetings:chair", args=ballot.place[:4])

    def is_led(user) -> bool:
        """Whether the page leads to a vote; what it is renewed with says the same."""
        page = words(client_of(user).get(follow))
        renewed = "".join(client_of(user).get(poll).json()["fragments"].values())
        assert ballot.question in page
        assert ballot.question in renewed
        assert (at(ballot, "vote") in page) == (at(ballot, "vote") in renewed)
        assert f'"{at(ballot)}"' not in page
        return at(ballot, "vote") in page

    others = [hall.leaders[1], hall.tellers[0], hall.head, make_user("appraiser", hall.bloc)]
    assert [is_led(user) for user in (hall.leaders[0], *others)] == [True, *[False] * 4]
    assert f'"{at(ballot)}"' in words(client_of(hall.head).get(chair))


def test_a_vote_by_who_votes_on_paper_by_now_is_told_not_to_be_received(hall):
    ballot, client = hall.opened(), client_of(hall.leaders[3])
    sent = {"receipt": drawn(), "step": "cast", "marks": [listed(ballot)[0]]}
    set_way(voter(ballot, hall.units[3]), "paper", by=hall.head)

    by_script = client.post(at(ballot, "vote"), sent, headers={"Accept": "application/json"})

    assert by_script.status_code == 403
    assert "Phiếu không được nhận" in by_script.json()["message"]
    assert client.post(at(ballot, "vote"), sent).status_code == 403
    assert BallotBox.objects.get().slips == []
