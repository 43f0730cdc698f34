"""What the meeting's minutes tell of its ballots."""

import pytest

from meetings.models import Ballot, Minutes
from meetings.queries.minutes import minutes_words
from tests.meetings.balloting import make_hall

pytestmark = pytest.mark.django_db


def told(hall) -> str:
    minutes, _made = Minutes.objects.get_or_create(
        meeting=hall.meeting, defaults={"bloc": hall.bloc}
    )
    return str(minutes_words(minutes)["blocks"])


def test_counted_ballot_is_told_with_counts_and_shares():
    hall = make_hall(6)
    ballot = hall.opened(question="Suy tôn đơn vị dẫn đầu")
    for place in range(5):
        hall.vote(ballot, place, 0)
    assert "Suy tôn đơn vị dẫn đầu" not in told(hall)

    hall.counted(ballot)

    words = told(hall)
    assert "phát ra 06, thu về 05, hợp lệ 05, không hợp lệ 00" in words
    assert "83,33%" in words
    assert f"theo thứ tự: {hall.units[0].name}" in words


def test_election_by_ballot_is_told_once():
    hall = make_hall(6)
    ballot = hall.opened(kind=Ballot.Kind.HEAD)
    for place in range(6):
        hall.vote(ballot, place, 0)
    hall.counted(ballot)

    words = told(hall)

    assert words.count("phát ra") == 1
    assert words.count("được bầu làm") == 1
