"""What units report of their part in a task: reported, confirmed or sent back by the leader,
accepted or sent back by the desk."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.models import Attachment, Progress, Task, TaskShare
from units.actions import lock, record
from units.models import User

State = TaskShare.State
TWICE = timedelta(minutes=1)


@transaction.atomic
def report_progress(
    share: TaskShare,
    *,
    percent: int,
    text: str,
    by: User,
    number: str = "",
    date: date | None = None,
    issuer: str = "",
) -> Progress:
    """A unit says how far its part is (`percent` 0 to 100), with a document by number if it likes.

    It waits for the leader; the leader's own report is confirmed at once and stands in place of one
    that waits. Files of a report that was sent back go over to the new one. Raises ActionError when
    the task is closed, the part accepted, or a report waits already. A second click
    changes nothing.
    """
    share = _fresh(share)
    is_leader = by.has_perm("meetings.confirm_progress", share)
    if share.state == State.ACCEPTED:
        raise ActionError(_("Phần việc đã được ghi nhận hoàn thành, không cần báo cáo thêm."))
    before = share.reports.order_by("-pk").first()
    said = (percent, text.strip(), number, date, issuer)
    if before and _is_same(before, said, by=by, state=share.state):
        return before
    _refuse_unsaid(share, text, is_leader=is_leader)
    now = clock.now()
    made = Progress.objects.create(
        bloc_id=share.bloc_id,
        task=share.task,
        share=share,
        percent=percent,
        text=text.strip(),
        number=number,
        date=date,
        issuer=issuer,
        by=by,
        at=now,
        confirmed_by=by if is_leader else None,
        confirmed_at=now if is_leader else None,
    )
    _stand_in(share, before, made)
    if share.state == State.CONFIRMED or not is_leader:
        share.move_to(State.REPORTED)
    if is_leader:
        share.move_to(State.CONFIRMED, percent=percent)
    _record(share, "progress_reported", by=by, percent=percent)
    return made


def _refuse_unsaid(share: TaskShare, text: str, *, is_leader: bool) -> None:
    """Nothing is said, or what was said before waits for the leader."""
    if share.state == State.REPORTED and not is_leader:
        raise ActionError(
            _("Báo cáo trước đang chờ lãnh đạo xác nhận. Hãy rút lại báo cáo đó nếu cần sửa.")
        )
    if not text.strip():
        raise ActionError(_("Hãy ghi kết quả thực hiện."))


def _is_same(before: Progress, said: tuple[Any, ...], *, by: User, state: str) -> bool:
    """The button was pressed twice: the same person has just said the same, and it stands."""
    stands = state == (State.CONFIRMED if before.confirmed_at else State.REPORTED)
    told = (before.percent, before.text, before.number, before.date, before.issuer)
    is_just_now = clock.now() - before.at < TWICE
    return stands and not before.return_reason and before.by == by and told == said and is_just_now


def _stand_in(share: TaskShare, before: Progress | None, made: Progress) -> None:
    """The new report takes over the files of one that never counted."""
    if before is None or before.confirmed_at:
        return
    Attachment.objects.filter(progress=before).update(progress=made)
    if not before.return_reason:
        before.return_reason = _("Lãnh đạo đơn vị đã báo cáo thay.")
        before.save(update_fields=["return_reason"])


@transaction.atomic
def confirm_progress(share: TaskShare, *, seen: int, by: User) -> None:
    """The leader confirms the report that was read (`seen`: its id); from then on it counts."""
    share = _fresh(share)
    report = _waiting(share, seen)
    share.move_to(State.CONFIRMED, percent=report.percent)
    report.confirmed_by, report.confirmed_at = by, clock.now()
    report.save(update_fields=["confirmed_by", "confirmed_at"])
    _record(share, "progress_confirmed", by=by, percent=report.percent)


@transaction.atomic
def return_progress(share: TaskShare, *, seen: int, reason: str, by: User) -> None:
    """The leader sends the report that was read back to the officer, with a reason."""
    share = _fresh(share)
    report = _waiting(share, seen)
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do trả lại báo cáo."))
    _take_back(share, report, reason.strip())
    _record(share, "progress_returned", by=by, percent=report.percent, reason=reason.strip())


@transaction.atomic
def withdraw_progress(share: TaskShare, *, by: User) -> None:
    """The unit takes its own report back while the leader has not confirmed it."""
    share = _fresh(share)
    report = _waiting(share, None)
    _take_back(share, report, _("Đơn vị rút lại để sửa."))
    _record(share, "progress_withdrawn", by=by, percent=report.percent)


def _take_back(share: TaskShare, report: Progress, reason: str) -> None:
    share.move_to(State.TODO)
    report.return_reason = reason
    report.save(update_fields=["return_reason"])


@transaction.atomic
def accept_share(share: TaskShare, *, by: User | None) -> None:
    """The desk takes note that the unit has done its part. Raises ActionError below 100 %."""
    share = _fresh(share)
    if share.state == State.CONFIRMED and share.percent < 100:
        raise ActionError(
            _("Đơn vị mới báo cáo %(n)d%%. Chỉ ghi nhận hoàn thành khi đơn vị báo cáo 100%%.")
            % {"n": share.percent}
        )
    share.move_to(State.ACCEPTED)
    _record(share, "share_accepted", by=by, percent=share.percent)


@transaction.atomic
def ask_again(share: TaskShare, *, reason: str, by: User | None) -> None:
    """The desk sends a confirmed or accepted part back for more; what was confirmed before that
    report counts again."""
    share = _fresh(share)
    if share.state == State.REPORTED:
        raise ActionError(_("Báo cáo đang chờ lãnh đạo đơn vị xác nhận."))
    if not reason.strip():
        raise ActionError(_("Hãy ghi nội dung cần bổ sung."))
    counted = share.reports.filter(confirmed_at__isnull=False, return_reason="").order_by("-pk")
    reports = list(counted[:2])
    share.move_to(State.TODO, percent=reports[1].percent if len(reports) > 1 else 0)
    for report in reports[:1]:
        report.return_reason = reason.strip()
        report.save(update_fields=["return_reason"])
    _record(share, "share_asked_again", by=by, percent=share.percent, reason=reason.strip())


def _fresh(share: TaskShare) -> TaskShare:
    """The part as it stands under the lock; of a task that is closed nothing moves."""
    lock(share.bloc)
    stored = TaskShare.objects.select_related("task", "unit", "bloc__province").get(pk=share.pk)
    if stored.task.state != Task.State.OPEN:
        raise ActionError(
            _("Nhiệm vụ đã kết thúc (%(state)s). Hãy đề nghị Trưởng khối mở lại nếu cần.")
            % {"state": str(stored.task.get_state_display()).lower()}
        )
    return stored


def _waiting(share: TaskShare, seen: int | None) -> Progress:
    """The report that waits for the leader, if it is the one that was read."""
    report = share.reports.order_by("-pk").first()
    if share.state != State.REPORTED or report is None:
        raise ActionError(_("Không có báo cáo nào đang chờ xác nhận. Hãy tải lại trang."))
    if seen is not None and report.pk != seen:
        raise ActionError(_("Đơn vị đã gửi báo cáo khác. Hãy tải lại trang và đọc báo cáo mới."))
    return report


def _record(
    share: TaskShare, action: str, *, by: User | None, percent: int, reason: str = ""
) -> None:
    told = {"unit": share.unit.short_name, "percent": percent}
    record(share.task, action, by=by, bloc=share.bloc, after=told, reason=reason)
