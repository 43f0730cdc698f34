"""Fixed words and measures of an official paper, shared by the HTML, PDF and DOCX layouts.

These words are the Decree's form and Vietnamese by law, so they are not marked for translation.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from math import ceil
from typing import Any

from emulation_bloc.lib.vietnamese import date_words

Snapshot = dict[str, Any]

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
RECIPIENTS = "Nơi nhận:"
ADDRESSEES = "Kính gửi:"
READING_NOTICE = "Tài liệu tóm tắt để theo dõi, không thay thế văn bản đã phê duyệt."
PAGES_TOKEN = "{pages}"  # noqa: S105 - a place in the text, no secret

ISSUER_WIDTH = 64.0  # mm: the left cell of the head
SUBJECT_WIDTH = 138.0  # mm: a little less than the line, so that no word falls out
ABOUT_WIDTH = 58.0  # mm: the subject of a công văn under its number
PACT_ROW, PACT_SIZE, PACT_WIDTH = 3, 12, 46.0  # signatures side by side, points, mm of one
RULE_SHARE = 0.4  # the Decree asks for 1/3 to 1/2 of the line above

# Characters of XML 1.0 that stand for something: no controls, no marks that reorder what is read.
_UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\uffef"
    "\U00010000-\U0001fffd\U00020000-\U0003fffd]"
)
_MM_PER_POINT = 25.4 / 72
_NARROW = set("iíìỉĩịIÍÌỈĨỊltfjr.,;:'()[]|! -/")
_WIDE = set("mwMW%@—")


def printable(value: object) -> str:
    """Text fit for every format: NFC, and without characters that XML or fonts cannot carry."""
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def printable_lines(values: Iterable[object]) -> list[str]:
    """The values as printable text, without the empty ones."""
    return [line for line in map(printable, values or ()) if line.strip()]


def width_of(text: str, size: float) -> float:
    """About how many millimetres a bold text of this size takes; good to a tenth."""
    return sum(_em(letter) for letter in text) * size * _MM_PER_POINT


def _em(letter: str) -> float:
    """The usual width of a bold letter, in parts of its size."""
    if letter in _NARROW:
        return 0.3
    if letter in _WIDE:
        return 0.9
    return 0.7 if letter.isupper() else 0.51


def balanced_lines(text: str, size: float, limit: float) -> list[str]:
    """The text broken into as few lines as fit, all of about the same length.

    A clerk centres a long name this way, and only so does a rule of a fixed share of the last
    line look right. A spaced hyphen stays at the end of its line.
    """
    words = re.sub(r"\s+([-–])\s", "\u00a0\\1 ", text).split(" ")
    total = width_of(text, size)
    count = max(1, ceil(total / limit))
    width = total / count
    lines = _filled(words, size, width)
    while len(lines) > count and width < limit:
        width += 1
        lines = _filled(words, size, width)
    return [line.replace("\u00a0", " ") for line in lines]


def _filled(words: list[str], size: float, width: float) -> list[str]:
    """Words put into lines, each filled before the next begins."""
    lines: list[str] = []
    for word in words:
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    return lines


def head_lines(snapshot: Snapshot) -> tuple[list[str], list[str]]:
    """The parent body's lines and the issuer's lines, broken to the width of their cell."""
    header = snapshot.get("header") or {}
    parent = printable_lines([header.get("parent")])
    issuer = printable_lines(header.get("issuer") or [])
    return (
        [part for line in parent for part in balanced_lines(line, 12, ISSUER_WIDTH)],
        [part for line in issuer for part in balanced_lines(line, 12, ISSUER_WIDTH)],
    )


def number_line(snapshot: Snapshot, number: str | None) -> str:
    """`Số: 01/BB-KTĐKTKT`; without a number the place is left free for the clerk's pen; a ballot
    paper bears none."""
    header = snapshot.get("header") or {}
    if header.get("is_unnumbered"):
        return ""
    symbol = printable(header.get("symbol"))
    given = printable(number) if number else "\u00a0" * 6
    return f"Số: {given}/{symbol}" if symbol else f"Số: {given}"


def place_line(snapshot: Snapshot, day: date | None) -> str:
    """`Hưng Yên, ngày 09 tháng 7 năm 2021`; without a date day and month are left free."""
    header = snapshot.get("header") or {}
    gap = "\u00a0" * 6
    words = date_words(day) if day else f"ngày{gap}tháng{gap}năm {printable(header.get('year'))}"
    place = printable(header.get("place"))
    return f"{place}, {words}" if place else words


def about_lines(snapshot: Snapshot) -> list[str]:
    """`V/v …` of a công văn, broken to the width of the cell under the number."""
    subject = printable(snapshot.get("subject")).replace("\n", " ")
    return balanced_lines(subject, 12, ABOUT_WIDTH) if subject else []


def pact_rows(signatures: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The signatures of a pact, three side by side, with names of units and offices broken to
    their cell, so that boxes and signers of a row stand on one level whatever their length."""
    rows = [
        [_fitted(one) for one in signatures[start : start + PACT_ROW]]
        for start in range(0, len(signatures), PACT_ROW)
    ]
    for row in rows:
        most = max(len(one["office"]) for one in row)
        for one in row:
            blank = ["\u00a0"] * (most - len(one["office"]))
            one["office"] = "\n".join(blank + one["office"])
    return rows


def _fitted(signature: dict[str, Any]) -> dict[str, Any]:
    """One signature with its lines, and its office as a list of lines, none wider than the cell."""
    lines = [
        part
        for line in printable_lines(signature.get("lines") or [])
        for part in balanced_lines(line, PACT_SIZE, PACT_WIDTH)
    ]
    office = printable(signature.get("office"))
    held = balanced_lines(office, PACT_SIZE, PACT_WIDTH) if office.strip() else []
    return signature | {"lines": lines, "office": held}


def addressee_lines(snapshot: Snapshot) -> list[str]:
    """Who the paper is addressed to: one name with a full stop, or a list with semicolons."""
    names = [name.rstrip(" .;") for name in printable_lines(snapshot.get("addressees") or [])]
    if len(names) < 2:
        return [f"{name}." for name in names]
    return [f"- {name};" for name in names[:-1]] + [f"- {names[-1]}."]


def check_words(check: dict[str, str], *, with_code: bool) -> tuple[str, str, str]:
    """How to compare the paper with the stored one: words before the address, address, the rest.

    The code is named only where it is printed.
    """
    return (
        f"Mã văn bản {printable(check['serial'])}. Đối chiếu với bản lưu trên hệ thống tại ",
        printable(check["url"]).split("://", 1)[-1],
        " hoặc quét mã bên." if with_code else ".",
    )


def code_words(check: dict[str, str]) -> str:
    """The alternative text of the printed code."""
    return f"Mã QR dẫn tới trang đối chiếu văn bản {printable(check['serial'])}"


def reading_facts(snapshot: Snapshot, day: date | None) -> list[str]:
    """The small line under the title of a summary for reading."""
    header = snapshot.get("header") or {}
    facts = [snapshot.get("author"), header.get("place"), date_words(day) if day else None]
    return printable_lines(facts)


def column_widths(columns: list[dict[str, Any]]) -> list[int]:
    """Whole per cents that add up to 100, in the proportion the snapshot gives."""
    given = [max(float(column.get("width") or 0), 0) for column in columns]
    named = [width for width in given if width]
    mean = sum(named) / len(named) if named else 1
    filled = [width or mean for width in given]
    widths = [max(1, round(100 * width / sum(filled))) for width in filled]
    if widths:
        widest = widths.index(max(widths))
        widths[widest] += 100 - sum(widths)
    return widths


def whole_row(cells: list[object], columns: list[dict[str, Any]]) -> list[object]:
    """The row with empty cells where it is short; words without a column are a defect."""
    missing = len(columns) - len(cells)
    if missing < 0:
        raise ValueError(f"{len(cells)} cells in a table of {len(columns)} columns")
    return [*cells, *[""] * missing]


def full_titles(block: dict[str, Any]) -> list[str]:
    """The titles of a table's columns, each after the common one it stands under."""
    titles = [printable(column["title"]) for column in block["columns"]]
    common = [
        printable(group["title"])
        for group in block.get("groups") or []
        for _place in range(group["span"])
    ]
    if not common:
        return titles
    return [
        f"{first}: {title}" if first else title for first, title in zip(common, titles, strict=True)
    ]
