"""Tables in and out: what is read, what is refused with a sentence, what can never be a formula."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from emulation_bloc.lib import spreadsheets
from emulation_bloc.lib.spreadsheets import Column, Page, Put, UnreadableError, read

RISKY = ["=1+1", "+84", "-5 điểm/lần", "@SUM(A1)", "'=1", "''-a", "＝1"]  # noqa: RUF001


def book(rows, title="Bảng"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return out.getvalue()


def altered(content, change):
    """A workbook with some of its parts changed: `change(name, body)` gives the new body."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return archive({name: change(name, source.read(name)) for name in source.namelist()})


def test_numbers_dates_and_texts_are_read_as_they_are_shown():
    rows = [["ma", 97.5, 650, 0.1 + 0.2, True, date(2021, 7, 9), " Sở  ", None], [], ["x"]]

    (sheet,) = read(book(rows))

    shown = ["ma", "97.5", "650", "0.3", "TRUE", "09/07/2021", "Sở"]
    assert sheet.rows == [shown, [], ["x"]]
    assert sheet.text(1, 2) == "97.5"
    assert sheet.text(9, 9) == "" == sheet.text(0, 0)
    assert sheet.place(1, 2) == "trang “Bảng”, ô B1"
    assert sheet.place(3) == "trang “Bảng”, dòng 3"


def test_a_formula_is_never_run_and_named_when_it_was_never_calculated():
    (sheet,) = read(book([["a", "=1+1"]]))

    assert sheet.rows == [["a"]]
    assert sheet.unvalued == {(1, 2)}


def test_the_value_that_a_formula_had_last_is_read():
    content = altered(
        book([["=1+1"]]),
        lambda name, body: body.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
        ),
    )

    (sheet,) = read(content)

    assert sheet.rows == [["2"]]
    assert sheet.unvalued == set()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_csv_is_read_with_any_separator_with_and_without_bom(mark, bom):
    text = f'{bom}ma{mark}chữ{mark}điểm\r\n1.1{mark}"một\nhai"{mark}97,5\r\n'
    if mark == ",":
        text = text.replace("97,5", '"97,5"')

    (sheet,) = read(text.encode())

    assert sheet.rows == [["ma", "chữ", "điểm"], ["1.1", "một\nhai", "97,5"]]
    assert sheet.place(2, 3) == "dòng 2, cột C"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "rỗng"),
        (b"x" * (spreadsheets.MOST_BYTES + 1), "5 MB"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "kiểu cũ"),
        (b"MZ\x90\x00\x03\x00\x00\x00\xff\xff", "UTF-8"),
        (b"MZ\x00\x01", "Đây không phải"),
        ("mã;điểm".encode("utf-16"), "UTF-8"),
        ("mã;điểm".encode("cp1258", "replace"), "UTF-8"),
        (b"PK\x03\x04 broken", "tệp nén hỏng"),
        (archive({"word/document.xml": "<a/>"}), "Đây không phải"),
        (b'a,"' + b"x" * 200_000, "ô quá dài"),
        (b"a\n" * 2001, "2000 dòng"),
        (b"a," * 101 + b"a", "100 cột"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content, says):
    with pytest.raises(UnreadableError, match=says):
        read(content)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": b"0" * 30_000_000})

    assert len(bomb) < 100_000
    with pytest.raises(UnreadableError, match="nén quá lớn"):
        read(bomb)


def test_many_parts_and_a_high_ratio_are_refused():
    many = {"[Content_Types].xml": "<Types/>"} | {f"xl/{n}.xml": "" for n in range(301)}

    for parts in (many, {"[Content_Types].xml": "<Types/>", "xl/a.xml": b"0" * 5_000_000}):
        with pytest.raises(UnreadableError, match="nén quá lớn"):
            read(archive(parts))


def test_macros_entities_and_a_broken_workbook_are_refused():
    good = book([["a"]])
    macro = altered(
        good, lambda name, body: body.replace(b"sheet.main", b"sheet.macroEnabled.main")
    )
    entity = altered(
        good,
        lambda name, body: (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
            if name == "xl/workbook.xml"
            else body
        ),
    )
    broken = altered(good, lambda name, body: body[:50] if name == "xl/workbook.xml" else body)

    for content, says in ((macro, "macro"), (entity, "không được phép"), (broken, "tệp hỏng")):
        with pytest.raises(UnreadableError, match=says):
            read(content)


def test_a_sheet_that_claims_to_be_huge_is_read_as_it_is():
    lies = altered(
        book([["a"], ["b"]]),
        lambda name, body: body.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'),
    )

    assert read(lies)[0].rows == [["a"], ["b"]]


def test_a_row_far_below_is_too_long():
    far = openpyxl.Workbook()
    far.active.cell(1_000_000, 1, "x")
    out = io.BytesIO()
    far.save(out)

    with pytest.raises(UnreadableError, match="2000 dòng"):
        read(out.getvalue())


@pytest.mark.parametrize("text", RISKY)
def test_text_of_a_csv_can_never_be_a_formula_and_comes_back(text):
    content = spreadsheets.write_csv(["ma", "diem"], [[text, Decimal("-10.50")]])

    cells = content.decode("utf-8-sig").splitlines()[1]
    assert cells.startswith("'")
    assert cells.endswith(",-10.5")
    assert read(content)[0].rows[1] == [text, "-10.5"]


def test_text_of_a_workbook_can_never_be_a_formula_and_comes_back():
    page = Page("Thử", columns=[Column("ma")], rows=[[text] for text in RISKY] + [[Decimal("-5")]])

    content = spreadsheets.write_xlsx([page])

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [sheet.cell(row, 1) for row in range(2, len(RISKY) + 3)]
    assert [cell.data_type for cell in cells] == ["s"] * len(RISKY) + ["n"]
    assert all(cell.quotePrefix for cell in cells[:4])
    assert [row[0] for row in read(content)[0].rows] == ["ma", *RISKY, "-5"]


def test_a_page_is_locked_but_for_open_cells_and_offers_choices():
    page = Page(
        "Bảng chấm: 2021/1",
        columns=[Column("Mã", 8), Column("Loại", 20)],
        rows=[["1.1", Put("Tốt", is_open=True, choices=("Tốt", "Khá", 'Trung bình, "yếu"'))]] * 2,
        lead=["KHỐI THI ĐUA"],
        is_locked=True,
    )

    content = spreadsheets.write_xlsx([page, Page("_ma", [], [["edition", 7]], is_hidden=True)])

    made = openpyxl.load_workbook(io.BytesIO(content))
    sheet = made.worksheets[0]
    assert sheet.title == "Bảng chấm  2021 1"
    assert sheet.protection.sheet
    assert (sheet["A3"].protection.locked, sheet["B3"].protection.locked) == (True, False)
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"Tốt,Khá,Trung bình; ”yếu”"'
    assert sheet.freeze_panes == "A3"
    hidden = read(content)[1]
    assert (hidden.title, hidden.is_hidden, hidden.rows) == ("_ma", True, [["edition", "7"]])


def test_a_time_of_day_is_shown_and_blank_lines_at_the_end_are_no_lines():
    moment = datetime(2021, 7, 9, 8, 30)  # noqa: DTZ001  # a workbook knows no zones

    assert read(book([[moment], [], [" "]]))[0].rows == [["09/07/2021 08:30"]]
    assert read(b"a\n\n , \n")[0].rows == [["a"]]


def test_too_many_sheets_are_refused():
    content = spreadsheets.write_xlsx([Page(f"T{n}", [], [["x"]]) for n in range(21)])

    with pytest.raises(UnreadableError, match="quá nhiều trang tính"):
        read(content)


def test_formats_and_choices_that_are_too_long_for_excel_are_left_out():
    row = [
        Put(Decimal("1.5"), format="0.00"),
        Put("a", choices=("x" * 200, "y" * 200)),
        Put("\x01"),
    ]

    sheet = openpyxl.load_workbook(
        io.BytesIO(spreadsheets.write_xlsx([Page("T", [], [row])]))
    ).active

    assert sheet["A1"].number_format == "0.00"
    assert sheet.data_validations.dataValidation == []
    assert sheet["C1"].value is None
