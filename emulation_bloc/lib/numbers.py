"""Numbers as officials type and read them: `97,5` or `97.5` in, `97,50` out; Decimal, never float.

Written on the screen, thousands get a dot from 10.000 up: `1234,50` but `12.345,60`. A dot before
exactly three digits could mean either thing (`1.234`), so it is refused as input and never written
below 10.000, save in papers, which nobody types back.
"""

import re
from decimal import Decimal
from fractions import Fraction

_TYPED = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_SPACED = re.compile(r"-?[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+([.,][0-9]+)?")
_AMBIGUOUS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
_EXPONENT = re.compile(r"[-+]?[0-9.,]+[eE][-+]?[0-9]+")

_LONGEST = 40
_DIGITS = 14
_PLACES = 4


def parse_decimal(text: str) -> Decimal:
    """The number that was typed; raises ValueError with a sentence that says what to type.

    Accepted: `97,5`, `97.5`, `1.234,5`, `1.234.567`, `1 234,5`, each with a minus before it.
    """
    typed = text.strip().replace("\u2212", "-")
    if not typed:
        raise ValueError("Chưa nhập số.")
    if len(typed) > _LONGEST:
        raise ValueError("Số quá dài: tối đa 14 chữ số trước và 4 chữ số sau dấu phẩy.")
    if _EXPONENT.fullmatch(typed):
        raise ValueError("Không nhận số viết dạng lũy thừa (như 1e3). Hãy gõ đủ các chữ số.")
    if _AMBIGUOUS.fullmatch(typed):
        joined, decimal = typed.replace(".", ""), typed.replace(".", ",")
        raise ValueError(f"“{typed}” có thể hiểu hai cách. Hãy gõ {joined} hoặc {decimal}.")
    if _TYPED.fullmatch(typed):
        plain_text = typed.replace(",", ".")
    elif _GROUPED.fullmatch(typed):
        plain_text = typed.replace(".", "").replace(",", ".")
    elif _SPACED.fullmatch(typed):
        plain_text = re.sub(r"[ \u00a0\u202f]", "", typed).replace(",", ".")
    else:
        raise ValueError(f"“{typed}” không phải là số. Hãy gõ số, ví dụ 97,5.")
    return _within_limits(plain_text)


def _within_limits(plain_text: str) -> Decimal:
    whole, _, places = plain_text.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > _DIGITS:
        raise ValueError("Số quá lớn: tối đa 14 chữ số trước dấu phẩy.")
    if len(places.rstrip("0")) > _PLACES:
        raise ValueError("Tối đa 4 chữ số sau dấu phẩy.")
    value = Decimal(plain_text)
    return value if value else Decimal(0)


def rounded(value: Decimal | Fraction, places: int = 2) -> Decimal:
    """Half up, away from zero: 0,005 becomes 0,01 and -0,005 becomes -0,01."""
    exact = Fraction(value)
    units = (abs(exact) * 10**places * 2 + 1) // 2
    return Decimal(-units if exact < 0 else units).scaleb(-places)


def shown(value: Decimal | Fraction, places: int = 2, *, dots_from: int = 5) -> str:
    """`97,50`: with a comma and so many places; a dot between thousands from 10.000 up, or from so
    many digits as `dots_from` says."""
    amount = rounded(value, places)
    whole, _, decimals = f"{abs(amount):f}".partition(".")
    if len(whole) >= dots_from:
        whole = f"{int(whole):,}".replace(",", ".")
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole},{decimals}" if decimals else f"{sign}{whole}"


def shown_short(value: Decimal | Fraction) -> str:
    """`96,5`: as few places as the number has, four at most."""
    text = shown(value, _PLACES)
    return text.rstrip("0").rstrip(",")


def printed(value: Decimal | Fraction) -> str:
    """`5.500`, `1.234,5`: as papers print a figure, with as few places as it has."""
    return shown(value, _PLACES, dots_from=4).rstrip("0").rstrip(",")


def plain(value: Decimal) -> str:
    """`97.5`: as stored in JSON and in files for machines; no exponent, no idle zeros."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
