"""The walk of the real bloc goes on from ranks: ballot on the flag, nominations, decision."""

import pytest

from tests.browser import award_steps as steps
from tests.browser import award_walk as told
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def walk(fresh, browser):
    with fresh("ballots", stage="ranked") as running:
        yield Walk(running, browser, told.COMMON)


def test_from_the_ballot_to_the_decision(walk):
    """By the people who do it: nine units vote, the department decides, the register keeps it."""
    ballot = steps.ballot_drafted(walk)
    listed = steps.ballot_opened(walk, ballot)["listed"]
    steps.ballot_cast(walk, ballot, listed)
    steps.ballot_counted(walk, ballot, listed)
    rows = steps.nominated(walk)
    steps.proposal_sent(walk, rows)
    steps.appraised(walk, rows)
    steps.decided(walk, rows[:2])
    steps.next_year(walk, rows[0])
    steps.others_do_not(walk)
    assert walk.found == []
    assert [fault for one in walk.people.values() for fault in one.faults] == []
