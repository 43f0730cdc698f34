"""A set as a table: the columns and codes of the files, and the files themselves."""

import json
from collections.abc import Sequence
from typing import Any

from assessments.models import CriteriaSet, Criterion
from assessments.queries.criteria_changes import Values, values_of_set
from emulation_bloc.lib import spreadsheets
from emulation_bloc.lib.numbers import parse_decimal
from emulation_bloc.lib.spreadsheets import Column, Page, Put

Kind = Criterion.Kind
AppliesTo = Criterion.AppliesTo
LOAI = {
    "nhom": Kind.GROUP,
    "dinh_luong": Kind.PROPORTIONAL,
    "dinh_luong_cum": Kind.RELATIVE,
    "khong_giao_chi_tieu": Kind.NO_TARGET,
    "bac": Kind.LADDER,
    "bac_cham": Kind.LATENESS,
    "dinh_tinh": Kind.YES_NO,
    "cham_thang": Kind.COUNT,
    "tru_dan": Kind.DEDUCTION,
    "thuong": Kind.BONUS,
    "tru": Kind.PENALTY,
}
KY_AP_DUNG = {"ca_hai": AppliesTo.BOTH, "6_thang": AppliesTo.HALF_YEAR, "nam": AppliesTo.YEAR}
# Column of the file → field of the criterion. The last three may be missing in a file of others.
FIELDS = {
    "ma": "code",
    "nhom": "parent",
    "tieu_chi": "text",
    "diem_toi_da": "max_points",
    "loai": "kind",
    "cach_tinh": "method",
    "minh_chung": "evidence_asked",
    "ky_ap_dung": "applies_to",
    "tham_so": "parts",
    "bat_buoc_minh_chung": "needs_evidence",
    "loai_don_vi": "unit_kinds",
}
COMPULSORY = ("ma", "tieu_chi", "diem_toi_da", "loai")
WIDTHS = (8, 8, 60, 12, 18, 50, 36, 12, 50, 14, 20)


def line_of(values: Values) -> list[Any]:
    """One criterion as a line of the file; a group names itself as its group, as the tables do."""
    is_top_group = values["kind"] == Kind.GROUP and not values["parent"]
    parts = values["parts"]
    return [
        values["code"],
        values["code"] if is_top_group else values["parent"],
        values["text"],
        parse_decimal(values["max_points"]),
        _code_of(LOAI, values["kind"]),
        values["method"],
        values["evidence_asked"],
        _code_of(KY_AP_DUNG, values["applies_to"]),
        json.dumps(parts, ensure_ascii=False) if parts else "",
        "co" if values["needs_evidence"] else "khong",
        "; ".join(values["unit_kinds"]),
    ]


def _code_of(codes: dict[str, Any], value: str) -> str:
    return next(code for code, one in codes.items() if one == value)


def as_csv(criteria_set: CriteriaSet) -> bytes:
    """The set as CSV, which `read_lines` takes back without a change."""
    lines = [line_of(values) for values in values_of_set(criteria_set).values()]
    return spreadsheets.write_csv(list(FIELDS), lines)


def as_xlsx(criteria_set: CriteriaSet) -> bytes:
    """The set as a workbook, with drop-downs for the codes and their words on a second sheet."""
    rows = [_puts(values) for values in values_of_set(criteria_set).values()]
    columns = [Column(name, width) for name, width in zip(FIELDS, WIDTHS, strict=True)]
    table = Page(str(criteria_set.title), columns, rows)
    words: list[Sequence[Any]] = [(code, str(kind.label)) for code, kind in LOAI.items()]
    words += [(code, str(one.label)) for code, one in KY_AP_DUNG.items()]
    codes = [Column("Mã dùng trong bảng", 24), Column("Ý nghĩa", 40)]
    return spreadsheets.write_xlsx([table, Page("Giải thích mã", codes, words)])


def _puts(values: Values) -> Sequence[Any]:
    is_group = values["kind"] == Kind.GROUP
    choices = {"loai": tuple(LOAI), "ky_ap_dung": tuple(KY_AP_DUNG)}
    return [
        Put(cell, is_bold=is_group, choices=choices.get(name, ()))
        for name, cell in zip(FIELDS, line_of(values), strict=True)
    ]
