"""Papers made from data, a module per kind: its usual prose, its words, what it still lacks.

A module of a kind has `usual(paper) -> Prose` and `words(paper, by) -> snapshot`; it may have
`lacks(paper) -> list[str]` (sentences that say what to do), `due(paper) -> date | None`,
`NEEDS_MEETING = True`, and `READS`, the rows of the meeting that its words are made of.
"""

import importlib
from collections.abc import Callable
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from meetings.models import OfficialPaper
from meetings.queries.official.frame import (
    PROSE,
    Prose,
    closing_blocks,
    named_words,
    prose_of,
    recipient_lines,
)
from units.models import User

NAMES = ("invitation", "notice", "reminder", "plan", "handover")
KINDS: dict[str, ModuleType] = {
    name: importlib.import_module(f"{__name__}.{name}")
    for name in NAMES
    if find_spec(f"{__name__}.{name}")
}
WORDS: dict[str, Callable[[OfficialPaper, User | None], dict[str, Any]]] = {
    name: module.words for name, module in KINDS.items()
}


def register(kind: str, module: ModuleType) -> None:
    """Let an upper floor add a kind whose data this floor does not know; twice changes nothing."""
    KINDS[kind] = module
    WORDS[kind] = module.words


__all__ = [
    "KINDS",
    "PROSE",
    "WORDS",
    "Prose",
    "closing_blocks",
    "named_words",
    "needs_meeting",
    "official_lacks",
    "official_words",
    "prose_of",
    "read_once",
    "recipient_lines",
    "register",
    "usual_prose",
]


def official_words(paper: OfficialPaper, by: User | None = None) -> dict[str, Any]:
    """The snapshot that the paper would have now; `by` is who is about to approve it."""
    return WORDS[paper.document.kind](paper, by)


def usual_prose(paper: OfficialPaper) -> Prose:
    """The prose that stands where nothing was typed."""
    usual: Prose = KINDS[paper.document.kind].usual(paper)
    return usual


def read_once(paper: OfficialPaper) -> None:
    """Read the meeting's rows once for words, prose and what lacks: for showing a page, never
    before a write, which must see the rows as they are under the lock."""
    if paper.meeting is not None:
        prefetch_related_objects([paper.meeting], *getattr(KINDS[paper.document.kind], "READS", ()))


def needs_meeting(kind: str) -> bool:
    """Whether the kind tells of one meeting."""
    return bool(getattr(KINDS[kind], "NEEDS_MEETING", False))


def official_lacks(paper: OfficialPaper, words: dict[str, Any]) -> list[str]:
    """What is still missing before the paper can be submitted, as sentences that say what to do."""
    own = getattr(KINDS[paper.document.kind], "lacks", None)
    found = list(own(paper)) if own else []
    if not all(row["name"] for row in words["signatures"]):
        found.append(_("Khối chưa có Trưởng khối trong phân công, chưa có người ký văn bản."))
    return found
