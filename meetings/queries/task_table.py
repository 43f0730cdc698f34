"""The table of tasks: filtered, sorted, counted, by unit, as a drawing and as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.queries.charts import shares_done
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.spreadsheets import Column, Page, Put, write_xlsx
from meetings.models import Task
from meetings.queries.tasks import TaskLine, is_finished
from units.models import Bloc

# Key of a column → what it is sorted by.
SORTS: dict[str, Any] = {
    "han": lambda line: (line.task.due, line.task.position),
    "ma": lambda line: _natural(line.task.code),
    "ten": lambda line: vietnamese.sort_key(line.task.title),
    "chu-tri": lambda line: vietnamese.sort_key(line.lead_words),
    "tien-do": lambda line: line.percent,
    "muc": lambda line: line.task.weight,
}


def _natural(code: str) -> tuple[str, int, str]:
    """`PH2` before `PH10`."""
    head = code.rstrip("0123456789")
    digits = code[len(head) :]
    return (head, int(digits) if digits else 0, code)


def sorted_lines(lines: list[TaskLine], key: str, *, is_falling: bool) -> list[TaskLine]:
    """By a key of SORTS; without one, what presses first: overdue, soon, open, then what is over,
    each by its day."""
    if key in SORTS:
        return sorted(lines, key=SORTS[key], reverse=is_falling)
    order = {"overdue": 0, "soon": 1, "open": 2, "finished": 3}
    return sorted(lines, key=lambda line: (order.get(line.standing, 4), *SORTS["han"](line)))


STANDINGS = {
    "dang-lam": {"open", "soon", "overdue", "finished"},
    "qua-han": {"overdue"},
    "xong": {"done", "done_late", "finished"},
    "thoi": {"dropped"},
}


def chosen_lines(lines: list[TaskLine], asked: dict[str, Any]) -> list[TaskLine]:
    """The lines that the filters leave: unit (`toi` for the own ones), standing, area, period."""
    unit = asked.get("don_vi") or ""
    found = lines
    if unit == "toi":
        found = [line for line in found if line.mine]
    elif unit:
        found = [line for line in found if any(str(s.unit_id) == unit for s in line.shares)]
    if wanted := STANDINGS.get(asked.get("tinh_trang") or ""):
        found = [line for line in found if line.standing in wanted]
    if area := asked.get("linh_vuc"):
        found = [line for line in found if line.task.area == area]
    if period := asked.get("ky"):
        found = [line for line in found if line.task.period.slug == period]
    return found


@dataclass(frozen=True)
class Counts:
    """How many tasks stand how; `percent` is the mean of those that are not given up."""

    open: int
    overdue: int
    done: int
    percent: int


def counts(lines: list[TaskLine]) -> Counts:
    """The figures above the table."""
    kept = [line for line in lines if line.task.state != Task.State.DROPPED]
    return Counts(
        open=sum(line.task.state == Task.State.OPEN for line in lines),
        overdue=sum(line.is_overdue for line in lines),
        done=sum(line.task.state == Task.State.DONE for line in lines),
        percent=sum(line.percent for line in kept) // len(kept) if kept else 0,
    )


@dataclass
class UnitLine:
    """One unit's parts, of tasks that are not given up."""

    name: str
    unit_id: int
    parts: int = 0
    finished: int = 0
    overdue: int = 0
    percents: int = 0

    @property
    def percent(self) -> int:
        """The mean of its parts, rounded down."""
        return self.percents // self.parts if self.parts else 0


def by_unit(lines: list[TaskLine]) -> list[UnitLine]:
    """How far each unit is, in the order of the bloc's names."""
    found: dict[int, UnitLine] = {}
    for line in lines:
        if line.task.state == Task.State.DROPPED:
            continue
        for share in line.shares:
            row = found.setdefault(share.unit_id, UnitLine(share.unit.short_name, share.unit_id))
            row.parts += 1
            row.percents += share.percent
            row.finished += is_finished(share)
            is_late = line.task.state == Task.State.OPEN and line.task.due < line.day
            row.overdue += is_late and not is_finished(share)
    return sorted(found.values(), key=lambda row: vietnamese.sort_key(row.name))


def progress_chart(lines: list[TaskLine]) -> str:
    """The table by unit as a drawing."""
    rows = by_unit(lines)
    return shares_done(
        [row.name for row in rows],
        "Tiến độ bình quân các phần việc (%)",
        [Decimal(row.percent) for row in rows],
    )


def tasks_xlsx(bloc: Bloc, lines: list[TaskLine]) -> bytes:
    """The tasks as a workbook: a page of tasks, a page by unit."""
    heads = [
        Column(_("TT"), 5),
        Column(_("Mã"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Lĩnh vực"), 22),
        Column(_("Chủ trì"), 34),
        Column(_("Phối hợp"), 24),
        Column(_("Hạn"), 12),
        Column(_("Kết quả cần đạt"), 34),
        Column(_("Mức quan trọng"), 10),
        Column(_("Tiến độ (%)"), 10),
        Column(_("Tình trạng"), 24),
        Column(_("Căn cứ"), 40),
    ]
    rows: list[Sequence[Any]] = [_cells(number, line) for number, line in enumerate(lines, start=1)]
    today = vietnamese.date_short(clock.today())
    lead = [_("Nhiệm vụ của %(bloc)s, đến ngày %(day)s") % {"bloc": bloc.name, "day": today}]
    units: list[Sequence[Any]] = [
        [row.name, row.parts, row.finished, row.overdue, row.percent] for row in by_unit(lines)
    ]
    unit_heads = [
        Column(_("Đơn vị"), 34),
        Column(_("Số phần việc"), 14),
        Column(_("Đã xong"), 12),
        Column(_("Quá hạn"), 12),
        Column(_("Tiến độ (%)"), 12),
    ]
    return write_xlsx(
        [Page(_("Nhiệm vụ"), heads, rows, lead), Page(_("Theo đơn vị"), unit_heads, units, lead)]
    )


def _cells(number: int, line: TaskLine) -> list[Any]:
    task = line.task
    return [
        number,
        task.code,
        task.title,
        str(task.get_area_display()),
        line.lead_words,
        line.partner_words,
        Put(task.due, format="dd/mm/yyyy"),
        task.measure,
        task.weight,
        line.percent,
        line.tag[2],
        task.source,
    ]
