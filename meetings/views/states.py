"""The buttons that move a meeting on: open, close, open again, cancel."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import back_of, saying
from meetings.actions import states as actions
from meetings.forms.planning import CancelForm
from meetings.models import Meeting

# Step → what is done and what is said afterwards.
STEPS = {
    "open": (actions.open_meeting, _("Hội nghị đã khai mạc.")),
    "close": (actions.close_meeting, _("Hội nghị đã kết thúc.")),
    "reopen": (actions.reopen_meeting, _("Hội nghị được mở lại, ghi tiếp được.")),
}


def meeting_at(request: HttpRequest, at: dict[str, Any], perm: str) -> Meeting:
    """The meeting of the address: 404 for outsiders, 403 for those who may see and not do."""
    lookup = {
        "pk": at["pk"],
        "period__slug": at["period"],
        "bloc__slug": at["bloc"],
        "bloc__province__slug": at["province"],
    }
    if not perm:
        return get_visible_or_404(request, Meeting, **lookup)
    return get_permitted_or_404(request, Meeting, perm, **lookup)


@require_POST
def move(request: HttpRequest, step: str, **at: Any) -> HttpResponse:
    """Open, close or open again; back to the page of the press."""
    meeting = meeting_at(request, at, "meetings.run")
    act, told = STEPS[step]
    with saying(request, told):
        act(meeting, by=request.user)
    return redirect(back_of(request) or meeting.get_absolute_url())


@require_POST
def cancel(request: HttpRequest, **at: Any) -> HttpResponse:
    """Call the meeting off, with a reason."""
    meeting = meeting_at(request, at, "meetings.plan")
    form = CancelForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    with saying(request, _("Đã hủy hội nghị. Các đơn vị đã mời được báo qua thư.")):
        actions.cancel_meeting(meeting, reason=reason, by=request.user)
    return redirect(meeting.get_absolute_url())
