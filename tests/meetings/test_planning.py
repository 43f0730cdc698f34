"""Kinds of meeting: what a period may have, titles, agendas and days; the review among them."""

from datetime import date, time

import pytest
from django.urls import reverse

from documents.models import Document
from emulation_bloc.lib.states import ActionError
from emulation_bloc.queries.standings import standings
from meetings import actions
from meetings.models import AgendaItem, Meeting
from meetings.queries import what_lacks
from meetings.queries.planning import USUAL_AGENDAS, agenda_times, kinds_to_plan, review_of
from meetings.queries.summary import summary_words
from tests.factories import SNAPSHOT, DocumentFactory
from units.models import BlocSettings, Period

Kind = Meeting.Kind


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def test_year_has_a_pact_signing_once_its_review_and_any_number_beside(home):
    by, year = home.people["secretary"], home.year
    pact = actions.plan_meeting(year, by=by, kind=Kind.PACT_SIGNING)
    assert pact.title == "Hội nghị ký kết giao ước thi đua năm 2021"
    extra = [
        actions.plan_meeting(year, by=by, kind=Kind.EXTRAORDINARY, title=" Hội nghị  bất thường ")
        for _turn in range(2)
    ]
    assert [row.title for row in extra] == ["Hội nghị bất thường"] * 2
    assert kinds_to_plan(year, list(year.meetings.all())) == [
        Kind.YEAR_END_REVIEW,
        Kind.EXTRAORDINARY,
    ]
    review = actions.plan_meeting(year, by=by)

    assert review_of(year) == review
    assert actions.start_report(year, by=by).meeting == review
    for row in (pact, review, *extra):
        told = [(item.title, item.minutes) for item in row.agendaitems.all()]
        assert told == list(USUAL_AGENDAS[row.kind])
        assert row.attendances.count() == 9
    assert Period.objects.get(pk=year.pk).meetings.count() == 4


@pytest.mark.parametrize(
    ("period", "kind", "title", "said"),
    [
        ("period", Kind.PACT_SIGNING, "", "ở kỳ cả năm"),
        ("period", Kind.YEAR_END_REVIEW, "", "không có loại hội nghị"),
        ("period", Kind.HALF_YEAR_REVIEW, "", "đã có hội nghị"),
        ("year", Kind.EXTRAORDINARY, "  ", "Hãy ghi tên"),
    ],
)
def test_planning_refuses_what_the_period_has_no_room_for(home, period, kind, title, said):
    with pytest.raises(ActionError, match=said):
        actions.plan_meeting(getattr(home, period), by=None, kind=kind, title=title)


def test_bloc_has_its_own_agenda_of_a_kind(home):
    values = {"agendas": [["extraordinary", [["Khai mạc", 5], ["Biểu quyết", 20]]]]}
    BlocSettings.objects.create(
        bloc=home.bloc, topic="meetings", starts=date(2021, 1, 1), values=values
    )

    made = actions.plan_meeting(home.year, by=None, kind=Kind.EXTRAORDINARY, title="Việc gấp")

    told = [(item.title, item.minutes) for item in made.agendaitems.all()]
    assert told == [("Khai mạc", 5), ("Biểu quyết", 20)]


def test_other_meetings_are_held_any_day_of_the_year_and_lack_no_results(home):
    made = actions.plan_meeting(home.year, by=None, kind=Kind.PACT_SIGNING)
    actions.save_meeting(made, "general", values={"date": date(2021, 3, 5)}, revision=1, by=None)
    with pytest.raises(ActionError, match="Ngày họp phải"):
        actions.save_meeting(
            made, "general", values={"date": date(2020, 12, 31)}, revision=2, by=None
        )

    lacks = what_lacks(made.minutes.get())
    assert not [line for line in lacks if "kết quả" in line or "phương hướng" in line]
    assert "Hãy ghi chủ tọa hội nghị." in lacks


def test_standing_and_summary_tell_of_the_review_alone(home):
    user = home.people["secretary"]
    extra = actions.plan_meeting(home.period, by=user, kind=Kind.EXTRAORDINARY, title="Việc gấp")
    DocumentFactory(
        period=home.period, bloc=home.bloc, state=Document.State.SENT, meeting_key=extra.pk
    )
    periods = Period.objects.filter(pk=home.period.pk)

    found = standings(periods.select_related("bloc__province"), user)[0]
    words = str(summary_words(home.period)["blocks"])

    assert (found.meeting, found.minutes) == (home.meeting, home.minutes.document)
    assert "chưa có" in words
    assert SNAPSHOT["subject"] not in words


def test_times_follow_from_the_start_the_minutes_and_what_was_fixed():
    meeting = Meeting(starts_at=time(8))
    items = [
        AgendaItem(minutes=15),
        AgendaItem(minutes=30),
        AgendaItem(planned_at=time(9)),
        AgendaItem(minutes=10),
        AgendaItem(planned_at=time(23, 50), minutes=30),
    ]

    told = [(begins, ends) for _item, begins, ends in agenda_times(meeting, items)]

    assert told == [
        (time(8), time(8, 15)),
        (time(8, 15), time(8, 45)),
        (time(9), None),
        (None, None),
        (time(23, 50), None),
    ]


def test_index_lists_every_meeting_and_plans_the_next(home, client):
    client.force_login(home.people["secretary"])
    at = home.path | {"period": home.year.slug}
    url = reverse("meetings:plan", kwargs=at)

    refused = client.post(url, {"kind": "extraordinary", "title": ""})
    assert (refused.status_code, "Hãy ghi tên hội nghị" in refused.text) == (422, True)
    assert client.post(url, {"kind": "half_year_review"}).status_code == 422
    assert client.post(url, {"kind": "pact_signing", "title": ""}).status_code == 302
    assert client.post(url).status_code == 302

    page = client.get(reverse("meetings:index", kwargs=at)).text
    assert "Hội nghị ký kết giao ước thi đua năm 2021" in page
    assert "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2021" in page
    assert 'value="pact_signing"' not in page
