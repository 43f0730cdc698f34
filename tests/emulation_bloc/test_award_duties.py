"""What ballots and nominations put on the list of the home page, and when it goes again."""

import pytest

from awards.models import Nomination, Review
from emulation_bloc.lib import clock
from emulation_bloc.queries.waiting import waiting_duties
from meetings.actions import ballots, tally
from meetings.queries.tally import tally_seen
from tests.awards.factories import AwardFactory, NominationFactory
from tests.meetings.balloting import make_hall
from units.models import Appointment, User

pytestmark = pytest.mark.django_db
State = Nomination.State


def owed(user):
    """The titles of what waits, read with fresh rights in one query."""
    return {row.title for row in waiting_duties(User.objects.get(pk=user.pk))}


def test_a_voter_a_teller_and_the_desk_each_hear_of_a_ballot_in_turn():
    hall = make_hall()
    ballot = hall.opened()
    voter, teller = hall.leaders[0], hall.tellers[0]

    assert "Bỏ phiếu của đơn vị" in owed(voter)
    for place in range(9):
        hall.vote(ballot, place, 0)
    assert "Bỏ phiếu của đơn vị" not in owed(voter)
    ballots.close_ballot(ballot, by=hall.head)
    assert "Kiểm phiếu" in owed(teller)
    ballots.count_ballot(ballot, by=hall.head)
    assert "Kiểm phiếu" not in owed(teller)
    tally.start_tally(ballot, by=hall.head)
    assert "Xác nhận biên bản kiểm phiếu" in owed(teller)
    tally.confirm_tally(ballot, by=teller, seen=tally_seen(ballot))
    assert "Xác nhận biên bản kiểm phiếu" not in owed(teller)
    assert "Lập danh sách đề nghị khen thưởng" in owed(hall.head)


def nominated(world, state, **values):
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[1], award=AwardFactory(), state=state,
        theme=f"Chuyên đề {state}", **values,
    )  # fmt: skip


def test_a_unit_is_asked_for_its_achievement_report(shared_worlds):
    home = shared_worlds[0]
    nominated(home, State.CHECKED)

    assert "Soạn báo cáo thành tích" in owed(home.people["officer"])
    assert "Soạn báo cáo thành tích" not in owed(home.people["secretary"])


def test_the_department_hears_of_its_heaps_and_a_leader_of_opinions(shared_worlds):
    home, far = shared_worlds
    reviewer = home.people["reviewer"]
    nominated(home, State.SUBMITTED)
    row = nominated(home, State.RECEIVED)

    told = owed(reviewer)
    assert {"Tiếp nhận hồ sơ đề nghị khen thưởng", "Thẩm định hồ sơ đề nghị khen thưởng"} <= told
    Review.objects.create(bloc=home.bloc, nomination=row, verdict="accept", prepared_at=clock.now())
    told = owed(reviewer)
    assert "Duyệt ý kiến thẩm định" in told
    assert "Thẩm định hồ sơ đề nghị khen thưởng" not in told
    Appointment.objects.filter(user=reviewer).update(prepares_only=True)
    assert "Duyệt ý kiến thẩm định" not in owed(reviewer)
    assert not {title for title in owed(far.people["reviewer"]) if "đề nghị khen thưởng" in title}


def test_a_leader_of_the_department_hears_of_what_waits_after_the_appraisal(shared_worlds):
    home, far = shared_worlds
    reviewer = home.people["reviewer"]
    for state in (State.APPRAISED, State.APPROVED, State.DECIDED, State.NOTIFIED):
        nominated(home, state)
    titles = {
        "Ghi kết quả Hội đồng", "Ghi bước trình, quyết định khen thưởng",
        "Ghi đã thông báo khen thưởng", "Ghi đã trao khen thưởng",
    }  # fmt: skip

    assert titles <= owed(reviewer)
    Appointment.objects.filter(user=reviewer).update(prepares_only=True)
    assert not titles & (owed(reviewer) | owed(far.people["reviewer"]))


def test_the_desk_is_asked_for_a_supplement_by_its_day(shared_worlds):
    home = shared_worlds[0]
    nominated(home, State.SUPPLEMENT, supplement_due=clock.today())

    rows = waiting_duties(User.objects.get(pk=home.people["secretary"].pk))

    asked = next(row for row in rows if row.title == "Bổ sung hồ sơ đề nghị khen thưởng")
    assert asked.due == clock.today()
