"""Paper ballots: typed by two tellers, compared, mixed into the box with the rest."""

import pytest

from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots
from meetings.models import BallotVoter, PaperEntry
from meetings.queries.ballots import recount
from tests.meetings.balloting import listed, make_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    """Seven units by phone and two on paper."""
    return make_hall(9, leaders=7)


def closed(hall, **values):
    """Seven votes for the first candidate, two papers are out."""
    ballot = hall.opened(**values)
    for place in range(7):
        hall.vote(ballot, place, 0)
    ballots.close_ballot(ballot, by=hall.head)
    return ballot


def pile(ballot, *papers) -> list[dict]:
    """Papers by places in the list; `None` is spoiled."""
    ids = listed(ballot)
    return [
        {"marks": [], "is_spoiled": True}
        if choices is None
        else {"marks": [ids[choice] for choice in choices], "is_spoiled": False}
        for choices in papers
    ]


def enter(hall, ballot, place, *papers, is_done=True) -> PaperEntry:
    by = hall.tellers[place]
    return ballots.enter_paper(ballot, pile(ballot, *papers), is_done=is_done, by=by)


def test_phones_and_paper_give_one_result_that_recounts_alike(hall):
    ballot = closed(hall)
    enter(hall, ballot, 0, (1,), (0,))
    enter(hall, ballot, 1, (0,), (1,))

    result = ballots.count_ballot(ballot, by=hall.head).result

    assert [row["votes"] for row in result["rows"]] == [8, 1, 0]
    assert (result["issued"], result["collected"], result["valid"]) == (9, 9, 9)
    assert recount(ballot) == result
    assert not BallotVoter.objects.filter(ballot=ballot, has_voted=False).exists()
    slips = ballot.box.slips
    assert {frozenset(slip) for slip in slips} == {frozenset({"receipt", "marks"})}
    assert [slip["receipt"] for slip in slips] == sorted(slip["receipt"] for slip in slips)
    assert {tuple(entry.slips) for entry in PaperEntry.objects.all()} == {()}


@pytest.mark.parametrize(
    ("papers", "votes", "invalid"),
    [
        (((0,), None), [8, 0, 0], 1),
        (((0, 1), (1,)), [7, 1, 0], 1),
        (((), (0,)), [8, 0, 0], 1),
        ((None, None), [7, 0, 0], 2),
    ],
)
def test_spoiled_too_many_names_and_blank_papers_count_for_nobody(hall, papers, votes, invalid):
    ballot = closed(hall, allows_blank=False)
    for place in (0, 1):
        enter(hall, ballot, place, *papers)

    result = ballots.count_ballot(ballot, by=hall.head).result

    assert [row["votes"] for row in result["rows"]] == votes
    assert (result["collected"], result["invalid"]) == (9, invalid)
    assert recount(ballot) == result


def test_paper_that_never_came_back_is_not_collected(hall):
    ballot = closed(hall)
    for place in (0, 1):
        enter(hall, ballot, place, (0,))

    result = ballots.count_ballot(ballot, by=hall.head).result

    assert (result["issued"], result["collected"]) == (9, 8)
    assert BallotVoter.objects.filter(ballot=ballot, has_voted=False).count() == 2


def test_no_count_without_two_piles_that_agree(hall):
    ballot = closed(hall)

    for place, papers, words in (
        (None, (), "Đã nhập xong: 0"),
        (0, ((0,), (1,)), "Đã nhập xong: 1"),
        (1, ((0,), (2,)), r"1 – 0; .* 0 – 1"),
        (1, ((0,),), "số phiếu 2 – 1"),
        (1, ((0,), None), "phiếu hỏng 0 – 1"),
        (1, ((0, 1), ()), "phiếu trắng 0 – 1"),
    ):
        if place is not None:
            enter(hall, ballot, place, *papers)
        with pytest.raises(ActionError, match=words):
            ballots.count_ballot(ballot, by=hall.tellers[2])
    enter(hall, ballot, 1, (1,), (0,))
    enter(hall, ballot, 2, (1,), is_done=False)

    assert ballots.count_ballot(ballot, by=hall.head).state == "counted"


def test_order_of_papers_and_names_does_not_matter(hall):
    ballot = closed(hall, most_marks=2)
    for place, papers in enumerate([((0, 1), (0,)), ((0,), (1, 0)), ((0,), (0, 1))]):
        enter(hall, ballot, place, *papers)

    assert ballots.count_ballot(ballot, by=hall.head).result["rows"][1]["votes"] == 1


def test_difference_in_single_papers_alone_is_told():
    hall = make_hall(9, leaders=7)
    ballot = closed(hall, most_marks=3)
    enter(hall, ballot, 0, (0, 1), (2,))
    enter(hall, ballot, 1, (0, 2), (1,))

    with pytest.raises(ActionError, match="khác nhau ở từng phiếu"):
        ballots.count_ballot(ballot, by=hall.tellers[0])


def test_who_does_not_count_hears_nothing_of_the_papers():
    hall = make_hall(9, leaders=7)
    ballot = closed(hall)
    enter(hall, ballot, 0, (0,), (1,))
    enter(hall, ballot, 1, (0,), (2,))

    with pytest.raises(ActionError) as refused:
        ballots.count_ballot(ballot, by=hall.head)

    assert "khác nhau" in str(refused.value)
    assert not [unit.name for unit in hall.units if unit.name in str(refused.value)]


def test_who_types_what_and_when(hall):
    ballot = hall.opened()
    with pytest.raises(ActionError, match="tải lại trang"):
        enter(hall, ballot, 0, (0,))
    ballots.close_ballot(ballot, by=hall.head)

    with pytest.raises(ActionError, match="Chỉ thành viên Tổ kiểm phiếu"):
        ballots.enter_paper(ballot, [], is_done=True, by=hall.head)
    with pytest.raises(ActionError, match="Chỉ phát ra 2 phiếu giấy, đang nhập 3"):
        enter(hall, ballot, 0, (0,), (0,), (0,))
    slips = [{"marks": [10**6], "is_spoiled": False}]
    with pytest.raises(ActionError, match="ngoài danh sách"):
        ballots.enter_paper(ballot, slips, is_done=True, by=hall.tellers[0])


def test_a_teller_sees_no_pile_but_the_own_one(hall):
    ballot = closed(hall)
    mine, theirs = enter(hall, ballot, 0, (0,)), enter(hall, ballot, 1, (1,))

    assert PaperEntry.objects.visible_to(hall.tellers[0]).get() == mine
    assert PaperEntry.objects.visible_to(hall.tellers[1]).get() == theirs
    assert not PaperEntry.objects.visible_to(hall.head).exists()


def test_paper_of_an_open_ballot_is_counted_with_the_voices(hall):
    ballot = closed(hall, is_secret=False)
    for place in (0, 1):
        enter(hall, ballot, place, (0,), (1,))

    result = ballots.count_ballot(ballot, by=hall.head).result

    assert [row["votes"] for row in result["rows"]] == [8, 1, 0]
    assert recount(ballot) == result


def test_written_votes_of_absent_units_are_typed_like_paper():
    hall = make_hall(9, leaders=9)
    for place in (7, 8):
        hall.mark(place, "absent")
    ballot = closed(hall, takes_written=True)
    for place in (0, 1):
        enter(hall, ballot, place, (0,), (0,))

    result = ballots.count_ballot(ballot, by=hall.head).result

    assert (result["present"], result["issued"], result["collected"]) == (7, 9, 9)
    assert result["rows"][0]["votes"] == 9
