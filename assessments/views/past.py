"""Kỳ trước: old score sheets and reports dropped in, looked at, confirmed, handed out again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions import past as actions
from assessments.forms.past import PlanForm, UploadPastForm, WhoseForm
from assessments.forms.registrations import ReasonForm
from assessments.models import Intake, PastRecord
from assessments.queries import past as queries
from assessments.queries.past_sheets import guess
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.files import serve
from emulation_bloc.lib.numbers import shown_short
from emulation_bloc.lib.spreadsheets import UnreadableError
from emulation_bloc.lib.states import ActionError
from units.models import Bloc, Unit

SHOWN_LINES = 12
SHOWN_COLUMNS = 10


def _bloc(request: HttpRequest, province: str, bloc: str, perm: str) -> Bloc:
    return get_permitted_or_404(request, Bloc, perm, slug=bloc, province__slug=province)


def _units(request: HttpRequest, bloc: Bloc) -> tuple[list[Unit], bool]:
    """For which units this person may drop files in, and whether for all."""
    is_for_all = request.user.has_perm("assessments.take_past_for_all", bloc)
    return queries.units_for(bloc, request.user, is_for_all=is_for_all), is_for_all


@require_safe
def index(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """What was taken over, what waits for a yes, and the form for more."""
    return _list(request, _bloc(request, province, bloc, "assessments.see"))


def _list(
    request: HttpRequest, home: Bloc, form: UploadPastForm | None = None, status: int = 200
) -> HttpResponse:
    may_take = request.user.has_perm("assessments.take_past", home)
    if form is None and may_take:
        units, is_for_all = _units(request, home)
        form = UploadPastForm(units=units, is_for_all=is_for_all)
    page = Paginator(queries.records_of(home, request.user), 50).get_page(request.GET.get("trang"))
    for row in page:
        row.total_shown = _shown(row.total)
    context = {
        "bloc": home,
        "page": page,
        "query": "",
        "waiting": queries.waiting(home, request.user) if may_take else [],
        "form": form,
        "may_take": may_take,
    }
    return render(request, "assessments/past.html", context, status=status)


@require_POST
def upload(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Take in the files one by one; each is told of by name."""
    home = _bloc(request, province, bloc, "assessments.take_past")
    units, is_for_all = _units(request, home)
    form = UploadPastForm(request.POST, request.FILES, units=units, is_for_all=is_for_all)
    if not form.is_valid():
        return _list(request, home, form, 422)
    made = [row for file in form.cleaned_data["files"] if (row := _take(request, home, form, file))]
    intakes = [row for row in made if isinstance(row, Intake)]
    if len(intakes) == 1:
        return redirect("assessments:past_intake", province, bloc, intakes[0].pk)
    return redirect("assessments:past", province, bloc)


def _take(request: HttpRequest, home: Bloc, form: UploadPastForm, file: Any) -> Any:
    """One file: an intake, a record, or None when it was refused with a sentence."""
    given = form.cleaned_data
    units, _is_for_all = _units(request, home)
    chosen = next((unit for unit in units if unit.pk == given["unit"]), None)
    try:
        made = actions.receive_past(
            home,
            unit=chosen,
            year=given["year"],
            period_kind=given["period_kind"],
            name=file.name,
            content=file.read(),
            by=request.user,
        )
    except ActionError as error:
        messages.error(request, f"{file.name[:100]}: {error}")
        return None
    if isinstance(made, PastRecord):
        messages.success(request, _("Đã đính kèm báo cáo “%(name)s”.") % {"name": made.name})
    return made


def _intake(request: HttpRequest, province: str, bloc: str, pk: int) -> Intake:
    lookup = {
        "pk": pk,
        "kind": Intake.Kind.PAST,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    return get_permitted_or_404(request, Intake, "assessments.take_past", **lookup)


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """One file before the yes: columns, first rows, lines and sums; a POST reads it anew."""
    row = _intake(request, province, bloc, pk)
    if row.applied_at:
        messages.info(request, _("Tệp này đã được ghi nhận."))
        return redirect("assessments:past", province, bloc)
    form, reading = _form(request, row)
    if request.method == "POST" and form is not None:
        if not form.is_valid():
            return _show(request, row, form, reading, 422)
        _keep_plan(request, row, form)
        return redirect("assessments:past_intake", province, bloc, pk)
    return _show(request, row, form, reading)


def _form(request: HttpRequest, row: Intake) -> tuple[Any, Any]:
    """The form for this file and what was read of it; no form when it cannot be read any more."""
    units, _is_for_all = _units(request, row.bloc)
    initial = {
        "unit": row.unit_id or getattr(queries.guess_unit(units, row.name), "pk", None),
        "year": row.plan.get("year") or queries.guess_year(row.name) or row.content.get("year"),
        "period_kind": row.plan.get("period_kind") or row.content.get("period_kind"),
    }
    data = request.POST if request.method == "POST" else None
    if row.content.get("is_report"):
        return WhoseForm(data, initial=initial, units=units), None
    try:
        read = queries.read(row, row.plan)
    except (UnreadableError, FileNotFoundError):
        return None, None
    sheets, mapping, _reading = read
    return PlanForm(data, initial=initial, units=units, sheets=sheets, mapping=mapping), read


def _keep_plan(request: HttpRequest, row: Intake, form: Any) -> None:
    """Keep what was chosen; another sheet is guessed anew, for its columns are others."""
    given = form.cleaned_data
    plan: dict[str, Any] = {"year": given["year"], "period_kind": given["period_kind"]}
    if isinstance(form, PlanForm):
        chosen = form.plan()
        sheets = queries.sheets_of(row)
        if chosen["sheet"] != form.initial["sheet"]:
            found = guess([sheets[chosen["sheet"]]])
            found.sheet = chosen["sheet"]
            chosen = found.plain()
        plan |= chosen
    units, _is_for_all = _units(request, row.bloc)
    unit = next((one for one in units if one.pk == given["unit"]), None)
    actions.plan_past(row, plan=plan, unit=unit, by=request.user)


def _show(
    request: HttpRequest, row: Intake, form: Any, read: Any, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"bloc": row.bloc, "intake": row, "form": form, "reading": None}
    if read:
        sheets, mapping, reading = read
        sheet = sheets[mapping.sheet]
        lines = [line for line in reading.lines if not line.is_total]
        context |= {
            "reading": reading,
            "raw": [(n, cells[:SHOWN_COLUMNS]) for n, cells in queries.raw_rows(sheet, mapping)],
            "letters": _letters(sheet),
            "header": mapping.header,
            "lines": [_readable(line.stored()) for line in lines[:SHOWN_LINES]],
            "count": len(lines),
            "total": _shown(reading.total),
        }
    return render(request, "assessments/past_intake.html", context, status=status)


def _letters(sheet: Any) -> str:
    width = max((len(row) for row in sheet.rows), default=0)
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: min(width, SHOWN_COLUMNS)]


def _readable(line: dict[str, str]) -> dict[str, str]:
    """A stored line with commas in its figures; what an older one lacks is empty."""
    texts = {name: line.get(name, "") for name in ("code", "text", "max", "points", "words")}
    return texts | {name: texts[name].replace(".", ",") for name in ("max", "points")}


def _shown(number: Any) -> str:
    return "" if number is None else shown_short(number)


@require_POST
def apply(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The yes: what stands in the form is kept and the file becomes a record."""
    row = _intake(request, province, bloc, pk)
    form, read = _form(request, row)
    if form is None or not form.is_valid():
        return _show(request, row, form, read, 422)
    given = form.cleaned_data
    is_changed = isinstance(form, PlanForm) and _differs(form)
    units, _is_for_all = _units(request, row.bloc)
    unit = next(one for one in units if one.pk == given["unit"])
    try:
        _keep_plan(request, row, form)
        if is_changed:
            messages.info(request, _("Đã đọc lại theo lựa chọn mới. Hãy xem rồi ghi nhận."))
            return redirect("assessments:past_intake", province, bloc, pk)
        made = actions.apply_past(
            row, unit=unit, year=given["year"], period_kind=given["period_kind"], by=request.user
        )
    except ActionError as error:
        form.add_error(None, str(error))
        return _show(request, row, form, read, 422)
    messages.success(request, _("Đã ghi nhận “%(name)s”.") % {"name": made.name})
    return redirect("assessments:past", province, bloc)


def _differs(form: PlanForm) -> bool:
    """Whether other columns were chosen than those whose reading the person has seen."""
    return any(form.initial.get(name) != value for name, value in form.plan().items())


@require_POST
def discard(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Drop a file that waits."""
    row = _intake(request, province, bloc, pk)
    with saying(request, _("Đã bỏ tệp “%(name)s”.") % {"name": row.name}):
        actions.discard_past(row, by=request.user)
    return redirect("assessments:past", province, bloc)


def _record(request: HttpRequest, province: str, bloc: str, pk: int) -> PastRecord:
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    return get_visible_or_404(request, PastRecord, **lookup)


@require_safe
def page(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """One record: its lines, its file, taking it away."""
    return _page(request, _record(request, province, bloc, pk), ReasonForm())


def _page(
    request: HttpRequest, row: PastRecord, form: ReasonForm, status: int = 200
) -> HttpResponse:
    context = {
        "bloc": row.bloc,
        "record": row,
        "lines": [_readable(line) for line in row.lines],
        "total": _shown(row.total),
        "may_remove": request.user.has_perm("assessments.remove_past", row),
        "form": form,
    }
    return render(request, "assessments/past_record.html", context, status=status)


@require_safe
def file(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The bytes, always as an attachment."""
    row = _record(request, province, bloc, pk)
    return serve(request, row)


@require_POST
def remove(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Take a record away, with a reason."""
    row = _record(request, province, bloc, pk)
    if not request.user.has_perm("assessments.remove_past", row):
        raise PermissionDenied
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    actions.remove_past(row, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Đã gỡ “%(name)s”.") % {"name": row.name})
    return redirect("assessments:past", province, bloc)
