"""Criteria from a file: upload, look at every line's fate, say yes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.forms.criteria import UploadForm
from assessments.models import CriteriaSet, Intake
from assessments.views.criteria import EDIT, page_of_form, set_or_404
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.spreadsheets import MOST_BYTES
from emulation_bloc.lib.states import ActionError

FATES = {
    "error": (gettext_lazy("lỗi"), "bad"),
    "new": (gettext_lazy("mới"), "good"),
    "changed": (gettext_lazy("đổi"), "info"),
    "removed": (gettext_lazy("bỏ khỏi bộ tiêu chí"), "warn"),
    "same": (gettext_lazy("giữ nguyên"), "plain"),
}


@page_of_form
def upload(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Choose a file; it is read and shown, nothing is written yet."""
    found = set_or_404(request, province, bloc, pk, EDIT)
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                intake = actions.read_criteria(
                    found, content=file.read(MOST_BYTES + 1), name=file.name, by=request.user
                )
            except ActionError as error:
                form.add_error("file", str(error))
            else:
                return redirect("assessments:criteria_intake", province, bloc, intake.pk)
    context = {"bloc": found.bloc, "set": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/criteria_upload.html", context, status=status)


def _intake(request: HttpRequest, province: str, bloc: str, pk: int) -> Intake:
    """One's own file, while one may still edit."""
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province, "kind": "criteria"}
    found = get_visible_or_404(request, Intake, **lookup)
    if not request.user.has_perm(EDIT, found):
        raise PermissionDenied
    return found


def _set_of(request: HttpRequest, intake: Intake) -> CriteriaSet:
    rows = CriteriaSet.objects.visible_to(request.user).filter(bloc=intake.bloc_id)
    found = rows.filter(pk=intake.key or 0).first()
    if found is None:
        raise Http404
    return found


@require_safe
def intake(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The fate of every line, before anything is written."""
    found = _intake(request, province, bloc, pk)
    chosen = _set_of(request, found)
    plan = found.plan
    counts = plan.get("counts", {})
    rows = [
        row | {"words": FATES[row["fate"]][0], "look": FATES[row["fate"]][1]}
        for row in plan.get("rows", [])
    ]
    context = {
        "bloc": found.bloc,
        "set": chosen,
        "intake": found,
        "rows": rows,
        "counts": [(str(FATES[fate][0]), counts[fate]) for fate in FATES if counts.get(fate)],
        "has_errors": bool(counts.get("error")),
        "is_moved": plan.get("is_moved", False),
        "warnings": plan.get("warnings", []),
        "changes_nothing": not counts or not actions.changes_anything(plan),
        "is_stale": plan.get("revision") != chosen.revision or not chosen.is_draft,
    }
    return render(request, "assessments/criteria_intake.html", context)


@require_POST
def take(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Write what was shown."""
    found = _intake(request, province, bloc, pk)
    try:
        chosen = actions.take_criteria(found, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("assessments:criteria_intake", province, bloc, pk)
    messages.success(request, _("Đã nhập bộ tiêu chí từ tệp %(name)s.") % {"name": found.name})
    return redirect(chosen)
