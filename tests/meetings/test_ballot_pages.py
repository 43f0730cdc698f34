"""The pages of ballots: preparing, running, counting."""

import pytest
from django.urls import reverse

from meetings.actions import ballots as actions
from meetings.actions import tally
from meetings.models import Ballot, BallotBox, BallotVoter, Meeting
from meetings.queries.ballot_pages import share_words
from tests.meetings.balloting import at, client_of, listed, make_hall, officer, voter, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_hall(6)


def list_of(meeting: Meeting, name: str = "ballots") -> str:
    period, bloc = meeting.period, meeting.bloc
    return reverse(
        f"meetings:{name}", args=[bloc.province.slug, bloc.slug, period.slug, meeting.pk]
    )


@pytest.mark.parametrize(
    ("threshold", "is_above", "told"),
    [
        ("2/3", False, "2/3"),
        ("1/2", True, "trên 1/2"),
        ("4/5", False, "80%"),
        ("1", False, "100%"),
        ("5/7", False, "5/7"),
    ],
)
def test_threshold_is_told_as_it_is_read(threshold, is_above, told):
    assert share_words(threshold, is_above=is_above) == told


# Preparing.
def test_head_starts_the_ballots_of_the_quotas_each_once(hall):
    client, address = client_of(hall.head), list_of(hall.meeting, "start_ballot")
    shown = words(client.get(list_of(hall.meeting)))

    answer = client.post(address, {"what": "award:CTD_TINH"})

    made = Ballot.objects.get()
    assert "Cờ thi đua" in shown
    assert "Bầu Phó Trưởng khối" in shown
    assert answer.url == made.get_absolute_url()
    assert client.post(address, {"what": "award:CTD_TINH"}).status_code == 422
    assert client.post(address, {"what": "award:"}).status_code == 422


def test_half_year_review_has_no_ballot():
    hall = make_hall(3)
    Meeting.objects.update(kind=Meeting.Kind.HALF_YEAR_REVIEW)
    client = client_of(hall.head)

    assert "Hội nghị sơ kết không bỏ phiếu" in words(client.get(list_of(hall.meeting)))
    made = client.post(list_of(hall.meeting, "start_ballot"), {"what": "award:CTD_TINH"})
    assert made.status_code == 422
    assert not Ballot.objects.exists()


def test_head_changes_rules_list_and_tellers_then_opens(hall):
    ballot, client = hall.start(), client_of(hall.head)
    rules = {
        "question": "Suy tôn Cờ", "is_secret": "on", "base": "members", "rule": ">1/2",
        "seats": 2, "most_marks": 2, "most_rounds": 3, "order": "listed",
    }  # fmt: skip
    lead, second = hall.tellers[2], hall.tellers[1]
    page = words(client.get(at(ballot)))

    client.post(at(ballot, "save_ballot"), rules)
    client.post(at(ballot, "list_candidates"), {"units": [hall.units[0].pk, hall.units[1].pk]})
    client.post(at(ballot, "name_tellers"), {"lead": lead.pk, "second": second.pk})
    client.post(at(ballot, "open_ballot"))

    ballot.refresh_from_db()
    assert "2/3 (tối thiểu 4/6)" in page
    assert (ballot.threshold, ballot.is_above, ballot.seats) == ("1/2", True, 2)
    assert ballot.ballotcandidates.count() == 2
    assert [row.user for row in ballot.ballottellers.order_by("-is_lead")] == [lead, second]
    assert ballot.state == "open"


def test_refused_rules_and_tellers_stand_in_the_form(hall):
    ballot, client = hall.start(), client_of(hall.head)
    same = {"lead": hall.tellers[0].pk, "second": hall.tellers[0].pk}

    answer = client.post(at(ballot, "name_tellers"), same)

    assert answer.status_code == 422
    assert "hai người khác nhau" in words(answer)
    assert client.post(at(ballot, "save_ballot"), {"question": ""}).status_code == 422


def test_draft_tells_what_it_lacks(hall):
    ballot = hall.start()
    client = client_of(hall.head)
    assert "Trước khi bắt đầu" not in words(client.get(at(ballot)))

    hall.meeting.attendances.update(presence="absent")
    ballot.ballotcandidates.all().delete()
    ballot.ballottellers.all().delete()
    page = words(client.get(at(ballot)))

    for lack in ("chưa có đơn vị nào", "có mặt 0, cần 4/6", "Chưa cử Tổ kiểm phiếu"):
        assert lack in page


def test_member_sees_no_draft_and_who_voted_is_for_who_runs(hall):
    ballot = hall.start()
    leader = client_of(hall.leaders[1])

    assert "đang được chuẩn bị" in words(leader.get(at(ballot)))
    actions.open_ballot(ballot, by=hall.head)
    assert "Ai đã bỏ phiếu" not in words(leader.get(at(ballot)))
    assert "0/6 đơn vị đã bỏ phiếu" in words(client_of(hall.head).get(at(ballot)))


def test_page_of_a_draft_asks_few_questions(hall, django_assert_max_num_queries):
    ballot, client = hall.start(), client_of(hall.head)

    with django_assert_max_num_queries(20):
        client.get(at(ballot))


# Running.
def test_open_page_learns_of_votes_only_where_it_runs_the_ballot(hall):
    ballot = hall.opened()
    head, leader = client_of(hall.head), client_of(hall.leaders[0])
    runs = head.get(at(ballot, "ballot_live")).json()
    member = leader.get(at(ballot, "ballot_live")).json()
    hall.vote(ballot, 1, 0)

    seen = head.get(at(ballot, "ballot_live"), {"rev": runs["revision"]})
    unseen = leader.get(at(ballot, "ballot_live"), {"rev": member["revision"]})

    assert "1/6 đơn vị" in seen.json()["fragments"]["ballot-progress"]
    assert set(member["fragments"]) == {"ballot-state"}
    assert unseen.status_code == 204


def test_way_is_set_until_the_vote(hall):
    ballot, client = hall.opened(), client_of(hall.head)
    row = voter(ballot, hall.units[1])

    client.post(at(ballot, "set_ballot_way"), {"voter": row.pk, "way": "paper"})

    row.refresh_from_db()
    assert (row.way, row.user) == ("paper", None)
    wrong = client.post(at(ballot, "set_ballot_way"), {"voter": row.pk, "way": "written"})
    assert wrong.status_code == 422


def test_who_stands_leaves_running_to_the_lead_teller(hall):
    ballot = hall.start([hall.units[0], hall.units[5]])
    head, lead = client_of(hall.head), client_of(hall.tellers[0])

    head.post(at(ballot, "open_ballot"))
    assert Ballot.objects.get().state == "draft"
    lead.post(at(ballot, "open_ballot"))
    head.post(at(ballot, "close_ballot"))
    assert "có tên trong danh sách" in words(head.get(at(ballot)))
    assert Ballot.objects.get().state == "open"
    assert head.post(at(ballot, "set_ballot_way")).status_code == 403
    lead.post(at(ballot, "close_ballot"))
    assert Ballot.objects.get().state == "closed"


def test_abort_needs_a_reason(hall):
    ballot, client = hall.opened(), client_of(hall.head)

    refused = client.post(at(ballot, "abort_ballot"), {"abort-reason": " "})
    client.post(at(ballot, "abort_ballot"), {"abort-reason": "Mất điện"})

    assert refused.status_code == 422
    assert "Mất điện" in words(client.get(at(ballot)))


# Counting.
def papers_of(hall, ballot: Ballot, count: int) -> None:
    for unit in hall.units[:count]:
        actions.set_way(voter(ballot, unit), "paper", by=hall.head)


def test_two_tellers_type_blind_and_the_page_tells_how_they_differ(hall):
    ballot = hall.opened()
    papers_of(hall, ballot, 2)
    actions.close_ballot(ballot, by=hall.head)
    first, second = client_of(hall.tellers[0]), client_of(hall.tellers[1])
    name = listed(ballot)[0]
    pile = {"state_0": "counted", "marks_0": [name], "state_1": "spoiled", "done": "1"}
    other = {"state_0": "counted", "marks_0": [name], "state_1": "missing", "done": "1"}

    open_paper = first.post(at(ballot, "ballot_paper"), {"state_0": "counted", "done": "1"})
    first.post(at(ballot, "ballot_paper"), pile)
    blind = second.get(at(ballot, "ballot_paper"))
    second.post(at(ballot, "ballot_paper"), other)
    differs = second.post(at(ballot, "count_ballot"))
    second.post(at(ballot, "ballot_paper"), pile)
    second.post(at(ballot, "count_ballot"))

    assert open_paper.status_code == 422
    assert "checked" not in words(blind)
    assert "phiếu hỏng 1 – 0" in words(differs)
    ballot.refresh_from_db()
    assert (ballot.state, ballot.result["collected"], ballot.result["invalid"]) == ("counted", 2, 1)


def test_draft_of_a_pile_is_shown_again_to_its_teller(hall):
    ballot = hall.opened()
    papers_of(hall, ballot, 2)
    actions.close_ballot(ballot, by=hall.head)
    client, name = client_of(hall.tellers[0]), listed(ballot)[1]

    client.post(at(ballot, "ballot_paper"), {"state_0": "", "marks_0": [name], "keep": "1"})

    assert words(client.get(at(ballot, "ballot_paper"))).count("checked") == 1


@pytest.mark.parametrize(
    ("leaders", "secret", "told"),
    [
        (6, True, ""),
        (5, True, "Chỉ có một đơn vị bỏ phiếu giấy"),
        (4, True, ""),
        (1, True, "Chỉ có một đơn vị bỏ phiếu trên điện thoại"),
        (0, True, ""),
        (5, False, ""),
        (1, False, ""),
    ],
)
def test_a_vote_that_stands_alone_in_its_way_is_warned_of(leaders, secret, told):
    hall = make_hall(6, leaders=leaders)
    ballot = hall.start(is_secret=secret)
    head, lead = client_of(hall.head), client_of(hall.tellers[0])

    drafts = [words(client.get(at(ballot))) for client in (head, lead)]
    actions.open_ballot(ballot, by=hall.head)
    opened = words(head.get(at(ballot)))

    forecast = f"{leaders} đơn vị bỏ phiếu trên điện thoại, {6 - leaders} đơn vị bỏ phiếu giấy"
    assert all(forecast in page for page in drafts)
    pages = [*drafts, opened]
    assert [page.count("Chỉ có một đơn vị") for page in pages] == [bool(told)] * 3
    assert all(told in page for page in pages)


def test_a_single_phone_vote_among_papers_is_told_after_closing(hall):
    ballot = hall.opened()
    papers_of(hall, ballot, 2)
    hall.vote(ballot, 3, 0)
    actions.close_ballot(ballot, by=hall.head)

    page = words(client_of(hall.tellers[0]).get(at(ballot)))

    assert "Chỉ có một phiếu trên hệ thống" in page


def test_result_is_shown_recounted_and_sealed(hall):
    ballot = hall.opened()
    for place in range(4):
        hall.vote(ballot, place, 0)
    hall.vote(ballot, 4, 1)
    hall.counted(ballot)
    head, leader = client_of(hall.head), client_of(hall.leaders[1])

    page = words(leader.get(at(ballot)))
    same = words(head.get(at(ballot, "recount_ballot")))
    head.post(at(ballot, "seal_ballot"), {"sealed_by": "01 phong bì"})
    box = BallotBox.objects.get()
    BallotBox.objects.update(slips=box.slips[1:])
    other = words(head.get(at(ballot, "recount_ballot")))

    assert "66,67%" in page
    assert "ít nhất 4/6 phiếu" in page
    assert "được chọn" in page
    assert "khớp" in same
    assert "kết quả khác" in other
    assert Ballot.objects.get().sealed_by == "01 phong bì"


def test_tie_leads_to_the_next_round_once(hall):
    ballot = hall.opened(threshold="1/2", is_above=False)
    for place in range(6):
        hall.vote(ballot, place, place % 2)
    hall.counted(ballot)
    client = client_of(hall.head)

    assert "bằng phiếu" in words(client.get(at(ballot)))
    answer = client.post(at(ballot, "next_ballot"))
    client.post(at(ballot, "next_ballot"))

    following = Ballot.objects.get(previous=ballot)
    assert answer.url == following.get_absolute_url()
    assert "Lập vòng bỏ phiếu tiếp theo" not in words(client.get(at(ballot)))


def test_open_ballot_shows_the_votes_after_the_count(hall):
    ballot = hall.opened(is_secret=False)
    hall.vote(ballot, 3, 0)
    hall.counted(ballot)

    page = words(client_of(hall.leaders[1]).get(at(ballot)))

    assert "Các đơn vị đã bỏ phiếu công khai" in page
    assert BallotVoter.objects.filter(has_voted=True).count() == 1


# Where it is linked from.
@pytest.mark.parametrize("name", ["follow", "detail"])
def test_open_ballot_is_linked_from_the_meeting(hall, name):
    ballot, client = hall.opened(), client_of(hall.leaders[0])
    page = client.get(reverse(f"meetings:{name}", args=ballot.place[:-1])).content.decode()

    wanted = {"follow": at(ballot, "vote"), "detail": "chờ bỏ phiếu"}[name]
    assert wanted in page


def test_desk_and_chair_link_to_the_ballots(hall):
    ballot, client = hall.opened(), client_of(hall.head)
    pages = [
        client.get(reverse(f"meetings:{name}", args=ballot.place[:-1]))
        for name in ("desk", "chair")
    ]

    assert at(ballot) in words(pages[0])
    assert at(ballot) in words(pages[1])


# What is refused stays typed; what the ballot has left behind is told.
def test_refused_forms_come_back_as_typed(hall):
    client = client_of(hall.head)
    draft, office = hall.start(), officer(hall.units[1])
    lead = hall.tellers[0].pk
    rules = {"question": "Câu hỏi mới", "base": "present", "rule": "2/3", "order": "listed"}
    rules |= {"seats": 1, "most_marks": 1, "most_rounds": 1, "takes_written": "1"}
    barred = client.post(at(draft, "name_tellers"), {"lead": lead, "second": lead})
    refused = client.post(at(draft, "save_ballot"), rules)
    actions.open_ballot(draft, by=hall.head)
    row = voter(draft, hall.units[1])
    asked = {"voter": row.pk, "way": "phone", "user": office.pk}
    way = client.post(at(draft, "set_ballot_way"), asked)

    assert [barred.status_code, refused.status_code, way.status_code] == [422] * 3
    assert words(barred).count("ít nhất hai người khác nhau") == 1
    assert words(barred).count(f'value="{lead}" selected') == 2
    assert "Câu hỏi mới</textarea>" in words(refused)
    assert "Câu hỏi mới" not in words(client.get(at(draft)))
    assert f'value="{row.pk}" selected' in words(way)
    assert f'value="{office.pk}" selected' in words(way)
    assert "không phải lãnh đạo" in words(way)


def test_a_form_that_comes_too_late_says_so(hall):
    ballot, client = hall.opened(), client_of(hall.head)

    for name in ("save_ballot", "name_tellers", "list_candidates"):
        told = words(client.post(at(ballot, name), {}, follow=True))
        assert "Không thể thực hiện: cuộc bỏ phiếu “Đang bỏ phiếu”" in told
    actions.close_ballot(ballot, by=hall.head)
    assert "“Đã kết thúc" in words(client.post(at(ballot, "set_ballot_way"), {}, follow=True))
    client.post(at(ballot, "count_ballot"))
    again = client.post(at(ballot, "count_ballot"), follow=True)

    assert again.redirect_chain
    assert "“Đã kiểm phiếu”" in words(again)


def test_sealing_is_offered_until_the_tellers_have_their_minutes(hall):
    ballot, client = hall.opened(), client_of(hall.head)
    hall.counted(ballot)
    assert 'name="sealed_by"' in words(client.get(at(ballot)))
    tally.start_tally(ballot, by=hall.head)

    late = client.post(at(ballot, "seal_ballot"), {"sealed_by": "Hai phong bì"})

    assert 'name="sealed_by"' not in words(client.get(at(ballot)))
    assert 'value="Hai phong bì"' in words(late)
    assert "Tổ kiểm phiếu trả lại trước" in words(late)


def test_counting_is_offered_to_who_may_count(hall):
    standing = [*hall.units[:2], hall.units[-1]]  # the head's own unit stands
    ballot = hall.start(units=standing)
    actions.open_ballot(ballot, by=hall.tellers[0])
    actions.close_ballot(ballot, by=hall.tellers[0])

    assert at(ballot, "count_ballot") not in words(client_of(hall.head).get(at(ballot)))
    assert at(ballot, "count_ballot") in words(client_of(hall.tellers[1]).get(at(ballot)))
