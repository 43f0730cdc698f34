"""A review that agreed something, and its units: for tests of tasks."""

from datetime import date
from typing import Any

from meetings import actions
from meetings.actions import progress
from meetings.models import Meeting, Task
from tests.factories import MembershipFactory, PeriodFactory, make_user
from units.models import Unit

HELD = date(2021, 7, 9)


def agreed_meeting() -> Meeting:
    """A review of three units that agreed two directions and heard one request."""
    period = PeriodFactory()
    MembershipFactory.create_batch(3, bloc=period.bloc)
    made = actions.plan_meeting(period, by=None)
    Meeting.objects.filter(pk=made.pk).update(date=HELD)
    made.refresh_from_db()
    for part, title in (
        ("requests", "Phát huy kết quả"),
        ("directions", "Cải cách hành chính"),
        ("directions", "Nhân rộng điển hình"),
    ):
        actions.add_row(made, part, values={"title": title}, by=None)
    return made


def units_of(meeting: Meeting) -> list[Unit]:
    """Its members in their order."""
    return [row.unit for row in meeting.bloc.memberships.order_by("position")]


def finish(task: Task, unit: Unit, text: str = "Đã xong", percent: int = 100) -> None:
    """The unit's leader reports, which counts at once."""
    leader = make_user("leader", unit)
    share = task.shares.get(unit=unit)
    progress.report_progress(share, percent=percent, text=text, by=leader)


def values_of(**more: Any) -> dict[str, Any]:
    """A task set by hand."""
    return {"title": "Ủng hộ quỹ", "area": "social_welfare", "due": date(2021, 10, 1)} | more
