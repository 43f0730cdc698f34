"""Movements, models and common activities of a bloc in a span of days, and their words."""

from datetime import date
from typing import Any

from django.db.models import Q

from emulation_bloc.lib import vietnamese
from meetings.models import Activity, ExemplaryModel, Movement
from meetings.queries import blocks
from meetings.queries.blocks import Block, paragraph
from units.models import Bloc

_COLUMNS = [
    ("TT", 7, "center"),
    ("Hoạt động", 30, "left"),
    ("Ngày, địa điểm", 23, "left"),
    ("Tham gia", 18, "left"),
    ("Kết quả", 22, "left"),
]


_MOST_NAMED = 4  # more units than these are counted, not named: a table's cell is narrow


def movements_in(bloc: Bloc, first: date, last: date) -> list[Movement]:
    """Movements that ran at some time of the span."""
    rows = Movement.objects.filter(bloc=bloc, launched_on__lte=last)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    return list(rows.select_related("unit").order_by("launched_on", "pk"))


def models_in(bloc: Bloc, first: date, last: date) -> list[ExemplaryModel]:
    """Models found or spread in the span."""
    found, spread = Q(found_on__range=(first, last)), Q(spread_on__range=(first, last))
    rows = ExemplaryModel.objects.filter(found | spread, bloc=bloc)
    return list(rows.select_related("unit").order_by("found_on", "pk"))


def activities_in(bloc: Bloc, first: date, last: date) -> list[Activity]:
    """Common activities of the span, with the units that took part."""
    rows = Activity.objects.filter(bloc=bloc, date__range=(first, last))
    return list(rows.select_related("unit").prefetch_related("units").order_by("date", "pk"))


def movement_blocks(bloc: Bloc, first: date, last: date) -> list[Block]:
    """What a report tells of movements and exemplary models of the span."""
    movements, models = movements_in(bloc, first, last), models_in(bloc, first, last)
    two = vietnamese.two_digits
    rows: list[Block] = []
    if movements:
        rows.append(
            paragraph(f"Khối và các đơn vị tổ chức {two(len(movements))} phong trào thi đua:")
        )
        rows.append(blocks.lettered([_movement(row, last) for row in movements]))
    if models:
        spread = sum(row.stage == ExemplaryModel.Stage.SPREAD for row in models)
        more = f", trong đó nhân rộng {two(spread)} điển hình" if spread else ""
        rows.append(
            paragraph(f"Phát hiện, giới thiệu {two(len(models))} điển hình tiên tiến{more}:")
        )
        rows.append(blocks.lettered([_model(row) for row in models]))
    return rows


def _whose(row: Any) -> str:
    return row.unit.name if row.unit else "Khối"


def _movement(row: Movement, last: date) -> str:
    text = f"{_whose(row)} phát động phong trào “{row.name.strip('“”')}” "
    text += f"ngày {vietnamese.date_short(row.launched_on)}"
    if row.launch_paper:
        text += f" ({row.launch_paper})"
    if row.final_on and row.final_on <= last:
        text += f", tổng kết ngày {vietnamese.date_short(row.final_on)}"
        result = row.final_result
    elif row.midterm_on and row.midterm_on <= last:
        text += f", sơ kết ngày {vietnamese.date_short(row.midterm_on)}"
        result = row.midterm_result
    else:
        result = ""
    told = " ".join(vietnamese.paragraphs(result)).rstrip(" .;")
    return f"{text}: {vietnamese.lower_first(told)}" if told else text


def _model(row: ExemplaryModel) -> str:
    kind = str(row.get_subject_display()).lower()
    what = " ".join(vietnamese.paragraphs(row.description)).rstrip(" .;")
    text = f"{row.name} ({kind}, {_whose(row)}): {vietnamese.lower_first(what)}"
    if row.decision:
        text += f"; {row.decision}"
    return text


def activity_blocks(bloc: Bloc, first: date, last: date) -> list[Block]:
    """What a report tells of the bloc's common activities: a sentence, a table, the spending."""
    rows = activities_in(bloc, first, last)
    if not rows:
        return []
    count = vietnamese.two_digits(len(rows))
    text = f"Trong kỳ, Khối tổ chức {count} hoạt động chung"
    if spent := sum(row.spending or 0 for row in rows):
        text += f", tổng kinh phí {money(spent)} đồng"
    lines = [_line(n, row) for n, row in enumerate(rows, start=1)]
    return [paragraph(text + "."), blocks.table(_COLUMNS, lines)]


def money(value: int) -> str:
    """`100.000.000`: đồng as papers write them."""
    return f"{value:,}".replace(",", ".")


def _line(number: int, row: Activity) -> list[str]:
    where = "\n".join(part for part in (vietnamese.date_short(row.date), row.place) if part)
    here = [unit.short_name for unit in row.units.all()]
    came = [f"{money(row.participants)} người"] if row.participants else []
    if len(here) > _MOST_NAMED:
        came.append(f"{vietnamese.two_digits(len(here))} đơn vị")
    elif here:
        came.append(", ".join(here))
    told = " ".join(vietnamese.paragraphs(row.result))
    if row.spending:
        told = f"{told} Kinh phí {money(row.spending)} đồng.".strip()
    return [vietnamese.two_digits(number), row.name, where, "\n".join(came), told]
