"""How points are written on the screen."""

from decimal import Decimal

from django import template

from emulation_bloc.lib.numbers import shown

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """`97,50`; a dash for what is missing, which is not zero."""
    return "–" if value is None else shown(value)


@register.filter
def change(value: Decimal | None) -> str:
    """`+1,50`, `-0,25`; `0,00` where nothing changed."""
    if value is None:
        return "–"
    return f"+{shown(value)}" if value > 0 else shown(value)
