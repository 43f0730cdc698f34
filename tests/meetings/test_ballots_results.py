"""What a ballot gives: result, further rounds, the record of an election."""

import pytest
from django.urls import reverse

from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots
from meetings.actions.elections import Counted, drop_election, record_election
from meetings.models import Ballot, Election, Minutes
from meetings.queries.ballots import (
    chosen_over_rounds,
    recount,
)
from meetings.queries.minutes import minutes_words
from tests.meetings.balloting import (
    ABSENT,
    client_of,
    make_hall,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_hall(6)


def test_result_tells_everything_and_recounting_gives_the_same(hall):
    hall.mark(5, ABSENT)
    ballot = hall.opened()
    for place, choices in enumerate([(0,), (0,), (0,), (0,), (1,)]):
        hall.vote(ballot, place, *choices)

    result = hall.counted(ballot)

    first = ballot.ballotcandidates.order_by("position").first()
    assert {name: result[name] for name in result if name != "rows"} == {
        "members": 6,
        "present": 5,
        "issued": 5,
        "collected": 5,
        "valid": 5,
        "invalid": 0,
        "base": 6,
        "needed": 4,
        "chosen": [hall.units[0].pk],
        "tied": [],
        "needs_round": False,
    }
    assert result["rows"][0] == {
        "candidate": first.pk,
        "unit": first.unit_id,
        "name": first.unit_name,
        "votes": 4,
        "rate": "66,67",
    }
    assert recount(Ballot.objects.get(pk=ballot.pk)) == result == ballot.result
    assert chosen_over_rounds(ballot) == [hall.units[0].pk]
    with pytest.raises(ActionError, match="tải lại trang"):
        ballots.count_ballot(ballot, by=hall.head)


@pytest.mark.parametrize(
    ("base", "number", "needed", "chosen"),
    [("members", 6, 4, 0), ("present", 5, 4, 0), ("valid", 4, 3, 1)],
)
def test_each_base_asks_for_its_own_number(hall, base, number, needed, chosen):
    hall.mark(5, ABSENT)
    ballot = hall.opened(base=base)
    for place in range(4):
        hall.vote(ballot, place, 0 if place < 3 else 1)

    result = hall.counted(ballot)

    assert (result["base"], result["needed"], len(result["chosen"])) == (number, needed, chosen)


def test_blank_votes_are_valid_and_choose_nobody(hall):
    ballot = hall.opened(base="valid")
    for place in range(6):
        hall.vote(ballot, place, *((0,) if place < 3 else ()))

    result = hall.counted(ballot)

    assert (result["valid"], result["invalid"], result["chosen"]) == (6, 0, [])
    assert result["needs_round"]


def test_given_up_ballot_keeps_its_box_shut(hall):
    ballot = hall.opened()
    hall.vote(ballot, 0, 0)

    ballots.abort_ballot(ballot, reason="Mất điện", by=hall.head)

    assert (len(ballot.box.slips), ballot.result) == (1, None)
    for late in (
        lambda: hall.vote(ballot, 1, 0),
        lambda: ballots.count_ballot(ballot, by=hall.head),
    ):
        with pytest.raises(ActionError, match=r"không được nhận|tải lại trang"):
            late()


def test_sealing_is_written_after_closing(hall):
    ballot = hall.opened()
    ballots.close_ballot(ballot, by=hall.head)

    ballots.save_ballot(ballot, values={"sealed_by": "Văn phòng Sở 6"}, by=hall.head)

    assert Ballot.objects.get(pk=ballot.pk).sealed_by == "Văn phòng Sở 6"


# Rounds and elections.
def test_tie_leads_to_a_round_of_the_tied_and_no_further(hall):
    ballot = hall.opened(hall.units[:3], seats=2, most_marks=2, base="valid", threshold="1/3")
    for place, choices in enumerate([(0, 1), (0, 2), (0, 1), (0, 2), (0,), (0,)]):
        hall.vote(ballot, place, *choices)
    result = hall.counted(ballot)
    assert (result["chosen"], len(result["tied"])) == ([hall.units[0].pk], 2)

    second = ballots.next_round(ballot, by=hall.head)

    assert (second.round, second.seats, second.most_marks, second.threshold) == (2, 1, 1, "1/3")
    assert [row.unit for row in second.ballotcandidates.all()] == hall.units[1:3]
    assert [row.is_lead for row in second.ballottellers.all()] == [True, False, False]
    with pytest.raises(ActionError, match="đã được lập"):
        ballots.next_round(ballot, by=hall.head)
    ballots.open_ballot(second, by=hall.head)
    for place in range(6):
        hall.vote(second, place, place % 2)
    assert hall.counted(second)["needs_round"]
    with pytest.raises(ActionError, match="hết số vòng"):
        ballots.next_round(second, by=hall.head)


def test_clear_result_needs_no_round_and_a_given_up_round_is_held_anew(hall):
    clear, open_one = hall.opened(), hall.opened(award_code="BK_TINH", seats=1, most_marks=1)
    for place in range(6):
        hall.vote(clear, place, 0)
        hall.vote(open_one, place, place % 3)
    hall.counted(clear)
    hall.counted(open_one)

    with pytest.raises(ActionError, match="Kết quả đã rõ"):
        ballots.next_round(clear, by=hall.head)
    given_up = ballots.next_round(open_one, by=hall.head)
    ballots.abort_ballot(given_up, reason="Thiếu người", by=hall.head)
    again = ballots.next_round(open_one, by=hall.head)

    assert (again.previous, again.round, given_up.state) == (open_one, 2, "aborted")


@pytest.mark.parametrize(("secret", "method"), [(True, "secret"), (False, "hands")])
def test_elected_head_is_written_into_the_meetings_record(hall, secret, method):
    ballot = hall.opened(hall.units[:2], kind=Ballot.Kind.HEAD, is_secret=secret)
    for place in range(6):
        hall.vote(ballot, place, 1 if place < 5 else 0)

    hall.counted(ballot)

    ballot.refresh_from_db()
    election = Election.objects.get(meeting=hall.meeting, office="head")
    assert ballot.election == election
    assert (election.elected, election.year, election.method) == (hall.units[1], 2022, method)
    assert (election.issued, election.collected, election.valid) == (6, 6, 6)
    assert {row.unit: row.votes for row in election.candidates.all()} == {
        hall.units[0]: 1,
        hall.units[1]: 5,
    }


def test_election_without_a_majority_has_nobody_until_the_next_round(hall):
    ballot = hall.opened(hall.units[:2], kind=Ballot.Kind.DEPUTY)
    for place in range(6):
        hall.vote(ballot, place, place % 2)
    hall.counted(ballot)
    assert Election.objects.get(meeting=hall.meeting).elected is None

    second = ballots.next_round(ballot, by=hall.head)
    ballots.open_ballot(second, by=hall.head)
    for place in range(6):
        hall.vote(second, place, 0)
    hall.counted(second)

    assert Election.objects.get(meeting=hall.meeting).elected == hall.units[0]


def test_what_a_counted_ballot_chose_is_not_written_over_by_hand(hall):
    ballot = hall.opened(hall.units[:2], kind=Ballot.Kind.HEAD)
    for place in range(6):
        hall.vote(ballot, place, 0)
    hall.counted(ballot)
    row = Election.objects.get(meeting=hall.meeting)
    other = Counted("hands", 6, 6, 6, {hall.units[1]: 6}, hall.units[1])
    client, at = client_of(hall.head), [*ballot.place[:4]]
    typed = {"head-method": "hands", "head-issued": "6", f"head-votes_{hall.units[1].pk}": "6"}

    with pytest.raises(ActionError, match="Kết quả bầu Trưởng khối lấy từ cuộc bỏ phiếu"):
        record_election(hall.meeting, "head", other, by=hall.head)
    with pytest.raises(ActionError, match="không xóa được"):
        drop_election(row, by=hall.head)
    page = client.get(reverse("meetings:elections", args=at))
    late = client.post(reverse("meetings:save_election", args=[*at, "head"]), typed)

    assert ballot.get_absolute_url() in page.text
    assert reverse("meetings:save_election", args=[*at, "head"]) not in page.text
    assert reverse("meetings:save_election", args=[*at, "deputy"]) in page.text
    assert "không ghi khác" in late.text
    row.refresh_from_db()
    assert row.elected == hall.units[0]


def test_where_no_ballot_chose_the_meeting_may_decide_by_hand(hall):
    ballot = hall.opened(hall.units[:2], kind=Ballot.Kind.HEAD, most_rounds=1)
    for place in range(6):
        hall.vote(ballot, place, place % 2)
    hall.counted(ballot)
    chosen = Counted("hands", 6, 6, 6, {hall.units[1]: 6}, hall.units[1])

    row = record_election(hall.meeting, "head", chosen, by=hall.head)

    assert row.elected == hall.units[1]
    assert Ballot.objects.get(pk=ballot.pk).election is None
    minutes = Minutes.objects.get(meeting=hall.meeting)
    told = str(minutes_words(minutes)["blocks"])
    assert "chưa có" in told
    assert "biểu quyết giơ tay; có 01 đơn vị được giới thiệu" in told


def test_an_office_has_one_seat(hall):
    with pytest.raises(ActionError, match="mỗi phiếu chọn một"):
        hall.start(kind=Ballot.Kind.HEAD, seats=2)
