"""Election on record and the handover of the head's role, around midnight above all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Disqualification
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings import actions as meeting_actions
from meetings.actions import elections, handovers
from meetings.actions.elections import Counted
from meetings.models import Election, Handover, Meeting, Task
from meetings.queries.elections import proposal
from tests.assessments import factories as make
from tests.factories import fresh, make_user
from units import actions as ground
from units.models import Appointment, AuditEntry, User
from units.queries import head_on

STARTS = date(2022, 1, 1)
State = Handover.State


@pytest.fixture(scope="module")
def home(shared_worlds):
    return shared_worlds[0]


@pytest.fixture
def review(home, db):
    return meeting_actions.plan_meeting(home.year, by=home.people["secretary"])


def prepare(world, **given):
    values = {"taker": world.people["chair"], "starts": STARTS, "by": world.people["secretary"]}
    return handovers.prepare_handover(world.year, **(values | given))


def finish_list(handover):
    handover.items.update(is_checked=True)


# Election


def test_rotation_puts_the_deputy_first_and_bars_whom_the_last_year_barred(home, review):
    one, two, three = home.units[:3]
    day = clock.today()
    assert proposal(home.bloc, 2022, day).head == two
    assert proposal(home.bloc, 2022, day).deputy == three

    Disqualification.objects.create(
        bloc=home.bloc, round=home.scoring.round, unit=two, is_met=True,
        words="có vụ việc tiêu cực", ground="Kết luận thanh tra",
    )  # fmt: skip

    found = proposal(home.bloc, 2022, day)
    assert found.barred == {two.pk: "có vụ việc tiêu cực"}
    assert (found.head, found.deputy) == (three, home.units[3])
    assert one not in (found.head, found.deputy)
    counted = Counted("hands", 9, 9, 9, {two: 9}, two)
    with pytest.raises(ActionError, match="không được xét thi đua năm trước"):
        elections.record_election(review, "head", counted, by=None)


@pytest.mark.parametrize(
    ("issued", "collected", "valid", "votes", "elected", "why"),
    [
        (9, 10, 9, (5, 4), 0, "thu về không được nhiều hơn"),
        (9, 8, 9, (5, 4), 0, "hợp lệ không được nhiều hơn"),
        (9, 9, 8, (5, 4), 0, "nhiều hơn số phiếu hợp lệ"),
        (9, 9, 8, (4, 4), 0, "bầu lại"),
        (9, 9, 9, (4, 5), 0, "không có nhiều phiếu nhất"),
        (9, 9, 9, (0, 0), 0, "không có nhiều phiếu nhất"),
        (9, 9, 9, (5, 4), 2, "được giới thiệu"),
    ],
)
def test_counts_that_contradict_each_other_are_refused(
    home, review, issued, collected, valid, votes, elected, why
):
    given = dict(zip(home.units[1:3], votes, strict=True))
    counted = Counted("secret", issued, collected, valid, given, home.units[1 + elected])

    with pytest.raises(ActionError, match=why):
        elections.record_election(review, "head", counted, by=None)

    assert not Election.objects.exists()


def test_half_year_review_elects_nobody(home, db):
    counted = Counted("hands", 9, 9, 9, {home.units[1]: 9}, home.units[1])

    with pytest.raises(ActionError, match="sơ kết không bầu"):
        elections.record_election(home.meeting, "head", counted, by=None)


def test_result_is_kept_once_and_may_be_mended_while_minutes_are_drafts(home, review):
    two, three = home.units[1:3]
    by = home.people["secretary"]
    before = Meeting.objects.get(pk=review.pk).live_revision
    elections.record_election(review, "head", Counted("hands", 9, 9, 9, {two: 9}, two), by=by)

    row = elections.record_election(
        review, "head", Counted("secret", 9, 9, 8, {two: 3, three: 5}, three), by=by
    )

    assert list(Election.objects.values_list("elected", "year")) == [(three.pk, 2022)]
    assert sorted(row.candidates.values_list("unit", "votes")) == [(two.pk, 3), (three.pk, 5)]
    assert Meeting.objects.get(pk=review.pk).live_revision == before + 2


def test_election_page_keeps_what_was_typed_when_it_is_refused(home, review):
    client = Client()
    client.force_login(home.people["secretary"])
    at = [*home.path.values(), home.year.slug, review.pk]
    two = home.units[1]
    typed = {
        "head-method": "secret", "head-issued": "9", "head-collected": "9", "head-valid": "7",
        f"head-votes_{two.pk}": "8", "head-elected": str(two.pk),
    }  # fmt: skip

    refused = client.post(reverse("meetings:save_election", args=[*at, "head"]), typed)
    typed["head-valid"] = "9"
    kept = client.post(reverse("meetings:save_election", args=[*at, "head"]), typed)

    assert refused.status_code == 422
    assert 'value="8"' in refused.text
    assert "nhiều hơn số phiếu hợp lệ" in refused.text
    assert kept.status_code == 302
    assert two.name in client.get(reverse("meetings:elections", args=at)).text

    hands = {"head-method": "hands", "head-issued": "9", f"head-votes_{two.pk}": "8"}
    hands["head-elected"] = str(two.pk)
    ballot = client.post(
        reverse("meetings:save_election", args=[*at, "head"]), hands | {"head-method": "secret"}
    )
    shown = client.post(reverse("meetings:save_election", args=[*at, "head"]), hands, follow=True)

    assert "Bỏ phiếu kín cần ghi số này." in ballot.text
    assert "9 đơn vị tham gia" in shown.text
    Document.objects.filter(meeting_key=review.pk, kind="minutes").update(state="submitted")
    assert "Sửa kết quả" not in client.get(reverse("meetings:elections", args=at)).text


# Midnight


def heads(bloc) -> set[str]:
    """Everybody whose rights make them head of the bloc at this instant."""
    return {user.username for user in User.objects.all() if bloc.pk in user.rights.head_of}


def test_no_instant_has_two_heads_or_none(home, db, stand_on, monkeypatch):
    old, new = home.people["head"], home.people["chair"]
    prepare(home, deputy=home.people["former_head"], secretary=home.people["meeting_secretary"])
    stand_on(None)
    midnight = datetime(2021, 12, 31, 17, tzinfo=UTC)  # 00:00 in Asia/Ho_Chi_Minh
    seen = {}

    for step in (-3600, -1, 0, 1, 3600):
        moment = midnight + timedelta(seconds=step)
        monkeypatch.setattr(clock, "real_now", lambda moment=moment: moment)
        seen[step] = heads(home.bloc)
        secretaries = [u for u in User.objects.all() if home.bloc.pk in u.rights.secretary_of]
        assert len(secretaries) == 1, step
        assert head_on(home.bloc, clock.today()).user.username in seen[step]

    assert seen == {
        -3600: {old.username}, -1: {old.username},
        0: {new.username}, 1: {new.username}, 3600: {new.username},
    }  # fmt: skip


def test_former_head_reads_the_years_served_and_no_later_ones(home, db, stand_on):
    Appointment.objects.filter(user=home.people["head"], role="head").update(
        starts=date(2020, 6, 1)
    )
    elsewhere = make_user("head", home.bloc, full_name="Người cũ")  # of no unit of the bloc
    ground.appoint(home.people["chair"], "head", by=None, starts=STARTS, bloc=home.bloc)
    stand_on(date(2022, 7, 15))
    later = make.PeriodFactory(
        bloc=home.bloc, kind="year", slug="2022", name="Năm 2022",
        starts=date(2022, 1, 1), ends=date(2022, 12, 31),
    )  # fmt: skip
    made = meeting_actions.plan_meeting(later, by=None)
    for period in (home.period, later):
        Task.objects.create(
            bloc=home.bloc, period=period, title=f"Việc của {period.slug}", area="professional",
            due=period.ends, created_at=clock.now(),
        )  # fmt: skip
    client = Client()
    client.force_login(fresh(elsewhere))

    def status(period, meeting):
        at = [*home.path.values(), period.slug]
        return (
            client.get(reverse("period", args=at)).status_code,
            client.get(reverse("meetings:detail", args=[*at, meeting.pk])).status_code,
        )

    assert status(home.period, home.meeting) == (200, 200)
    assert status(later, made) == (404, 404)
    assert "Năm 2022" not in client.get(reverse("bloc", kwargs=home.path)).text.split("<main")[1]
    tasks = client.get(reverse("meetings:tasks", kwargs=home.path)).text
    assert f"Việc của {home.period.slug}" in tasks
    assert "Việc của 2022" not in tasks


# Handover


def test_two_confirmations_make_the_minutes(home, db):
    giver, taker = home.people["head"], home.people["chair"]
    handover = prepare(home)
    with pytest.raises(ActionError, match="đánh dấu đã bàn giao"):
        handovers.confirm_given(handover, by=giver)
    finish_list(handover)
    row = handover.items.first()
    with pytest.raises(ActionError, match="Không thể thực hiện"):
        handovers.confirm_taken(handover, by=taker)
    with pytest.raises(ActionError, match="Chỉ người bàn giao"):
        handovers.confirm_given(handover, by=taker)

    handovers.confirm_given(handover, by=giver)
    with pytest.raises(ActionError, match="rút lại xác nhận"):
        handovers.save_item(row, values={"title": "khác"}, revision=row.revision, by=giver)
    handovers.take_back(handover, by=taker)
    handovers.save_item(row, values={"title": "Sổ khác"}, revision=row.revision, by=giver)
    handovers.confirm_given(handover, by=giver)
    handovers.confirm_taken(handover, by=taker)

    handover.refresh_from_db()
    paper = handover.document
    assert (handover.state, paper.state) == (State.AGREED, Document.State.APPROVED)
    assert paper.label.endswith("/BB-KTĐ")
    words = str(paper.snapshot)
    assert "Sổ khác" in words
    assert giver.full_name in words
    assert taker.full_name in words
    with pytest.raises(ActionError):
        handovers.confirm_taken(handover, by=taker)
    assert AuditEntry.objects.filter(action="handover_agreed").count() == 1


@pytest.mark.parametrize("state", State.values)
def test_each_state_allows_its_own_steps_alone(home, db, state):
    giver, taker = home.people["head"], home.people["chair"]
    handover = prepare(home)
    finish_list(handover)
    if state in {State.GIVEN, State.AGREED}:
        handovers.confirm_given(handover, by=giver)
    if state == State.AGREED:
        handovers.confirm_taken(handover, by=taker)
    if state == State.DROPPED:
        handovers.drop_handover(handover, by=giver, reason="nhầm")
    steps = {
        "give": lambda: handovers.confirm_given(handover, by=giver),
        "take": lambda: handovers.confirm_taken(handover, by=taker),
        "reopen": lambda: handovers.take_back(handover, by=giver),
        "drop": lambda: handovers.drop_handover(handover, by=giver, reason="thôi"),
    }
    allowed = {
        State.DRAFT: {"give", "drop"}, State.GIVEN: {"take", "reopen", "drop"},
        State.AGREED: set(), State.DROPPED: set(),
    }  # fmt: skip
    done = set()

    for name, act in steps.items():
        sid = handovers.transaction.savepoint()
        try:
            act()
        except ActionError:
            pass
        else:
            done.add(name)
        handovers.transaction.savepoint_rollback(sid)
        handover = Handover.objects.get(pk=handover.pk)

    assert done == allowed[state]


def test_dropped_handover_leaves_everybody_where_they_were(home, db):
    held = list(Appointment.objects.order_by("pk").values("pk", "starts", "ends"))
    handover = prepare(home, secretary=home.people["officer"], deputy=home.people["member"])

    handovers.drop_handover(handover, by=home.people["head"], reason="bầu lại")

    assert list(Appointment.objects.order_by("pk").values("pk", "starts", "ends")) == held
    handover.document.refresh_from_db()
    assert handover.document.state == Document.State.DROPPED


def test_a_second_handover_or_a_day_gone_by_is_refused(home, db, stand_on):
    handover = prepare(home)

    with pytest.raises(ActionError, match="đang chuẩn bị một lần bàn giao"):
        prepare(home, starts=date(2022, 2, 1))
    with pytest.raises(ActionError, match="phải sau hôm nay"):
        prepare(home, starts=clock.today())
    stand_on(STARTS)
    with pytest.raises(ActionError, match="đã nhận nhiệm vụ"):
        handovers.drop_handover(handover, by=home.people["head"], reason="muộn")
