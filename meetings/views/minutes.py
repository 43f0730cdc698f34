"""Minutes under way: submitted, read and approved or returned by the chair, corrected."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import pdf
from documents.models import Document
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError
from meetings import actions, forms, queries
from meetings.actions.official import replace_paper
from meetings.models import Minutes, OfficialPaper, ReviewReport
from meetings.queries.confirmation import window_of
from meetings.queries.minutes.words import told_words
from meetings.views.answers import wants_word
from units.models import MeetingSettings


def minutes_or_404(
    request: HttpRequest, perm: str, province: str, bloc: str, period: str, pk: int
) -> Minutes:
    """The minutes whose paper the person may see; 403 without the permission on the paper."""
    lookup = {
        "minutes__pk": pk,
        "period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    if perm:
        document = get_permitted_or_404(request, Document, perm, **lookup)
    else:
        document = get_visible_or_404(request, Document, **lookup)
    minutes = document.minutes
    share_tenant(document, minutes, minutes.meeting)
    return minutes


def share_tenant(document: Document, *rows: Any) -> None:
    """Let the rows use the paper's bloc and period, which have been read already."""
    document.period.bloc = document.bloc
    for row in rows:
        row.bloc = document.bloc
        if hasattr(row, "period_id"):
            row.period = document.period


def at(minutes: Minutes | ReviewReport | OfficialPaper) -> list[str | int]:
    period = minutes.document.period
    return [period.bloc.province.slug, period.bloc.slug, period.slug, minutes.pk]


@require_safe
def of_document(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int
) -> HttpResponse:
    """From a paper to the page where its draft is worked on."""
    lookup = {"pk": pk, "kind": "minutes", "bloc__slug": bloc, "bloc__province__slug": province}
    document = get_visible_or_404(request, Document, **lookup)
    may_preview = request.user.has_perm("documents.preview", document)
    page_name = "meetings:minutes" if may_preview else "meetings:confirm_minutes"
    return redirect(page_name, *at(document.minutes))


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The words as they stand, what lacks, and what this person may do."""
    return _draw(request, minutes_or_404(request, "documents.preview", province, bloc, period, pk))


def _draw(
    request: HttpRequest,
    minutes: Minutes,
    *,
    reason_form: forms.ReasonForm | None = None,
    supplement: forms.SupplementForm | None = None,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    document = minutes.document
    if document.is_approved or document.state == Document.State.DROPPED:
        return redirect(document)
    user = request.user
    rows = queries.desk_rows(minutes.meeting)
    words, prose = told_words(minutes, rows)
    is_draft = document.state == Document.State.DRAFT
    may_submit = is_draft and user.has_perm("documents.submit", document)
    context = {
        "bloc": document.bloc,
        "period": document.period,
        "minutes": minutes,
        "meeting": minutes.meeting,
        "document": document,
        "paper": pdf.to_html(words, draft=True),
        "seen": queries.words_digest(words),
        "lacks": queries.what_lacks(minutes, rows, rules=prose.rules) if is_draft else [],
        "may_submit": may_submit,
        "may_decide": not is_draft and user.has_perm("documents.approve", document),
        "may_write": user.has_perm("meetings.edit_notes", minutes.meeting),
        "reason_form": reason_form or forms.ReasonForm(),
        "supplement": supplement or forms.SupplementForm(instance=minutes),
        "revision": getattr(supplement, "revision", minutes.revision),
        "theirs": theirs or {},
        "confirming": _confirming(minutes, prose.rules, is_draft=may_submit),
        "revised": next((row.text for row in prose.told if row.key == "chinh-ly"), ""),
        "stale": [row for row in prose.told if row.lacks],
    }
    return render(request, "meetings/minutes.html", context, status=status)


def _confirming(
    minutes: Minutes, rules: MeetingSettings | None, *, is_draft: bool
) -> dict[str, Any]:
    """Where the confirmation by the units stands; empty where the bloc has no such stage."""
    state = window_of(minutes)
    if rules is None or (state == "none" and not rules.confirms_minutes):
        return {}
    return {
        "state": state,
        "until": minutes.confirm_until,
        "days": rules.confirm_days,
        "may_open": is_draft and rules.confirms_minutes and state in {"none", "closed"},
    }


@require_POST
def submit(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Hand the minutes to the chair."""
    minutes = minutes_or_404(request, "documents.submit", province, bloc, period, pk)
    with saying(request, _("Đã trình chủ tọa duyệt biên bản.")):
        actions.submit_minutes(minutes, by=request.user)
    return redirect("meetings:minutes", *at(minutes))


@require_POST
def approve(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The chair approves exactly the words that were shown."""
    minutes = minutes_or_404(request, "documents.approve", province, bloc, period, pk)
    try:
        actions.approve_minutes(minutes, by=request.user, seen=request.POST.get("seen", ""))
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("meetings:minutes", *at(minutes))
    messages.success(request, _("Đã duyệt biên bản. Hệ thống đang tạo tệp."))
    return redirect(minutes.document)


@require_POST
def send_back(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The chair returns the minutes with a reason."""
    minutes = minutes_or_404(request, "documents.return_draft", province, bloc, period, pk)
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _draw(request, minutes, reason_form=form, status=422)
    with saying(request, _("Đã trả lại biên bản cho thư ký.")):
        actions.return_minutes(minutes, by=request.user, reason=form.cleaned_data["reason"])
    return redirect("meetings:minutes", *at(minutes))


@require_POST
def save_supplement(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int
) -> HttpResponse:
    """Keep the words of a supplementary paper."""
    minutes = minutes_or_404(request, "documents.correct", province, bloc, period, pk)

    def act(values: dict[str, str], revision: int) -> int:
        stored = Minutes.objects.visible_to(request.user).get(pk=pk)
        actions.save_supplement(
            stored, text=values["supplement"], revision=revision, by=request.user
        )
        return stored.revision

    return answer_save(
        request,
        forms.SupplementForm(request.POST, instance=minutes),
        act=act,
        fresh=lambda row: (forms.SupplementForm(instance=row), row.revision),
        page=lambda form, theirs, status: _draw(
            request, minutes, supplement=form, theirs=theirs, status=status
        ),
        done=redirect("meetings:minutes", *at(minutes)),
    )


@require_POST
def draft_pdf(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Have the DỰ THẢO file made; the button becomes its progress, then its link."""
    minutes = minutes_or_404(request, "documents.preview", province, bloc, period, pk)
    word = wants_word(request)
    return show_draft(request, actions.request_draft_pdf(minutes, by=request.user, word=word))


def show_draft(request: HttpRequest, rendering: object) -> HttpResponse:
    """The progress of a file: a piece for htmx, a page without scripts."""
    if request.headers.get("HX-Request") == "true":
        return render(request, "documents/_rendering.html", {"rendering": rendering})
    bloc = rendering.bloc
    return redirect("documents:rendering", bloc.province.slug, bloc.slug, rendering.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Begin a supplementary or replacing paper, with the reason that it prints."""
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    document = get_permitted_or_404(request, Document, "documents.correct", **lookup)
    form = forms.CorrectForm(request.POST or None)
    if document.kind != "minutes":
        form.fields["relation"].choices = form.fields["relation"].choices[1:]
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_start(document, form.cleaned_data, request.user))
        except ActionError as error:
            form.add_error(None, str(error))
    context = {"bloc": document.bloc, "document": document, "form": form}
    return render(request, "meetings/correct.html", context, status=422 if form.errors else 200)


def _start(document: Document, given: dict[str, str], by: object) -> str:
    if document.kind == "minutes":
        made = actions.correct_minutes(
            document, relation=given["relation"], reason=given["reason"], by=by
        )
        return reverse("meetings:minutes", args=at(made))
    if hasattr(document, "official_paper"):
        paper = replace_paper(document, reason=given["reason"], by=by)
        return reverse("meetings:paper_of", args=[*at(paper)[:3], paper.document_id])
    report = actions.correct_report(document, reason=given["reason"], by=by)
    return reverse("meetings:report", args=at(report))
