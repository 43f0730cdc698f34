"""A ballot from its draft to its result: who may, what is refused, what is counted."""

import pytest

from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots
from meetings.models import Ballot, BallotVoter, Election, Meeting
from meetings.queries.ballots import (
    ballots_of,
    chosen_over_rounds,
    has_receipt,
    is_lone_paper,
    recount,
)
from tests.factories import UserFactory, fresh, make_user, trail
from tests.meetings.balloting import (
    ABSENT,
    STAND_IN,
    drawn,
    listed,
    make_hall,
    officer,
    rank,
    voter,
)
from units.models import Appointment, AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_hall(6)


# Drafting.
def test_draft_has_the_rules_of_the_bloc_and_the_ranking_without_the_disqualified(hall):
    rank(hall, out=(5,))

    flag = ballots.start_ballot(hall.meeting, kind="award", award_code="CTD_TINH", by=hall.head)
    paper = ballots.start_ballot(hall.meeting, kind="award", award_code="BK_TINH", by=hall.head)

    rows = list(flag.ballotcandidates.order_by("position"))
    assert [row.unit for row in rows] == hall.units[4::-1]
    assert (rows[0].rank, rows[0].points) == (2, 94)
    assert (flag.seats, flag.most_marks, flag.threshold, flag.base) == (1, 1, "2/3", "members")
    assert (paper.seats, paper.most_marks, flag.is_secret) == (2, 2, True)
    assert "Cờ thi đua" in flag.question
    assert trail(hall.bloc)[-2:] == ["ballot_started", "ballot_started"]
    assert ballots_of(hall.meeting) == [flag, paper]


def test_without_a_closed_ranking_the_list_waits_to_be_chosen(hall):
    ballot = ballots.start_ballot(hall.meeting, kind="award", award_code="CTD_TINH", by=hall.head)

    assert not ballot.ballotcandidates.exists()
    with pytest.raises(ActionError, match="chưa có đơn vị"):
        ballots.open_ballot(ballot, by=hall.head)


def test_who_was_chosen_for_the_flag_is_not_listed_for_the_next_award(hall):
    rank(hall)
    flag = hall.opened(hall.units[:2])
    for place in range(6):
        hall.vote(flag, place, 0)
    hall.counted(flag)

    paper = ballots.start_ballot(hall.meeting, kind="award", award_code="BK_TINH", by=hall.head)

    assert hall.units[1] not in {row.unit for row in paper.ballotcandidates.all()}
    assert paper.ballotcandidates.count() == 5


def test_half_year_review_and_cancelled_meeting_hold_no_ballot(hall):
    for values in ({"kind": "half_year_review"}, {"state": Meeting.State.CANCELLED}):
        Meeting.objects.filter(pk=hall.meeting.pk).update(**values)
        hall.meeting.refresh_from_db()
        with pytest.raises(ActionError, match=r"sơ kết|đã hủy"):
            hall.start()


def test_the_same_ballot_is_not_started_twice_but_anew_after_it_was_given_up(hall):
    first = hall.start()
    with pytest.raises(ActionError, match="đã có"):
        hall.start()
    with pytest.raises(ActionError, match="lý do"):
        ballots.abort_ballot(first, reason=" ", by=hall.head)

    ballots.abort_ballot(first, reason="Lập nhầm", by=hall.head)

    assert hall.start().pk != first.pk
    assert Ballot.objects.get(pk=first.pk).abort_reason == "Lập nhầm"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"threshold": "5/4"}, "phân số"),
        ({"threshold": "0"}, "phân số"),
        ({"threshold": "hai phần ba"}, "phân số"),
        ({"threshold": "1", "is_above": True}, "nhiều hơn tất cả"),
        ({"seats": 0}, "ít nhất là 1"),
        ({"question": "  "}, "nội dung"),
        ({"takes_written": True, "base": "present"}, "đơn vị vắng"),
    ],
)
def test_rules_that_cannot_hold_are_refused(hall, values, words):
    ballot = hall.start()

    with pytest.raises(ActionError, match=words):
        ballots.save_ballot(ballot, values=values, by=hall.head)


@pytest.mark.parametrize(("typed", "kept"), [("80 %", "4/5"), ("0,75", "3/4"), ("66/99", "2/3")])
def test_threshold_is_kept_as_an_exact_fraction(hall, typed, kept):
    ballot = hall.start()

    ballots.save_ballot(ballot, values={"threshold": typed, "seats": 2}, by=hall.head)

    ballot.refresh_from_db()
    assert (ballot.threshold, ballot.seats) == (kept, 2)


def test_drawn_list_has_the_same_units_and_places_from_one_on(hall):
    rank(hall)
    ballot = hall.start(hall.units)

    ballots.save_ballot(ballot, values={"order": "drawn"}, by=hall.head)
    drawn_rows = {row.unit: row.position for row in ballot.ballotcandidates.all()}
    ballots.save_ballot(ballot, values={"order": "listed"}, by=hall.head)

    assert sorted(drawn_rows.values()) == [1, 2, 3, 4, 5, 6]
    assert [row.unit for row in ballot.ballotcandidates.order_by("position")] == hall.units


def test_list_takes_members_in_the_ranking_alone(hall):
    rank(hall, out=(0,))
    ballot = hall.start(hall.units[1:3])

    for unit in (hall.units[0], make_hall(1).units[0]):
        with pytest.raises(ActionError, match="không được đưa vào"):
            ballots.set_candidates(ballot, [unit], by=hall.head)


# Tellers and who runs it.
def test_tellers_are_two_of_different_units_that_do_not_stand(hall):
    ballot = hall.start()
    own = UserFactory(unit=hall.units[0], full_name="Người nhà")
    twin = UserFactory(unit=hall.units[5])
    far = UserFactory(full_name="Người lạ")
    one, two = hall.tellers[:2]

    for people, words in (
        ([(one, True)], "ít nhất hai"),
        ([(one, True), (one, False)], "khác nhau"),
        ([(one, True), (two, True)], "đúng một"),
        ([(hall.tellers[2], True), (twin, False)], "các đơn vị khác nhau"),
        ([(one, True), (own, False)], "có tên trong danh sách"),
        ([(one, True), (far, False)], "không thuộc Khối"),
    ):
        with pytest.raises(ActionError, match=words):
            ballots.set_tellers(ballot, people, by=hall.head)


def test_who_is_named_is_asked_again_when_the_ballot_opens(hall):
    ballot = hall.start()
    ballots.set_candidates(ballot, [hall.units[3]], by=hall.head)

    with pytest.raises(ActionError, match="có tên trong danh sách"):
        ballots.open_ballot(ballot, by=hall.head)


def test_own_unit_on_the_list_runs_nothing_the_lead_teller_does(hall):
    ballot = hall.start([hall.units[0], hall.units[5]])

    with pytest.raises(ActionError, match="Đơn vị của bạn có tên"):
        ballots.open_ballot(ballot, by=hall.head)
    ballots.open_ballot(ballot, by=hall.tellers[0])
    for refused in (
        lambda: ballots.close_ballot(ballot, by=hall.head),
        lambda: ballots.abort_ballot(ballot, reason="Thua", by=hall.head),
        lambda: ballots.set_way(voter(ballot, hall.units[1]), "paper", by=hall.head),
    ):
        with pytest.raises(ActionError, match="Đơn vị của bạn có tên"):
            refused()
    ballots.close_ballot(ballot, by=hall.tellers[0])
    with pytest.raises(ActionError, match="Đơn vị của bạn có tên"):
        ballots.count_ballot(ballot, by=hall.head)
    assert ballots.count_ballot(ballot, by=hall.tellers[1]).state == "counted"


def test_where_every_unit_stands_the_head_runs_it_and_the_trail_says_so(hall):
    ballot = hall.opened(hall.units)

    entry = AuditEntry.objects.get(bloc=hall.bloc, action="ballot_opened")
    assert ballot.state == "open"
    assert entry.after == {"voters": 6, "all_stand": True}


def test_rights_are_of_the_desk_the_room_the_tellers_and_the_voters(hall):
    ballot = hall.opened()
    people = {
        "head": hall.head,
        "secretary": make_user("secretary", hall.bloc),
        "chair": make_user("chair", hall.meeting),
        "keeper": make_user("meeting_secretary", hall.meeting),
        "lead": hall.tellers[0],
        "teller": hall.tellers[1],
        "leader": hall.leaders[0],
        "observer": make_user("observer", hall.bloc.province),
        "reviewer": make_user("reviewer", hall.bloc.province),
        "far": make_hall(2).head,
    }
    perms = ("draft_ballot", "run_ballot", "count_ballot", "cast_vote")

    found = {
        name: {perm for perm in perms if fresh(user).has_perm(f"meetings.{perm}", ballot)}
        for name, user in people.items()
    }

    desk = {"draft_ballot", "run_ballot", "count_ballot"}
    assert found == {
        **dict.fromkeys(("head", "secretary", "chair", "keeper"), desk),
        "lead": {"run_ballot", "count_ballot"},
        "teller": {"count_ballot"},
        "leader": {"cast_vote"},
        **{name: set() for name in ("observer", "reviewer", "far")},
    }
    assert hall.head.has_perm("meetings.draft_ballot", hall.meeting)
    assert Ballot.objects.visible_to(people["observer"]).count() == 0
    assert Ballot.objects.visible_to(people["far"]).count() == 0
    assert Ballot.objects.visible_to(people["leader"]).get() == ballot


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
        lambda: hall.vote(ballot, 0, 0),
        lambda: ballots.close_ballot(ballot, by=hall.head),
        lambda: ballots.set_way(voter(ballot, hall.units[1]), "paper", by=hall.head),
    ):
        with pytest.raises(ActionError, match="ải lại trang"):
            late()


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


# Counting.
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
        with pytest.raises(ActionError, match="tải lại trang"):
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


def test_an_office_has_one_seat(hall):
    with pytest.raises(ActionError, match="mỗi phiếu chọn một"):
        hall.start(kind=Ballot.Kind.HEAD, seats=2)


def test_single_paper_in_a_secret_ballot_is_told():
    hall = make_hall(6, leaders=5)

    assert is_lone_paper(hall.opened())
    assert not is_lone_paper(hall.opened(award_code="BK_TINH", is_secret=False))
