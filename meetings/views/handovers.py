"""Bàn giao nhiệm vụ Trưởng khối: the bloc's handovers, one with its checklist."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import pdf
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError
from meetings.actions import handovers as actions
from meetings.forms.elections import (
    DropForm,
    HandoverForm,
    HandoverItemForm,
    HandoverNotesForm,
)
from meetings.models import Election, Handover, HandoverItem, Meeting
from meetings.queries.elections import elections_of
from meetings.queries.handovers import handover_words, people_of, takers_of
from units.models import Bloc


@require_safe
def index(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The bloc's handovers, the newest first."""
    home = get_visible_or_404(request, Bloc, slug=bloc, province__slug=province)
    if not request.user.has_perm("meetings.see", home):
        raise Http404
    rows = Handover.objects.visible_to(request.user).filter(bloc=home)
    context = {"bloc": home, "rows": rows}
    return render(request, "meetings/handovers/index.html", context)


def _meeting(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> Meeting:
    return get_permitted_or_404(
        request,
        Meeting,
        "meetings.prepare_handover",
        pk=pk,
        period__slug=period,
        bloc__slug=bloc,
        bloc__province__slug=province,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Name who takes over, after the meeting has elected."""
    meeting = _meeting(request, province, bloc, period, pk)
    found = {row.office: row.elected_id for row in elections_of(meeting)}
    people = people_of(meeting.bloc, clock.today())
    start = takers_of(people, found.get(Election.Office.HEAD), found.get(Election.Office.DEPUTY))
    form = HandoverForm(
        request.POST if request.method == "POST" else None,
        people=people,
        starts=date(meeting.period.ends.year + 1, 1, 1),
        initial=start,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_handover(
                meeting.period, meeting=meeting, by=request.user, **form.cleaned_data
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lập danh mục bàn giao. Quyền chuyển đúng ngày đã ghi."))
            return redirect(made)
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "form": form,
        "is_elected": bool(found.get(Election.Office.HEAD)),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/handovers/prepare.html", context, status=status)


def _handover(request: HttpRequest, province: str, bloc: str, pk: int) -> Handover:
    return get_visible_or_404(
        request, Handover, pk=pk, bloc__slug=bloc, bloc__province__slug=province
    )


def _may(request: HttpRequest, handover: Handover, perm: str) -> None:
    if not request.user.has_perm(perm, handover):
        raise PermissionDenied


@require_safe
def page(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The checklist, the two confirmations, the minutes beside them."""
    return _draw(request, _handover(request, province, bloc, pk))


def _draw(
    request: HttpRequest,
    handover: Handover,
    *,
    refused: dict[str, Any] | None = None,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, told = request.user, refused or {}
    is_open = handover.state == Handover.State.DRAFT
    may_edit = is_open and user.has_perm("meetings.edit_handover", handover)
    items = list(HandoverItem.objects.visible_to(user).filter(handover=handover))
    document = handover.document
    words = document.snapshot if document else None
    words = words or handover_words(handover, items)
    context = {
        "bloc": handover.bloc,
        "handover": handover,
        "document": document,
        "items": [
            {
                "row": row,
                "form": told.get(row.pk) or HandoverItemForm(instance=row),
                "theirs": theirs if row.pk in told else {},
                "revision": getattr(told.get(row.pk), "revision", row.revision),
            }
            for row in items
        ],
        "new_form": told.get("new") or HandoverItemForm(),
        "notes_form": told.get("notes")
        or HandoverNotesForm(initial={"witness": handover.witness, "note": handover.note}),
        "drop_form": told.get("drop") or DropForm(),
        "may_edit": may_edit,
        "may_give": is_open and user.has_perm("meetings.give_handover", handover),
        "may_take": handover.state == Handover.State.GIVEN
        and user.has_perm("meetings.take_handover", handover),
        "may_reopen": handover.state == Handover.State.GIVEN
        and user.has_perm("meetings.confirm_handover", handover),
        "may_drop": handover.state in {Handover.State.DRAFT, Handover.State.GIVEN}
        and handover.starts > clock.today()
        and user.has_perm("meetings.drop_handover", handover),
        "has_begun": handover.starts <= clock.today(),
        "paper": pdf.to_html(
            words,
            document.number_text if document else None,
            document.date if document else None,
            draft=not (document and document.is_approved),
        ),
    }
    return render(request, "meetings/handovers/page.html", context, status=status)


def _item(handover: Handover, request: HttpRequest, item: int) -> HandoverItem:
    rows = HandoverItem.objects.visible_to(request.user).filter(handover=handover, pk=item)
    row = rows.select_related("handover__bloc").first()
    if row is None:
        raise Http404
    return row


@require_POST
def save_item(request: HttpRequest, province: str, bloc: str, pk: int, item: int) -> HttpResponse:
    """Keep one line of the checklist."""
    handover = _handover(request, province, bloc, pk)
    _may(request, handover, "meetings.edit_handover")
    row = _item(handover, request, item)

    def act(values: dict[str, Any], revision: int) -> int:
        stored = _item(handover, request, item)
        actions.save_item(stored, values=values, revision=revision, by=request.user)
        return stored.revision

    return answer_save(
        request,
        HandoverItemForm(request.POST, instance=row),
        act=act,
        fresh=lambda other: (HandoverItemForm(instance=other), other.revision),
        page=lambda form, theirs, status: _draw(
            request, handover, refused={item: form}, theirs=theirs, status=status
        ),
        done=redirect(handover),
    )


@require_POST
def add_item(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Add a line."""
    handover = _handover(request, province, bloc, pk)
    _may(request, handover, "meetings.edit_handover")
    form = HandoverItemForm(request.POST)
    if not form.is_valid():
        return _draw(request, handover, refused={"new": form}, status=422)
    values = form.cleaned_data
    with saying(request, _("Đã thêm mục bàn giao.")):
        actions.add_item(handover, values=values, by=request.user)
    return redirect(handover)


@require_POST
def delete_item(request: HttpRequest, province: str, bloc: str, pk: int, item: int) -> HttpResponse:
    """Take a line away."""
    handover = _handover(request, province, bloc, pk)
    _may(request, handover, "meetings.edit_handover")
    row = _item(handover, request, item)
    with saying(request, _("Đã xóa mục.")):
        actions.delete_item(row, by=request.user)
    return redirect(handover)


@require_POST
def save_notes(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Keep witness and notes."""
    handover = _handover(request, province, bloc, pk)
    _may(request, handover, "meetings.edit_handover")
    form = HandoverNotesForm(request.POST)
    if not form.is_valid():
        return _draw(request, handover, refused={"notes": form}, status=422)
    given = form.cleaned_data
    with saying(request, _("Đã lưu.")):
        actions.save_notes(handover, witness=given["witness"], note=given["note"], by=request.user)
    return redirect(handover)


@require_POST
def give(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The head who goes confirms."""
    handover = _handover(request, province, bloc, pk)
    _may(request, handover, "meetings.give_handover")
    with saying(request, _("Đã xác nhận bên giao. Người nhận xác nhận tiếp.")):
        actions.confirm_given(handover, by=request.user)
    return redirect(handover)


@require_POST
def take(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The head who comes confirms; the minutes are approved."""
    handover = _handover(request, province, bloc, pk)
    _may(request, handover, "meetings.take_handover")
    with saying(request, _("Hai bên đã xác nhận. Biên bản bàn giao đã có số, chờ ký.")):
        actions.confirm_taken(handover, by=request.user)
    return redirect(handover)


@require_POST
def reopen(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Mend the list after the first confirmation."""
    handover = _handover(request, province, bloc, pk)
    _may(request, handover, "meetings.confirm_handover")
    with saying(request, _("Đã mở lại danh mục bàn giao.")):
        actions.take_back(handover, by=request.user)
    return redirect(handover)


@require_POST
def drop(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Take the handover back before its day."""
    handover = _handover(request, province, bloc, pk)
    _may(request, handover, "meetings.drop_handover")
    form = DropForm(request.POST)
    if not form.is_valid():
        return _draw(request, handover, refused={"drop": form}, status=422)
    reason = form.cleaned_data["reason"]
    with saying(request, _("Đã hủy bàn giao. Trưởng khối đương nhiệm tiếp tục.")):
        actions.drop_handover(handover, by=request.user, reason=reason)
    return redirect(handover)
