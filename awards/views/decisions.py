"""What the council and the province say of several nominations; decisions and their files."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import council, decisions
from awards.forms.review import DecisionFileForm, DecisionForm, SittingForm, StepForm
from awards.models import Award, Decision, Nomination
from awards.queries.money import proposed_amount
from awards.queries.review import DECIDE, chosen_of, decidable_from, decisions_of, grants_of
from awards.views.review import province_at
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.files import serve
from emulation_bloc.lib.states import ActionError
from units.models import Province

READ_OR_SEND = ["GET", "HEAD", "POST"]
ROWS_A_PAGE = 50
MOST_CHOSEN = 100


def _chosen(request: HttpRequest, place: Province) -> list[Nomination]:
    """The nominations that the address names, all of them decided on by the person."""
    given = request.GET.getlist("chon")[:MOST_CHOSEN]
    asked = [int(text) for text in given if text.isdecimal() and len(text) < 19]
    rows = chosen_of(place, request.user, asked)
    if len(rows) != len(set(asked)):
        raise Http404
    if not all(request.user.has_perm(DECIDE, row) for row in rows):
        raise PermissionDenied
    return rows


def _address(request: HttpRequest, rows: list[Nomination]) -> str:
    return f"{request.path}?{urlencode([('chon', row.pk) for row in rows])}"


def _heap(place: Province, code: str) -> str:
    """The address of the heap from which the nominations were chosen."""
    return f"{reverse('awards:review_desk', args=[place.slug])}?buoc={code}"


def _none_chosen(request: HttpRequest, back: str) -> HttpResponse:
    messages.error(request, _("Hãy chọn ít nhất một đề nghị."))
    return redirect(back)


def _leader_at(request: HttpRequest, province: str) -> Province:
    place = province_at(request, province)
    if place.pk not in request.user.rights.review_leader_of:
        raise PermissionDenied
    return place


@require_http_methods(READ_OR_SEND)
def sitting(request: HttpRequest, province: str) -> HttpResponse:
    """The council's votes on the chosen nominations."""
    place = _leader_at(request, province)
    rows, back = _chosen(request, place), _heap(place, "hoi-dong")
    if not rows:
        return _none_chosen(request, back)
    if request.headers.get("HX-Request") == "true" and request.method == "GET":
        return _needs(request, rows)
    form = SittingForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        votes = [(row, form.named("yes", row)) for row in rows]
        try:
            made = council.record_sitting(votes, values=form.cleaned_data, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            passed = sum(row.is_passed for row in made)
            told = _("Đã ghi kết quả: %(yes)d/%(all)d đề nghị được thông qua.")
            messages.success(request, told % {"yes": passed, "all": len(made)})
            return redirect(back)
    return _draw(request, "awards/review/sitting.html", place, rows, form, back)


def _needs(request: HttpRequest, rows: list[Nomination]) -> HttpResponse:
    """The piece of the page that says what is needed by what has been typed so far."""
    form = SittingForm(request.GET, rows=rows)
    response = render(request, "awards/review/_needs.html", {"form": form, "is_piece": True})
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(READ_OR_SEND)
def step(request: HttpRequest, province: str) -> HttpResponse:
    """A step after the council, for the chosen nominations, by one paper."""
    place = _leader_at(request, province)
    rows, back = _chosen(request, place), _heap(place, "trinh")
    if not rows:
        return _none_chosen(request, back)
    form = StepForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        target = values.pop("target")
        try:
            n = council.step_all(rows, target, values=values, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi bước cho %(n)d đề nghị.") % {"n": n})
            return redirect(back)
    return _draw(request, "awards/review/step.html", place, rows, form, back)


@require_http_methods(READ_OR_SEND)
def add(request: HttpRequest, province: str) -> HttpResponse:
    """Record a decision on the chosen nominations."""
    place = _leader_at(request, province)
    rows, back = _chosen(request, place), _heap(place, "trinh")
    if not rows:
        return _none_chosen(request, back)
    is_sent = request.method == "POST"
    early = [row for row in rows if row.state != decidable_from(row)]
    if early and not is_sent:
        told = _(
            "%(who)s đang ở bước “%(state)s”, chưa ghi quyết định được. Hãy ghi bước tiếp theo."
        )
        words = {"who": early[0], "state": early[0].get_state_display()}
        messages.error(request, told % words)
        return redirect(back)
    form = DecisionForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        rows=rows,
        user=request.user,
        initial={"issuer": place.people_committee},
    )
    if is_sent and form.is_valid():
        try:
            made = decisions.record_decision(
                place,
                values=_decided(form),
                grants=_grants(form),
                upload=form.cleaned_data["file"],
                by=request.user,
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi quyết định, cập nhật sổ theo dõi khen thưởng."))
            return redirect("awards:decision", place.slug, made.pk)
    if is_sent:
        form.ask_for_file_again()
    return _draw(request, "awards/review/add_decision.html", place, rows, form, back)


def _decided(form: DecisionForm) -> dict[str, Any]:
    names = ("number", "date", "issuer", "signer", "signer_title")
    reasons = {row.pk: form.named("reason", row) or "" for row in form.rows}
    return {name: form.cleaned_data[name] for name in names} | {"reasons": reasons}


def _grants(form: DecisionForm) -> list[decisions.Granted]:
    awards = Award.objects.visible_to(form.user).in_bulk(
        [form.named("award", row) for row in form.rows]
    )
    return [_granted(form, row, awards[form.named("award", row)]) for row in form.rows]


def _granted(form: DecisionForm, row: Nomination, award: Award) -> decisions.Granted:
    """With the money that was typed, else what goes with the award on the day of the decision."""
    typed = form.named("amount", row)
    if typed is None:
        typed = proposed_amount(award, row.subject, form.cleaned_data["date"])
    return row, award, typed


def _draw(
    request: HttpRequest,
    template: str,
    place: Province,
    rows: list[Nomination],
    form: Any,
    back: str,
) -> HttpResponse:
    context = {
        "province": place,
        "rows": rows,
        "form": form,
        "action": _address(request, rows),
        "back": back,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, template, context, status=status)


@require_safe
def index(request: HttpRequest, province: str) -> HttpResponse:
    """The province's decisions: all for department and observers, else those of the own bloc."""
    place = get_visible_or_404(request, Province, slug=province)
    page = Paginator(decisions_of(province, request.user), ROWS_A_PAGE)
    context = {"province": place, "page": page.get_page(request.GET.get("trang")), "query": ""}
    return render(request, "awards/review/decisions.html", context)


@require_safe
def page(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """One decision with what it grants."""
    found = get_visible_or_404(request, Decision, pk=pk, province__slug=province)
    return _draw_page(request, found, DecisionFileForm())


def _draw_page(
    request: HttpRequest, found: Decision, form: DecisionFileForm, status: int = 200
) -> HttpResponse:
    leads = found.province_id in request.user.rights.review_leader_of
    context = {
        "province": found.province,
        "decision": found,
        "grants": grants_of(found, request.user),
        "file_form": form if leads and not found.file else None,
    }
    return render(request, "awards/review/decision.html", context, status=status)


@require_POST
def attach(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """Put the file on a decision that was recorded without it."""
    found = get_visible_or_404(request, Decision, pk=pk, province__slug=province)
    if found.province_id not in request.user.rights.review_leader_of:
        raise PermissionDenied
    form = DecisionFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _draw_page(request, found, form, status=422)
    with saying(request, _("Đã đính kèm tệp quyết định.")):
        decisions.attach_file(found, form.cleaned_data["file"], by=request.user)
    return redirect("awards:decision", province, found.pk)


@require_safe
def file(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """The decision's file, as it was uploaded."""
    found = get_visible_or_404(request, Decision, pk=pk, province__slug=province)
    if not found.file:
        raise Http404
    return serve(request, found)
