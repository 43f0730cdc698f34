"""Vietnamese as officials write it: clean text, dates in words, lists, folding and sorting."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the dictionary's order
_MARKS = "abcdđeghiklmnopqrstuvxy"


def clean(text: str) -> str:
    """Text as it is stored: NFC, no control characters, line ends as \\n, outer blanks gone."""
    unified = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub("", unified).strip()


def refuse_control_characters(text: str) -> None:
    """Form check: NUL and other control characters raise ValidationError with a sentence."""
    if _CONTROL.search(text):
        raise ValidationError(_("Nội dung có ký tự điều khiển không đọc được. Hãy gõ lại phần đó."))


def fold(text: str) -> str:
    """Text for search: no marks, no case, đ as d (`Sở Nội vụ` → `so noi vu`)."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def sort_key(text: str) -> str:
    """A key that sorts names in Vietnamese dictionary order, byte by byte in any database.

    Digits come before letters (a < ă < â < b … d < đ …); tones decide only between equal letters.
    """
    base, tones = [], []
    for letter in unicodedata.normalize("NFC", text.lower()):
        tone = ""
        plain = letter
        parts = unicodedata.normalize("NFD", letter)
        if len(parts) > 1:
            tone = "".join(part for part in parts if part in _TONES)
            plain = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        place = _LETTERS.find(plain)
        base.append(chr(ord("A") + place) if place >= 0 else plain)
        tones.append(str(_TONES.find(tone) + 1) if tone else "0")
    return "".join(base) + " " + "".join(tones)


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of a text box: each is one paragraph on paper."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def two_digits(number: int) -> str:
    """Counts and ordinals in papers: `09`, `12`."""
    return f"{number:02d}"


def date_words(day: date) -> str:
    """`ngày 09 tháng 7 năm 2021`: a zero only for days under 10 and months 1 and 2 (Decree
    30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def weekday_words(day: date) -> str:
    """`thứ Hai` … `Chủ nhật`: weekdays in words, as Decree 30/2020 writes them."""
    return _WEEKDAYS[day.weekday()]


def date_short(day: date) -> str:
    """`09/7/2021`: the short form inside sentences and tables."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def time_words(moment: time) -> str:
    """`08 giờ 00 phút`."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút"


def list_mark(index: int) -> str:
    """The mark of the item at `index` (from 0): a) b) c) d) đ) e) g) …; after y) comes aa)."""
    rounds, place = divmod(index, len(_MARKS))
    return _MARKS[place] * (rounds + 1) + ")"


def roman(number: int) -> str:
    """1 → I, 4 → IV, 9 → IX: numbers of a report's parts (1 to 39)."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


def curly(text: str) -> str:
    """Straight double quotes as curly ones, in pairs, as papers print them."""
    return re.sub(r'"([^"\n]*)"', "“\\1”", text)


def sentence(text: str) -> str:
    """The text with a full stop at its end, unless it ends with a sign already."""
    stripped = text.rstrip()
    return stripped if not stripped or stripped[-1] in ".!?…:;" else stripped + "."


def join(words: Iterable[str]) -> str:
    """`A, B và C`."""
    listed = [word for word in words if word]
    if len(listed) < 2:
        return "".join(listed)
    return ", ".join(listed[:-1]) + " và " + listed[-1]


def lower_first(text: str) -> str:
    """The first letter in lower case, unless the word is an abbreviation (UBND)."""
    if len(text) > 1 and text[1].isupper():
        return text
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]
