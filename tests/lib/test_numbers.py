"""Numbers as officials type them."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_bloc.lib.numbers import (
    parse_decimal,
    plain,
    printed,
    rounded,
    shown,
    shown_short,
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("97,5", "97.5"),
        ("97.5", "97.5"),
        (" 97,50 ", "97.5"),
        ("-3", "-3"),
        ("\u22123,25", "-3.25"),
        ("-0", "0"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("12.345.678,9", "12345678.9"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567.25", "1234567.25"),
        ("1234.567", "1234.567"),
        ("1,234", "1.234"),
        ("0,0001", "0.0001"),
        ("007", "7"),
        ("99999999999999,9999", "99999999999999.9999"),
    ],
)
def test_parse_reads_what_officials_type(typed, value):
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Chưa nhập số."),
        ("   ", "Chưa nhập số."),
        ("1.234", "Hãy gõ 1234 hoặc 1,234."),
        ("-12.345", "Hãy gõ -12345 hoặc -12,345."),
        ("1e309", "lũy thừa"),
        ("1E5", "lũy thừa"),
        ("nhiều", "không phải là số"),
        ("inf", "không phải là số"),
        ("NaN", "không phải là số"),
        ("+5", "không phải là số"),
        ("5%", "không phải là số"),
        ("1,234,567", "không phải là số"),
        ("1,234.5", "không phải là số"),
        ("12.34.567", "không phải là số"),
        ("1 2", "không phải là số"),
        (",5", "không phải là số"),
        ("5,", "không phải là số"),
        ("--5", "không phải là số"),
        ("٣", "không phải là số"),
        ("\uff19\uff17", "không phải là số"),
        ("1_000", "không phải là số"),
        ("0,12345", "Tối đa 4 chữ số"),
        ("100000000000000", "tối đa 14 chữ số"),
        ("9" * 10_000, "quá dài"),
    ],
)
def test_parse_refuses_with_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)) as refusal:
        parse_decimal(typed)

    assert len(str(refusal.value)) < 120


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("97.5", "97,50"),
        ("0", "0,00"),
        ("-0.001", "0,00"),
        ("1234.5", "1234,50"),
        ("12345.6", "12.345,60"),
        ("-1234567.005", "-1.234.567,01"),
    ],
)
def test_shown_has_a_comma_and_two_places(value, text):
    assert shown(Decimal(value)) == text


def test_shown_short_drops_idle_zeros():
    assert [shown_short(Decimal(one)) for one in ("100", "96.50", "0.1234", "0", "20000")] == [
        "100",
        "96,5",
        "0,1234",
        "0",
        "20.000",
    ]
    assert shown(Decimal("2.5"), 0) == "3"


def test_papers_print_a_dot_between_all_thousands():
    typed = ("999", "5500", "1234.5", "-1234", "1234567.89", "0")

    texts = [printed(Decimal(one)) for one in typed]

    assert texts == ["999", "5.500", "1.234,5", "-1.234", "1.234.567,89", "0"]
    assert shown_short(Decimal(5500)) == "5500"


def test_plain_is_for_machines():
    made = [plain(Decimal(one)) for one in ("97.50", "100", "1E+2", "-0.0", "0.0001")]

    assert made == ["97.5", "100", "100", "0", "0.0001"]


def test_rounded_goes_half_up_away_from_zero():
    assert rounded(Fraction(1, 200)) == Decimal("0.01")
    assert rounded(Fraction(-1, 200)) == Decimal("-0.01")
    assert rounded(Decimal("0.004999")) == Decimal("0.00")
    assert str(rounded(Decimal(5))) == "5.00"


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=2))
def test_what_is_shown_can_be_typed_again(value):
    assert parse_decimal(shown(value)) == value
    assert Decimal(plain(value)) == value


@given(st.text())
def test_parse_gives_a_finite_number_or_a_sentence(text):
    try:
        value, sentence = parse_decimal(text), "."
    except ValueError as refusal:
        value, sentence = Decimal(0), str(refusal)

    assert value.is_finite()
    assert sentence.endswith(".")
