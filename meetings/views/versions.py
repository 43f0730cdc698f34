"""Named versions of draft minutes: saved, read, compared."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import pdf
from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings import queries
from meetings.actions.versions import save_version
from meetings.forms.adoption import CompareForm, VersionForm
from meetings.models import Minutes, MinutesVersion
from meetings.queries.comparing import Compared, compared
from meetings.views.minutes import at, minutes_or_404

SHORTEST_RUN = 3  # unchanged paragraphs in a row: a longer run is folded away


def _rows(request: HttpRequest, minutes: Minutes) -> QuerySet[MinutesVersion]:
    rows = MinutesVersion.objects.visible_to(request.user).filter(minutes=minutes)
    return rows.defer("snapshot").select_related("by")


def _frame(request: HttpRequest, minutes: Minutes) -> dict[str, Any]:
    document = minutes.document
    is_draft = document.state in Document.DRAFT_STATES
    return {
        "bloc": document.bloc,
        "period": document.period,
        "meeting": minutes.meeting,
        "minutes": minutes,
        "document": document,
        "is_draft": is_draft,
        "may_save": is_draft and request.user.has_perm("meetings.edit_notes", minutes.meeting),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The versions, newest first; saving the words of now under a name."""
    minutes = minutes_or_404(request, "documents.preview", province, bloc, period, pk)
    context = _frame(request, minutes)
    if request.method == "POST" and not request.user.has_perm(
        "meetings.edit_notes", minutes.meeting
    ):
        raise PermissionDenied
    form = VersionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = save_version(minutes, name=form.cleaned_data["name"], by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu bản “%(name)s”.") % {"name": made.name})
            return redirect("meetings:versions", *at(minutes))
    rows = list(_rows(request, minutes).order_by("-pk"))
    context |= {"rows": rows, "form": form, "compare_form": CompareForm(versions=rows)}
    status = 422 if form.errors else 200
    return render(request, "meetings/versions/index.html", context, status=status)


@require_safe
def detail(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, version: int
) -> HttpResponse:
    """The words of one version."""
    minutes = minutes_or_404(request, "documents.preview", province, bloc, period, pk)
    row = get_object_or_404(_rows(request, minutes), pk=version)
    context = _frame(request, minutes) | {
        "version": row,
        "paper": pdf.to_html(row.snapshot, draft=True),
    }
    return render(request, "meetings/versions/detail.html", context)


@require_safe
def compare(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Two versions, or one with the words of now, paragraph by paragraph."""
    minutes = minutes_or_404(request, "documents.preview", province, bloc, period, pk)
    rows = list(_rows(request, minutes).order_by("-pk"))
    form = CompareForm(request.GET or None, versions=rows)
    context = _frame(request, minutes) | {"form": form}
    if form.is_valid():
        chosen = {str(row.pk): row for row in rows}
        first = chosen[form.cleaned_data["truoc"]]
        second = chosen.get(form.cleaned_data["sau"])
        told = compared(first.snapshot, second.snapshot if second else _now(minutes))
        context |= {
            "first": first,
            "second": second,
            "runs": _runs(told),
            "count": sum(row.kind != "same" for row in told),
        }
    return render(request, "meetings/versions/compare.html", context)


def _now(minutes: Minutes) -> dict[str, Any]:
    """The words of this moment; once approved only the frozen ones."""
    return minutes.document.snapshot or queries.minutes_words(minutes)


def _runs(rows: list[Compared]) -> list[dict[str, Any]]:
    """Paragraphs gathered: long runs without a change are folded away."""
    runs: list[dict[str, Any]] = []
    for row in rows:
        is_same = row.kind == "same"
        if not runs or runs[-1]["is_same"] != is_same:
            runs.append({"is_same": is_same, "rows": []})
        runs[-1]["rows"].append(row)
    for run in runs:
        run["is_folded"] = run["is_same"] and len(run["rows"]) > SHORTEST_RUN
    return runs
