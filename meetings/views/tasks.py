"""The tasks of a bloc, their table as a workbook and a drawing, and one task's page."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.views.papers import drawn
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.files import made
from emulation_bloc.lib.spreadsheets import XLSX_TYPE
from meetings.forms.tasks import FilterForm, NoteForm, ProgressForm
from meetings.models import Progress, Task, TaskShare
from meetings.queries import task_table
from meetings.queries.task_page import PartView, TaskView, task_view
from meetings.queries.tasks import TaskLine, lines_of
from units.models import Bloc

ON_A_PAGE = 50
HEADS = [
    ("ma", _("Mã"), ""),
    ("ten", _("Nhiệm vụ"), ""),
    ("chu-tri", _("Chủ trì"), ""),
    ("han", _("Hạn"), ""),
    ("tien-do", _("Tiến độ"), ""),
]


def bloc_of(request: HttpRequest, province: str, bloc: str) -> Bloc:
    """The bloc whose tasks the person may know of; for others there are none."""
    home = get_visible_or_404(request, Bloc, slug=bloc, province__slug=province)
    if not request.user.has_perm("meetings.see_tasks", home):
        raise Http404
    return home


def find_task(request: HttpRequest, province: str, bloc: str, pk: int) -> Task:
    """A task that the person may see."""
    rows = Task.objects.visible_to(request.user).select_related("meeting__period__bloc__province")
    return get_object_or_404(rows, pk=pk, bloc__slug=bloc, bloc__province__slug=province)


def _asked(
    request: HttpRequest, home: Bloc
) -> tuple[FilterForm, list[TaskLine], list[TaskLine], dict[str, Any]]:
    """(filters, all lines, the chosen ones in order, what was asked)."""
    lines = lines_of(home, request.user)
    units = {share.unit_id: share.unit.short_name for one in lines for share in one.shares}
    periods = {line.task.period.slug: line.task.period.name for line in lines}
    form = FilterForm(
        request.GET,
        units=sorted(units.items(), key=lambda row: row[1]),
        periods=list(periods.items()),
        is_of_unit=bool(request.user.rights.units & set(units)),
    )
    asked = form.asked()
    chosen = task_table.chosen_lines(lines, asked)
    is_falling = asked.get("giam") == "1"
    chosen = task_table.sorted_lines(chosen, asked.get("xep", ""), is_falling=is_falling)
    return form, lines, chosen, asked


@require_safe
def index(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """All tasks of the bloc: who, until when, how far; what is late first."""
    home = bloc_of(request, province, bloc)
    form, lines, chosen, asked = _asked(request, home)
    page = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("trang"))
    kept = {key: value for key, value in asked.items() if value}
    filters = {key: value for key, value in kept.items() if key not in {"xep", "giam"}}
    context = {
        "bloc": home,
        "form": form,
        "has_any": bool(lines),
        "page": page,
        "counts": task_table.counts(chosen),
        "by_unit": task_table.by_unit(chosen),
        "own": request.user.rights.units,
        "heads": [_head(key, label, asked, filters) for key, label, _cls in HEADS],
        "query": urlencode(kept),
        "page_query": f"{urlencode(kept)}&" if kept else "",
        "is_filtered": bool(filters),
        "may_edit": request.user.has_perm("meetings.edit_tasks", home),
    }
    return render(request, "meetings/tasks.html", context)


def _head(key: str, label: Any, asked: dict[str, Any], filters: dict[str, Any]) -> dict[str, Any]:
    """A column's head as a link; a second click turns the order round."""
    is_here, falls = asked.get("xep") == key, asked.get("giam") == "1"
    turn = {"giam": "1"} if is_here and not falls else {}
    order = ("descending" if falls else "ascending") if is_here else "none"
    return {
        "key": key,
        "label": label,
        "order": order,
        "query": "?" + urlencode(filters | {"xep": key} | turn),
    }


@require_safe
def xlsx(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The chosen tasks as a workbook."""
    home = bloc_of(request, province, bloc)
    _form, _lines, chosen, _asked_for = _asked(request, home)
    return made(task_table.tasks_xlsx(home, chosen), f"nhiem-vu-{bloc}.xlsx", XLSX_TYPE)


@require_safe
def chart(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """How far each unit is with the chosen tasks."""
    home = bloc_of(request, province, bloc)
    _form, _lines, chosen, _asked_for = _asked(request, home)
    return drawn(task_table.progress_chart(chosen))


@require_safe
def page(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """One task: where it comes from, each unit's part, the reports."""
    return draw_task(request, find_task(request, province, bloc, pk))


def draw_task(
    request: HttpRequest,
    task: Task,
    *,
    refused: dict[tuple[str, int], Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `refused` holds forms with what was typed: (name of the form, id of the part, or
    0 for the task itself) → form."""
    kept = refused or {}
    view = task_view(task, request.user)
    user = request.user
    has_end = task.state != Task.State.OPEN
    may_close = user.has_perm("meetings.close_task", task)
    context = {
        "bloc": task.bloc,
        "task": task,
        "view": view,
        "line": view.line,
        "parts": [_with_forms(part, kept) for part in view.parts],
        "refused": list(kept.values()),
        "may_edit": user.has_perm("meetings.edit_tasks", task) and not has_end,
        "may_close": may_close and not has_end,
        "may_reopen": may_close and has_end,
        "close_form": kept.get(("close", 0)) or note_form("close", 0),
        "drop_form": kept.get(("drop", 0)) or note_form("drop", 0),
        "reopen_form": kept.get(("reopen", 0)) or note_form("reopen", 0),
        "sees_meeting": task.meeting and user.has_perm("meetings.see", task.bloc),
        "primary": _primary(view),
    }
    return render(request, "meetings/task.html", context, status=status)


LABELS = {
    "close": _("Đánh giá khi kết thúc"),
    "drop": _("Lý do thôi thực hiện"),
    "reopen": _("Lý do mở lại"),
    "return": _("Lý do trả lại"),
    "again": _("Nội dung cần bổ sung"),
}


def note_form(name: str, row: int, data: Any = None) -> NoteForm:
    """A box for a reason, with ids of its own on a page of several."""
    return NoteForm(data, label=LABELS[name], auto_id=f"{name}-{row}-%s")


def report_form(
    share: TaskShare, last: Progress | None, data: Any = None, files: Any = None
) -> Any:
    """The form of a report, beginning with what came back or with how far the part is."""
    initial: dict[str, Any] = {"percent": share.percent or None}
    if last and last.return_reason and share.state == TaskShare.State.TODO:
        names = ("percent", "text", "number", "date", "issuer")
        initial = {name: getattr(last, name) for name in names}
    return ProgressForm(data, files, initial=initial, auto_id=f"report-{share.pk}-%s")


def _with_forms(part: PartView, kept: dict[tuple[str, int], Any]) -> dict[str, Any]:
    """A part with its forms; a refused one is shown whatever has happened meanwhile."""
    pk = part.share.pk
    report = kept.get(("report", pk))
    if report is None and part.can_report:
        report = report_form(part.share, part.reports[0] if part.reports else None)
    returned, again = kept.get(("return", pk)), kept.get(("again", pk))
    if returned is None and part.can_confirm:
        returned = note_form("return", pk)
    if again is None and part.can_ask_again:
        again = note_form("again", pk)
    return {"part": part, "report_form": report, "return_form": returned, "again_form": again}


def _primary(view: TaskView) -> str:
    """The one step that is the page's: what the own unit owes, in its order."""
    own = view.own_parts
    if any(part.can_confirm for part in own):
        return "confirm"
    return "report" if any(part.can_report for part in own) else ""
