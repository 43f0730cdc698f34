"""A period's round: opening it, who has handed in, extensions, what does not apply."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.actions import answers as answer_actions
from assessments.actions import rounds as actions
from assessments.forms.desk import DecisionForm, ExtensionForm, OpenRoundForm
from assessments.models import Answer, Round
from assessments.queries import rounds as queries
from assessments.queries.criteria_changes import edition_notice
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.states import ActionError
from units.models import Period, Unit
from units.queries import scoring_settings


def _period(request: HttpRequest, province: str, bloc: str, period: str, perm: str = "") -> Period:
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    chosen = get_visible_or_404(request, Period, **lookup)
    if not request.user.has_perm("assessments.see", chosen):
        raise Http404  # an observer knows of no self-assessment
    if perm and not request.user.has_perm(perm, chosen):
        raise PermissionDenied
    return chosen


def _round(request: HttpRequest, period: Period) -> Round:
    found = queries.round_of(request.user, period)
    if found is None:
        raise Http404
    return found


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Who has handed in; before that, how the round is opened."""
    return _draw(request, _period(request, province, bloc, period))


def _draw(
    request: HttpRequest, period: Period, status: int = 200, form: Any = None
) -> HttpResponse:
    found = queries.round_of(request.user, period)
    may_take_past = request.user.has_perm("assessments.take_past", period.bloc)
    context: dict[str, Any] = {
        "bloc": period.bloc,
        "period": period,
        "round": found,
        "may_take_past": may_take_past,
    }
    if found is None:
        context |= _before(request, period, form)
        return render(request, "assessments/round_before.html", context, status=status)
    context |= _standing(request, found, form) | {"notice": edition_notice(found)}
    return render(request, "assessments/round.html", context, status=status)


def _before(request: HttpRequest, period: Period, form: Any) -> dict[str, Any]:
    may_open = request.user.has_perm("assessments.open_round", period)
    rules = scoring_settings(period.bloc, clock.today())
    is_scored = actions.scores_period(period, rules)
    sets = queries.criteria_for(period) if may_open and is_scored else []
    return {
        "may_open": may_open and period.state == Period.State.OPEN,
        "is_scored": is_scored,
        "has_criteria": bool(sets) or not is_scored,
        "due": queries.last_day(actions.end_of(period.report_due)),
        "form": form or (OpenRoundForm(sets=sets) if sets else None),
    }


def _standing(request: HttpRequest, round_: Round, form: Any) -> dict[str, Any]:
    user = request.user
    follows = user.has_perm("assessments.follow_round", round_)
    may_open = user.has_perm("assessments.open_round", round_) and round_.is_collecting
    may_extend = user.has_perm("assessments.extend", round_) and round_.is_collecting
    rows = queries.handing_in(round_, user)
    own = [one for one in rows if one.unit_id in user.rights.units]
    choices = [(one.unit_id, one.name) for one in rows]
    asked = queries.asked_away(round_.period, user)
    return {
        "rows": rows if follows else [],
        "readable": [] if follows else [one for one in rows if one.pk and one not in own],
        "own": own,
        "n_in": len([one for one in rows if one.is_in]),
        "n_all": len(rows),
        "time_left": queries.time_left(round_.due_at),
        "last_day": queries.last_day(round_.due_at),
        "hard_last_day": queries.last_day(round_.hard_due_at),
        "chat": queries.text_for_chat(round_, rows) if follows and round_.is_collecting else "",
        "missing": queries.members_without_return(round_) if may_open else [],
        "asked": asked,
        "waiting": len(
            [one for one in asked if one["not_applicable"] == Answer.NotApplicable.ASKED]
        ),
        "may_extend": may_extend,
        "form": form or (ExtensionForm(units=choices) if may_extend else None),
    }


@require_POST
def open_round(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Open it; a second press is told so."""
    chosen = _period(request, province, bloc, period, "assessments.open_round")
    sets = {one.pk: one for one in queries.criteria_for(chosen)}
    form = OpenRoundForm(request.POST, sets=sets.values())
    picked = None
    if "criteria_set" in request.POST:
        if not form.is_valid():
            return _draw(request, chosen, 422, form)
        picked = sets[form.cleaned_data["criteria_set"]]
    with saying(request, _("Đã mở đợt tự đánh giá. Mỗi đơn vị thành viên đã có bảng của mình.")):
        actions.open_round(chosen, picked, by=request.user)
    return redirect("assessments:round", province, bloc, period)


@require_POST
def add_members(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Give its return to whoever joined after the round was opened."""
    chosen = _period(request, province, bloc, period, "assessments.open_round")
    try:
        number = actions.add_members(_round(request, chosen), by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã lập bảng cho %(n)d đơn vị.") % {"n": number})
    return redirect("assessments:round", province, bloc, period)


@require_POST
def extend(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The head grants one unit a later deadline."""
    chosen = _period(request, province, bloc, period, "assessments.extend")
    found = _round(request, chosen)
    rows = queries.handing_in(found, request.user)
    form = ExtensionForm(request.POST, units=[(one.unit_id, one.name) for one in rows])
    if form.is_valid():
        given = form.cleaned_data
        unit = Unit.objects.visible_to(request.user).get(pk=given["unit"])
        try:
            actions.extend(
                found, unit, until=given["until"], reason=given["reason"], by=request.user
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã gia hạn cho %(unit)s.") % {"unit": unit.name})
            return redirect("assessments:round", province, bloc, period)
    return _draw(request, chosen, 422, form)


@require_safe
def not_applicable(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """What units ask to leave out: code, unit and reason, for the secretary."""
    chosen = _period(request, province, bloc, period, "assessments.decide_not_applicable")
    return _draw_asked(request, chosen)


def _draw_asked(
    request: HttpRequest, period: Period, row: int = 0, form: Any = None
) -> HttpResponse:
    listed = []
    for one in queries.asked_away(period, request.user):
        own = form if form is not None and one["pk"] == row else DecisionForm(prefix=str(one["pk"]))
        state = Answer.NotApplicable(one["not_applicable"])
        listed.append({"row": one, "form": own, "state": state, "label": state.label})
    context = {
        "bloc": period.bloc,
        "period": period,
        "waiting": [one for one in listed if one["state"] == Answer.NotApplicable.ASKED],
        "decided": [one for one in listed if one["state"] != Answer.NotApplicable.ASKED],
    }
    status = 422 if form is not None else 200
    return render(request, "assessments/round_not_applicable.html", context, status=status)


@require_POST
def decide(request: HttpRequest, province: str, bloc: str, period: str, row: int) -> HttpResponse:
    """Agree or refuse, with a sentence for the unit."""
    chosen = _period(request, province, bloc, period, "assessments.decide_not_applicable")
    answer = queries.asked_answer(chosen, request.user, row)
    if answer is None:
        raise Http404
    form = DecisionForm(request.POST, prefix=str(row))
    if not form.is_valid():
        return _draw_asked(request, chosen, row, form)
    with saying(request, _("Đã ghi quyết định; đơn vị đọc được ngay.")):
        answer_actions.decide_not_applicable(answer, **form.cleaned_data, by=request.user)
    return redirect("assessments:not_applicable", province, bloc, period)
