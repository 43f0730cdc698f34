"""The plan of a bloc's year, begun from its calendar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.states import ActionError
from meetings.actions.official import start_paper
from meetings.models import OfficialPaper
from meetings.queries.official.plan import plan_of
from units.models import Bloc, Period
from units.queries.calendar import calendar_url


@require_POST
def start(request: HttpRequest, province: str, bloc: str, year: int) -> HttpResponse:
    """Begin the plan in the year's period (the whole year's, else the half year's) and go to it;
    go to the one there is where somebody has begun it."""
    lookup = {"slug": bloc, "province__slug": province}
    home = get_permitted_or_404(request, Bloc, "meetings.write_paper", **lookup)
    if found := plan_of(home, year):
        return redirect(_address(found))
    rows = Period.objects.visible_to(request.user).filter(bloc=home, ends__year=year)
    period = rows.order_by("-kind").first()  # `year` comes before `half_year` backwards
    if period is None:
        text = _("Kế hoạch năm thuộc một kỳ đánh giá. Hãy mở kỳ của năm %d trước.") % year
        messages.error(request, text)
        return redirect(calendar_url(home, year))
    try:
        made = start_paper(period, "plan", by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(calendar_url(home, year))
    return redirect(_address(made))


def _address(paper: OfficialPaper) -> str:
    period = paper.document.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, paper.pk]
    return reverse("meetings:paper", args=at)
