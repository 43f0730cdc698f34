"""What every address of the desk begins and ends with: which meeting, which row, which answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.saving import wants_json
from emulation_bloc.lib.states import ActionError
from meetings.actions.rows import PARTS, rows_of
from meetings.models import Meeting


def meeting_at(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> Meeting:
    """The meeting whose notes this person may edit."""
    lookup = {
        "pk": pk,
        "period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    return get_permitted_or_404(request, Meeting, "meetings.edit_notes", **lookup)


def back_to(meeting: Meeting, name: str) -> HttpResponse:
    """The desk, at a place of it."""
    period = meeting.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, meeting.pk]
    return redirect(f"{reverse('meetings:desk', args=at)}#{name}")


def row_at(meeting: Meeting, part: str, pk: int) -> Any:
    """A row of this meeting and this part; anything else does not exist."""
    if part not in PARTS:
        raise Http404
    row = rows_of(meeting, part).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def done(request: HttpRequest, meeting: Meeting, at: str) -> HttpResponse:
    """It is done: the place to look at for the page's own script, the desk for a plain form."""
    return JsonResponse({"at": at}) if wants_json(request) else back_to(meeting, at)


def refused(form: Any) -> HttpResponse:
    """Why a form was refused, for the page's own script: a sentence, and one for each field."""
    errors = {name: list(map(str, lines)) for name, lines in form.errors.items()}
    message = " ".join(errors.pop("__all__", [])) or _("Chưa ghi được. Hãy sửa chỗ được báo.")
    return JsonResponse({"message": message, "errors": errors}, status=422)


def answer(
    request: HttpRequest, meeting: Meeting, act: Callable[[], Any], *, at: str, told: str = ""
) -> HttpResponse:
    """Do it and answer where to look (`at`, or what `act` gives); refused, the sentence why."""
    try:
        found = act()
    except ActionError as error:
        if wants_json(request):
            return JsonResponse({"message": str(error), "errors": {}}, status=422)
        messages.error(request, str(error))
        return back_to(meeting, at)
    if told and not wants_json(request):
        messages.success(request, told)
    return done(request, meeting, found if isinstance(found, str) else at)
