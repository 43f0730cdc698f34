"""The calendar of a bloc's year: looking at it, drawing it up, changing it, its template."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError
from units.actions import calendar as actions
from units.forms.calendar import MakeTemplateFormSet, MilestoneForm, template_start
from units.models import Bloc, Milestone, Period
from units.queries import calendar as queries
from units.queries import calendar_settings
from units.queries.year_template import BOUND, template_on
from units.views.ground import page_of_form


def _bloc(request: HttpRequest, province: str, bloc: str, *, year: int = 0, perm: str = "") -> Bloc:
    """The bloc for whoever may know of its calendar, a year that the calendar knows."""
    home = get_visible_or_404(request, Bloc, slug=bloc, province__slug=province)
    knows = request.user.has_perm("units.see_calendar", home)
    if not knows or (year and not queries.FIRST_YEAR <= year <= queries.LAST_YEAR):
        raise Http404
    if perm and not request.user.has_perm(perm, home):
        raise PermissionDenied
    return home


def _milestone(request: HttpRequest, province: str, bloc: str, pk: int) -> Milestone:
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    return get_permitted_or_404(request, Milestone, "units.edit_calendar", **lookup)


def _to_year(milestone: Milestone) -> HttpResponse:
    return redirect(queries.calendar_url(milestone.bloc, milestone.year))


@require_safe
def this_year(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The calendar of the year that it is."""
    home = _bloc(request, province, bloc)
    return redirect(queries.calendar_url(home, clock.today().year))


@require_safe
def calendar(request: HttpRequest, province: str, bloc: str, year: int) -> HttpResponse:
    """All dates of the year by month: by when, what, by whom, how many days are left."""
    home = _bloc(request, province, bloc, year=year)
    today = clock.today()
    months = queries.by_month(queries.entries([home], {year}, request.user), today)
    lines = [line for _month, rows in months for line in rows]
    states = [line.state for line in lines]
    context = {
        "bloc": home,
        "year": year,
        "months": months,
        "this_month": today.replace(day=1),
        "counts": {
            "all": len(lines),
            "done": states.count("done"),
            "late": states.count("late"),
            "soon": states.count("soon") + states.count("today"),
        },
        "has_milestones": any(line.entry.milestone for line in lines),
        "may_edit": request.user.has_perm("units.edit_calendar", home),
        "may_set": request.user.has_perm("units.edit_settings", home),
        "before": year - 1 if year > queries.FIRST_YEAR else None,
        "after": year + 1 if year < queries.LAST_YEAR else None,
    }
    return render(request, "units/calendar/year.html", context)


@require_POST
def make(request: HttpRequest, province: str, bloc: str, year: int) -> HttpResponse:
    """Draw the year up from the template, or from last year's calendar (`nguon=nam-truoc`)."""
    home = _bloc(request, province, bloc, year=year, perm="units.edit_calendar")
    from_last = request.POST.get("nguon") == "nam-truoc"
    try:
        made = actions.make_year(home, year, by=request.user, from_last=from_last)
    except ActionError as error:
        messages.error(request, str(error))
    else:
        text = _("Đã lập lịch năm: %(n)d mốc. Hãy xem lại từng mốc.") % {"n": made}
        messages.success(request, text if made else _("Năm này đã có lịch."))
    return redirect(queries.calendar_url(home, year))


@require_POST
def keep(request: HttpRequest, province: str, bloc: str, year: int) -> HttpResponse:
    """This year's calendar becomes the template of the years to come."""
    home = _bloc(request, province, bloc, year=year, perm="units.edit_settings")
    with saying(request, _("Đã lưu lịch này làm mẫu cho các năm sau.")):
        actions.keep_as_template(home, year, by=request.user)
    return redirect(queries.calendar_url(home, year))


@page_of_form
def add(request: HttpRequest, province: str, bloc: str, year: int) -> HttpResponse:
    """One more date of the year."""
    home = _bloc(request, province, bloc, year=year, perm="units.edit_calendar")
    sent = request.POST if request.method == "POST" else None
    form = MilestoneForm(sent, initial={"is_required": True, "remind_days": [7, 3, 1]})
    if sent is not None and form.is_valid():
        try:
            actions.add_milestone(home, year, values=form.cleaned_data, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã thêm vào lịch."))
            return redirect(queries.calendar_url(home, year))
    context = {"bloc": home, "year": year, "form": form}
    status = 422 if form.errors else 200
    return render(request, "units/calendar/milestone.html", context, status=status)


@page_of_form
def milestone(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """One date: change it, its words, who owes it, when it was done."""
    row = _milestone(request, province, bloc, pk)
    period = _period_of(request, row)

    def page(form: Any, theirs: dict[str, str], status: int) -> HttpResponse:
        context = {
            "bloc": row.bloc,
            "year": row.year,
            "milestone": row,
            "period": period,
            "window": getattr(period, BOUND[row.code][1]) if period else None,
            "form": form,
            "theirs": theirs,
        }
        return render(request, "units/calendar/milestone.html", context, status=status)

    def act(values: dict[str, Any], revision: int) -> int:
        actions.save_milestone(row, values=values, revision=revision, by=request.user)
        messages.success(request, _("Đã lưu."))
        return row.revision

    def fresh(stored: Milestone) -> tuple[MilestoneForm, int]:
        return MilestoneForm(milestone=stored, has_window=bool(period)), stored.revision

    if request.method != "POST":
        form = MilestoneForm(milestone=row, has_window=bool(period))
        form.revision = row.revision
        return page(form, {}, 200)
    form = MilestoneForm(request.POST, milestone=row, has_window=bool(period))
    form.revision = row.revision
    return answer_save(request, form, act=act, fresh=fresh, page=page, done=_to_year(row))


def _period_of(request: HttpRequest, row: Milestone) -> Period | None:
    """The period whose window is this milestone's date."""
    kind, _window = BOUND.get(row.code, ("", ""))
    if not kind:
        return None
    rows = Period.objects.visible_to(request.user)
    return rows.filter(bloc=row.bloc, kind=kind, ends__year=row.year).first()


@require_POST
def done(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Tick it off as done today, or take the tick back (`bo`)."""
    row = _milestone(request, province, bloc, pk)
    done_on = None if "bo" in request.POST else clock.today()
    actions.mark_done(row, done_on=done_on, by=request.user)
    told = _("Đã đánh dấu xong: %s") if done_on else _("Đã bỏ đánh dấu xong: %s")
    messages.success(request, told % row.title)
    return _to_year(row)


@require_POST
def delete(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Take it off the calendar."""
    row = _milestone(request, province, bloc, pk)
    actions.delete_milestone(row, by=request.user)
    messages.success(request, _("Đã bỏ khỏi lịch: %s") % row.title)
    return _to_year(row)


@page_of_form
def template(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The template of the years to come; `ve-mau-chung` takes the usual one again."""
    home = _bloc(request, province, bloc, perm="units.edit_settings")
    today = clock.today()
    formset = MakeTemplateFormSet(
        request.POST if request.method == "POST" else None,
        initial=template_start(template_on(home, today)),
        prefix="moc",
    )
    error = ""
    if request.method == "POST" and ("ve-mau-chung" in request.POST or formset.is_valid()):
        rows = () if "ve-mau-chung" in request.POST else formset.rows()
        try:
            actions.save_template(home, rows, starts=today, by=request.user)
        except ActionError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Đã lưu mẫu. Lịch các năm đã lập giữ nguyên."))
            return redirect("units:calendar_template", province, bloc)
    is_wrong = bool(error) or (formset.is_bound and not formset.is_valid())
    context = {
        "bloc": home,
        "year": today.year,
        "formset": formset,
        "error": error,
        "is_wrong": is_wrong,
        "is_own": bool(calendar_settings(home, today).milestones),
    }
    status = 422 if is_wrong else 200
    return render(request, "units/calendar/template.html", context, status=status)
