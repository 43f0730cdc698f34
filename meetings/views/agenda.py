"""The agenda before the meeting: rows that save themselves, moved by drag, by key or by button."""

from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save, wants_json
from emulation_bloc.lib.states import ActionError
from meetings import actions, queries
from meetings.actions.agenda import StaleOrderError, reorder
from meetings.actions.guard import current_minutes
from meetings.forms.attachments import AttachmentForm
from meetings.forms.planning import AgendaItemForm
from meetings.models import AgendaItem, Attachment, Meeting
from meetings.queries import planning
from meetings.queries.invitations import draft_report_of
from meetings.views.sections import Item, Override
from meetings.views.states import meeting_at

WIDTHS = {"title": "col-12", "presenter": "col-12", "minutes": "col-5", "planned_at": "col-5"}


@require_safe
def page(request: HttpRequest, **at: Any) -> HttpResponse:
    """The agenda with its times, and the meeting's papers."""
    return _draw(request, meeting_at(request, at, "meetings.run"))


def _draw(
    request: HttpRequest, meeting: Meeting, override: Override | None = None, status: int = 200
) -> HttpResponse:
    minutes = current_minutes(meeting)
    items = list(meeting.agendaitems.all())
    report = draft_report_of(meeting)
    has_report = report and request.user.has_perm("meetings.see", report)
    context = {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "is_open": minutes is None or minutes.document.state == Document.State.DRAFT,
        "items": _rows(meeting, items, override),
        "new": _new(meeting, override),
        "order": planning.order_key(items),
        "times": planning.agenda_times(meeting, items),
        "files": Attachment.objects.visible_to(request.user)
        .filter(meeting=meeting)
        .select_related("item"),
        "file_form": AttachmentForm(auto_id="file-%s"),
        "report": report if has_report else None,
    }
    return render(request, "meetings/agenda.html", context, status=status)


def _form(meeting: Meeting, *args: Any, **kwargs: Any) -> AgendaItemForm:
    return AgendaItemForm(*args, choices=_NO_CHOICES, **kwargs)


_NO_CHOICES: Any = queries.DeskChoices(None, None)  # type: ignore[arg-type]  # it names nobody


def _item(form: ModelForm, revision: int, row: AgendaItem | None = None, number: int = 0) -> Any:
    item = Item("agenda", form, revision, row, number)
    return {"item": item, "fields": [(one, WIDTHS[one.name]) for one in form]}


def _rows(meeting: Meeting, items: list[AgendaItem], override: Override | None) -> list[Any]:
    """Each row with its form, and the whole order after one press of up or down."""
    made = []
    ids = [row.pk for row in items]
    for place, row in enumerate(items):
        form: ModelForm = _form(meeting, instance=row, auto_id=f"agenda-{row.pk}-%s")
        one = _item(form, row.revision, row, place + 1)
        if override and override.row == row.pk:
            one = _item(override.form, getattr(override.form, "revision", row.revision), row)
            one["item"].theirs = override.theirs
        one["up"] = _swapped(ids, place, place - 1)
        one["down"] = _swapped(ids, place, place + 1)
        made.append(one)
    return made


def _swapped(ids: list[int], place: int, other: int) -> str:
    if not 0 <= other < len(ids):
        return ""
    moved = list(ids)
    moved[place], moved[other] = moved[other], moved[place]
    return "-".join(map(str, moved))


def _new(meeting: Meeting, override: Override | None) -> Any:
    is_refused = override is not None and override.is_new
    form = override.form if override and is_refused else _form(meeting, auto_id="agenda-new-%s")
    return _item(form, 1)


def _address(meeting: Meeting) -> str:
    period = meeting.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, meeting.pk]
    return reverse("meetings:agenda", args=at)


def _row(meeting: Meeting, pk: int) -> AgendaItem:
    row = meeting.agendaitems.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@require_POST
def save(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """Keep one item."""
    meeting = meeting_at(request, at, "meetings.run")
    stored = _row(meeting, row)

    def act(values: dict[str, Any], revision: int) -> int:
        fresh = _row(meeting, row)
        actions.save_row(fresh, values=values, revision=revision, by=request.user)
        return fresh.revision

    return answer_save(
        request,
        _form(meeting, request.POST, instance=stored, auto_id=f"agenda-{row}-%s"),
        act=act,
        fresh=lambda other: (_form(meeting, instance=other), other.revision),
        page=lambda form, theirs, status: _draw(
            request, meeting, Override("agenda", row, form, theirs), status
        ),
        done=redirect(f"{_address(meeting)}#agenda-{row}"),
    )


@require_POST
def add(request: HttpRequest, **at: Any) -> HttpResponse:
    """Add an item at the end."""
    meeting = meeting_at(request, at, "meetings.run")
    form = _form(meeting, request.POST, auto_id="agenda-new-%s")
    if form.is_valid():
        try:
            row = actions.add_row(meeting, "agenda", values=form.cleaned_data, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{_address(meeting)}#agenda-{row.pk}")
    return _draw(request, meeting, Override("agenda", None, form, {}, is_new=True), 422)


@require_POST
def remove(request: HttpRequest, row: int, **at: Any) -> HttpResponse:
    """Take an item away."""
    meeting = meeting_at(request, at, "meetings.run")
    with saying(request, _("Đã xóa nội dung khỏi chương trình.")):
        actions.delete_row(_row(meeting, row), by=request.user)
    return redirect(_address(meeting))


@require_POST
def order(request: HttpRequest, **at: Any) -> HttpResponse:
    """Put the items in the order that was sent, unless somebody else moved one meanwhile."""
    meeting = meeting_at(request, at, "meetings.run")
    ids = [int(one) for one in request.POST.get("ids", "").split("-") if one.isdecimal()]
    status, said = 200, ""
    try:
        seen = request.POST.get("seen", "")
        reorder(meeting, "agenda", ids, seen=seen, by=request.user)
    except ActionError as error:
        status = 409 if isinstance(error, StaleOrderError) else 422
        said = str(error)
    if wants_json(request):
        key = planning.order_key(list(meeting.agendaitems.all()))
        return JsonResponse({"order": key, "message": said}, status=status)
    if said:
        messages.error(request, said)
    return redirect(_address(meeting))
