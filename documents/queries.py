"""Reads of papers used twice."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from django.db.models import Prefetch, QuerySet

from documents.models import Document, Rendering
from units.models import User


def papers_for_lists(user: User) -> QuerySet[Document]:
    """Papers with what a list shows of them, files included: two queries however many rows."""
    files = Rendering.objects.filter(state=Rendering.State.DONE).exclude(form__in=Rendering.DRAFTS)
    return (
        Document.objects.visible_to(user)
        .exclude(state=Document.State.DROPPED)
        .select_related("bloc__province", "period")
        .prefetch_related(Prefetch("renderings", queryset=files.order_by("pk"), to_attr="files"))
    )


def give_files(papers: Iterable[Document]) -> None:
    """Give each paper its `shown_files`, the newest finished ones of each form; one query."""
    found = {paper.pk: paper for paper in papers}
    files: dict[int, list[Rendering]] = {}
    rows = Rendering.objects.filter(document__in=found, state=Rendering.State.DONE)
    rows = rows.exclude(form__in=Rendering.DRAFTS).defer("snapshot", "signatures")
    for row in rows.order_by("pk"):
        files.setdefault(row.document_id or 0, []).append(row)
    for paper in found.values():
        paper.shown_files = handed_out(files.get(paper.pk, []))  # type: ignore[attr-defined]


def handed_out(files: list[Rendering]) -> list[Rendering]:
    """Of a paper's finished files those to hand out: the newest of each form, numbered first."""
    chosen: dict[str, Rendering] = {row.form: row for row in files}
    if Rendering.Form.PDF in chosen:
        chosen.pop(Rendering.Form.UNNUMBERED, None)
    order = [Rendering.Form.SIGNED, Rendering.Form.PDF, Rendering.Form.UNNUMBERED]
    order.append(Rendering.Form.DOCX)
    return [chosen[form] for form in order if form in chosen]


def signatures_of(files: list[Rendering]) -> list[dict[str, Any]]:
    """The signatures of the newest signed file, with the moment as one; empty for a scan."""
    signed = [row for row in files if row.form == Rendering.Form.SIGNED]
    found = (signed[-1].signatures or []) if signed else []
    return [row | {"at": datetime.fromisoformat(row["at"]) if row["at"] else None} for row in found]


def by_serial(serial: str) -> Document | None:
    """The approved paper with this serial, with the papers that correct it; typed in any way."""
    plain = "".join(letter for letter in serial.upper() if letter.isalnum())
    shaped = "-".join(plain[start : start + 5] for start in range(0, len(plain), 5))
    rows = Document.objects.registered().select_related("bloc__province", "corrects")
    return rows.filter(serial=shaped[:20]).first()


def registered_files(document: Document) -> list[dict[str, str]]:
    """Name and SHA-256 (hexadecimal) of every file of the paper that was ever handed out."""
    rows = document.renderings.filter(state=Rendering.State.DONE).exclude(form__in=Rendering.DRAFTS)
    return [{"name": str(row.get_form_display()), "sha256": row.sha256} for row in rows]


def corrections_of(document: Document) -> QuerySet[Document]:
    """Approved papers that supplement or replace this one."""
    return document.corrections.filter(state__in=Document.APPROVED_STATES).order_by("pk")


def sha256_of(file: IO[bytes] | Any) -> str:
    """The SHA-256 (hexadecimal) of an upload, read in pieces."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()
