"""The trail's codes and values in the words of the screen."""

import re
from datetime import date, datetime
from typing import Any

from emulation_bloc.lib import clock, vietnamese
from units.models import Appointment, Milestone
from units.queries.words import ACTION_WORDS


def action_words(code: str) -> str:
    """A code of the trail in the words of the screen."""
    return ACTION_WORDS.get(code, code)


VALUE_WORDS = {
    "numbering": {"system": "hệ thống cấp", "typed": "nhập số văn thư cấp"},
    "owes": {code: str(label) for code, label in Milestone.Owes.choices},
    "silence": {"agrees": "coi là thống nhất", "open": "chưa có ý kiến"},
    "role": {code: str(label) for code, label in Appointment.Role.choices},
}


def value_words(name: str, value: Any) -> str:
    """A value of the trail in the words of the screen: yes and no, dates, moments, codes,
    lists."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return VALUE_WORDS.get(name, {}).get(str(value)) or _day_or_moment(str(value))


def _day_or_moment(text: str) -> str:
    """A day or a moment as people write it; any other text, typed ones among it, as it is."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return vietnamese.date_short(date.fromisoformat(text))
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*[+-]\d\d:\d\d", text):
            moment = clock.local_time(datetime.fromisoformat(text))
            return f"{moment:%H:%M} {vietnamese.date_short(moment.date())}"
    except ValueError:
        pass
    return text
