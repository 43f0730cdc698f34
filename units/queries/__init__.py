"""Reads used twice, one module per topic."""

from units.queries.demo import DEMO_ORDER, demo_accounts, demo_day
from units.queries.quotas import quotas
from units.queries.settings_ import (
    award_settings,
    calendar_settings,
    meeting_settings,
    paper_settings,
    scoring_settings,
    settings_on,
)
from units.queries.tenants import (
    acting_deputy_on,
    frame_periods,
    head_on,
    members_on,
    names_on,
    people_of_bloc,
)
from units.queries.trail import VALUE_WORDS, action_words, value_words
from units.queries.words import ACTION_WORDS

__all__ = [
    "ACTION_WORDS",
    "DEMO_ORDER",
    "VALUE_WORDS",
    "acting_deputy_on",
    "action_words",
    "award_settings",
    "calendar_settings",
    "demo_accounts",
    "demo_day",
    "frame_periods",
    "head_on",
    "meeting_settings",
    "members_on",
    "names_on",
    "paper_settings",
    "people_of_bloc",
    "quotas",
    "scoring_settings",
    "settings_on",
    "value_words",
]
