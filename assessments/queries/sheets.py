"""A return as an Excel sheet: one row per figure, what may be typed open, all else locked.

A hidden page keeps, signed, whose sheet it is, of which edition, and a short hash of every open
cell as it was handed out: so a cell that nobody touched never overwrites what was typed meanwhile.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl
from django.core import signing
from django.utils.translation import gettext as _
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from assessments.formulas import Input, bounds, inputs_of
from assessments.models import Answer, Assessment, Criterion
from assessments.queries.leaves import fixed_targets, registered, with_targets
from emulation_bloc.lib.spreadsheets import Column, Page, Put, write_xlsx

KEY_PAGE = "_khoa"
SALT = "assessments.sheet"
VERSION = 1
CHUNK = 8000
TITLE = "Bảng tự chấm"
VALUE_COLUMN, WORDS_COLUMN = 5, 6
YES_NO = {"yes": "Có", "no": "Không"}
WORDS = "words"
COLUMNS = [
    Column("Mã", 8),
    Column("Tiêu chí", 46),
    Column("Điểm tối đa", 10),
    Column("Số liệu", 34),
    Column("Đơn vị ghi", 16),
    Column("Kết quả và thuyết minh", 60),
]
_OPEN_FILL = PatternFill("solid", fgColor="FFF8E1")


@dataclass(frozen=True)
class Field:
    """One cell that a unit fills in: a figure (`p0-actual`) or the words of a criterion."""

    answer: Answer
    name: str
    label: str
    input: Input | None
    stored: str
    is_open: bool

    @property
    def key(self) -> str:
        """Its name within the sheet."""
        return f"{self.answer.pk}:{self.name}"

    @property
    def code(self) -> str:
        """The code of its criterion."""
        return self.answer.criterion.code

    def shown(self, stored: str) -> str:
        """A stored value as people read it."""
        if self.input is None or not stored:
            return stored
        if self.input.kind == "yes_no":
            return YES_NO.get(stored, stored)
        if self.input.kind == "choice":
            return dict(self.input.choices).get(stored, stored)
        return stored.replace(".", ",")


def answers_of(assessment: Assessment) -> list[Answer]:
    """The answers of a return in the order of its criteria."""
    rows = Answer.objects.filter(assessment=assessment).select_related(
        "criterion__parent__parent__parent"
    )
    return list(rows.order_by("criterion__position", "pk"))


def fields_of(assessment: Assessment, answers: list[Answer]) -> dict[int, list[Field]]:
    """Answer → its cells: figures part by part, then the words."""
    given = registered(assessment)
    is_returned = assessment.state == Assessment.State.RETURNED
    made = {}
    for answer in answers:
        fixed = fixed_targets(answer.criterion, given)
        is_open = assessment.is_writable and answer.counts
        is_open = is_open and (answer.is_reopened or not is_returned)
        figures = with_targets(answer, given)
        cells = [
            Field(
                answer,
                f"p{place}-{one.name}",
                label,
                one,
                str(figures[place].get(one.name) or ""),
                is_open and not (one.name == "target" and place in fixed),
            )
            for place, one, label in _inputs(answer.criterion)
        ]
        made[answer.pk] = [
            *cells,
            Field(answer, WORDS, COLUMNS[-1].title, None, answer.words, is_open),
        ]
    return made


def _inputs(criterion: Criterion) -> Iterator[tuple[int, Input, str]]:
    """(part, input, label with the part's own words) of a leaf."""
    for place, inputs in enumerate(inputs_of(criterion.kind, criterion.parts)):
        part = criterion.parts[place].get("label") if place < len(criterion.parts) else ""
        for one in inputs:
            yield place, one, f"{part}: {one.label}" if part else one.label


def digest(stored: str) -> str:
    """A short hash of a value, to know whether a cell was touched."""
    return hashlib.sha256(stored.encode()).hexdigest()[:12]


def write(assessment: Assessment) -> bytes:
    """The workbook of a return."""
    answers = answers_of(assessment)
    fields = fields_of(assessment, answers)
    rows: list[Sequence[Any]] = []
    places: dict[str, tuple[int, int]] = {}
    lead = _lead(assessment)
    seen: set[int] = set()
    for answer in answers:
        for group in _new_groups(answer.criterion, seen):
            rows.append([_bold(group.code), _bold(group.text), Put(group.max_points, is_bold=True)])
        top = len(lead) + 2
        rows += _leaf_rows(fields[answer.pk], top + len(rows), places)
    key = _key(assessment, [one for cells in fields.values() for one in cells], places)
    pages = [
        Page(TITLE, COLUMNS, rows, lead=lead, is_locked=True),
        Page(KEY_PAGE, [], [[chunk] for chunk in _chunks(key)], is_locked=True, is_hidden=True),
    ]
    flat = {one.key: one for cells in fields.values() for one in cells}
    return _with_checks(write_xlsx(pages), {place: flat[key] for key, place in places.items()})


def _lead(assessment: Assessment) -> list[str]:
    return [
        assessment.bloc.name,
        _("BẢNG TỰ CHẤM ĐIỂM – %(unit)s – %(period)s")
        % {"unit": assessment.unit_name, "period": assessment.round.period.name},
        _("Chỉ ghi vào ô nền vàng ở cột E, F. Không chèn, xóa, sắp xếp dòng. Xong thì tải lên."),
    ]


def _new_groups(criterion: Criterion, seen: set[int]) -> list[Criterion]:
    """The groups above a leaf that have not stood yet, the outermost first."""
    found: list[Criterion] = []
    group = criterion.parent
    while group is not None and group.pk not in seen:
        seen.add(group.pk)
        found.insert(0, group)
        group = group.parent
    return found


def _bold(text: str) -> Put:
    return Put(text, is_bold=True)


def _leaf_rows(cells: list[Field], row: int, places: dict[str, tuple[int, int]]) -> list[list[Any]]:
    """A row for each figure; a leaf that asks for none has one row for its words."""
    *figures, words = cells
    criterion = words.answer.criterion
    made: list[list[Any]] = []
    for place, cell in enumerate(figures or [None]):
        is_first = place == 0
        line: list[Any] = [criterion.code, "", "", "", "", ""]
        if is_first:
            line[1], line[2] = criterion.text, criterion.max_points
            line[5] = Put(words.stored, is_open=words.is_open)
            places[words.key] = (row, WORDS_COLUMN)
        if cell is None:
            line[3] = _("(hệ thống tự tính)")
        else:
            line[3], line[4] = cell.label, _put(cell)
            places[cell.key] = (row + place, VALUE_COLUMN)
        if not words.answer.counts and is_first:
            line[3] = _("Không áp dụng")
        made.append(line)
    return made


def _put(cell: Field) -> Put:
    """A figure as a number as long as Excel keeps all its digits, else as text."""
    kind = cell.input.kind if cell.input else ""
    if kind in {"choice", "yes_no"}:
        choices = cell.input.choices if cell.input and kind == "choice" else tuple(YES_NO.items())
        words = tuple(label for _code, label in choices)
        return Put(cell.shown(cell.stored), is_open=cell.is_open, choices=words)
    value: Any = cell.stored
    if value and len(value.strip("-").replace(".", "").strip("0")) <= 15:
        value = Decimal(value)
    elif value:
        value = value.replace(".", ",")
    return Put(value, is_open=cell.is_open, format="0" if kind == "count" else "0.####")


def _key(
    assessment: Assessment, cells: list[Field], places: dict[str, tuple[int, int]]
) -> dict[str, Any]:
    """What the hidden page says: whose sheet, which edition, where each open cell stands."""
    return {
        "version": VERSION,
        "assessment": assessment.pk,
        "unit": assessment.unit_id,
        "unit_name": assessment.unit_name,
        "round": assessment.round_id,
        "period": assessment.round.period.name,
        "set": assessment.round.criteria_set_id,
        "cells": [[one.key, *places[one.key], digest(one.stored)] for one in cells if one.is_open],
    }


def _chunks(key: dict[str, Any]) -> list[str]:
    """The signed key in pieces that fit into cells; a letter before each, so that none begins with
    a sign that a spreadsheet might mind."""
    text = signing.dumps(key, salt=SALT, compress=True)
    return [f"k{text[start : start + CHUNK]}" for start in range(0, len(text), CHUNK)]


def _with_checks(content: bytes, cells: dict[tuple[int, int], Field]) -> bytes:
    """Mark what is open and let Excel refuse wrong numbers; the upload checks again by itself."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[TITLE]
    rules: dict[tuple[str, Decimal, Decimal], DataValidation] = {}
    for (row, column), cell in cells.items():
        if not cell.is_open:
            continue
        sheet.cell(row, column).fill = _OPEN_FILL
        if cell.input is None or cell.input.kind not in {"number", "count", "points"}:
            continue
        limits = _limits(cell)
        if limits not in rules:
            rules[limits] = _rule(*limits)
            sheet.add_data_validation(rules[limits])
        rules[limits].add(sheet.cell(row, column))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _limits(cell: Field) -> tuple[str, Decimal, Decimal]:
    kind = cell.input.kind if cell.input else ""
    if kind == "points":
        criterion = cell.answer.criterion
        return "decimal", *bounds(criterion.kind, criterion.max_points)
    return ("whole" if kind == "count" else "decimal"), Decimal(0), Decimal(10) ** 14


def _rule(kind: Any, least: Decimal, most: Decimal) -> DataValidation:
    rule = DataValidation(
        type=kind, operator="between", formula1=f"{least:f}", formula2=f"{most:f}", allow_blank=True
    )
    rule.showErrorMessage = True
    rule.error = _("Hãy ghi số từ %(least)s đến %(most)s.") % {
        "least": f"{least:f}",
        "most": f"{most:f}",
    }
    return rule
