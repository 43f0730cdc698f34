"""How points are written on the screen."""

from decimal import Decimal

from django import template

from emulation_bloc.lib import numbers

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """`97,50`; a dash for what is missing, which is not zero."""
    return "–" if value is None else numbers.shown(value)
