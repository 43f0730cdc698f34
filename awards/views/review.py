"""The department's desk: heaps of nominations, receiving, appraisals."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards.actions import decisions, review
from awards.forms.review import (
    AnnulForm,
    DeliverForm,
    DeskFilterForm,
    NotifyForm,
    ReceiveForm,
    RefuseForm,
    ReviewForm,
    SendBackForm,
)
from awards.models import Nomination, Review
from awards.queries.review import (
    DECIDE,
    PREPARE,
    STAGE,
    STAGES,
    desk_of,
    is_late,
    proposals_waiting,
    stage_words,
)
from awards.views.nominations import one_at, take, typed
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.states import ActionError
from units.models import Province

ROWS_A_PAGE = 50
# Where the chosen rows of a heap go together: heap → (route, button).
TOGETHER = {
    "hoi-dong": ("awards:council", "Ghi kết quả Hội đồng"),
    "trinh": ("awards:step", "Ghi bước tiếp theo"),
}


def province_at(request: HttpRequest, province: str) -> Province:
    """The province, for its reviewing department alone."""
    return get_permitted_or_404(request, Province, "units.review_province", slug=province)


@require_safe
def desk(request: HttpRequest, province: str) -> HttpResponse:
    """What waits, heap by heap; the rows of one heap or of all."""
    return _draw_desk(request, province_at(request, province))


def _draw_desk(
    request: HttpRequest,
    place: Province,
    refused: dict[int, ReceiveForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The desk; `refused`: forms of papers, by their id, with what was typed and what is wrong."""
    user = request.user
    asked = {name: request.GET.get(name, "")[:60] for name in ("buoc", "khoi", "giai", "xep")}
    asked["theo_doi"] = "on" if request.GET.get("theo_doi") else ""
    found = desk_of(place, user, asked)
    form = DeskFilterForm(initial=asked | {"theo_doi": bool(asked["theo_doi"])})
    form.offer(list(STAGES), found.blocs, found.awards)
    page = Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("trang"))
    today = clock.today()
    stage = STAGE.get(asked["buoc"])
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "province": place,
        "heaps": [
            (one, n, "?" + urlencode(kept | {"buoc": one.code}), one == stage)
            for one, n in found.heaps
        ],
        "all_url": "?" + urlencode({name: value for name, value in kept.items() if name != "buoc"}),
        "stage": stage,
        "overdue": found.overdue,
        "form": form,
        "page": page,
        "query": f"{urlencode(kept)}&" if kept else "",
        "rows": [
            {
                "row": row,
                "stage": stage_words(row),
                "is_late": is_late(row, today),
                "may_choose": user.has_perm(DECIDE, row),
            }
            for row in page
        ],
        "waiting": [
            (paper, (refused or {}).get(paper.pk) or ReceiveForm(auto_id=_day_id(paper)))
            for paper in proposals_waiting(place, user)
            if paper.bloc_id not in user.rights.member_blocs
        ],
        "together": _together(stage, user, place),
    }
    return render(request, "awards/review/desk.html", context, status=status)


def _day_id(paper: Document) -> str:
    return f"id_%s_{paper.pk}"


def _together(stage: Any, user: Any, place: Province) -> list[tuple[str, str, str]]:
    """The buttons for chosen rows: name, address, icon; for who decides."""
    if stage is None or place.pk not in user.rights.review_leader_of:
        return []
    found = []
    if stage.code in TOGETHER:
        route, label = TOGETHER[stage.code]
        found.append((label, reverse(route, args=[place.slug]), "users-group"))
    if stage.code == "trinh":
        address = reverse("awards:add_decision", args=[place.slug])
        found.append((_("Ghi quyết định"), address, "file-text"))
    return found


@require_POST
def receive_all(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """Receive every nomination of a tờ trình."""
    place = get_visible_or_404(request, Province, slug=province)
    paper = get_visible_or_404(request, Document, pk=pk, bloc__province=place, kind="proposal")
    place = province_at(request, province)
    if paper.bloc_id in request.user.rights.member_blocs:
        raise PermissionDenied
    form = ReceiveForm(request.POST, auto_id=_day_id(paper))
    if form.is_valid():
        try:
            n = review.receive_all(paper, by=request.user, day=form.cleaned_data["day"])
        except ActionError as error:
            form.add_error("day", str(error))
        else:
            messages.success(request, _("Đã tiếp nhận %(n)d đề nghị.") % {"n": n})
            return redirect("awards:review_desk", place.slug)
    if paper not in proposals_waiting(place, request.user):  # somebody else was faster
        messages.error(request, " ".join(form.errors["day"]))
        return redirect("awards:review_desk", place.slug)
    return _draw_desk(request, place, {paper.pk: form}, status=422)


def _mine(request: HttpRequest, at: dict[str, Any], perm: str) -> Nomination:
    """The nomination, for who may do this in the department."""
    row = one_at(request, at["province"], at["bloc"], at["pk"])
    if row.submitted_at is None or not request.user.has_perm(perm, row):
        raise PermissionDenied
    return row


@require_POST
def receive(request: HttpRequest, **at: Any) -> HttpResponse:
    """Receive one nomination."""
    row = _mine(request, at, PREPARE)
    return typed(
        request,
        row,
        "receive",
        ReceiveForm(request.POST),
        lambda values: review.receive(row, by=request.user, **values),
        _("Đã tiếp nhận hồ sơ."),
    )


@require_POST
def prepare(request: HttpRequest, **at: Any) -> HttpResponse:
    """A specialist writes down what should become of the dossier."""
    row = _mine(request, at, PREPARE)
    form = ReviewForm(request.POST, nomination=row, prefix="review")
    return typed(
        request,
        row,
        "review",
        form,
        lambda _given: review.prepare_review(row, by=request.user, **form.values),
        _("Đã trình lãnh đạo ý kiến thẩm định."),
    )


def _opinion(request: HttpRequest, at: dict[str, Any]) -> tuple[Nomination, Review]:
    row = _mine(request, at, DECIDE)
    return row, get_visible_or_404(request, Review, pk=at["review"], nomination=row)


@require_POST
def approve(request: HttpRequest, **at: Any) -> HttpResponse:
    """A leader approves the opinion; the bloc sees it."""
    row, found = _opinion(request, at)
    return take(
        request,
        row,
        lambda: review.approve_review(found, by=request.user),
        _("Đã duyệt ý kiến thẩm định. Khối xem được kết quả."),
    )


@require_POST
def send_back(request: HttpRequest, **at: Any) -> HttpResponse:
    """A leader wants it looked at again."""
    row, found = _opinion(request, at)
    return typed(
        request,
        row,
        "send_back",
        SendBackForm(request.POST),
        lambda values: review.send_back(found, by=request.user, **values),
        _("Đã yêu cầu chuyên viên xem lại."),
    )


def _leading(
    name: str, form: Callable[..., Any], act: Callable[..., Any], told: Any
) -> Callable[..., HttpResponse]:
    """A step of a leader with a small form of its own on the nomination's page."""

    @require_POST
    def view(request: HttpRequest, **at: Any) -> HttpResponse:
        row = _mine(request, at, DECIDE)
        return typed(
            request,
            row,
            name,
            form(request.POST, prefix=name),
            lambda values: act(row, by=request.user, **values),
            told(),
        )

    return view


notify = _leading("notify", NotifyForm, decisions.notify, lambda: _("Đã ghi ngày thông báo."))
deliver = _leading("deliver", DeliverForm, decisions.deliver, lambda: _("Đã ghi việc trao."))
refuse = _leading("refuse", RefuseForm, decisions.refuse, lambda: _("Đã ghi không khen thưởng."))
annul = _leading("annul", AnnulForm, decisions.annul, lambda: _("Đã hủy bỏ khen thưởng."))
