"""Two texts of minutes side by side: paragraph by paragraph, words added and words left out."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Piece = tuple[str, str]  # same | added | removed, and the words


@dataclass(frozen=True)
class Compared:
    """One paragraph: `same`, `added` and `removed` as a whole, or `changed` in pieces."""

    kind: str
    pieces: list[Piece]


def plain_lines(snapshot: dict[str, Any]) -> list[str]:
    """Every paragraph, item and table row of a snapshot as one line of plain text, annexes too."""
    lines = [str(snapshot.get("subject", ""))]
    for block in [*snapshot.get("blocks", []), *snapshot.get("annex", [])]:
        lines += block_lines(block)
    lines += [row["name"] for row in snapshot.get("signatures", []) if row["name"]]
    return [line for line in lines if line.strip()]


def block_lines(block: dict[str, Any]) -> list[str]:
    """One block as lines of plain text."""
    if block["type"] == "list":
        return [f"{item['marker']} {item['text']}" for item in block["items"]]
    if block["type"] == "table":
        return [
            " – ".join(str(cell).replace("\n", "; ") for cell in row if str(cell).strip())
            for row in block["rows"]
        ]
    return [str(block.get("lead", "")) + str(block.get("text", ""))]


def compared(old: dict[str, Any], new: dict[str, Any]) -> list[Compared]:
    """The paragraphs of both in the order of the new one, with what was changed in each."""
    before, after = plain_lines(old), plain_lines(new)
    rows: list[Compared] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            rows += [Compared("same", [("same", line)]) for line in after[c:d]]
        else:
            rows += _changed(before[a:b], after[c:d])
    return rows


def changes(old: dict[str, Any], new: dict[str, Any]) -> int:
    """How many paragraphs differ."""
    return sum(row.kind != "same" for row in compared(old, new))


def _changed(before: list[str], after: list[str]) -> list[Compared]:
    """Paragraphs put in another's place: those that resemble each other are told as one."""
    rows: list[Compared] = []
    left = list(before)
    for line in after:
        partner = next((one for one in left if _alike(one, line)), None)
        if partner is None:
            rows.append(Compared("added", [("added", line)]))
            continue
        skipped = left[: left.index(partner)]
        rows += [Compared("removed", [("removed", one)]) for one in skipped]
        left = left[len(skipped) + 1 :]
        rows.append(Compared("changed", pieces(partner, line)))
    return rows + [Compared("removed", [("removed", one)]) for one in left]


def _alike(one: str, other: str) -> bool:
    """Whether at least half of the words are the same."""
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio() >= 0.5


def _words(text: str) -> list[str]:
    """Words, each with the blank before it, so that neighbours changed together are one piece."""
    return re.findall(r"\s*\S+|\s+$", text)


def pieces(before: str, after: str) -> list[Piece]:
    """The words of one paragraph: kept, left out, put in."""
    old, new = _words(before), _words(after)
    rows: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            rows.append(("same", "".join(new[c:d])))
            continue
        if b > a:
            rows.append(("removed", "".join(old[a:b])))
        if d > c:
            rows.append(("added", "".join(new[c:d])))
    return rows
