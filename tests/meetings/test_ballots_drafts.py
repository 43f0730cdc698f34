"""Preparing a ballot: rules, list, tellers, and who may run it."""

from datetime import date

import pytest
from django.urls import reverse

from awards.models import Award
from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots
from meetings.models import Ballot, BallotVoter, Meeting
from meetings.queries.ballot_pages import offers, open_lacks
from meetings.queries.ballots import (
    ballots_of,
)
from tests.assessments.factories import RoundFactory
from tests.factories import fresh, make_user, trail
from tests.meetings.balloting import (
    at,
    client_of,
    make_hall,
    officer,
    rank,
    voter,
)
from units.models import AuditEntry, AwardSettings, BlocSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_hall(6)


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


@pytest.mark.parametrize(
    ("seats", "marks", "told"), [(2, 2, ""), (2, 3, ""), (2, 1, "tối đa 1"), (4, 4, "có 3 đơn vị")]
)
def test_rules_that_are_likely_a_slip_are_told_before_opening(hall, seats, marks, told):
    ballot = hall.start(hall.units[:3], seats=seats, most_marks=marks)

    lacks = open_lacks(ballot, list(hall.meeting.attendances.all()))

    assert len(lacks) == bool(told)
    assert told in "".join(lacks)


def test_teller_whose_unit_was_listed_later_is_told_before_opening(hall):
    ballot, attendances = hall.start(hall.units[:2]), list(hall.meeting.attendances.all())
    assert open_lacks(ballot, attendances) == []

    ballots.set_candidates(ballot, [*hall.units[:2], hall.units[-1]], by=hall.head)

    (told,) = open_lacks(ballot, attendances)
    assert f"Đơn vị của {hall.tellers[-1].full_name} có tên trong danh sách" in told
    ballots.set_candidates(ballot, hall.units, by=hall.head)
    assert open_lacks(ballot, attendances) == []  # nobody else is left to count


@pytest.mark.parametrize("is_one", [True, False])
def test_a_list_drawn_up_before_the_flag_was_counted_is_warned_of(hall, is_one):
    BlocSettings.objects.create(
        bloc=hall.bloc,
        topic=BlocSettings.Topic.AWARDS,
        starts=date(2020, 1, 1),
        values=BlocSettings.plain(AwardSettings(one_achievement_one_award=is_one)),
    )
    flag = hall.opened(hall.units[:2])
    paper = hall.start(hall.units[:3], award_code="BK_TINH", seats=2, most_marks=2)
    for place in range(6):
        hall.vote(flag, place, 0)
    attendances = list(hall.meeting.attendances.all())
    assert open_lacks(paper, attendances) == []

    hall.counted(flag)

    told = f"Đã được chọn ở cuộc bỏ phiếu khác, nên bỏ khỏi danh sách: {hall.units[0].name}."
    assert open_lacks(paper, attendances) == ([told] if is_one else [])


def test_where_one_achievement_may_be_rewarded_twice_the_chosen_unit_is_listed_again(hall):
    values = BlocSettings.plain(AwardSettings(one_achievement_one_award=False))
    BlocSettings.objects.create(
        bloc=hall.bloc, topic="awards", starts=hall.bloc.memberships.first().starts, values=values
    )
    rank(hall)
    flag = hall.opened(hall.units[:2])
    for place in range(6):
        hall.vote(flag, place, 0)
    hall.counted(flag)

    paper = ballots.start_ballot(hall.meeting, kind="award", award_code="BK_TINH", by=hall.head)

    assert paper.ballotcandidates.count() == 6


@pytest.mark.parametrize("kind", ["head", "deputy"])
def test_office_lists_the_members_that_are_not_barred(hall, kind):
    barred = RoundFactory(bloc=hall.bloc, period=hall.meeting.period).disqualifications.create(
        bloc=hall.bloc, unit=hall.units[0], code="x", words="Có kỷ luật", is_met=True, ground="QĐ 1"
    )

    ballot = ballots.start_ballot(hall.meeting, kind=kind, question="Bầu ai?", by=hall.head)

    assert [row.unit for row in ballot.ballotcandidates.all()] == hall.units[1:]
    assert (ballot.question, ballot.seats, ballot.order) == ("Bầu ai?", 1, "listed")
    with pytest.raises(ActionError, match="không được đưa vào"):
        ballots.set_candidates(ballot, [barred.unit], by=hall.head)


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
    own, twin = officer(hall.units[0], full_name="Người nhà"), officer(hall.units[5])
    far = make_hall(1).head
    one, two = hall.tellers[:2]

    for people, words in (
        ([(one, True)], "ít nhất hai"),
        ([(one, True), (one, False)], "khác nhau"),
        ([(one, True), (two, True)], "đúng một"),
        ([(hall.tellers[2], True), (twin, False)], "các đơn vị khác nhau"),
        ([(one, True), (own, False)], "có tên trong danh sách"),
        ([(one, True), (far, False)], "không thuộc Khối"),
        ([(one, True), (make_user("appraiser", hall.bloc), False)], "không thuộc Khối"),
    ):
        with pytest.raises(ActionError, match=words):
            ballots.set_tellers(ballot, people, by=hall.head)


def test_people_of_the_department_may_count_with_the_units(hall):
    ballot = hall.start()
    guest = make_user("reviewer", hall.bloc.province)

    ballots.set_tellers(ballot, [(hall.tellers[0], True), (guest, False)], by=hall.head)

    assert [row.unit for row in ballot.ballottellers.all()] == [hall.units[3], None]


def test_who_is_named_is_asked_again_when_the_ballot_opens(hall):
    ballot = hall.start()
    ballots.set_candidates(ballot, [hall.units[3]], by=hall.head)

    with pytest.raises(ActionError, match="có tên trong danh sách"):
        ballots.open_ballot(ballot, by=hall.head)


def test_own_unit_on_the_list_runs_nothing_the_lead_teller_does(hall):
    ballot = hall.start([hall.units[0], hall.units[5]])

    with pytest.raises(ActionError, match="Đơn vị của tài khoản này có tên"):
        ballots.open_ballot(ballot, by=hall.head)
    ballots.open_ballot(ballot, by=hall.tellers[0])
    for refused in (
        lambda: ballots.close_ballot(ballot, by=hall.head),
        lambda: ballots.abort_ballot(ballot, reason="Thua", by=hall.head),
        lambda: ballots.set_way(voter(ballot, hall.units[1]), "paper", by=hall.head),
    ):
        with pytest.raises(ActionError, match="Đơn vị của tài khoản này có tên"):
            refused()
    ballots.close_ballot(ballot, by=hall.tellers[0])
    with pytest.raises(ActionError, match="Đơn vị của tài khoản này có tên"):
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
        "appraiser": make_user("appraiser", hall.bloc),
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
        **{name: set() for name in ("observer", "appraiser", "reviewer", "far")},
    }
    assert hall.head.has_perm("meetings.draft_ballot", hall.meeting)
    sees = {name for name, user in people.items() if Ballot.objects.visible_to(user).exists()}
    assert people.keys() - sees == {"observer", "appraiser", "far"}
    sees = {name for name, user in people.items() if BallotVoter.objects.visible_to(user).exists()}
    assert people.keys() - sees == {"observer", "appraiser", "far"}


def test_other_awards_are_offered_and_asked_for_by_name(hall):
    rows = (("CTD_CP", 1, ""), ("CTD_TINH", 1, ""))
    BlocSettings.objects.create(
        bloc=hall.bloc,
        topic=BlocSettings.Topic.AWARDS,
        starts=date(2020, 1, 1),
        values=BlocSettings.plain(AwardSettings(quotas=rows)),
    )
    name = Award.objects.get(code="CTD_CP").name

    offered = {row.code: row.name for row in offers(hall.meeting)}
    ballot = ballots.start_ballot(hall.meeting, kind="award", award_code="CTD_CP", by=hall.head)

    assert offered["award:CTD_CP"] == f"Bình chọn đơn vị đề nghị xét tặng {name}"
    assert offered["award:CTD_TINH"] == "Suy tôn đơn vị đề nghị tặng Cờ thi đua của UBND tỉnh"
    assert ballot.question == f"Bình chọn đơn vị đề nghị xét tặng {name} năm 2021"


@pytest.mark.parametrize(
    ("state", "told"), [("submitted", "đang trình chủ tọa"), ("approved", "đã được duyệt")]
)
def test_minutes_beyond_the_draft_close_the_ballots_pages(hall, state, told):
    ballot, client = hall.start(), client_of(hall.head)
    Document.objects.filter(meeting_key=hall.meeting.pk, kind="minutes").update(
        state=state, snapshot={}
    )
    index = reverse("meetings:ballots", args=ballot.place[:4])

    for address in (index, at(ballot)):
        page = client.get(address).text
        assert told in page
        assert "Lập cuộc bỏ phiếu</button>" not in page
        assert at(ballot, "open_ballot") not in page
        assert at(ballot, "save_ballot") not in page
