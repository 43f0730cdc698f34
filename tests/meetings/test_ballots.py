"""Opening a ballot and voting: who votes how, once, and what is refused."""

import pytest

from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots
from meetings.models import BallotBox, BallotVoter
from meetings.queries.ballots import (
    has_receipt,
)
from tests.factories import fresh, make_user, trail
from tests.meetings.balloting import (
    ABSENT,
    STAND_IN,
    drawn,
    listed,
    make_hall,
    officer,
    voter,
)
from units.models import Appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_hall(6)


# Opening and who votes how.
def test_opening_needs_the_quorum(hall):
    ballot = hall.start()
    for place in (0, 1, 2):
        hall.mark(place, ABSENT)

    with pytest.raises(ActionError, match="có mặt 3, cần 4 trên 6"):
        ballots.open_ballot(ballot, by=hall.head)
    hall.mark(2, "present")
    ballots.open_ballot(ballot, by=hall.head)

    assert trail(hall.bloc)[-1] == "ballot_opened"


@pytest.mark.parametrize(("takes", "way"), [(False, "absent"), (True, "written")])
def test_each_unit_votes_as_it_attends(takes, way):
    hall = make_hall(6, leaders=5)
    hall.mark(1, STAND_IN, letter="12/GUQ", name="Phó phòng")
    hall.mark(2, STAND_IN, letter="")
    hall.mark(3, ABSENT, reason="Đi công tác")

    ballot = hall.opened(takes_written=takes)

    rows = {row.unit: row for row in BallotVoter.objects.filter(ballot=ballot)}
    assert [rows[unit].way for unit in hall.units] == [
        "phone",
        "paper",
        "absent",
        way,
        "phone",
        "paper",
    ]
    assert rows[hall.units[0]].user == hall.leaders[0]
    assert rows[hall.units[2]].note == "Người dự thay không có giấy ủy quyền"
    assert rows[hall.units[3]].note == "Đi công tác"


def test_stand_in_votes_by_phone_only_with_a_letter(hall):
    hall.mark(1, STAND_IN, letter="12/GUQ")
    ballot = hall.opened()
    row, deputy = voter(ballot, hall.units[1]), officer(hall.units[1])

    with pytest.raises(ActionError, match="không bỏ phiếu trên hệ thống"):
        ballots.cast(ballot, receipt=drawn(), marks=[], by=deputy)
    ballots.set_way(row, "phone", user=deputy, by=hall.head)
    ballots.cast(ballot, receipt=drawn(), marks=[], by=deputy)

    assert voter(ballot, hall.units[1]).has_voted
    with pytest.raises(ActionError, match="đã bỏ phiếu"):
        ballots.set_way(row, "paper", by=hall.head)


@pytest.mark.parametrize(
    ("place", "presence", "letter", "who", "words"),
    [
        (1, "present", "", "officer", "không phải lãnh đạo"),
        (1, STAND_IN, "", "officer", "giấy ủy quyền"),
        (1, STAND_IN, "12/GUQ", "stranger", "không phải lãnh đạo"),
        (1, ABSENT, "", "officer", "không có mặt"),
        (1, "present", "", "nobody", "Hãy chọn người"),
    ],
)
def test_nobody_else_is_let_vote_for_a_unit(hall, place, presence, letter, who, words):
    ballot = hall.opened()
    hall.mark(place, presence, letter=letter)
    users = {"officer": officer(hall.units[1]), "stranger": officer(hall.units[2]), "nobody": None}

    with pytest.raises(ActionError, match=words):
        ballots.set_way(voter(ballot, hall.units[place]), "phone", user=users[who], by=hall.head)


@pytest.mark.parametrize(
    ("way", "note"), [("paper", ""), ("written", ""), ("absent", "Không bỏ phiếu theo ghi nhận")]
)
def test_way_is_changed_until_the_vote_and_the_trail_tells_it(hall, way, note):
    ballot = hall.opened(takes_written=True)

    ballots.set_way(voter(ballot, hall.units[1]), way, by=hall.head)

    row = voter(ballot, hall.units[1])
    assert (row.way, row.user) == (way, None)
    assert row.note.startswith(note)
    assert trail(hall.bloc)[-1] == "ballot_way_set"
    with pytest.raises(ActionError, match="không bỏ phiếu trên hệ thống"):
        hall.vote(ballot, 1, 0)


def test_letter_that_came_later_lets_the_stand_in_vote(hall):
    hall.mark(1, STAND_IN, letter="")
    ballot, deputy = hall.opened(), officer(hall.units[1], full_name="Người dự thay")
    hall.mark(1, STAND_IN, letter="12/GUQ")

    ballots.set_way(voter(ballot, hall.units[1]), "phone", user=deputy, by=hall.head)

    row = voter(ballot, hall.units[1])
    assert (row.user, row.person, row.letter, row.note) == (deputy, "Người dự thay", "12/GUQ", "")


def test_room_in_which_nobody_may_vote_opens_no_ballot(hall):
    for place in range(6):
        hall.mark(place, STAND_IN, letter="")

    with pytest.raises(ActionError, match="Không có đơn vị nào bỏ phiếu được"):
        hall.opened()


def test_written_way_needs_the_rule(hall):
    ballot = hall.opened()

    with pytest.raises(ActionError, match="bằng văn bản"):
        ballots.set_way(voter(ballot, hall.units[1]), "written", by=hall.head)


def test_a_person_votes_for_one_unit(hall):
    both = fresh(hall.leaders[0])
    rows = Appointment.objects.filter(user=hall.leaders[1])
    rows.update(user=hall.leaders[0])

    ballot = hall.opened()

    assert voter(ballot, hall.units[0]).user == both
    assert voter(ballot, hall.units[1]).way == "paper"
    with pytest.raises(ActionError, match="đơn vị khác"):
        ballots.set_way(voter(ballot, hall.units[1]), "phone", user=both, by=hall.head)


# Casting.
def test_a_vote_is_in_the_box_once_however_often_it_is_sent(hall):
    ballot = hall.opened()

    receipt = hall.vote(ballot, 0, 1)
    hall.vote(ballot, 0, 1, receipt=receipt)
    with pytest.raises(ActionError, match="Mỗi đơn vị bỏ phiếu một lần"):
        hall.vote(ballot, 0, 2)
    with pytest.raises(ActionError, match="Mã xác nhận đã được dùng"):
        hall.vote(ballot, 1, 2, receipt=receipt)

    assert len(ballot.box.slips) == 1
    assert has_receipt(ballot, receipt)
    assert not has_receipt(ballot, drawn())
    assert not voter(ballot, hall.units[1]).has_voted


@pytest.mark.parametrize("who", ["observer", "reviewer", "head", "other bloc", "officer", "absent"])
def test_who_casts_no_units_vote_is_refused(hall, who):
    hall.mark(4, ABSENT)
    ballot = hall.opened()
    by = {
        "observer": lambda: make_user("observer", hall.bloc.province),
        "reviewer": lambda: make_user("reviewer", hall.bloc.province),
        "head": lambda: hall.head,
        "other bloc": lambda: make_hall(1, leaders=1).leaders[0],
        "officer": lambda: officer(hall.units[1]),
        "absent": lambda: hall.leaders[4],
    }[who]()

    with pytest.raises(ActionError, match="không bỏ phiếu trên hệ thống"):
        ballots.cast(ballot, receipt=drawn(), marks=[listed(ballot)[0]], by=by)

    assert ballot.box.slips == []


@pytest.mark.parametrize(
    ("values", "choices", "words"),
    [
        ({}, (0, 1), "tối đa 1"),
        ({"allows_blank": False}, (), "ít nhất một"),
        ({"allows_self": False}, (0,), "cho chính mình"),
    ],
)
def test_a_vote_against_the_rules_never_reaches_the_box(hall, values, choices, words):
    ballot = hall.opened(**values)

    with pytest.raises(ActionError, match=words):
        hall.vote(ballot, 0, *choices)

    assert ballot.box.slips == []
    assert not voter(ballot, hall.units[0]).has_voted


def test_names_from_elsewhere_and_odd_receipts_are_refused(hall):
    ballot = hall.opened()

    for receipt, marks in ((drawn(), [10**6]), ("ABC", []), ("", []), ("x" * 33, [])):
        with pytest.raises(ActionError, match="tải lại trang"):
            ballots.cast(ballot, receipt=receipt, marks=marks, by=hall.leaders[0])


def test_after_closing_nobody_votes_and_opening_freezes_the_rules(hall):
    ballot = hall.opened()
    for frozen in (
        lambda: ballots.save_ballot(ballot, values={"seats": 2}, by=hall.head),
        lambda: ballots.set_candidates(ballot, hall.units[:1], by=hall.head),
        lambda: ballots.set_tellers(ballot, [], by=hall.head),
        lambda: ballots.open_ballot(ballot, by=hall.head),
    ):
        with pytest.raises(ActionError, match="tải lại trang"):
            frozen()

    ballots.close_ballot(ballot, by=hall.head)

    for late in (
        lambda: ballots.close_ballot(ballot, by=hall.head),
        lambda: ballots.set_way(voter(ballot, hall.units[1]), "paper", by=hall.head),
    ):
        with pytest.raises(ActionError, match="ải lại trang"):
            late()
    with pytest.raises(ActionError, match="Phiếu không được nhận"):
        hall.vote(ballot, 0, 0)


def test_a_vote_sent_again_after_closing_is_told_to_be_in_the_box(hall):
    ballot = hall.opened()
    receipt = hall.vote(ballot, 0, 0)
    ballots.close_ballot(ballot, by=hall.head)

    hall.vote(ballot, 0, 0, receipt=receipt)

    for place, other in ((0, drawn()), (1, receipt)):
        with pytest.raises(ActionError, match="Phiếu không được nhận"):
            hall.vote(ballot, place, 0, receipt=other)
    assert len(BallotBox.objects.get(ballot=ballot).slips) == 1


def test_open_ballot_keeps_marks_with_the_voter(hall):
    ballot = hall.opened(is_secret=False)

    for place in range(6):
        hall.vote(ballot, place, place % 2)
    hall.vote(ballot, 0, 0)
    with pytest.raises(ActionError, match="một lần"):
        hall.vote(ballot, 0, 1)

    assert ballot.box.slips == []
    assert voter(ballot, hall.units[1]).marks == [listed(ballot)[1]]
    assert [row["votes"] for row in hall.counted(ballot)["rows"]] == [3, 3, 0]
