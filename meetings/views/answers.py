"""The paper beside a desk."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from documents import pdf
from documents.models import Document


def paper_of(document: Document | None, words: Callable[[], dict[str, Any]]) -> str:
    """The draft as it stands; an approved paper only as it was frozen, never the living rows."""
    if document is None:
        return ""
    if document.is_approved:
        return pdf.to_html(document.words, document.number_text, document.date)
    return pdf.to_html(words(), draft=True)


def wants_word(request: HttpRequest) -> bool:
    """Whether a draft's file is asked for as Word, rather than as PDF."""
    return request.POST.get("dang") == "word"
