"""What a meeting and the half year after it want of each person, on their own list."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.queries.waiting import waiting_duties
from meetings.models import (
    Conclusion,
    Guest,
    Handover,
    Invitation,
    Meeting,
    Minutes,
    Progress,
    Task,
    TaskShare,
    UnitConfirmation,
)
from tests.factories import fresh
from tests.guards.areas.pacts import pact_of
from units.actions.outbox import write_mail
from units.models import User


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def titles(world, role: str) -> set[str]:
    """What waits for the person, each with the start of its address checked to be of the bloc."""
    found = waiting_duties(User.objects.get(pk=world.people[role].pk))
    base = f"/{world.province.slug}/{world.bloc.slug}/"
    assert all(one.url.startswith(base) for one in found)
    return {one.title for one in found}


def everything(world) -> None:
    """One of each thing that waits, all of them in the world's bloc."""
    unit, meeting, bloc = world.units[1], world.meeting, world.bloc
    now = clock.now()
    Meeting.objects.filter(pk=meeting.pk).update(state="invited", reply_by=date(2021, 7, 14))
    Invitation.objects.create(bloc=bloc, meeting=meeting, unit=unit, sent_at=now)
    Minutes.objects.filter(pk=world.minutes.pk).update(confirm_until=now + timedelta(days=2))
    UnitConfirmation.objects.create(bloc=bloc, minutes=world.minutes, unit=unit)
    pact_of(world)
    for state, title in (("todo", "Việc một"), ("reported", "Việc hai")):
        task = Task.objects.create(
            bloc=bloc, period=world.period, title=title, area="movement",
            due=date(2021, 7, 1), created_at=now,
        )  # fmt: skip
        TaskShare.objects.create(bloc=bloc, task=task, unit=unit, state=state)
    Handover.objects.create(
        bloc=bloc, period=world.year, giver=world.people["head"], taker=world.people["chair"],
        starts=date(2022, 1, 1), state="draft",
    )  # fmt: skip
    write_mail(
        bloc=bloc, kind="thu", duty="thu:1", subject="a", body="b", address="a@b.vn", is_draft=True
    )


def test_each_sees_what_waits_for_them_and_nobody_elses(home, shared_worlds):
    everything(home)
    other = shared_worlds[1]

    assert titles(home, "officer") == {"Trả lời giấy mời", "Báo cáo tiến độ nhiệm vụ"}
    assert titles(home, "leader") == {
        "Trả lời giấy mời", "Báo cáo tiến độ nhiệm vụ", "Xác nhận báo cáo tiến độ",
        "Xác nhận biên bản hội nghị", "Xác nhận giao ước thi đua",
    }  # fmt: skip
    assert titles(home, "secretary") == {"Có nhiệm vụ quá hạn", "Thư chờ xem trước khi gửi"}
    assert titles(home, "head") == titles(home, "secretary") | {"Bàn giao nhiệm vụ Trưởng khối"}
    assert titles(home, "chair") == {
        "Xác nhận giao ước thi đua", "Góp ý dự thảo báo cáo sơ kết",
    }  # fmt: skip
    assert titles(home, "reviewer") == titles(home, "observer") == set()
    assert waiting_duties(fresh(other.people["secretary"])) == []
    assert waiting_duties(fresh(other.people["leader"])) == []


def test_everything_is_asked_at_once(home):
    everything(home)
    leader = User.objects.get(pk=home.people["leader"].pk)
    assert leader.rights.units

    with CaptureQueriesContext(connection) as asked:
        found = waiting_duties(leader)

    assert len(found) == 5
    assert len(asked) == 1


def test_conclusions_wait_for_the_secretary_until_each_is_a_task_or_needs_none(home):
    Meeting.objects.filter(pk=home.meeting.pk).update(state="ended")
    assert "Giao nhiệm vụ từ kết luận" not in titles(home, "secretary")
    Document.objects.filter(pk=home.minutes.document_id).update(approved_at=clock.now())

    before = titles(home, "secretary")
    Conclusion.objects.filter(meeting=home.meeting).update(no_task_reason="Đã xong")

    assert "Giao nhiệm vụ từ kết luận" in before
    assert "Giao nhiệm vụ từ kết luận" not in titles(home, "secretary")


def test_part_sent_back_or_half_done_waits_for_its_unit_again(home):
    """What the leader returned, however far the task's day; a half when the day is near."""
    unit, officer = home.units[1], home.people["officer"]
    far, near = clock.today() + timedelta(days=100), clock.today() + timedelta(days=5)

    def waits(state, due, *, percent=0, reported=True):
        task = Task.objects.create(
            bloc=home.bloc, period=home.period, title="Việc", area="movement",
            due=due, created_at=clock.now(),
        )  # fmt: skip
        share = TaskShare.objects.create(
            bloc=home.bloc, task=task, unit=unit, state=state, percent=percent
        )
        for _time in range(2 if reported else 0):
            Progress.objects.create(
                bloc=home.bloc, task=task, share=share, percent=40, text="Một phần.", at=clock.now()
            )
        found = [one.url for one in waiting_duties(officer)]
        return found.count(task.get_absolute_url())

    assert waits("todo", far) == 1
    assert waits("todo", far, reported=False) == 0
    assert waits("confirmed", near, percent=40) == 1
    assert waits("confirmed", far, percent=40) == 0
    assert waits("confirmed", near, percent=100) == 0


def test_invitation_without_a_day_of_reply_is_due_on_the_day_of_the_meeting(home):
    Meeting.objects.filter(pk=home.meeting.pk).update(state="invited", reply_by=None)
    Invitation.objects.create(
        bloc=home.bloc, meeting=home.meeting, unit=home.units[1], sent_at=clock.now()
    )
    day = Meeting.objects.get(pk=home.meeting.pk).date

    found = {one.title: one.due for one in waiting_duties(home.people["officer"])}

    assert found["Trả lời giấy mời"] == day


def test_running_meeting_is_one_click_away_for_who_sits_in_it(home):
    Meeting.objects.filter(pk=home.meeting.pk).update(state="running")
    page = home.meeting.get_absolute_url()

    def opens(role):
        found = waiting_duties(User.objects.get(pk=home.people[role].pk))
        return [one.url for one in found if one.title.startswith("Hội nghị đang họp")]

    assert opens("officer") == opens("leader") == [f"{page}theo-doi/"]
    assert opens("chair") == [f"{page}chu-toa/"]
    for role in ("secretary", "head", "reviewer", "observer", "appraiser"):
        assert opens(role) == []
    guest = Guest.objects.create(
        bloc=home.bloc, meeting=home.meeting, name="Khách", user=home.people["reviewer"]
    )
    Invitation.objects.create(bloc=home.bloc, meeting=home.meeting, guest=guest)
    assert opens("reviewer") == [f"{page}theo-doi/"]
