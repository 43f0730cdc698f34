"""Danh mục: what may be awarded on which article, on which conditions, on a day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.forms.catalogue import DayForm
from awards.queries.catalogue import Group, catalogue_of, conditions_of, regime_of, regimes
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404
from units.models import Bloc


def _page(
    request: HttpRequest,
    province: str,
    bloc: str,
    template: str,
    rows_of: Callable[[Any], list[Group]],
) -> HttpResponse:
    """What holds on the day asked (`?ngay=`), today without one or with one that is no day."""
    home = get_permitted_or_404(request, Bloc, "awards.see", slug=bloc, province__slug=province)
    today = clock.today()
    form = DayForm(request.GET if "ngay" in request.GET else {"ngay": today})
    day: date = form.cleaned_data["ngay"] if form.is_valid() else today
    laws = regimes()
    regime = regime_of(laws, day)
    context = {
        "bloc": home,
        "form": form,
        "day": day,
        "regimes": laws,
        "regime": regime,
        "groups": rows_of(regime) if regime else [],
    }
    return render(request, template, context)


@require_safe
def catalogue(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Titles and commendations apart, each with the article on which it rests."""
    return _page(request, province, bloc, "awards/catalogue.html", catalogue_of)


@require_safe
def rules(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The conditions by award: how severe, on which article, applied or not and by what source."""
    return _page(request, province, bloc, "awards/rules.html", conditions_of)
