"""How forms read what officials type, and what they say when they cannot."""

from datetime import date, datetime, time

import pytest
from django import forms
from django.utils import formats


@pytest.mark.parametrize(
    "typed", ["09/7/2021", "9/7/2021", "09/07/2021", "9-7-2021", "09.07.2021", "2021-07-09"]
)
def test_july_ninth_is_read_as_the_ninth_of_july(typed):
    assert forms.DateField().clean(typed) == date(2021, 7, 9)


@pytest.mark.parametrize("typed", ["08:05", "8h05", "08:05:00", "8 giờ 05"])
def test_times_are_read_as_they_are_written(typed):
    assert forms.TimeField().clean(typed) == time(8, 5)


def test_moment_is_read_as_it_is_written():
    read = forms.DateTimeField().clean("09/7/2021 08:05")

    assert read.replace(tzinfo=None) == datetime(2021, 7, 9, 8, 5)  # noqa: DTZ001  # the form's own zone
    assert read.utcoffset().total_seconds() == 7 * 3600


@pytest.mark.parametrize("typed", ["31/02/2021", "7/13/2021", "hôm nay", "2021"])
def test_impossible_dates_are_refused(typed):
    with pytest.raises(forms.ValidationError) as refusal:
        forms.DateField().clean(typed)

    assert refusal.value.messages == ["Nhập một ngày hợp lệ."]


def test_dates_and_numbers_are_shown_in_vietnamese_form():
    assert formats.date_format(date(2021, 7, 9)) == "09/07/2021"
    assert formats.time_format(time(8, 5)) == "08:05"
    assert formats.localize(1234.5, use_l10n=True) == "1234,5"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.CharField(), "", "Trường này là bắt buộc."),
        (forms.CharField(max_length=3), "dài quá", "Giá trị này chỉ có tối đa 3 kí tự (hiện có 7)"),
        (forms.DateField(), "x", "Nhập một ngày hợp lệ."),
    ],
)
def test_commonest_refusals_are_worded_as_users_read_them(field, typed, sentence):
    with pytest.raises(forms.ValidationError) as refusal:
        field.clean(typed)

    assert refusal.value.messages == [sentence]
