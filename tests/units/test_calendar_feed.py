"""A person's calendar at its secret address."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.factories import fresh
from units.actions import calendar as actions
from units.models import Appointment, CalendarAddress


@pytest.fixture
def world(shared_worlds, db):
    return shared_worlds[0]


@pytest.fixture
def far(shared_worlds, db):
    return shared_worlds[1]


def url_of(user):
    return reverse("units:calendar_feed", args=[CalendarAddress.objects.get(user=user).key])


def titles(answer):
    return {str(one["SUMMARY"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_feed_tells_own_duties_and_only_those(client, world, far):
    for one in (world, far):
        actions.make_year(one.bloc, 2021, by=None)
    officer = world.people["officer"]
    actions.renew_address(officer)

    answer = client.get(url_of(officer))

    found = titles(answer)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Gửi bản đăng ký thi đua" in found
    assert world.meeting.title in found
    assert "Bàn giao nhiệm vụ Trưởng khối" not in found
    calendar = Calendar.from_ical(answer.content)
    meeting = next(one for one in calendar.walk("VEVENT") if one["SUMMARY"] == world.meeting.title)
    assert meeting.decoded("DTSTART").isoformat() == "2021-07-09T08:00:00+07:00"
    assert far.mark not in answer.content.decode()
    registration = next(one for one in calendar.walk("VEVENT") if "đăng ký" in one["SUMMARY"])
    assert len(registration.walk("VALARM")) == 3
    assert registration["URL"].startswith("http://testserver/")


def test_feed_is_the_same_until_something_changes(client, world):
    actions.make_year(world.bloc, 2021, by=None)
    head = world.people["head"]
    actions.renew_address(head)
    first = client.get(url_of(head))

    same = client.get(url_of(head), headers={"If-None-Match": first["ETag"]})
    milestone = world.bloc.milestones.get(code="handover")
    values = {"title": milestone.title, "due": date(2021, 12, 30)}
    actions.save_milestone(milestone, values=values, revision=1, by=head)
    changed = client.get(url_of(head), headers={"If-None-Match": first["ETag"]})

    assert same.status_code == 304
    assert changed.status_code == 200
    assert "private" in first["Cache-Control"]
    one = next(
        row
        for row in Calendar.from_ical(changed.content).walk("VEVENT")
        if row["UID"].startswith(f"moc-{milestone.pk}@")
    )
    assert one.decoded("DTSTART") == date(2021, 12, 30)
    assert one["SEQUENCE"] == 2


def test_renewed_address_ends_the_old_one(client, world):
    officer = world.people["officer"]
    client.force_login(officer)
    own, renew = reverse("units:own_calendar"), reverse("units:renew_calendar")

    assert ".ics" not in client.get(own).content.decode()
    assert client.post(renew).status_code == 302
    old = url_of(officer)
    page = client.get(own)
    client.post(renew)

    assert old in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]
    client.logout()
    assert client.get(old).status_code == 404
    assert client.get(url_of(officer)).status_code == 200
    assert client.get(reverse("units:calendar_feed", args=["khong-co"])).status_code == 404


def test_person_without_rights_has_an_empty_calendar(client, world):
    actions.make_year(world.bloc, 2021, by=None)
    leader = fresh(world.people["leader"])
    actions.renew_address(leader)
    assert titles(client.get(url_of(leader)))

    Appointment.objects.filter(user=leader).update(ends=date(2021, 7, 11))
    ended = client.get(url_of(leader))
    Appointment.objects.filter(user=leader).update(ends=None)
    leader.is_active = False
    leader.save(update_fields=["is_active"])

    assert ended.status_code == 200
    assert titles(ended) == set()
    assert titles(client.get(url_of(leader))) == set()


def test_own_page_keeps_what_last_year_left_open(client, world, stand_on):
    """In January: the report that goes out in February, and what is overdue since November."""
    stand_on(date(2022, 1, 4))
    client.force_login(fresh(world.people["secretary"]))
    page = client.get(reverse("units:own_calendar")).text

    assert "Gửi báo cáo, biên bản về Sở Nội vụ: Năm 2021" in page
    assert "Hoàn thành dự thảo báo cáo chung: Năm 2021" in page
    assert world.meeting.title not in page
