"""Each step from each state: taken or refused, alike for buttons and actions; twice; by whom."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Ranking, RankingRow
from awards.actions import holds
from awards.actions import nominations as actions
from awards.models import Nomination
from awards.queries.nominations import STEPS, is_step_open, steps_for
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.models import Ballot, Meeting
from tests.awards.factories import AwardFactory, CheckFactory, NominationFactory
from tests.factories import fresh

State = Nomination.State
INSIDE = {"draft", "self_nominated", "eligibility_checked", "bloc_ranked", "bloc_voted"}
SENT = {
    "submitted_to_snv", "received", "supplement_requested", "supplemented", "appraised",
}  # fmt: skip
# Written out by hand, so that a change of the table of transitions is seen here.
OPEN = {
    "check": INSIDE | {"minuted"},
    "describe": INSIDE | {"minuted"},
    "rank": {"eligibility_checked"},
    "vote": {"eligibility_checked", "bloc_ranked"},
    "reject": {"self_nominated", "eligibility_checked", "bloc_ranked"},
    "withdraw": INSIDE | SENT | {"minuted"},
    "hold": {state for state in State if state in Nomination.HOLDABLE},
    "lift": {"hold"},
}
ACTS = {
    "check": actions.examine,
    "describe": lambda row, by: actions.describe(row, summary="Dẫn đầu", by=by),
    "rank": actions.place,
    "vote": actions.vote,
    "reject": lambda row, by: actions.reject(row, reason="Chưa tiêu biểu", by=by),
    "withdraw": lambda row, by: actions.withdraw(row, reason="Xin rút", by=by),
    "hold": lambda row, by: holds.hold(row, ground="press", document="Số 1", by=by),
    "lift": lambda row, by: holds.lift(row, conclusion="Số 2", by=by),
}
# Taken again at once, these are refused; conditions may be tested and words changed at will.
ONCE = set(ACTS) - {"check", "describe"}


@pytest.fixture(autouse=True)
def rules_say_nothing(monkeypatch):
    monkeypatch.setattr(actions, "check_nomination", lambda nomination, *, by: [])


@pytest.fixture
def home(shared_worlds, db):
    """A world whose second unit is ranked second and chosen for a certificate."""
    world = shared_worlds[0]
    unit = world.units[1]
    ranking = Ranking.objects.create(bloc=world.bloc, round=world.scoring.round, at=clock.now())
    RankingRow.objects.create(
        bloc=world.bloc, ranking=ranking, unit=unit, unit_name=unit.name,
        unit_short_name=unit.short_name, standard=90, bonus=0, penalty=0, total=90,
        assigned=100, rate=90, rebased=90, rank=2,
    )  # fmt: skip
    meeting = Meeting.objects.create(
        bloc=world.bloc, period=world.year, kind="year_end_review", title="Tổng kết"
    )
    line = {"unit": unit.pk, "name": unit.name, "votes": 8, "rate": "88,89"}
    Ballot.objects.create(
        bloc=world.bloc, meeting=meeting, kind="award", award_code="BK_TINH", question="Suy tôn?",
        state="counted", result={"base": 9, "rows": [line], "chosen": [unit.pk]},
        counted_at=clock.now(),
    )  # fmt: skip
    return world


def made(world, state, **fields):
    held = {"held_from": "received"} if state == "hold" else {}
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[1], award=AwardFactory(),
        state=state, **held, **fields,
    )  # fmt: skip


def done(act, row) -> bool:
    try:
        act(row, by=None)
    except ActionError:
        return False
    return True


@pytest.mark.parametrize("state", State.values)
def test_each_step_is_taken_or_refused_as_the_buttons_say(home, state):
    for step in STEPS:
        row = made(home, state)
        expected = state in OPEN[step.code]

        assert is_step_open(step, row) == expected, step.code
        assert done(ACTS[step.code], row) == expected, step.code
        if expected and step.code in ONCE:
            assert not done(ACTS[step.code], Nomination.objects.get(pk=row.pk)), step.code
        if not expected:
            assert Nomination.objects.get(pk=row.pk).state == state
        row.holds.all().delete()
        row.delete()


# Which steps a role is offered: before it is sent, after it, and on hold.
BUTTONS = """
             eligibility_checked              received       hold
officer      -                                -              -
leader       -                                -              -
secretary    check,describe,rank,vote,reject,withdraw  -              -
head         check,describe,rank,vote,reject,withdraw,hold withdraw,hold lift
former_head  -                                -              -
reviewer     hold                             hold           lift
"""
ROWS = [line.split() for line in BUTTONS.strip("\n").splitlines()]


@pytest.mark.parametrize(("role", "offered"), [(row[0], row[1:]) for row in ROWS[1:]])
def test_each_role_is_offered_what_it_may_do(home, role, offered):
    user = fresh(home.people[role])
    found = []
    for state in ROWS[0]:
        row = made(home, state)
        found.append(",".join(step.code for step in steps_for(row, user, [])) or "-")
        row.delete()

    assert found == offered


def test_a_blocking_condition_takes_the_way_forward_off_the_page(home):
    row = made(home, "eligibility_checked")
    check = CheckFactory(nomination=row, outcome="unfit")
    codes = [step.code for step in steps_for(row, fresh(home.people["secretary"]), [check])]

    assert codes == ["check", "describe", "reject", "withdraw"]


# Who may open a nomination's page, by its state.
SEEN = """
             eligibility_checked submitted_to_snv decided
leader       200 200 200
chair        404 404 404
secretary    200 200 200
reviewer     404 200 200
observer     404 404 200
"""
SEEN_ROWS = [line.split() for line in SEEN.strip("\n").splitlines()]


@pytest.mark.parametrize(("role", "expected"), [(row[0], row[1:]) for row in SEEN_ROWS[1:]])
def test_who_sees_a_nomination_follows_its_way(home, role, expected):
    client = Client()
    client.force_login(home.people[role])
    found = []
    for state in SEEN_ROWS[0]:
        row = made(home, state)
        url = reverse("awards:nomination", kwargs=home.path | {"pk": row.pk})
        found.append(str(client.get(url).status_code))
        listed = client.get(reverse("awards:nominations", kwargs=home.path)).text
        assert (url in listed) == (found[-1] == "200")
        row.delete()

    assert found == expected


def test_grounds_of_a_hold_stay_with_those_they_concern(home):
    row = made(home, "received")
    holds.hold(row, ground="press", document="Thông báo số 7", by=home.people["head"])
    url = reverse("awards:nomination", kwargs=home.path | {"pk": row.pk})
    found = {}
    for role in ("leader", "secretary", "reviewer", "former_head"):
        client = Client()
        client.force_login(home.people[role])
        page = client.get(url).text
        found[role] = ("Thông báo số 7" in page, "Tạm dừng xét" in page)

    assert found == {
        "leader": (True, True), "secretary": (True, True), "reviewer": (True, True),
        "former_head": (False, False),
    }  # fmt: skip


def test_the_pages_do_what_they_say(home):
    client = Client()
    client.force_login(home.people["head"])
    row = made(home, "eligibility_checked")
    path = {"kwargs": home.path | {"pk": row.pk}}

    client.post(reverse("awards:vote_nomination", **path))
    sent = {"ground": "complaint", "document": "Thông báo số 5"}
    client.post(reverse("awards:hold_nomination", **path), sent)
    assert "Thông báo số 5" in client.get(reverse("awards:nomination", **path)).text
    client.post(reverse("awards:lift_nomination", **path), {"conclusion": "Kết luận số 9"})
    client.post(reverse("awards:withdraw_nomination", **path), {"withdraw-reason": "Xin rút"})

    row.refresh_from_db()
    assert (row.state, row.votes, row.outcome_reason) == (State.WITHDRAWN, 8, "Xin rút")
    values = {
        "unit": row.unit_id, "subject": "person", "subject_name": "Trần Văn An",
        "award": row.award_id, "reason": "sudden", "theme": "Cứu người",
    }  # fmt: skip
    add = reverse("awards:nominate", kwargs=home.path | {"period": home.year.slug})
    assert client.post(add, values).status_code == 302
    again = client.post(add, values)
    assert again.status_code == 422
    assert "đã được đề nghị" in again.text
