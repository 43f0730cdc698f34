"""A nominee's dossier: its parts, what lacks, its files, the supplement; the tờ trình is begun."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from assessments.forms.evidence import too_large
from awards.actions import dossier as actions
from awards.forms.dossier import DossierFileForm, NoteForm
from awards.forms.nominations import ReasonForm
from awards.models import DossierFile, Nomination
from awards.queries.dossier import lacking, parts
from awards.queries.nominations import list_url, sees_dossier, state_words
from awards.queries.supplement import is_editable, last_asked, removable_since
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.files import is_too_long, serve
from emulation_bloc.lib.states import ActionError
from units.models import Period


@require_POST
def start(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Begin the tờ trình of the period, and go to its page."""
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    chosen = get_permitted_or_404(request, Period, "awards.propose", **lookup)
    try:
        made = actions.start_proposal(chosen, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(list_url(chosen))
    return redirect("meetings:paper", province, bloc, period, made.pk)


def _nomination(
    request: HttpRequest, province: str, bloc: str, pk: int, perm: str = ""
) -> Nomination:
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    if perm:
        return get_permitted_or_404(request, Nomination, perm, **lookup)
    found = get_visible_or_404(request, Nomination, **lookup)
    if not sees_dossier(found, request.user):
        raise Http404
    return found


def _address(nomination: Nomination) -> str:
    bloc = nomination.bloc
    return reverse("awards:dossier", args=[bloc.province.slug, bloc.slug, nomination.pk])


@require_safe
def page(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The parts with their files, what lacks with where it is mended, what was asked for."""
    return draw(request, _nomination(request, province, bloc, pk))


def draw(
    request: HttpRequest,
    nomination: Nomination,
    *,
    file_form: Form | None = None,
    note_form: Form | None = None,
    reason_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; forms that were refused stand in their places with what was typed."""
    user = request.user
    may_edit = is_editable(nomination) and user.has_perm("awards.edit_dossier", nomination)
    waits = nomination.state == Nomination.State.SUPPLEMENT
    asked = last_asked(nomination, user)
    rows = parts(nomination, user, asked["items"] if asked and waits else ())
    since = removable_since(nomination)
    for part in rows:
        for file in part.uploads:
            file.may_remove = may_edit and (since is None or file.at >= since)
    context = {
        "bloc": nomination.bloc,
        "nomination": nomination,
        "state": state_words(nomination, user),
        "parts": rows,
        "lacking": lacking(nomination, user, rows),
        "asked": asked,
        "waits": waits,
        "may_edit": may_edit,
        "may_supplement": waits and user.has_perm("awards.send", nomination),
        "file_form": file_form or DossierFileForm(),
        "note_form": note_form or NoteForm(),
        "reason_form": reason_form or ReasonForm(),
    }
    return render(request, "awards/dossier.html", context, status=status)


@csrf_exempt  # the length is looked at before the body is read; `_add` checks the token
@require_POST
def add(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Put a file into the dossier."""
    if is_too_long(request):
        nomination = _nomination(request, province, bloc, pk, "awards.edit_dossier")
        messages.error(request, too_large())
        return redirect(_address(nomination))
    return _add(request, province, bloc, pk)


@csrf_protect
def _add(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    nomination = _nomination(request, province, bloc, pk, "awards.edit_dossier")
    form = DossierFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return draw(request, nomination, file_form=form, status=422)
    given = form.cleaned_data
    with saying(request):
        made = actions.add_file(
            nomination,
            upload=given["file"],
            kind=given["kind"],
            title=given["title"],
            by=request.user,
        )
        if made.title == (given["title"] or given["file"].name):
            messages.success(request, _("Đã thêm tài liệu vào hồ sơ."))
        else:
            messages.info(
                request, _("Tệp này đã có trong hồ sơ: %(title)s.") % {"title": made.title}
            )
    return redirect(_address(nomination))


def _file(
    request: HttpRequest, at: dict[str, Any], pk: int, file: int, perm: str = ""
) -> DossierFile:
    nomination = _nomination(request, at["province"], at["bloc"], pk, perm)
    found: DossierFile = get_visible_or_404(request, DossierFile, pk=file, nomination=nomination)
    found.nomination = nomination
    return found


@require_safe
def file(request: HttpRequest, province: str, bloc: str, pk: int, file: int) -> HttpResponse:
    """The bytes as an attachment, never shown in place."""
    row = _file(request, {"province": province, "bloc": bloc}, pk, file)
    return serve(request, row)


@require_POST
def remove(request: HttpRequest, province: str, bloc: str, pk: int, file: int) -> HttpResponse:
    """Take a file out."""
    row = _file(request, {"province": province, "bloc": bloc}, pk, file, "awards.edit_dossier")
    with saying(request, _("Đã xóa tài liệu khỏi hồ sơ.")):
        actions.remove_file(row, by=request.user)
    return redirect(_address(row.nomination))


@require_POST
def supplement(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Send what the department asked for."""
    nomination = _nomination(request, province, bloc, pk, "awards.send")
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            actions.supplement(nomination, by=request.user, note=form.cleaned_data["note"])
        except ActionError as error:
            messages.error(request, str(error))
            nomination.refresh_from_db(fields=["state"])
        else:
            messages.success(request, _("Đã gửi bổ sung hồ sơ đến Sở Nội vụ."))
            return redirect(_address(nomination))
    return draw(request, nomination, note_form=form, status=422)
