"""A filled sheet against what is stored: what was changed, what cannot be taken, named by cell."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from assessments.formulas import clean_figures
from assessments.models import Assessment
from assessments.queries.past_sheets import cell_name
from assessments.queries.sheets import (
    KEY_PAGE,
    SALT,
    TITLE,
    VERSION,
    WORDS,
    YES_NO,
    Field,
    answers_of,
    digest,
    fields_of,
)
from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.spreadsheets import Sheet

MOST_WORDS_SHOWN = 400


class WrongSheetError(Exception):
    """The file is not this return's sheet; the message is a sentence for the screen."""


@dataclass(frozen=True)
class Difference:
    """One cell that was changed in the file. `is_conflict`: the stored value, too, was changed
    since the sheet was handed out."""

    key: str
    code: str
    text: str
    label: str
    cell: str
    old: str
    new: str
    value: str
    is_conflict: bool


@dataclass
class Comparison:
    """Everything that the person is shown before saying yes."""

    differences: list[Difference]
    errors: list[str]
    newer: int
    revisions: dict[str, int]

    def plain(self) -> dict[str, Any]:
        """As an intake keeps it."""
        return asdict(self)


def compare(assessment: Assessment, sheets: list[Sheet], most_words: int) -> Comparison:
    """What the file changes. Raises WrongSheetError with a sentence for another unit's, round's
    or edition's sheet and for one that was taken apart."""
    key = _key_of(sheets)
    _check_whose(assessment, key)
    sheet = next((one for one in sheets if one.title == TITLE), None)
    if sheet is None:
        raise WrongSheetError(_("Tệp không còn trang “Bảng tự chấm”. Hãy tải lại bảng."))
    answers = answers_of(assessment)
    flat = {one.key: one for cells in fields_of(assessment, answers).values() for one in cells}
    found = Comparison([], [], 0, {})
    for name, row, column, was in key["cells"]:
        field = flat.get(name)
        if field is None:
            continue
        _compare_cell(found, sheet, field, (row, column), was, most_words)
    named = {one.key.partition(":")[0] for one in found.differences}
    found.revisions = {str(one.pk): one.revision for one in answers if str(one.pk) in named}
    return found


def _key_of(sheets: list[Sheet]) -> dict[str, Any]:
    """The hidden page, whole and signed by this system."""
    page = next((one for one in sheets if one.title == KEY_PAGE), None)
    text = "".join(row[0][1:] for row in page.rows if row) if page else ""
    try:
        key: dict[str, Any] = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise WrongSheetError(
            _("Tệp không phải bảng tải từ hệ thống, hoặc phần khóa đã bị sửa. Hãy tải lại bảng.")
        ) from None
    return key


def _check_whose(assessment: Assessment, key: dict[str, Any]) -> None:
    if key["unit"] != assessment.unit_id:
        raise WrongSheetError(
            _("Tệp này là bảng của %(unit)s, không phải của đơn vị đang mở.")
            % {"unit": key["unit_name"]}
        )
    if key["round"] != assessment.round_id or key["assessment"] != assessment.pk:
        raise WrongSheetError(
            _("Tệp này là bảng của kỳ “%(period)s”, không phải kỳ đang mở.")
            % {"period": key["period"]}
        )
    if key["set"] != assessment.round.criteria_set_id or key["version"] != VERSION:
        raise WrongSheetError(
            _("Tệp này theo bản bộ tiêu chí cũ. Hãy tải bảng mới rồi chép số liệu sang.")
        )


def _compare_cell(
    found: Comparison,
    sheet: Sheet,
    field: Field,
    place: tuple[int, int],
    was: str,
    most_words: int,
) -> None:
    row, column = place
    cell = cell_name(row, column)
    is_label_there = field.name == WORDS or sheet.text(row, 4) == vietnamese.clean(field.label)
    if sheet.text(row, 1) != field.code or not is_label_there:
        found.errors.append(
            _("Ô %(cell)s: dòng này không còn là tiêu chí %(code)s. Đừng chèn, xóa, sắp xếp dòng.")
            % {"cell": cell, "code": field.code}
        )
        return
    is_formula = (row, column) in sheet.unvalued
    if not is_formula and digest(_untouched(sheet, field, row, column)) == was:
        found.newer += digest(field.stored) != was
        return
    value, wrong = _value(sheet, field, row, column, most_words)
    if wrong:
        found.errors.append(_("Ô %(cell)s: %(wrong)s") % {"cell": cell, "wrong": wrong})
        return
    if value == field.stored:
        return
    if not field.is_open:
        found.errors.append(
            _("Ô %(cell)s: tiêu chí %(code)s hiện không sửa được, giữ như trên hệ thống.")
            % {"cell": cell, "code": field.code}
        )
        return
    criterion = field.answer.criterion
    found.differences.append(
        Difference(
            field.key,
            field.code,
            criterion.text[:120],
            field.label,
            cell,
            field.shown(field.stored)[:MOST_WORDS_SHOWN],
            field.shown(value)[:MOST_WORDS_SHOWN],
            value,
            digest(field.stored) != was,
        )
    )


def _untouched(sheet: Sheet, field: Field, row: int, column: int) -> str:
    """What a cell would have been handed out for, whether or not it could be taken back."""
    text = sheet.text(row, column)
    if field.input is None:
        return text
    if field.input.kind == "choice":
        return _choice(field, text)
    if field.input.kind == "yes_no":
        return next((code for code, label in YES_NO.items() if label == text), text)
    return text.replace(",", ".")


def _value(sheet: Sheet, field: Field, row: int, column: int, most_words: int) -> tuple[str, str]:
    """(what would be stored, what is wrong with it)."""
    if (row, column) in sheet.unvalued:
        return "", _("công thức chưa có giá trị. Hãy mở tệp bằng Excel, lưu rồi tải lên.")
    if field.input is None:
        text = sheet.text(row, column)
        if len(text) > most_words:
            return "", _("nội dung dài %(n)d ký tự, vượt giới hạn %(most)d ký tự.") % {
                "n": len(text),
                "most": most_words,
            }
        return text, ""
    text = sheet.figure(row, column)
    if field.input.kind == "choice":
        text = _choice(field, text)
    criterion = field.answer.criterion
    figures, errors = clean_figures(
        criterion.kind, criterion.parts, criterion.max_points, {field.name: text[:200]}
    )
    if field.name in errors:
        return "", errors[field.name]
    part, _dash, name = field.name.partition("-")
    return figures[int(part[1:])].get(name, ""), ""


def _choice(field: Field, text: str) -> str:
    """The code behind a word of the drop-down, where commas had to become semicolons."""
    choices = field.input.choices if field.input else ()
    for code, label in choices:
        if text in {label, label.replace(",", ";").replace('"', "”")}:
            return code
    return text
