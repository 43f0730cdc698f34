"""The bytes of a file, from frozen words alone."""

from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import IO, Any

from django.core.files.storage import default_storage

from documents import pdf
from documents.actions.packs import make_pack
from documents.models import Rendering
from emulation_bloc.lib.spreadsheets import Column, Page, Put, write_xlsx

Form = Rendering.Form
_READINGS: dict[str, str] = {
    Form.SCORES_PDF: "score_summary",
    Form.SCORES_DOCX: "score_summary",
    Form.UNIT_REPORT_PDF: "unit_report",
    Form.UNIT_REPORT_DOCX: "unit_report",
    Form.PROVINCE_PDF: "province_summary",
    Form.PROVINCE_DOCX: "province_summary",
}

_WORD = {
    Form.DOCX,
    Form.DRAFT_DOCX,
    Form.SUMMARY_DOCX,
    Form.SCORES_DOCX,
    Form.UNIT_REPORT_DOCX,
    Form.PROVINCE_DOCX,
}
_ENDINGS: dict[str, str] = {
    Form.DOCX: ".docx",
    Form.DRAFT: "-du-thao.pdf",
    Form.DRAFT_DOCX: "-du-thao.docx",
    Form.SIGNED: "-da-ky.pdf",
}


def make(rendering: Rendering) -> tuple[bytes | IO[bytes], str]:
    """The file that the row asks for, as bytes or open, and its suffix.

    Raises `pdf.RenderError`, OSError; ActionError with a sentence where a pack cannot be made.
    """
    if rendering.form == Form.PACK_PDF or (rendering.form == Form.PACK and not rendering.bloc):
        return make_pack(rendering)
    if rendering.form == Form.PROVINCE_XLSX:
        return _workbook((rendering.snapshot or {})["sheets"]), ".xlsx"
    if rendering.form == Form.PACK:
        return _pack(rendering), ".zip"
    is_word = rendering.form in _WORD
    draw = pdf.render_docx if is_word else pdf.render
    document = rendering.document
    kind = document.kind if document else _READINGS.get(rendering.form, "summary")
    words = rendering.snapshot or (document.words if document else {})
    # A unit's report may be read before it is handed in: the words themselves say so.
    is_draft = rendering.form in Rendering.DRAFTS or bool(words.get("is_draft"))
    content = draw(kind, words, rendering.number or None, rendering.date, draft=is_draft)
    return content, ".docx" if is_word else ".pdf"


def file_name(rendering: Rendering) -> str:
    """The name under which a browser keeps the file: kind, number, form; no path in it."""
    if rendering.name:
        return PurePath(rendering.name).name
    document = rendering.document
    if document is None:
        return f"{rendering.get_form_display()}.pdf"
    number = f"{rendering.number}-" if rendering.number else ""
    symbol = document.symbol or document.kind_info.symbol or "cong-van"
    return f"{number}{symbol}{_ENDINGS.get(rendering.form, '.pdf')}"


def _pack(rendering: Rendering) -> bytes:
    """All chosen papers' files and the summary, with an index and checksums."""
    words = rendering.snapshot or {}
    entries: list[tuple[str, bytes]] = []
    index: list[str] = list(words.get("index", []))
    for row in Rendering.objects.filter(pk__in=words.get("files", []), state=Rendering.State.DONE):
        with default_storage.open(row.file) as file:
            name = file_name(row)
            entries.append((name, file.read()))
            index.append(f"{name}\t{row.size} byte\tSHA-256 {row.sha256}")
    if summary := words.get("summary"):
        entries.append(("tom-tat-ky.pdf", pdf.render("summary", summary, None, _day(words))))
        entries.append(("tom-tat-ky.docx", pdf.render_docx("summary", summary, None, _day(words))))
        index += ["tom-tat-ky.pdf", "tom-tat-ky.docx"]
    return pdf.bundle(entries, index)


def _day(words: dict[str, str]) -> date | None:
    return date.fromisoformat(words["day"]) if words.get("day") else None


def _workbook(sheets: list[dict[str, Any]]) -> bytes:
    """A workbook; of each sheet `title`, `lead` lines, `columns` of [title, width in letters] and
    `rows` of texts, whole numbers and {"number": "97.50"}."""
    return write_xlsx(
        [
            Page(
                sheet["title"],
                [Column(title, width) for title, width in sheet["columns"]],
                [[_cell(value) for value in row] for row in sheet["rows"]],
                lead=list(sheet["lead"]),
            )
            for sheet in sheets
        ]
    )


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return Put(Decimal(value["number"]), format="0.00", align="right")
    return value
