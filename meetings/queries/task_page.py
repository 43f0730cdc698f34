"""One task's page: each unit's part with its reports, and what the person may do with each."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from meetings.models import Progress, Reference, Task, TaskShare
from meetings.queries.task_sources import approved_minutes
from meetings.queries.tasks import TaskLine, is_finished, task_line
from units.models import User
from units.queries import members_on

State = TaskShare.State


@dataclass
class PartView:
    """A unit's part: its reports, the latest first, and which buttons the person has. Of another
    unit one reads what its leader confirmed, nothing that still goes to and fro inside it."""

    share: TaskShare
    is_own: bool
    reports: list[Progress]
    is_reported: bool = False
    can_report: bool = False
    can_withdraw: bool = False
    can_confirm: bool = False
    can_accept: bool = False
    can_ask_again: bool = False

    @property
    def waiting(self) -> Progress | None:
        """The report that waits for the leader."""
        is_waiting = self.is_own and self.share.state == State.REPORTED and self.reports
        return self.reports[0] if is_waiting else None

    @property
    def told(self) -> list[Progress]:
        """The reports listed below; one that is to be confirmed stands above them."""
        return self.reports[1:] if self.can_confirm else self.reports

    @property
    def sent_back(self) -> Progress | None:
        """The last report, when it came back with a reason."""
        last = self.reports[0] if self.reports else None
        return last if last and last.return_reason and self.share.state == State.TODO else None

    @property
    def tag(self) -> tuple[str, str, str]:
        """(colour, icon, words)."""
        share = self.share
        if share.state == State.ACCEPTED:
            return "good", "circle-check", _("Đã hoàn thành")
        if share.state == State.REPORTED:
            return "warn", "hourglass", str(share.get_state_display())
        if is_finished(share):
            return "good", "check", _("Đã xong, chờ ghi nhận")
        if self.sent_back:
            return "bad", "arrow-back-up", _("Cần báo cáo lại")
        if share.state == State.CONFIRMED:
            return "info", "user-check", str(share.get_state_display())
        return "plain", "circle-dashed", str(share.get_state_display())


@dataclass
class TaskView:
    """What the page shows; `minutes` are the approved ones that the task rests on."""

    task: Task
    line: TaskLine
    parts: list[PartView]
    source: str
    references: list[Reference] = field(default_factory=list)
    minutes_url: str = ""
    minutes_label: str = ""

    @property
    def own_parts(self) -> list[PartView]:
        """The parts of who looks."""
        return [part for part in self.parts if part.is_own]

    @property
    def has_reports(self) -> bool:
        """Whether any unit has reported, so that a change needs a reason."""
        return any(part.is_reported for part in self.parts)


def task_view(task: Task, user: User) -> TaskView:
    """The page of a task. Seven queries, whatever the number of units and reports."""
    parts = _parts(task, user)
    today = clock.today()
    members = set(members_on(task.bloc, today).values_list("unit", flat=True))
    steps = [row for part in parts for row in reversed(part.reports) if counts_as_all(row)]
    shares = sorted((part.share for part in parts), key=lambda row: row.pk)
    line = task_line(task, shares, steps, today, user.rights.units, members)
    view = TaskView(task=task, line=line, parts=parts, source=task.source)
    if task.conclusion_id:
        view.references = list(Reference.objects.filter(conclusion=task.conclusion_id))
    meeting = task.meeting
    minutes = approved_minutes(meeting) if meeting else None
    if minutes:
        minutes.bloc = task.bloc
        view.minutes_url, view.minutes_label = minutes.get_absolute_url(), minutes.label
    return view


def counts_as_all(report: Progress) -> bool:
    """A confirmed report of all of the unit's part that nobody sent back."""
    return report.percent == 100 and bool(report.confirmed_at) and not report.return_reason


def _parts(task: Task, user: User) -> list[PartView]:
    reports = Progress.objects.order_by("-pk").select_related("by", "confirmed_by")
    rows = task.shares.select_related("unit").prefetch_related(
        Prefetch("reports", reports.prefetch_related("attachments__unit"))
    )
    views = []
    for share in rows:
        share.bloc, share.task = task.bloc, task
        is_own = share.unit_id in user.rights.units
        told = list(share.reports.all())
        shown = [report for report in told if is_own or report.confirmed_at]
        view = PartView(share, is_own, shown, is_reported=bool(told))
        if task.state == Task.State.OPEN:
            _allow(view, user)
        views.append(view)
    return sorted(views, key=lambda view: (not view.is_own, view.share.role, view.share.pk))


def _allow(view: PartView, user: User) -> None:
    """Which buttons: the state says when, the rule who."""
    share, state = view.share, view.share.state
    reports = user.has_perm("meetings.report_progress", share)
    confirms = user.has_perm("meetings.confirm_progress", share)
    accepts = user.has_perm("meetings.accept_share", share)
    is_waiting = state == State.REPORTED
    view.can_report = reports and state != State.ACCEPTED and (confirms or not is_waiting)
    view.can_withdraw = reports and is_waiting and not confirms
    view.can_confirm = confirms and is_waiting
    view.can_accept = accepts and state == State.CONFIRMED and share.percent == 100
    view.can_ask_again = accepts and state in {State.CONFIRMED, State.ACCEPTED}


def stored_task(pk: int) -> Task:
    """A second reading of a task: a form writes what was typed into its own instance."""
    return Task.objects.get(pk=pk)
