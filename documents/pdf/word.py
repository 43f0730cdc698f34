"""The DOCX of a snapshot: the layout of the PDF as far as Word can follow it."""

from datetime import date
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.pdf import wordfile, wording
from documents.pdf.ooxml import CELL_MARGIN, paragraph, row, rule, run, table
from documents.pdf.wordfile import TEXT_WIDTH, WIDE_TEXT, text_width
from documents.pdf.wording import Snapshot, printable, printable_lines, width_of

INDENT = 12.7
HEAD_WIDTHS = [68.0, 102.0]
MOTTO_WIDTH = 56.1  # mm: the motto in 13 pt bold, which the rule below must match

_ALIGNMENTS = {"left": "left", "center": "center", "right": "right"}


def render_docx(
    kind: str, snapshot: Snapshot, number: str | None, day: date | None, *, draft: bool = False
) -> bytes:
    """The paper as a Word file; the same snapshot gives the same bytes."""
    document = Document()
    wordfile.set_up(document, snapshot["form"])
    wordfile.describe(document, kind, snapshot, day)
    stamp = printable(snapshot.get("mark"))
    wordfile.fill_headers(document, text_width(snapshot), draft=draft, stamp=stamp)
    check = None if draft else snapshot.get("check")
    body = _body(snapshot, number, day) + _foot(snapshot, check) + paragraph("", exact=1)
    end = document.element.body.sectPr
    for element in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        end.addprevious(element)
    if check:
        wordfile.add_code(document, check)
    return wordfile.packed(document)


def _body(snapshot: Snapshot, number: str | None, day: date | None) -> str:
    """Everything between the page's top and the foot of the last page."""
    blocks = _worded(snapshot.get("blocks") or [])
    if snapshot["form"] == "landscape":
        wide = [block | {"width": WIDE_TEXT, "small": True} for block in blocks]
        content = "".join(_block(block, reading=True, keep=False) for block in wide)
        return _wide_head(snapshot) + content + paragraph("", exact=6) + _closing(snapshot)
    if snapshot["form"] == "reading":
        return _reading_head(snapshot, day) + "".join(
            _block(block, reading=True, keep=False) for block in blocks
        )
    if snapshot["form"] == "plain":
        headline = paragraph(run(snapshot.get("title")), style="Heading1", align="center", after=12)
        return headline + "".join(_block(block, reading=False, keep=False) for block in blocks)
    content = "".join(
        # The last block stays with the signatures.
        _block(block, reading=False, keep=place == len(blocks))
        for place, block in enumerate(blocks, start=1)
    )
    title = "" if snapshot["form"] == "letter" else _title(snapshot)
    head = _head(snapshot, number, day) + title + _addressees(snapshot)
    end = paragraph("", exact=6, keep=True) + _closing(snapshot)
    return head + content + end + _annex(snapshot)


def _worded(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without pictures, which Word does not draw everywhere, and without headings that had nothing
    but pictures under them."""
    kept: list[dict[str, Any]] = []
    has_picture = has_words = False
    for block in reversed(blocks):
        if block["type"] == "image":
            has_picture = True
        elif block["type"] != "heading":
            has_words = True
            kept.append(block)
        else:
            if has_words or not has_picture:
                kept.append(block)
            has_picture = has_words = False
    return kept[::-1]


def _wide_head(snapshot: Snapshot) -> str:
    """The head of an annex across the page: whose it is, its title, small facts below."""
    header = snapshot.get("header") or {}
    names = "".join(_left_centred(line) for line in printable_lines([header.get("parent")]))
    issuer = " ".join(printable_lines(header.get("issuer") or []))
    names += _left_centred(issuer, bold=True) if issuer else ""
    facts = printable_lines(snapshot.get("facts") or [])
    return names + _title(snapshot) + "".join(_centred(line, 10, italic=True) for line in facts)


def _left_centred(words: str, *, bold: bool = False) -> str:
    """A line centred in the left part of a page across."""
    text = run(words, bold=bold, size=11)
    return paragraph(text, align="center", right=WIDE_TEXT * 0.55, keep=True, line=1.0)


def _annex(snapshot: Snapshot) -> str:
    """What follows the signatures, on pages of its own."""
    blocks = _worded(snapshot.get("annex") or [])
    if not blocks:
        return ""
    shown = "".join(_block(block, reading=False, keep=False) for block in blocks)
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + shown


def _centred(words: object, size: float, *, bold: bool = False, italic: bool = False) -> str:
    """A centred line that stays with the next."""
    text = run(words, bold=bold, italic=italic, size=size)
    return paragraph(text, align="center", keep=True, line=1.0)


def _head(snapshot: Snapshot, number: str | None, day: date | None) -> str:
    """Issuer and nation, below them number and place with date, in a table without borders."""
    left, right = HEAD_WIDTHS
    parent, issuer = wording.head_lines(snapshot)
    names = "".join(_centred(line, 12) for line in parent)
    names += "".join(_centred(line, 12, bold=True) for line in issuer)
    if issuer:
        names += rule(left, width_of(issuer[-1], 12) * wording.RULE_SHARE)
    nation = _centred(wording.NATION, 12, bold=True) + _centred(wording.MOTTO, 13, bold=True)
    nation += rule(right, MOTTO_WIDTH)
    place = ""
    if snapshot["form"] != "minutes":
        place = _centred(wording.place_line(snapshot, day), 13, italic=True)
    symbol = _centred(wording.number_line(snapshot, number), 13)
    if snapshot["form"] == "letter":
        told = "\n".join(wording.about_lines(snapshot))
        about = run(told, size=12, plain=True)
        symbol += paragraph(about, style="Heading1", align="center", before=6, after=12, line=1.0)
    rows = [row([(names, left), (nation, right)]), row([(symbol, left), (place, right)])]
    return table(rows, HEAD_WIDTHS, bordered=False, indent=-5)


def _title(snapshot: Snapshot) -> str:
    """Kind and subject as one heading, with the rule under it."""
    subject = printable(snapshot.get("subject")).replace("\n", " ")
    lines = wording.balanced_lines(subject, 14, wording.SUBJECT_WIDTH) if subject else []
    text = "\n".join(printable_lines([snapshot.get("type_name"), *lines]))
    if not text:
        return ""
    heading = paragraph(run(text), style="Heading1", align="center", before=12, line=1.0, keep=True)
    if not lines:
        return heading
    length = width_of(lines[-1], 14) * wording.RULE_SHARE
    return heading + rule(text_width(snapshot), length) + paragraph("", exact=8, keep=True)


def _addressees(snapshot: Snapshot) -> str:
    """`Kính gửi:` with one name, or with a list whose dashes stand under the colon."""
    lines = wording.addressee_lines(snapshot)
    if len(lines) < 2:
        text = run(f"{wording.ADDRESSEES} {lines[0]}") if lines else ""
        return paragraph(text, align="center", after=12, line=1.15) if lines else ""
    shown = paragraph(run(wording.ADDRESSEES), left=25, line=1.15, keep=True)
    for line in lines[:-1]:
        shown += paragraph(run(line), left=45.4, first=-2.8, line=1.15, keep=True)
    return shown + paragraph(run(lines[-1]), left=45.4, first=-2.8, after=12, line=1.15)


def _reading_head(snapshot: Snapshot, day: date | None) -> str:
    """Title and small facts of a summary for reading."""
    shown = paragraph(run(snapshot.get("title"), size=16), style="Heading1", after=3, keep=True)
    if subject := printable(snapshot.get("subject")):
        shown += paragraph(run(subject, bold=True), after=2, keep=True)
    facts = " · ".join(wording.reading_facts(snapshot, day))
    return shown + paragraph(run(facts, size=10), after=6) + paragraph("", exact=4, ruled=True)


def _block(block: dict[str, Any], *, reading: bool, keep: bool) -> str:
    """One block of the body; `keep` holds its end with what follows."""
    return _BLOCKS[block["type"]](block, reading, keep)


def _heading(block: dict[str, Any], reading: bool, keep: bool) -> str:
    level = min(max(int(block["level"]), 1), 3)
    centred = bool(block.get("centred"))
    first = 0 if reading or centred else INDENT
    text = run(block["text"])
    start = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' if block.get("new_page") else ""
    return start + paragraph(
        text,
        style=f"Heading{level + 1}",
        align="center" if centred else "",
        first=first,
        before=6,
        after=6,
        line=1.08,
        keep=True,
    )


def _text(runs: str, reading: bool, keep: bool) -> str:
    """A justified paragraph of the body."""
    first, after = (0.0, 4.0) if reading else (INDENT, 6.0)
    line = 1.04 if reading else 1.08  # the PDF's lines, in parts of Word's single line
    return paragraph(runs, align="both", first=first, after=after, line=line, keep=keep)


def _paragraph(block: dict[str, Any], reading: bool, keep: bool) -> str:
    italic = bool(block.get("italic"))
    lead = run(block.get("lead"), bold=bool(block.get("bold_lead")), italic=italic)
    return _text(lead + run(block.get("text"), italic=italic), reading, keep)


def _list(block: dict[str, Any], reading: bool, keep: bool) -> str:
    items = block["items"]
    return "".join(
        _text(
            run(f"{printable(item.get('marker'))} {printable(item.get('text'))}"),
            reading,
            keep and place == len(items),
        )
        for place, item in enumerate(items, start=1)
    )


def _table(block: dict[str, Any], reading: bool, keep: bool) -> str:
    """A table with a repeating head; its last row stays with what follows if asked."""
    columns, rows = block["columns"], block["rows"]
    if not columns:
        return ""
    full = block.get("width", TEXT_WIDTH)
    size = 8.5 if full > TEXT_WIDTH else 10 if reading or block.get("small") else 12
    strong = set(block.get("strong") or [])
    widths = [share * full / 100 for share in wording.column_widths(columns)]
    aligns = [_ALIGNMENTS[column.get("align") or "left"] for column in columns]
    head = row(
        [
            (_cell(title, "center", size, bold=True, keep=True), width)
            for title, width in zip(wording.full_titles(block), widths, strict=True)
        ],
        head=True,
    )
    shown = [head]
    for place, cells in enumerate(rows, start=1):
        kept = keep and place == len(rows)
        whole = zip(wording.whole_row(cells, columns), aligns, widths, strict=True)
        bold = place - 1 in strong
        shown.append(
            row(
                (_cell(cell, align, size, bold=bold, keep=kept), width)
                for cell, align, width in whole
            )
        )
    title = _centred(block["caption"], 11 if reading else 13, bold=True)
    caption = title if block.get("caption") else ""
    return (
        caption
        + table(shown, widths, bordered=True, indent=CELL_MARGIN)
        + paragraph("", exact=8, keep=keep)
    )


def _cell(words: object, align: str, size: float, *, bold: bool = False, keep: bool) -> str:
    """The paragraph of one cell."""
    text = run(words, bold=bold, size=size)
    return paragraph(text, align=align, before=2, after=2, line=1.0, keep=keep)


_BLOCKS = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "table": _table,
}


def _closing(snapshot: Snapshot) -> str:
    """Signatures and recipients, held together on one page."""
    signatures = snapshot.get("signatures") or []
    recipients = _recipients(snapshot)
    half = text_width(snapshot) / 2
    if snapshot["form"] not in {"minutes", "pact"}:
        side = "".join(_signature(signature, [signature]) for signature in signatures)
        return table([row([(recipients, half), (side, half)])], [half, half], bordered=False)
    is_pact = snapshot["form"] == "pact"
    count, size = (wording.PACT_ROW, wording.PACT_SIZE) if is_pact else (2, 14)
    width = text_width(snapshot) / count
    pairs = [signatures[start : start + 2] for start in range(0, len(signatures), 2)]
    rows = []
    for side_by_side in wording.pact_rows(signatures) if is_pact else pairs:
        cells = [_signature(one, side_by_side, size) for one in side_by_side]
        cells += [""] * (count - len(cells))
        rows.append(row([(cell, width) for cell in cells]))
    shown = table(rows, [width] * count, bordered=False) if rows else ""
    return shown + paragraph("", exact=8, keep=True) + recipients


def _signature(
    signature: dict[str, Any], level_with: list[dict[str, Any]], size: float = 14
) -> str:
    """Role, an empty place of fixed height, office and name; blank lines keep two on one level."""
    lines = printable_lines(signature.get("lines") or [])
    blanks = max(len(printable_lines(one.get("lines") or [])) for one in level_with) - len(lines)
    shown = "".join(_centred(line, size, bold=True) for line in lines + [""] * blanks)
    shown += paragraph("", exact=26 / 25.4 * 72, keep=True)
    office = printable(signature.get("office"))
    if office or any(printable(one.get("office")) for one in level_with):
        shown += _centred(office, size, bold=True)
    return shown + _centred(signature.get("name"), size, bold=True)


def _recipients(snapshot: Snapshot) -> str:
    """`Nơi nhận:` and its lines."""
    lines = printable_lines(snapshot.get("recipients") or [])
    if not lines:
        return ""
    title = run(wording.RECIPIENTS, bold=True, italic=True, size=12)
    return paragraph(title, line=1.0, keep=True) + "".join(
        paragraph(run(line, size=11), left=1.8, first=-1.8, line=1.0, keep=True) for line in lines
    )


def _foot(snapshot: Snapshot, check: dict[str, str] | None) -> str:
    """The small lines at the end, beside the place of the code where there is one."""
    lines = ["".join(wording.check_words(check, with_code=True))] if check else []
    lines += printable_lines(snapshot.get("notes") or [])
    if snapshot["form"] == "reading":
        lines.append(wording.READING_NOTICE)
    if not lines:
        return ""
    words = "".join(paragraph(run(line, size=9), before=2, line=1.0) for line in lines)
    full = text_width(snapshot)
    cells = [(words, full)]
    if check:
        place = 22.0
        cells = [(paragraph("", before=4), place), (words, full - place)]
    widths = [width for _, width in cells]
    return paragraph("", exact=12, keep=True) + table(
        [row(cells)], widths, bordered=False, top=True
    )
