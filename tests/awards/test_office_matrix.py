"""The department's steps from each state: taken or refused, and whose page offers them."""

import pytest
from django.db import transaction
from django.test import Client

from awards.actions import council, decisions, review
from awards.models import Decision, Grant, Nomination, Review
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.awards.factories import AwardFactory, NominationFactory, RegimeFactory
from units.models import Appointment

State = Nomination.State
ITEMS = [{"item": "report", "reason": "Thiếu số liệu"}]
# Written out by hand, so that a change of the table of transitions is seen here.
TAKEN = {
    "receive": {"submitted_to_snv"},
    "accept": {"received", "supplemented"},
    "ask": {"received", "supplemented"},
    "return": {"received", "supplemented", "supplement_requested"},
    "council": {"appraised"},
    "agree": {"council_voted"},
    "decide": {"approved_by_ubnd"},
    "notify": {"decided"},
    "deliver": {"notified"},
    "refuse": {
        "council_voted", "approved_by_ubnd", "party_opinion", "submitted_to_bnv", "bnv_appraised",
        "hold",
    },
    "annul": {"decided", "notified", "delivered"},
}  # fmt: skip
# What the page of each state offers: to a leader of the department; a specialist has the first two.
OFFERED = {
    "submitted_to_snv": {"receive"},
    "received": {"review"},
    "supplement_requested": {"review"},
    "supplemented": {"review"},
    "council_voted": {"refuse"},
    "approved_by_ubnd": {"refuse"},
    "party_opinion": {"refuse"},
    "submitted_to_bnv": {"refuse"},
    "bnv_appraised": {"refuse"},
    "decided": {"notify", "annul"},
    "notified": {"deliver", "annul"},
    "delivered": {"annul"},
}
GRANTED = (*Nomination.DECIDED, State.ANNULLED)


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def row_in(world, state):
    made = NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[1], state=state, reason="movement",
        award=AwardFactory(), theme=f"Chuyên đề {state}", source="hand", regime=RegimeFactory(),
        held_from="appraised" if state == State.HOLD else "", submitted_at=clock.now(),
        notified_on=clock.today() if state == State.NOTIFIED else None,
    )  # fmt: skip
    if state in GRANTED:
        decision = Decision.objects.create(
            province=world.province, number=f"{made.pk}/QĐ", date=clock.today(), issuer="UBND",
            signer="Ông A", at=clock.now(),
        )  # fmt: skip
        Grant.objects.create(bloc=world.bloc, nomination=made, decision=decision, award=made.award)
    return made


def opinion(row, verdict):
    due = clock.today() if verdict == "supplement" else None
    items = [] if verdict == "accept" else ITEMS
    made = review.prepare_review(row, verdict=verdict, items=items, due=due, by=None)
    review.approve_review(made, by=None)


def act(name, row):
    """Do one step with everything that it needs."""
    today = clock.today()
    sitting = {"held_on": today, "members": 9, "present": 9, "written": 0, "threshold": 80}
    decision = {"number": "1/QĐ", "date": today, "issuer": "UBND", "signer": "Ông A"}
    paper = {"document": "Số 1", "on": today}
    acts = {
        "receive": lambda: review.receive(row, by=None, day=today),
        "accept": lambda: opinion(row, "accept"),
        "ask": lambda: opinion(row, "supplement"),
        "return": lambda: opinion(row, "return"),
        "council": lambda: council.record_council(row, values=sitting | {"yes": 9}, by=None),
        "agree": lambda: council.step(row, State.APPROVED, values=paper, by=None),
        "decide": lambda: decisions.record_decision(
            row.bloc.province, values=decision, grants=[(row, row.award, None)], by=None
        ),
        "notify": lambda: decisions.notify(row, on=today, by=None),
        "deliver": lambda: decisions.deliver(row, on=today, where="Hội trường", by=None),
        "refuse": lambda: decisions.refuse(row, reason="Không đạt", by=None),
        "annul": lambda: decisions.annul(row, ground="Số 2", on=today, by=None),
    }
    acts[name]()


def is_taken(name, row):
    """Whether the step is done; what it did is undone."""
    with transaction.atomic():
        try:
            act(name, Nomination.objects.get(pk=row.pk))
        except ActionError:
            return False
        finally:
            transaction.set_rollback(True)
    return True


def test_each_step_of_the_department_is_taken_in_its_states_alone(home):
    rows = {state: row_in(home, state) for state in State}

    taken = {
        name: {str(state) for state, row in rows.items() if is_taken(name, row)} for name in TAKEN
    }

    assert taken == TAKEN


def test_page_offers_a_step_to_whom_it_belongs_in_its_state(home):
    rows = {state: row_in(home, state) for state in State}
    reviewer, desk, stranger = Client(), Client(), Client()
    reviewer.force_login(home.people["reviewer"])
    desk.force_login(home.people["head"])
    stranger.force_login(home.people["observer"])

    def offered(client):
        found = {}
        for state, row in rows.items():
            context = client.get(row.get_absolute_url()).context or {}
            if forms := set(context.get("office") or ()):
                found[str(state)] = forms
        return found

    assert offered(reviewer) == OFFERED
    assert offered(desk) == offered(stranger) == {}
    Appointment.objects.filter(user=home.people["reviewer"]).update(prepares_only=True)
    own = {state: forms & {"receive", "review"} for state, forms in OFFERED.items()}
    assert offered(reviewer) == {state: forms for state, forms in own.items() if forms}


def test_a_step_taken_twice_is_refused_the_second_time(home):
    for name, states in TAKEN.items():
        for state in sorted(states):
            row = row_in(home, state)
            again = Nomination.objects.get(pk=row.pk)
            with transaction.atomic():
                act(name, row)
                assert not is_taken(name, again), (name, state)
                transaction.set_rollback(True)
            row.delete() if state not in GRANTED else None
            Review.objects.filter(nomination=row.pk).delete()
            if state in GRANTED:
                Grant.objects.filter(nomination=row.pk).delete()
                Nomination.objects.filter(pk=row.pk).delete()
