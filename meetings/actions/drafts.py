"""What minutes and reports have in common while they are drafts."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.models import Document, Rendering
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings import queries
from meetings.models import Minutes, OfficialPaper, ReviewReport
from units.models import User
from units.queries import paper_settings


def request_draft_pdf(
    draft: Minutes | ReviewReport | OfficialPaper, *, by: User | None, word: bool = False
) -> Rendering:
    """Have the DỰ THẢO PDF, or the Word file, made from the words of this moment."""
    words = queries.words_of(draft)
    return papers.request_draft(draft.document, snapshot=words, by=by, word=word)


def refuse_if_lacking(draft: Minutes | ReviewReport) -> None:
    """Raises ActionError with all sentences that say what is still missing."""
    if lacks := queries.what_lacks(draft):
        raise ActionError(" ".join(lacks))


def refuse_if_changed(words: dict[str, Any], seen: str) -> None:
    """Raises ActionError when the words are not those that the approver has read."""
    if queries.words_digest(words) != seen:
        raise ActionError(
            _("Nội dung đã thay đổi sau khi mở trang này. Hãy đọc lại bản mới rồi duyệt.")
        )


def final_words(document: Document, words: dict[str, Any]) -> dict[str, Any]:
    """The words to freeze: with the foot that lets anybody check the paper, where the bloc wants
    it."""
    if not paper_settings(document.bloc, clock.today()).has_check_foot:
        return words
    address = settings.SITE_URL + reverse("documents:check", args=[document.serial])
    return words | {"check": {"serial": document.serial, "url": address}}
