"""Past awards from Excel: the template, every line looked at, then the yes.

Nothing is kept between looking and the yes: what was read goes with the page, signed.
"""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions.register_import import import_register
from awards.forms.register import ImportForm
from awards.queries import register_sheet as queries
from emulation_bloc.lib import filetypes
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.files import made
from emulation_bloc.lib.spreadsheets import MOST_BYTES, XLSX_TYPE, Sheet, UnreadableError, read
from emulation_bloc.lib.states import ActionError
from units.models import Province

KEEP = "awards.keep_register"
SALT = "awards.import_register"
WITHIN = 4 * 60 * 60  # seconds between looking and the yes


@require_safe
def template(request: HttpRequest, province: str) -> HttpResponse:
    """The empty table with the codes of units and awards."""
    place = get_permitted_or_404(request, Province, KEEP, slug=province)
    return made(queries.template(place, request.user), "mau-khen-thuong.xlsx", XLSX_TYPE)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, province: str) -> HttpResponse:
    """Choose a file; every line is shown with what is wrong in it, nothing is written."""
    place = get_permitted_or_404(request, Province, KEEP, slug=province)
    form = ImportForm()
    lines: list[queries.Line] = []
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                sheets = read(form.cleaned_data["file"].read(MOST_BYTES + 1))
                lines = queries.read_lines(place, sheets, request.user)
            except UnreadableError as error:
                form.add_error("file", str(error))
    return _draw(request, place, form, lines)


def _draw(
    request: HttpRequest, place: Province, form: ImportForm, lines: list[queries.Line]
) -> HttpResponse:
    wrong = sum(bool(line.errors) for line in lines)
    fresh = sum(line.is_new for line in lines)
    context: dict[str, Any] = {
        "province": place,
        "form": form,
        "lines": lines,
        "wrong": wrong,
        "fresh": fresh,
        "known": sum(line.is_known for line in lines),
        "signed": "",
    }
    if fresh and not wrong:
        name = filetypes.clean_name(form.cleaned_data["file"].name)
        kept = [place.pk, request.user.pk, name, queries.kept(lines)]
        context["signed"] = signing.dumps(kept, salt=SALT, compress=True)
    status = 422 if form.errors or wrong else 200
    return render(request, "awards/register_import.html", context, status=status)


@require_POST
def take(request: HttpRequest, province: str) -> HttpResponse:
    """Write what was shown: all new lines or none."""
    place = get_permitted_or_404(request, Province, KEEP, slug=province)
    try:
        kept = signing.loads(request.POST.get("signed", ""), salt=SALT, max_age=WITHIN)
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước không còn dùng được. Hãy tải tệp lên lại."))
        return redirect("awards:import_register", province)
    province_id, user_id, name, rows = kept
    if (province_id, user_id) != (place.pk, request.user.pk):
        raise PermissionDenied
    try:
        count = import_register(place, [Sheet("", rows)], name=name, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("awards:import_register", province)
    if count:
        messages.success(request, _("Đã ghi %(n)d khen thưởng vào sổ.") % {"n": count})
    else:
        messages.info(request, _("Các dòng này đã có trong sổ, không ghi lại."))
    return redirect("awards:province_register", province)
