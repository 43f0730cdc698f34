"""The calendar of a bloc's year: made from a template, changed, ticked off; a person's address."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions.audit import record
from units.actions.bloc_settings import keep_settings
from units.actions.locks import lock
from units.models import Bloc, CalendarAddress, CalendarSettings, Milestone, User
from units.models.calendar import new_key
from units.queries.settings_ import calendar_settings
from units.queries.year_template import Row, day_in, moved, template_on, text_of

SHOWN = ("title", "due", "owes", "is_required", "remind_days", "done_on")


@transaction.atomic
def make_year(bloc: Bloc, year: int, *, by: User | None, from_last: bool = False) -> int:
    """Draw up the year's calendar from the bloc's template, or `from_last` year's with each date a
    year on; returns how many milestones it has now. A year that has one stays as it is.

    Raises ActionError where last year has none to copy.
    """
    lock(bloc)
    if Milestone.objects.filter(bloc=bloc, year=year).exists():
        return 0
    rows = _copied(bloc, year) if from_last else _from_template(bloc, year)
    if not rows:
        raise ActionError(
            _("Năm %(year)d chưa có lịch để chép. Hãy lập lịch theo mẫu.") % {"year": year - 1}
        )
    made = Milestone.objects.bulk_create(rows)
    record(bloc, "calendar_made", by=by, after={"year": year, "milestones": len(made)})
    return len(made)


def _from_template(bloc: Bloc, year: int) -> list[Milestone]:
    return [
        Milestone(
            bloc=bloc,
            year=year,
            code=code,
            title=title,
            due=day_in(year, day),
            owes=owes,
            is_required=is_required,
            remind_days=list(remind),
        )
        for code, day, title, owes, is_required, remind in template_on(bloc, clock.today())
    ]


def _copied(bloc: Bloc, year: int) -> list[Milestone]:
    """Last year's as it was changed, nothing of it done yet."""
    return [
        Milestone(
            bloc=bloc,
            year=year,
            code=row.code,
            title=row.title,
            due=moved(row.due, 1),
            owes=row.owes,
            is_required=row.is_required,
            remind_days=row.remind_days,
        )
        for row in Milestone.objects.filter(bloc=bloc, year=year - 1)
    ]


@transaction.atomic
def add_milestone(bloc: Bloc, year: int, *, values: dict[str, Any], by: User | None) -> Milestone:
    """One more date of the year. Raises ActionError when it lies in another year."""
    lock(bloc)
    _check(year, values)
    taken = set(Milestone.objects.filter(bloc=bloc, year=year).values_list("code", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if f"khac-{n}" not in taken)
    made = Milestone.objects.create(bloc=bloc, year=year, code=f"khac-{number}", **values)
    record(made, "milestone_added", by=by, after=_shown(made))
    return made


@transaction.atomic
def save_milestone(
    milestone: Milestone, *, values: dict[str, Any], revision: int, by: User | None
) -> None:
    """Change a date, its words, who owes it, when to remind, or when it was done.

    Raises ActionError for a day of another year or a tick in the future, StaleRevisionError when
    somebody else changed it since it was read.
    """
    lock(milestone.bloc)
    _check(milestone.year, values)
    before = _shown(milestone)
    milestone.save_if_unchanged(revision, values)
    if before != _shown(milestone):
        record(milestone, "milestone_saved", by=by, before=before, after=_shown(milestone))


@transaction.atomic
def mark_done(milestone: Milestone, *, done_on: date | None, by: User | None) -> None:
    """Tick a milestone off as done on a day, or take the tick back (None)."""
    lock(milestone.bloc)
    _check(milestone.year, {"done_on": done_on})
    milestone.refresh_from_db(fields=["revision", "done_on"])
    if (milestone.done_on is None) == (done_on is None):
        return
    before = {"done_on": _plain(milestone.done_on)}
    milestone.save_if_unchanged(milestone.revision, {"done_on": done_on})
    code = "milestone_done" if done_on else "milestone_reopened"
    record(milestone, code, by=by, before=before, after={"done_on": _plain(done_on)})


@transaction.atomic
def delete_milestone(milestone: Milestone, *, by: User | None) -> None:
    """Take a date off the calendar; the trail keeps what it was."""
    lock(milestone.bloc)
    record(milestone, "milestone_deleted", by=by, before=_shown(milestone))
    milestone.delete()


@transaction.atomic
def save_template(
    bloc: Bloc, rows: tuple[Row, ...], *, starts: date, by: User | None
) -> CalendarSettings:
    """The template of the bloc's years from `starts` on; calendars drawn up before stay.

    No rows: the usual template again. Raises ActionError when two rows bear one code.
    """
    lock(bloc)
    if len({row[0] for row in rows}) < len(rows):
        raise ActionError(_("Hai dòng của mẫu trùng nhau. Hãy bỏ một dòng."))
    before, wanted = calendar_settings(bloc, starts), CalendarSettings(milestones=rows)
    keep_settings(
        bloc,
        before,
        wanted,
        starts=starts,
        word="calendar_template_saved",
        by=by,
        shown=lambda one: {"milestones": len(one.milestones)},
    )
    return wanted


@transaction.atomic
def keep_as_template(bloc: Bloc, year: int, *, by: User | None) -> CalendarSettings:
    """Make the year's calendar, as it was changed, the bloc's template from today on.

    Raises ActionError where the year has no calendar.
    """
    rows = tuple(
        (
            one.code,
            text_of(one.due, year),
            one.title,
            one.owes,
            one.is_required,
            tuple(one.remind_days),
        )
        for one in Milestone.objects.filter(bloc=bloc, year=year)
    )
    if not rows:
        raise ActionError(_("Năm này chưa có lịch. Hãy lập lịch trước."))
    return save_template(bloc, rows, starts=clock.today(), by=by)


@transaction.atomic
def renew_address(user: User) -> CalendarAddress:
    """A new secret address for the person's own calendar; the one before stops at once."""
    made, _created = CalendarAddress.objects.update_or_create(
        user=user, defaults={"key": new_key(), "made_at": clock.now()}
    )
    record(made, "calendar_address_renewed", by=user)
    return made


def _check(year: int, values: dict[str, Any]) -> None:
    due, done_on = values.get("due"), values.get("done_on")
    if due and due.year not in {year, year + 1}:
        raise ActionError(
            _("Hạn phải nằm trong năm %(year)d hoặc năm %(next)d.")
            % {"year": year, "next": year + 1}
        )
    if done_on and done_on > clock.today():
        raise ActionError(_("Ngày hoàn thành không được sau hôm nay."))


def _shown(milestone: Milestone) -> dict[str, Any]:
    return {name: _plain(getattr(milestone, name)) for name in SHOWN}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
