"""Tables in and out: CSV and XLSX are read as plain text and written so that no text is a formula.

Reading (formulas are never evaluated, macros never opened; a cell holds text as Excel shows it):

    try:
        sheets = spreadsheets.read(upload.read())          # a CSV has one sheet without a title
    except spreadsheets.UnreadableError as error:
        form.add_error("file", str(error))                 # a Vietnamese sentence
    sheet = sheets[0]
    sheet.rows[4][3]                                       # "97.5": fifth row, column D
    sheet.text(5, 4)                                       # the same, counted as Excel counts
    sheet.place(5, 4)                                      # "trang “Bảng chấm”, ô D5"
    (5, 4) in sheet.unvalued                               # a formula that was never calculated

Writing (`write_xlsx` gives bytes; a plain value or a `Put` for a cell with a look of its own):

    page = Page(
        "Bảng chấm", columns=[Column("Mã", 8), Column("Điểm", 10)], lead=["KHỐI THI ĐUA …"],
        rows=[["1.1", Put(Decimal("97.5"), is_open=True, format="0.00", choices=())]],
        is_locked=True,                                    # everything but `is_open` cells
    )
    write_xlsx([page, Page("_ma", columns=[], rows=[["edition", "7"]], is_hidden=True)])
    write_csv(["ma", "diem"], [["-1", Decimal("-5")]])     # text -1 becomes '-1, the number stays
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from emulation_bloc.lib import vietnamese

if not openpyxl.DEFUSEDXML:
    raise ImproperlyConfigured("openpyxl must read XML through defusedxml")

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_RATIO = 300
MOST_ENTRIES = 300
MOST_SHEETS = 20
MOST_ROWS = 2000
MOST_COLUMNS = 100
MOST_LETTERS = 32767
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_BROKEN = (
    KeyError, ValueError, TypeError, IndexError, AttributeError, ArithmeticError, OSError, EOFError,
    NotImplementedError, RuntimeError, SyntaxError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_RISKY = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # full-width signs count too
_LAST_ROW = 1_048_576
_TOO_LONG = gettext_lazy("Bảng dài hơn 2000 dòng. Hãy chia nhỏ tệp.")
_QUOTED = re.compile(rf"^'+[{re.escape(_RISKY)}]")


class UnreadableError(ValueError):
    """The file cannot be taken; the message is a sentence for the screen."""


@dataclass
class Sheet:
    """One sheet as text. Rows are as long as they are filled; counting starts with 1."""

    title: str
    rows: list[list[str]]
    unvalued: set[tuple[int, int]] = field(default_factory=set)
    is_hidden: bool = False
    numeric: set[tuple[int, int]] = field(default_factory=set)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, empty where there is none."""
        line = self.rows[row - 1] if 0 < row <= len(self.rows) else []
        return line[column - 1] if 0 < column <= len(line) else ""

    def figure(self, row: int, column: int) -> str:
        """A cell as a number is typed: 12.345 is 12,345 in a number cell, two things as text."""
        text = self.text(row, column)
        return text.replace(".", ",") if (row, column) in self.numeric else text

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell or a row is, in words: `trang “Bảng chấm”, ô D5`; a CSV has no sheets."""
        where = _("dòng %(row)d") % {"row": row}
        if column is not None and self.title:
            where = _("ô %(cell)s") % {"cell": f"{get_column_letter(column)}{row}"}
        elif column is not None:
            column_words = _("cột %(column)s") % {"column": get_column_letter(column)}
            where = f"{where}, {column_words}"
        if not self.title:
            return where
        return _("trang “%(sheet)s”, %(where)s") % {"sheet": self.title, "where": where}


def read(content: bytes) -> list[Sheet]:
    """The sheets of an XLSX, or the one table of a CSV, found from the content, not the name.

    Raises UnreadableError with a sentence for everything else and for what is too large.
    """
    if not content:
        raise UnreadableError(_("Tệp rỗng. Hãy chọn tệp khác."))
    if len(content) > MOST_BYTES:
        raise UnreadableError(_("Tệp lớn hơn 5 MB. Hãy bỏ hình ảnh, trang tính thừa rồi tải lại."))
    if content.startswith(_OLE):
        raise UnreadableError(
            _("Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy lưu thành .xlsx không mật khẩu.")
        )
    if content.startswith(_ZIP):
        return read_xlsx(content)
    return [read_csv(content)]


def read_xlsx(content: bytes) -> list[Sheet]:
    """The sheets of a workbook as text: values as last calculated, formulas never run."""
    _check_archive(content)
    try:
        values = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_vba=False, keep_links=False
        )
        formulas = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=False, keep_vba=False, keep_links=False
        )
        names = [name for name in values.sheetnames if hasattr(values[name], "iter_rows")]
        if len(names) > MOST_SHEETS:
            raise UnreadableError(_("Tệp có quá nhiều trang tính (hơn 20)."))
        return [_sheet(values[name], formulas[name]) for name in names]
    except UnreadableError:
        raise
    except _BROKEN as error:
        raise UnreadableError(
            _("Không đọc được tệp Excel: tệp hỏng hoặc không phải .xlsx. Hãy lưu lại rồi tải lên.")
        ) from error


def _check_archive(content: bytes) -> None:
    """Look at the packing before anything is unpacked: size, ratio, number of parts, kind."""
    too_large = _("Tệp nén quá lớn khi mở ra. Hãy chép riêng bảng cần nhập sang tệp Excel mới.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
                raise UnreadableError(too_large)
            if unpacked > 1024 * 1024 and unpacked > MOST_RATIO * len(content):
                raise UnreadableError(too_large)
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
                raise UnreadableError(_("Đây không phải tệp Excel (.xlsx) hay CSV."))
            types = archive.read("[Content_Types].xml")
            if b"macroEnabled" in types or any(n.endswith("vbaProject.bin") for n in names):
                raise UnreadableError(_("Tệp có macro. Hãy lưu thành .xlsx không có macro."))
            if any(b"<!DOCTYPE" in archive.read(n) for n in names if n.endswith((".xml", ".rels"))):
                raise UnreadableError(_("Tệp Excel có phần khai báo không được phép."))
    except UnreadableError:
        raise
    except _BROKEN as error:
        raise UnreadableError(_("Không đọc được tệp: tệp nén hỏng hoặc có mật khẩu.")) from error


def _sheet(values: Any, formulas: Any) -> Sheet:
    """One sheet, row by row; its own word on how large it is counts for nothing."""
    sheet = Sheet(values.title, [], is_hidden=values.sheet_state != "visible")
    values.reset_dimensions()
    formulas.reset_dimensions()
    bounds = {"max_row": _LAST_ROW, "max_col": MOST_COLUMNS + 1}
    pairs = zip(values.iter_rows(**bounds), formulas.iter_rows(**bounds), strict=True)
    blank: Any = None  # the reader fills a gap with one and the same tuple
    for number, (row, formula_row) in enumerate(pairs, start=1):
        if number > MOST_ROWS:
            if row is not blank and any(cell.value is not None for cell in row):
                raise UnreadableError(_TOO_LONG)
            blank = row
            continue
        line = [_shown(cell.value) for cell in row]
        sheet.numeric |= {(number, n) for n, c in enumerate(row, 1) if isinstance(c.value, float)}
        sheet.unvalued |= {
            (number, place)
            for place, cell in enumerate(formula_row, start=1)
            if getattr(cell, "data_type", "") == "f" and row[place - 1].value is None
        }
        sheet.rows.append(_trimmed(line))
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()
    _check_size(sheet)
    return sheet


def _trimmed(line: list[str]) -> list[str]:
    while line and not line[-1]:
        line.pop()
    return line


def _check_size(sheet: Sheet) -> None:
    if len(sheet.rows) > MOST_ROWS:
        raise UnreadableError(_TOO_LONG)
    if any(len(row) > MOST_COLUMNS for row in sheet.rows):
        raise UnreadableError(_("Bảng rộng hơn 100 cột. Hãy bỏ các cột thừa."))


def _shown(value: Any) -> str:
    """A cell's value as text: numbers with a point and as many digits as Excel keeps."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}'):f}"
    if isinstance(value, datetime) and value.time() != time(0):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return vietnamese.clean(str(value))


def read_csv(content: bytes) -> Sheet:
    """A CSV in UTF-8 (with or without BOM) with `,` `;` or tabs between; protected texts bare."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            _("Tệp không phải .xlsx hay CSV mã UTF-8. Trong Excel hãy chọn “CSV UTF-8” khi lưu.")
        ) from error
    if "\x00" in text:
        raise UnreadableError(_("Đây không phải tệp Excel (.xlsx) hay CSV."))
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t", key=first.count)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            rows.append(_trimmed([_bare(vietnamese.clean(cell)) for cell in row]))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error as error:
        raise UnreadableError(
            _("Không đọc được tệp CSV: có ô quá dài hoặc dấu nháy không đóng.")
        ) from error
    while rows and not rows[-1]:
        rows.pop()
    sheet = Sheet("", rows)
    _check_size(sheet)
    return sheet


def _bare(text: str) -> str:
    """A text without the mark that `safe` put before it."""
    return text[1:] if _QUOTED.match(text) else text


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before = + - @, tab, line end.

    `read_csv` takes the apostrophe off again, so that a text comes back as it was.
    """
    is_risky = bool(text) and text[0] in _RISKY
    return f"'{text}" if is_risky or _QUOTED.match(text) else text


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]], mark: str = ",") -> bytes:
    """A CSV in UTF-8 with BOM, as Excel opens it. Decimal and int are numbers, all else text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=mark, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_number(cell) if _is_number(cell) else safe(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _number(value: Decimal | int) -> str:
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Column:
    """A column: its head and width in letters."""

    title: str
    width: float = 14


@dataclass(frozen=True)
class Put:
    """A cell with a look of its own. `is_open`: may be typed into on a locked page; `choices`: a
    drop-down of these words; `format`: Excel's number format."""

    value: Any
    is_bold: bool = False
    is_open: bool = False
    choices: tuple[str, ...] = ()
    format: str = ""
    align: str = ""


@dataclass
class Page:
    """One sheet to write: `lead` lines in bold above the heads, then rows of values or `Put`s."""

    title: str
    columns: list[Column]
    rows: list[Sequence[Any]]
    lead: list[str] = field(default_factory=list)
    is_locked: bool = False
    is_hidden: bool = False
    is_landscape: bool = True


def write_xlsx(pages: Sequence[Page]) -> bytes:
    """A workbook; every text stays text, whatever it begins with."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        _write_page(book, page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_page(book: Any, page: Page) -> None:
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", page.title)[:31])
    for number, line in enumerate(page.lead, start=1):
        _put(sheet, number, 1, Put(line, is_bold=True)).alignment = Alignment(wrap_text=False)
    top = len(page.lead) + 1
    if page.columns:
        for place, column in enumerate(page.columns, start=1):
            cell = _put(sheet, top, place, Put(column.title, is_bold=True, align="center"))
            cell.fill, cell.border = PatternFill("solid", fgColor="EEF1F5"), _BORDER
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.freeze_panes = sheet.cell(top + 1, 1)
        sheet.print_title_rows = f"{top}:{top}"
        top += 1
    for number, row in enumerate(page.rows, start=top):
        for place, value in enumerate(row, start=1):
            cell = _put(sheet, number, place, value if isinstance(value, Put) else Put(value))
            cell.border = _BORDER
    if page.is_locked:
        sheet.protection.sheet = True
    if page.is_hidden:
        sheet.sheet_state = "hidden"
    sheet.page_setup.orientation = "landscape" if page.is_landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


_LINE = Side(style="thin", color="DFE4EA")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def _put(sheet: Any, row: int, column: int, put: Put) -> Any:
    """Write one cell: numbers as numbers, everything else as text that stays text."""
    cell = sheet.cell(row, column)
    if _is_number(put.value):
        cell.value = put.value
    elif put.value not in (None, ""):
        text = str(put.value)[:MOST_LETTERS]
        cell.value = vietnamese.clean(text) or None
        if cell.value is not None:
            cell.data_type = "s"
            cell.quotePrefix = text[:1] in _RISKY
    cell.font = Font(name="Times New Roman", size=12, bold=put.is_bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=put.align or None)
    cell.protection = Protection(locked=not put.is_open)
    if put.format:
        cell.number_format = put.format
    if put.choices:
        _offer(sheet, cell, put.choices)
    return cell


def _offer(sheet: Any, cell: Any, choices: tuple[str, ...]) -> None:
    """A drop-down; Excel takes at most 255 letters of choices, without commas of their own."""
    words = ",".join(word.replace(",", ";").replace('"', "”") for word in choices)
    if len(words) > 250:
        return
    for known in sheet.data_validations.dataValidation:
        if known.formula1 == f'"{words}"':
            known.add(cell)
            return
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    rule.error, rule.showErrorMessage = _("Hãy chọn một giá trị trong danh sách."), True
    sheet.add_data_validation(rule)
    rule.add(cell)
