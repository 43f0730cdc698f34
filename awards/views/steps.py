"""The steps of one nomination that a button takes, from the examination to the hold."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.actions import holds
from awards.actions import nominations as actions
from awards.forms.nominations import DecideForm, HoldForm, LiftForm, ReasonForm, SummaryForm
from awards.models import Check, Nomination
from awards.queries.nominations import STEPS, Step, may_take
from awards.views.nominations import one_at, take, typed
from emulation_bloc.lib.access import get_visible_or_404

STEP = {step.code: step for step in STEPS}


def _taking(request: HttpRequest, province: str, bloc: str, pk: int, step: Step) -> Nomination:
    nomination = one_at(request, province, bloc, pk)
    if not may_take(step, nomination, request.user):
        raise PermissionDenied
    return nomination


@require_POST
def check(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Test the conditions."""
    row = _taking(request, province, bloc, pk, STEP["check"])
    act = partial(actions.examine, row, by=request.user)
    return take(request, row, act, _("Đã xét điều kiện. Kết quả ở bảng điều kiện."))


@require_POST
def describe(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Say in short what the award is for."""
    row = _taking(request, province, bloc, pk, STEP["describe"])
    return typed(
        request,
        row,
        "describe",
        SummaryForm(request.POST),
        lambda values: actions.describe(row, by=request.user, **values),
        _("Đã ghi tóm tắt thành tích."),
    )


@require_POST
def rank(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Write the rank down."""
    row = _taking(request, province, bloc, pk, STEP["rank"])
    act = partial(actions.place, row, by=request.user)
    return take(request, row, act, _("Đã ghi hạng trong Khối."))


@require_POST
def vote(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Take the votes from the counted ballot."""
    row = _taking(request, province, bloc, pk, STEP["vote"])
    act = partial(actions.vote, row, by=request.user)
    return take(request, row, act, _("Đã ghi kết quả bỏ phiếu."))


@require_POST
def reject(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The bloc does not take it up."""
    row = _taking(request, province, bloc, pk, STEP["reject"])
    return typed(
        request,
        row,
        "reject",
        ReasonForm(request.POST, prefix="reject"),
        lambda values: actions.reject(row, by=request.user, **values),
        _("Đã ghi Khối không thông qua đề nghị."),
    )


@require_POST
def withdraw(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Take it back."""
    row = _taking(request, province, bloc, pk, STEP["withdraw"])
    return typed(
        request,
        row,
        "withdraw",
        ReasonForm(request.POST, prefix="withdraw"),
        lambda values: actions.withdraw(row, by=request.user, **values),
        _("Đã rút đề nghị."),
    )


@require_POST
def hold(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Stop it until there is a conclusion."""
    row = _taking(request, province, bloc, pk, STEP["hold"])
    return typed(
        request,
        row,
        "hold",
        HoldForm(request.POST),
        lambda values: holds.hold(row, by=request.user, **values),
        _("Đã tạm dừng xét đề nghị."),
    )


@require_POST
def lift(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Go on by the conclusion."""
    row = _taking(request, province, bloc, pk, STEP["lift"])
    return typed(
        request,
        row,
        "lift",
        LiftForm(request.POST),
        lambda values: holds.lift(row, by=request.user, **values),
        _("Đề nghị được tiếp tục xét từ bước trước khi tạm dừng."),
    )


@require_POST
def decide(request: HttpRequest, province: str, bloc: str, pk: int, check: int) -> HttpResponse:
    """Conclude a condition that needs a person, before the nomination is sent."""
    row = _taking(request, province, bloc, pk, STEP["check"])
    found = get_visible_or_404(request, Check, pk=check, nomination=row)
    return typed(
        request,
        row,
        f"decide-{found.pk}",
        DecideForm(request.POST, prefix=f"dk{found.pk}"),
        lambda values: actions.conclude(found, by=request.user, **values),
        _("Đã ghi kết luận về điều kiện."),
    )
