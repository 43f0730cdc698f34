"""The page on which a unit or a guest answers an invitation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from assessments.forms.evidence import FileForm, too_large
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.files import is_too_long
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.saving import RevisionForm
from emulation_bloc.lib.states import ActionError
from meetings.actions.invitations import BEFORE, answer_invitation
from meetings.forms.planning import InvitationAnswerForm
from meetings.models import Invitation
from meetings.queries.invitations import is_late
from meetings.queries.planning import agenda_times

WIDTHS = {"name": "col-6", "title": "col-6"}


def _invitation(request: HttpRequest, at: dict[str, Any]) -> Invitation:
    lookup = {
        "pk": at["row"],
        "meeting": at["pk"],
        "meeting__period__slug": at["period"],
        "bloc__slug": at["bloc"],
        "bloc__province__slug": at["province"],
    }
    return get_permitted_or_404(request, Invitation, "meetings.answer_invitation", **lookup)


@csrf_exempt  # the length is looked at before the body is read; `_answer` checks the token
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, **at: Any) -> HttpResponse:
    """Read the invitation and say who comes."""
    if request.method != "POST":
        invitation = _invitation(request, at)
        return _draw(request, invitation, InvitationAnswerForm(instance=invitation))
    if is_too_long(request):
        invitation = _invitation(request, at)
        form = InvitationAnswerForm(instance=invitation)
        return _draw(request, invitation, form, [too_large()], status=413)
    return _answer(request, **at)


@csrf_protect
def _answer(request: HttpRequest, **at: Any) -> HttpResponse:
    invitation = _invitation(request, at)
    before = _invitation(request, at)
    form = InvitationAnswerForm(request.POST, instance=invitation)
    letter = FileForm(request.POST, request.FILES) if request.FILES else None
    revision = RevisionForm(request.POST)
    errors = [] if letter is None or letter.is_valid() else list(letter.errors.get("file", []))
    if not form.is_valid() or errors or not revision.is_valid():
        return _draw(request, before, form, errors, status=422)
    values = dict(form.cleaned_data)
    try:
        answer_invitation(
            before,
            answer=values.pop("answer"),
            values=values,
            revision=revision.cleaned_data["revision"],
            by=request.user,
            upload=letter.cleaned_data["file"] if letter else None,
        )
    except ActionError as error:
        return _draw(request, before, form, [str(error)], status=422)
    except StaleRevisionError as stale:
        return _stale(request, stale.row, form)
    messages.success(request, _("Đã ghi trả lời. Có thể đổi đến khi hội nghị khai mạc."))
    return redirect(request.get_full_path())


def _stale(request: HttpRequest, stored: Any, form: InvitationAnswerForm) -> HttpResponse:
    said = _(
        "Người khác vừa trả lời “%(answer)s” %(name)s. Hãy xem lại rồi gửi lần nữa nếu vẫn cần đổi."
    ) % {"answer": stored.get_answer_display(), "name": stored.name}
    return _draw(request, stored, form, [said], status=409)


def _draw(
    request: HttpRequest,
    invitation: Invitation,
    form: InvitationAnswerForm,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    meeting = invitation.meeting
    files = list(invitation.attachments.all())
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "invitation": invitation,
        "form": form,
        "errors": errors or [],
        "fields": [(one, WIDTHS.get(one.name, "col-12")) for one in form],
        "files": files,
        "agenda": agenda_times(meeting, list(meeting.agendaitems.all())),
        "is_open": meeting.state in BEFORE,
        "is_late": is_late(invitation),
        "sees_meeting": request.user.has_perm("meetings.see", meeting),
    }
    return render(request, "meetings/answer.html", context, status=status)
