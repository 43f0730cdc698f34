"""Bảng tự chấm điểm as an Excel file: taken out, filled in, brought back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions import sheets as actions
from assessments.forms.sheets import TakeForm, UploadSheetForm
from assessments.models import Assessment, Intake
from assessments.queries.sheets import write
from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.files import made
from emulation_bloc.lib.spreadsheets import XLSX_TYPE
from emulation_bloc.lib.states import ActionError


def _return(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> Assessment:
    lookup = {
        "pk": pk,
        "round__period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
        "round__is_scored": True,
    }
    return get_permitted_or_404(request, Assessment, "assessments.write_return", **lookup)


def _context(assessment: Assessment) -> dict[str, Any]:
    period = assessment.round.period
    return {"bloc": period.bloc, "period": period, "assessment": assessment}


@require_safe
def download(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The own sheet."""
    assessment = _return(request, province, bloc, period, pk)
    name = slugify(vietnamese.fold(f"bang tu cham {assessment.unit_short_name} {period}"))
    return made(write(assessment), f"{name}.xlsx", XLSX_TYPE)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Bring the filled sheet back; what differs is shown before anything is written."""
    assessment = _return(request, province, bloc, period, pk)
    form = UploadSheetForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        form = UploadSheetForm(request.POST, request.FILES)
        if form.is_valid() and (done := _read(request, assessment, form)):
            return done
        status = 422
    context = _context(assessment) | {"form": form, "is_writable": assessment.is_writable}
    return render(request, "assessments/sheet_upload.html", context, status=status)


def _read(
    request: HttpRequest, assessment: Assessment, form: UploadSheetForm
) -> HttpResponse | None:
    file = form.cleaned_data["file"]
    at = _at(assessment)
    try:
        intake, found = actions.read_sheet(
            assessment, name=file.name, content=file.read(), by=request.user
        )
    except ActionError as error:
        form.add_error("file", str(error))
        return None
    if intake is None:
        told = _("Tệp không có gì khác với bảng trên hệ thống.")
        if found.newer:
            told = _("Tệp không sửa gì; %(n)d ô trên hệ thống mới hơn tệp, giữ như trên hệ thống.")
        messages.info(request, told % {"n": found.newer} if found.newer else told)
        return redirect("assessments:sheet_upload", *at)
    return redirect("assessments:sheet_intake", *at, intake.pk)


def _at(assessment: Assessment) -> list[Any]:
    period = assessment.round.period
    return [period.bloc.province.slug, period.bloc.slug, period.slug, assessment.pk]


def _intake(request: HttpRequest, assessment: Assessment, row: int) -> Intake:
    """The own file for this return; anything else does not exist."""
    found = get_visible_or_404(
        request, Intake, pk=row, kind=Intake.Kind.SHEET, bloc=assessment.bloc_id
    )
    if found.key != assessment.pk:
        raise Http404
    return found


@require_safe
def intake(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, row: int
) -> HttpResponse:
    """What the file changes, cell by cell."""
    assessment = _return(request, province, bloc, period, pk)
    return _draw(request, assessment, _intake(request, assessment, row))


def _draw(
    request: HttpRequest,
    assessment: Assessment,
    found: Intake,
    form: TakeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    ticked = set(form.data.getlist("take")) if form else None  # type: ignore[attr-defined]
    differences = [dict(row) for row in found.plan.get("differences", [])]
    for row in differences:
        row["is_ticked"] = row["key"] in ticked if ticked is not None else not row["is_conflict"]
    context = _context(assessment) | {
        "intake": found,
        "differences": differences,
        "errors": found.plan.get("errors", []),
        "newer": found.plan.get("newer", 0),
        "form": form,
    }
    return render(request, "assessments/sheet_intake.html", context, status=status)


@require_POST
def take(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, row: int
) -> HttpResponse:
    """Write the ticked differences."""
    assessment = _return(request, province, bloc, period, pk)
    found = _intake(request, assessment, row)
    form = TakeForm(request.POST, keys=[one["key"] for one in found.plan.get("differences", [])])
    if form.is_valid():
        keys = set(form.cleaned_data["take"])
        try:
            written, left = actions.take_sheet(found, assessment, keys=keys, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            _tell(request, written, left)
            return redirect(assessment)
    return _draw(request, assessment, found, form, 422)


def _tell(request: HttpRequest, written: int, left: list[str]) -> None:
    if written:
        messages.success(request, _("Đã ghi %(n)d ô từ tệp Excel.") % {"n": written})
    if left:
        messages.warning(
            request,
            _("Giữ nguyên tiêu chí %(codes)s vì vừa được sửa trên hệ thống. Hãy xem lại ở đó.")
            % {"codes": vietnamese.join(left)},
        )
