"""Đề nghị khen thưởng: the bloc's list of a period, adding by hand, one nomination."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import nominations as actions
from awards.forms.nominations import (
    DecideForm,
    HoldForm,
    LiftForm,
    NominateForm,
    ReasonForm,
    SummaryForm,
)
from awards.forms.review import (
    AnnulForm,
    DeliverForm,
    NotifyForm,
    ReceiveForm,
    RefuseForm,
    ReviewForm,
    SendBackForm,
)
from awards.models import Check, Nomination
from awards.queries.fact_rows import facts_page
from awards.queries.next_step import ahead_of
from awards.queries.nominations import (
    EDIT,
    NEW,
    TESTABLE,
    checks_of,
    grouped,
    history_of,
    holds_of,
    lines_of,
    list_url,
    members_to_choose,
    periods_of,
    sees_dossier,
    state_words,
    steps_for,
    tally_of,
)
from awards.queries.review import APPRAISABLE, DECIDE, review_context
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.states import ActionError
from units.models import Bloc, Period, User

# What a leader of the department does on the page: where it leads, what is typed.
LEADING: dict[str, tuple[Nomination.State, type[Form]]] = {
    "notify": (Nomination.State.NOTIFIED, NotifyForm),
    "deliver": (Nomination.State.DELIVERED, DeliverForm),
    "refuse": (Nomination.State.REFUSED, RefuseForm),
    "annul": (Nomination.State.ANNULLED, AnnulForm),
}


@require_safe
def index(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The nominations of a period (`?ky=`, else the latest with a place for them): titles apart
    from commendations, what has ended below."""
    home = get_permitted_or_404(request, Bloc, "awards.see", slug=bloc, province__slug=province)
    user = request.user
    periods = periods_of(home, user)
    asked = request.GET.get("ky")
    period = next((row for row in periods if row.slug == asked), next(iter(periods), None))
    lines = lines_of(period, user) if period else []
    may_propose = bool(period) and user.has_perm("awards.propose", period)
    context = {
        "bloc": home,
        "periods": periods,
        "period": period,
        "groups": grouped([line for line in lines if not line.row.is_over]),
        "ended": grouped([line for line in lines if line.row.is_over]),
        "may_propose": may_propose,
        "ahead": ahead_of(period, lines) if may_propose else None,
        "may_nominate": bool(period) and user.has_perm("awards.nominate", period),
        "is_year": bool(period) and period.kind == Period.Kind.YEAR,
        "has_inside": any(line.row.is_inside for line in lines),
    }
    return render(request, "awards/nominations.html", context)


def _period(request: HttpRequest, province: str, bloc: str, slug: str, perm: str) -> Period:
    lookup = {"slug": slug, "bloc__slug": bloc, "bloc__province__slug": province}
    return get_permitted_or_404(request, Period, perm, **lookup)


def _over_period(
    request: HttpRequest, period: Period, act: Callable[[], Any], told: Callable[[Any], str]
) -> HttpResponse:
    try:
        found = act()
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told(found))
    return redirect(list_url(period))


@require_POST
def propose(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Make or freshen the bloc's list from ranking, quota and ballots."""
    chosen = _period(request, province, bloc, period, "awards.propose")
    return _over_period(
        request,
        chosen,
        lambda: actions.propose(chosen, by=request.user),
        lambda rows: (
            _("Danh sách có %(n)d đề nghị. Đề nghị đã rút hoặc không được thông qua không lập lại.")
            % {"n": len(rows)}
        ),
    )


@require_POST
def advance(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Examine the whole list, write ranks and votes down."""
    chosen = _period(request, province, bloc, period, "awards.propose")
    return _over_period(
        request,
        chosen,
        lambda: actions.advance(chosen, by=request.user),
        lambda n: _("Đã chuyển bước %(n)d đề nghị.") % {"n": n},
    )


@require_POST
def to_minutes(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Bind what the approved minutes tell."""
    chosen = _period(request, province, bloc, period, "awards.propose")
    return _over_period(
        request,
        chosen,
        lambda: actions.lock_to_minutes(chosen, by=request.user),
        lambda n: _("Đã ghi %(n)d đề nghị vào biên bản, sẵn sàng lập hồ sơ trình.") % {"n": n},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Nominate by hand: the desk for any member, a leader for the own unit."""
    chosen = _period(request, province, bloc, period, "awards.nominate")
    form = NominateForm(
        request.POST if request.method == "POST" else None,
        bloc=chosen.bloc,
        user=request.user,
        units=members_to_choose(chosen, request.user),
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        unit, award = values.pop("unit"), values.pop("award")
        try:
            made = actions.nominate(chosen, unit=unit, award=award, values=values, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã thêm đề nghị khen thưởng."))
            return redirect(made)
    context = {
        "bloc": chosen.bloc,
        "period": chosen,
        "form": form,
        "back": list_url(chosen),
    }
    status = 422 if form.errors else 200
    return render(request, "awards/nominate.html", context, status=status)


def one_at(request: HttpRequest, province: str, bloc: str, pk: int) -> Nomination:
    """The nomination of the address, for who may know of it."""
    return get_visible_or_404(
        request, Nomination, pk=pk, bloc__slug=bloc, bloc__province__slug=province
    )


@require_safe
def page(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Facts, conditions, what a person must decide, holds, history, the steps that are open."""
    return draw(request, one_at(request, province, bloc, pk))


def draw(
    request: HttpRequest,
    nomination: Nomination,
    *,
    refused: dict[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `refused` puts forms with their errors in their places."""
    user, told = request.user, refused or {}
    checks = checks_of(nomination, user)
    may_decide = user.has_perm(EDIT, nomination) and nomination.state in TESTABLE
    for row in checks if may_decide else ():
        if row.decided:
            row.change_form = told.get(f"decide-{row.pk}") or _form_again(row)
    context = {
        "bloc": nomination.bloc,
        "period": nomination.period,
        "nomination": nomination,
        "state": state_words(nomination, user),
        "checks": checks,
        "tally": tally_of(checks),
        "is_new": nomination.state in NEW,
        "blocked": [row for row in checks if row.blocks],
        "to_decide": [
            (row, told.get(f"decide-{row.pk}") or DecideForm(prefix=f"dk{row.pk}"))
            for row in checks
            if row.is_open and may_decide
        ],
        "facts_page": facts_page(nomination, user),
        "sees_dossier": sees_dossier(nomination, user),
        "holds": holds_of(nomination, user),
        "history": history_of(nomination, user),
        "steps": {step.code: step for step in steps_for(nomination, user, checks)},
        "forms": {
            "reject": told.get("reject") or ReasonForm(prefix="reject"),
            "withdraw": told.get("withdraw") or ReasonForm(prefix="withdraw"),
            "describe": told.get("describe")
            or SummaryForm(initial={"summary": nomination.summary}),
            "hold": told.get("hold") or HoldForm(),
            "lift": told.get("lift") or LiftForm(),
        },
        "back": list_url(nomination.period),
    }
    context |= _of_department(nomination, user, told)
    return render(request, "awards/nomination.html", context, status=status)


def _form_again(row: Check) -> DecideForm:
    """What was concluded, to be changed."""
    return DecideForm(
        prefix=f"dk{row.pk}", initial={"outcome": row.decided, "why": row.decided_why}
    )


def _of_department(nomination: Nomination, user: User, told: dict[str, Form]) -> dict[str, Any]:
    """What the department has done with it, and the forms of who works there."""
    found = review_context(nomination, user)
    found |= {"office": {}, "waiting": None}
    if not found["may_review"]:
        return found
    leads = user.has_perm(DECIDE, nomination)
    waiting = next((one["row"] for one in found["reviews"] if one["row"].is_waiting), None)
    may_be = {name: leads and nomination.can_move_to(to) for name, (to, _form) in LEADING.items()}
    if nomination.state == Nomination.State.HOLD:
        may_be |= dict.fromkeys(LEADING, False)
    forms = {
        name: told.get(name) or form(prefix=name)
        for name, (_to, form) in LEADING.items()
        if may_be[name]
    }
    if nomination.state == Nomination.State.SUBMITTED:
        forms["receive"] = told.get("receive") or ReceiveForm()
    if nomination.state in APPRAISABLE and waiting is None:
        forms["review"] = told.get("review") or ReviewForm(nomination=nomination, prefix="review")
    if waiting and leads:
        forms["send_back"] = told.get("send_back") or SendBackForm()
    return found | {"office": forms, "waiting": waiting if leads else None}


def take(
    request: HttpRequest, nomination: Nomination, act: Callable[[], Any], told: str
) -> HttpResponse:
    """Do it and go back to the page with what was done, or why not."""
    with saying(request, told):
        act()
    return redirect(nomination)


def typed(
    request: HttpRequest,
    nomination: Nomination,
    name: str,
    form: Form,
    act: Callable[[dict[str, Any]], Any],
    told: str,
) -> HttpResponse:
    """Do it with what was typed, or show the page with that and what is wrong."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except ActionError as error:
            messages.error(request, str(error))
            nomination.refresh_from_db(fields=["state", "held_from"])
        else:
            messages.success(request, told)
            return redirect(nomination)
    return draw(request, nomination, refused={name: form}, status=422)
