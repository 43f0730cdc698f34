"""Cài đặt chấm điểm: how the bloc scores and ranks, from today on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments import queries
from assessments.forms.scoring import ScoringForm
from assessments.views.criteria import page_of_form, sent_of
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.states import ActionError
from units.actions import save_scoring_settings
from units.models import Bloc
from units.queries import scoring_settings


@page_of_form
def settings(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The rules of the bloc; rounds that are open keep theirs."""
    lookup = {"slug": bloc, "province__slug": province}
    home = get_permitted_or_404(request, Bloc, "assessments.edit_scoring", **lookup)
    today = clock.today()
    now = scoring_settings(home, today)
    groups = queries.group_codes(home, today.year)
    form = ScoringForm(sent_of(request), groups=groups, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            save_scoring_settings(home, form.values(), starts=today, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu. Các đợt đánh giá đã mở giữ cài đặt cũ."))
            return redirect("assessments:scoring_settings", province, bloc)
    context = {
        "bloc": home,
        "form": form,
        "ties": [form[name] for name in form.fields if name.startswith("tie_")],
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/scoring_settings.html", context, status=status)
