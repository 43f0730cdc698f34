"""Đăng ký thi đua: who has registered, and one registration; its rows save themselves."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from assessments.actions import registrations as actions
from assessments.forms.registrations import (
    REGISTRATION_FORMS,
    ReasonForm,
    StartForm,
    YearForm,
)
from assessments.models import Registration
from assessments.queries import registrations as queries
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.numbers import shown_short
from emulation_bloc.lib.saving import answer_save
from emulation_bloc.lib.states import ActionError
from units.models import Bloc

TITLES = {
    "targets": (
        gettext_lazy("Chỉ tiêu đăng ký"),
        gettext_lazy("Chỉ tiêu"),
        gettext_lazy("Thêm chỉ tiêu"),
    ),
    "titles": (
        gettext_lazy("Danh hiệu, hình thức khen thưởng đăng ký"),
        gettext_lazy("Danh hiệu"),
        gettext_lazy("Thêm danh hiệu"),
    ),
    "movements": (
        gettext_lazy("Phong trào thi đua"),
        gettext_lazy("Phong trào"),
        gettext_lazy("Thêm phong trào"),
    ),
}
WIDTHS = {
    "measure": "col-4",
    "base": "col-4",
    "plan": "col-4",
    "source": "col-6",
    "feeds": "col-6",
    "subject": "col-4",
    "count": "col-2",
    "launch": "col-6",
    "final_review": "col-6",
}


@dataclass
class Item:
    """One form of the page with what stands around it."""

    part: str
    form: Any
    revision: int = 1
    row: Any = None
    number: int = 0
    theirs: dict[str, str] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """The id of its place on the page."""
        return f"{self.part}-{self.row.pk}" if self.row else f"{self.part}-new"

    @property
    def fields(self) -> list[tuple[Any, str]]:
        """(field, place in the row)."""
        title = "col-6" if self.part == "titles" else "col-12"
        return [
            (one, title if one.name == "name" else WIDTHS.get(one.name, "col-12"))
            for one in self.form
        ]

    @property
    def name(self) -> Any:
        """What a row is called."""
        return TITLES[self.part][1]

    @property
    def add_name(self) -> Any:
        """What its add button says."""
        return TITLES[self.part][2]


@dataclass
class Override:
    """A refused form to show in its place; `row` None is the new one."""

    part: str
    row: int | None
    form: ModelForm
    theirs: dict[str, str] = field(default_factory=dict)


@require_safe
def index(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """A year's registrations: the own unit's on top; all of them for who follows them."""
    home = get_permitted_or_404(
        request, Bloc, "assessments.see", slug=bloc, province__slug=province
    )
    asked = YearForm(request.GET)
    given = asked.cleaned_data["nam"] if asked.is_valid() else None
    year = given or clock.today().year
    sees_all = request.user.has_perm("assessments.follow_registrations", home)
    rows = queries.registrations_of(home)
    lines = queries.lines_of(home, year, request.user, rows, sees_all=sees_all)
    context = {
        "bloc": home,
        "year": year,
        "years": queries.years_of(rows),
        "lines": lines,
        "sees_all": sees_all,
        "done": sum(line.state == Registration.State.SUBMITTED for line in lines),
        "due_day": last_day(actions.registration_due(home, year)),
    }
    return render(request, "assessments/registrations.html", context)


def last_day(due_at: datetime) -> date:
    """A deadline of 24:00 as the day that it ends."""
    return clock.local_date(due_at - timedelta(seconds=1))


@require_POST
def start(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Begin the own unit's registration, or open the one that there is."""
    home = get_permitted_or_404(
        request, Bloc, "assessments.member", slug=bloc, province__slug=province
    )
    form = StartForm(request.POST, user=request.user, years=queries.startable_years(clock.today()))
    if not form.is_valid():
        messages.error(request, " ".join(str(line[0]) for line in form.errors.values()))
        return redirect("assessments:registrations", province, bloc)
    given = form.cleaned_data
    try:
        made = actions.start_registration(home, given["unit"], given["year"], by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("assessments:registrations", province, bloc)
    return redirect(made)


def _found(request: HttpRequest, province: str, bloc: str, pk: int, perm: str) -> Registration:
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    return get_permitted_or_404(request, Registration, perm, **lookup)


@require_safe
def page(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """One registration: forms while its unit writes, a plain page otherwise."""
    return _draw(request, _found(request, province, bloc, pk, "assessments.see"))


def _draw(
    request: HttpRequest,
    registration: Registration,
    override: Override | None = None,
    status: int = 200,
    reason_form: ReasonForm | None = None,
) -> HttpResponse:
    """The page; `override` puts a refused form with its errors in its place."""
    user = request.user
    rows = queries.all_rows(registration)
    is_draft = registration.state == Registration.State.DRAFT
    may_write = user.has_perm("assessments.write_registration", registration)
    is_open = is_draft and may_write
    choices = queries.feed_choices(registration.bloc, registration.year)
    context = {
        "bloc": registration.bloc,
        "registration": registration,
        "sections": [
            _section(part, rows[part], choices, override, is_open=is_open) for part in queries.PARTS
        ],
        "is_open": is_open,
        "due_day": last_day(actions.due_of(registration)),
        "late_days": queries.days_late(registration),
        "lacks": queries.lacking(rows) if is_open else [],
        "last": queries.last_registration(registration) if is_open else None,
        "may_submit": is_draft and user.has_perm("assessments.submit_registration", registration),
        "may_reopen": not is_draft
        and user.has_perm("assessments.reopen_registration", registration),
        "reason_form": reason_form or ReasonForm(),
    }
    return render(request, "assessments/registration.html", context, status=status)


def _section(
    part: str, rows: list[Any], choices: Any, override: Override | None, *, is_open: bool
) -> dict[str, Any]:
    """One part: its forms and the empty one while it is open, else its rows."""
    feeds = dict(choices)
    for row in rows if part == "targets" else []:
        code = f"{row.criterion_code}:{row.part}"
        row.feed_words = feeds.get(code, row.criterion_code)
        row.base_shown, row.plan_shown = _shown(row.base), _shown(row.plan)
    if not is_open:
        return {"part": part, "title": TITLES[part][0], "rows": rows, "items": [], "new": None}
    items = [_item(part, row, number, choices, override) for number, row in enumerate(rows, 1)]
    new = Item(part, REGISTRATION_FORMS[part](choices=choices, auto_id=f"{part}-new-%s"))
    if override and (override.part, override.row) == (part, None):
        new.form = override.form
    return {"part": part, "title": TITLES[part][0], "rows": rows, "items": items, "new": new}


def _shown(figure: Decimal | None) -> str:
    return "" if figure is None else shown_short(figure)


def _item(part: str, row: Any, number: int, choices: Any, override: Override | None) -> Item:
    if override and (override.part, override.row) == (part, row.pk):
        revision = getattr(override.form, "revision", row.revision)
        return Item(part, override.form, revision, row, number, override.theirs)
    form = REGISTRATION_FORMS[part](instance=row, choices=choices, auto_id=f"{part}-{row.pk}-%s")
    return Item(part, form, row.revision, row, number)


def _row(registration: Registration, part: str, pk: int) -> Any:
    """A row of this registration and this part; anything else does not exist."""
    if part not in queries.PARTS:
        raise Http404
    row = queries.rows_of(registration, part).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _anchor(registration: Registration, name: str) -> HttpResponse:
    return redirect(f"{registration.get_absolute_url()}#{name}")


@require_POST
def save(
    request: HttpRequest, province: str, bloc: str, pk: int, part: str, row: int
) -> HttpResponse:
    """Keep one row."""
    registration = _found(request, province, bloc, pk, "assessments.write_registration")
    stored = _row(registration, part, row)
    choices = queries.feed_choices(registration.bloc, registration.year)
    make = REGISTRATION_FORMS[part]

    def act(values: dict[str, Any], revision: int) -> int:
        fresh = _row(registration, part, row)
        actions.save_registration_row(fresh, values=values, revision=revision, by=request.user)
        return fresh.revision

    return answer_save(
        request,
        make(request.POST, instance=stored, choices=choices, auto_id=f"{part}-{row}-%s"),
        act=act,
        fresh=lambda other: (make(instance=other, choices=choices), other.revision),
        page=lambda form, theirs, status: _draw(
            request, registration, Override(part, row, form, theirs), status
        ),
        done=_anchor(registration, f"{part}-{row}"),
    )


@require_POST
def add(request: HttpRequest, province: str, bloc: str, pk: int, part: str) -> HttpResponse:
    """Add a row at the end of its part; refused, the page shows it with what was typed."""
    registration = _found(request, province, bloc, pk, "assessments.write_registration")
    if part not in queries.PARTS:
        raise Http404
    choices = queries.feed_choices(registration.bloc, registration.year)
    make = REGISTRATION_FORMS[part]
    form = make(request.POST, choices=choices, auto_id=f"{part}-new-%s")
    if form.is_valid():
        try:
            row = actions.add_registration_row(
                registration, part, values=form.cleaned_data, by=request.user
            )
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            return _anchor(registration, f"{part}-{row.pk}")
    return _draw(request, registration, Override(part, None, form), 422)


@require_POST
def delete(
    request: HttpRequest, province: str, bloc: str, pk: int, part: str, row: int
) -> HttpResponse:
    """Take a row away."""
    registration = _found(request, province, bloc, pk, "assessments.write_registration")
    return _do(
        request,
        lambda: actions.delete_registration_row(_row(registration, part, row), by=request.user),
        _("Đã xóa dòng."),
        _anchor(registration, part),
    )


@require_POST
def move(
    request: HttpRequest, province: str, bloc: str, pk: int, part: str, row: int, way: str
) -> HttpResponse:
    """Move a row one place up (`len`) or down (`xuong`)."""
    registration = _found(request, province, bloc, pk, "assessments.write_registration")
    if way not in {"len", "xuong"}:
        raise Http404
    stored = _row(registration, part, row)
    return _do(
        request,
        lambda: actions.move_registration_row(stored, up=way == "len", by=request.user),
        "",
        _anchor(registration, f"{part}-{row}"),
    )


@require_POST
def copy(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Take over last year's targets."""
    registration = _found(request, province, bloc, pk, "assessments.write_registration")

    def act() -> str:
        count = actions.copy_last_targets(registration, by=request.user)
        if not count:
            return _("Không có chỉ tiêu mới để chép: các chỉ tiêu năm trước đều đã có ở đây.")
        return _("Đã chép %(n)d chỉ tiêu. Hãy ghi kế hoạch năm nay.") % {"n": count}

    return _do(request, act, "", _anchor(registration, "targets"))


@require_POST
def submit(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The leader hands the registration in."""
    registration = _found(request, province, bloc, pk, "assessments.submit_registration")
    return _do(
        request,
        lambda: actions.submit_registration(registration, by=request.user),
        _("Đã nộp bản đăng ký thi đua."),
        redirect(registration),
    )


@require_POST
def reopen(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The secretary or head opens it again; from then on it is the unit's draft."""
    registration = _found(request, province, bloc, pk, "assessments.reopen_registration")
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.reopen_registration(registration, reason=reason, by=request.user)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã mở lại bản đăng ký cho đơn vị sửa."))
            at = reverse("assessments:registrations", args=[province, bloc])
            return redirect(f"{at}?nam={registration.year}")
    return _draw(request, registration, status=422, reason_form=form)


def _do(request: HttpRequest, act: Any, told: str, done: HttpResponse) -> HttpResponse:
    """Act and say what came of it."""
    try:
        said = act() or told
    except ActionError as error:
        messages.error(request, str(error))
    else:
        if said:
            messages.success(request, said)
    return done
