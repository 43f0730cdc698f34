"""Files that hang on something: served, taken away; papers added to a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from assessments.forms.evidence import too_large
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import back_of, saying
from emulation_bloc.lib.files import is_too_long, serve
from meetings.actions import attachments as actions
from meetings.forms.attachments import AttachmentForm
from meetings.models import AgendaItem, Attachment, Meeting


def _lookup(at: dict[str, Any]) -> dict[str, Any]:
    return {"pk": at["pk"], "bloc__slug": at["bloc"], "bloc__province__slug": at["province"]}


@require_safe
def file(request: HttpRequest, **at: Any) -> HttpResponse:
    """The bytes as an attachment, never shown in place."""
    return serve(request, get_visible_or_404(request, Attachment, **_lookup(at)))


@require_POST
def remove(request: HttpRequest, **at: Any) -> HttpResponse:
    """Take a file away."""
    row = get_permitted_or_404(request, Attachment, "meetings.remove_file", **_lookup(at))
    with saying(request, _("Đã xóa tài liệu.")):
        actions.remove_attachment(row, by=request.user)
    return redirect(back_of(request) or row.bloc)


def _meeting(request: HttpRequest, at: dict[str, Any]) -> Meeting:
    lookup = _lookup(at) | {"period__slug": at["period"]}
    return get_permitted_or_404(request, Meeting, "meetings.run", **lookup)


@csrf_exempt  # the length is looked at before the body is read; `_add` checks the token
@require_POST
def add(request: HttpRequest, **at: Any) -> HttpResponse:
    """Add a paper to the meeting, or to an item of its agenda."""
    if is_too_long(request):
        _meeting(request, at)
        messages.error(request, too_large())
        return redirect(back_of(request) or _meeting(request, at))
    return _add(request, **at)


@csrf_protect
def _add(request: HttpRequest, **at: Any) -> HttpResponse:
    meeting = _meeting(request, at)
    back = back_of(request) or meeting.get_absolute_url()
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(line for rows in form.errors.values() for line in rows))
        return redirect(back)
    with saying(request, _("Đã thêm tài liệu.")):
        actions.attach(
            meeting.bloc,
            upload=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
            by=request.user,
            meeting=meeting,
            item=_item(request, meeting),
        )
    return redirect(back)


def _item(request: HttpRequest, meeting: Meeting) -> AgendaItem | None:
    """The item of this meeting's agenda that was chosen; none means the whole meeting."""
    given = request.POST.get("item", "")
    pk = int(given) if given.isdecimal() and len(given) < 19 else 0
    return meeting.agendaitems.filter(pk=pk).first()
