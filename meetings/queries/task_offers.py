"""Finished tasks as evidence for the next self-assessment (assessments.queries.offers)."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.queries.offers import Offer
from documents.models import Document
from emulation_bloc.lib import clock, vietnamese
from meetings.models import Progress, Task, TaskShare
from meetings.queries.task_sources import paragraph_of
from units.models import Period, Unit

NUMBER_LENGTH, TITLE_LENGTH = 60, 300


def finished_tasks(unit: Unit, period: Period) -> list[Offer]:
    """The unit's parts that were done from the period's first day on, of tasks that were agreed
    before the period's own review. Three queries.

    The document is the one that the report cites, else the paragraph of the minutes in which the
    task was agreed, else the task itself.
    """
    shares = [share for share in _finished(unit, period) if _done_on(share) >= period.starts]
    minutes = _minutes({share.task.meeting_id for share in shares})
    return [_offer(share, minutes.get(share.task.meeting_id)) for share in shares]


def _finished(unit: Unit, period: Period) -> QuerySet[TaskShare]:
    counted = Progress.objects.filter(percent=100, confirmed_at__isnull=False, return_reason="")
    is_done = Q(state=TaskShare.State.ACCEPTED) | Q(state=TaskShare.State.CONFIRMED, percent=100)
    rows = TaskShare.objects.filter(is_done, unit=unit, bloc=period.bloc_id, reports__in=counted)
    rows = rows.exclude(task__state=Task.State.DROPPED).filter(task__period__ends__lte=period.ends)
    rows = rows.exclude(task__period=period, task__meeting__isnull=False)
    rows = rows.select_related("task__conclusion", "bloc", "unit").distinct().order_by("pk")
    return rows.prefetch_related(Prefetch("reports", counted.order_by("pk"), to_attr="counted"))


def _done_on(share: TaskShare) -> date:
    """The day on which the unit reported all of its part."""
    report: Progress = share.counted[-1]  # type: ignore[attr-defined]  # to_attr of the prefetch
    return clock.local_date(report.at)


def _minutes(meeting_ids: set[int | None]) -> dict[int | None, Document]:
    """The approved minutes of each meeting, as they stand now."""
    rows = Document.objects.filter(minutes__meeting__in=meeting_ids - {None}).approved()
    rows = rows.exclude(relation=Document.Relation.SUPPLEMENTS).select_related("minutes")
    return {row.minutes.meeting_id: row for row in rows.order_by("pk")}


def _offer(share: TaskShare, minutes: Document | None) -> Offer:
    task = share.task
    report: Progress = share.counted[-1]  # type: ignore[attr-defined]  # to_attr of the prefetch
    day = _done_on(share)
    number, issued, issuer = _document(share, report, minutes, day)
    name = f"{task.code}: {task.title}" if task.code else task.title
    return Offer(
        key=f"nhiem-vu-{share.pk}",
        title=(_("Nhiệm vụ %(name)s") % {"name": name})[:TITLE_LENGTH],
        text=_("hoàn thành ngày %(day)s; %(number)s")
        % {"day": vietnamese.date_short(day), "number": number},
        number=number,
        date=issued,
        issuer=issuer,
        area=task.area,
    )


def _document(
    share: TaskShare, report: Progress, minutes: Document | None, day: date
) -> tuple[str, date | None, str]:
    """(number, date, issuer) of what proves it."""
    task = share.task
    if report.number:
        return report.number, report.date, report.issuer or share.unit.name
    if minutes and not minutes.awaits_number and task.conclusion:
        place = paragraph_of(minutes.snapshot or {}, task.conclusion)
        number = f"{minutes.label}, mục {place}" if place else f"{minutes.label} ({task.code})"
        return number[:NUMBER_LENGTH], minutes.date, share.bloc.name
    return f"Nhiệm vụ {task.code or task.pk}"[:NUMBER_LENGTH], day, share.bloc.name
