"""The desk's pages of a task: set, change, close, give up, take up again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.saving import RevisionForm
from emulation_bloc.lib.states import ActionError
from meetings.actions import tasks as actions
from meetings.forms.tasks import AddTaskForm, ChangeTaskForm, chosen_units
from meetings.models import Task, TaskShare
from meetings.queries.task_page import stored_task
from meetings.queries.tasks import open_periods
from meetings.views.tasks import bloc_of, draw_task, note_form
from units.models import Bloc, Unit
from units.queries import members_on


def units_of(home: Bloc, task: Task | None = None) -> list[Unit]:
    """The members today, and whoever has a part in the task already."""
    units = [row.unit for row in members_on(home, clock.today())]
    if task:
        held = [share.unit for share in task.shares.select_related("unit")]
        units += [unit for unit in held if unit not in units]
    return units


def _pairs(units: list[Unit]) -> list[tuple[int, str]]:
    return [(unit.pk, unit.short_name) for unit in units]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Set a task by hand."""
    home = bloc_of(request, province, bloc)
    if not request.user.has_perm("meetings.edit_tasks", home):
        raise PermissionDenied
    units, periods = units_of(home), open_periods(home)
    data = request.POST if request.method == "POST" else None
    form = AddTaskForm(data, units=_pairs(units), periods=periods)
    if data is not None and form.is_valid():
        try:
            task = actions.add_task(
                form.cleaned_data["period"],
                values={name: form.cleaned_data[name] for name in ("code", *actions.FIELDS)},
                lead_units=chosen_units(form, "lead_units", units),
                partner_units=chosen_units(form, "partner_units", units),
                by=request.user,
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã giao nhiệm vụ."))
            return redirect(task)
    context = {"bloc": home, "form": form, "task": None}
    return render(request, "meetings/task_form.html", context, status=200 if data is None else 422)


def _task(request: HttpRequest, perm: str, at: dict[str, Any]) -> Task:
    return get_permitted_or_404(
        request,
        Task,
        perm,
        pk=at["pk"],
        bloc__slug=at["bloc"],
        bloc__province__slug=at["province"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, **at: Any) -> HttpResponse:
    """Change a task; with a reason once a unit has reported."""
    task = _task(request, "meetings.edit_tasks", at)
    units = units_of(task.bloc, task)
    if request.method != "POST":
        return _change_page(request, task, _form(task, units), task.revision)
    given = RevisionForm(request.POST)
    form = _form(task, units, request.POST)
    revision = given.cleaned_data["revision"] if given.is_valid() else 0
    if form.is_valid():
        try:
            actions.change_task(
                task,
                values={name: form.cleaned_data[name] for name in actions.FIELDS},
                lead_units=chosen_units(form, "lead_units", units),
                partner_units=chosen_units(form, "partner_units", units),
                revision=revision,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ActionError as error:
            form.add_error(None, str(error))
        except StaleRevisionError as stale:
            return _stale(request, task, form, stale.row.pk, units)
        else:
            messages.success(request, _("Đã lưu nhiệm vụ."))
            return redirect(task)
    return _change_page(request, task, form, revision or task.revision, status=422)


def _form(task: Task, units: list[Unit], data: Any = None) -> ChangeTaskForm:
    """The form, its ticks as stored; a second reading of the row, which a form writes into."""
    stored = stored_task(task.pk)
    roles = dict(task.shares.values_list("unit", "role"))
    initial = {
        "lead_units": [pk for pk, role in roles.items() if role == TaskShare.Role.LEAD],
        "partner_units": [pk for pk, role in roles.items() if role == TaskShare.Role.PARTNER],
    }
    return ChangeTaskForm(data, instance=stored, initial=initial, units=_pairs(units))


def _stale(
    request: HttpRequest, task: Task, form: ChangeTaskForm, pk: int, units: list[Unit]
) -> HttpResponse:
    """Somebody else was faster: what is stored stands beside what was typed."""
    fresh = stored_task(pk)
    stored = _form(fresh, units)
    names = {unit.pk: unit.short_name for unit in units}
    theirs = {}
    for name in ("title", "detail", "area", "due", "measure", "weight", "lead_units"):
        was, typed = stored[name].value(), form[name].value()
        if name == "lead_units":
            was, typed = set(map(int, was or [])), set(map(int, typed or []))
            words = ", ".join(names[one] for one in was if one in names)
        else:
            words = str(was or "") if name != "due" else f"{fresh.due:%d/%m/%Y}"
            was, typed = words, str(typed or "")
        if was != typed:
            theirs[str(form.fields[name].label)] = words
    return _change_page(request, task, form, fresh.revision, theirs, status=409)


def _change_page(
    request: HttpRequest,
    task: Task,
    form: ChangeTaskForm,
    revision: int,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "bloc": task.bloc,
        "task": task,
        "form": form,
        "revision": revision,
        "theirs": theirs or {},
        "is_closed": task.state != Task.State.OPEN,
    }
    return render(request, "meetings/task_form.html", context, status=status)


def _with_note(
    request: HttpRequest, task: Task, name: str, act: Callable[[str], object], told: str
) -> HttpResponse:
    form = note_form(name, 0, request.POST)
    if form.is_valid():
        try:
            act(form.cleaned_data["text"])
        except ActionError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, told)
            return redirect(task)
    return draw_task(request, task, refused={(name, 0): form}, status=422)


@require_POST
def close(request: HttpRequest, **at: Any) -> HttpResponse:
    """The head closes the task."""
    task = _task(request, "meetings.close_task", at)
    return _with_note(
        request,
        task,
        "close",
        lambda text: actions.close_task(task, note=text, by=request.user),
        _("Đã kết thúc nhiệm vụ."),
    )


@require_POST
def drop(request: HttpRequest, **at: Any) -> HttpResponse:
    """The head gives the task up."""
    task = _task(request, "meetings.close_task", at)
    return _with_note(
        request,
        task,
        "drop",
        lambda text: actions.drop_task(task, reason=text, by=request.user),
        _("Đã ghi thôi thực hiện nhiệm vụ."),
    )


@require_POST
def reopen(request: HttpRequest, **at: Any) -> HttpResponse:
    """The head takes the task up again."""
    task = _task(request, "meetings.close_task", at)
    return _with_note(
        request,
        task,
        "reopen",
        lambda text: actions.reopen_task(task, reason=text, by=request.user),
        _("Đã mở lại nhiệm vụ."),
    )
