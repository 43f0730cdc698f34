"""What meetings and tasks add to the calendar of the year."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from documents.models import Document
from meetings.models import Invitation, Meeting, Task, TaskShare
from units.models import Bloc, Period, User
from units.queries.calendar import Entry, Known, Through, is_expected

State = Meeting.State
SENT = (Document.State.SENT, Document.State.RECEIVED)


def held(periods: list[Period], user: User) -> Known:
    """Whether the period's review was held and its papers sent. One query."""
    meetings = Meeting.objects.filter(
        period=OuterRef("pk"), state=State.ENDED, kind__in=Meeting.REVIEWS
    )
    sent = Document.objects.filter(period=OuterRef("pk"), state__in=SENT)
    rows: Any = Period.objects.filter(pk__in=[period.pk for period in periods]).annotate(
        is_held=Exists(meetings),
        report_sent=Exists(sent.filter(kind="review_report")),
        minutes_sent=Exists(sent.filter(kind="minutes")),
    )
    found: Known = {}
    for row in rows:
        if row.is_held:
            found[row.pk, "draft_due"] = found[row.pk, "meeting_due"] = Through(1, 1)
        papers = row.report_sent + row.minutes_sent
        found[row.pk, "send_due"] = Through(papers, 2, _("văn bản đã gửi"))
    return found


def dates(blocs: list[Bloc], years: set[int], user: User) -> Iterator[Entry]:
    """Meetings with their day, answers to invitations, due dates of tasks. Two queries."""
    known = {bloc.pk: bloc for bloc in blocs}
    unanswered = Invitation.objects.filter(
        meeting=OuterRef("pk"), unit__in=user.rights.units, answer=Invitation.Answer.NONE
    )
    rows: Any = Meeting.objects.visible_to(user).filter(bloc__in=blocs, date__year__in=years)
    for row in rows.exclude(state=State.CANCELLED).annotate(is_asked=Exists(unanswered)):
        yield _meeting(row, row.date, known[row.bloc_id], user)
        if row.is_asked and row.reply_by and row.state == State.INVITED:
            yield _reply(row, row.reply_by, known[row.bloc_id])
    shares = TaskShare.objects.filter(task=OuterRef("pk"), unit__in=user.rights.units)
    tasks: Any = Task.objects.visible_to(user).filter(bloc__in=blocs, due__year__in=years)
    for task in tasks.exclude(state=Task.State.DROPPED).annotate(
        is_own=Exists(shares),
        is_reported=Exists(shares.filter(~Q(state=TaskShare.State.TODO))),
    ):
        is_done = task.state == Task.State.DONE or (task.is_own and task.is_reported)
        yield _task(task, known[task.bloc_id], is_own=task.is_own, is_done=is_done)


def _meeting(row: Meeting, day: date, bloc: Bloc, user: User) -> Entry:
    is_over = row.state == State.ENDED
    return Entry(
        uid=f"hop-{row.pk}",
        bloc=bloc,
        day=day,
        title=row.title,
        who=_("Đại biểu các đơn vị"),
        url=row.get_absolute_url(),
        icon="users-group",
        is_own=is_expected(user, bloc),
        is_common=True,
        is_required=False,
        is_done=is_over,
        remind_days=(3, 1),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
    )


def _reply(row: Meeting, day: date, bloc: Bloc) -> Entry:
    return Entry(
        uid=f"tra-loi-{row.pk}",
        bloc=bloc,
        day=day,
        title=_("Trả lời giấy mời: %s") % row.title,
        who=_("Các đơn vị được mời"),
        url=row.get_absolute_url(),
        icon="mail",
        is_own=True,
        remind_days=(1,),
    )


def _task(task: Task, bloc: Bloc, *, is_own: bool, is_done: bool) -> Entry:
    return Entry(
        uid=f"viec-{task.pk}",
        bloc=bloc,
        day=task.due,
        title=_("Nhiệm vụ: %s") % task.title,
        who=_("Đơn vị được giao"),
        url=task.get_absolute_url(),
        icon="list-check",
        is_own=is_own,
        is_done=is_done,
        remind_days=(7, 1),
    )
