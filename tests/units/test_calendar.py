"""The calendar of a bloc's year: drawn up, changed, ticked off, kept as a template."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from tests.factories import fresh, trail
from units.actions import calendar as actions
from units.models import Milestone
from units.queries import calendar as queries
from units.queries.year_template import USUAL, day_in, moved, text_of

VALUES = {
    "title": "Hội thao của Khối",
    "due": date(2021, 9, 2),
    "owes": Milestone.Owes.UNITS,
    "is_required": False,
    "remind_days": [30, 7],
}


@pytest.fixture
def world(shared_worlds, db):
    return shared_worlds[0]


def rows(world, year=2021):
    return {row.code: row for row in Milestone.objects.filter(bloc=world.bloc, year=year)}


def entry(world, code, role="secretary", year=2021):
    found = queries.entries([world.bloc], {year}, world.people[role])
    return next(one for one in found if one.milestone and one.milestone.code == code)


@pytest.mark.parametrize(
    ("year", "text", "day"),
    [
        (2021, "01-15", date(2021, 1, 15)),
        (2021, "+03-31", date(2022, 3, 31)),
        (2024, "02-29", date(2024, 2, 29)),
        (2023, "02-29", date(2023, 2, 28)),
        (2023, "+02-29", date(2024, 2, 29)),
    ],
)
def test_template_days_fall_into_the_year(year, text, day):
    assert day_in(year, text) == day
    assert text_of(day, year) == (text if day.day != 28 else "02-28")


def test_moved_day_of_a_leap_year_stays_in_february():
    assert moved(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert moved(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_usual_year_keeps_the_order_of_its_days():
    days = [day_in(2021, row[1]) for row in USUAL]

    assert days == sorted(days)
    assert len({row[0] for row in USUAL}) == len(USUAL)


def test_make_year_is_done_once_and_the_next_is_a_copy(world):
    head = world.people["head"]

    assert actions.make_year(world.bloc, 2021, by=head) == len(USUAL)
    assert actions.make_year(world.bloc, 2021, by=head) == 0
    actions.mark_done(rows(world)["plan"], done_on=date(2021, 1, 14), by=head)
    leap = rows(world)["pact"]
    actions.save_milestone(
        leap, values=VALUES | {"title": "Ký giao ước"}, revision=leap.revision, by=head
    )
    actions.delete_milestone(rows(world)["peers"], by=head)
    assert actions.make_year(world.bloc, 2021, by=head) == 0  # what was deleted does not come back
    assert actions.make_year(world.bloc, 2022, by=head, from_last=True) == len(USUAL) - 1

    copied = rows(world, 2022)
    assert copied["pact"].title == "Ký giao ước"
    assert copied["pact"].due == date(2022, 9, 2)
    assert copied["outcome"].due == date(2023, 3, 31)
    assert copied["plan"].done_on is None
    assert trail(world.bloc).count("calendar_made") == 2
    with pytest.raises(ActionError, match="Năm 2024 chưa có lịch để chép"):
        actions.make_year(world.bloc, 2025, by=head, from_last=True)


def test_milestone_takes_its_day_from_the_window_of_its_period(world):
    actions.make_year(world.bloc, 2021, by=None)

    shown = entry(world, "half_meeting")
    assert shown.day == world.period.meeting_due
    assert rows(world)["half_meeting"].due == date(2021, 7, 15)
    windows = [one.window for one in queries.entries([world.bloc], {2021}, world.people["head"])]
    # Each window once: as a milestone where there is one, else by itself.
    assert sorted(filter(None, windows)) == sorted([*queries.WINDOW_OWES] * 2)


def test_milestones_are_changed_without_overwriting_anybody(world):
    head = world.people["head"]
    made = actions.add_milestone(world.bloc, 2021, values=VALUES, by=head)
    second = actions.add_milestone(world.bloc, 2021, values=VALUES, by=head)

    actions.save_milestone(made, values=VALUES | {"due": date(2021, 9, 3)}, revision=1, by=head)

    assert (made.code, second.code) == ("khac-1", "khac-2")
    with pytest.raises(StaleRevisionError):
        actions.save_milestone(made, values=VALUES | {"title": "Khác"}, revision=1, by=head)
    with pytest.raises(ActionError, match="năm 2021 hoặc năm 2022"):
        actions.save_milestone(made, values=VALUES | {"due": date(2023, 1, 1)}, revision=2, by=head)
    with pytest.raises(ActionError, match="không được sau hôm nay"):
        actions.mark_done(made, done_on=date(2021, 7, 13), by=head)
    assert trail(world.bloc)[-1] == "milestone_saved"


def test_mark_done_and_back_twice_changes_nothing_more(world):
    made = actions.add_milestone(world.bloc, 2021, values=VALUES, by=None)

    for day in (date(2021, 7, 1), date(2021, 7, 2), None, None):
        actions.mark_done(made, done_on=day, by=None)

    assert trail(world.bloc)[-2:] == ["milestone_done", "milestone_reopened"]


def test_line_says_how_a_date_stands(world):
    made = actions.add_milestone(world.bloc, 2021, values=VALUES, by=None)
    plain = entry(world, made.code)
    today = date(2021, 9, 2)

    def state(day, **changed):
        return queries.line(replace(plain, day=day, **changed), today).state

    assert state(date(2021, 9, 1)) == "past"
    assert state(date(2021, 9, 1), is_required=True) == "late"
    assert state(date(2021, 9, 1), is_done=True) == "done"
    assert state(today) == "today"
    assert state(date(2021, 9, 16)) == "soon"
    assert state(date(2021, 9, 17)) == "ahead"


@pytest.mark.parametrize(
    ("owes", "roles"),
    [
        ("head", {"head"}),
        ("secretary", {"secretary"}),
        ("units", {"officer", "leader", "chair", "meeting_secretary"}),
        ("appraisers", {"appraiser"}),
        ("reviewer", {"reviewer"}),
    ],
)
def test_each_date_is_owed_by_its_own_people(shared_worlds, owes, roles):
    world, far = shared_worlds
    people = {role: fresh(user) for role, user in world.people.items() if role != "member"}

    owing = {role for role, user in people.items() if queries.is_owed_by(user, world.bloc, owes)}

    assert owing == roles
    assert not any(queries.is_owed_by(user, world.bloc, owes) for user in far.people.values())


def test_window_counts_returns_for_the_desk_and_only_the_own_for_a_unit(world):
    period = world.scoring.round.period
    actions.make_year(world.bloc, 2021, by=None)
    code = "half_report" if period.kind == "half_year" else "year_report"

    desk, unit = entry(world, code).through, entry(world, code, "officer").through

    assert desk.total == period.round.assessments.count()
    assert desk.words == "đơn vị đã nộp"
    assert unit.total == 1
    assert unit.words == "Đơn vị tôi chưa nộp"


def test_own_template_replaces_the_usual_one(client, world):
    secretary = world.people["secretary"]
    client.force_login(secretary)
    url = reverse("units:calendar_template", kwargs=world.path)
    sent = {
        "moc-TOTAL_FORMS": "3",
        "moc-INITIAL_FORMS": "2",
        "moc-0-code": "plan",
        "moc-0-day": "29/02",
        "moc-0-title": "Ban hành kế hoạch",
        "moc-0-owes": "head",
        "moc-0-is_required": "on",
        "moc-0-remind_days": "1, 7, 7",
        "moc-1-day": "15/01",
        "moc-1-title": "Phát động thi đua",
        "moc-1-owes": "head",
        "moc-1-is_next": "on",
        "moc-2-owes": "units",
    }

    wrong = client.post(url, sent | {"moc-0-day": "31/02", "moc-1-title": "", "moc-2-owes": "ai"})
    right = client.post(url, sent)

    assert wrong.status_code == 422
    assert "Hãy gõ ngày/tháng, ví dụ 15/01." in wrong.content.decode()
    assert "muốn bỏ dòng thì xóa cả ngày" in wrong.content.decode()
    assert right.status_code == 302
    actions.make_year(world.bloc, 2023, by=secretary)
    assert [(row.code, row.due, row.remind_days) for row in rows(world, 2023).values()] == [
        ("plan", date(2023, 2, 28), [7, 1]),
        ("mau-1", date(2024, 1, 15), []),
    ]
    client.post(url, {"ve-mau-chung": "1"})
    assert actions.make_year(world.bloc, 2024, by=secretary) == len(USUAL)


def test_year_kept_as_template_is_used_by_the_next(world):
    actions.make_year(world.bloc, 2021, by=None)
    actions.delete_milestone(rows(world)["peers"], by=None)

    actions.keep_as_template(world.bloc, 2021, by=None)

    assert actions.make_year(world.bloc, 2022, by=None) == len(USUAL) - 1
    assert rows(world, 2022)["outcome"].due == date(2023, 3, 31)
    with pytest.raises(ActionError, match="chưa có lịch"):
        actions.keep_as_template(world.bloc, 2030, by=None)


def test_pages_of_the_calendar_say_what_is_wrong(client, world):
    client.force_login(world.people["secretary"])
    actions.make_year(world.bloc, 2021, by=None)
    row = rows(world)["handover"]
    add = reverse("units:add_milestone", kwargs=world.path | {"year": 2021})
    one = reverse("units:milestone", kwargs=world.path | {"pk": row.pk})
    sent = {"title": "Thăm cơ sở", "due": "02/9/2021", "owes": "units", "remind_days": "7"}

    added = client.post(add, sent)
    wrong = client.post(add, sent | {"due": "02/9/2031", "remind_days": "hai"})
    stale = client.post(one, sent | {"revision": "1"})
    again = client.post(one, sent | {"revision": "1", "title": "Bàn giao"})

    assert added.status_code == 302
    assert "Hãy gõ các số ngày" in wrong.content.decode()
    assert stale.status_code == 302
    assert again.status_code == 409
    assert "Người khác vừa sửa mục này" in again.content.decode()
    page = client.get(reverse("units:calendar", kwargs=world.path | {"year": 2021})).content
    assert "Thăm cơ sở" in page.decode()
    assert (
        client.get(reverse("units:calendar", kwargs=world.path | {"year": 1999})).status_code == 404
    )
