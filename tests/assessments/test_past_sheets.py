"""Old sheets of any layout: the guess, the lines, sums that do not add up named by cell."""

from decimal import Decimal

import pytest

from assessments.queries.past_sheets import Mapping, column_choices, guess, read_lines
from emulation_bloc.lib.spreadsheets import Sheet

HEADS = ["STT", "Nội dung tiêu chí", "Điểm chuẩn", "Điểm tự chấm", "Ghi chú"]
TABLE = [
    ["KHỐI THI ĐUA KINH TẾ"],
    ["BẢNG TỰ CHẤM ĐIỂM NĂM 2020"],
    [],
    HEADS,
    ["I", "NHIỆM VỤ CHÍNH TRỊ", "50", "47"],
    ["1", "Giải ngân", "20", "18.5", "đúng hạn"],
    ["2", "Nhiệm vụ UBND tỉnh giao", "30", "28"],
    ["II", "CẢI CÁCH HÀNH CHÍNH", "15", "13,5"],
    ["1", "Hồ sơ đúng hạn", "15", "13,5"],
    ["", "Tổng cộng", "65", "60"],
    [],
    ["", "Thủ trưởng đơn vị"],
]


def sheet(rows=TABLE, **fields) -> Sheet:
    return Sheet("Bảng chấm", [list(row) for row in rows], **fields)


def test_header_and_columns_are_guessed_by_their_words():
    assert guess([sheet()]) == Mapping(0, 4, code=1, text=2, max=3, points=4, words=5)


def test_sheet_with_the_table_is_found_and_a_hidden_one_passed_over():
    cover, hidden = sheet([["Bìa"]]), sheet(is_hidden=True)

    assert guess([cover, hidden, sheet()]).sheet == 2


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["TT", "Tiêu chí", "Điểm", "", "Minh chứng"], ["", "", "Tối đa", "Tự chấm", ""]),
        (
            ["", "", "THANG ĐIỂM", "ĐIỂM", ""],
            ["Số TT", "NỘI DUNG", "", "ĐƠN VỊ TỰ CHẤM", "Ghi chú"],
        ),
    ],
)
def test_header_of_two_rows_is_guessed(upper, lower):
    mapping = guess([sheet([["Khối"], upper, lower, ["1", "Việc", "10", "9", ""]])])

    assert mapping == Mapping(0, 3, code=1, text=2, max=3, points=4, words=5)


def test_nothing_known_guesses_the_first_row_and_no_column():
    assert guess([sheet([["a", "b"], ["1", "2"]])]) == Mapping()


def test_lines_are_read_and_wrong_sums_named_by_cell():
    reading = read_lines(sheet(), guess([sheet()]))

    assert [(line.code, line.points) for line in reading.lines] == [
        ("I", Decimal("47.00")),
        ("I.1", Decimal("18.50")),
        ("I.2", Decimal("28.00")),
        ("II", Decimal("13.50")),
        ("II.1", Decimal("13.50")),
        ("", Decimal("60.00")),
    ]
    assert reading.total == 60
    assert reading.issues == [
        "Ô D5: nhóm I ghi 47, cộng các dòng được 46,5.",
        "Ô D10: dòng “Tổng cộng” ghi 60, cộng các dòng được 60,5.",
    ]
    assert reading.lines[1].stored() == {
        "code": "I.1",
        "text": "Giải ngân",
        "max": "20",
        "points": "18.5",
        "words": "đúng hạn",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("chín", "Ô D2: “chín” không phải là điểm, để trống."),
        ("1e309", "Ô D2: “1e309” không phải là điểm, để trống."),
        ("x" * 10000, f"Ô D2: “{'x' * 40}” không phải là điểm, để trống."),
        ("12", "Ô D2: điểm 12 vượt điểm tối đa 10."),
        ("-1", "Ô D2: điểm -1 nhỏ hơn 0."),
        ("-", None),
        ("", None),
    ],
)
def test_strange_points_are_told(text, said):
    rows = [HEADS, ["1", "Việc", "10", text]]

    reading = read_lines(sheet(rows), guess([sheet(rows)]))

    assert reading.issues == ([said] if said else [])


def test_formula_without_a_value_is_named():
    rows = [HEADS, ["1", "Việc", "10", ""]]

    reading = read_lines(sheet(rows, unvalued={(2, 4)}), guess([sheet(rows)]))

    assert "Ô D2: công thức chưa có kết quả" in reading.issues[0]
    assert reading.lines[0].points is None


def test_letters_romans_numbers_and_points_nest():
    rows = [
        HEADS,
        ["A", "Phần chung", "30", "26"],
        ["I", "Nhóm", "30", "26"],
        ["1", "Tiêu chí", "20", "17"],
        ["1.1", "Ý một", "10", "9"],
        ["1.2", "Ý hai", "10", "8"],
        ["2", "Tiêu chí", "10", "9"],
        ["a)", "Gạch đầu dòng không có điểm", "", ""],
        ["B", "Điểm thưởng", "5", "2"],
    ]

    reading = read_lines(sheet(rows), guess([sheet(rows)]))

    assert reading.issues == []
    assert reading.total == 28


def test_subtotal_after_each_group_is_no_wrong_sum():
    rows = [
        HEADS,
        ["I", "Nhóm một"],
        ["1", "Việc", "10", "9"],
        ["", "Cộng nhóm I", "10", "9"],
        ["II", "Nhóm hai"],
        ["1", "Việc", "10", "8"],
        ["", "Cộng nhóm II", "10", "7"],
        ["", "Tổng cộng", "20", "17"],
    ]

    reading = read_lines(sheet(rows), guess([sheet(rows)]))

    assert [issue.split(":")[0] for issue in reading.issues] == ["Ô D7"]
    assert reading.total == 17


def test_columns_are_offered_with_their_heads():
    assert column_choices(sheet(), 4)[3] == ("4", "D – Điểm tự chấm")
    assert column_choices(sheet([["a"], ["", "b"]]), 9) == [("1", "A"), ("2", "B")]
