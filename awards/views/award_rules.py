"""Cài đặt khen thưởng: how the bloc votes and proposes, from a day on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from awards.actions.award_rules import save_award_settings
from awards.forms.award_rules import AwardRulesForm
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.states import ActionError
from units.models import Bloc
from units.queries import award_settings


@require_http_methods(["GET", "HEAD", "POST"])
def award_rules(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Quotas, ballot, rounding and inheritance of the bloc."""
    lookup = {"slug": bloc, "province__slug": province}
    home = get_permitted_or_404(request, Bloc, "units.edit_settings", **lookup)
    today = clock.today()
    form = AwardRulesForm(
        request.POST if request.method == "POST" else None,
        now=award_settings(home, today),
        user=request.user,
        initial={"starts": today},
    )
    if request.method == "POST" and form.is_valid():
        starts = form.cleaned_data["starts"]
        try:
            save_award_settings(home, form.values(), starts=starts, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu quy định bỏ phiếu, đề nghị khen thưởng."))
            return redirect("awards:award_settings", province, bloc)
    context = {"bloc": home, "form": form, "quotas": form.quota_rows()}
    status = 422 if form.errors else 200
    return render(request, "awards/award_rules.html", context, status=status)
