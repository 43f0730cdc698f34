"""The province's blocs of one period in one table, on screen and as PDF, Word and Excel."""

from base64 import b64encode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from documents import actions as papers
from documents.models import Rendering
from emulation_bloc.forms import SummaryPeriodForm
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.queries import packs
from emulation_bloc.queries import province_summary as queries
from emulation_bloc.queries.province_words import summary_words
from emulation_bloc.views.packs import REVIEW
from units.models import Province, User

FORMS = {
    "pdf": Rendering.Form.PROVINCE_PDF,
    "docx": Rendering.Form.PROVINCE_DOCX,
    "xlsx": Rendering.Form.PROVINCE_XLSX,
}


@require_http_methods(["GET", "HEAD", "POST"])
def province_summary(request: HttpRequest, province: str) -> HttpResponse:
    """The table of a period; a POST has it made as a file by the worker."""
    place = get_permitted_or_404(request, Province, REVIEW, slug=province)
    periods = packs.periods_of(place, request.user)
    choices = {"periods": packs.period_choices(periods), "usual": packs.usual_period(periods)}
    given = request.POST if request.method == "POST" else request.GET
    slug = SummaryPeriodForm(given, **choices).chosen()
    chosen = [row for row in periods if row.slug == slug]
    summary = queries.province_summary(place, request.user, chosen)
    if request.method == "POST":
        row = _ask(request.user, summary, slug, request.POST.get("dang", "pdf"))
        return redirect("pack", province, row.pk)
    context = {
        "province": place,
        "summary": summary,
        "charts": [_image(one) for one in queries.report_charts(summary)],
        "chart_words": queries.CHART_WORDS,
        "slug": slug,
        "form": SummaryPeriodForm(initial={"ky": slug}, **choices),
    }
    return render(request, "emulation_bloc/summary.html", context)


def _image(svg: str) -> str:
    """A drawing as an address that needs no further request."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode('ascii')}"


def _ask(user: User, summary: queries.Summary, slug: str, wanted: str) -> Rendering:
    ending = wanted if wanted in FORMS else "pdf"
    day = clock.today()
    words = {"sheets": queries.sheets_of(summary)} if ending == "xlsx" else summary_words(summary)
    return papers.request_wide(
        FORMS[ending],
        province=summary.place,
        snapshot=words,
        by=user,
        name=f"tong-hop-{summary.place.slug}-{slug}-{day:%Y%m%d}.{ending}",
    )
