"""The settings page of how a bloc meets."""

from datetime import date

import pytest
from django.urls import reverse

from emulation_bloc.lib.states import ActionError
from meetings.models import Meeting
from tests.factories import trail
from units.actions.meeting_rules import save_meeting_settings
from units.forms.meeting_rules import KINDS
from units.models import MeetingSettings
from units.queries import meeting_settings

SENT = {
    "quorum_choice": "other",
    "quorum_other": "4/5",
    "counts_stand_ins": "on",
    "notice_days": "7",
    "confirms_minutes": "on",
    "confirm_days": "2",
    "silence": "open",
    "starts": "01/8/2021",
    "agenda_half_year_review": "Khai mạc | 10\nDự thảo báo cáo | phụ lục | 20",
}


@pytest.fixture
def world(shared_worlds, db):
    return shared_worlds[0]


def test_page_saves_the_rules_from_a_day_on(client, world):
    client.force_login(world.people["secretary"])
    url = reverse("units:meeting_settings", kwargs=world.path)

    assert client.post(url, SENT).status_code == 302
    assert client.post(url, SENT).status_code == 302  # the same again is no second change

    assert meeting_settings(world.bloc, date(2021, 7, 31)) == MeetingSettings()
    rules = meeting_settings(world.bloc, date(2021, 8, 1))
    assert (rules.quorum, rules.counts_stand_ins, rules.silence) == ("4/5", True, "open")
    assert rules.agendas == (
        ("half_year_review", (("Khai mạc", 10), ("Dự thảo báo cáo | phụ lục", 20))),
    )
    assert trail(world.bloc).count("meeting_settings_saved") == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"quorum_other": "5/4"}, "không quá 1"),
        ({"quorum_other": "0/4"}, "lớn hơn 0"),
        ({"quorum_other": "4/0"}, "lớn hơn 0"),
        ({"quorum_other": ""}, "Hãy gõ phân số"),
        ({"agenda_half_year_review": "Khai mạc | 10\nBế mạc"}, "Dòng 2 chưa đúng"),
        ({"agenda_half_year_review": "Khai mạc | lâu"}, "Dòng 1: số phút phải là số từ 1 đến 480"),
        ({"starts": "31/02/2021"}, "Ngày chưa đúng"),
    ],
)
def test_page_says_what_is_wrong(client, world, wrong, told):
    client.force_login(world.people["head"])

    answer = client.post(reverse("units:meeting_settings", kwargs=world.path), SENT | wrong)

    assert answer.status_code == 422
    assert told in answer.content.decode()


@pytest.mark.parametrize(
    "values",
    [{"quorum": "3/2"}, {"quorum": "x"}, {"quorum": "1/0"}, {"confirm_days": 0}, {"silence": "?"}],
)
def test_save_refuses_what_makes_no_sense(world, values):

    with pytest.raises(ActionError):
        save_meeting_settings(world.bloc, values, starts=date(2021, 8, 1), by=None)


def test_agendas_are_of_the_kinds_of_meeting():
    assert {kind: str(label) for kind, label in KINDS.items()} == {
        kind: str(label) for kind, label in Meeting.Kind.choices
    }
