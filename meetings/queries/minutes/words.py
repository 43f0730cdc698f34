"""Minutes (biên bản hội nghị) as finished words: the field order of bloc practice §5.4, Decree
30/2020 form 1.9."""

from typing import Any

from emulation_bloc.lib import clock, vietnamese
from meetings.models import Guest, Meeting, Minutes
from meetings.queries import blocks
from meetings.queries.blocks import Block
from meetings.queries.desk import Rows, desk_rows
from meetings.queries.minutes.confirmed import confirmation
from meetings.queries.minutes.course import agenda, course
from meetings.queries.minutes.frame import (
    attached,
    closing,
    corrected,
    replacing,
    supplement,
    where,
)
from meetings.queries.minutes.people import count_words, people, person_words
from meetings.queries.minutes.prose import Prose, Told
from meetings.queries.minutes.results import score_annex
from meetings.queries.minutes.rows import More, more_of
from units.queries import paper_settings


def minutes_words(minutes: Minutes, rows: Rows | None = None) -> dict[str, Any]:
    """The snapshot of minutes: the meeting told in order, or a supplement to approved minutes.

    `rows` are the meeting's rows where the caller has read them already (queries.desk_rows).
    """
    return told_words(minutes, rows)[0]


def passages_of(minutes: Minutes, rows: Rows | None = None) -> list[Told]:
    """The passages that may be put in own words, in the order of the minutes."""
    return told_words(minutes, rows)[1].told


def told_words(minutes: Minutes, rows: Rows | None = None) -> tuple[dict[str, Any], Prose]:
    """The snapshot, and the prose with what was told in it."""
    meeting = minutes.meeting
    day = meeting.date or clock.today()
    settings = paper_settings(meeting.bloc, day)
    rows = rows or desk_rows(meeting)
    guests = rows["guests"]
    prose, annex = Prose(), []
    if minutes.is_supplement:
        body = supplement(minutes, guests)
        subject = f"bổ sung Biên bản số {corrected(minutes).label}"
    else:
        more = more_of(minutes)
        prose = Prose(more.passages, more.rules)
        body, annex = _meeting(minutes, rows, more, prose), score_annex(more)
        subject = meeting.title
    words = {
        "version": 1,
        "form": "minutes",
        "title": f"Biên bản {vietnamese.lower_first(subject)}",
        "author": meeting.bloc.name,
        "header": blocks.header(meeting.bloc, settings, symbol="BB", place="", year=day.year),
        "type_name": "BIÊN BẢN",
        "subject": vietnamese.curly(subject[:1].upper() + subject[1:]),
        "addressees": [],
        "blocks": body,
        "signatures": [
            {"lines": ["THƯ KÝ"], "name": _first(guests, Guest.Role.SECRETARY), "office": ""},
            {"lines": ["CHỦ TỌA"], "name": _first(guests, Guest.Role.CHAIR), "office": ""},
        ],
        "recipients": list(settings.recipients) or _recipients(meeting),
        "check": None,
        "notes": blocks.assumed(meeting),
        "facts": {} if minutes.is_supplement else _facts(meeting, rows),
    }
    return (words | {"annex": annex} if annex else words), prose


def _facts(meeting: Meeting, rows: Rows) -> dict[str, Any]:
    """What the reviewer's summary repeats of approved minutes, in finished words."""
    return {
        "title": meeting.title,
        "date": vietnamese.date_short(meeting.date) if meeting.date else "",
        "place": meeting.place,
        "chairs": [
            person_words(row.name, row.title)
            for row in rows["guests"]
            if row.role == Guest.Role.CHAIR
        ],
        "attendance": count_words(rows["attendance"]),
        "directions": [row.title for row in rows["directions"]],
        "requests": [row.title for row in rows["requests"]],
    }


def _recipients(meeting: Meeting) -> list[str]:
    return [
        f"- {meeting.bloc.province.reviewing_department};",
        "- Các đơn vị thành viên Khối;",
        "- Lưu: VT, Hồ sơ.",
    ]


def _first(guests: list[Guest], role: str) -> str:
    return next((guest.name for guest in guests if guest.role == role), "")


def _meeting(minutes: Minutes, rows: Rows, more: More, prose: Prose) -> list[Block]:
    meeting = minutes.meeting
    body: list[Block] = []
    if minutes.document.corrects_id:
        body += replacing(minutes)
    body += where(meeting, prose)
    body += people(meeting, rows, more.rules, prose)
    body += agenda(rows)
    body += course(meeting, rows, more, prose)
    end = [*attached(more, prose), *closing(meeting, more, prose)]
    return [*body, *confirmation(minutes, more, [*body, *end], prose), *end]
