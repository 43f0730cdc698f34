"""Words, dates, lists and order as Vietnamese officials write them."""

import unicodedata
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from emulation_bloc.lib import vietnamese as vn

CONTROL = "\x00\x01\x08\x0b\x0c\x0e\x1b\x1f\x7f\x85\x9f\u2028\u2029\ufeff\ufffe\uffff"
WORDS = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyzàảãáạệỗữ "), max_size=12)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 7, 9), "ngày 09 tháng 7 năm 2021"),
        (date(2021, 1, 31), "ngày 31 tháng 01 năm 2021"),
        (date(2021, 2, 10), "ngày 10 tháng 02 năm 2021"),
        (date(2021, 3, 1), "ngày 01 tháng 3 năm 2021"),
        (date(2021, 12, 25), "ngày 25 tháng 12 năm 2021"),
    ],
)
def test_date_words_follow_decree_30(day, expected):
    assert vn.date_words(day) == expected


@given(st.dates())
def test_short_date_names_the_same_day_as_the_long_one(day):
    digits = [int(word) for word in vn.date_words(day).split() if word.isdigit()]

    assert [int(part) for part in vn.date_short(day).split("/")] == digits
    assert digits == [day.day, day.month, day.year]


def test_short_date_and_time():
    assert vn.date_short(date(2021, 7, 9)) == "09/7/2021"
    assert vn.date_short(date(2021, 1, 5)) == "05/01/2021"
    assert vn.time_words(time(8, 0)) == "08 giờ 00 phút"
    assert vn.two_digits(9) == "09"
    assert vn.two_digits(120) == "120"


def test_list_marks_follow_the_vietnamese_alphabet():
    marks = [vn.list_mark(index) for index in range(8)]

    assert marks == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]


def test_list_marks_never_repeat():
    marks = [vn.list_mark(index) for index in range(200)]

    assert len(set(marks)) == 200
    assert not {"f)", "j)", "w)", "z)"} & set(marks)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "I"), (4, "IV"), (5, "V"), (9, "IX"), (10, "X"), (14, "XIV"), (39, "XXXIX")],
)
def test_roman_numbers(number, expected):
    assert vn.roman(number) == expected


def test_fold_drops_marks_and_case():
    assert vn.fold("Sở Nội vụ ĐƯỜNG bộ") == "so noi vu duong bo"


@given(st.text())
def test_fold_finds_the_same_in_composed_and_decomposed_text(text):
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)

    assert vn.fold(composed) == vn.fold(decomposed)


def test_names_sort_in_dictionary_order():
    names = [
        "9 đơn vị", "ba", "bà", "bả", "bã", "bá", "bạ", "ban", "bă", "bâ", "ca", "da", "đa", "e",
        "ê", "oa", "ô", "ơ", "u", "ư",
    ]  # fmt: skip

    shuffled = sorted(names)

    assert shuffled != names
    assert sorted(shuffled, key=vn.sort_key) == names


def test_tone_decides_only_between_equal_letters():
    names = ["Sở Công Thương", "Sở Công Thường", "Sở Công Thương Mại", "Sở Cộng"]

    assert sorted(names, key=vn.sort_key) == [
        "Sở Cộng", "Sở Công Thương", "Sở Công Thường", "Sở Công Thương Mại",
    ]  # fmt: skip


@given(WORDS)
def test_sort_key_is_the_same_for_both_forms_of_unicode(word):
    assert vn.sort_key(word) == vn.sort_key(unicodedata.normalize("NFD", word))


@given(WORDS, WORDS)
def test_order_in_bytes_is_the_order_of_keys(left, right):
    one, other = vn.sort_key(left), vn.sort_key(right)

    assert (one < other) == (one.encode() < other.encode())


def test_clean_keeps_composed_text_without_control_characters():
    typed = "  Ha\u0300 No\u0323\u0302i\x00\r\nmới\ufeff\r "

    assert vn.clean(typed) == "Hà Nội\nmới"


@given(st.text())
def test_clean_text_stays_as_it_is_when_cleaned_again(text):
    once = vn.clean(text)

    assert vn.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set(CONTROL)


@pytest.mark.parametrize("sign", CONTROL)
def test_control_characters_are_refused_with_a_sentence(sign):
    with pytest.raises(ValidationError, match="ký tự điều khiển"):
        vn.refuse_control_characters(f"Hưng{sign} Yên")


def test_lines_and_tabs_are_no_control_characters():
    vn.refuse_control_characters("Một\tHai\nBa\r\n")


def test_paragraphs_are_the_lines_that_hold_something():
    assert vn.paragraphs("Một\n\n  Hai  \n \n") == ["Một", "Hai"]


def test_quotes_become_curly_in_pairs():
    assert vn.curly('phong trào "Đoàn kết" và "Sáng tạo"') == "phong trào “Đoàn kết” và “Sáng tạo”"
    assert vn.curly('dấu " lẻ') == 'dấu " lẻ'


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Xong", "Xong."), ("Xong.", "Xong."), ("Gồm:", "Gồm:"), ("", ""), (" ", "")],
)
def test_sentence_ends_with_one_sign(text, expected):
    assert vn.sentence(text) == expected


def test_words_are_joined_as_one_speaks():
    assert vn.join([]) == ""
    assert vn.join(["A"]) == "A"
    assert vn.join(["A", "", "B"]) == "A và B"
    assert vn.join(["A", "B", "C"]) == "A, B và C"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Triển khai", "triển khai"), ("UBND tỉnh", "UBND tỉnh"), ("Đ", "đ"), ("", "")],
)
def test_first_letter_is_lowered_except_of_an_abbreviation(text, expected):
    assert vn.lower_first(text) == expected


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1) - timedelta(days=1)))
def test_day_and_month_are_never_swapped(day):
    assert vn.date_short(day).split("/")[0] == f"{day.day:02d}"
