"""A paper made from data: its prose, its words beside it, and its way to the head."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import pdf
from documents.kinds import Approver
from documents.models import Document
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError
from meetings import forms
from meetings.actions import official
from meetings.actions.drafts import request_draft_pdf
from meetings.forms.official import PaperForm
from meetings.models import Meeting, OfficialPaper
from meetings.queries.official import KINDS, official_lacks, official_words, read_once
from meetings.queries.words import words_digest
from meetings.views.answers import paper_of, wants_word
from meetings.views.minutes import share_tenant, show_draft
from units.models import Period

# Begun by a button here; handover minutes are begun with the handover.
STARTED_HERE = ("invitation", "notice", "reminder", "plan")


def _paper(
    request: HttpRequest, perm: str, province: str, bloc: str, period: str, pk: int
) -> OfficialPaper:
    """The paper whose document the person may see; 403 without the permission on it."""
    lookup = {
        "pk": pk,
        "document__period__slug": period,
        "document__bloc__slug": bloc,
        "document__bloc__province__slug": province,
    }
    paper = get_visible_or_404(request, OfficialPaper, **lookup)
    if perm and not request.user.has_perm(perm, paper.document):
        raise PermissionDenied
    share_tenant(paper.document, paper, *filter(None, [paper.meeting]))
    return paper


def _address(paper: OfficialPaper) -> str:
    period = paper.document.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, paper.pk]
    return reverse("meetings:paper", args=at)


@require_POST
def start(request: HttpRequest, province: str, bloc: str, period: str, kind: str) -> HttpResponse:
    """Begin a paper of a kind, of the meeting named by `hoi_nghi` if any, and go to its page."""
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    chosen = get_permitted_or_404(request, Period, "meetings.write_paper", **lookup)
    if kind not in STARTED_HERE or kind not in KINDS:
        raise Http404
    meeting = _chosen_meeting(request, chosen)
    try:
        made = official.start_paper(chosen, kind, by=request.user, meeting=meeting)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(meeting or chosen)
    return redirect(_address(made))


def _chosen_meeting(request: HttpRequest, period: Period) -> Meeting | None:
    given = request.POST.get("hoi_nghi", "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Http404
    return get_visible_or_404(request, Meeting, pk=int(given), period=period)


@require_safe
def of_document(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int
) -> HttpResponse:
    """From a paper to the page where its draft is worked on."""
    lookup = {
        "pk": pk,
        "official_paper__isnull": False,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    return redirect(_address(get_visible_or_404(request, Document, **lookup).official_paper))


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The prose for its writers, the words to decide on for the head."""
    return _draw(request, _paper(request, "", province, bloc, period, pk))


def _draw(
    request: HttpRequest,
    paper: OfficialPaper,
    *,
    form: PaperForm | None = None,
    theirs: dict[str, str] | None = None,
    reason_form: forms.ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    document, user = paper.document, request.user
    if document.is_approved or document.state == Document.State.DROPPED:
        return redirect(document)
    is_draft = document.state == Document.State.DRAFT
    may_write = user.has_perm("documents.submit", document)
    may_decide = not is_draft and user.has_perm("documents.approve", document)
    read_once(paper)
    words = official_words(paper, user if may_decide else None)
    module = KINDS[document.kind]
    context = {
        "bloc": document.bloc,
        "period": document.period,
        "meeting": paper.meeting,
        "official": paper,
        "document": document,
        "is_open": may_write and is_draft,
        "may_write": may_write,
        "may_decide": may_decide,
        "may_preview": user.has_perm("documents.preview", document),
        "may_edit_meeting": paper.meeting and user.has_perm("meetings.edit_notes", paper.meeting),
        "by_both_heads": document.kind_info.approver == Approver.BOTH_HEADS,
        "lacks": official_lacks(paper, words) if is_draft and may_write else [],
        "due": module.due(paper) if hasattr(module, "due") else None,
        "form": form or PaperForm(instance=paper),
        "revision": getattr(form, "revision", paper.revision),
        "theirs": theirs or {},
        "paper": pdf.to_html(words, draft=True),
        "seen": words_digest(words),
        "reason_form": reason_form or forms.ReasonForm(),
    }
    return render(request, "meetings/official.html", context, status=status)


@require_safe
def preview(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The paper as it stands, for the pane beside the prose."""
    paper = _paper(request, "", province, bloc, period, pk)
    return HttpResponse(paper_of(paper.document, lambda: official_words(paper)))


@require_POST
def save(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Keep the prose."""
    paper = _paper(request, "documents.submit", province, bloc, period, pk)
    form = PaperForm(request.POST, instance=paper)

    def act(_values: dict[str, Any], revision: int) -> int:
        stored = OfficialPaper.objects.visible_to(request.user).get(pk=pk)
        official.save_paper(stored, values=form.values(), revision=revision, by=request.user)
        return stored.revision

    return answer_save(
        request,
        form,
        act=act,
        fresh=lambda row: (PaperForm(instance=row), row.revision),
        page=lambda typed, theirs, status: _draw(
            request, paper, form=typed, theirs=theirs, status=status
        ),
        done=redirect(_address(paper)),
    )


@require_POST
def submit(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Hand the paper to the head."""
    paper = _paper(request, "documents.submit", province, bloc, period, pk)
    if paper.document.kind_info.approver == Approver.BOTH_HEADS:
        raise PermissionDenied  # the two heads confirm it on the handover's own page
    with saying(request, _("Đã trình Trưởng khối duyệt văn bản.")):
        official.submit_paper(paper, by=request.user)
    return redirect(_address(paper))


@require_POST
def approve(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The head, or the assigned deputy, approves exactly the words that were shown."""
    paper = _paper(request, "documents.approve", province, bloc, period, pk)
    try:
        official.approve_paper(paper, by=request.user, seen=request.POST.get("seen", ""))
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(_address(paper))
    messages.success(request, _("Đã duyệt văn bản. Hệ thống đang tạo tệp."))
    return redirect(paper.document)


@require_POST
def send_back(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The head returns the paper with a reason."""
    paper = _paper(request, "documents.return_draft", province, bloc, period, pk)
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _draw(request, paper, reason_form=form, status=422)
    reason = form.cleaned_data["reason"]
    with saying(request, _("Đã trả lại văn bản cho người soạn.")):
        official.return_paper(paper, by=request.user, reason=reason)
    return redirect(_address(paper))


@require_POST
def drop(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Give the draft up."""
    paper = _paper(request, "documents.submit", province, bloc, period, pk)
    try:
        official.drop_paper(paper, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(_address(paper))
    messages.success(request, _("Đã hủy dự thảo."))
    return redirect(paper.meeting or paper.document.period)


@require_POST
def draft(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Have the DỰ THẢO PDF made, or the Word file with `dang=word`."""
    paper = _paper(request, "documents.preview", province, bloc, period, pk)
    word = wants_word(request)
    return show_draft(request, request_draft_pdf(paper, by=request.user, word=word))
