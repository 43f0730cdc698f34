"""The calendar of a bloc's year: milestones, windows of periods, and what higher floors add.

Floors above add their dates through `sources`, and how far the units are through `progress`; they
register when they start.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from units.models import Bloc, Milestone, Period, User
from units.queries.year_template import BOUND

Owes = Milestone.Owes
FIRST_YEAR, LAST_YEAR = 2015, 2100
SOON = 14


@dataclass(frozen=True)
class Entry:
    """One date: what, by when, by whom. `is_own`: the reader owes it or is expected there;
    `is_common`: so is everybody else.

    `through`: how far it is, where the system knows; `remind_days` are days before; `window` names
    the window of the period it comes from.
    """

    uid: str
    bloc: Bloc
    day: date
    title: str
    who: str
    url: str
    icon: str = "calendar"
    is_own: bool = False
    is_common: bool = False
    is_required: bool = True
    is_done: bool = False
    done_on: date | None = None
    through: "Through | None" = None
    remind_days: tuple[int, ...] = ()
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    milestone: Milestone | None = None
    window: str = ""


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it on a day: `days` to go, negative once it has passed."""

    entry: Entry
    days: int
    state: str

    @property
    def late_days(self) -> int:
        """Days since it was due."""
        return max(0, -self.days)


@dataclass(frozen=True)
class Through:
    """How many of what is due at a window are through; `words` say what is counted."""

    done: int = 0
    total: int = 0
    words: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left."""
        return bool(self.total) and self.done >= self.total


# (id of a period, its window) → how far it is.
Known = dict[tuple[int, str], Through]
Source = Callable[[list[Bloc], set[int], User], Iterable[Entry]]
Progress = Callable[[list[Period], User], Known]
# Filled from the floors above when they start.
sources: list[Source] = []
progress: list[Progress] = []

WINDOW_OWES = {
    "report_due": Owes.UNITS,
    "draft_due": Owes.SECRETARY,
    "meeting_due": Owes.HEAD,
    "send_due": Owes.SECRETARY,
}
WINDOW_ICONS = {
    "report_due": "clipboard-text",
    "draft_due": "report-analytics",
    "meeting_due": "users-group",
    "send_due": "send",
}


def entries(blocs: list[Bloc], years: set[int], user: User) -> list[Entry]:
    """All dates of the blocs' calendars of the years that the user may see, in order of day."""
    periods = list(
        Period.objects.visible_to(user).filter(bloc__in=blocs, ends__year__in=years).order_by("pk")
    )
    known: Known = {}
    for count in progress:
        known |= count(periods, user)
    windows = {(row.bloc_id, row.ends.year, row.kind): row for row in periods}
    rows = Milestone.objects.visible_to(user).filter(bloc__in=blocs, year__in=years)
    found, taken = [], set()
    for row in rows:
        kind, window = BOUND.get(row.code, ("", ""))
        period = windows.get((row.bloc_id, row.year, kind))
        if period:
            taken.add((period.pk, window))
        found.append(_milestone(row, period, window, known, user))
    found += [
        _window(period, window, known, user)
        for period in periods
        for window in WINDOW_OWES
        if (period.pk, window) not in taken
    ]
    for source in sources:
        found += source(blocs, years, user)
    return sorted(found, key=lambda one: (one.day, one.starts_at or time.min, one.uid))


def _milestone(
    row: Milestone, period: Period | None, window: str, known: Known, user: User
) -> Entry:
    through = known.get((period.pk, window), Through()) if period else Through()
    bloc = row.bloc
    return Entry(
        uid=f"moc-{row.pk}",
        bloc=bloc,
        day=getattr(period, window) if period else row.due,
        title=row.title,
        who=row.get_owes_display(),
        url=calendar_url(bloc, row.year),
        icon=WINDOW_ICONS.get(window, "calendar"),
        is_own=is_owed_by(user, bloc, row.owes),
        is_required=row.is_required,
        is_done=bool(row.done_on) or through.is_all,
        done_on=row.done_on,
        through=through,
        remind_days=tuple(row.remind_days),
        milestone=row,
        window=window if period else "",
    )


def _window(period: Period, window: str, known: Known, user: User) -> Entry:
    through = known.get((period.pk, window), Through())
    owes = WINDOW_OWES[window]
    return Entry(
        uid=f"ky-{period.pk}-{window}",
        bloc=period.bloc,
        day=getattr(period, window),
        title=f"{window_words(window)}: {period.name}",
        who=str(owes.label),
        url=period.get_absolute_url(),
        icon=WINDOW_ICONS[window],
        is_own=is_owed_by(user, period.bloc, owes),
        is_done=period.state == Period.State.CLOSED or through.is_all,
        through=through,
        remind_days=(7, 3, 1),
        window=window,
    )


def window_words(window: str) -> str:
    """What is due at a window of a period."""
    return {
        "report_due": _("Các đơn vị gửi báo cáo, bảng tự đánh giá"),
        "draft_due": _("Hoàn thành dự thảo báo cáo chung"),
        "meeting_due": _("Hạn tổ chức hội nghị"),
        "send_due": _("Gửi báo cáo, biên bản về Sở Nội vụ"),
    }[window]


def is_owed_by(user: User, bloc: Bloc, owes: str) -> bool:
    """Whether it is the user's to do, by today's appointments."""
    rights = user.rights
    return {
        Owes.HEAD.value: bloc.pk in rights.head_of | rights.acting_head_of,
        Owes.SECRETARY.value: bloc.pk in rights.secretary_of,
        Owes.UNITS.value: bloc.pk in rights.member_blocs,
        Owes.APPRAISERS.value: bloc.pk in rights.appraiser_of,
        Owes.REVIEWER.value: bloc.province_id in rights.reviewer_of
        and bloc.pk not in rights.member_blocs,
    }.get(str(owes), False)


def is_expected(user: User, bloc: Bloc) -> bool:
    """Whether the user takes part in the bloc's meetings today: not by a past term as head."""
    rights = user.rights
    now = rights.member_blocs | rights.desk_blocs | rights.deputy_of | rights.appraiser_of
    return bloc.pk in now | rights.meeting_blocs or bloc.province_id in rights.reviewer_of


def calendar_url(bloc: Bloc, year: int) -> str:
    """The page of the bloc's year."""
    return reverse("units:calendar", args=[bloc.province.slug, bloc.slug, year])


def by_month(found: Iterable[Entry], today: date) -> list[tuple[date, list[Line]]]:
    """First day of each month with its lines, in order."""
    lines = [line(entry, today) for entry in found]
    groups = groupby(lines, key=lambda one: one.entry.day.replace(day=1))
    return [(month, list(rows)) for month, rows in groups]


def line(entry: Entry, today: date) -> Line:
    """`done`, `late` (only what is required), `past`, `today`, `soon` (two weeks) or `ahead`."""
    days = (entry.day - today).days
    if entry.is_done:
        state = "done"
    elif days < 0:
        state = "late" if entry.is_required else "past"
    elif days == 0:
        state = "today"
    else:
        state = "soon" if days <= SOON else "ahead"
    return Line(entry, days, state)


def own_blocs(user: User) -> list[Bloc]:
    """The blocs whose dates concern the user: those they belong to, all that they review."""
    rights = user.rights
    found = Bloc.objects.filter(
        Q(pk__in=rights.blocs) | Q(province__in=rights.reviewer_of)
    ).select_related("province")
    return list(found)


def own_entries(user: User, years: set[int]) -> list[Entry]:
    """What the user owes or is expected at, over all their blocs, in order of day."""
    blocs = own_blocs(user)
    return [one for one in entries(blocs, years, user) if one.is_own] if blocs else []


def own_from(user: User, today: date) -> list[Entry]:
    """What the page of one's own calendar shows: this year's days, also where they close last
    year (its report goes out in February), and what is still overdue from last year."""
    found = own_entries(user, {today.year - 1, today.year})
    return [one for one in found if one.day.year >= today.year or line(one, today).state == "late"]


def years_of(bloc: Bloc) -> list[int]:
    """The years for which the bloc has a calendar."""
    rows = Milestone.objects.filter(bloc=bloc).order_by("year")
    return list(rows.values_list("year", flat=True).distinct())
