"""Units confirm draft minutes: the shown words, remarks paragraph by paragraph, answers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from emulation_bloc.lib.answers import saying
from meetings.actions import confirmation as actions
from meetings.forms import AnswerForm
from meetings.forms.adoption import RemarkForm
from meetings.models import Minutes, MinutesRemark, UnitConfirmation
from meetings.queries.confirmation import counted, may_close, window_of
from meetings.views.minutes import at, minutes_or_404
from units.models import Unit
from units.queries import meeting_settings


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The words that the units are shown, with what each has said of them."""
    return _draw(request, minutes_or_404(request, "", province, bloc, period, pk))


def _draw(
    request: HttpRequest, minutes: Minutes, said: Any = None, status: int = 200
) -> HttpResponse:
    """`said` is a refused form: (paragraph or remark, form)."""
    user, document = request.user, minutes.document
    state = window_of(minutes)
    writes = user.has_perm("meetings.edit_notes", minutes.meeting)
    if not minutes.confirm_words or (state != "open" and not writes):
        raise Http404  # the draft is the units' for the time of the window only
    rows = list(
        UnitConfirmation.objects.visible_to(user).filter(minutes=minutes).select_related("unit")
    )
    remarks = list(
        MinutesRemark.objects.visible_to(user)
        .filter(minutes=minutes)
        .select_related("unit", "by", "answered_by")
    )
    unit = _own_unit(request, minutes)
    is_open = state == "open"
    context = {
        "bloc": document.bloc,
        "period": document.period,
        "meeting": minutes.meeting,
        "minutes": minutes,
        "document": document,
        "state": state,
        "paragraphs": _paragraphs(minutes, remarks),
        "answers": _answers(minutes, rows, state),
        "said": said[1] if said else None,
        "said_to": said[0] if said else None,
        "unit": unit if is_open else None,
        "mine": next((row for row in rows if unit and row.unit_id == unit.pk), None),
        "may_agree": bool(unit) and is_open and unit.pk in user.rights.leader_of,
        "may_answer": writes and document.state == Document.State.DRAFT,
        "may_close": writes and may_close(minutes, rows, remarks),
        "waiting": sum(row.answered_at is None for row in remarks),
    }
    return render(request, "meetings/confirm.html", context, status=status)


def _paragraphs(minutes: Minutes, remarks: list[MinutesRemark]) -> list[dict[str, Any]]:
    """The shown blocks in order, each with the remarks on it."""
    words = minutes.confirm_words or {}
    said: dict[int, list[MinutesRemark]] = {}
    for row in remarks:
        said.setdefault(row.paragraph, []).append(row)
    return [
        {"place": place, "number": place + 1, "block": block, "remarks": said.get(place, [])}
        for place, block in enumerate(words.get("blocks", []))
    ]


def _answers(minutes: Minutes, rows: list[UnitConfirmation], state: str) -> list[dict[str, Any]]:
    """Each unit and what it answered, silence counted once the time is up."""
    meeting = minutes.meeting
    silence = meeting_settings(meeting.bloc, meeting.date or minutes.confirm_from.date()).silence
    told = []
    for row in rows:
        answer, is_silent = counted(row, silence, is_over=state == "over")
        label = UnitConfirmation.Answer(answer).label
        told.append(
            {
                "unit": row.unit.name,
                "answer": answer,
                "label": label,
                "is_silent": is_silent,
                "at": None if is_silent else row.at,
            }
        )
    return told


def _own_unit(request: HttpRequest, minutes: Minutes) -> Unit | None:
    """The unit for which the person answers: one of theirs that attended."""
    own = Unit.objects.visible_to(request.user).filter(pk__in=request.user.rights.units)
    asked = UnitConfirmation.objects.visible_to(request.user).filter(minutes=minutes)
    return own.filter(pk__in=asked.values("unit")).order_by("pk").first()


def _address(minutes: Minutes, anchor: str = "") -> str:
    address = reverse("meetings:confirm_minutes", args=at(minutes))
    return f"{address}#{anchor}" if anchor else address


@require_POST
def start(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Show the draft to the units and ask them to confirm it."""
    minutes = minutes_or_404(request, "documents.submit", province, bloc, period, pk)
    with saying(request, _("Đã gửi dự thảo để các đơn vị xác nhận.")):
        actions.open_confirmation(minutes, by=request.user)
    return redirect("meetings:minutes", *at(minutes))


@require_POST
def finish(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """End the window."""
    minutes = minutes_or_404(request, "documents.submit", province, bloc, period, pk)
    with saying(request, _("Đã kết thúc lấy xác nhận. Kết quả được ghi vào biên bản.")):
        actions.close_confirmation(minutes, by=request.user)
    return redirect("meetings:minutes", *at(minutes))


@require_POST
def agree(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """The leader of a unit agrees."""
    minutes = minutes_or_404(request, "meetings.confirm_minutes", province, bloc, period, pk)
    unit = _own_unit(request, minutes)
    if unit is None or unit.pk not in request.user.rights.leader_of:
        raise PermissionDenied
    with saying(request, _("Đã xác nhận thống nhất với dự thảo biên bản.")):
        actions.confirm(minutes, unit=unit, by=request.user)
    return redirect(_address(minutes))


@require_POST
def remark(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """A unit remarks on one paragraph."""
    minutes = minutes_or_404(request, "meetings.remark_minutes", province, bloc, period, pk)
    unit = _own_unit(request, minutes)
    if unit is None:
        raise PermissionDenied
    form = RemarkForm(request.POST, auto_id="remark-%s")
    if not form.is_valid():
        given = request.POST.get("paragraph", "")
        place = int(given) if given.isdecimal() and len(given) < 6 else 0
        return _draw(request, minutes, (place, form), 422)
    values = form.cleaned_data
    with saying(request, _("Đã gửi ý kiến của đơn vị.")):
        actions.remark(
            minutes, unit=unit, paragraph=values["paragraph"], text=values["text"], by=request.user
        )
    return redirect(_address(minutes, f"doan-{values['paragraph'] + 1}"))


@require_POST
def answer(
    request: HttpRequest, province: str, bloc: str, period: str, pk: int, remark: int
) -> HttpResponse:
    """The desk answers a remark."""
    minutes = minutes_or_404(request, "", province, bloc, period, pk)
    if not request.user.has_perm("meetings.edit_notes", minutes.meeting):
        raise PermissionDenied
    rows = MinutesRemark.objects.visible_to(request.user).select_related("unit")
    row = get_object_or_404(rows.filter(minutes=minutes), pk=remark)
    row.minutes = minutes
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _draw(request, minutes, (row, form), 422)
    with saying(request, _("Đã trả lời ý kiến.")):
        actions.answer_remark(row, text=form.cleaned_data["text"], by=request.user)
    return redirect(_address(minutes, f"doan-{row.paragraph + 1}"))
