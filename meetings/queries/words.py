"""The words of a draft, whichever it is."""

import hashlib
import json
from typing import Any

from meetings.models import Minutes, OfficialPaper, ReviewReport
from meetings.queries.minutes import minutes_words
from meetings.queries.official import official_words
from meetings.queries.reports import report_words


def words_of(draft: Minutes | ReviewReport | OfficialPaper) -> dict[str, Any]:
    """The snapshot that the draft would have now."""
    if isinstance(draft, OfficialPaper):
        return official_words(draft)
    return minutes_words(draft) if isinstance(draft, Minutes) else report_words(draft)


def words_digest(snapshot: dict[str, Any]) -> str:
    """A short name (32 hexadecimal digits) of exactly these words."""
    text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
