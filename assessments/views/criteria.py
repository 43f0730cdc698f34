"""The bloc's criteria sets: list, one set, its draft's steps, publishing, new editions, files."""

import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions, queries
from assessments.forms.criteria import EditionForm, NewSetForm, SetForm
from assessments.models import CriteriaSet, Criterion, Round
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.files import made
from emulation_bloc.lib.numbers import shown
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.spreadsheets import XLSX_TYPE
from emulation_bloc.lib.states import ActionError
from units.models import Bloc, Period

page_of_form = require_http_methods(["GET", "HEAD", "POST"])
EDIT, PUBLISH = "assessments.edit_criteria", "assessments.publish_criteria"


def sent_of(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, even when nothing was filled in; None for looking at it."""
    return request.POST if request.method == "POST" else None


def seen_bloc(request: HttpRequest, province: str, bloc: str) -> Bloc:
    """The bloc for whoever may know of its criteria; for an observer they do not exist."""
    home = get_visible_or_404(request, Bloc, slug=bloc, province__slug=province)
    if not request.user.has_perm("assessments.see", home):
        raise Http404
    return home


def set_or_404(
    request: HttpRequest, province: str, bloc: str, pk: int, perm: str = ""
) -> CriteriaSet:
    """The set that the address names; 403 without the permission."""
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    found = get_visible_or_404(request, CriteriaSet, **lookup)
    if found.state == CriteriaSet.State.DROPPED:
        raise Http404
    if perm and not request.user.has_perm(perm, found):
        raise PermissionDenied
    return found


@require_safe
def index(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The bloc's sets, newest year first."""
    home = seen_bloc(request, province, bloc)
    context = {
        "bloc": home,
        "sets": list(queries.sets_of(home, request.user)),
        "may_edit": request.user.has_perm(EDIT, home),
        "may_set_rules": request.user.has_perm("assessments.edit_scoring", home),
    }
    return render(request, "assessments/criteria.html", context)


@page_of_form
def new(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Begin a year's set, empty or as a copy."""
    lookup = {"slug": bloc, "province__slug": province}
    home = get_permitted_or_404(request, Bloc, EDIT, **lookup)
    sources = queries.sets_to_copy(home, request.user)
    year = clock.today().year
    own = [row for row in sources if row.bloc_id == home.pk]
    start = {"year": year, "title": actions.title_for(year), "source": own[0].pk if own else ""}
    form = NewSetForm(sent_of(request), sources=sources, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.start_set(home, by=request.user, **form.cleaned_data))
        except ActionError as error:
            form.add_error(None, str(error))
    context = {"bloc": home, "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/criteria_new.html", context, status=status)


@require_safe
def detail(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """One set: its tree, its sums, and what may be done with it now."""
    found = set_or_404(request, province, bloc, pk)
    tree = queries.tree_of(found)
    user = request.user
    may_edit = user.has_perm(EDIT, found)
    context = {
        "bloc": found.bloc,
        "set": found,
        "nodes": [_line(node) for node in tree.nodes],
        "problems": tree.problems,
        "sums": _sums(tree),
        "leaf_count": len(tree.leaves),
        "group_count": len(tree.nodes) - len(tree.leaves),
        "previous": queries.previous_set(found),
        "may_edit": may_edit and found.is_draft,
        "may_publish": user.has_perm(PUBLISH, found) and found.is_draft,
        "may_offer": user.has_perm(PUBLISH, found) and not found.is_draft,
        "may_renew": may_edit and not found.is_draft,
        "rounds": _waiting_rounds(request, found) if may_edit and not found.is_draft else [],
    }
    return render(request, "assessments/criteria_set.html", context)


def _line(node: Any) -> tuple[Any, list[str], str]:
    """A line of the tree with its parts and the kinds of units that it asks, in words."""
    row = node.criterion
    kinds = ", ".join(queries.unit_kind_words(row.unit_kinds))
    return node, queries.parts_words(row.parts), kinds


def _sums(tree: Any) -> dict[str, str]:
    """The set's totals as the screen shows them."""
    kinds = Criterion.Kind
    return {
        "all": shown(tree.total()),
        "year": shown(tree.total(Period.Kind.YEAR)),
        "half": shown(tree.total(Period.Kind.HALF_YEAR)),
        "bonus": shown(tree.outside(kinds.BONUS)),
        "penalty": shown(tree.outside(kinds.PENALTY)),
    }


def _waiting_rounds(request: HttpRequest, found: CriteriaSet) -> list[Round]:
    """Running rounds that have an older edition of this set."""
    rows = Round.objects.visible_to(request.user).filter(
        bloc=found.bloc_id,
        criteria_set__year=found.year,
        criteria_set__edition__lt=found.edition,
        state=Round.State.SELF_ASSESSMENT,
    )
    return list(rows)


@page_of_form
def edit(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Name and basis of a draft."""
    found = set_or_404(request, province, bloc, pk, EDIT)
    if request.method != "POST":
        return _edit_page(request, found, SetForm(instance=copy.copy(found)), {}, 200)

    def act(values: dict[str, Any], revision: int) -> int:
        stored = copy.copy(found)
        actions.save_set(stored, values=values, revision=revision, by=request.user)
        return stored.revision

    return answer_save(
        request,
        SetForm(request.POST, instance=copy.copy(found)),
        act=act,
        fresh=lambda row: (SetForm(instance=row), row.revision),
        page=lambda form, theirs, status: _edit_page(request, found, form, theirs, status),
        done=redirect(found),
    )


def _edit_page(
    request: HttpRequest, found: CriteriaSet, form: SetForm, theirs: dict[str, str], status: int
) -> HttpResponse:
    revision = getattr(form, "revision", request.POST.get("revision", found.revision))
    context = {"bloc": found.bloc, "set": found, "form": form, "theirs": theirs}
    context["revision"] = revision
    return render(request, "assessments/criteria_edit.html", context, status=status)


def _step(request: HttpRequest, found: CriteriaSet, act: Any, told: str) -> HttpResponse:
    """Do one thing to a set and say how it went."""
    with saying(request, told):
        act()
    return redirect(found)


@require_POST
def publish(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The head makes a draft the set of its year."""
    found = set_or_404(request, province, bloc, pk, PUBLISH)
    told = _("Đã ban hành bộ tiêu chí. Các đơn vị trong Khối xem được từ bây giờ.")
    return _step(request, found, lambda: actions.publish_set(found, by=request.user), told)


@require_POST
def offer(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The head lets other blocs copy the set, or no longer."""
    found = set_or_404(request, province, bloc, pk, PUBLISH)
    wanted = request.POST.get("is_offered") == "1"
    told = _("Đã cho khối khác trong tỉnh chép.") if wanted else _("Đã thôi cho chép.")
    return _step(
        request,
        found,
        lambda: actions.offer_set(found, is_offered=wanted, by=request.user),
        told,
    )


@require_POST
def drop(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Give a draft up."""
    found = set_or_404(request, province, bloc, pk, EDIT)
    try:
        actions.drop_set(found, by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(found)
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("assessments:criteria", province, bloc)


@page_of_form
def edition(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Begin a new edition of a published set, with the reason."""
    found = set_or_404(request, province, bloc, pk, EDIT)
    form = EditionForm(sent_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.new_edition(found, by=request.user, **form.cleaned_data))
        except ActionError as error:
            form.add_error(None, str(error))
    context = {"bloc": found.bloc, "set": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/criteria_edition.html", context, status=status)


@require_POST
def apply(request: HttpRequest, province: str, bloc: str, period: str, pk: int) -> HttpResponse:
    """Give a running round the new edition."""
    found = set_or_404(request, province, bloc, pk)
    lookup = {"period__slug": period, "bloc": found.bloc_id}
    chosen = get_permitted_or_404(request, Round, "assessments.open_round", **lookup)
    told = _("Đã áp dụng bản mới cho đợt đánh giá. Các đơn vị thấy thông báo trong bảng tự chấm.")
    return _step(
        request, found, lambda: actions.apply_edition(chosen, found, by=request.user), told
    )


@require_safe
def changes(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """What changed since last year, or since the edition before."""
    found = set_or_404(request, province, bloc, pk)
    previous = queries.previous_set(found)
    rows = queries.changes_between(previous, found) if previous else []
    context = {
        "bloc": found.bloc,
        "set": found,
        "previous": previous,
        "added": [row for row in rows if row.kind == "added"],
        "removed": [row for row in rows if row.kind == "removed"],
        "changed": [row for row in rows if row.kind == "changed"],
    }
    return render(request, "assessments/criteria_changes.html", context)


def _download(found: CriteriaSet, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = slugify(f"tieu chi {found.bloc.slug} {found.year} ban {found.edition}")
    return made(content, f"{name}.{ending}", kind)


@require_safe
def as_csv(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The set as CSV."""
    found = set_or_404(request, province, bloc, pk)
    return _download(found, queries.as_csv(found), "text/csv; charset=utf-8", "csv")


@require_safe
def as_xlsx(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The set as a workbook."""
    found = set_or_404(request, province, bloc, pk)
    return _download(found, queries.as_xlsx(found), XLSX_TYPE, "xlsx")
