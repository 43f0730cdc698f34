"""Sổ theo dõi khen thưởng: the bloc's and the province's, one entry with its file, a unit's own."""

from decimal import Decimal
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.forms.evidence import FileForm
from awards.actions import register as actions
from awards.forms.register import AnnulForm, CarryForm, EntryForm, RegisterFilterForm
from awards.models import RegisterEntry, Subject
from awards.queries import register as queries
from awards.queries.history import awards_of, inheritance_on, origins_of
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.files import made, serve
from emulation_bloc.lib.numbers import shown_short
from emulation_bloc.lib.spreadsheets import XLSX_TYPE
from emulation_bloc.lib.states import ActionError
from units.models import Bloc, Province, Unit

A_PAGE = 50
KEEP = "awards.keep_register"
POLICIES = {
    "none": gettext_lazy("không kế thừa"),
    "inherit_if_all_predecessors": gettext_lazy(
        "kế thừa khi mọi đơn vị trước đó cùng được khen thưởng"
    ),
    "inherit_best": gettext_lazy("kế thừa khen thưởng của từng đơn vị trước đó"),
    "manual_with_document": gettext_lazy("chỉ kế thừa khi có văn bản cho phép"),
}


@require_safe
def bloc_register(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Awards of the units that are or were in the bloc; `?tai=xlsx` gives a workbook."""
    home = get_permitted_or_404(request, Bloc, "awards.see", slug=bloc, province__slug=province)
    return _register(request, home)


@require_safe
def province_register(request: HttpRequest, province: str) -> HttpResponse:
    """Awards of the whole province, for its reviewer and its observer."""
    return _register(request, get_visible_or_404(request, Province, slug=province))


def _register(request: HttpRequest, place: Bloc | Province) -> HttpResponse:
    offered = queries.choices_of(place, request.user)
    wanted = RegisterFilterForm(request.GET, offered=offered).chosen()
    rows = queries.narrowed(queries.entries_of(place, request.user), wanted)
    if request.GET.get("tai") == "xlsx":
        content = queries.table_xlsx(place, rows)
        return made(content, "so-theo-doi-khen-thuong.xlsx", XLSX_TYPE)
    chosen = {name: value for name, value in wanted.items() if value}
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("trang"))
    province = place.province if isinstance(place, Bloc) else place
    context = {
        "bloc": place if isinstance(place, Bloc) else None,
        "province": province,
        "form": RegisterFilterForm(initial=wanted, offered=offered),
        "page": page,
        "query": urlencode(chosen) + ("&" if chosen else ""),
        "is_narrowed": any(name != "xep" for name in chosen),
        "may_keep": request.user.has_perm(KEEP, province),
        "sees_province": province.pk in request.user.rights.whole_provinces,
    }
    return render(request, "awards/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, province: str) -> HttpResponse:
    """Enter a past award by hand, with its decision's file if there is one."""
    place = get_permitted_or_404(request, Province, KEEP, slug=province)
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        units=queries.units_of(place, request.user),
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        unit, award, upload = values.pop("unit"), values.pop("award"), values.pop("file")
        try:
            made = actions.register_award(unit, award, by=request.user, **values)
            if upload:
                actions.attach_file(made, upload, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi vào sổ theo dõi khen thưởng."))
            return redirect(made)
    context = {"province": place, "form": form}
    status = 422 if form.errors else 200
    return render(request, "awards/register_add.html", context, status=status)


def _entry(request: HttpRequest, province: str, pk: int) -> RegisterEntry:
    rows = RegisterEntry.objects.visible_to(request.user)
    rows = rows.select_related("award", "unit", "province")
    return get_object_or_404(rows, pk=pk, province__slug=province)


def _kept(request: HttpRequest, province: str, pk: int) -> RegisterEntry:
    found = _entry(request, province, pk)
    if not request.user.has_perm(KEEP, found):
        raise PermissionDenied
    return found


@require_safe
def entry(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """One entry: decision, file, what it was carried from, the subject's other awards."""
    return _draw(request, _entry(request, province, pk))


def _draw(
    request: HttpRequest, found: RegisterEntry, form: Form | None = None, name: str = ""
) -> HttpResponse:
    may_keep = request.user.has_perm(KEEP, found)
    is_reader = found.province_id in request.user.rights.whole_provinces
    homes = Bloc.objects.visible_to(request.user).filter(memberships__unit=found.unit_id)
    home = homes.order_by("pk").first()
    context = {
        "province": found.province,
        "entry": found,
        "title": queries.by_kind(found)[0],
        "amount": "" if found.amount is None else shown_short(Decimal(found.amount)),
        "file": queries.file_of(found),
        "others": queries.of_same_subject(found, request.user),
        "may_keep": may_keep,
        "form": form,
        "file_form": form if name == "file" else FileForm(),
        "annul_form": form if name == "annul" else AnnulForm(),
        "home": home,
        "is_reader": is_reader,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "awards/register_entry.html", context, status=status)


@require_safe
def file(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """The decision's bytes, always as an attachment."""
    holder = queries.file_of(_entry(request, province, pk))
    if holder is None:
        raise Http404
    return serve(request, holder)


@require_POST
def attach(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """Put the decision's file on the entry."""
    found = _kept(request, province, pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.attach_file(found, form.cleaned_data["file"], by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
    if form.errors:
        return _draw(request, found, form, "file")
    messages.success(request, _("Đã đính kèm tệp quyết định."))
    return redirect(found)


@require_POST
def annul(request: HttpRequest, province: str, pk: int) -> HttpResponse:
    """The award is taken back, with day and ground; the entry stays."""
    found = _kept(request, province, pk)
    form = AnnulForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.annul_entry(found, on=given["on"], why=given["why"], by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
    if form.errors:
        return _draw(request, found, form, "annul")
    messages.success(request, _("Đã ghi hủy bỏ. Mục này không còn được tính khi xét khen thưởng."))
    return redirect(found)


@require_safe
def unit_history(request: HttpRequest, province: str, bloc: str, unit: str) -> HttpResponse:
    """A unit's own awards, the units it succeeds with theirs, and what is carried over how."""
    home, member = _member(request, province, bloc, unit)
    return _history(request, home, member)


def _member(request: HttpRequest, province: str, bloc: str, unit: str) -> tuple[Bloc, Unit]:
    home = get_permitted_or_404(request, Bloc, "awards.see", slug=bloc, province__slug=province)
    units = Unit.objects.visible_to(request.user).filter(memberships__bloc=home, slug=unit)
    return home, get_object_or_404(units.distinct())


def _history(
    request: HttpRequest, home: Bloc, member: Unit, form: Form | None = None, asked: int = 0
) -> HttpResponse:
    today = clock.today()
    policy = inheritance_on(member, today)
    own = queries.entries_of(home, request.user).filter(unit=member)
    carried = {row.carried_from_id for row in own if row.carried_from_id}
    counted = awards_of(member) if policy.startswith("inherit") else []
    by_policy = {row.pk for row in counted if row.unit_id != member.pk}
    origins = origins_of(member, request.user, today)
    may_keep = request.user.has_perm(KEEP, member)
    for origin in origins:
        for row in origin.entries:
            row.is_carried = row.pk in carried
            row.is_counted = row.pk in by_policy
            row.may_carry = may_keep and not (row.is_carried or row.annulled_on)
            prefix = {"auto_id": f"id_{row.pk}_%s"}
            row.form = form if row.pk == asked else CarryForm(**prefix)
    context = {
        "bloc": home,
        "unit": member,
        "units_own": [row for row in own if row.subject == Subject.UNIT],
        "within": [row for row in own if row.subject != Subject.UNIT],
        "origins": origins,
        "policy": POLICIES[policy],
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "awards/unit_history.html", context, status=status)


@require_POST
def carry(request: HttpRequest, province: str, bloc: str, unit: str, pk: int) -> HttpResponse:
    """The successor counts a predecessor's award, by a document."""
    home, member = _member(request, province, bloc, unit)
    found = _kept(request, province, pk)
    form = CarryForm(request.POST, auto_id=f"id_{found.pk}_%s")
    if form.is_valid():
        try:
            actions.carry_over(found, member, form.cleaned_data["paper"], by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
    if form.errors:
        return _history(request, home, member, form, found.pk)
    messages.success(request, _("Đã ghi kế thừa khen thưởng."))
    return redirect("awards:unit_history", province, bloc, unit)
