"""The reviewer's packs: what to pack, how far it is, taking it, what was packed before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import actions as papers
from documents.actions.files import file_name
from documents.actions.packs import MOST_MERGED
from documents.models import Rendering
from emulation_bloc.forms import PackForm
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.files import opened
from emulation_bloc.lib.states import ActionError
from emulation_bloc.queries import packs as queries
from units.models import Province, User

PACKS_A_PAGE = 20
REVIEW = "units.review_province"
PACKS = (Rendering.Form.PACK, Rendering.Form.PACK_PDF)


@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: HttpRequest, province: str) -> HttpResponse:
    """Choose what to pack and have it made; below, the packs of before."""
    place = get_permitted_or_404(request, Province, REVIEW, slug=province)
    periods = queries.periods_of(place, request.user)
    choices = {
        "ky": queries.period_choices(periods),
        "cac_khoi": queries.bloc_choices(place, request.user),
        "loai": queries.kind_choices(),
    }
    if request.method == "POST":
        form = PackForm(request.POST, choices=choices)
        if form.is_valid() and (row := _ask(request.user, place, form)):
            return redirect("pack", province, row.pk)
        return _page(request, place, form, status=422)
    form = PackForm(choices=choices, usual=queries.usual_period(periods))
    return _page(request, place, form)


def _page(request: HttpRequest, place: Province, form: PackForm, status: int = 200) -> HttpResponse:
    rows = Rendering.objects.visible_to(request.user).filter(province=place, form__in=PACKS)
    rows = rows.select_related("bloc", "province").defer("snapshot").order_by("-pk")
    page = Paginator(rows, PACKS_A_PAGE).get_page(request.GET.get("trang"))
    last = queries.last_taken(place, request.user)
    context = {"province": place, "form": form, "page": page, "last": last}
    return render(request, "emulation_bloc/packs.html", context, status=status)


def _ask(user: User, place: Province, form: PackForm) -> Rendering | None:
    """Have the pack made; None, with the reason in the form, where there is nothing to pack or too
    much for one PDF."""
    given = form.cleaned_data
    wanted = queries.Wanted(
        periods=frozenset(given["ky"]),
        blocs=form.blocs(queries.followed(place, user)),
        kinds=frozenset(given["loai"]),
        only_new=given["chi_moi"],
    )
    contents = queries.contents_of(place, user, wanted)
    is_pdf = given["dang"] == "pdf"
    if not contents.items:
        form.add_error(None, _nothing(wanted))
        return None
    if is_pdf and contents.size > MOST_MERGED:
        form.add_error(
            "dang", _("Các tệp quá lớn để ghép thành một PDF. Hãy chọn ZIP hoặc bớt khối, bớt kỳ.")
        )
        return None
    names = dict(form.fields["ky"].choices)
    subject = "; ".join(names[slug] for slug in names if slug in wanted.periods)
    return papers.request_wide(
        Rendering.Form.PACK_PDF if is_pdf else Rendering.Form.PACK,
        province=place,
        snapshot=queries.pack_words(place, user, contents, subject),
        by=user,
        name=_file_name(place, sorted(wanted.periods), is_pdf=is_pdf),
        parts=len(contents.items),
    )


def _nothing(wanted: queries.Wanted) -> str:
    if not wanted.blocs:
        return _("Tài khoản này chưa theo dõi khối nào. Hãy chọn khối khác.")
    if wanted.only_new:
        return _("Không có văn bản nào mới từ lần tải trước.")
    return _("Không có văn bản nào đã duyệt theo lựa chọn này.")


def _file_name(place: Province, periods: list[str], *, is_pdf: bool) -> str:
    kept = "-".join(periods)[:60].strip("-")
    return f"goi-ho-so-{place.slug}-{kept}-{clock.today():%Y%m%d}.{'pdf' if is_pdf else 'zip'}"


def _own(request: HttpRequest, province: str, pk: int) -> Rendering:
    """A file over the province's blocs that the person asked for, who still reviews it."""
    place = get_visible_or_404(request, Province, slug=province)
    row: Any = get_visible_or_404(request, Rendering, pk=pk, province=place, bloc=None)
    if not request.user.has_perm(REVIEW, place):
        raise PermissionDenied
    return row  # type: ignore[no-any-return]


@require_safe
def pack(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """How far a file over many blocs is; the piece that the page asks for until it is a link."""
    row = _own(request, province, pk)
    context = {"rendering": row, "province": row.province, "is_pack": row.form in PACKS}
    if request.headers.get("HX-Request") != "true":
        context["snapshot"] = row.snapshot or {}
        return render(request, "emulation_bloc/pack.html", context)
    response = render(request, "documents/_rendering.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def pack_file(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """The bytes of a finished file; of a pack it is noted who took it, when, and what lies in it,
    and all of that must still be theirs to see."""
    row = _own(request, province, pk)
    if row.state != Rendering.State.DONE:
        raise Http404
    content = opened(row.file)
    if row.form in PACKS and request.method == "GET":
        try:
            papers.record_download(row, by=request.user)
        except ActionError as error:
            content.close()
            messages.error(request, str(error))
            return redirect("packs", province)
    response = FileResponse(content, as_attachment=True, filename=file_name(row))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def pack_retry(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """Try a failed file again."""
    row = _own(request, province, pk)
    if not request.user.has_perm("documents.retry", row):
        raise PermissionDenied
    with saying(request, _("Đang tạo lại tệp.")):
        papers.retry(row, by=request.user)
    return redirect("pack", province, pk)
