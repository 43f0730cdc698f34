"""Báo cáo thành tích: the unit's prose, the paper beside it, and its way to the unit's leader."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards.actions import achievements as actions
from awards.forms.dossier import AchievementForm
from awards.forms.nominations import ReasonForm
from awards.models import Achievement, Nomination
from awards.queries.achievement import (
    OPEN,
    achievement_lacks,
    achievement_url,
    achievement_words,
    has_report,
)
from awards.views import dossier
from documents import pdf
from documents.models import Document
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from meetings.queries.words import words_digest
from meetings.views.answers import paper_of, wants_word
from meetings.views.minutes import show_draft

WRITE = "awards.write_achievement"


def _nomination(
    request: HttpRequest, province: str, bloc: str, pk: int, perm: str = ""
) -> Nomination:
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    if perm:
        return get_permitted_or_404(request, Nomination, perm, **lookup)
    return get_visible_or_404(request, Nomination, **lookup)


def _report(request: HttpRequest, perm: str, province: str, bloc: str, pk: int) -> Achievement:
    """The report whose paper the person may see; 403 without the permission on the paper."""
    nomination = _nomination(request, province, bloc, pk)
    found = get_visible_or_404(request, Achievement, nomination=nomination)
    document = found.document
    if perm and not request.user.has_perm(perm, document):
        raise PermissionDenied
    found.nomination, found.bloc = nomination, nomination.bloc
    document.bloc, document.period = nomination.bloc, nomination.period
    return found


@require_POST
def start(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Begin the report and go to its page."""
    nomination = _nomination(request, province, bloc, pk, WRITE)
    with saying(request):
        actions.start_achievement(nomination, by=request.user)
    return redirect(achievement_url(nomination))


@require_safe
def of_document(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """From a paper to the page where its draft is worked on."""
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    document = get_visible_or_404(request, Document, achievement__isnull=False, **lookup)
    return redirect(achievement_url(document.achievement.nomination))


@require_safe
def page(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The prose for the unit, the words to decide on for its leader; before there is a report, the
    button that begins it; after approval the paper."""
    nomination = _nomination(request, province, bloc, pk)
    if has_report(nomination) or not request.user.has_perm(WRITE, nomination):
        return _draw(request, _report(request, "", province, bloc, pk))
    context = {
        "bloc": nomination.bloc,
        "nomination": nomination,
        "may_start": nomination.state in OPEN,
    }
    return render(request, "awards/achievement_start.html", context)


def _draw(
    request: HttpRequest,
    achievement: Achievement,
    *,
    form: AchievementForm | None = None,
    theirs: dict[str, str] | None = None,
    reason_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    document, user = achievement.document, request.user
    if document.is_approved:
        return redirect(document)
    is_draft = document.state == Document.State.DRAFT
    may_write = user.has_perm("documents.submit", document)
    may_decide = not is_draft and user.has_perm("documents.approve", document)
    words = achievement_words(achievement, user if may_decide else None)
    context = {
        "bloc": achievement.bloc,
        "nomination": achievement.nomination,
        "document": document,
        "is_open": may_write and is_draft,
        "may_decide": may_decide,
        "lacks": achievement_lacks(achievement) if is_draft else [],
        "form": form or AchievementForm(instance=achievement),
        "revision": getattr(form, "revision", achievement.revision),
        "theirs": theirs or {},
        "paper": pdf.to_html(words, draft=True),
        "seen": words_digest(words),
        "reason_form": reason_form or ReasonForm(),
    }
    return render(request, "awards/achievement.html", context, status=status)


@require_safe
def preview(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The report as it stands, for the pane beside the prose."""
    found = _report(request, "", province, bloc, pk)
    return HttpResponse(paper_of(found.document, lambda: achievement_words(found)))


@require_POST
def save(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Keep the prose."""
    found = _report(request, "documents.submit", province, bloc, pk)
    form = AchievementForm(request.POST, instance=found)

    def act(values: dict[str, Any], revision: int) -> int:
        stored = Achievement.objects.visible_to(request.user).get(pk=found.pk)
        actions.save_achievement(stored, values=values, revision=revision, by=request.user)
        return stored.revision

    return answer_save(
        request,
        form,
        act=act,
        fresh=lambda row: (AchievementForm(instance=row), row.revision),
        page=lambda typed, theirs, status: _draw(
            request, found, form=typed, theirs=theirs, status=status
        ),
        done=redirect(achievement_url(found.nomination)),
    )


@require_POST
def submit(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Hand the report to the unit's leader."""
    found = _report(request, "documents.submit", province, bloc, pk)
    with saying(request, _("Đã trình lãnh đạo đơn vị duyệt báo cáo thành tích.")):
        actions.submit_achievement(found, by=request.user)
    return redirect(achievement_url(found.nomination))


@require_POST
def approve(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The leader approves exactly the words that were shown."""
    found = _report(request, "documents.approve", province, bloc, pk)
    seen = request.POST.get("seen", "")
    with saying(
        request,
        _("Đã duyệt báo cáo thành tích. Hệ thống đang tạo tệp; hãy ghi số, ký và ghi nhận đã ký."),
    ):
        actions.approve_achievement(found, by=request.user, seen=seen)
    return redirect(achievement_url(found.nomination))


@require_POST
def send_back(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The leader returns the report with a reason."""
    found = _report(request, "documents.return_draft", province, bloc, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _draw(request, found, reason_form=form, status=422)
    reason = form.cleaned_data["reason"]
    with saying(request, _("Đã trả lại báo cáo cho người soạn.")):
        actions.return_achievement(found, by=request.user, reason=reason)
    return redirect(achievement_url(found.nomination))


@require_POST
def replace(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Begin a report that replaces the approved one."""
    nomination = _nomination(request, province, bloc, pk, WRITE)
    found = get_visible_or_404(request, Achievement, nomination=nomination)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return dossier.draw(request, nomination, reason_form=form, status=422)
    reason = form.cleaned_data["reason"]
    with saying(request, _("Đã lập dự thảo báo cáo thay thế. Báo cáo cũ được giữ nguyên.")):
        actions.replace_achievement(found, reason=reason, by=request.user)
    return redirect(achievement_url(found.nomination))


@require_POST
def draft(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Have the DỰ THẢO PDF made, or the Word file with `dang=word`."""
    found = _report(request, "documents.preview", province, bloc, pk)
    word = wants_word(request)
    return show_draft(request, actions.request_achievement_draft(found, by=request.user, word=word))
