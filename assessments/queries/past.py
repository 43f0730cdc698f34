"""Reads of what is taken over from earlier years: whose it may be, the list, one file's reading."""

import re
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from assessments.models import Intake, PastRecord
from assessments.queries.past_sheets import Mapping, Reading, guess, mapping_of, read_lines
from emulation_bloc.lib import clock, spreadsheets, vietnamese
from emulation_bloc.lib.spreadsheets import Sheet
from units.models import Bloc, Membership, Period, Unit, User
from units.queries import names_on

SEEN_ROWS = 8
SHEET_SUFFIXES = (".xlsx", ".csv")


def units_for(bloc: Bloc, user: User, *, is_for_all: bool) -> list[Unit]:
    """For which units files may be dropped in: every present or former member for the bloc's
    secretary and head (`is_for_all`), else the own ones."""
    rows = Membership.objects.filter(bloc=bloc).select_related("unit").order_by("position", "pk")
    if not is_for_all:
        rows = rows.filter(unit__in=user.rights.units)
    return list({row.unit_id: row.unit for row in rows}.values())


def years() -> list[int]:
    """The years of which something may be taken over, the latest first."""
    this = clock.today().year
    return list(range(this, this - 15, -1))


def name_then(unit: Unit, year: int, period_kind: str) -> str:
    """The unit's official name at the end of that period."""
    day = date(year, 6, 30) if period_kind == Period.Kind.HALF_YEAR else date(year, 12, 31)
    return names_on([unit], day)[unit.pk][0]


def guess_unit(units: list[Unit], name: str) -> Unit | None:
    """The one unit whose name or short name stands in the file's name, None when none or two do."""
    words = _words(name)
    found = [unit for unit in units if _is_named(unit, words)]
    return found[0] if len(found) == 1 else None


def _is_named(unit: Unit, words: str) -> bool:
    return any(f" {_words(text)} " in f" {words} " for text in (unit.name, unit.short_name))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", vietnamese.fold(text)))


def guess_year(name: str) -> int | None:
    """The year in the file's name."""
    found = re.findall(r"(?<!\d)(20\d\d)(?!\d)", name)
    return int(found[0]) if len(set(found)) == 1 and int(found[0]) in years() else None


def records_of(bloc: Bloc, user: User) -> QuerySet[PastRecord]:
    """The bloc's old records that the user may see, the latest first."""
    rows = PastRecord.objects.visible_to(user).filter(bloc=bloc).select_related("by")
    return rows.order_by("-year", "period_kind", "unit__sort_name", "-pk")


def waiting(bloc: Bloc, user: User) -> QuerySet[Intake]:
    """The files that the user has dropped in and not yet confirmed."""
    rows = Intake.objects.visible_to(user).filter(bloc=bloc, kind=Intake.Kind.PAST)
    return rows.filter(applied_at__isnull=True).select_related("unit").order_by("pk")


def sheets_of(intake: Intake) -> list[Sheet]:
    """The tables in the kept file. Raises UnreadableError, FileNotFoundError when it is gone."""
    if not intake.file:
        raise FileNotFoundError
    with default_storage.open(intake.file) as file:
        return spreadsheets.read(file.read())


def read(intake: Intake, plan: dict[str, Any]) -> tuple[list[Sheet], Mapping, Reading]:
    """The file read with a mapping: the stored one, else the guess."""
    sheets = sheets_of(intake)
    mapping = mapping_of(plan) if plan.get("header") else guess(sheets)
    mapping.sheet = min(mapping.sheet, len(sheets) - 1)
    return sheets, mapping, read_lines(sheets[mapping.sheet], mapping)


def raw_rows(sheet: Sheet, mapping: Mapping) -> list[tuple[int, list[str]]]:
    """The first rows from the header on, as they stand in the file, for looking at."""
    start = max(mapping.header - 1, 1)
    rows = sheet.rows[start - 1 : start - 1 + SEEN_ROWS]
    width = max((len(row) for row in rows), default=0)
    return [(start + n, row + [""] * (width - len(row))) for n, row in enumerate(rows)]
