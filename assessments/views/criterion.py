"""The editor of one group or criterion of a draft, with its parts as ordinary fields."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from assessments import actions, formulas, queries
from assessments.forms.criteria import CriterionForm
from assessments.forms.criteria_parts import Parts
from assessments.models import CriteriaSet, Criterion
from assessments.views.criteria import EDIT, page_of_form, set_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.saving import RevisionForm
from emulation_bloc.lib.states import ActionError

Groups = list[tuple[int, str]]


def _row(request: HttpRequest, province: str, bloc: str, pk: int, criterion: int) -> Criterion:
    found = set_or_404(request, province, bloc, pk, EDIT)
    rows = Criterion.objects.visible_to(request.user).filter(criteria_set=found)
    row = get_object_or_404(rows, pk=criterion)
    row.criteria_set, row.bloc = found, found.bloc
    return row


@page_of_form
def add(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """A new group or criterion at the end of its group."""
    found = set_or_404(request, province, bloc, pk, EDIT)
    groups = queries.codes_of_groups(found)
    if request.method == "POST":
        return _save(request, found, None, groups)
    kind = request.GET.get("loai", "")
    kind = kind if kind in Criterion.Kind.values else Criterion.Kind.YES_NO
    start = {"kind": kind, "parent": request.GET.get("nhom", ""), "applies_to": "both"}
    form = CriterionForm(groups=groups, initial=start)
    return _page(request, found, None, form, Parts([]))


@page_of_form
def edit(request: HttpRequest, province: str, bloc: str, pk: int, criterion: int) -> HttpResponse:
    """One criterion of a draft."""
    row = _row(request, province, bloc, pk, criterion)
    found = row.criteria_set
    groups = [one for one in queries.codes_of_groups(found) if one[0] != row.pk]
    if request.method == "POST":
        return _save(request, found, row, groups)
    form = CriterionForm(groups=groups, initial=CriterionForm.start(row))
    return _page(request, found, row, form, Parts.stored(row.parts))


def _save(
    request: HttpRequest, found: CriteriaSet, row: Criterion | None, groups: Groups
) -> HttpResponse:
    """Keep it, or draw the page again with everything that was typed."""
    wish = request.POST.get("redraw", "")
    sent = Parts.sent(request.POST)
    if wish or sent.is_stale:
        form = CriterionForm(groups=groups, initial=_typed(request.POST))
        new_kind = request.POST.get("kind", "")
        parts = Parts.redrawn(request.POST, wish or "loai", new_kind)
        return _page(request, found, row, form, parts, told="" if wish else str(_CHOSEN))
    form = CriterionForm(request.POST, groups=groups)
    given = RevisionForm(request.POST)
    if not given.is_valid():
        form.add_error(None, _("Trang đã cũ. Hãy tải lại trang rồi lưu lần nữa."))
    if not _is_right(form, sent):
        return _page(request, found, row, form, sent, 422)
    values = form.values() | {"parts": [] if _is_group(form) else sent.value()}
    try:
        if row is None:
            made = actions.add_criterion(found, values=values, by=request.user)
            messages.success(request, _("Đã thêm %(code)s.") % {"code": made.code})
        else:
            revision = given.cleaned_data["revision"]
            actions.save_criterion(row, values=values, revision=revision, by=request.user)
            messages.success(request, _("Đã lưu %(code)s.") % {"code": values["code"]})
    except ActionError as error:
        form.add_error(None, str(error))
        return _page(request, found, row, form, sent, 422)
    except StaleRevisionError as stale:
        return _page(request, found, row, form, sent, 409, theirs=_theirs(stale.row, values))
    return redirect(found)


_CHOSEN = gettext_lazy("Hãy điền tham số của cách tính vừa chọn rồi lưu.")


def _is_group(form: CriterionForm) -> bool:
    return bool(form.cleaned_data.get("kind") == Criterion.Kind.GROUP)


def _is_right(form: CriterionForm, sent: Parts) -> bool:
    """Whether fields and parts are right by themselves and together."""
    is_right = form.is_valid()
    if is_right and _is_group(form):
        return True
    if not sent.is_valid() or not is_right:
        return False
    cleaned = form.cleaned_data
    for why in formulas.check_parts(cleaned["kind"], sent.value(), cleaned["max_points"]):
        form.add_error(None, why)
    return not form.errors


def _typed(data: QueryDict) -> dict[str, Any]:
    """What was typed, for drawing the page again unchecked."""
    return {name: data.get(name, "") for name in CriterionForm.base_fields} | {
        "unit_kinds": data.getlist("unit_kinds")
    }


def _theirs(stored: Any, values: dict[str, Any]) -> dict[str, str]:
    """Label → what is stored, of the fields that differ from what was typed."""
    names = {pk: str(pk) for pk in (stored.parent_id, values["parent_id"]) if pk}
    old = queries.values_of(stored, names)
    new = values | {"parent": str(values["parent_id"] or "")}
    new["max_points"] = queries.plain_points(values["max_points"])
    shown = {one.label.capitalize(): one.was for one in queries.differences(old, new)}
    code = {} if old["code"] == values["code"] else {str(_("Mã")): stored.code}
    if parent := stored.parent:
        shown = {name: str(parent) if name == "Nhóm" else was for name, was in shown.items()}
    return code | shown


def _page(
    request: HttpRequest,
    found: CriteriaSet,
    row: Criterion | None,
    form: CriterionForm,
    parts: Parts,
    status: int = 200,
    theirs: dict[str, str] | None = None,
    told: str = "",
) -> HttpResponse:
    typed = "" if status == 409 else request.POST.get("revision", "")
    context = {
        "bloc": found.bloc,
        "set": found,
        "row": row,
        "form": form,
        "parts": parts.forms,
        "revision": typed or found.revision,
        "theirs": theirs or {},
        "told": told,
    }
    is_partial = request.headers.get("HX-Request") and request.POST.get("redraw")
    template = "assessments/criterion.html#parts" if is_partial else "assessments/criterion.html"
    answer = render(request, template, context, status=status)
    answer["Vary"] = "HX-Request"
    return answer


@require_POST
def delete(request: HttpRequest, province: str, bloc: str, pk: int, criterion: int) -> HttpResponse:
    """Take a criterion away, with a group all of its criteria."""
    row = _row(request, province, bloc, pk, criterion)
    with saying(request, _("Đã xóa %(code)s.") % {"code": row.code}):
        actions.delete_criterion(row, by=request.user)
    return redirect(row.criteria_set)


@require_POST
def up(request: HttpRequest, province: str, bloc: str, pk: int, criterion: int) -> HttpResponse:
    """One place up."""
    return _move(request, _row(request, province, bloc, pk, criterion), up=True)


@require_POST
def down(request: HttpRequest, province: str, bloc: str, pk: int, criterion: int) -> HttpResponse:
    """One place down."""
    return _move(request, _row(request, province, bloc, pk, criterion), up=False)


def _move(request: HttpRequest, row: Criterion, *, up: bool) -> HttpResponse:
    with saying(request):
        actions.move_criterion(row, up=up, by=request.user)
    return redirect(f"{row.criteria_set.get_absolute_url()}#c{row.pk}")
