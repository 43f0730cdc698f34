"""The frame that every paper made from data shares: head, title, prose, signature, recipients."""

from dataclasses import dataclass
from typing import Any

from emulation_bloc.lib import clock, vietnamese
from meetings.models import OfficialPaper
from meetings.queries import blocks
from meetings.queries.blocks import Block, paragraph
from meetings.queries.signing import head_signature
from units.models import User
from units.queries import paper_settings

PROSE = ("subject", "opening", "closing", "addressees", "recipients")


@dataclass(frozen=True)
class Prose:
    """The words round the data, as a text box holds them: a line is a paragraph, an addressee or a
    recipient. A kind's usual prose names no figure, so that typed prose can leave none stale."""

    subject: str
    opening: str = ""
    closing: str = ""
    addressees: str = ""
    recipients: str = ""


def prose_of(paper: OfficialPaper, usual: Prose) -> Prose:
    """What was typed; where nothing was, the usual words."""
    return Prose(**{name: getattr(paper, name) or getattr(usual, name) for name in PROSE})


def named_words(
    paper: OfficialPaper,
    by: User | None,
    *,
    prose: Prose,
    body: list[Block],
    form: str = "",
    signatures: list[Block] | None = None,
    facts: dict[str, Any] | None = None,
    notes: list[str] | None = None,
    annex: list[Block] | None = None,
) -> dict[str, Any]:
    """The snapshot of a paper: `body` are its finished blocks, prose included, in order.

    `by` is who is about to approve. Without `signatures` the head signs, or the assigned deputy
    for the head; `form` is the kind's own unless given.
    """
    bloc, kind, today = paper.bloc, paper.document.kind_info, clock.today()
    settings = paper_settings(bloc, today)
    place = settings.place or bloc.province.place
    head = blocks.header(bloc, settings, symbol=kind.symbol, place=place, year=today.year)
    name = kind.type_name.capitalize() or str(kind.name)
    return {
        "version": 1,
        "form": form or kind.form,
        "title": f"{name}: {vietnamese.lower_first(prose.subject)}",
        "author": bloc.name,
        "header": head,
        "type_name": kind.type_name,
        "subject": vietnamese.curly(prose.subject),
        "addressees": vietnamese.paragraphs(prose.addressees),
        "blocks": _replacing(paper) + body,
        "signatures": [head_signature(bloc, by)] if signatures is None else signatures,
        "recipients": recipient_lines(prose.recipients),
        "check": None,
        "notes": notes if notes is not None else blocks.assumed(paper.meeting),
        "facts": facts or {},
        **({"annex": annex} if annex else {}),
    }


def recipient_lines(text: str) -> list[str]:
    """A line each as `- …;`, the last with a full stop (Decree 30/2020, ô 9b)."""
    names = [line.lstrip("-– ").rstrip(" .;") for line in vietnamese.paragraphs(text)]
    ends = [";"] * (len(names) - 1) + ["."]
    return [f"- {name}{end}" for name, end in zip(names, ends, strict=True)] if names else []


def closing_blocks(text: str) -> list[Block]:
    """The last paragraphs; the body of a paper ends with `./.`."""
    told = blocks.paragraphs(text)
    if told:
        told[-1]["text"] = told[-1]["text"].rstrip(" ./") + "./."
    return told


def _replacing(paper: OfficialPaper) -> list[Block]:
    """A replacing paper names the old one and says why, before anything else."""
    old = paper.document.corrects
    if old is None:
        return []
    kind = paper.document.kind_info
    name = kind.type_name.capitalize() or "Công văn"
    when = f" ngày {vietnamese.date_short(old.date)}" if old.date else ""
    reason = vietnamese.sentence(paper.document.reason)
    return [paragraph(f"{name} này thay thế {name} số {old.label}{when}. Lý do: {reason}")]
