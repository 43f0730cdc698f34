"""Tally minutes: made from the count, confirmed by every teller, frozen by the last of them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from documents.models import Document, Rendering
from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots, tally
from meetings.models import Ballot, BallotTeller
from meetings.queries.tally import paper_words, tally_seen, tally_words
from tests.meetings.balloting import client_of, make_hall

pytestmark = pytest.mark.django_db


def counted(**values) -> tuple:
    """A ballot of nine on three units, counted: seven votes for the first, two blank."""
    hall = make_hall()
    ballot = hall.opened(**values)
    for place in range(9):
        hall.vote(ballot, place, *([0] if place < 7 else []))
    hall.counted(ballot)
    return hall, Ballot.objects.get(pk=ballot.pk)


def tellers_of(ballot):
    return [row.user for row in BallotTeller.objects.filter(ballot=ballot).select_related("user")]


def test_minutes_tell_the_count_and_nobody_s_choice():
    hall, ballot = counted()

    words = tally_words(ballot)

    told = str(words["blocks"])
    table = next(row["rows"] for row in words["blocks"] if row["type"] == "table")
    assert table[0] == ["01", hall.units[0].name, "07", "77,78", "Được chọn"]
    assert "Số phiếu thu về: 09." in told
    assert "Số phiếu hợp lệ: 09." in told
    assert "6/9 phiếu" in told
    assert [row["lines"][0] for row in words["signatures"]] == ["TỔ VIÊN", "TỔ TRƯỞNG", "TỔ VIÊN"]
    voters = {user.full_name for user in hall.leaders} - {user.full_name for user in hall.tellers}
    assert not [name for name in voters if name in told]


def test_minutes_of_a_second_round_tell_the_first():
    hall = make_hall()
    first = hall.opened()
    for place in range(9):
        hall.vote(first, place, place % 3)
    hall.counted(first)
    second = ballots.next_round(Ballot.objects.get(pk=first.pk), by=hall.head)
    ballots.open_ballot(second, by=hall.head)
    for place in range(9):
        hall.vote(second, place, 0)
    hall.counted(second)

    told = [
        row.get("text", "")
        for row in tally_words(second)["blocks"]
        if row.get("lead") == "Vòng 1: "
    ]

    assert len(told) == 1
    assert f"{hall.units[0].name} 03 phiếu (33,33%)" in told[0]
    assert told[0].endswith("Không có đơn vị nào được chọn ở vòng này.")


def test_the_last_teller_freezes_the_minutes_with_a_number():
    hall, ballot = counted()
    document = tally.start_tally(ballot, by=hall.head)
    seen, people = tally_seen(ballot), tellers_of(ballot)

    for user in people[:-1]:
        tally.confirm_tally(ballot, by=user, seen=seen)
        tally.confirm_tally(ballot, by=user, seen=seen)
        document.refresh_from_db()
        assert document.state == Document.State.SUBMITTED
    tally.confirm_tally(ballot, by=people[-1], seen=seen)

    document.refresh_from_db()
    assert document.is_approved
    assert document.label.startswith("01/BB")
    forms = set(Rendering.objects.filter(document=document).values_list("form", flat=True))
    assert forms == {"pdf", "docx"}
    assert tally.start_tally(ballot, by=hall.head).pk == document.pk


def test_a_teller_sends_them_back_and_all_confirm_anew():
    hall, ballot = counted()
    tally.start_tally(ballot, by=hall.head)
    people = tellers_of(ballot)
    tally.confirm_tally(ballot, by=people[0], seen=tally_seen(ballot))

    with pytest.raises(ActionError, match="lý do"):
        tally.return_tally(ballot, by=people[1], reason=" ")
    with pytest.raises(ActionError, match="đã lập"):
        ballots.save_ballot(ballot, values={"sealed_by": "Phong bì số 2"}, by=hall.head)
    tally.return_tally(ballot, by=people[1], reason="Thiếu việc niêm phong")

    assert not BallotTeller.objects.filter(approved_at__isnull=False).exists()
    old = tally_seen(ballot)
    ballots.save_ballot(ballot, values={"sealed_by": "Phong bì số 2"}, by=hall.head)
    tally.offer_tally(ballot, by=hall.head)
    with pytest.raises(ActionError, match="đã thay đổi"):
        tally.confirm_tally(ballot, by=people[0], seen=old)
    assert "Phong bì số 2." in str(tally_words(ballot)["blocks"])


@pytest.mark.parametrize("step", ["confirm", "return"])
def test_only_tellers_confirm_or_return(step):
    hall, ballot = counted()
    tally.start_tally(ballot, by=hall.head)
    other = next(user for user in hall.leaders if user not in tellers_of(ballot))

    act, more = {
        "confirm": (tally.confirm_tally, {"seen": tally_seen(ballot)}),
        "return": (tally.return_tally, {"reason": "Sai"}),
    }[step]

    with pytest.raises(ActionError, match="Tổ kiểm phiếu"):
        act(ballot, by=other, **more)


def test_no_minutes_before_the_count():
    hall = make_hall()
    ballot = hall.opened()

    with pytest.raises(ActionError, match="Đang bỏ phiếu"):
        tally.start_tally(ballot, by=hall.head)


def test_ballot_paper_lists_units_in_frozen_order_and_how_to_mark():
    hall = make_hall()
    ballot = hall.opened(most_marks=2, seats=2)

    words = paper_words(ballot)

    table = words["blocks"][0]["rows"]
    assert [row[1] for row in table] == [unit.name for unit in hall.units[:3]]
    assert "tối đa 02 đơn vị" in str(words["blocks"])
    assert words["header"]["is_unnumbered"]
    assert words["form"] == "slip"
    assert "chính mình" not in str(words["blocks"])
    ballot.allows_self = False
    assert "Đơn vị không bỏ phiếu cho chính mình." in str(paper_words(ballot)["blocks"])


@pytest.mark.parametrize(
    ("day", "told"), [(9, "lúc 15 giờ 46 phút cùng ngày"), (8, "15 giờ 46 phút ngày 09 tháng 7")]
)
def test_minutes_tell_the_day_of_a_count_after_the_meeting(day, told):
    _hall, ballot = counted()
    ballot.meeting.date = date(2021, 7, day)
    ballot.counted_at = datetime(2021, 7, 9, 8, 46, tzinfo=UTC)  # 15:46 in Asia/Ho_Chi_Minh

    assert told in str(tally_words(ballot)["blocks"])


def test_confirmed_minutes_are_not_drawn_up_anew_by_the_desk():
    hall, ballot = counted()
    document = tally.start_tally(ballot, by=hall.head)
    for user in tellers_of(ballot):
        tally.confirm_tally(ballot, by=user, seen=tally_seen(ballot))
    client = client_of(hall.head)
    address = reverse("meetings:correct", args=[*ballot.place[:2], document.pk])

    assert address not in client.get(document.get_absolute_url()).text
    assert client.get(address).status_code == 403
