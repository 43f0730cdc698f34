"""The province's frame: dates and criteria for all blocs, set by the reviewing department."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions.frames import set_frame_criteria
from assessments.forms.criteria import FrameSetForm
from assessments.models import CriteriaSet, FrameSet
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.states import ActionError
from units.actions.frames import set_frame, usual_windows
from units.forms import FrameForm
from units.models import Frame, Period, Province

YEARS = range(2015, 2101)


def _year(request: HttpRequest) -> int:
    given = request.GET.get("nam", "")
    is_year = given.isascii() and given.isdigit() and len(given) == 4 and int(given) in YEARS
    return int(given) if is_year else clock.today().year


def _forms(request: HttpRequest, place: Province, year: int) -> dict[str, Any]:
    """The three forms of the page; the one that was sent is bound."""
    sent = request.POST.get("phan", "") if request.method == "POST" else ""
    known = {
        row.kind: row
        for row in Frame.objects.visible_to(request.user).filter(province=place, year=year)
    }
    made: dict[str, Any] = {"known": known}
    for kind in Period.Kind.values:
        start = usual_windows(place, kind, year) | {
            "basis": known[kind].basis if kind in known else ""
        }
        bound = request.POST if sent == kind else None
        made[kind] = FrameForm(bound, initial=start, auto_id=f"id_{kind}_%s")
    sets = CriteriaSet.objects.visible_to(request.user).filter(bloc__province=place).in_force()
    sources = list(sets.select_related("bloc").prefetch_related("frames").order_by("-year", "pk"))
    frames = FrameSet.objects.visible_to(request.user).filter(province=place, year=year)
    made["set"] = frames.select_related("criteria_set__bloc").first()
    start = {"source": made["set"].criteria_set_id if made["set"] else ""}
    bound = request.POST if sent == "criteria" else None
    made["criteria"] = FrameSetForm(bound, sources=sources, initial=start)
    return made


@require_http_methods(["GET", "HEAD", "POST"])
def frame(request: HttpRequest, province: str) -> HttpResponse:
    """Look at the year's frame; a leader of the department sets it."""
    user = request.user
    place = get_visible_or_404(request, Province, slug=province)
    if not user.has_perm("units.review_province", place):
        raise PermissionDenied
    may_set, year = user.has_perm("units.set_frame", place), _year(request)
    if request.method == "POST" and not may_set:
        raise PermissionDenied
    found = _forms(request, place, year)
    sent = request.POST.get("phan", "")
    form = found.get(sent) if sent in {*Period.Kind.values, "criteria"} else None
    if form is not None and form.is_valid():
        try:
            _save(request, place, sent, year, form)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{reverse('assessments:frame', args=[province])}?nam={year}")
    context = {
        "province": place,
        "year": year,
        "may_set": may_set,
        "parts": [
            (kind, str(Period.Kind(kind).label), found[kind], found["known"].get(kind))
            for kind in Period.Kind.values
        ],
        "criteria": found["criteria"],
        "set": found["set"],
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "assessments/frame.html", context, status=status)


def _save(request: HttpRequest, place: Province, part: str, year: int, form: Any) -> None:
    if part == "criteria":
        set_frame_criteria(place, form.cleaned_data["source"], year=year, by=request.user)
        messages.success(request, _("Đã chọn bộ tiêu chí khung của năm %(y)d.") % {"y": year})
        return
    set_frame(
        place,
        kind=part,
        year=year,
        windows=form.windows(),
        basis=form.cleaned_data["basis"],
        by=request.user,
    )
    messages.success(request, _("Đã lưu khung thời gian. Kỳ mở sau này sẽ theo khung này."))
