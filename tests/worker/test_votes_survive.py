"""The web server killed in the middle of voting: what it acknowledged is in the box, once."""

import json
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.middleware.csrf import get_token
from django.test import RequestFactory

from meetings.models import Ballot, BallotBox, BallotVoter
from tests.meetings.balloting import at, client_of, drawn, listed, make_hall
from tests.worker.conftest import wait_for

pytestmark = pytest.mark.worker

UNITS = 24


class Phone:
    """One voter's browser: it keeps its receipt and sends the same vote until it is told."""

    def __init__(self, ballot: Ballot, user, mark: int, port: int) -> None:
        request = RequestFactory().get("/")
        token = get_token(request)
        self.path, self.port, self.receipt = at(ballot, "vote"), port, drawn()
        session = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {
            settings.SESSION_COOKIE_NAME: session,
            settings.CSRF_COOKIE_NAME: request.META["CSRF_COOKIE"],
        }
        self.headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }
        sent = {"csrfmiddlewaretoken": token, "step": "cast", "receipt": self.receipt}
        self.body = urlencode(sent | {"marks": mark})

    def send(self) -> bool:
        """Whether the server said that the vote is in."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("POST", self.path, self.body, self.headers)
            answer = line.getresponse()
            return answer.status == 200 and json.loads(answer.read()) == {"voted": True}
        except (OSError, HTTPException):
            return False
        finally:
            line.close()


def in_box(ballot: Ballot) -> list[str]:
    return [slip["receipt"] for slip in BallotBox.objects.get(ballot=ballot).slips]


def test_killed_server_loses_no_acknowledged_vote_and_doubles_none(stack):
    hall = make_hall(UNITS)
    ballot = hall.opened()
    mark = listed(ballot)[0]
    phones = [Phone(ballot, leader, mark, stack.port) for leader in hall.leaders]
    secrets.SystemRandom().shuffle(phones)
    stack.start_web()
    told, lock = set(), threading.Lock()

    def send(phone: Phone) -> None:
        if phone.send():
            with lock:
                told.add(phone.receipt)

    with ThreadPoolExecutor(6) as threads:
        waiting = threads.map(send, phones)
        wait_for(lambda: len(told) >= UNITS // 4, "a quarter has voted")
        stack.stop("web", kill=True)
        list(waiting)

    cut = in_box(ballot)
    assert UNITS // 4 <= len(told) < UNITS
    assert told <= set(cut)
    assert BallotVoter.objects.filter(ballot=ballot, has_voted=True).count() == len(cut)

    stack.start_web()
    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(Phone.send, phones))
    assert sorted(in_box(ballot)) == sorted(phone.receipt for phone in phones)
    assert hall.counted(ballot)["rows"][0]["votes"] == UNITS
