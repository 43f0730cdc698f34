"""A snapshot laid out as HTML: the same elements for the screen preview and for the PDF."""

import re
from base64 import b64encode
from datetime import date
from html import escape
from typing import Any

from documents.pdf import wording
from documents.pdf.wording import PAGES_TOKEN, Snapshot, printable

# A spaced hyphen may end a line but not begin one. Only short words are tied: a very long one
# must stay free to break.
_SPACED_HYPHEN = re.compile(r"(?<!\S)(\S{1,12}) ([-–]) (?=\S)")
_ALIGNMENTS = {"left": "", "center": ' class="paper-center"', "right": ' class="paper-right"'}
_BESIDE = 14  # lines of recipients as high as a signature; further ones may break across pages


def words(value: object) -> str:
    """Text as HTML: escaped, lines kept, the page token a place that the style sheet fills."""
    text = escape(printable(value))
    text = _SPACED_HYPHEN.sub(r'<span class="paper-tie">\1 \2</span> ', text)
    text = text.replace(PAGES_TOKEN, '<span class="paper-pages"></span>')
    return text.replace("\n", "<br>")


def article(
    snapshot: Snapshot,
    number: str | None,
    day: date | None,
    *,
    draft: bool,
    foot: str,
    screen: bool = False,
) -> str:
    """The whole paper; `foot` is ready HTML.

    On a screen it lies in a page that has its own first heading, and a draft carries its mark in
    the text; on paper the mark comes from the style sheet, on every page.
    """
    form = snapshot["form"]
    top = 2 if screen else 1
    blocks = "".join(_block(block, top) for block in snapshot.get("blocks") or [])
    if form == "reading":
        body = _reading_head(snapshot, day, top) + blocks + foot
    elif form == "landscape":
        body = _wide_head(snapshot, top) + blocks + _closing(snapshot, foot)
    else:
        title = "" if form == "letter" else _title(snapshot, top)
        head = _head(snapshot, number, day, top) + title + _addressees(snapshot)
        body = head + blocks + _closing(snapshot, foot) + _annex(snapshot, top)
    said = f'<span class="visually-hidden">{wording.DRAFT}</span>'
    drawn = f'<p class="paper-mark" data-mark="{wording.DRAFT}">{said}</p>'
    mark = drawn if draft and screen else ""
    told = printable(snapshot.get("mark"))
    stamp = f'<p class="paper-stamp"><span>{escape(told)}</span></p>' if told else ""
    return f'<article class="paper paper-{escape(form)}" lang="vi">{mark}{stamp}{body}</article>'


def foot(snapshot: Snapshot, *, draft: bool, code: str = "") -> str:
    """The small lines at the end of the last page; `code` is the ready image of the QR."""
    check = None if draft else snapshot.get("check")
    lines = [_check(check, with_code=bool(code))] if check else []
    lines += [words(note) for note in wording.printable_lines(snapshot.get("notes") or [])]
    if snapshot["form"] == "reading":
        lines.append(wording.READING_NOTICE)
    if not lines:
        return ""
    text = "".join(f"<p>{line}</p>" for line in lines)
    image = code if check else ""
    kind = "paper-foot paper-foot-coded" if image else "paper-foot"
    return f'<footer class="{kind}">{image}<div class="paper-foot-words">{text}</div></footer>'


def _check(check: dict[str, str], *, with_code: bool) -> str:
    """The sentence with the address of the check page, which stays on one line if it can."""
    before, address, after = wording.check_words(check, with_code=with_code)
    return f'{words(before)}<span class="paper-address">{words(address)}</span>{words(after)}'


def _head(snapshot: Snapshot, number: str | None, day: date | None, top: int) -> str:
    """Issuer and nation side by side, below them number and, save on minutes and ballot papers,
    place and date; on a công văn its subject under the number."""
    parent, issuer = wording.head_lines(snapshot)
    names = "".join(f'<p class="paper-parent">{words(line)}</p>' for line in parent)
    names += "".join(f'<p class="paper-name">{words(line)}</p>' for line in issuer[:-1])
    if issuer:
        names += f'<p class="paper-name"><span class="paper-ruled">{words(issuer[-1])}</span></p>'
    symbol = f'<p class="paper-number">{words(wording.number_line(snapshot, number))}</p>'
    place = ""
    if snapshot["form"] not in {"minutes", "slip"}:
        place = f'<p class="paper-place">{words(wording.place_line(snapshot, day))}</p>'
    about = ""
    if snapshot["form"] == "letter":
        told = "<br>".join(words(line) for line in wording.about_lines(snapshot))
        about = f'<h{top} class="paper-about">{told}</h{top}>'
    return (
        f'<header class="paper-head"><div class="paper-issuer">{names}</div>'
        f'<div class="paper-nation"><p>{wording.NATION}</p>'
        f'<p class="paper-motto"><span>{wording.MOTTO}</span></p></div>'
        f"{symbol}{place}{about}</header>"
    )


def _title(snapshot: Snapshot, top: int) -> str:
    """The kind of paper and its subject as one heading, with the short rule under both."""
    subject = printable(snapshot.get("subject")).replace("\n", " ")
    lines = wording.balanced_lines(subject, 14, wording.SUBJECT_WIDTH) if subject else []
    name = printable(snapshot.get("type_name"))
    shown = [escape(line) for line in ([name] if name else []) + lines]
    if not shown:
        return ""
    if lines:
        shown[-1] = f'<span class="paper-ruled">{shown[-1]}</span>'
    spans = " ".join(f'<span class="paper-line">{line}</span>' for line in shown)
    return f'<h{top} class="paper-title">{spans}</h{top}>'


def _addressees(snapshot: Snapshot) -> str:
    """`Kính gửi:` with one name on its line, or with a list whose dashes stand under the colon."""
    lines = wording.addressee_lines(snapshot)
    if not lines:
        return ""
    if len(lines) == 1:
        return f'<p class="paper-addressee">{wording.ADDRESSEES} {words(lines[0])}</p>'
    items = "".join(f"<li>{words(line)}</li>" for line in lines)
    return (
        f'<div class="paper-addressees"><p>{wording.ADDRESSEES}</p>'
        f'<ul role="list">{items}</ul></div>'
    )


def _reading_head(snapshot: Snapshot, day: date | None, top: int) -> str:
    """The title and small facts of a summary, without the marks of an official paper."""
    subject = printable(snapshot.get("subject"))
    line = f'<p class="paper-subject">{words(subject)}</p>' if subject else ""
    facts = " · ".join(words(fact) for fact in wording.reading_facts(snapshot, day))
    small = f'<p class="paper-facts">{facts}</p>' if facts else ""
    return f'<h{top} class="paper-heading">{words(snapshot.get("title"))}</h{top}>{line}{small}'


def _wide_head(snapshot: Snapshot, top: int) -> str:
    """The head of an annex across the page: whose it is, its title, small facts below."""
    header = snapshot.get("header") or {}
    names = wording.printable_lines([header.get("parent")])
    shown = "".join(f'<p class="paper-parent">{words(line)}</p>' for line in names)
    issuer = " ".join(wording.printable_lines(header.get("issuer") or []))
    shown += f'<p class="paper-name">{words(issuer)}</p>' if issuer else ""
    facts = "".join(
        f"<p>{words(line)}</p>" for line in wording.printable_lines(snapshot.get("facts") or [])
    )
    return (
        f'<header class="paper-wide-head">{shown}</header>{_title(snapshot, top)}'
        f'<div class="paper-wide-facts">{facts}</div>'
    )


def _annex(snapshot: Snapshot, top: int) -> str:
    """What follows the signatures of a paper on pages of its own."""
    blocks = snapshot.get("annex") or []
    if not blocks:
        return ""
    shown = "".join(_block(block, top) for block in blocks)
    return f'<section class="paper-annex">{shown}</section>'


def _block(block: dict[str, Any], top: int) -> str:
    """One block of the body."""
    return _BLOCKS[block["type"]](block, top)


def _heading(block: dict[str, Any], top: int) -> str:
    """A heading of the body, one level under the title; that of an annex is centred, one that
    begins a page says so."""
    level = min(max(int(block["level"]), 1), 3)
    tag = f"h{min(top + level, 6)}"
    look = f"paper-level-{level}"
    look += " paper-middle" if block.get("centred") else ""
    look += " paper-new-page" if block.get("new_page") else ""
    return f'<{tag} class="{look}">{words(block["text"])}</{tag}>'


def _paragraph(block: dict[str, Any], top: int) -> str:
    """A paragraph, its number or lead in front, bold or italic where the snapshot says so."""
    lead = words(block.get("lead"))
    if lead and block.get("bold_lead"):
        lead = f"<b>{lead}</b>"
    look = ' class="paper-italic"' if block.get("italic") else ""
    return f"<p{look}>{lead}{words(block.get('text'))}</p>"


def _list(block: dict[str, Any], top: int) -> str:
    """Marked items, laid out like paragraphs."""
    items = "".join(
        f"<li>{words(item.get('marker'))} {words(item.get('text'))}</li>" for item in block["items"]
    )
    return f'<ul class="paper-list" role="list">{items}</ul>' if items else ""


def _table(block: dict[str, Any], top: int) -> str:
    """A table whose head repeats on every page; `strong` names the rows that are sums."""
    columns = block["columns"]
    if not columns:
        return ""
    caption = words(block.get("caption"))
    widths = "".join(f'<col class="w-{width}">' for width in wording.column_widths(columns))
    marks = [_ALIGNMENTS[column.get("align") or "left"] for column in columns]
    strong = set(block.get("strong") or [])
    rows = "".join(
        _row(wording.whole_row(row, columns), marks, is_strong=place in strong)
        for place, row in enumerate(block["rows"])
    )
    kind = "paper-table paper-small" if block.get("small") else "paper-table"
    # On a narrow screen it is moved sideways, with the keyboard too.
    return (
        f'<div class="{kind}" tabindex="0"><table>'
        + (f"<caption>{caption}</caption>" if caption else "")
        + f"<colgroup>{widths}</colgroup><thead>{_table_head(block)}</thead>"
        + f"<tbody>{rows}</tbody></table></div>"
    )


def _table_head(block: dict[str, Any]) -> str:
    """One row of titles, or two where columns are gathered under common ones."""
    titles = [words(column["title"]) for column in block["columns"]]
    groups = block.get("groups") or []
    if not groups:
        return "<tr>" + "".join(f'<th scope="col">{title}</th>' for title in titles) + "</tr>"
    upper, lower, place = "", "", 0
    for group in groups:
        below = titles[place : place + group["span"]]
        place += group["span"]
        if group["title"]:
            upper += f'<th scope="colgroup" colspan="{len(below)}">{words(group["title"])}</th>'
            lower += "".join(f'<th scope="col">{title}</th>' for title in below)
        else:
            upper += "".join(f'<th scope="col" rowspan="2">{title}</th>' for title in below)
    return f"<tr>{upper}</tr><tr>{lower}</tr>"


def _row(row: list[object], marks: list[str], *, is_strong: bool) -> str:
    """One row of the table's body."""
    cells = zip(row, marks, strict=True)
    start = '<tr class="paper-strong">' if is_strong else "<tr>"
    return start + "".join(f"<td{mark}>{words(cell)}</td>" for cell, mark in cells) + "</tr>"


def _image(block: dict[str, Any], top: int) -> str:
    """A drawing inside the page's own bytes, so that nothing is ever fetched for it."""
    alternative = printable(block.get("alt")).strip()
    if not alternative:
        raise ValueError("a picture needs words for those who do not see it")
    data = b64encode(block["svg"].encode()).decode("ascii")
    source = f"data:image/svg+xml;base64,{data}"
    return f'<figure class="paper-figure"><img src="{source}" alt="{escape(alternative)}"></figure>'


_BLOCKS = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "table": _table,
    "image": _image,
}


def _closing(snapshot: Snapshot, foot: str) -> str:
    """Signatures, recipients and foot, kept together with the last lines of the body.

    Minutes are signed left and right with the recipients below; any other paper has the
    recipients on the left, level with its signature.
    """
    signatures = snapshot.get("signatures") or []
    lines = wording.printable_lines(snapshot.get("recipients") or [])
    if not signatures and not lines:
        return foot
    if snapshot["form"] in {"minutes", "landscape", "pact"}:
        is_pact = snapshot["form"] == "pact"
        rows = wording.pact_rows(signatures) if is_pact else [signatures]
        body = "".join(map(_signature_row, rows)) + _recipients(lines)
    else:
        columns = "".join(_signature(signature, [signature]) for signature in signatures)
        rest = "".join(f"<li>{words(line)}</li>" for line in lines[_BESIDE:])
        body = (
            f'<div class="paper-signatures"><div class="paper-left">{_recipients(lines[:_BESIDE])}'
            f'</div><div class="paper-side">{columns}</div></div>'
        )
        if rest:
            body += f'<ul class="paper-recipients paper-rest" role="list">{rest}</ul>'
    is_long = len(lines) > _BESIDE or len(signatures) > 2 * wording.PACT_ROW
    kind = "paper-closing paper-long" if is_long else "paper-closing"
    return f'<div class="{kind}">{body}{foot}</div>'


def _signature_row(signatures: list[dict[str, Any]]) -> str:
    """Signatures side by side."""
    columns = "".join(_signature(signature, signatures) for signature in signatures)
    return f'<div class="paper-signatures">{columns}</div>'


def _signature(signature: dict[str, Any], level_with: list[dict[str, Any]]) -> str:
    """Role, an empty box for the signature, office and name.

    Blank lines keep boxes and names of signatures side by side on one level.
    """
    lines = wording.printable_lines(signature.get("lines") or [])
    blanks = max(len(wording.printable_lines(one.get("lines") or [])) for one in level_with)
    office = printable(signature.get("office"))
    blank = '<div class="paper-blank"></div>'
    shown = "".join(f"<p>{words(line)}</p>" for line in lines) + blank * (blanks - len(lines))
    if office:
        held = f"<p>{words(office)}</p>"
    else:
        held = blank if any(printable(one.get("office")) for one in level_with) else ""
    name = f'<p class="paper-signer">{words(signature.get("name"))}</p>'
    return f'<div class="paper-signature">{shown}<div class="paper-box"></div>{held}{name}</div>'


def _recipients(lines: list[str]) -> str:
    """`Nơi nhận:` and its lines."""
    if not lines:
        return ""
    items = "".join(f"<li>{words(line)}</li>" for line in lines)
    return (
        f'<div class="paper-recipients"><p>{wording.RECIPIENTS}</p>'
        f'<ul role="list">{items}</ul></div>'
    )
