"""Past awards in a workbook: the template with its codes, and what a filled one says.

Reading writes nothing: each line comes with its values, its errors as sentences that name the cell,
and whether the register or a line above has it already.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Award, Reason, Subject
from awards.models.facts import ALLOWS
from awards.queries.register import known_keys, units_of
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.spreadsheets import Column, Page, Put, Sheet, UnreadableError, write_xlsx
from units.models import Province, Unit, User

SHEET = "Khen thưởng"
MOST_LINES = 500
HEAD_WITHIN = 10
# Head → (field, wide in the template, is needed).
HEADS: dict[str, tuple[str, int, bool]] = {
    "Đơn vị": ("unit", 24, True),
    "Đối tượng": ("subject", 16, False),
    "Tên tập thể, cá nhân": ("subject_name", 28, False),
    "Danh hiệu, hình thức": ("award", 24, True),
    "Loại thành tích": ("reason", 18, True),
    "Thành tích, phong trào": ("theme", 30, False),
    "Năm": ("year", 8, True),
    "Số quyết định": ("number", 20, True),
    "Ngày quyết định": ("date", 16, True),
    "Cơ quan ban hành": ("issuer", 26, False),
    "Người ký": ("signer", 24, False),
    "Tiền thưởng": ("amount", 14, False),
    "Ghi chú": ("note", 26, False),
}
LONGEST = {
    "subject_name": 200, "theme": 300, "number": 60, "issuer": 200, "signer": 200, "note": 400,
}  # fmt: skip
MOST_MONEY = 100_000_000_000


@dataclass
class Line:
    """One line: its row, its cells as they stand, values for the action, errors, and whether it is
    there already (in the register, or in a line above)."""

    row: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    is_known: bool = False

    @property
    def subject_label(self) -> str:
        """Whom the line is about, as typed."""
        return self.cells.get("subject_name") or self.cells.get("unit", "")

    @property
    def is_new(self) -> bool:
        """Whether a yes would write it."""
        return not (self.errors or self.is_known)


def template(province: Province, user: User) -> bytes:
    """An empty table with its heads, and a sheet of the codes that it takes."""
    columns = [Column(head, wide) for head, (_name, wide, _needed) in HEADS.items()]
    units = [(unit.slug, unit.name) for unit in units_of(province, user).order_by("sort_name")]
    awards = [(row.code, row.name) for row in Award.objects.visible_to(user)]
    codes: list[Sequence[Any]] = []
    for title, rows in (
        (_("Đơn vị"), units),
        (_("Danh hiệu, hình thức"), awards),
        (_("Đối tượng (để trống: đơn vị)"), Subject.choices),
        (_("Loại thành tích"), Reason.choices),
    ):
        codes.append([Put(title, is_bold=True), ""])
        codes += [[code, str(name)] for code, name in rows]
    lead = [_("Mỗi dòng một khen thưởng. Ngày ghi dạng ngày/tháng/năm. Mã ở trang “Mã”.")]
    blank: list[Sequence[Any]] = [[""] * len(HEADS) for _n in range(20)]
    return write_xlsx(
        [
            Page(SHEET, columns=columns, rows=blank, lead=lead),
            Page(_("Mã"), columns=[Column(_("Mã"), 24), Column(_("Nghĩa"), 60)], rows=codes),
        ]
    )


def read_lines(province: Province, sheets: list[Sheet], user: User) -> list[Line]:
    """The lines below the heads of the first sheet that has them.

    Raises UnreadableError with a sentence when no sheet has the heads, a needed one lacks, there
    is no line, or there are more than 500.
    """
    for sheet in sheets:
        if found := _heads(sheet):
            top, places = found
            return _lines(province, sheet, top, places, user)
    needed = ", ".join(head for head, row in HEADS.items() if row[2])
    raise UnreadableError(
        _("Không thấy dòng tiêu đề. Hãy dùng tệp mẫu; cần các cột: %(needed)s.")
        % {"needed": needed}
    )


def _heads(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """(row, field → column); heads may be typed without marks."""
    known = {_plain(head): name for head, (name, _wide, _needed) in HEADS.items()}
    for number, row in enumerate(sheet.rows[:HEAD_WITHIN], start=1):
        places: dict[str, int] = {}
        for column, cell in enumerate(row, start=1):
            if name := known.get(_plain(cell)):
                places.setdefault(name, column)
        if "unit" not in places or "award" not in places:
            continue
        lacking = [h for h, (name, _w, needed) in HEADS.items() if needed and name not in places]
        if lacking:
            raise UnreadableError(
                _("Thiếu cột %(lack)s (%(place)s).")
                % {"lack": ", ".join(lacking), "place": sheet.place(number)}
            )
        return number, places
    return None


def _plain(text: str) -> str:
    return " ".join(vietnamese.fold(text).split())


def _lines(
    province: Province, sheet: Sheet, top: int, places: dict[str, int], user: User
) -> list[Line]:
    rows = [n for n in range(top + 1, len(sheet.rows) + 1) if any(sheet.rows[n - 1])]
    if not rows:
        raise UnreadableError(_("Bảng chỉ có tiêu đề, chưa có dòng nào."))
    if len(rows) > MOST_LINES:
        raise UnreadableError(
            _("Bảng có hơn %(most)d dòng. Hãy chia thành nhiều tệp.") % {"most": MOST_LINES}
        )
    reader = _Reader(province, sheet, places, user)
    lines = [reader.line(number) for number in rows]
    _mark_known(province, lines)
    return lines


def _mark_known(province: Province, lines: list[Line]) -> None:
    known = known_keys(province)
    for line in lines:
        if line.errors:
            continue
        given = line.values
        key = (
            given["unit"].pk, given["subject"], given["subject_name"], given["award"].pk,
            given["number"], given["date"],
        )  # fmt: skip
        line.is_known = key in known
        known.add(key)


class _Reader:
    """Reads line after line; knows the units and awards by code and in words."""

    def __init__(
        self, province: Province, sheet: Sheet, places: dict[str, int], user: User
    ) -> None:
        self.sheet, self.places = sheet, places
        self.units: dict[str, list[Unit]] = {}
        for unit in units_of(province, user).prefetch_related("names"):
            former = [text for row in unit.names.all() for text in (row.name, row.short_name)]
            for text in {_plain(t) for t in (unit.slug, unit.name, unit.short_name, *former)}:
                self.units.setdefault(text, []).append(unit)
        self.awards: dict[str, Award] = {}
        for award in Award.objects.visible_to(user):
            self.awards |= {_plain(award.code): award, _plain(award.name): award}

    def line(self, number: int) -> Line:
        """One line with what is wrong in it, each cell by name."""
        self.number = number
        cells = {name: self._cell(name) for name in self.places}
        self.read = Line(number, cells)
        for name, column in self.places.items():
            if (number, column) in self.sheet.unvalued:
                self._wrong(name, _("là công thức chưa có kết quả; hãy gõ giá trị"))
        values: dict[str, Any] = {
            "unit": self._unit(),
            "subject": self._coded("subject", Subject, Subject.UNIT),
            "award": self._award(),
            "reason": self._coded("reason", Reason),
            "year": self._year(),
            "date": self._date(),
            "amount": self._amount(),
        }
        values |= {name: self._text(name) for name in LONGEST}
        self._check(values)
        self.read.values = values
        return self.read

    def _cell(self, name: str) -> str:
        place = self.places.get(name)
        return vietnamese.clean(self.sheet.text(self.number, place)) if place else ""

    def _wrong(self, name: str, why: str) -> None:
        place = self.sheet.place(self.number, self.places.get(name))
        self.read.errors.append(f"{place[:1].upper()}{place[1:]}: {why}.")

    def _unit(self) -> Unit | None:
        typed = self._cell("unit")
        found = self.units.get(_plain(typed), [])
        if len(found) == 1:
            return found[0]
        if not typed:
            self._wrong("unit", _("chưa ghi đơn vị"))
        elif found:
            self._wrong("unit", _("có nhiều đơn vị tên này; hãy ghi mã ở trang “Mã”"))
        else:
            self._wrong("unit", _("không có đơn vị “%s” trong tỉnh") % typed[:60])
        return None

    def _award(self) -> Award | None:
        typed = self._cell("award")
        found = self.awards.get(_plain(typed))
        if not typed:
            self._wrong("award", _("chưa ghi danh hiệu, hình thức"))
        elif not found:
            self._wrong("award", _("“%s” không có trong danh mục") % typed[:60])
        return found

    def _coded(self, name: str, choices: Any, default: str = "") -> str:
        typed = _plain(self._cell(name))
        found = next(
            (one.value for one in choices if typed in (one.value, _plain(str(one.label)))), ""
        )
        if not typed and default:
            return default
        if not found:
            known = ", ".join(str(one.label) for one in choices)
            self._wrong(name, _("hãy ghi một trong: %s") % known)
        return str(found)

    def _year(self) -> int:
        typed = self._cell("year")
        if not re.fullmatch(r"\d{4}", typed, re.ASCII):
            self._wrong("year", _("năm phải là bốn chữ số, ví dụ 2020"))
            return 0
        return int(typed)

    def _date(self) -> date | None:
        found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", self._cell("date"), re.ASCII)
        try:
            if found:
                return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            pass
        self._wrong("date", _("ngày chưa đúng; hãy gõ ngày/tháng/năm, ví dụ 09/7/2021"))
        return None

    def _amount(self) -> int | None:
        typed = self._cell("amount")
        if not typed:
            return None
        plain = re.sub(r"[.,\s](?=\d{3}(\D|$))", "", typed)
        if not re.fullmatch(r"\d{1,12}", plain, re.ASCII) or int(plain) > MOST_MONEY:
            self._wrong("amount", _("số tiền phải là số đồng, không có phần lẻ"))
            return None
        return int(plain)

    def _text(self, name: str) -> str:
        text = " ".join(self._cell(name).split())
        if len(text) > LONGEST[name]:
            self._wrong(
                name,
                _("dài %(long)d ký tự, tối đa %(most)d")
                % {"long": len(text), "most": LONGEST[name]},
            )
        return text

    def _check(self, values: dict[str, Any]) -> None:
        """What the register would refuse."""
        day, subject, award = values["date"], values["subject"], values["award"]
        if not values["number"]:
            self._wrong("number", _("chưa ghi số quyết định"))
        if day and day > clock.today():
            self._wrong("date", _("ngày quyết định không được sau hôm nay"))
        if day and values["year"] and not 1945 <= values["year"] <= day.year:
            self._wrong("year", _("năm thành tích phải từ 1945 và không sau năm ban hành"))
        if subject and (subject == Subject.UNIT) == bool(values["subject_name"]):
            self._wrong("subject_name", _("ghi tên cá nhân, tập thể; để trống khi là đơn vị"))
        if award and subject and not getattr(award, ALLOWS[Subject(subject)]):
            self._wrong("award", _("“%s” không dành cho đối tượng này") % award.name)


def kept(lines: list[Line]) -> list[list[str]]:
    """The heads and the cells of the lines, as plain rows that `read_lines` takes again."""
    names = [name for name in (row[0] for row in HEADS.values()) if name in lines[0].cells]
    heads = {name: head for head, (name, _wide, _needed) in HEADS.items()}
    return [
        [heads[name] for name in names],
        *([row.cells[name] for name in names] for row in lines),
    ]
