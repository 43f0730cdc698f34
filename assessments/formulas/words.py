"""How numbers stand in a formula: `60 × 96,5 / 100 = 57,90`.

The texts are stored beside the points they explain, so they are Vietnamese in any locale.
"""

from decimal import Decimal
from fractions import Fraction

from emulation_bloc.lib.numbers import rounded, shown, shown_short


def points_text(points: Decimal | Fraction) -> str:
    """Two places; four where the points are not exact at two, so that a sum can be followed."""
    is_exact = rounded(points) == Fraction(points)
    return shown(points) if is_exact else shown(points, 4)


def percent(value: Decimal | Fraction) -> str:
    """`96,5%`."""
    return f"{shown_short(value)}%"


def equation(left: str, points: Decimal | Fraction) -> str:
    """`left = 57,90`."""
    return f"{left} = {points_text(points)}"
