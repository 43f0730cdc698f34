"""How many units of a bloc may be proposed for each award."""

from fractions import Fraction
from math import ceil, floor

from units.models import AwardSettings


def quotas(settings: AwardSettings, members: int) -> list[tuple[str, int]]:
    """(award code, units at most) in the order of award (bloc practice §4.3).

    A share is taken of the members that the rows before leave over: with one flag and half of the
    rest, nine members give 1 and 4. Rounding is `down`, `up` or `half` (up from a half).
    """
    rows, left = [], members
    for code, fixed, share in settings.quotas:
        number = min(fixed, left)
        if share:
            number += _rounded(Fraction(share) * (left - number), settings.rounding)
        number = max(0, min(number, left))
        rows.append((code, number))
        left -= number
    return rows


def _rounded(number: Fraction, rounding: str) -> int:
    if rounding == "up":
        return ceil(number)
    return floor(number + Fraction(1, 2)) if rounding == "half" else floor(number)
