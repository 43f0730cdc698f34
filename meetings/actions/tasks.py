"""Tasks: made from what a meeting concluded, set by hand, changed, closed, given up, taken up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import touch
from meetings.models import Conclusion, Meeting, Task, TaskShare
from meetings.queries.assigning import conclusions_of
from meetings.queries.task_sources import approved_minutes, source_words
from meetings.queries.tasks import is_finished
from units.actions import lock, record
from units.models import Period, Unit, User
from units.queries import members_on

FIELDS = ("title", "detail", "area", "due", "measure", "weight")


@dataclass
class TaskPlan:
    """How one conclusion becomes a task, or `no_task_reason` why it does not. Without leading units
    all members lead; without `due` it is the usual day (`usual_due`)."""

    lead_units: list[Unit] = field(default_factory=list)
    partner_units: list[Unit] = field(default_factory=list)
    due: date | None = None
    measure: str = ""
    weight: int = 1
    no_task_reason: str = ""


def usual_due(period: Period) -> date:
    """When a task is due of which the meeting said nothing: the end of the half year that follows
    the period."""
    if period.kind == Period.Kind.HALF_YEAR:
        return date(period.ends.year, 12, 31)
    return date(period.ends.year + 1, 6, 30)


def plan_of(conclusion: Conclusion) -> TaskPlan:
    """What the meeting itself said of the task."""
    return TaskPlan(
        lead_units=list(conclusion.lead_units.all()),
        partner_units=list(conclusion.partner_units.all()),
        due=conclusion.due,
        measure=conclusion.measure,
        weight=conclusion.weight,
        no_task_reason=conclusion.no_task_reason,
    )


@transaction.atomic
def make_tasks(
    meeting: Meeting, *, by: User | None, plans: dict[int, TaskPlan] | None = None
) -> list[Task]:
    """Make a task of every conclusion that has none, or note why there is none; gives the new ones.

    `plans` (id of the conclusion → plan) stand in place of what the meeting said. Made once, a task
    stays: a later call makes only what is missing and lets untouched tasks follow the words of the
    minutes. Raises ActionError before the meeting, and naming the conclusion whose due day is
    before the meeting or whose units do not fit.
    """
    lock(meeting.bloc)
    day = _held_on(meeting)
    members = [row.unit for row in members_on(meeting.bloc, day)]
    made = []
    for conclusion in _without_task(meeting):
        plan = (plans or {}).get(conclusion.pk) or plan_of(conclusion)
        if conclusion.no_task_reason != plan.no_task_reason:
            _note_reason(conclusion, plan.no_task_reason, by=by)
        if not plan.no_task_reason:
            made.append(_make(meeting, conclusion, plan, members, by=by))
    follow_conclusions(meeting, by=by)
    touch(meeting)
    return made


def _held_on(meeting: Meeting) -> date:
    if meeting.state == Meeting.State.CANCELLED:
        raise ActionError(_("Hội nghị đã hủy nên không có nhiệm vụ để giao."))
    if meeting.date is None:
        raise ActionError(_("Hãy nhập ngày họp ở trang ghi biên bản trước khi giao nhiệm vụ."))
    if meeting.date > clock.today():
        raise ActionError(_("Hội nghị chưa họp. Hãy giao nhiệm vụ từ ngày họp trở đi."))
    return meeting.date


def _without_task(meeting: Meeting) -> Iterable[Conclusion]:
    return conclusions_of(meeting).filter(task__isnull=True)


def _note_reason(conclusion: Conclusion, reason: str, *, by: User | None) -> None:
    Conclusion.objects.filter(pk=conclusion.pk).update(no_task_reason=reason)
    conclusion.no_task_reason = reason
    if reason:
        record(conclusion, "no_task_noted", by=by, reason=reason)


def _make(
    meeting: Meeting,
    conclusion: Conclusion,
    plan: TaskPlan,
    members: list[Unit],
    *,
    by: User | None,
) -> Task:
    due = plan.due or usual_due(meeting.period)
    try:
        _check_due(due, meeting.date)
        leads, partners = _units(plan.lead_units, plan.partner_units, members)
    except ActionError as error:
        name = conclusion.code or conclusion.title[:60]
        raise ActionError(f"{name}: {error}") from None
    task = _create(
        meeting.period,
        by=by,
        meeting=meeting,
        conclusion=conclusion,
        code=conclusion.code,
        title=conclusion.title,
        detail=conclusion.detail,
        source=source_words(approved_minutes(meeting), conclusion),
        area=conclusion.area,
        due=due,
        measure=plan.measure,
        weight=plan.weight,
    )
    _set_shares(task, leads, partners)
    return task


def _create(period: Period, *, by: User | None, **fields: Any) -> Task:
    rows = Task.objects.filter(bloc=period.bloc, period=period)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    task = Task.objects.create(
        bloc=period.bloc, period=period, position=last + 1, created_at=clock.now(), **fields
    )
    record(task, "task_assigned", by=by, after={"code": task.code, "due": str(task.due)})
    return task


def _check_due(due: date, earliest: date | None) -> None:
    if earliest and due < earliest:
        raise ActionError(
            _("Hạn %(due)s trước ngày %(day)s là ngày giao việc. Hãy chọn hạn từ ngày đó trở đi.")
            % {"due": vietnamese.date_short(due), "day": vietnamese.date_short(earliest)}
        )


def _units(
    leads: list[Unit], partners: list[Unit], members: list[Unit]
) -> tuple[list[Unit], list[Unit]]:
    """The units that lead and that help; raises ActionError where they do not fit."""
    leads = leads or members
    if not leads:
        raise ActionError(_("Khối chưa có đơn vị thành viên để giao."))
    if strange := [unit for unit in [*leads, *partners] if unit not in members]:
        raise ActionError(
            _("%(unit)s không phải đơn vị thành viên của Khối. Hãy chọn đơn vị khác.")
            % {"unit": strange[0].name}
        )
    if both := [unit for unit in partners if unit in leads]:
        raise ActionError(
            _(
                "%(unit)s vừa chủ trì vừa phối hợp. Hãy chọn một vai trò"
                " (không chọn đơn vị chủ trì là tất cả các đơn vị chủ trì)."
            )
            % {"unit": both[0].name}
        )
    return leads, partners


def _set_shares(task: Task, leads: list[Unit], partners: list[Unit]) -> None:
    """Give each unit its part; a part that was reported on is never taken away."""
    wanted = {unit.pk: TaskShare.Role.LEAD for unit in leads}
    wanted |= {unit.pk: TaskShare.Role.PARTNER for unit in partners}
    for share in task.shares.select_related("unit"):
        role = wanted.pop(share.unit_id, None)
        if role is None:
            if share.reports.exists():
                raise ActionError(
                    _("%(unit)s đã báo cáo tiến độ nên không bỏ khỏi nhiệm vụ được.")
                    % {"unit": share.unit.name}
                )
            share.delete()
        elif role != share.role:
            share.role = role
            share.save(update_fields=["role"])
    TaskShare.objects.bulk_create(
        TaskShare(bloc_id=task.bloc_id, task=task, unit_id=unit_id, role=role)
        for unit_id, role in wanted.items()
    )


@transaction.atomic
def follow_conclusions(meeting: Meeting, *, by: User | None) -> int:
    """Let tasks that nobody has changed say what the conclusions say now, with the paragraph of the
    approved minutes as their source. Gives how many changed; nothing to do, nothing is written."""
    minutes = approved_minutes(meeting)
    changed = 0
    for task in Task.objects.filter(meeting=meeting, conclusion__isnull=False).select_related(
        "conclusion"
    ):
        conclusion = task.conclusion
        if conclusion is None:
            continue
        values = {"source": source_words(minutes, conclusion) or task.source}
        if task.revision == 1:
            values |= {name: getattr(conclusion, name) for name in ("code", "title", "detail")}
        differing = {name: text for name, text in values.items() if getattr(task, name) != text}
        if differing:
            Task.objects.filter(pk=task.pk).update(**differing)
            changed += 1
    if changed:
        record(meeting, "tasks_followed", by=by, after={"rows": changed})
    return changed


@transaction.atomic
def add_task(
    period: Period,
    *,
    values: dict[str, Any],
    lead_units: list[Unit],
    partner_units: list[Unit],
    by: User | None,
) -> Task:
    """Set a task that no meeting concluded (`values`: FIELDS and `code`), from today on."""
    lock(period.bloc)
    if period.state != Period.State.OPEN:
        raise ActionError(_("Kỳ đã kết thúc. Hãy chọn kỳ đang mở."))
    today = clock.today()
    _check_due(values["due"], today)
    members = [row.unit for row in members_on(period.bloc, today)]
    leads, partners = _units(lead_units, partner_units, members)
    task = _create(period, by=by, **values)
    _set_shares(task, leads, partners)
    return task


@transaction.atomic
def change_task(
    task: Task,
    *,
    values: dict[str, Any],
    lead_units: list[Unit],
    partner_units: list[Unit],
    revision: int,
    reason: str,
    by: User | None,
) -> None:
    """Write what the desk typed. Once a unit has reported, the change needs a reason.

    Raises StaleRevisionError when somebody else saved it since it was read.
    """
    lock(task.bloc)
    stored = Task.objects.select_related("meeting", "period__bloc").get(pk=task.pk)
    if stored.state != Task.State.OPEN:
        raise ActionError(_("Nhiệm vụ đã kết thúc. Hãy mở lại trước khi sửa."))
    if stored.progress.exists() and not reason.strip():
        raise ActionError(_("Đã có đơn vị báo cáo tiến độ. Hãy ghi lý do sửa nhiệm vụ."))
    _check_due(values["due"], agreed_on(stored))
    members = [row.unit for row in members_on(stored.bloc, clock.today())]
    held = [share.unit for share in stored.shares.select_related("unit")]
    leads, partners = _units(lead_units, partner_units, members + held)
    _refuse_stale_units(stored, revision, leads, partners)
    before = _told(stored)
    stored.save_if_unchanged(revision, {name: values[name] for name in FIELDS if name in values})
    _set_shares(stored, leads, partners)
    after = _told(stored)
    differing = [name for name in after if before[name] != after[name]]
    record(
        stored,
        "task_changed",
        by=by,
        before={name: before[name] for name in differing},
        after={name: after[name] for name in differing},
        reason=reason.strip(),
    )


def _refuse_stale_units(
    stored: Task, revision: int, leads: list[Unit], partners: list[Unit]
) -> None:
    """Units lie in a table of their own, which the counter of the task guards too."""
    wanted = {unit.pk: "lead" for unit in leads} | {unit.pk: "partner" for unit in partners}
    here = dict(stored.shares.values_list("unit", "role"))
    if stored.revision != revision and here != wanted:
        raise StaleRevisionError(stored)


def _told(task: Task) -> dict[str, Any]:
    """What the trail keeps of a task."""
    return {
        "title": task.title,
        "area": str(task.get_area_display()),
        "due": str(task.due),
        "measure": task.measure,
        "weight": task.weight,
    }


def agreed_on(task: Task) -> date:
    """The day from which a task counts: the meeting's, or the one on which it was set."""
    day = task.meeting.date if task.meeting else None
    return day or clock.local_date(task.created_at)


@transaction.atomic
def close_task(task: Task, *, note: str, by: User | None) -> None:
    """The head closes a task as done. While a leading unit has not done its part, the note must say
    why it is closed all the same."""
    lock(task.bloc)
    leads = task.shares.filter(role=TaskShare.Role.LEAD)
    if not note.strip() and not all(is_finished(share) for share in leads):
        raise ActionError(
            _("Còn đơn vị chưa hoàn thành. Hãy ghi đánh giá, lý do kết thúc nhiệm vụ.")
        )
    task.move_to(Task.State.DONE, closed_at=clock.now(), closed_by=by, close_note=note.strip())
    record(task, "task_closed", by=by, reason=note.strip())


@transaction.atomic
def drop_task(task: Task, *, reason: str, by: User | None) -> None:
    """The head gives a task up, saying why; what was reported stays."""
    lock(task.bloc)
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do thôi thực hiện nhiệm vụ."))
    task.move_to(Task.State.DROPPED, closed_at=clock.now(), closed_by=by, close_note=reason.strip())
    record(task, "task_dropped", by=by, reason=reason.strip())


@transaction.atomic
def reopen_task(task: Task, *, reason: str, by: User | None) -> None:
    """The head takes a closed or given-up task up again, saying why."""
    lock(task.bloc)
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do mở lại nhiệm vụ."))
    before = {"state": str(task.get_state_display()), "note": task.close_note}
    task.move_to(Task.State.OPEN, closed_at=None, closed_by=None, close_note="")
    record(task, "task_reopened", by=by, before=before, reason=reason.strip())


def refuse_if_assigned(row: Any) -> None:
    """Raises ActionError for a conclusion that has become a task: it is not taken away."""
    if isinstance(row, Conclusion) and Task.objects.filter(conclusion=row).exists():
        raise ActionError(
            _("Kết luận này đã giao thành nhiệm vụ nên không xóa được. Hãy sửa lời văn nếu cần.")
        )
