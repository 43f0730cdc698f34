"""Papers from snapshots: PDF, DOCX, the preview in HTML, and bundles of files.

Every function here is pure: no database, no request, no settings, and nothing but the shipped
typefaces is read. WeasyPrint is loaded by the first PDF only, so that the web process, which shows
previews, never loads it.
"""

import datetime

from django.utils.safestring import SafeString, mark_safe

from documents.pdf import layout
from documents.pdf.bundle import bundle
from documents.pdf.errors import RenderError
from documents.pdf.wording import Snapshot

__all__ = ["RenderError", "bundle", "render", "render_docx", "to_html"]


def render(
    kind: str,
    snapshot: Snapshot,
    number: str | None,
    date: datetime.date | None,
    *,
    draft: bool = False,
) -> bytes:
    """The paper as a tagged PDF. The same words give the same pages, whenever it is called."""
    from documents.pdf import printing  # slow import

    return printing.render(kind, snapshot, number, date, draft=draft)


def to_html(
    snapshot: Snapshot,
    number: str | None = None,
    date: datetime.date | None = None,
    *,
    draft: bool = False,
) -> SafeString:
    """The paper as a fragment for the preview beside a desk; `paper.css` lays it out."""
    foot = layout.foot(snapshot, draft=draft)
    html = layout.article(snapshot, number, date, draft=draft, foot=foot, screen=True)
    return mark_safe(html)  # noqa: S308 - layout escapes every word of the snapshot


def render_docx(
    kind: str,
    snapshot: Snapshot,
    number: str | None,
    date: datetime.date | None,
    *,
    draft: bool = False,
) -> bytes:
    """The same paper for those who must edit it in Word."""
    from documents.pdf import word  # slow import

    return word.render_docx(kind, snapshot, number, date, draft=draft)
