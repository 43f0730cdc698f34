"""The tờ trình is begun from the page of nominations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.actions.dossier import start_proposal
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.states import ActionError
from units.models import Period


@require_POST
def start(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Begin the tờ trình of the period, and go to its page."""
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    chosen = get_permitted_or_404(request, Period, "awards.propose", **lookup)
    try:
        made = start_proposal(chosen, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('awards:nominations', args=[province, bloc])}?ky={period}")
    return redirect("meetings:paper", province, bloc, period, made.pk)
