"""How a bloc votes and proposes: saved from a day on, refused with a sentence."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.actions.award_rules import save_award_settings
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.factories import MembershipFactory, make_user
from units.models import AuditEntry, AwardSettings, Bloc
from units.queries import award_settings

pytestmark = pytest.mark.django_db

FORM = {
    "award_1": "CTD_TINH", "fixed_1": "1", "award_2": "BK_TINH", "share_2": "50%", "pause_1": "2",
    "rounding": "up", "needs_ballot": "on", "is_secret": "on", "base": "present", "rule": ">1/2",
    "most_rounds": "3", "inheritance": "inherit_best", "starts": "01/01/2030",
}  # fmt: skip


@pytest.fixture
def bloc() -> Bloc:
    return MembershipFactory(starts=date(2000, 1, 1)).bloc


def post(bloc: Bloc, role: str = "head", **values: str) -> Any:
    client = Client()
    client.force_login(make_user(role, bloc))
    return client.post(
        reverse("awards:award_settings", args=[bloc.province.slug, bloc.slug]), FORM | values
    )


def test_rules_hold_from_their_day_on(bloc):
    assert post(bloc).status_code == 302

    assert award_settings(bloc, date(2029, 12, 31)) == AwardSettings()
    assert award_settings(bloc, date(2030, 1, 1)) == AwardSettings(
        quotas=(("CTD_TINH", 1, ""), ("BK_TINH", 0, "1/2")),
        rounding="up",
        one_achievement_one_award=False,
        base="present",
        threshold="1/2",
        is_above=True,
        allows_self=False,
        most_rounds=3,
        inheritance="inherit_best",
        pauses=(("CTD_TINH", 2),),
    )
    assert AuditEntry.objects.filter(action="award_settings_saved").count() == 1


def test_the_same_rules_once_more_leave_no_trace(bloc):
    save_award_settings(bloc, {"rounding": "down"}, starts=clock.today(), by=None)

    assert not AuditEntry.objects.filter(action="award_settings_saved").exists()


@pytest.mark.parametrize(
    "values",
    [
        {"award_1": ""},
        {"award_2": "CTD_TINH"},
        {"share_2": "3/2"},
        {"share_2": "0%"},
        {"share_2": "một nửa"},
        {"share_2": ""},
        {"award_1": "", "fixed_1": "", "award_2": "", "share_2": ""},
        {"most_rounds": "0"},
        {"pause_1": "10"},
        {"award_3": "", "pause_3": "1"},
        {"rule": "5/4"},
        {"starts": ""},
    ],
)
def test_what_cannot_be_is_told_and_not_saved(bloc, values):
    assert post(bloc, **values).status_code == 422
    assert award_settings(bloc, date(2030, 1, 1)) == AwardSettings()


@pytest.mark.parametrize(
    "values",
    [
        {"quotas": (("KHONG_CO", 1, ""),)},
        {"threshold": "1/0"},
        {"threshold": "1", "is_above": True},
        {"rounding": "xuong"},
        {"base": "tat-ca"},
        {"inheritance": "mai"},
        {"most_rounds": 10},
        {"pauses": (("BK_TINH", 10),)},
    ],
)
def test_the_action_refuses_what_no_form_would_send(bloc, values):
    with pytest.raises(ActionError):
        save_award_settings(bloc, values, starts=clock.today() + timedelta(days=1), by=None)
