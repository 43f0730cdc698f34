"""Vietnamese forms in templates, from one module."""

from datetime import date

from django import template

from emulation_bloc.lib import vietnamese

register = template.Library()


@register.filter
def date_words(day: date | None) -> str:
    """`ngày 09 tháng 7 năm 2021`."""
    return vietnamese.date_words(day) if day else ""


@register.filter
def weekday_words(day: date | None) -> str:
    """`Thứ Hai`, to begin a line."""
    words = vietnamese.weekday_words(day) if day else ""
    return words[:1].upper() + words[1:]


@register.filter
def date_short(day: date | None) -> str:
    """`09/7/2021`."""
    return vietnamese.date_short(day) if day else ""


@register.filter
def lower_first(text: str) -> str:
    """`năm 2021`, within a sentence."""
    return vietnamese.lower_first(str(text))


@register.filter
def two_digits(number: int) -> str:
    """`09`."""
    return vietnamese.two_digits(number)


@register.filter
def paragraphs(text: str) -> list[str]:
    """The lines of a text box."""
    return vietnamese.paragraphs(text or "")
