"""What meetings, answers and tasks add to the calendar of the year."""

from datetime import date

import pytest

from meetings.models import Invitation, Meeting, Task, TaskShare
from units.queries import calendar as queries


@pytest.fixture
def world(shared_worlds, db):
    return shared_worlds[0]


def entries(world, role):
    return {one.uid: one for one in queries.entries([world.bloc], {2021}, world.people[role])}


def move(row, state):
    type(row)._base_manager.filter(pk=row.pk).update(state=state)


def test_meeting_stands_at_its_hour_until_it_is_called_off(world):
    uid = f"hop-{world.meeting.pk}"

    planned = entries(world, "officer")[uid]
    move(world.meeting, Meeting.State.ENDED)
    ended = entries(world, "reviewer")
    move(world.meeting, Meeting.State.CANCELLED)

    assert (planned.day, planned.starts_at.hour, planned.is_done) == (date(2021, 7, 9), 8, False)
    assert planned.is_own
    assert ended[uid].is_done
    assert ended[f"ky-{world.period.pk}-meeting_due"].is_done
    assert uid not in entries(world, "officer")


def test_answer_is_asked_of_the_invited_unit_until_it_answers(world):
    meeting = world.meeting
    Meeting.objects.filter(pk=meeting.pk).update(reply_by=date(2021, 7, 7))
    move(meeting, Meeting.State.INVITED)
    asked, _ = Invitation.objects.get_or_create(
        meeting=meeting, unit=world.units[1], defaults={"bloc": world.bloc}
    )
    uid = f"tra-loi-{meeting.pk}"

    assert entries(world, "officer")[uid].is_own
    Invitation.objects.filter(pk=asked.pk).update(answer=Invitation.Answer.YES)
    assert uid not in entries(world, "officer")


def test_task_is_own_for_its_units_and_done_when_they_have_reported(world):
    task = Task.objects.create(
        bloc=world.bloc,
        period=world.period,
        title="Trồng cây",
        area="professional",
        due=date(2021, 10, 1),
        created_at="2021-07-12T08:00+07:00",
    )
    share = TaskShare.objects.create(bloc=world.bloc, task=task, unit=world.units[1])
    uid = f"viec-{task.pk}"

    assert entries(world, "officer")[uid].is_own
    assert not entries(world, "chair")[uid].is_own
    move(share, TaskShare.State.REPORTED)
    assert entries(world, "officer")[uid].is_done
    assert not entries(world, "chair")[uid].is_done
    move(task, Task.State.DONE)
    assert entries(world, "chair")[uid].is_done
