"""The PDF of a snapshot, made by WeasyPrint without ever calling out.

Importing this module loads WeasyPrint and is slow: do it inside a function, or before a worker
forks.
"""

from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

import segno
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from documents.pdf import layout, wording
from documents.pdf.errors import RenderError
from documents.pdf.wording import Snapshot, printable

_FOLDER = Path(__file__).parent
_TYPEFACES = _FOLDER.parents[1] / "static" / "fonts" / "liberation-serif"
_BOX = "□"


class _Press(NamedTuple):
    """What every paper needs and what is slow to make: once per process."""

    final: list[CSS]
    draft: list[CSS]
    fonts: FontConfiguration
    fetcher: URLFetcher
    letters: frozenset[int]


@cache
def _press() -> _Press:
    """The style sheets parsed once, with the typefaces they load."""
    fonts = FontConfiguration()
    fetcher = URLFetcher(allowed_protocols={"file", "data"}, fail_on_errors=True)
    final, mark = (
        CSS(filename=str(_FOLDER / name), font_config=fonts, url_fetcher=fetcher)
        for name in ("print.css", "draft.css")
    )
    return _Press([final], [final, mark], fonts, fetcher, _letters() | {ord("\n")})


def _letters() -> frozenset[int]:
    """The characters that every one of our typefaces has."""
    found = []
    for path in _TYPEFACES.glob("*.ttf"):
        with TTFont(path, lazy=True) as face:
            found.append(frozenset(face.getBestCmap()))
    return frozenset.intersection(*found)


def render(
    kind: str, snapshot: Snapshot, number: str | None, day: date | None, *, draft: bool = False
) -> bytes:
    """The paper as a tagged PDF. The same words give the same pages, whenever it is called."""
    return print_html(_page(kind, snapshot, number, day, draft=draft), kind, draft=draft)


def print_html(html: str, kind: str, *, draft: bool = False) -> bytes:
    """A whole HTML page as PDF; a file or picture that cannot be read is a RenderError."""
    try:
        press = _press()
        page = HTML(
            string=_typeset(html, press.letters), url_fetcher=press.fetcher, base_url=str(_FOLDER)
        )
        pdf: bytes = page.write_pdf(
            stylesheets=press.draft if draft else press.final,
            font_config=press.fonts,
            pdf_variant="pdf/ua-1",
        )
    except FatalURLFetchingError as error:
        # It is a BaseException there: let through, it would end the worker.
        raise RenderError(f"{kind}: {error}") from error
    return pdf


def _typeset(html: str, letters: frozenset[int]) -> str:
    """The page without characters our typefaces lack; each is shown as an empty box.

    Otherwise another face of the machine would stand in, so that a paper looked different from
    one worker to the next, or the letter would vanish without a trace.
    """
    missing = {ord(letter) for letter in set(html)} - letters
    return html.translate({code: _stand_in(chr(code)) for code in missing})


def _stand_in(letter: str) -> str:
    """What is printed for a character without a letter: nothing, a space, or an empty box."""
    kind = category(letter)
    if kind in ("Cc", "Cf", "Mn"):
        return ""
    return " " if kind[0] == "Z" else _BOX


def _page(
    kind: str, snapshot: Snapshot, number: str | None, day: date | None, *, draft: bool
) -> str:
    """The paper as a whole HTML page with the file's own data in its head."""
    foot = layout.foot(snapshot, draft=draft, code=_code(snapshot))
    body = layout.article(snapshot, number, day, draft=draft, foot=foot)
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(printable(snapshot.get('title')))}</title>"
        f'<meta name="author" content="{escape(printable(snapshot.get("author")))}">'
        f'<meta name="keywords" content="{escape(printable(kind))}">'
        f"</head><body>{body}</body></html>"
    )


def _code(snapshot: Snapshot) -> str:
    """The QR of the check page as a picture with an alternative text."""
    check = snapshot.get("check")
    if not check:
        return ""
    source = segno.make_qr(check["url"], error="m").svg_data_uri(border=0, omitsize=True)
    words = escape(wording.code_words(check))
    return f'<img class="paper-qr" src="{escape(source)}" alt="{words}">'
