"""Evidence: the pane's posts, the page of one place, files, correcting and removing.

Every post goes back to the page it came from (`ve` in the address, so that no body need be read to
know it); the pane's own module gets JSON with the pane as it stands now.
"""

import copy
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions import evidence as actions
from assessments.forms import evidence as forms
from assessments.models import Evidence
from assessments.queries import evidence as queries
from assessments.queries.evidence import Place
from assessments.queries.evidence_shapes import FIELDS, SHOWN_IN_PLACE, EvidencePane, Field
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import back_of, saying
from emulation_bloc.lib.files import is_too_long, serve
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.saving import wants_json
from emulation_bloc.lib.states import ActionError

FORMS = {"document": forms.DocumentForm, "link": forms.LinkForm}


def _place(request: HttpRequest, at: dict[str, str], *, is_write: bool = True) -> Place:
    """What cites: 404 for what the user may not know of, 403 for what is another unit's."""
    place = queries.find_place(
        request.user, at["place"], province=at["province"], bloc=at["bloc"], period=at["period"]
    )
    if place is None:
        raise Http404
    if is_write and not request.user.has_perm("assessments.write_return", place.assessment):
        raise PermissionDenied
    return place


def _pane(request: HttpRequest, place: Place) -> EvidencePane:
    return queries.panes(request.user, [place], back=back_of(request))[queries.key_of(place)]


@require_safe
def page(request: HttpRequest, **at: str) -> HttpResponse:
    """The evidence of one place as a page of its own."""
    place = _place(request, at, is_write=False)
    return _show(request, place, _pane(request, place))


def _show(
    request: HttpRequest,
    place: Place,
    pane: EvidencePane,
    status: int = 200,
    kept: tuple[Field, ...] = (),
) -> HttpResponse:
    """The page; `kept` is what was typed into a form that is shut by now."""
    assessment = place.assessment
    context = {
        "bloc": assessment.round.period.bloc,
        "period": assessment.round.period,
        "assessment": assessment,
        "pane": pane,
        "kept": kept,
        "back": back_of(request),
    }
    return render(request, "assessments/evidence_place.html", context, status=status)


def _done(request: HttpRequest, place: Place, told: str) -> HttpResponse:
    """Back to where the press came from; to the pane's module the pane as it is now."""
    if wants_json(request):
        pane = render_to_string(
            "assessments/_evidence_pane.html", {"pane": _pane(request, place)}, request
        )
        return JsonResponse({"message": told, "pane": pane})
    messages.success(request, told)
    back = back_of(request) or queries.address(place, "evidence_of")
    return redirect(back if "#" in back else f"{back}#minh-chung-{queries.key_of(place)}")


def _refused(
    request: HttpRequest,
    place: Place,
    kind: str,
    form: Form | None,
    said: str = "",
    status: int = 422,
) -> HttpResponse:
    """Why not, with what was typed."""
    errors = {} if form is None else {name: list(rows) for name, rows in form.errors.items()}
    general = [str(line) for line in errors.pop("__all__", [])] + ([said] if said else [])
    if wants_json(request):
        lines = general + [str(line) for rows in errors.values() for line in rows]
        told = {
            "message": " ".join(lines),
            "errors": {k: list(map(str, v)) for k, v in errors.items()},
        }
        return JsonResponse(told, status=status)
    pane = _pane(request, place)
    typed = tuple(
        queries.typed(field, form, errors.get(field.name, []))
        for field in (FIELDS.get(kind, ()) if form else ())
    )
    if kind in pane.forms:
        lines = (*general, *map(str, errors.get("file", [])))
        pane = pane.with_form(kind, fields=typed, errors=lines, is_open=True)
        return _show(request, place, pane, status)
    messages.error(request, " ".join(general) or _("Mục này không mở để sửa."))
    return _show(request, place, pane, status, tuple(field for field in typed if field.value))


@require_POST
def add(request: HttpRequest, kind: str, **at: str) -> HttpResponse:
    """Cite a document by number, or a page on the web."""
    place = _place(request, at)
    form = FORMS[kind](request.POST)
    if not form.is_valid():
        return _refused(request, place, kind, form)
    act: Callable[..., Evidence] = actions.add_document if kind == "document" else actions.add_link
    try:
        act(place, **form.cleaned_data, by=request.user)
    except ActionError as error:
        return _refused(request, place, kind, form, str(error))
    return _done(request, place, _("Đã thêm minh chứng."))


@csrf_exempt  # the length is looked at before the body is read; `_upload` checks the token
@require_POST
def upload(request: HttpRequest, **at: str) -> HttpResponse:
    """Take one file. What is announced as too long is refused before a byte of it is read."""
    if is_too_long(request):
        return _refused(request, _place(request, at), "file", None, forms.too_large(), 413)
    return _upload(request, **at)


@csrf_protect
def _upload(request: HttpRequest, **at: str) -> HttpResponse:
    place = _place(request, at)
    form = forms.FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, place, "file", form)
    given = form.cleaned_data["file"]
    told = _("Đã tải lên và ghi làm minh chứng.")
    if queries.has_bytes(place, given.sha256):
        told = _("Tệp này đã có trong kho của đơn vị, đã dùng lại.")
    try:
        actions.add_file(place, upload=given, by=request.user)
    except ActionError as error:
        return _refused(request, place, "file", form, str(error))
    return _done(request, place, told)


def _of_the_unit(request: HttpRequest, place: Place, row: int) -> Evidence:
    """A piece of evidence of the unit and period of the place; anything else does not exist."""
    assessment = place.assessment
    lookup = {"pk": row, "unit": assessment.unit_id, "period": assessment.round.period_id}
    return get_visible_or_404(request, Evidence, **lookup)


@require_POST
def cite(request: HttpRequest, row: int, **at: str) -> HttpResponse:
    """Let it serve here too."""
    place = _place(request, at)
    found = _of_the_unit(request, place, row)
    told = _("Đã dùng lại minh chứng.")
    return _press(request, place, lambda: actions.cite(found, place, by=request.user), told)


@require_POST
def uncite(request: HttpRequest, row: int, **at: str) -> HttpResponse:
    """Let it no longer serve here."""
    place = _place(request, at)
    found = _of_the_unit(request, place, row)
    told = _("Đã gỡ khỏi mục này. Minh chứng vẫn nằm trong kho của đơn vị.")
    return _press(request, place, lambda: actions.uncite(found, place, by=request.user), told)


@require_POST
def take_offer(request: HttpRequest, key: str, **at: str) -> HttpResponse:
    """Cite something that the unit has done: its document by number, with one press."""
    place = _place(request, at)
    told = _("Đã dùng làm minh chứng.")
    user = request.user

    def act() -> None:
        offers = queries.offers_at(place)
        offer = next((one for one in offers if one.key == key), None)
        if offer is None:
            raise ActionError(_("Mục này đã dùng làm minh chứng hoặc không còn để dùng."))
        actions.add_document(
            place,
            number=offer.number,
            date=offer.date,
            issuer=offer.issuer,
            title=offer.title,
            by=user,
        )

    return _press(request, place, act, told)


def _press(request: HttpRequest, place: Place, act: Callable[[], None], told: str) -> HttpResponse:
    try:
        act()
    except ActionError as error:
        return _refused(request, place, "", None, str(error))
    return _done(request, place, told)


def _evidence(request: HttpRequest, at: dict[str, Any], perm: str = "") -> Evidence:
    lookup = {"pk": at["pk"], "bloc__slug": at["bloc"], "bloc__province__slug": at["province"]}
    if perm:
        return get_permitted_or_404(request, Evidence, perm, **lookup)
    return get_visible_or_404(request, Evidence, **lookup)


@require_safe
def file(request: HttpRequest, **at: Any) -> HttpResponse:
    """The bytes as an attachment; PDF and pictures in place with ?xem=1."""
    row = _evidence(request, at)
    if row.kind != Evidence.Kind.FILE:
        raise Http404
    is_shown = request.GET.get("xem") == "1" and row.media_type in SHOWN_IN_PLACE
    response = serve(request, row, in_place=is_shown)
    if is_shown:
        _let_be_framed(response, row.media_type)
    return response


def _let_be_framed(response: HttpResponse, media_type: str) -> None:
    """Our own pages may show this one response in a frame, and nothing in it may run.

    Chrome and Safari do not show a PDF under `sandbox` at all; their viewers need a style of their
    own. Everything else stays as strict as the product.
    """
    policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    if media_type == "application/pdf":
        policy += "; style-src 'unsafe-inline'"
    else:
        policy += "; sandbox"
    response["Content-Security-Policy"] = policy
    response["X-Frame-Options"] = "SAMEORIGIN"


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, **at: Any) -> HttpResponse:
    """Correct a title, a number, a date; or take the evidence away."""
    row = _evidence(request, at, "assessments.edit_evidence")
    if request.method != "POST":
        return _edit_page(request, row, forms.EditForm(instance=row))
    form = forms.EditForm(request.POST, instance=copy.copy(row))
    if not form.is_valid():
        return _edit_page(request, row, form, status=422)
    try:
        actions.change_evidence(
            row, values=form.cleaned_data, seen=request.POST.get("seen", ""), by=request.user
        )
    except ActionError as error:
        form.add_error(None, str(error))
        return _edit_page(request, row, form, status=422)
    except StaleRevisionError as stale:
        return _edit_page(request, stale.row, form, status=409)
    messages.success(request, _("Đã lưu minh chứng."))
    return redirect(back_of(request) or request.get_full_path())


def _edit_page(
    request: HttpRequest, row: Evidence, form: forms.EditForm, status: int = 200
) -> HttpResponse:
    cites = queries.places_of(row)
    stored = forms.EditForm(instance=row)
    context = {
        "bloc": row.bloc,
        "period": row.period,
        "evidence": row,
        "form": form,
        "seen": queries.fingerprint(row),
        "theirs": _differences(form, stored) if status == 409 else {},
        "uses": [queries.place_words(place) for place in cites],
        "is_open": all(queries.is_open(place) for place in cites),
        "back": back_of(request),
        "here": _along(request, row, "edit_evidence"),
        "remove": _along(request, row, "remove_evidence"),
    }
    return render(request, "assessments/evidence_edit.html", context, status=status)


def _along(request: HttpRequest, row: Evidence, name: str) -> str:
    """An address of the row that takes along where to go back to."""
    url = reverse(f"assessments:{name}", args=[row.bloc.province.slug, row.bloc.slug, row.pk])
    back = back_of(request)
    return f"{url}?{urlencode({'ve': back})}" if back else url


def _differences(form: Form, stored: Form) -> dict[str, str]:
    """What somebody else has stored in the boxes that differ."""
    return {
        str(form.fields[name].label): str(stored[name].value() or "")
        for name in form.fields
        if str(stored[name].value() or "") != str(form[name].value() or "")
    }


@require_POST
def remove(request: HttpRequest, **at: Any) -> HttpResponse:
    """Take it away wherever it is cited."""
    row = _evidence(request, at, "assessments.edit_evidence")
    with saying(request, _("Đã xóa minh chứng.")):
        actions.remove_evidence(row, by=request.user)
    return redirect(back_of(request) or row.period)
