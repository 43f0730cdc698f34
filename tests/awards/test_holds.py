"""Tạm dừng xét: from any state before the decision, and back to it."""

import pytest

from awards.actions import holds
from awards.actions import nominations as actions
from awards.models import Hold, Nomination
from emulation_bloc.lib.states import ActionError
from tests.awards.factories import NominationFactory
from tests.factories import trail

State = Nomination.State
PAPER = {"ground": "complaint", "document": "Thông báo số 5/TB-TTr ngày 01/7/2021"}


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def made(world, state):
    return NominationFactory(bloc=world.bloc, period=world.year, unit=world.units[1], state=state)


@pytest.mark.parametrize("state", sorted(Nomination.HOLDABLE))
def test_held_from_any_state_before_the_decision_and_back(home, state):
    row = made(home, state)
    holds.hold(row, **PAPER, by=home.people["head"])
    assert (row.state, row.held_from) == (State.HOLD, state)

    with pytest.raises(ActionError, match="đang tạm dừng"):
        holds.hold(row, **PAPER, by=None)
    holds.lift(row, conclusion="Kết luận số 9/KL-TTr", by=home.people["head"])

    row.refresh_from_db()
    assert (row.state, row.held_from) == (state, "")
    assert Hold.objects.get(nomination=row).conclusion == "Kết luận số 9/KL-TTr"
    assert trail(home.bloc)[-2:] == ["nomination_held", "nomination_hold_lifted"]
    with pytest.raises(ActionError, match="không ở trạng thái tạm dừng"):
        holds.lift(row, conclusion="Kết luận", by=None)


@pytest.mark.parametrize("state", [*Nomination.DECIDED, *Nomination.ENDS])
def test_nothing_is_held_once_it_is_decided_or_over(home, state):
    with pytest.raises(ActionError, match="Không thể thực hiện"):
        holds.hold(made(home, state), **PAPER, by=None)
    assert not Hold.objects.exists()


def test_a_hold_needs_ground_and_paper_and_its_end_a_conclusion(home):
    row = made(home, State.CHECKED)
    for values in ({"ground": "x", "document": "Số 1"}, {"ground": "press", "document": " "}):
        with pytest.raises(ActionError, match="căn cứ"):
            holds.hold(row, **values, by=None)
    holds.hold(row, **PAPER, by=None)
    with pytest.raises(ActionError, match="văn bản kết luận"):
        holds.lift(row, conclusion=" ", by=None)


def test_while_on_hold_nothing_else_moves(home, monkeypatch):
    monkeypatch.setattr(actions, "check_nomination", lambda nomination, *, by: [])
    row = made(home, State.CHECKED)
    holds.hold(row, **PAPER, by=None)

    for act in (actions.examine, actions.place, actions.vote):
        with pytest.raises(ActionError, match="tạm dừng xét"):
            act(row, by=None)
    for act in (actions.withdraw, actions.reject):
        with pytest.raises(ActionError, match="tạm dừng xét"):
            act(row, reason="Xin rút", by=None)
    with pytest.raises(ActionError, match="Chưa có đề nghị nào"):
        actions.lock_to_minutes(home.year, by=None)
