"""Phong trào, điển hình, hoạt động chung: lists of a year, one row with its form and its files."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.forms.evidence import too_large
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.files import is_too_long
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.saving import RevisionForm
from emulation_bloc.lib.states import ActionError
from meetings.actions import records as actions
from meetings.actions.attachments import attach
from meetings.forms.attachments import AttachmentForm
from meetings.forms.records import FORMS, RecordForm, YearForm
from meetings.models import Activity, Attachment, ExemplaryModel, Movement
from meetings.queries.records import activities_in, models_in, movements_in
from units.models import Bloc, Unit
from units.queries import members_on

MODELS: dict[str, Any] = {
    "phong-trao": Movement,
    "dien-hinh": ExemplaryModel,
    "hoat-dong": Activity,
}
OWNERS = {"phong-trao": "movement", "dien-hinh": "exemplary_model", "hoat-dong": "activity"}
NAMES = {
    "phong-trao": gettext_lazy("Phong trào thi đua"),
    "dien-hinh": gettext_lazy("Điển hình tiên tiến"),
    "hoat-dong": gettext_lazy("Hoạt động chung của Khối"),
}
# Drawn as a desk draws its fields: the place in the row where it is not the whole.
WIDTHS = {
    "owner": "col-6", "kind": "col-6", "subject": "col-6", "stage": "col-6", "launched_on": "col-4",
    "ends_on": "col-4", "launch_paper": "col-4", "midterm_on": "col-4", "final_on": "col-4",
    "found_on": "col-4", "spread_on": "col-4", "decision": "col-6", "date": "col-4",
    "place": "col-8", "participants": "col-4", "spending": "col-4",
}  # fmt: skip


@require_safe
def index(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The year's movements, models and activities."""
    home = _home(request, province, bloc)
    asked = YearForm(request.GET)
    given = asked.cleaned_data["nam"] if asked.is_valid() else None
    year = given or clock.today().year
    span = date(year, 1, 1), date(year, 12, 31)
    parts = [
        {"kind": "phong-trao", "name": NAMES["phong-trao"], "rows": movements_in(home, *span)},
        {"kind": "dien-hinh", "name": NAMES["dien-hinh"], "rows": models_in(home, *span)},
        {"kind": "hoat-dong", "name": NAMES["hoat-dong"], "rows": activities_in(home, *span)},
    ]
    for part in parts:
        for row in part["rows"]:
            row.bloc = home
    context = {
        "bloc": home,
        "year": year,
        "years": range(year - 1, clock.today().year + 1) if year <= clock.today().year else [year],
        "parts": parts,
        "may_add": request.user.has_perm("meetings.add_record", home),
    }
    return render(request, "meetings/records/index.html", context)


def _home(request: HttpRequest, province: str, bloc: str) -> Bloc:
    """The bloc, which exists for its own people and its reviewer alone."""
    home = get_visible_or_404(request, Bloc, slug=bloc, province__slug=province)
    if not request.user.has_perm("meetings.see", home):
        raise Http404  # an observer reads approved papers only
    return home


def _form(request: HttpRequest, kind: str, home: Bloc, *args: Any, **given: Any) -> RecordForm:
    members = [row.unit for row in members_on(home, clock.today())]
    member_rows = Unit.objects.visible_to(request.user).filter(pk__in=[u.pk for u in members])
    is_common = request.user.has_perm("meetings.add_common_record", home)
    own = members if is_common else [u for u in members if u.pk in request.user.rights.units]
    return FORMS[kind](
        *args, owners=own, members=members, member_rows=member_rows, is_common=is_common, **given
    )


def _fields(form: RecordForm) -> list[tuple[Any, str]]:
    return [(field, WIDTHS.get(field.name, "col-12")) for field in form]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, province: str, bloc: str, kind: str) -> HttpResponse:
    """Write a new one down."""
    home = _home(request, province, bloc)
    if not request.user.has_perm("meetings.add_record", home):
        raise PermissionDenied
    if kind not in MODELS:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = _form(request, kind, home, data)
    if data is not None and form.is_valid():
        try:
            row = actions.add_record(
                MODELS[kind], home, values=form.values(), unit=form.owner_unit(), by=request.user
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi."))
            return redirect(row)
    context = {"bloc": home, "kind": kind, "name": NAMES[kind], "form": form}
    context["fields"] = _fields(form)
    status = 422 if form.errors else 200
    return render(request, "meetings/records/new.html", context, status=status)


def _row(request: HttpRequest, province: str, bloc: str, kind: str, pk: int, perm: str) -> Any:
    if kind not in MODELS:
        raise Http404
    rows = MODELS[kind].objects.visible_to(request.user)
    row = get_object_or_404(rows, pk=pk, bloc__slug=bloc, bloc__province__slug=province)
    if perm and not request.user.has_perm(perm, row):
        raise PermissionDenied
    return row


@require_safe
def page(request: HttpRequest, province: str, bloc: str, kind: str, pk: int) -> HttpResponse:
    """One row: its facts, files and photographs; its form for those who may change it."""
    return _draw(request, kind, _row(request, province, bloc, kind, pk, ""))


def _draw(
    request: HttpRequest,
    kind: str,
    row: Any,
    *,
    form: RecordForm | None = None,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    may_edit = request.user.has_perm("meetings.edit_record", row)
    files = Attachment.objects.visible_to(request.user).filter(**{OWNERS[kind]: row})
    shown = form
    if may_edit and shown is None:
        shown = _form(request, kind, row.bloc, instance=row)
    context = {
        "bloc": row.bloc,
        "kind": kind,
        "name": NAMES[kind],
        "row": row,
        "form": shown,
        "fields": _fields(shown) if shown else [],
        "revision": getattr(form, "revision", row.revision),
        "theirs": theirs or {},
        "may_edit": may_edit,
        "facts": [] if may_edit else _facts(kind, row),
        "files": list(files),
        "file_form": AttachmentForm(),
    }
    return render(request, "meetings/records/page.html", context, status=status)


def _facts(kind: str, row: Any) -> list[tuple[str, str]]:
    """(label, value) of what is filled in, for those who only read."""
    told = []
    for name in FORMS[kind]._meta.fields:
        field = row._meta.get_field(name)
        if name == "units":
            value = ", ".join(unit.name for unit in row.units.all())
        elif field.choices:
            value = getattr(row, f"get_{name}_display")()
        else:
            value = getattr(row, name)
            value = f"{value:%d/%m/%Y}" if isinstance(value, date) else value
        if value not in (None, ""):
            told.append((str(field.verbose_name), str(value)))
    return told


@require_POST
def save(request: HttpRequest, province: str, bloc: str, kind: str, pk: int) -> HttpResponse:
    """Keep what was changed; nothing typed is lost when somebody else was faster."""
    row = _row(request, province, bloc, kind, pk, "meetings.edit_record")
    stored = _row(request, province, bloc, kind, pk, "")
    form = _form(request, kind, row.bloc, request.POST, instance=row)
    given = RevisionForm(request.POST)
    if not given.is_valid():
        form.add_error(None, _("Trang đã cũ. Hãy tải lại trang rồi lưu lần nữa."))
    if not form.is_valid():
        return _draw(request, kind, row, form=form, status=422)
    form.revision = given.cleaned_data["revision"]
    try:
        actions.change_record(stored, values=form.values(), revision=form.revision, by=request.user)
    except ActionError as error:
        form.add_error(None, str(error))
        return _draw(request, kind, row, form=form, status=422)
    except StaleRevisionError as stale:
        form.revision = stale.row.revision
        theirs = dict(_facts(kind, stale.row))
        return _draw(request, kind, row, form=form, theirs=theirs, status=409)
    messages.success(request, _("Đã lưu."))
    return redirect(stored)


@require_POST
def delete(request: HttpRequest, province: str, bloc: str, kind: str, pk: int) -> HttpResponse:
    """Take it away."""
    row = _row(request, province, bloc, kind, pk, "meetings.edit_record")
    try:
        actions.delete_record(row, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(row)
    messages.success(request, _("Đã xóa."))
    return redirect("meetings:records", province, bloc)


@csrf_exempt  # the length is looked at before the body is read; `_add_file` checks the token
@require_POST
def add_file(request: HttpRequest, **at: Any) -> HttpResponse:
    """Add a paper or a photograph."""
    if is_too_long(request):
        row = _row(request, at["province"], at["bloc"], at["kind"], at["pk"], "")
        messages.error(request, too_large())
        return redirect(row)
    return _add_file(request, **at)


@csrf_protect
def _add_file(request: HttpRequest, **at: Any) -> HttpResponse:
    kind = at["kind"]
    row = _row(request, at["province"], at["bloc"], kind, at["pk"], "meetings.edit_record")
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(line for rows in form.errors.values() for line in rows))
        return redirect(row)
    with saying(request, _("Đã thêm tài liệu.")):
        attach(
            row.bloc,
            upload=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
            by=request.user,
            unit=row.unit,
            **{OWNERS[kind]: row},
        )
    return redirect(row)
