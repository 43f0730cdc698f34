"""Cài đặt hội nghị: how the bloc meets, from a day on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.states import ActionError
from units.actions.meeting_rules import save_meeting_settings
from units.forms.meeting_rules import KINDS, MeetingRulesForm
from units.models import Bloc
from units.queries import meeting_settings
from units.views.ground import page_of_form


@page_of_form
def meeting_rules(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Quorum, confirmation of minutes, notice and agendas of the bloc."""
    lookup = {"slug": bloc, "province__slug": province}
    home = get_permitted_or_404(request, Bloc, "units.edit_settings", **lookup)
    today = clock.today()
    form = MeetingRulesForm(
        request.POST if request.method == "POST" else None,
        now=meeting_settings(home, today),
        initial={"starts": today},
    )
    if request.method == "POST" and form.is_valid():
        starts = form.cleaned_data["starts"]
        try:
            save_meeting_settings(home, form.values(), starts=starts, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu. Hội nghị họp trước đó giữ quy định cũ."))
            return redirect("units:meeting_settings", province, bloc)
    context = {"bloc": home, "form": form, "agendas": [form[f"agenda_{kind}"] for kind in KINDS]}
    status = 422 if form.errors else 200
    return render(request, "units/meeting_rules.html", context, status=status)
