"""“Ai chưa nộp”: who is late or still owes, and reminding them by mail, chat or letter."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from emulation_bloc.forms import LateFilterForm
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.states import ActionError
from emulation_bloc.queries.late import OwingUnit, all_owed, late_units
from emulation_bloc.queries.late_words import chat_text, paper_rows, reminders
from meetings.actions.official import start_paper
from meetings.models import OfficialPaper
from units.actions import outbox
from units.models import Period


def _period(request: HttpRequest, perm: str, given: dict[str, str]) -> Period:
    lookup = {
        "slug": given["period"],
        "bloc__slug": given["bloc"],
        "bloc__province__slug": given["province"],
    }
    return get_permitted_or_404(request, Period, perm, **lookup)


def _chosen(request: HttpRequest, chosen: Period, given: Any) -> tuple[list[OwingUnit], bool]:
    """The units that the page shows: all that owe, or only what is overdue."""
    only_late = LateFilterForm(given).only_late()
    sees_drafts = chosen.bloc_id in request.user.rights.desk_blocs
    return late_units(chosen, sees_drafts=sees_drafts, only_late=only_late), only_late


@require_safe
def late(request: HttpRequest, **given: str) -> HttpResponse:
    """Who owes what since when, over all floors; a text ready to be copied."""
    chosen = _period(request, "units.see_late", given)
    units, only_late = _chosen(request, chosen, request.GET)
    rows = all_owed(units)
    context = {
        "bloc": chosen.bloc,
        "period": chosen,
        "form": LateFilterForm(request.GET),
        "only_late": only_late,
        "rows": rows,
        "n_units": len(units),
        "n_late": sum(bool(one.late_days) for _unit, one in rows),
        "unreachable": [unit for unit in units if unit.unreachable or not unit.people],
        "chat": chat_text(chosen, units),
        "may_write": request.user.has_perm("meetings.write_paper", chosen),
        "may_remind": request.user.has_perm("units.send_mail", chosen),
    }
    return render(request, "emulation_bloc/late.html", context)


@require_POST
def late_remind(request: HttpRequest, **given: str) -> HttpResponse:
    """Write letters to those who owe, and show them before anything goes out."""
    chosen = _period(request, "units.send_mail", given)
    units, _only_late = _chosen(request, chosen, request.POST)
    letters = reminders(chosen, units, by=request.user)
    made = outbox.write_reminders(chosen.bloc, letters, day=clock.today(), by=request.user)
    at = (given["province"], given["bloc"])
    if made:
        messages.success(request, _("Đã soạn %(n)d thư nhắc. Hãy xem rồi bấm Gửi.") % {"n": made})
        return redirect("units:mail_drafts", *at)
    if any(one.user.email for one in letters):
        sentence = _("Hôm nay đã soạn thư nhắc các việc này; mỗi người được nhắc một lần một ngày.")
        messages.info(request, sentence)
        return redirect("units:mail", *at)
    messages.error(request, _("Không có ai để gửi thư: xem danh sách người chưa có địa chỉ thư."))
    return redirect("late", **given)


@require_POST
def late_letter(request: HttpRequest, **given: str) -> HttpResponse:
    """Begin the letter (công văn đôn đốc) with what the page shows; a draft there is is opened."""
    chosen = _period(request, "meetings.write_paper", given)
    units, _only_late = _chosen(request, chosen, request.POST)
    try:
        paper = start_paper(
            chosen, "reminder", by=request.user, details={"rows": paper_rows(units)}
        )
    except ActionError as error:
        messages.info(request, str(error))
        drafts = OfficialPaper.objects.visible_to(request.user).filter(
            document__period=chosen,
            document__kind="reminder",
            document__state__in=Document.DRAFT_STATES,
        )
        paper = get_object_or_404(drafts)
    at = [given["province"], given["bloc"], given["period"]]
    return redirect("meetings:paper", *at, paper.pk)
