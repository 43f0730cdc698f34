"""Finished words for papers of assessments: blocks, figures, who signs (design/documents.md)."""

from decimal import Decimal
from typing import Any

from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.numbers import printed, shown
from units.models import Bloc, Unit

Block = dict[str, Any]

INVENTED = "SỐ LIỆU GIẢ ĐỊNH"
NOTHING = "–"


def invented_mark(bloc: Bloc) -> str:
    """The mark that every paper of a demonstration bears; empty for a real province."""
    return INVENTED if bloc.province.is_demo else ""


def figure(value: Decimal | None) -> str:
    """Points as papers print them; a dash where nobody scored."""
    return NOTHING if value is None else shown(value)


def amount(value: Decimal | None) -> str:
    """A figure of a target, with as many places as it has."""
    return "" if value is None else printed(value)


def heading(text: str, level: int = 1, **more: bool) -> Block:
    """A heading: level 1 for parts (I.), 2 for items (1.), 3 below; `more`: centred, new_page."""
    return {"type": "heading", "level": level, "text": text} | more


def paragraph(text: str, lead: str = "") -> Block:
    """One paragraph, with quotes as papers print them."""
    return {
        "type": "paragraph",
        "lead": lead,
        "text": vietnamese.curly(text),
        "bold_lead": False,
    }


def paragraphs(text: str) -> list[Block]:
    """A text box as paragraphs, each ending as a sentence."""
    return [paragraph(vietnamese.sentence(line)) for line in vietnamese.paragraphs(text)]


def table(columns: list[tuple[str, int, str]], rows: list[list[str]], **more: Any) -> Block:
    """A table: columns as (title, width, left | center | right); `more`: caption, groups, strong,
    small."""
    titles = [{"title": title, "width": width, "align": align} for title, width, align in columns]
    return {"type": "table", "caption": "", "columns": titles, "rows": rows} | more


def picture(svg: str, alt: str) -> Block:
    """A drawing with the words for those who do not see it."""
    return {"type": "image", "svg": svg, "alt": alt}


def parent_of(unit: Unit, bloc: Bloc) -> str:
    """The body above a unit in the head of its papers; left out where the province is not it."""
    if unit.kind == Unit.Kind.CENTRAL_BRANCH:
        return ""
    return bloc.province.people_committee.upper()
