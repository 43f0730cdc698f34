"""An old score sheet of any layout: which column is what, its lines, and sums that do not add up.

Nothing here touches the database: a read sheet and a mapping in, lines and sentences out.
"""

import re
from dataclasses import asdict, dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.numbers import parse_decimal, plain
from emulation_bloc.lib.spreadsheets import Sheet

ROLES = {
    "code": gettext_lazy("Mã, số thứ tự"),
    "text": gettext_lazy("Nội dung tiêu chí"),
    "max": gettext_lazy("Điểm tối đa"),
    "points": gettext_lazy("Điểm tự chấm"),
    "words": gettext_lazy("Ghi chú, thuyết minh"),
}
# Words of a header, folded; the first that fits best wins its column.
HEADER_WORDS = {
    "max": ("diem toi da", "diem chuan", "thang diem", "diem quy dinh", "toi da", "diem cao nhat"),
    "points": ("tu cham", "tu danh gia", "diem dat", "diem cham", "ket qua cham", "diem"),
    "text": ("noi dung", "tieu chi", "chi tieu", "nhiem vu"),
    "words": ("ghi chu", "thuyet minh", "giai trinh", "dien giai", "minh chung", "can cu"),
    "code": ("stt", "so tt", "ma so", "ma tieu chi", "ma", "tt", "muc"),
}
MOST_HEADER_ROWS = 40
MOST_TEXT = 1000
MOST_POINTS = Decimal(10) ** 6
_ROMAN = re.compile(r"[IVX]+")
_TOTAL = re.compile(r"(tong|cong)\b")
_EMPTY = {"", "-", "–", "—", "x", "/"}


@dataclass
class Mapping:
    """Where things stand: sheet (from 0), last row of the header, column of each role (from 1, 0
    for none)."""

    sheet: int = 0
    header: int = 1
    code: int = 0
    text: int = 0
    max: int = 0
    points: int = 0
    words: int = 0

    def plain(self) -> dict[str, int]:
        """As an intake keeps it."""
        return asdict(self)


@dataclass
class Line:
    """One line of the old sheet; `row` as Excel counts."""

    row: int
    code: str
    text: str
    max: Decimal | None
    points: Decimal | None
    words: str
    level: int = 0
    is_total: bool = False
    children: list["Line"] = field(default_factory=list)

    def stored(self) -> dict[str, str]:
        """As a PastRecord keeps it, figures as text."""
        figures = {"max": self.max, "points": self.points}
        shown = {name: "" if one is None else plain(one) for name, one in figures.items()}
        return {"code": self.code, "text": self.text, **shown, "words": self.words}


@dataclass
class Reading:
    """What came out: the lines in their order, the total and the sentences to look at."""

    lines: list[Line]
    total: Decimal | None
    issues: list[str]


def guess(sheets: list[Sheet]) -> Mapping:
    """The sheet and header row with the most known words, and the columns that they name."""
    best, most = Mapping(), 0
    for place, sheet in enumerate(sheets):
        if sheet.is_hidden:
            continue
        for row in range(1, min(len(sheet.rows), MOST_HEADER_ROWS) + 1):
            for heads in (_heads(sheet, row), _joined_heads(sheet, row)):
                found = columns_of(heads)
                if len(found) > most and "text" in found:
                    best, most = Mapping(place, row, **found), len(found)
    return best


def _heads(sheet: Sheet, row: int) -> list[str]:
    return [vietnamese.fold(" ".join(text.split())) for text in sheet.rows[row - 1]]


def _joined_heads(sheet: Sheet, row: int) -> list[str]:
    """A header of two rows: the upper, merged over several columns, stands before the lower."""
    upper = _heads(sheet, row - 1) if row > 1 else []
    heads, last = [], ""
    for place, text in enumerate(_heads(sheet, row)):
        last = (upper[place] if place < len(upper) else "") or last
        heads.append(f"{last} {text}".strip() if text else last)
    return heads


def columns_of(heads: list[str]) -> dict[str, int]:
    """Role → column (from 1) by the words of a header; a column has one role."""
    found: dict[str, int] = {}
    for role, words in HEADER_WORDS.items():
        for word in words:
            fits = [
                place
                for place, head in enumerate(heads, start=1)
                if place not in found.values() and _fits(head, word)
            ]
            if fits:
                found[role] = fits[0]
                break
    return found


def _fits(head: str, word: str) -> bool:
    """Whole words, in a head that is no sentence."""
    return len(head) <= 60 and re.search(rf"(^|\W){re.escape(word)}(\W|$)", head) is not None


def read_lines(sheet: Sheet, mapping: Mapping) -> Reading:
    """The lines under the header with everything that deserves a look, named by cell."""
    issues: list[str] = []
    lines = []
    for row in range(mapping.header + 1, len(sheet.rows) + 1):
        line = _line(sheet, mapping, row, issues)
        if line is not None:
            lines.append(line)
    lines = _without_foot(lines)
    tops = _tree(lines)
    for line in lines:
        _check_line(line, mapping, issues)
    for role in ("max", "points"):
        _check_sums(lines, tops, role, getattr(mapping, role), issues)
    _tell_codes_apart(lines)
    return Reading(lines, _total(lines, tops), issues)


def _line(sheet: Sheet, mapping: Mapping, row: int, issues: list[str]) -> Line | None:
    texts = {
        role: sheet.text(row, column) if (column := getattr(mapping, role)) else ""
        for role in ROLES
    }
    if not texts["code"] and not texts["text"]:
        return None
    numbers = {
        role: _number(sheet, row, getattr(mapping, role), issues) for role in ("max", "points")
    }
    code = texts["code"].strip().rstrip(".)").strip()[:20]
    label = " ".join((texts["text"] or texts["code"]).split())[:MOST_TEXT]
    is_total = _is_total(texts["text"]) or (not texts["text"] and _is_total(texts["code"]))
    return Line(
        row=row,
        code="" if is_total else code,
        text=label,
        max=numbers["max"],
        points=numbers["points"],
        words=texts["words"][:MOST_TEXT],
        is_total=is_total,
    )


def _is_total(text: str) -> bool:
    return bool(_TOTAL.match(vietnamese.fold(text.strip()))) and len(text) < 80


def _number(sheet: Sheet, row: int, column: int, issues: list[str]) -> Decimal | None:
    if not column:
        return None
    text = sheet.figure(row, column)
    cell = cell_name(row, column)
    if (row, column) in sheet.unvalued:
        issues.append(
            _("Ô %(cell)s: công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu rồi tải lại.")
            % {"cell": cell}
        )
        return None
    if text.strip().lower() in _EMPTY:
        return None
    try:
        number = parse_decimal(text)
    except ValueError:
        number = MOST_POINTS
    if abs(number) >= MOST_POINTS:
        issues.append(
            _("Ô %(cell)s: “%(text)s” không phải là điểm, để trống.")
            % {"cell": cell, "text": text[:40]}
        )
        return None
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def cell_name(row: int, column: int) -> str:
    """`D12`."""
    return f"{get_column_letter(column)}{row}"


def _without_foot(lines: list[Line]) -> list[Line]:
    """Signatures and notes below the table: lines at the end that bear neither code nor number."""
    while lines and not lines[-1].code and lines[-1].points is None and lines[-1].max is None:
        lines = lines[:-1]
    return lines


def _tree(lines: list[Line]) -> list[Line]:
    """Hang each line under the group it belongs to; answer the outermost ones."""
    has_letters = any(
        re.fullmatch(r"[A-Z]", line.code) and not _ROMAN.fullmatch(line.code) for line in lines
    )
    tops: list[Line] = []
    path: list[Line] = []
    for line in lines:
        if line.is_total:
            continue
        line.level = _level(line.code, has_letters=has_letters)
        while path and path[-1].level >= line.level:
            path.pop()
        (path[-1].children if path else tops).append(line)
        path.append(line)
    return tops


def _level(code: str, *, has_letters: bool) -> int:
    """A, I, 1, 1.1, a), -: the deeper the later."""
    parts = [part for part in re.split(r"[.\s]+", code) if part]
    if not parts:
        return 90
    first = parts[0]
    if _ROMAN.fullmatch(first):
        start = 1
    elif re.fullmatch(r"[A-ZĐ]", first):
        start = 0 if has_letters and len(parts) == 1 else 1
    elif first[:1].isdigit() or (len(first) > 1 and first[:1].isalpha() and first[1:].isdigit()):
        start = 2
    else:
        return 80
    return start + 10 * (len(parts) - 1)


def _check_line(line: Line, mapping: Mapping, issues: list[str]) -> None:
    """More points than the line may have, or fewer than none."""
    if line.points is None or line.max is None or line.is_total or line.max < 0:
        return
    said = {"cell": cell_name(line.row, mapping.points), "points": _shown(line.points)}
    if line.points > line.max:
        issues.append(
            _("Ô %(cell)s: điểm %(points)s vượt điểm tối đa %(max)s.")
            % {**said, "max": _shown(line.max)}
        )
    elif line.points < 0 < line.max:
        issues.append(_("Ô %(cell)s: điểm %(points)s nhỏ hơn 0.") % said)


def _check_sums(
    lines: list[Line], tops: list[Line], role: str, column: int, issues: list[str]
) -> None:
    """Groups against their lines, totals against the groups before them."""
    for line in lines:
        stated = getattr(line, role)
        if stated is None:
            continue
        if line.is_total:
            _check_total(line, tops, role, column, issues)
            continue
        parts = [value for child in line.children if (value := _value(child, role)) is not None]
        if parts and sum(parts) != stated:
            issues.append(
                _("Ô %(cell)s: nhóm %(code)s ghi %(stated)s, cộng các dòng được %(sum)s.")
                % {
                    "cell": cell_name(line.row, column),
                    "code": line.code or line.text[:30],
                    "stated": _shown(stated),
                    "sum": _shown(sum(parts, Decimal(0))),
                }
            )


def _check_total(line: Line, tops: list[Line], role: str, column: int, issues: list[str]) -> None:
    before = [
        value for top in tops if top.row < line.row and (value := _value(top, role)) is not None
    ]
    if not before:
        return
    stated = getattr(line, role)
    whole = sum(before, Decimal(0))
    if stated in {whole, before[-1]}:
        return
    is_last = all(top.row < line.row for top in tops)
    issues.append(
        _("Ô %(cell)s: dòng “%(text)s” ghi %(stated)s, cộng các dòng được %(sum)s.")
        % {
            "cell": cell_name(line.row, column),
            "text": line.text[:30],
            "stated": _shown(stated),
            "sum": _shown(whole if is_last else before[-1]),
        }
    )


def _value(line: Line, role: str) -> Decimal | None:
    """What a line says, or what its lines come to where it says nothing."""
    own: Decimal | None = getattr(line, role)
    if own is not None:
        return own
    parts = [value for child in line.children if (value := _value(child, role)) is not None]
    return sum(parts, Decimal(0)) if parts else None


def _tell_codes_apart(lines: list[Line]) -> None:
    """Where each group counts anew, `1` of group I becomes `I.1` and `2` becomes `I.2`."""
    codes = [line.code for line in lines if line.code]
    if len(set(codes)) == len(codes):
        return
    group = ""
    for line in lines:
        if line.children and line.level <= 1:
            group = line.code
        elif line.code and group and not line.code.startswith(f"{group}."):
            line.code = f"{group}.{line.code}"[:20]


def _total(lines: list[Line], tops: list[Line]) -> Decimal | None:
    """What the last total line states, else the sum of the outermost lines."""
    stated = [line.points for line in lines if line.is_total and line.points is not None]
    if stated:
        return stated[-1]
    parts = [value for top in tops if (value := _value(top, "points")) is not None]
    return sum(parts, Decimal(0)) if parts else None


def _shown(number: Decimal) -> str:
    return plain(number).replace(".", ",")


def column_choices(sheet: Sheet, header: int) -> list[tuple[str, str]]:
    """(column, `E – Điểm tự chấm`) of every column that holds anything, for the mapping form."""
    width = max((len(row) for row in sheet.rows), default=0)
    heads = sheet.rows[header - 1] if 0 < header <= len(sheet.rows) else []
    above = sheet.rows[header - 2] if 1 < header <= len(sheet.rows) + 1 else []
    found = []
    for column in range(1, width + 1):
        words = heads[column - 1] if column <= len(heads) else ""
        words = words or (above[column - 1] if column <= len(above) else "")
        label = get_column_letter(column)
        found.append((str(column), f"{label} – {' '.join(words.split())[:50]}" if words else label))
    return found


def mapping_of(plan: dict[str, Any]) -> Mapping:
    """The mapping that an intake keeps; unknown names are left out."""
    known = {name: int(plan[name]) for name in Mapping().plain() if name in plan}
    return Mapping(**known)
