"""Appraisal: received, prepared by a specialist, approved by a leader; what the bloc sees of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from awards.actions import holds
from awards.actions import review as actions
from awards.models import Award, Nomination, Regime, Review
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.awards.factories import NominationFactory
from tests.factories import DAY, BlocFactory, UserFactory, fresh, make_user, trail
from units.models import Appointment, AuditEntry, Bloc

State = Nomination.State
ITEMS = [{"item": "report", "reason": "Thiếu chữ ký"}]
LATER = DAY + timedelta(days=7)


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


@pytest.fixture
def specialist(home):
    user = make_user("reviewer", home.province, full_name="Chuyên viên Sở")
    Appointment.objects.filter(user=user).update(prepares_only=True)
    return fresh(user)


def made(world, state=State.RECEIVED, **values):
    row = NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[1], state=state, **values
    )
    return Nomination.objects.select_related("bloc__province", "award").get(pk=row.pk)


def prepared(row, verdict="supplement", by=None):
    items = [] if verdict == "accept" else ITEMS
    return actions.prepare_review(row, verdict=verdict, items=items, due=LATER, by=by)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2023-12-31", "TDKT_2003"), ("2024-01-01", "TDKT_2022_a"), ("2025-06-30", "TDKT_2022_a"),
        ("2025-07-01", "TDKT_2022_b"), ("2026-09-30", "TDKT_2022_b"), ("2026-10-01", "TDKT_2026"),
    ],
)  # fmt: skip
def test_the_day_of_receipt_settles_the_regime(home, stand_on, day, code):
    row = made(home, State.SUBMITTED)
    stand_on(date(2026, 10, 2))

    actions.receive(row, by=home.people["reviewer"], day=date.fromisoformat(day))

    row.refresh_from_db()
    assert (row.state, row.regime.code) == (State.RECEIVED, code)
    assert clock.local_date(row.received_at) == date.fromisoformat(day)
    assert Regime.objects.get(code=code) == row.regime


def test_received_once_neither_before_it_was_sent_nor_tomorrow(home):
    row = made(home, State.SUBMITTED)
    for day, why in ((DAY + timedelta(days=1), "hôm nay"), (DAY - timedelta(days=1), "trước ngày")):
        with pytest.raises(ActionError, match=why):
            actions.receive(row, by=None, day=day)
    actions.receive(row, by=None, day=DAY)

    with pytest.raises(ActionError):
        actions.receive(row, by=None, day=DAY)
    assert trail(home.bloc).count("nomination_received") == 1


def test_a_whole_proposal_is_received_at_once_except_what_is_on_hold(home):
    paper = home.papers["sent"]
    rows = [made(home, State.SUBMITTED, proposal=paper, theme=str(n)) for n in range(3)]
    holds.hold(rows[2], ground="press", document="Báo số 5", by=None)

    assert actions.receive_all(paper, by=home.people["reviewer"], day=DAY) == 2

    states = [Nomination.objects.get(pk=row.pk).state for row in rows]
    assert states == [State.RECEIVED, State.RECEIVED, State.HOLD]
    with pytest.raises(ActionError, match="Không còn"):
        actions.receive_all(paper, by=None, day=DAY)


@pytest.mark.parametrize(
    ("verdict", "target"),
    [("supplement", State.SUPPLEMENT), ("accept", State.APPRAISED), ("return", State.RETURNED)],
)
@pytest.mark.parametrize("start", [State.RECEIVED, State.SUPPLEMENTED])
def test_a_leader_approves_what_a_specialist_prepared(home, specialist, start, verdict, target):
    row = made(home, start)
    review = prepared(row, verdict, by=specialist)
    assert Nomination.objects.get(pk=row.pk).state == start

    actions.approve_review(review, by=home.people["reviewer"])

    row.refresh_from_db()
    assert row.state == target
    assert row.supplement_due == (LATER if verdict == "supplement" else None)
    is_returned = verdict == "return"
    assert row.outcome_reason == ("Báo cáo thành tích: Thiếu chữ ký" if is_returned else "")
    with pytest.raises(ActionError):
        actions.approve_review(Review.objects.get(pk=review.pk), by=None)
    assert trail(home.bloc)[-1] == f"review_{verdict}"


@pytest.mark.parametrize(
    ("verdict", "items", "due", "why"),
    [
        ("supplement", [], LATER, "lý do"),
        ("supplement", [{"item": "report", "reason": "  "}], LATER, "lý do"),
        ("supplement", [{"item": "nothing", "reason": "có"}], LATER, "lý do"),
        ("supplement", ITEMS, None, "hạn bổ sung"),
        ("supplement", ITEMS, DAY - timedelta(days=1), "hạn bổ sung"),
        ("return", [], None, "lý do"),
        ("accept", ITEMS, None, "đủ điều kiện"),
        ("maybe", ITEMS, LATER, "Hãy chọn"),
    ],
)
def test_an_opinion_needs_what_it_rests_on(home, verdict, items, due, why):
    row = made(home)

    with pytest.raises(ActionError, match=why):
        actions.prepare_review(row, verdict=verdict, items=items, due=due, by=None)

    assert not Review.objects.filter(nomination=row).exists()


def test_nothing_is_appraised_at_another_step(home):
    for state in set(State) - set(actions.APPRAISABLE) - {"hold"}:
        row = made(home, state, theme=state)
        with pytest.raises(ActionError, match="Không thẩm định được"):
            prepared(row)


def test_a_supplement_that_never_came_may_only_be_returned(home):
    row = made(home, State.SUPPLEMENT)
    with pytest.raises(ActionError, match="Hãy chọn"):
        prepared(row, "accept")

    actions.approve_review(prepared(row, "return"), by=None)

    assert Nomination.objects.get(pk=row.pk).state == State.RETURNED


def test_one_opinion_at_a_time_and_a_new_one_after_it_was_sent_back(home):
    row = made(home)
    first = prepared(row)
    with pytest.raises(ActionError, match="chờ lãnh đạo"):
        prepared(row, "accept")
    with pytest.raises(ActionError, match="ý kiến"):
        actions.send_back(first, answer=" ", by=None)
    actions.send_back(first, answer="Xem lại báo cáo", by=home.people["reviewer"])
    with pytest.raises(ActionError):
        actions.approve_review(first, by=None)

    actions.approve_review(prepared(row, "accept"), by=None)

    assert Nomination.objects.get(pk=row.pk).state == State.APPRAISED


def test_a_stale_opinion_moves_nothing(home, stand_on):
    row = made(home)
    review = prepared(row)
    stand_on(LATER + timedelta(days=1))
    with pytest.raises(ActionError, match="hạn bổ sung"):
        actions.approve_review(review, by=None)
    other = Nomination.objects.get(pk=row.pk)
    other.move_to(State.WITHDRAWN)
    accepted = Review.objects.get(pk=review.pk)
    accepted.verdict = "accept"

    with pytest.raises(ActionError, match="chuyển bước"):
        actions.approve_review(accepted, by=None)
    assert Nomination.objects.get(pk=row.pk).state == State.WITHDRAWN


def test_nothing_goes_on_while_on_hold(home):
    row = made(home)
    review = prepared(row, "accept")
    holds.hold(Nomination.objects.get(pk=row.pk), ground="press", document="Số 1", by=None)

    for act in (
        lambda: actions.approve_review(review, by=None),
        lambda: actions.receive(row, by=None, day=DAY),
        lambda: prepared(row),
    ):
        with pytest.raises(ActionError, match="tạm dừng"):
            act()


def test_the_bloc_never_hears_of_what_is_only_prepared(home, specialist):
    row = made(home)
    first = actions.prepare_review(
        row, verdict="return", items=ITEMS, due=None, note="Ghi chú kín", by=specialist
    )
    actions.send_back(first, answer="Lời kín", by=home.people["reviewer"])
    actions.prepare_review(row, verdict="return", items=ITEMS, due=None, note="Kín", by=specialist)
    at = [*home.path.values(), row.pk]

    for role in ("officer", "leader", "secretary", "head", "former_head"):
        user = fresh(home.people[role])
        assert not Review.objects.visible_to(user).exists()
        assert not AuditEntry.objects.visible_to(user).filter(action__startswith="review").exists()
        client = Client()
        client.force_login(user)
        page = client.get(reverse("awards:nomination", args=at)).content.decode()
        assert [word for word in ("Kín", "kín", "Thiếu chữ ký", "Trả lại") if word in page] == []
    assert Review.objects.visible_to(home.people["reviewer"]).count() == 2


def test_what_was_approved_the_bloc_reads(home):
    row = made(home)
    actions.approve_review(prepared(row), by=home.people["reviewer"])

    for role in ("leader", "secretary", "head", "reviewer"):
        assert Review.objects.visible_to(fresh(home.people[role])).count() == 1
    assert not Review.objects.visible_to(UserFactory()).exists()


@pytest.mark.parametrize(
    ("blocs", "accepted", "passes"),
    [(4, [], False), (5, [], True), (5, [State.APPRAISED], False), (10, [State.COUNCIL], True),
     (10, [State.COUNCIL, State.HOLD], False), (10, [State.COUNCIL, State.REFUSED], True)],
)  # fmt: skip
def test_a_fifth_of_the_leaders_goes_on_to_the_government(home, blocs, accepted, passes):
    for _n in range(blocs - Bloc.objects.filter(province=home.province).count()):
        BlocFactory(province=home.province)
    flag = {
        "award": Award.objects.get(code="CTD_CP"),
        "regime": Regime.objects.get(code="TDKT_2022_b"),
    }
    for place, state in enumerate(accepted, start=2):
        held_from = State.APPRAISED if state == State.HOLD else ""
        NominationFactory(
            bloc=home.bloc, period=home.year, unit=home.units[place], state=state,
            held_from=held_from, **flag,
        )  # fmt: skip
    row = made(home, **flag)
    review = prepared(row, "accept")

    if passes:
        actions.approve_review(review, by=None)
    else:
        with pytest.raises(ActionError, match=f"Toàn tỉnh có {blocs} khối"):
            actions.approve_review(review, by=None)

    row.refresh_from_db()
    assert row.state == (State.APPRAISED if passes else State.RECEIVED)
