"""Tasks as people look at them: who leads, how far, whether late; one line each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from meetings.models import Meeting, Progress, Task, TaskShare
from units.models import Bloc, Period, User
from units.queries import members_on

SOON_DAYS = 7
Share = TaskShare


@dataclass
class TaskLine:
    """A task with its units and where it stands on `day`. `percent` is the mean of the leading
    units' confirmed progress, rounded down; `days` how many it is late, or has left."""

    task: Task
    day: date
    leads: list[TaskShare] = field(default_factory=list)
    partners: list[TaskShare] = field(default_factory=list)
    lead_words: str = ""
    partner_words: str = ""
    own: set[int | None] = field(default_factory=set)
    finished_on: date | None = None

    @property
    def shares(self) -> list[TaskShare]:
        """Leading units first."""
        return [*self.leads, *self.partners]

    @property
    def mine(self) -> TaskShare | None:
        """The part of who looks."""
        return next((row for row in self.shares if row.unit_id in self.own), None)

    @property
    def percent(self) -> int:
        """0 to 100."""
        rows = self.leads or self.partners
        return sum(row.percent for row in rows) // len(rows) if rows else 0

    @property
    def n_finished(self) -> int:
        """How many leading units have done their part."""
        return sum(is_finished(row) for row in self.leads)

    @property
    def days(self) -> int:
        """Days past the due date (above 0) or left until it (0 or below), counted from when it was
        finished or from `day`."""
        return ((self.finished_on or self.day) - self.task.due).days

    @property
    def standing(self) -> str:
        """`dropped`, `done`, `done_late`, `overdue`, `finished`, `soon` or `open`."""
        if self.task.state == Task.State.DROPPED:
            return "dropped"
        if self.task.state == Task.State.DONE:
            return "done_late" if self.finished_on and self.days > 0 else "done"
        if self.finished_on:
            return "finished"
        if self.days > 0:
            return "overdue"
        return "soon" if self.days >= -SOON_DAYS else "open"

    @property
    def is_overdue(self) -> bool:
        """Open, past its day, and not every leading unit has done its part."""
        return self.standing == "overdue"

    @property
    def tag(self) -> tuple[str, str, str]:
        """(colour, icon, words): colour never speaks alone."""
        days = {"n": abs(self.days)}
        left = _("Còn %(n)d ngày") % days if self.days else _("Hạn hôm nay")
        return {
            "dropped": ("plain", "ban", _("Thôi thực hiện")),
            "done": ("good", "circle-check", _("Đã hoàn thành")),
            "done_late": ("warn", "circle-check", _("Hoàn thành chậm %(n)d ngày") % days),
            "finished": ("good", "check", _("Các đơn vị đã xong, chờ kết thúc")),
            "overdue": ("bad", "alert-triangle", _("Quá hạn %(n)d ngày") % days),
            "soon": ("warn", "clock", left),
            "open": ("info", "circle-dashed", _("Đang thực hiện")),
        }[self.standing]


def is_finished(share: TaskShare) -> bool:
    """The unit owes no more: accepted by the desk, or all of it confirmed by the leader."""
    is_all = share.state == Share.State.CONFIRMED and share.percent == 100
    return is_all or share.state == Share.State.ACCEPTED


def task_lines(
    tasks: "QuerySet[Task] | Iterable[Task]",
    *,
    own: Iterable[int | None] = (),
    member_ids: Iterable[int] = (),
    day: date | None = None,
) -> list[TaskLine]:
    """Lines of the tasks in the given order, three queries for a queryset; `own` are the units of
    who looks, `member_ids` the bloc's members, so that all of them are not listed one by one."""
    if isinstance(tasks, QuerySet):
        tasks = tasks.prefetch_related(
            Prefetch("shares", TaskShare.objects.select_related("unit")),
            Prefetch("progress", _last_steps(), to_attr="last_steps"),
        )
    today = day or clock.today()
    mine, members = set(own), set(member_ids)
    return [_line(task, today, mine, members) for task in tasks]


def _line(task: Any, day: date, own: set[int | None], members: set[int]) -> TaskLine:
    """A task with its prefetched shares and `last_steps`."""
    return task_line(task, list(task.shares.all()), task.last_steps, day, own, members)


def _last_steps() -> QuerySet[Progress]:
    """Confirmed reports of all of a unit's part that nobody sent back."""
    return Progress.objects.filter(percent=100, confirmed_at__isnull=False, return_reason="")


def task_line(
    task: Task,
    shares: list[TaskShare],
    steps: list[Progress],
    day: date,
    own: set[int | None],
    members: set[int],
) -> TaskLine:
    """The line of a task whose rows have been read already; `steps` are its reports of all of a
    unit's part that count."""
    leads = [row for row in shares if row.role == Share.Role.LEAD]
    partners = [row for row in shares if row.role == Share.Role.PARTNER]
    return TaskLine(
        task=task,
        day=day,
        leads=leads,
        partners=partners,
        lead_words=units_words(leads, members),
        partner_words=units_words(partners, members),
        own=own,
        finished_on=_finished_on(task, leads or partners, steps),
    )


def units_words(shares: list[TaskShare], members: set[int]) -> str:
    """Short names, or `Các đơn vị trong Khối` when every member is among them."""
    ids = {row.unit_id for row in shares}
    if len(ids) > 1 and members and members <= ids:
        return _("Các đơn vị trong Khối")
    return ", ".join(row.unit.short_name for row in shares)


def _finished_on(task: Task, shares: list[TaskShare], steps: list[Progress]) -> date | None:
    """The day on which the last leading unit reported all of its part; of a task that was closed
    before that, the day on which it was closed."""
    if shares and all(is_finished(row) for row in shares):
        ids = {row.pk for row in shares}
        days: dict[int, date] = {}
        for step in steps:
            if step.share_id in ids:
                days[step.share_id] = clock.local_date(step.at)
        if len(days) == len(ids):
            return max(days.values())
    closed = task.closed_at if task.state == Task.State.DONE else None
    return clock.local_date(closed) if closed else None


def lines_of(bloc: Bloc, user: User, rows: QuerySet[Task] | None = None) -> list[TaskLine]:
    """The bloc's tasks that the person may see, the earliest due first. Four queries."""
    members = members_on(bloc, clock.today()).values_list("unit", flat=True)
    tasks = Task.objects.visible_to(user).filter(bloc=bloc) if rows is None else rows
    return task_lines(tasks, own=user.rights.units, member_ids=members)


def owed_shares(user: User) -> QuerySet[TaskShare]:
    """What the person's units still owe: their parts of open tasks that are not done and wait for
    nobody, the earliest due first. One query, with task, bloc and unit."""
    rows = TaskShare.objects.filter(
        unit__in=user.rights.units,
        bloc__in=user.rights.member_blocs,
        task__state=Task.State.OPEN,
        state__in=[Share.State.TODO, Share.State.CONFIRMED],
    )
    rows = rows.exclude(state=Share.State.CONFIRMED, percent=100)
    return rows.select_related("task__bloc__province", "unit").order_by("task__due", "pk")


def shares_to_confirm(user: User) -> QuerySet[TaskShare]:
    """Reports that wait for this leader. One query."""
    rows = TaskShare.objects.filter(
        unit__in=user.rights.leader_of,
        task__state=Task.State.OPEN,
        state=Share.State.REPORTED,
    )
    return rows.select_related("task__bloc__province", "unit").order_by("task__due", "pk")


def overdue_tasks(bloc_ids: Iterable[int | None], day: date) -> QuerySet[Task]:
    """Open tasks of the blocs past their day in which a leading unit has not done its part."""
    late = TaskShare.objects.exclude(state=Share.State.ACCEPTED).exclude(
        state=Share.State.CONFIRMED, percent=100
    )
    rows = Task.objects.filter(bloc__in=list(bloc_ids), state=Task.State.OPEN, due__lt=day)
    behind = late.filter(role=Share.Role.LEAD).values("task")
    return rows.filter(pk__in=behind).select_related("bloc__province").order_by("due", "pk")


def shares_to_accept(bloc_ids: Iterable[int | None]) -> QuerySet[TaskShare]:
    """Parts that units report as done and the desk has not taken note of."""
    rows = TaskShare.objects.filter(
        bloc__in=list(bloc_ids),
        task__state=Task.State.OPEN,
        state=Share.State.CONFIRMED,
        percent=100,
    )
    return rows.select_related("task__bloc__province", "unit").order_by("task__due", "pk")


def meetings_without_tasks(bloc_ids: Iterable[int | None], day: date) -> QuerySet[Meeting]:
    """Meetings held by `day` with a conclusion that has neither task nor reason for none."""
    open_ones = Q(conclusions__isnull=False, conclusions__task__isnull=True) & Q(
        conclusions__no_task_reason=""
    )
    rows = Meeting.objects.filter(bloc__in=list(bloc_ids), date__lte=day)
    rows = rows.exclude(state=Meeting.State.CANCELLED).filter(open_ones).distinct()
    return rows.select_related("bloc__province", "period__bloc__province")


def open_periods(bloc: Bloc) -> QuerySet[Period]:
    """The periods for which a task may be set by hand, the latest first."""
    return bloc.periods.filter(state=Period.State.OPEN).order_by("-ends", "starts")
