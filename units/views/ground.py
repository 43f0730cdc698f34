"""Signing in; a bloc's units, settings and audit trail; opening, changing, closing a period."""

from datetime import datetime, time
from typing import Any

from django.conf import settings as conf
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import own_page, saying
from emulation_bloc.lib.states import ActionError
from units import actions, forms, queries
from units.actions.frames import usual_windows
from units.actions.periods import WINDOWS
from units.models import Appointment, AuditEntry, Bloc, Frame, Period
from units.queries import action_words, value_words

page_of_form = require_http_methods(["GET", "HEAD", "POST"])


def _next(request: HttpRequest) -> str:
    """Where to go after signing in; never to another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return own_page(request, wanted) or "/"


@login_not_required
@page_of_form
def login(request: HttpRequest) -> HttpResponse:
    """Sign in; in a demonstration one click enters as a role."""
    if request.user.is_authenticated and request.method != "POST":
        return redirect(_next(request))
    form = forms.LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            start_session(request, user)
            return redirect(_next(request))
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy thử lại."))
    context = {
        "form": form,
        "next": _next(request),
        "demo_roles": _demo_roles() if conf.DEMO else [],
    }
    return render(request, "units/login.html", context, status=422 if form.errors else 200)


def _demo_roles() -> list[dict[str, str]]:
    """One account for each role of each bloc: enough to enter as anybody."""
    chosen: dict[tuple[str, str], dict[str, str]] = {}
    for row in queries.demo_accounts():
        chosen.setdefault((row["bloc"], row["role"]), row)
    return list(chosen.values())


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Enter as a role of the demonstration; does not exist elsewhere."""
    known = {row["username"] for row in queries.demo_accounts()} if conf.DEMO else set()
    username = request.POST.get("username", "")
    if username not in known:
        raise Http404
    user = authenticate(request, username=username, password=actions.demo_password(username))
    if user is None:
        raise Http404
    start_session(request, user)
    return redirect(_next(request))


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    end_session(request)
    messages.success(request, _("Đã đăng xuất."))
    return redirect("units:login")


@page_of_form
def password_change(request: HttpRequest) -> HttpResponse:
    """A new password; this session goes on, others end."""
    form = forms.PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, _("Đã đổi mật khẩu."))
        return redirect("home")
    return render(
        request, "units/password_change.html", {"form": form}, status=422 if form.errors else 200
    )


def _bloc(request: HttpRequest, province: str, bloc: str, perm: str = "") -> Bloc:
    lookup = {"slug": bloc, "province__slug": province}
    if perm:
        return get_permitted_or_404(request, Bloc, perm, **lookup)
    return get_visible_or_404(request, Bloc, **lookup)


@require_safe
def units(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Members today; who is head, deputy and secretary."""
    home = _bloc(request, province, bloc)
    today = clock.today()
    people = list(
        Appointment.objects.visible_to(request.user)
        .filter(bloc=home, role__in=("head", "deputy", "secretary"), starts__lte=today)
        .exclude(ends__lt=today)
        .select_related("user", "unit")
        .order_by("role", "-starts")
    )
    heads = [row for row in people if row.role == "head"]
    context = {
        "bloc": home,
        "members": list(queries.members_on(home, today)),
        "head": heads[0] if heads else None,
        "deputies": [row for row in people if row.role == "deputy"],
        "secretaries": [row for row in people if row.role == "secretary"],
        "may_assign": request.user.has_perm("units.assign_deputy", home),
        "sees_handovers": request.user.has_perm("meetings.see", home),
        "form": forms.DeputyForm(),
        "today": today,
    }
    return render(request, "units/units.html", context)


def _deputy(request: HttpRequest, province: str, bloc: str, pk: int) -> Appointment:
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province, "role": "deputy"}
    return get_permitted_or_404(request, Appointment, "units.assign_deputy", **lookup)


@require_POST
def assign_deputy(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The head lets the deputy approve."""
    appointment = _deputy(request, province, bloc, pk)
    form = forms.DeputyForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["acting_to"]))
    else:
        with saying(request, _("Đã giao Phó Trưởng khối duyệt thay.")):
            actions.assign_deputy(
                appointment, by=request.user, acting_to=form.cleaned_data["acting_to"]
            )
    return redirect("units:units", province, bloc)


@require_POST
def take_back_deputy(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The head takes it back."""
    actions.take_back_deputy(_deputy(request, province, bloc, pk), by=request.user)
    messages.success(request, _("Phó Trưởng khối không còn duyệt thay."))
    return redirect("units:units", province, bloc)


@page_of_form
def settings(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """How the bloc's papers look and are numbered, from today on."""
    home = _bloc(request, province, bloc, "units.edit_settings")
    today = clock.today()
    now = queries.paper_settings(home, today)
    start = {name: getattr(now, name) for name in forms.PaperSettingsForm.base_fields}
    start |= {name: "\n".join(start[name]) for name in ("issuer_lines", "recipients")}
    form = forms.PaperSettingsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_paper_settings(home, form.values(), starts=today, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu. Văn bản đã duyệt trước đây giữ nguyên."))
            return redirect("units:settings", province, bloc)
    context = {"bloc": home, "form": form}
    return render(request, "units/settings.html", context, status=422 if form.errors else 200)


@require_safe
def audit(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The bloc's audit trail: who did what when, before and after, why."""
    home = _bloc(request, province, bloc, "units.read_audit")
    form = forms.AuditFilterForm(request.GET)
    rows = AuditEntry.objects.visible_to(request.user).filter(bloc=home)
    if form.is_valid():
        rows = _chosen(rows, form.cleaned_data)
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    for row in page:
        row.words, row.day = action_words(row.action), clock.local_date(row.at)
        row.changes = _changes(row)
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "bloc": home,
        "form": form,
        "page": page,
        "query": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "units/audit.html", context)


def _chosen(rows: Any, given: dict[str, Any]) -> Any:
    zone = timezone.get_default_timezone()
    if given["nguoi"]:
        rows = rows.filter(who__icontains=given["nguoi"])
    if given["tu"]:
        rows = rows.filter(at__gte=datetime.combine(given["tu"], time.min, zone))
    if given["den"]:
        rows = rows.filter(at__lte=datetime.combine(given["den"], time.max, zone))
    return rows


def _changes(row: AuditEntry) -> list[tuple[str, str, str]]:
    """(what, before, after) of the values that differ."""
    before, after = row.before or {}, row.after or {}
    return [
        (
            action_words(name),
            value_words(name, before.get(name)),
            value_words(name, after.get(name)),
        )
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    ]


@page_of_form
def open_period(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Open a half year or a year; the form starts with the usual calendar."""
    home = _bloc(request, province, bloc, "units.open_period")
    kind = request.GET.get("loai", Period.Kind.HALF_YEAR)
    kind = kind if kind in Period.Kind.values else Period.Kind.HALF_YEAR
    year = clock.today().year
    form = forms.OpenPeriodForm(
        request.POST or None,
        initial={"kind": kind, "year": year, **usual_windows(home.province, kind, year)},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.open_period(
                home,
                kind=given["kind"],
                year=given["year"],
                windows=form.windows(),
                by=request.user,
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã mở kỳ."))
            return redirect(made)
    return _form_page(request, "units/open_period.html", {"bloc": home, "form": form, "kind": kind})


def _form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    form: Form = context["form"]
    return render(request, template, context, status=422 if form.errors else 200)


def _period(request: HttpRequest, perm: str, province: str, bloc: str, period: str) -> Period:
    lookup = {"slug": period, "bloc__slug": bloc, "bloc__province__slug": province}
    return get_permitted_or_404(request, Period, perm, **lookup)


@page_of_form
def windows(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Move dates, with a reason."""
    chosen = _period(request, "units.edit_windows", province, bloc, period)
    form = forms.ChangeWindowsForm(
        request.POST or None, initial={name: getattr(chosen, name) for name in WINDOWS}
    )
    frames = Frame.objects.visible_to(request.user).filter(province=chosen.bloc.province_id)
    frame = frames.filter(year=chosen.starts.year, kind=chosen.kind).first()
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_windows(
                chosen, windows=form.windows(), by=request.user, reason=form.cleaned_data["reason"]
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã đổi thời hạn của kỳ."))
            return redirect(chosen)
    context = {"bloc": chosen.bloc, "period": chosen, "form": form, "frame": frame}
    return _form_page(request, "units/windows.html", context)


@page_of_form
def close_period(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The head closes the period, after being told what that means."""
    chosen = _period(request, "units.close_period", province, bloc, period)
    if request.method == "POST":
        with saying(request, _("Đã kết thúc kỳ.")):
            actions.close_period(chosen, by=request.user)
        return redirect(chosen)
    return render(request, "units/close_period.html", {"bloc": chosen.bloc, "period": chosen})
