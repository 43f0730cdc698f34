"""Building blocks of a snapshot: finished words, no fields (design/architecture.md, Documents)."""

from typing import Any

from documents.kinds import series
from emulation_bloc.lib import vietnamese
from meetings.models import Conclusion, Meeting, Reference
from units.models import Bloc, PaperSettings

Block = dict[str, Any]


def heading(text: str, level: int = 1, **more: bool) -> Block:
    """A heading: level 1 for parts (I.), 2 for items (1.), 3 below; `more`: centred, new_page."""
    return {"type": "heading", "level": level, "text": text} | more


def paragraph(text: str, lead: str = "", *, bold_lead: bool = False, **more: bool) -> Block:
    """One paragraph, with quotes as papers print them; `more`: italic."""
    return {
        "type": "paragraph",
        "lead": lead,
        "text": vietnamese.curly(text),
        "bold_lead": bold_lead,
    } | more


def paragraphs(text: str) -> list[Block]:
    """A text box as paragraphs, each ending as a sentence."""
    return [paragraph(vietnamese.sentence(line)) for line in vietnamese.paragraphs(text)]


def lettered(texts: list[str]) -> Block:
    """A list a), b), c), d), đ): items end with semicolons, the last with a full stop."""
    ends = [";"] * (len(texts) - 1) + ["."]
    return {
        "type": "list",
        "items": [
            {
                "marker": vietnamese.list_mark(place),
                "text": vietnamese.curly(text.rstrip(" .;") + end),
            }
            for place, (text, end) in enumerate(zip(texts, ends, strict=True))
        ],
    }


def table(columns: list[tuple[str, int, str]], rows: list[list[str]], **more: Any) -> Block:
    """A table: columns as (title, width in per cent, left | center | right); `more`: caption,
    strong, small."""
    titles = [{"title": title, "width": width, "align": align} for title, width, align in columns]
    return {"type": "table", "caption": "", "columns": titles, "rows": rows} | more


def header(bloc: Bloc, settings: PaperSettings, *, symbol: str, place: str, year: int) -> Block:
    """The head of a paper: parent body, issuer, symbol, place."""
    return {
        "parent": settings.parent_line or bloc.province.people_committee.upper(),
        "issuer": list(settings.issuer_lines) or [bloc.name.upper()],
        "symbol": series(symbol, settings.symbol),
        "place": place,
        "year": year,
    }


def conclusion_text(conclusion: Conclusion) -> str:
    """Title, what is meant, documents referred to, who leads and helps, what is to come out of it
    by when, as one passage without a last full stop."""
    text = conclusion_body(conclusion)
    if units := [unit.name for unit in conclusion.lead_units.all()]:
        text += f". Đơn vị chủ trì: {vietnamese.join(units)}"
    if partners := [unit.name for unit in conclusion.partner_units.all()]:
        text += f". Đơn vị phối hợp: {vietnamese.join(partners)}"
    if conclusion.measure:
        text += f". Kết quả cần đạt: {vietnamese.lower_first(conclusion.measure.rstrip(' .;'))}"
    if conclusion.due:
        text += f". Hạn hoàn thành: ngày {vietnamese.date_short(conclusion.due)}"
    return text


def conclusion_body(conclusion: Conclusion) -> str:
    """Title, what is meant and documents referred to, without who does it by when."""
    text = conclusion.title.rstrip(" .;:")
    if conclusion.detail:
        joiner = ": " if conclusion.kind == Conclusion.Kind.DIRECTION else ". "
        detail = conclusion.detail.strip()
        text += joiner + (vietnamese.lower_first(detail) if joiner == ": " else detail)
    text = text.rstrip(" .;")
    if missing := [words for row in conclusion.references.all() if (words := uncited(row, text))]:
        text += f" ({'; '.join(missing)})"
    return text


def uncited(reference: Reference, text: str) -> str:
    """What of a reference the text does not say yet; empty when it says everything.

    So that a plan cited in the sentence is not cited a second time, but its subject is not lost.
    """
    when = vietnamese.date_short(reference.date) if reference.date else ""
    parts = [reference.number, reference.issuer, when, reference.subject]
    if all(part in text for part in parts if part):
        return ""
    if not reference.number or reference.number not in text:
        return reference.citation
    words = [
        reference.kind,
        f"số {reference.number}" if reference.number[0].isdigit() else reference.number,
    ]
    if when and when not in text:
        words.append(f"ngày {when}")
    if reference.issuer and reference.issuer not in text:
        words.append(f"của {reference.issuer}")
    if reference.subject and reference.subject not in text:
        words.append(f"về {vietnamese.lower_first(reference.subject)}")
    return " ".join(words)


def conclusions_of(meeting: Meeting) -> dict[str, list[Conclusion]]:
    """Kind → conclusions in their order, with references, lead and partner units: four queries."""
    found: dict[str, list[Conclusion]] = {kind: [] for kind in Conclusion.Kind.values}
    rows = Conclusion.objects.filter(meeting=meeting).order_by("position", "pk")
    for row in rows.prefetch_related("references", "lead_units", "partner_units"):
        found[row.kind].append(row)
    return found


def assumed(meeting: Meeting | None) -> list[str]:
    """The one line that says which values are assumed."""
    if meeting is None or not meeting.assumptions.strip():
        return []
    return [
        "Số liệu giả định: "
        + vietnamese.sentence(" ".join(vietnamese.paragraphs(meeting.assumptions)))
    ]
