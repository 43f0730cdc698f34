"""Criteria from a file: what each line would do is shown first, and written only after a yes."""

import hashlib
import json
import re
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.criteria import draft_of, write_tree
from assessments.models import CriteriaSet, Criterion, Intake
from assessments.queries.criteria import grow
from assessments.queries.criteria_changes import Values, differences, values_of_set
from assessments.queries.criteria_tables import COMPULSORY, FIELDS, KY_AP_DUNG, LOAI
from assessments.queries.criteria_words import canonical_parts, wrong_parts
from emulation_bloc.lib import clock, spreadsheets, vietnamese
from emulation_bloc.lib.numbers import parse_decimal, plain
from emulation_bloc.lib.spreadsheets import Sheet, UnreadableError
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import Unit, User

MOST_LINES = 300
HEAD_WITHIN = 20
MOST_PARAMETERS = 8000
LONGEST = {"code": 20, "text": 1000, "method": 1000, "evidence_asked": 500}
MOST_POINTS = Decimal("999999.99")
_UNPRINTABLE = re.compile(r"\\u00([01]|7f)", re.IGNORECASE)
YES = {"co", "x", "1", "true", "dung"}
Line = dict[str, Any]


@transaction.atomic
def read_criteria(criteria_set: CriteriaSet, *, content: bytes, name: str, by: User) -> Intake:
    """Read a file for a draft and work out the fate of each line; nothing else is written.

    Raises ActionError with a sentence when the file cannot be taken as a whole.
    """
    draft_of(criteria_set)
    try:
        sheet, lines = read_lines(spreadsheets.read(content))
    except UnreadableError as error:
        raise ActionError(str(error)) from error
    return Intake.objects.create(
        bloc=criteria_set.bloc,
        kind=Intake.Kind.CRITERIA,
        key=criteria_set.pk,
        name=vietnamese.clean(name)[-255:] or _("tệp không tên"),
        sha256=hashlib.sha256(content).hexdigest(),
        content={"sheet": sheet, "lines": lines},
        plan=plan_of(criteria_set, lines),
        by=by,
        at=clock.now(),
    )


@transaction.atomic
def take_criteria(intake: Intake, *, by: User) -> CriteriaSet:
    """Write what was shown. Raises ActionError when it was written already, has wrong lines, or
    the draft has changed since."""
    lock(intake.bloc)
    stored = Intake.objects.get(pk=intake.pk)
    if stored.applied_at:
        raise ActionError(_("Tệp này đã được nhập rồi, không nhập lần thứ hai."))
    criteria_set = CriteriaSet.objects.filter(pk=stored.key or 0, bloc=stored.bloc_id).first()
    if criteria_set is None:
        raise ActionError(_("Bộ tiêu chí không còn nữa."))
    draft_of(criteria_set)
    plan = stored.plan
    if not plan or plan["counts"]["error"]:
        raise ActionError(_("Tệp còn dòng lỗi. Hãy sửa tệp rồi tải lên lại."))
    if plan["revision"] != criteria_set.revision:
        raise ActionError(
            _("Bộ tiêu chí đã thay đổi sau khi đọc tệp. Hãy tải tệp lên lại để xem điều gì sẽ đổi.")
        )
    if changes_anything(plan):
        write_tree(criteria_set, [line["values"] for line in stored.content["lines"]])
        after = {"file": stored.name, **plan["counts"]}
        record(criteria_set, "criteria_imported", by=by, after=after)
    Intake.objects.filter(pk=stored.pk).update(applied_at=clock.now())
    return criteria_set


def changes_anything(plan: dict[str, Any]) -> bool:
    """Whether a yes would write anything."""
    return any(plan["counts"][fate] for fate in ("new", "changed", "removed")) or plan["is_moved"]


def plan_of(criteria_set: CriteriaSet, lines: list[Line]) -> dict[str, Any]:
    """The fate of each line, what would go, and what would still be wrong with the set."""
    old = values_of_set(criteria_set)
    rows = [_fate(line, old) for line in lines]
    named = {line["values"].get("code") for line in lines}
    gone = [values for code, values in old.items() if code not in named]
    rows += [
        {"row": None, "code": row["code"], "text": row["text"], "fate": "removed"} for row in gone
    ]
    fates = ("new", "changed", "same", "error", "removed")
    counts = {fate: sum(row["fate"] == fate for row in rows) for fate in fates}
    order = [line["values"].get("code") for line in lines]
    is_moved = [code for code in old if code in named] != [code for code in order if code in old]
    warnings = [] if counts["error"] else _warnings(lines, old)
    return {
        "rows": rows,
        "counts": counts,
        "is_moved": is_moved,
        "warnings": warnings,
        "revision": criteria_set.revision,
    }


def _fate(line: Line, old: dict[str, Values]) -> dict[str, Any]:
    values = line["values"]
    shown = {
        "row": line["row"],
        "code": values.get("code", ""),
        "text": values.get("text", ""),
    }
    if line["errors"]:
        return shown | {"fate": "error", "errors": line["errors"]}
    if values["code"] not in old:
        return shown | {"fate": "new"}
    found = differences(old[values["code"]], values)
    if not found:
        return shown | {"fate": "same"}
    changes = [[one.label, one.was, one.now] for one in found]
    return shown | {"fate": "changed", "changes": changes}


def _warnings(lines: list[Line], old: dict[str, Values]) -> list[str]:
    """What would hinder publishing: wrong sums above all."""
    rows: dict[str, Criterion] = {}
    for place, line in enumerate(lines, start=1):
        values = old.get(line["values"]["code"], {}) | line["values"]
        plain_values = {
            name: value for name, value in values.items() if name not in {"parent", "max_points"}
        }
        row = Criterion(pk=place, position=place, **plain_values)
        row.max_points = parse_decimal(values["max_points"])
        parent = rows.get(values.get("parent", ""))
        row.parent_id = parent.pk if parent else None
        rows[row.code] = row
    return grow(list(rows.values())).problems


def read_lines(sheets: list[Sheet]) -> tuple[str, list[Line]]:
    """The lines of the first sheet that has the heads; each with its row, values and errors.

    Raises UnreadableError when no sheet has them, or there is no line below.
    """
    for sheet in sheets:
        found = _heads(sheet)
        if found:
            top, heads = found
            return sheet.title, _lines(sheet, top, heads)
    needed = ", ".join(COMPULSORY)
    raise UnreadableError(
        _("Không thấy dòng tiêu đề. Bảng phải có các cột: %(needed)s.") % {"needed": needed}
    )


def _heads(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """(row, name → column) of the heads, which may be written as codes or in words."""
    for number, row in enumerate(sheet.rows[:HEAD_WITHIN], start=1):
        names = [vietnamese.fold(cell).strip().replace(" ", "_") for cell in row]
        if "ma" not in names or "tieu_chi" not in names:
            continue
        doubled = [name for name in FIELDS if names.count(name) > 1]
        lacking = [name for name in COMPULSORY if name not in names]
        if doubled or lacking:
            words = {"lack": ", ".join(lacking or doubled), "place": sheet.place(number)}
            text = _("Thiếu cột %(lack)s") if lacking else _("Cột %(lack)s có hai lần")
            raise UnreadableError(f"{text} (%(place)s)." % words)
        return number, {name: names.index(name) + 1 for name in FIELDS if name in names}
    return None


def _lines(sheet: Sheet, top: int, heads: dict[str, int]) -> list[Line]:
    rows = [n for n in range(top + 1, len(sheet.rows) + 1) if sheet.rows[n - 1]]
    if not rows:
        raise UnreadableError(_("Bảng chỉ có tiêu đề, chưa có dòng tiêu chí nào."))
    if len(rows) > MOST_LINES:
        raise UnreadableError(
            _("Bảng có hơn %(most)s dòng tiêu chí. Hãy kiểm tra lại tệp.") % {"most": MOST_LINES}
        )
    reader = _Reader(sheet, heads, len(sheet.rows[top - 1]))
    return [reader.line(number) for number in rows]


class _Reader:
    """Reads line after line; knows the codes and groups that came before."""

    def __init__(self, sheet: Sheet, heads: dict[str, int], width: int) -> None:
        self.sheet, self.heads, self.width = sheet, heads, width
        self.rows_of_codes: dict[str, int] = {}
        self.groups: set[str] = set()
        place = heads["ma"]
        self.all_codes = {row[place - 1] for row in sheet.rows if len(row) >= place}

    def line(self, number: int) -> Line:
        """One line: its row, values as JSON, and what is wrong, each cell by name."""
        self.number = number
        self.errors: list[str] = []
        if len(self.sheet.rows[number - 1]) > self.width:
            self._wrong(None, _("có nhiều ô hơn số cột; ô có dấu phẩy phải đặt trong dấu nháy kép"))
        for name, column in self.heads.items():
            if (number, column) in self.sheet.unvalued:
                self._wrong(name, _("là công thức chưa có kết quả; hãy gõ giá trị"))
        values: Values = {"code": self._code(), "text": self._text("tieu_chi", is_needed=True)}
        values["kind"] = self._coded("loai", LOAI)
        values["max_points"] = self._points(values["kind"])
        if "nhom" in self.heads:
            values["parent"] = self._parent(values)
        for name in ("cach_tinh", "minh_chung"):
            if name in self.heads:
                values[FIELDS[name]] = self._text(name)
        if "ky_ap_dung" in self.heads:
            values["applies_to"] = self._coded("ky_ap_dung", KY_AP_DUNG, "both")
        if "bat_buoc_minh_chung" in self.heads:
            values["needs_evidence"] = self._yes("bat_buoc_minh_chung")
        if "loai_don_vi" in self.heads:
            values["unit_kinds"] = self._unit_kinds()
        if "tham_so" in self.heads:
            values["parts"] = self._parts(values)
        if values["kind"] == Criterion.Kind.GROUP:
            self.groups.add(values["code"])
        return {"row": number, "values": values, "errors": self.errors}

    def _cell(self, name: str) -> str:
        return self.sheet.text(self.number, self.heads[name]) if name in self.heads else ""

    def _wrong(self, name: str | None, why: str) -> None:
        place = self.sheet.place(self.number, self.heads.get(name) if name else None)
        shown = f"{place} ({name})" if name else place
        self.errors.append(f"{shown[:1].upper()}{shown[1:]}: {why}.")

    def _text(self, name: str, *, is_needed: bool = False) -> str:
        text, most = self._cell(name), LONGEST[FIELDS[name]]
        if is_needed and not text:
            self._wrong(name, _("còn trống"))
        if len(text) > most:
            words = {"long": len(text), "most": most}
            self._wrong(name, _("dài %(long)s ký tự, tối đa %(most)s ký tự") % words)
        return text[:most]

    def _code(self) -> str:
        code = self._text("ma", is_needed=True)
        if "\n" in code:
            self._wrong("ma", _("mã phải viết trên một dòng"))
        first = self.rows_of_codes.setdefault(code, self.number)
        if code and first != self.number:
            words = {"code": code, "row": first}
            self._wrong("ma", _("mã %(code)s đã có ở dòng %(row)s") % words)
        return code

    def _coded(self, name: str, codes: dict[str, Any], default: str = "") -> str:
        typed = self._cell(name)
        folded = vietnamese.fold(typed)
        by_words = {vietnamese.fold(str(one.label)): one for one in codes.values()}
        found = codes.get(folded.replace(" ", "_")) or by_words.get(folded)
        if found is not None:
            return str(found.value)
        if typed or not default:
            words = {"typed": typed[:40], "known": ", ".join(codes)}
            self._wrong(name, _("“%(typed)s” không phải một trong: %(known)s") % words)
        return default

    def _points(self, kind: str) -> str:
        """Points as text; a penalty may be written with or without its minus."""
        try:
            points = parse_decimal(self._cell("diem_toi_da"))
        except ValueError as error:
            self._wrong("diem_toi_da", str(error).rstrip("."))
            return "0"
        if points != round(points, 2):
            self._wrong("diem_toi_da", _("có quá hai chữ số sau dấu phẩy"))
        if abs(points) > MOST_POINTS:
            self._wrong("diem_toi_da", _("số điểm quá lớn"))
        if kind == Criterion.Kind.PENALTY:
            return plain(-abs(points))
        if points < 0:
            self._wrong("diem_toi_da", _("số âm chỉ dùng cho loại “tru” (điểm trừ)"))
        return plain(points)

    def _parent(self, values: Values) -> str:
        """The group that a line belongs to; it must stand above. Bonus and penalty may stand under
        a heading that is no group of the table."""
        code = self._cell("nhom")
        is_group = values["kind"] == Criterion.Kind.GROUP
        if not code or (is_group and code == values["code"]):
            return ""
        if code in self.groups:
            return code
        words = {"code": code[:20]}
        if code in self.all_codes:
            self._wrong("nhom", _("nhóm %(code)s phải là dòng loại “nhom” đứng ở trên") % words)
        elif values["kind"] not in {Criterion.Kind.BONUS, Criterion.Kind.PENALTY}:
            self._wrong("nhom", _("không có nhóm %(code)s trong bảng") % words)
        return ""

    def _unit_kinds(self) -> list[str]:
        """Kinds of units by code or in words, with `;` between."""
        by_words = {vietnamese.fold(str(one.label)): one.value for one in Unit.Kind}
        found = []
        for one in filter(None, map(str.strip, self._cell("loai_don_vi").split(";"))):
            kind = one if one in Unit.Kind.values else by_words.get(vietnamese.fold(one))
            if kind is None:
                words = {"typed": one[:40], "known": ", ".join(Unit.Kind.values)}
                self._wrong("loai_don_vi", _("“%(typed)s” không phải một trong: %(known)s") % words)
            elif kind not in found:
                found.append(kind)
        return found

    def _yes(self, name: str) -> bool:
        typed = vietnamese.fold(self._cell(name))
        if typed not in YES | {"", "khong", "0", "false"}:
            self._wrong(name, _("hãy ghi “co” hoặc “khong”"))
        return typed in YES

    def _parts(self, values: Values) -> Any:
        text = self._cell("tham_so")
        if not text:
            return []
        if len(text) > MOST_PARAMETERS:
            self._wrong("tham_so", _("tham số quá dài"))
            return []
        try:
            if _UNPRINTABLE.search(text):
                raise ValueError
            parts = json.loads(text, parse_float=str, parse_constant=str)
            json.dumps(parts, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            self._wrong("tham_so", _("không đọc được tham số (phải là JSON)"))
            return []
        for why in wrong_parts(values["kind"], parts):
            self._wrong("tham_so", why.rstrip("."))
        return [] if self.errors else canonical_parts(parts)
