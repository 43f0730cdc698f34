"""Opening, moving the windows of, and closing a period."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib.states import ActionError
from units.actions.audit import record
from units.actions.locks import lock
from units.models import Bloc, Period, User

# What moves with a period's windows on the floors above: they register it when they start.
followers: list[Callable[[Period, User | None], None]] = []
WINDOWS = ("report_due", "draft_due", "meeting_from", "meeting_due", "send_due")


def default_windows(kind: str, year: int) -> dict[str, date]:
    """The calendar most blocs keep (bloc practice §2.2): the form starts with it, the bloc may
    change it."""
    if kind == Period.Kind.HALF_YEAR:
        return {
            "report_due": date(year, 6, 15),
            "draft_due": date(year, 6, 30),
            "meeting_from": date(year, 7, 1),
            "meeting_due": date(year, 7, 31),
            "send_due": date(year, 8, 5),
        }
    return {
        "report_due": date(year, 11, 15),
        "draft_due": date(year, 11, 30),
        "meeting_from": date(year, 12, 1),
        "meeting_due": date(year + 1, 1, 31),
        "send_due": date(year + 1, 2, 10),
    }


def span(kind: str, year: int) -> tuple[date, date]:
    """First and last day of a half year or a year; the year-end review covers the whole year."""
    return date(year, 1, 1), date(year, 6, 30) if kind == Period.Kind.HALF_YEAR else date(
        year, 12, 31
    )


@transaction.atomic
def open_period(bloc: Bloc, *, kind: str, year: int, windows: dict[str, date], by: User) -> Period:
    """Open a half year or a year of the bloc with its windows (dates, inclusive).

    Raises ActionError when it is open already or the windows are out of order.
    """
    lock(bloc)
    slug = f"{year}-h1" if kind == Period.Kind.HALF_YEAR else str(year)
    name = _("6 tháng đầu năm %(year)d") if kind == Period.Kind.HALF_YEAR else _("Năm %(year)d")
    if bloc.periods.filter(slug=slug).exists():
        raise ActionError(_("Kỳ này đã được mở. Hãy chọn kỳ ở thanh trên cùng."))
    starts, ends = span(kind, year)
    period = Period(
        bloc=bloc,
        kind=kind,
        slug=slug,
        name=name % {"year": year},
        starts=starts,
        ends=ends,
        **windows,
    )
    check_windows(period)
    period.save()
    record(period, "period_opened", by=by, after=_shown(windows))
    return period


@transaction.atomic
def change_windows(period: Period, *, windows: dict[str, date], by: User, reason: str) -> None:
    """Move dates of an open period, with a reason that the trail keeps."""
    if period.state != Period.State.OPEN:
        raise ActionError(_("Kỳ đã kết thúc, không đổi được thời hạn."))
    before = {name: getattr(period, name) for name in windows}
    for name, day in windows.items():
        setattr(period, name, day)
    check_windows(period)
    period.save(update_fields=list(windows))
    record(
        period,
        "windows_changed",
        by=by,
        before=_shown(before),
        after=_shown(windows),
        reason=reason,
    )
    for follow in followers:
        follow(period, by)


@transaction.atomic
def close_period(period: Period, *, by: User) -> None:
    """The head closes the period; its data stay as they are."""
    period.move_to(Period.State.CLOSED)
    record(period, "period_closed", by=by)


def check_windows(period: Period) -> None:
    """Raises ActionError with a sentence when the dates contradict each other."""
    if period.meeting_due < period.meeting_from:
        raise ActionError(_("Hạn tổ chức hội nghị phải sau ngày bắt đầu được tổ chức hội nghị."))
    if period.draft_due < period.report_due:
        raise ActionError(_("Dự thảo báo cáo chung phải có sau khi các đơn vị gửi báo cáo."))
    if period.send_due < period.meeting_due:
        raise ActionError(_("Hạn gửi Sở Nội vụ phải sau hạn tổ chức hội nghị."))


def _shown(days: dict[str, Any]) -> dict[str, str]:
    return {name: day.isoformat() for name, day in days.items()}
