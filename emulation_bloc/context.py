"""What the frame of every page shows: switchers, navigation, person.

One query of its own; a second one only where a bloc has no period yet.
"""

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.queries.rounds import round_of
from units.models import Bloc, Period
from units.queries import frame_periods

# So many periods of whole provinces the frame reads: the province's own page leads to the rest.
MOST_PERIODS = 150


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame, made when a template asks for it; empty values for somebody not signed in."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return dict.fromkeys(
            (
                "bloc",
                "period",
                "province",
                "person",
                "demo_date",
                "user_key",
                "bloc_label",
                "period_label",
            ),
            "",
        ) | {key: [] for key in ("blocs", "periods", "bloc_periods", "subpages", "nav")}
    rights = user.rights
    periods = frame_periods(rights.blocs, rights.whole_provinces)
    periods = rights.within_terms(periods, ends="ends")
    given = request.resolver_match.kwargs if request.resolver_match else {}
    rows = _bounded(periods.select_related("bloc__province", "round"), rights, given)
    blocs = _with_idle({row.bloc_id: row.bloc for row in rows}, user, given)
    for one in blocs.values():
        if one.province_id == user.province_id:
            user.province = one.province  # the menu names it: read already
    bloc, period = _here(list(blocs.values()), rows, given)
    of_bloc = [row for row in rows if bloc and row.bloc_id == bloc.pk]
    return {
        "bloc": bloc,
        "period": period,
        "province": bloc.province if bloc else None,
        "blocs": [_choice(one.name, one, bloc) for one in blocs.values()],
        "bloc_label": bloc.name if bloc else _("Chọn khối"),
        "periods": [_choice(one.name, one, period) for one in of_bloc],
        "bloc_periods": of_bloc,
        "period_label": period.name if period else _("Chọn kỳ"),
        "subpages": _subpages(request, user, bloc),
        "nav": _navigation(request, user, bloc, period or _latest(of_bloc)),
        "person": {"name": str(user), "position": user.position, "initials": _initials(str(user))},
        "demo_date": clock.demo_day(),
        "user_key": f"u{user.pk}",
    }


def _bounded(periods: QuerySet[Period], rights: Any, given: dict[str, Any]) -> list[Period]:
    """The periods that the frame shows. Of whole provinces at most MOST_PERIODS: all of the own
    blocs and of the one in the address, then the latest of each bloc, then what went before."""
    if not rights.whole_provinces:
        return list(periods)
    own = Q(bloc__in=rights.blocs)
    if "bloc" in given:
        own |= Q(bloc__slug=given["bloc"], bloc__province__slug=given.get("province"))
    later = Period.objects.filter(bloc=OuterRef("bloc"), ends__gt=OuterRef("ends"))
    chosen = periods.annotate(turn=Case(When(own, then=0), When(~Exists(later), then=1), default=2))
    rows = chosen.order_by("turn", *periods.query.order_by)[:MOST_PERIODS]
    return sorted(rows, key=_frame_order)


def _frame_order(row: Period) -> tuple[Any, ...]:
    """As `frame_periods` orders them."""
    bloc = row.bloc
    return (bloc.province.slug, bloc.slug, -row.ends.toordinal(), row.starts)


def _with_idle(blocs: dict[int, Bloc], user: Any, given: dict[str, Any]) -> dict[int, Bloc]:
    """Blocs without a period too: somebody has to find the page that opens the first one."""
    rights = user.rights
    is_elsewhere = "bloc" in given and not _named(list(blocs.values()), given)
    if rights.blocs <= set(blocs) and not (is_elsewhere and rights.whole_provinces):
        return blocs
    wanted = Q(pk__in=rights.blocs)
    if is_elsewhere:
        wanted |= Q(slug=given["bloc"], province__slug=given.get("province"))
    idle = Bloc.objects.visible_to(user).filter(wanted).exclude(pk__in=blocs)
    idle = idle.select_related("province")
    return blocs | {row.pk: row for row in idle}


def _named(blocs: list[Bloc], given: dict[str, Any]) -> Bloc | None:
    """The bloc of the address."""
    names = (given.get("province"), given.get("bloc"))
    return next((one for one in blocs if (one.province.slug, one.slug) == names), None)


def _here(
    blocs: list[Bloc], rows: list[Period], given: dict[str, Any]
) -> tuple[Bloc | None, Period | None]:
    """Bloc and period of the address, if the person may know them; the only bloc where there is
    one."""
    if bloc := _named(blocs, given):
        of_bloc = [row for row in rows if row.bloc_id == bloc.pk]
        return bloc, next((row for row in of_bloc if row.slug == given.get("period")), None)
    return (blocs[0] if len(blocs) == 1 else None), None


def _latest(rows: list[Period]) -> Period | None:
    """The period people mean when they name none: the one whose review is next or just held."""
    today = clock.today()
    begun = [row for row in rows if row.report_due <= today]
    return (begun or rows[::-1] or [None])[0]


def _choice(name: str, one: Bloc | Period, chosen: Bloc | Period | None) -> dict[str, Any]:
    return {
        "name": name,
        "url": one.get_absolute_url(),
        "active": bool(chosen and chosen.pk == one.pk),
    }


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words[-2:]).upper()


def _navigation(
    request: HttpRequest, user: Any, bloc: Bloc | None, period: Period | None
) -> list[dict[str, Any]]:
    """Only pages that exist and that the person may open."""
    rights = user.rights
    items = [(_("Việc của tôi"), "checklist", reverse("home"))]
    if rights.whole_provinces and bloc is None:
        items += _province_items(user)
    elif rights.whole_provinces and bloc and bloc.province_id in rights.whole_provinces:
        items.append((_("Các khối"), "building-community", bloc.province.get_absolute_url()))
    if bloc:
        at = [bloc.province.slug, bloc.slug]
        items.append((_("Tổng quan khối"), "layout-dashboard", bloc.get_absolute_url()))
        items += _scoring_items(user, bloc, period)
        if period and user.has_perm("meetings.see", bloc):
            items.append(
                (_("Hội nghị"), "users-group", reverse("meetings:index", args=[*at, period.slug]))
            )
        items += _year_items(user, bloc, at)
        if user.has_perm("awards.see", bloc):
            items.append((_("Khen thưởng"), "award", reverse("awards:nominations", args=at)))
        items.append((_("Văn bản"), "file-text", reverse("documents:index", args=at)))
        items.append((_("Đơn vị"), "building", reverse("units:units", args=at)))
        if user.has_perm("units.edit_settings", bloc):
            items.append((_("Cài đặt khối"), "settings", reverse("units:settings", args=at)))
        if user.has_perm("units.read_audit", bloc):
            items.append((_("Nhật ký"), "history", reverse("units:audit", args=at)))
    path = _menu_path(request.path)
    here = max((url for *_rest, url in items if _is_within(path, url)), key=len, default="")
    return [
        {"label": label, "icon": icon, "url": url, "active": url == here}
        for label, icon, url in items
    ]


def _year_items(user: Any, bloc: Bloc, at: list[str]) -> list[tuple[str, str, str]]:
    """What goes on between meetings: tasks, movements, the calendar, letters."""
    items = []
    if user.has_perm("meetings.see_tasks", bloc):
        items.append((_("Nhiệm vụ"), "list-check", reverse("meetings:tasks", args=at)))
    if user.has_perm("meetings.see", bloc):
        url = reverse("meetings:records", args=at)
        items.append((_("Phong trào, hoạt động"), "flag-3", url))
        url = reverse("units:calendar_now", args=at)
        items.append((_("Lịch công tác"), "calendar", url))
    if user.has_perm("units.send_mail", bloc):
        items.append((_("Thư"), "mail", reverse("units:mail", args=at)))
    return items


def _scoring_items(user: Any, bloc: Bloc, period: Period | None) -> list[tuple[str, str, str]]:
    """Registration, self-assessment, appraisal, ranking: none of them for an observer."""
    if not user.has_perm("assessments.see", bloc):
        return []
    at = [bloc.province.slug, bloc.slug]
    items = [(_("Bộ tiêu chí"), "scale", reverse("assessments:criteria", args=at))]
    url = reverse("assessments:registrations", args=at)
    items.append((_("Đăng ký thi đua"), "target", url))
    if period is None:
        return items
    at.append(period.slug)
    url = reverse("assessments:round", args=at)
    items.append((_("Tự đánh giá"), "clipboard-text", url))
    found = round_of(period)
    if found is None or not found.is_scored:
        return items
    if user.has_perm("assessments.see_appraisals", bloc):
        url = reverse("assessments:appraisals", args=at)
        items.append((_("Thẩm định"), "clipboard-check", url))
    url = reverse("assessments:ranking", args=at)
    return [*items, (_("Xếp hạng"), "chart-bar", url)]


# Pages whose address begins otherwise than the entry of the menu that they belong to.
BELONGS = {
    "bien-ban": "hoi-nghi",
    "bao-cao": "hoi-nghi",
    "soan-van-ban": "hoi-nghi",
    "phieu-cham": "tham-dinh",
    "buoc-danh-gia": "tham-dinh",
    "bat-thuong": "tham-dinh",
    "cac-cot-diem": "tham-dinh",
    "giai-trinh": "tu-danh-gia",
    "bang-excel": "tu-danh-gia",
}


def _menu_path(path: str) -> str:
    """`/tinh/khoi/ky/phieu-cham/3/` as the menu knows it: `/tinh/khoi/ky/tham-dinh/3/`."""
    parts = path.split("/")
    if len(parts) > 4 and parts[3] == "khen-thuong":
        parts[4] = "de-nghi"
    elif len(parts) > 5:
        parts[4] = BELONGS.get(parts[4], parts[4])
    return "/".join(parts)


def _is_within(path: str, url: str) -> bool:
    """A paper's page belongs to the papers; home to nothing but itself."""
    return path == url or (url != "/" and path.startswith(url))


def _subpages(request: HttpRequest, user: Any, bloc: Bloc | None) -> list[dict[str, Any]]:
    """The pages of a bloc's awards beside each other."""
    parts = request.path.split("/")
    if bloc is None or len(parts) < 4 or parts[3] != "khen-thuong":
        return []
    at = [bloc.province.slug, bloc.slug]
    today = clock.today()
    year = today.year if today.month > 3 else today.year - 1  # whose figures are wanted now
    items = [
        (_("Đề nghị khen thưởng"), "awards.see", reverse("awards:nominations", args=at)),
        (_("Sổ theo dõi"), "awards.see", reverse("awards:register", args=at)),
        (_("Số liệu"), "awards.see_facts", reverse("awards:facts", args=[*at, year])),
        (_("Danh mục, điều kiện"), "awards.see", reverse("awards:catalogue", args=at)),
        (_("Cài đặt"), "units.edit_settings", reverse("awards:award_settings", args=at)),
    ]
    return [
        {"label": label, "url": url, "active": request.path.startswith(_stem(url))}
        for label, perm, url in items
        if user.has_perm(perm, bloc)
    ]


def _stem(url: str) -> str:
    """The address up to the word of the page: figures of any year are the same page."""
    return "/".join(url.split("/")[:5]) + "/"


def _province_items(user: Any) -> list[tuple[str, str, str]]:
    home = user.province
    if home is None or home.pk not in user.rights.whole_provinces:
        return []
    items = [(_("Các khối"), "building-community", home.get_absolute_url())]
    if user.has_perm("units.review_province", home):
        url = reverse("assessments:frame", args=[home.slug])
        items.append((_("Khung của tỉnh"), "adjustments", url))
        url = reverse("awards:review_desk", args=[home.slug])
        items.append((_("Đề nghị khen thưởng"), "award", url))
        url = reverse("packs", args=[home.slug])
        items.append((_("Gói hồ sơ"), "file-zip", url))
        url = reverse("province_summary", args=[home.slug])
        items.append((_("Tổng hợp toàn tỉnh"), "report-analytics", url))
    url = reverse("awards:province_register", args=[home.slug])
    items.append((_("Sổ theo dõi khen thưởng"), "certificate", url))
    url = reverse("awards:decisions", args=[home.slug])
    return [*items, (_("Quyết định khen thưởng"), "file-text", url)]
