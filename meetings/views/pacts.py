"""Giao ước thi đua: the pact of a year, its confirmations, its paper."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import pdf
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError
from meetings.actions import pacts as actions
from meetings.forms.pacts import ApproveForm, PactForm, ReopenForm
from meetings.models import Pact
from meetings.queries.pacts import (
    confirmations_of,
    members_of,
    pact_lacks,
    pact_words,
    targets_of,
)
from meetings.queries.words import words_digest
from units.models import Period


def _pact(request: HttpRequest, province: str, bloc: str, pk: int, perm: str = "") -> Pact:
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    if perm:
        return get_permitted_or_404(request, Pact, perm, **lookup)
    return get_visible_or_404(request, Pact, **lookup)


def _address(pact: Pact) -> str:
    return reverse("meetings:pact", args=[pact.bloc.province.slug, pact.bloc.slug, pact.pk])


@require_POST
def start(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Begin the pact of the year, or go to the one there is."""
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    chosen = get_permitted_or_404(request, Period, "meetings.write_pact", **lookup)
    rows = Pact.objects.visible_to(request.user).filter(bloc=chosen.bloc, year=chosen.ends.year)
    if found := rows.first():
        return redirect(_address(found))
    try:
        made = actions.start_pact(chosen, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(chosen)
    return redirect(_address(made))


@require_safe
def of_year(request: HttpRequest, province: str, bloc: str, year: int) -> HttpResponse:
    """From a year to its pact."""
    lookup = {"year": year, "bloc__slug": bloc, "bloc__province__slug": province}
    return redirect(_address(get_visible_or_404(request, Pact, **lookup)))


@require_safe
def page(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The words, who has confirmed, what I may do."""
    return _draw(request, _pact(request, province, bloc, pk))


def _draw(
    request: HttpRequest,
    pact: Pact,
    *,
    form: PactForm | None = None,
    theirs: dict[str, str] | None = None,
    refused: dict[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, told = request.user, refused or {}
    document = pact.document
    units, targets = members_of(pact), targets_of(pact)
    is_draft, is_asked = pact.state == Pact.State.DRAFT, pact.state == Pact.State.CONFIRMING
    words = document.snapshot or pact_words(pact, units, targets)
    seen = words_digest(words)
    given = confirmations_of(pact)
    may_write = user.has_perm("meetings.write_pact", pact)
    context = {
        "bloc": pact.bloc,
        "period": pact.period,
        "pact": pact,
        "document": document,
        "form": form or PactForm(instance=pact),
        "revision": getattr(form, "revision", pact.revision),
        "theirs": theirs or {},
        "is_open": is_draft and may_write,
        "lacks": pact_lacks(pact, units, targets) if is_draft else [],
        "rows": [(unit, given.get(unit.pk), len(targets.get(unit.pk, []))) for unit in units],
        "confirmed": len(given),
        "mine": [
            unit
            for unit in units
            if is_asked and unit.pk in user.rights.leader_of and unit.pk not in given
        ],
        "may_reopen": is_asked and may_write,
        "may_approve": is_asked and user.has_perm("meetings.approve_pact", pact),
        "may_preview": may_write and not document.is_approved,
        "seen": seen,
        "reopen_form": told.get("reopen") or ReopenForm(),
        "approve_form": told.get("approve") or ApproveForm(initial={"seen": seen}),
        "paper": pdf.to_html(
            words, document.number_text, document.date, draft=not document.is_approved
        ),
    }
    return render(request, "meetings/pacts/page.html", context, status=status)


@require_POST
def save(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Keep what was typed."""
    pact = _pact(request, province, bloc, pk, "meetings.write_pact")

    def act(values: dict[str, Any], revision: int) -> int:
        stored = _pact(request, province, bloc, pk)
        actions.save_pact(stored, values=values, revision=revision, by=request.user)
        return stored.revision

    return answer_save(
        request,
        PactForm(request.POST, instance=pact),
        act=act,
        fresh=lambda row: (PactForm(instance=row), row.revision),
        page=lambda form, theirs, status: _draw(
            request, pact, form=form, theirs=theirs, status=status
        ),
        done=redirect(_address(pact)),
    )


@require_POST
def offer(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Ask the leaders to confirm."""
    pact = _pact(request, province, bloc, pk, "meetings.write_pact")
    with saying(request, _("Đã gửi giao ước để lãnh đạo các đơn vị xác nhận.")):
        actions.offer_pact(pact, by=request.user)
    return redirect(_address(pact))


@require_POST
def reopen(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Back to the draft."""
    pact = _pact(request, province, bloc, pk, "meetings.write_pact")
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _draw(request, pact, refused={"reopen": form}, status=422)
    reason = form.cleaned_data["reason"]
    with saying(request, _("Đã mở lại dự thảo giao ước. Các đơn vị sẽ xác nhận lại.")):
        actions.reopen_pact(pact, by=request.user, reason=reason)
    return redirect(_address(pact))


@require_POST
def confirm(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """A leader confirms for the own unit."""
    pact = _pact(request, province, bloc, pk)
    units = [unit for unit in members_of(pact) if unit.pk in request.user.rights.leader_of]
    if not units:
        raise PermissionDenied
    seen = request.POST.get("seen", "")

    def act() -> None:
        for unit in units:
            actions.confirm_pact(pact, unit, by=request.user, seen=seen)

    with saying(request, _("Đã xác nhận giao ước cho đơn vị.")):
        act()
    return redirect(_address(pact))


@require_POST
def approve(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The head freezes the pact."""
    pact = _pact(request, province, bloc, pk, "meetings.approve_pact")
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            actions.approve_pact(pact, by=request.user, **form.cleaned_data)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã duyệt giao ước. Hệ thống đang tạo tệp để in, ký."))
            return redirect(_address(pact))
    return _draw(request, pact, refused={"approve": form}, status=422)


@require_POST
def draft(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Have a draft made as PDF or Word (`dang=word`)."""
    pact = _pact(request, province, bloc, pk, "meetings.write_pact")
    is_word = request.POST.get("dang") == "word"
    try:
        row = actions.request_pact_draft(pact, by=request.user, word=is_word)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(_address(pact))
    return redirect("documents:rendering", province, bloc, row.pk)
