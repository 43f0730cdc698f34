"""Số liệu, xác nhận theo năm: the bloc's units at a glance, and one unit's facts to fill in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions.facts import set_facts
from awards.forms.facts import FactsForm, WhoForm
from awards.models import Fact, Subject
from awards.queries import fact_rows as queries
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.states import ActionError
from units.models import Bloc, Unit

YEARS_BACK = 6


def _bloc(request: HttpRequest, province: str, bloc: str, year: int) -> Bloc:
    if not 1945 <= year <= clock.today().year:
        raise Http404
    lookup = {"slug": bloc, "province__slug": province}
    return get_permitted_or_404(request, Bloc, "awards.see_facts", **lookup)


@require_safe
def facts(request: HttpRequest, province: str, bloc: str, year: int) -> HttpResponse:
    """Each unit's figures of the year: the own unit's; all units for desk and department."""
    home = _bloc(request, province, bloc, year)
    this_year = clock.today().year
    context = {
        "bloc": home,
        "year": year,
        "years": range(this_year, this_year - YEARS_BACK, -1),
        "rows": queries.rows_of(home, year, request.user),
        "heads": list(queries.LISTED.values()),
    }
    return render(request, "awards/facts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_facts(
    request: HttpRequest, province: str, bloc: str, year: int, unit: str
) -> HttpResponse:
    """One unit's facts, or those of its part or person (`?doi_tuong=`, `?ten=`); whoever may not
    edit reads them."""
    home = _bloc(request, province, bloc, year)
    units = queries.units_with_facts(home, year, request.user)
    member = next((row for row in units if row.slug == unit), None)
    if member is None:
        raise Http404
    who = WhoForm(request.GET if request.GET else None)
    subject, name = str(Subject.UNIT), ""
    if request.GET and who.is_valid():
        subject, name = who.cleaned_data["doi_tuong"], who.cleaned_data["ten"]
    now = queries.facts_about(member, year, subject, name, request.user)
    data = request.POST if request.method == "POST" else None
    form = FactsForm(data, subject=subject, now=now)
    may_edit = request.user.has_perm("awards.edit_facts", Fact(bloc=home, unit=member, year=year))
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid() and _saved(request, home, member, year, form, subject, name):
            return redirect(queries.page_of(home, member, year, subject, name))
    context = {
        "bloc": home,
        "year": year,
        "unit": member,
        "subject": subject,
        "subject_name": name,
        "form": form,
        "who": who,
        "may_edit": may_edit,
        "told": [(row.get_kind_display(), queries.words_of(row), row) for row in now.values()],
        "within": [
            (
                name,
                dict(Subject.choices)[kind],
                len(rows),
                queries.page_of(home, member, year, kind, name),
            )
            for kind, name, rows in queries.told_within(member, year, request.user)
        ],
    }
    return render(request, "awards/unit_facts.html", context, status=422 if form.errors else 200)


def _saved(
    request: HttpRequest,
    home: Bloc,
    member: Unit,
    year: int,
    form: FactsForm,
    subject: str,
    name: str,
) -> bool:
    try:
        set_facts(
            home, member, form.values(), year=year, subject=subject, subject_name=name,
            by=request.user,
        )  # fmt: skip
    except ActionError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Đã lưu số liệu."))
    return True
