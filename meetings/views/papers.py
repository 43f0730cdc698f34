"""All papers of a meeting on one page, and its press note."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import pdf
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.files import made
from emulation_bloc.lib.saving import answer_save
from meetings.actions.press import save_press, take_press_anew
from meetings.actions.ready import make_ready
from meetings.forms.press import PressForm
from meetings.models import Meeting
from meetings.queries.meeting_papers import meeting_papers
from meetings.queries.press import PressFacts, press_text, press_words, unsaid_facts

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _meeting(
    request: HttpRequest, perm: str, province: str, bloc: str, period: str, pk: int
) -> Meeting:
    lookup: dict[str, Any] = {
        "pk": pk,
        "period__slug": period,
        "bloc__slug": bloc,
        "bloc__province__slug": province,
    }
    if perm:
        meeting = get_permitted_or_404(request, Meeting, perm, **lookup)
    else:
        meeting = get_visible_or_404(request, Meeting, **lookup)
    meeting.period.bloc = meeting.bloc
    return meeting


def _address(meeting: Meeting, name: str) -> str:
    period = meeting.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, meeting.pk]
    return reverse(f"meetings:{name}", args=at)


@require_safe
def index(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Every paper of the meeting: state, number, files, who does what next."""
    meeting = _meeting(request, "", province, bloc, period, pk)
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "rows": meeting_papers(meeting, request.user),
        "may_write": request.user.has_perm("meetings.write_paper", meeting),
        "may_tell": request.user.has_perm("meetings.edit_notes", meeting),
    }
    return render(request, "meetings/papers.html", context)


@require_POST
def ready(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Have the drafts' files made from the words of this moment."""
    meeting = _meeting(request, "meetings.write_paper", province, bloc, period, pk)
    with saying(request, _("Đang tạo bản dự thảo PDF và Word. Tải lại trang sau ít giây.")):
        make_ready(meeting, by=request.user)
    return redirect(_address(meeting, "papers"))


@require_safe
def press(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The press note: generated, or as edited, with what of the facts it does not tell."""
    return _draw_press(
        request, _meeting(request, "meetings.edit_notes", province, bloc, period, pk)
    )


def _draw_press(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: PressForm | None = None,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    facts = PressFacts(meeting)
    told = press_text(facts)
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "form": form or PressForm(instance=meeting, told=told),
        "revision": getattr(form, "revision", meeting.press_revision),
        "theirs": theirs or {},
        "told": told,
        "is_edited": bool(meeting.press_note),
        "unsaid": unsaid_facts(facts, meeting.press_note) if meeting.press_note else [],
    }
    return render(request, "meetings/press.html", context, status=status)


@require_POST
def save(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Keep the edited note."""
    meeting = _meeting(request, "meetings.edit_notes", province, bloc, period, pk)
    told = press_text(PressFacts(meeting))

    def act(values: dict[str, Any], revision: int) -> int:
        stored = Meeting.objects.visible_to(request.user).get(pk=pk)
        save_press(stored, text=values["press_note"], revision=revision, by=request.user)
        return stored.press_revision

    return answer_save(
        request,
        PressForm(request.POST, instance=meeting, told=told),
        act=act,
        fresh=lambda row: (PressForm(instance=row, told=told), row.press_revision),
        page=lambda form, theirs, status: _draw_press(
            request, meeting, form=form, theirs=theirs, status=status
        ),
        done=redirect(_address(meeting, "press")),
    )


@require_POST
def anew(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Take the generated text again."""
    meeting = _meeting(request, "meetings.edit_notes", province, bloc, period, pk)
    take_press_anew(meeting, by=request.user)
    messages.success(request, _("Đã lấy lại nội dung tự động của tin bài."))
    return redirect(_address(meeting, "press"))


@require_safe
def press_file(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, form: str
) -> HttpResponse:
    """The note as a file: plain text or Word."""
    meeting = _meeting(request, "meetings.edit_notes", province, bloc, period, pk)
    text = meeting.press_note or press_text(PressFacts(meeting))
    if form not in {"word", "van-ban"}:
        raise Http404
    if form == "word":
        content, kind, name = _word(meeting, text), WORD, "tin-bai.docx"
    else:
        # With its mark of UTF-8: older editors of Windows show Vietnamese only so.
        content = text.replace("\n", "\r\n").encode("utf-8-sig")
        kind, name = "text/plain; charset=utf-8", "tin-bai.txt"
    return made(content, name, kind)


def _word(meeting: Meeting, text: str) -> bytes:
    return pdf.render_docx("press", press_words(meeting, text), None, meeting.date)
