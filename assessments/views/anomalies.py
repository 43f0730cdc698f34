"""`Dấu hiệu bất thường`: for the head after a stage has closed; it never changes a score."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.queries.anomalies import findings_of
from assessments.views.appraisal import round_or_404


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Spread, harsh and mild scorers, gaps, full marks without evidence."""
    scored = round_or_404(request, "assessments.see_anomalies", province, bloc, period)
    context = {
        "bloc": scored.period.bloc,
        "period": scored.period,
        "round": scored,
        "found": findings_of(scored, request.user),
        "limit": scored.settings.gap_limit.replace(".", ","),
    }
    return render(request, "assessments/anomalies.html", context)
