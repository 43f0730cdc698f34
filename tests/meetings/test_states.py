"""A meeting's states: every state, every button, every role; and what each step leaves behind."""

from datetime import date, datetime, time

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions import plan_meeting, save_meeting, submit_minutes
from meetings.actions.guard import current_minutes
from meetings.actions.states import (
    cancel_meeting,
    close_meeting,
    open_meeting,
    reopen_meeting,
    send_invitations,
)
from meetings.models import Invitation, Meeting
from tests.factories import DAY, trail
from units.models import Mail

State = Meeting.State
RUN = {"secretary", "head", "chair", "meeting_secretary"}
PLAN = {"secretary", "head"}
# Button → who may press it, and the state to which it leads from each state where it does.
ACTIONS = {
    "send_invitations": (PLAN, {"planned": "invited", "invited": "invited"}),
    "announce_changes": (PLAN, {"invited": "invited"}),
    "open_meeting": (RUN, {"planned": "running", "invited": "running"}),
    "close_meeting": (RUN, {"running": "ended"}),
    "reopen_meeting": (RUN, {"ended": "running"}),
    "cancel_meeting": (PLAN, {"planned": "cancelled", "invited": "cancelled"}),
    "submit_minutes": (
        {"meeting_secretary"},
        {"planned": "ended", "invited": "ended", "running": "ended", "ended": "ended"},
    ),
}
OTHERS = ["officer", "leader", "deputy", "reviewer", "observer", "stranger"]


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def put(world, state: str, **fields) -> Meeting:
    """The world's meeting in a state, to be held today."""
    values = {"state": state, "date": DAY} | fields
    Meeting.objects.filter(pk=world.meeting.pk).update(**values)
    found = Meeting.objects.get(pk=world.meeting.pk)
    if state != "planned":
        row = {"bloc": world.bloc, "meeting": found, "unit": world.units[1]}
        Invitation.objects.get_or_create(**row, defaults={"sent_at": clock.now()})
    return found


def said_by(world, meeting: Meeting, name: str, client: Client):
    pk = current_minutes(meeting).pk if name == "submit_minutes" else meeting.pk
    url = reverse(f"meetings:{name}", kwargs=world.period_path | {"pk": pk})
    return client.post(url, {"reason": "Trùng lịch tỉnh."})


def test_every_state_takes_the_buttons_of_its_table_from_those_who_may(shared_worlds, home):
    people = home.people | {"stranger": shared_worlds[1].people["secretary"]}
    clients = {role: Client() for role in [*sorted(RUN), *OTHERS]}
    for role, client in clients.items():
        client.force_login(people[role])
    wrong = []

    for state in State.values:
        for name, (allowed, leads) in ACTIONS.items():
            for role, client in clients.items():
                with transaction.atomic():
                    meeting = put(home, state)
                    said = said_by(home, meeting, name, client)
                    now = Meeting.objects.get(pk=meeting.pk).state
                    wanted = leads.get(state, state) if role in allowed else state
                    statuses = {302} if role in allowed else {403, 404}
                    if now != wanted or said.status_code not in statuses:
                        wrong.append((state, name, role, said.status_code, now))
                    transaction.set_rollback(True)

    assert wrong == []


def test_opening_starts_the_clock_and_closing_notes_the_hour(home, monkeypatch):
    meeting = put(home, "planned", starts_at=None, ends_at=None, date=None)
    items = list(meeting.agendaitems.all())
    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at.replace(hour=8, minute=2))
    open_meeting(meeting, by=home.people["chair"])
    meeting = Meeting.objects.get(pk=meeting.pk)

    assert (meeting.date, meeting.starts_at, meeting.current_item) == (DAY, time(8, 2), items[0])
    assert meeting.opened_at == meeting.agendaitems.first().started_at == clock.now()

    monkeypatch.setattr(clock, "now", lambda: at.replace(hour=11, minute=31))
    close_meeting(meeting, by=home.people["chair"])
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.ends_at, meeting.current_item, meeting.closed_at) == (
        time(11, 31),
        None,
        clock.now(),
    )
    assert meeting.agendaitems.first().ended_at == clock.now()

    reopen_meeting(meeting, by=home.people["chair"])
    assert Meeting.objects.get(pk=meeting.pk).ends_at is None
    steps = [line for line in trail(home.bloc) if line.startswith("meeting_")]
    assert steps[-3:] == ["meeting_opened", "meeting_closed", "meeting_reopened"]
    assert meeting.official_papers.get().document.kind == "notice"  # made ready at the closing


def test_opening_waits_for_the_day_and_an_agenda_and_closing_keeps_a_typed_hour(home):
    meeting = put(home, "planned", date=date(2021, 7, 13))
    with pytest.raises(ActionError, match="13/07/2021"):
        open_meeting(meeting, by=None)
    meeting = put(home, "planned")
    meeting.agendaitems.all().delete()
    with pytest.raises(ActionError, match="thêm nội dung"):
        open_meeting(meeting, by=None)

    meeting = put(home, "running", ends_at=time(11, 30), opened_at=clock.now())
    close_meeting(meeting, by=None)
    assert Meeting.objects.get(pk=meeting.pk).ends_at == time(11, 30)


def test_two_presses_at_once_open_once(home):
    mine, theirs = put(home, "planned"), put(home, "planned")
    open_meeting(mine, by=None)

    with pytest.raises(ActionError, match="Người khác vừa xử lý"):
        open_meeting(theirs, by=None)


def test_submitted_minutes_end_the_meeting_and_keep_it_ended(home):
    meeting = put(home, "running", opened_at=datetime(2021, 7, 12, 1, tzinfo=clock.now().tzinfo))
    minutes = current_minutes(meeting)
    submit_minutes(minutes, by=home.people["meeting_secretary"])

    meeting = Meeting.objects.get(pk=meeting.pk)
    assert meeting.state == State.ENDED
    with pytest.raises(ActionError, match="đã trình duyệt"):
        reopen_meeting(meeting, by=home.people["secretary"])


def test_cancelled_meeting_is_told_gives_up_its_minutes_and_makes_room(home):
    by = home.people["secretary"]
    type(home.people["officer"]).objects.filter(pk=home.people["officer"].pk).update(
        email="can.bo@so2.example"
    )
    meeting = put(home, "planned")
    send_invitations(meeting, by=by)
    meeting = Meeting.objects.get(pk=meeting.pk)
    with pytest.raises(ActionError, match="lý do"):
        cancel_meeting(meeting, reason=" ", by=by)
    cancel_meeting(meeting, reason="Bão số 2.", by=by)

    letter = Mail.objects.get(kind="invitation-cancelled")
    assert "Lý do: Bão số 2." in letter.body
    assert "METHOD:CANCEL" in letter.calendar
    assert meeting.minutes.get().document.state == "dropped"
    with pytest.raises(ActionError, match="đã hủy"):
        save_meeting(
            meeting, "context", values={"context": "x"}, revision=meeting.context_revision, by=by
        )
    anew = plan_meeting(home.period, by=by)
    assert anew.kind == meeting.kind
    home.report.refresh_from_db()
    assert home.report.meeting == anew
