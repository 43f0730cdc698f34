"""Movements, exemplary models and common activities: written down, changed, taken away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.models import Activity, ExemplaryModel, Movement
from units.actions import lock, record
from units.models import Bloc, Unit, User

Record = Movement | ExemplaryModel | Activity


@transaction.atomic
def add_record(
    model: type[Record], bloc: Bloc, *, values: dict[str, Any], unit: Unit | None, by: User | None
) -> Record:
    """Write a movement, model or activity down: a unit's own, or (`unit` None) the bloc's.

    Raises ActionError for days that contradict each other or have not come.
    """
    lock(bloc)
    fields = dict(values)
    units = fields.pop("units", None)
    row = model(bloc=bloc, unit=unit, created_by=by, created_at=clock.now(), **fields)
    _check(row)
    row.save()
    if units is not None and isinstance(row, Activity):
        row.units.set(units)
    record(row, "record_added", by=by, after={"name": row.name})
    return row


@transaction.atomic
def change_record(row: Record, *, values: dict[str, Any], revision: int, by: User | None) -> None:
    """Keep what was changed; raises StaleRevisionError when somebody else saved it since it was
    read, ActionError for days that contradict each other."""
    lock(row.bloc)
    fields = dict(values)
    units = fields.pop("units", None)
    before = type(row)._default_manager.get(pk=row.pk)
    changed = {name: value for name, value in fields.items() if getattr(before, name) != value}
    for name, value in fields.items():
        setattr(row, name, value)
    _check(row)
    row.save_if_unchanged(revision, fields)
    if units is not None and isinstance(row, Activity):
        row.units.set(units)
    if changed:
        record(row, "record_changed", by=by, after={"name": row.name, "fields": len(changed)})


@transaction.atomic
def delete_record(row: Record, *, by: User | None) -> None:
    """Take a row away that nothing hangs on. Raises ActionError while it has files or models."""
    lock(row.bloc)
    if row.attachments.exists():
        raise ActionError(_("Hãy xóa tài liệu, ảnh kèm theo trước khi xóa mục này."))
    record(row, "record_deleted", by=by, before={"name": row.name})
    if isinstance(row, Activity):
        row.units.clear()
    row.delete()


def _check(row: Record) -> None:
    """What happened lies in the past; one thing follows the other."""
    today = clock.today()
    if isinstance(row, Movement):
        _check_movement(row)
    elif isinstance(row, ExemplaryModel):
        if row.found_on > today:
            raise ActionError(_("Ngày phát hiện, giới thiệu không được sau hôm nay."))
        if row.spread_on and row.spread_on < row.found_on:
            raise ActionError(_("Ngày nhân rộng không được trước ngày phát hiện."))
        if row.stage == ExemplaryModel.Stage.SPREAD and not row.spread_on:
            raise ActionError(_("Hãy ghi ngày nhân rộng của điển hình đã nhân rộng."))


def _check_movement(row: Movement) -> None:
    steps = [
        (row.midterm_on, row.midterm_result, _("sơ kết")),
        (row.final_on, row.final_result, _("tổng kết")),
    ]
    for day, result, what in steps:
        if day and day < row.launched_on:
            raise ActionError(_("Ngày %(what)s không được trước ngày phát động.") % {"what": what})
        if result and not day:
            raise ActionError(_("Hãy ghi ngày %(what)s của kết quả đã nhập.") % {"what": what})
    if row.ends_on and row.ends_on < row.launched_on:
        raise ActionError(_("Thời gian kết thúc không được trước ngày phát động."))
    if row.midterm_on and row.final_on and row.final_on < row.midterm_on:
        raise ActionError(_("Ngày tổng kết không được trước ngày sơ kết."))
