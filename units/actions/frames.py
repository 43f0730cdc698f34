"""The dates that the reviewing department sets for all blocs of its province."""

from datetime import date

from django.db import transaction

from emulation_bloc.lib import clock
from units.actions.audit import record
from units.actions.periods import check_windows, default_windows
from units.models import Frame, Period, Province, User


@transaction.atomic
def set_frame(
    province: Province,
    *,
    kind: str,
    year: int,
    windows: dict[str, date],
    basis: str = "",
    by: User | None,
) -> Frame:
    """Set or change the frame of a half year or a year; periods that are open keep their dates, and
    their blocs are shown the frame beside them.

    Raises ActionError when the dates contradict each other.
    """
    check_windows(Period(kind=kind, **windows))
    before = Frame.objects.filter(province=province, kind=kind, year=year).first()
    given = windows | {"basis": basis, "by": by, "at": clock.now()}
    row, _is_new = Frame.objects.update_or_create(
        province=province, kind=kind, year=year, defaults=given
    )
    shown = {name: day.isoformat() for name, day in windows.items()}
    was = {name: getattr(before, name).isoformat() for name in windows} if before else None
    record(row, "frame_set", by=by, before=was, after=shown, reason=basis)
    return row


def usual_windows(province: Province, kind: str, year: int) -> dict[str, date]:
    """With which dates a new period starts: the province's frame, else the usual calendar."""
    usual = default_windows(kind, year)
    frame = Frame.objects.filter(province=province, kind=kind, year=year).first()
    return {name: getattr(frame, name) for name in usual} if frame else usual
