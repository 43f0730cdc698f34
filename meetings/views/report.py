"""The review report: its desk, the units' comments, the head's decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import pdf
from documents.models import Document
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError
from meetings import actions, forms, queries
from meetings.models import ReportComment, ReportSection, ReviewReport
from meetings.views.answers import paper_of, wants_word
from meetings.views.minutes import share_tenant, show_draft
from units.models import Period, Unit


def _report(
    request: HttpRequest, perm: str, province: str, bloc: str, period: str, pk: int
) -> ReviewReport:
    """The report whose paper the person may see; 403 without the permission on the paper."""
    lookup = {
        "review_report__pk": pk,
        "period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    if perm:
        document = get_permitted_or_404(request, Document, perm, **lookup)
    else:
        document = get_visible_or_404(request, Document, **lookup)
    report = document.review_report
    share_tenant(document, report, *filter(None, [report.meeting]))
    return report


def _at(report: ReviewReport) -> list[str | int]:
    period = report.document.period
    return [period.bloc.province.slug, period.bloc.slug, period.slug, report.pk]


def _address(report: ReviewReport, anchor: str = "") -> str:
    return reverse("meetings:report", args=_at(report)) + (f"#{anchor}" if anchor else "")


@require_POST
def start(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Begin the period's report and go to its desk."""
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    chosen = get_permitted_or_404(request, Period, "meetings.write_report", **lookup)
    try:
        report = actions.start_report(chosen, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(chosen)
    return redirect(_address(report))


@require_safe
def of_document(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int
) -> HttpResponse:
    """From a paper to the page where its draft is worked on."""
    lookup = {
        "pk": pk,
        "kind": "review_report",
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    return redirect(_address(get_visible_or_404(request, Document, **lookup).review_report))


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The desk for its writers, the words to decide on for the head, the draft for the units."""
    return _draw(request, _report(request, "", province, bloc, period, pk))


def _draw(
    request: HttpRequest,
    report: ReviewReport,
    *,
    override: tuple[int, Any, dict[str, str]] | None = None,
    said: tuple[ReportSection | ReportComment, forms.CommentForm | forms.AnswerForm] | None = None,
    reason_form: forms.ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    document, user = report.document, request.user
    prefetch_related_objects([report], "sections")
    if document.is_approved or document.state == Document.State.DROPPED:
        return redirect(document)
    is_draft = document.state == Document.State.DRAFT
    may_write = user.has_perm("documents.submit", document)
    may_decide = not is_draft and user.has_perm("documents.approve", document)
    bound = queries.bound_parts(report)
    words = queries.report_words(report, user if may_decide else None, bound)
    may_comment = user.has_perm("documents.comment", document) and not may_write
    context = {
        "bloc": document.bloc,
        "period": document.period,
        "report": report,
        "document": document,
        "parts": _parts(report, bound, override if may_write else None),
        "said_to": said[0] if said else None,
        "said": said[1] if said else None,
        "may_write": may_write,
        "is_open": may_write and is_draft,
        "may_comment": may_comment,
        "my_unit": _own_unit(request, report) if may_comment else None,
        "may_decide": may_decide,
        "lacks": queries.what_lacks(report) if is_draft and may_write else [],
        "paper": pdf.to_html(words, draft=True),
        "seen": queries.words_digest(words),
        "reason_form": reason_form or forms.ReasonForm(),
        "answer_form": forms.AnswerForm(auto_id=False),
    }
    return render(request, "meetings/report.html", context, status=status)


def _parts(report: ReviewReport, bound: dict[str, Any], override: Any) -> list[dict[str, Any]]:
    """The parts with their bound words, form and comments."""
    comments: dict[int, list[ReportComment]] = {}
    for row in report.comments.select_related("unit", "by"):
        comments.setdefault(row.section_id, []).append(row)
    rows = []
    for section in report.sections.all():
        form, theirs, revision = None, {}, section.revision
        if override and override[0] == section.pk:
            form, theirs = override[1], override[2]
            revision = getattr(form, "revision", revision)
        rows.append(
            {
                "section": section,
                "title": queries.section_title(report, section.key),
                "bound": queries.bound_lines(bound.get(section.key, [])),
                "form": form or forms.SectionForm(instance=section, auto_id=f"{section.key}-%s"),
                "revision": revision,
                "theirs": theirs,
                "comments": comments.get(section.pk, []),
                "is_compulsory": section.key == ReportSection.Key.SHORTFALLS,
            }
        )
    return rows


def _own_unit(request: HttpRequest, report: ReviewReport) -> Unit | None:
    """The unit of this bloc for which the person speaks."""
    own = Unit.objects.visible_to(request.user).filter(pk__in=request.user.rights.units)
    return own.filter(memberships__bloc=report.bloc).order_by("pk").first()


@require_safe
def preview(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The report as it stands, for the pane beside the desk."""
    report = _report(request, "", province, bloc, period, pk)
    return HttpResponse(paper_of(report.document, lambda: queries.report_words(report)))


@require_POST
def save_section(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, section: int
) -> HttpResponse:
    """Keep one part."""
    report = _report(request, "documents.submit", province, bloc, period, pk)
    part = get_object_or_404(report.sections, pk=section)

    def act(values: dict[str, str], revision: int) -> int:
        stored = report.sections.get(pk=section)
        actions.save_section(stored, body=values["body"], revision=revision, by=request.user)
        return stored.revision

    return answer_save(
        request,
        forms.SectionForm(request.POST, instance=part),
        act=act,
        fresh=lambda row: (forms.SectionForm(instance=row), row.revision),
        page=lambda form, theirs, status: _draw(
            request, report, override=(section, form, theirs), status=status
        ),
        done=redirect(_address(report, part.key)),
    )


@require_POST
def share(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Send the draft to the units, or stop that."""
    report = _report(request, "documents.share", province, bloc, period, pk)
    wanted = request.POST.get("mo") == "1"
    told = _("Đã gửi dự thảo để các đơn vị góp ý.") if wanted else _("Đã thôi lấy ý kiến.")
    with saying(request, told):
        actions.share_report(report, by=request.user, is_shared=wanted)
    return redirect(_address(report))


@require_POST
def comment(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, section: int
) -> HttpResponse:
    """A unit comments on one part."""
    report = _report(request, "documents.comment", province, bloc, period, pk)
    part = get_object_or_404(report.sections, pk=section)
    unit = _own_unit(request, report)
    form = forms.CommentForm(request.POST)
    if unit is None:
        raise PermissionDenied
    if not form.is_valid():
        return _draw(request, report, said=(part, form), status=422)
    text = form.cleaned_data["text"]
    with saying(request, _("Đã gửi ý kiến của đơn vị.")):
        actions.comment(part, unit=unit, text=text, by=request.user)
    return redirect(_address(report, part.key))


@require_POST
def answer(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, comment: int
) -> HttpResponse:
    """The desk answers a comment."""
    report = _report(request, "documents.share", province, bloc, period, pk)
    row = get_object_or_404(report.comments.select_related("section"), pk=comment)
    form = forms.AnswerForm(request.POST)
    if not form.is_valid():
        return _draw(request, report, said=(row, form), status=422)
    text = form.cleaned_data["text"]
    with saying(request, _("Đã trả lời ý kiến.")):
        actions.answer(row, text=text, by=request.user)
    return redirect(_address(report, row.section.key))


@require_POST
def submit(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Hand the report to the head."""
    report = _report(request, "documents.submit", province, bloc, period, pk)
    with saying(request, _("Đã trình Trưởng khối duyệt báo cáo.")):
        actions.submit_report(report, by=request.user)
    return redirect(_address(report))


@require_POST
def approve(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The head, or the assigned deputy, approves exactly the words that were shown."""
    report = _report(request, "documents.approve", province, bloc, period, pk)
    try:
        actions.approve_report(report, by=request.user, seen=request.POST.get("seen", ""))
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(_address(report))
    messages.success(request, _("Đã duyệt báo cáo. Hệ thống đang tạo tệp."))
    return redirect(report.document)


@require_POST
def send_back(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The head returns the report with a reason."""
    report = _report(request, "documents.return_draft", province, bloc, period, pk)
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _draw(request, report, reason_form=form, status=422)
    reason = form.cleaned_data["reason"]
    with saying(request, _("Đã trả lại báo cáo cho người soạn.")):
        actions.return_report(report, by=request.user, reason=reason)
    return redirect(_address(report))


@require_POST
def draft_pdf(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Have the DỰ THẢO file made."""
    report = _report(request, "documents.preview", province, bloc, period, pk)
    word = wants_word(request)
    return show_draft(request, actions.request_draft_pdf(report, by=request.user, word=word))
