"""Buttons of a unit's part in a task: report, confirm, send back, accept."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.states import ActionError
from meetings.actions import attachments
from meetings.actions import progress as actions
from meetings.forms.tasks import NoteForm
from meetings.models import Progress, Task, TaskShare
from meetings.views.tasks import draw_task, note_form, report_form


def _share(request: HttpRequest, perm: str, at: dict[str, Any]) -> TaskShare:
    """A part of this task; 403 where it is another unit's."""
    found = get_permitted_or_404(
        request,
        TaskShare,
        perm,
        pk=at["row"],
        task__pk=at["pk"],
        bloc__slug=at["bloc"],
        bloc__province__slug=at["province"],
    )
    found.bloc = found.task.bloc
    return found


def _here(task: Task, share: TaskShare) -> HttpResponse:
    return redirect(f"{task.get_absolute_url()}#don-vi-{share.pk}")


@require_POST
def report(request: HttpRequest, **at: Any) -> HttpResponse:
    """Say how far the part is; refused, the page keeps what was typed."""
    share = _share(request, "meetings.report_progress", at)
    last = share.reports.order_by("-pk").first()
    form = report_form(share, last, request.POST, request.FILES)
    if form.is_valid():
        files = form.cleaned_data.pop("proof")
        try:
            made = actions.report_progress(share, **form.cleaned_data, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            _attach(request, made, files)
            messages.success(request, _reported(made))
            return _here(share.task, share)
    return draw_task(request, share.task, refused={("report", share.pk): form}, status=422)


def _reported(made: Progress) -> str:
    if made.confirmed_at:
        return _("Đã ghi nhận báo cáo tiến độ của đơn vị.")
    return _("Đã gửi báo cáo tiến độ, chờ lãnh đạo đơn vị xác nhận.")


def _attach(request: HttpRequest, made: Progress, files: list[Any]) -> None:
    """Keep the proof, after the report itself is written."""
    for upload in files:
        try:
            attachments.attach(
                made.bloc,
                upload=upload,
                title=upload.name,
                by=request.user,
                unit=made.share.unit,
                progress=made,
            )
        except ActionError as error:
            messages.error(request, f"{upload.name}: {error}")


def _seen(request: HttpRequest) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def _press(
    request: HttpRequest, share: TaskShare, act: Callable[[], object], told: str
) -> HttpResponse:
    with saying(request, told):
        act()
    return _here(share.task, share)


def _with_reason(
    request: HttpRequest,
    share: TaskShare,
    name: str,
    act: Callable[[str], object],
    told: str,
) -> HttpResponse:
    form: NoteForm = note_form(name, share.pk, request.POST)
    if form.is_valid():
        try:
            act(form.cleaned_data["text"])
        except ActionError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, told)
            return _here(share.task, share)
    return draw_task(request, share.task, refused={(name, share.pk): form}, status=422)


@require_POST
def confirm(request: HttpRequest, **at: Any) -> HttpResponse:
    """The leader confirms the report on the page."""
    share = _share(request, "meetings.confirm_progress", at)
    seen, user = _seen(request), request.user
    told = _("Đã xác nhận báo cáo tiến độ.")
    return _press(request, share, lambda: actions.confirm_progress(share, seen=seen, by=user), told)


@require_POST
def send_back(request: HttpRequest, **at: Any) -> HttpResponse:
    """The leader sends the report back."""
    share = _share(request, "meetings.confirm_progress", at)
    seen, user = _seen(request), request.user
    return _with_reason(
        request,
        share,
        "return",
        lambda text: actions.return_progress(share, seen=seen, reason=text, by=user),
        _("Đã trả lại báo cáo cho cán bộ của đơn vị."),
    )


@require_POST
def withdraw(request: HttpRequest, **at: Any) -> HttpResponse:
    """The unit takes its report back before it is confirmed."""
    share = _share(request, "meetings.report_progress", at)
    told = _("Đã rút lại báo cáo. Nội dung đã ghi có sẵn để sửa và gửi lại.")
    user = request.user
    return _press(request, share, lambda: actions.withdraw_progress(share, by=user), told)


@require_POST
def accept(request: HttpRequest, **at: Any) -> HttpResponse:
    """The desk takes note that the unit has done its part."""
    share = _share(request, "meetings.accept_share", at)
    told = _("Đã ghi nhận %(unit)s hoàn thành phần việc.") % {"unit": share.unit.short_name}
    user = request.user
    return _press(request, share, lambda: actions.accept_share(share, by=user), told)


@require_POST
def ask_again(request: HttpRequest, **at: Any) -> HttpResponse:
    """The desk asks for more."""
    share = _share(request, "meetings.accept_share", at)
    user = request.user
    return _with_reason(
        request,
        share,
        "again",
        lambda text: actions.ask_again(share, reason=text, by=user),
        _("Đã đề nghị đơn vị báo cáo bổ sung."),
    )
