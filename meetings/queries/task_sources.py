"""Where a task comes from: the paragraph of the approved minutes."""

from collections.abc import Iterator
from typing import Any

from documents.models import Document
from emulation_bloc.lib import vietnamese
from meetings.models import Conclusion, Meeting


def approved_minutes(meeting: Meeting) -> Document | None:
    """The approved minutes that tell the meeting now: the latest that is no supplement."""
    rows = Document.objects.filter(minutes__meeting=meeting).approved()
    return rows.exclude(relation=Document.Relation.SUPPLEMENTS).order_by("-pk").first()


def source_words(minutes: Document | None, conclusion: Conclusion) -> str:
    """`Biên bản số 01/BB-KTĐKTKT ngày 12/7/2021, mục III.4.a`; empty while there is no number."""
    if minutes is None or minutes.awaits_number:
        return ""
    when = f" ngày {vietnamese.date_short(minutes.date)}" if minutes.date else ""
    place = paragraph_of(minutes.snapshot or {}, conclusion)
    return f"Biên bản số {minutes.label}{when}" + (f", mục {place}" if place else "")


def paragraph_of(snapshot: dict[str, Any], conclusion: Conclusion) -> str:
    """`III.4.a`: where the frozen words tell the conclusion, read from the words themselves, so
    that it holds whatever the order of the parts; empty when they do not tell it."""
    title = _plain(conclusion.title)
    within = ""
    for place, words in _passages(snapshot):
        if title and words.startswith(title):
            return place
        if title and not within and title in words:
            within = place  # a sentence that begins with whom it asks
    return within


def _passages(snapshot: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(place, words) of every passage below the headings."""
    part = number = ""
    for block in snapshot.get("blocks", []):
        if block.get("type") == "heading":
            mark, dot, _rest = str(block.get("text", "")).partition(".")
            if block.get("level") == 1:
                part, number = (mark if dot else ""), ""
            else:
                number = mark if dot else ""
            continue
        for mark, words in _told(block):
            yield ".".join(one for one in (part, number, mark) if one), _plain(words)


def _told(block: dict[str, Any]) -> list[tuple[str, str]]:
    """(mark without its bracket, words) of what a block says."""
    if block.get("type") == "list":
        return [(_mark(item["marker"]), item["text"]) for item in block.get("items", [])]
    return [(_mark(str(block.get("lead", ""))), str(block.get("text", "")))]


def _mark(text: str) -> str:
    return text.strip().rstrip(").").strip(" -")


def _plain(text: str) -> str:
    """Without the quotes that papers curl and the stops that lists put at the end."""
    straight = vietnamese.curly(text).replace("“", '"').replace("”", '"')
    return straight.rstrip(" .;:").casefold()
