"""One row of the union of what waits for a person, and how it becomes a duty with its link."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from emulation_bloc.queries.duty import Duty


class Row(NamedTuple):
    """One thing that waits: what, which row to open (`within` what, where the address says so), in
    which bloc and period."""

    kind: str
    pk: int
    title: str
    due: date | None
    period: str
    within: int
    bloc: str
    bloc_slug: str
    province_slug: str


def part(
    kind: str,
    rows: QuerySet[Any],
    *,
    pk: str = "pk",
    title: str = "",
    due: Any = None,
    period: str = "",
    within: str = "",
) -> QuerySet[Any]:
    """Rows with the columns of Row, of the same types in each part of the union."""
    text = CharField()
    when = Cast(due if due is not None else Value(None), DateField())
    return rows.order_by().values_list(
        Value(kind, output_field=text),
        F(pk) if pk else Value(0, output_field=IntegerField()),
        Cast(title, text) if title else Value("", output_field=text),
        when,
        Cast(period, text) if period else Value("", output_field=text),
        F(within) if within else Value(0, output_field=IntegerField()),
        "bloc__name",
        "bloc__slug",
        "bloc__province__slug",
    )


def at(row: Row) -> list[Any]:
    """Province and bloc, as addresses begin."""
    return [row.province_slug, row.bloc_slug]


def where(row: Row) -> str:
    """What the duty is about, and of which bloc."""
    return f"{row.title} · {row.bloc}" if row.title else row.bloc


def duty(title: Any, name: str, button: Any, icon: str) -> Callable[[Row], Duty]:
    """A duty whose page needs the row's number, and before it the period and what the row lies
    within, where the address has them."""

    def make(row: Row) -> Duty:
        numbers = [one for one in (row.period, row.within, row.pk) if one]
        url = reverse(name, args=[*at(row), *numbers])
        return Duty(str(title), where(row), url, str(button), icon, row.due)

    return make
