"""What a meeting and the half year after it want of a person: one query over their tables."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import clock
from emulation_bloc.queries.awarding import AWARD_WORDS, award_parts
from emulation_bloc.queries.duty import Duty
from emulation_bloc.queries.waiting_rows import Row, duty, part
from meetings.models import (
    Conclusion,
    Handover,
    Invitation,
    Meeting,
    Pact,
    ReviewReport,
    Task,
    TaskShare,
    UnitConfirmation,
)
from units.models import Mail, Period, User

SOON = timedelta(days=30)


def waiting_duties(user: User) -> list[Duty]:
    """Invitations to answer, minutes and pact to confirm, tasks, handover, letters to look at."""
    parts = [rows for rows in (*_parts(user), *award_parts(user)) if rows is not None]
    if not parts:
        return []
    first, *others = parts
    found = first.union(*others, all=True) if others else first
    rows = sorted({Row(*values) for values in found}, key=lambda row: (row.kind, row.pk))
    return [WORDS[row.kind](row) for row in rows]


def _parts(user: User) -> list[QuerySet[Any] | None]:
    rights, now = user.rights, clock.now()
    units, leads = rights.units, rights.leader_of
    desk = rights.secretary_of | rights.head_of
    mine = Q(guest__user=user.pk) | Q(unit__in=units)
    invited = Invitation.objects.filter(
        mine, answer="none", sent_at__isnull=False, meeting__state=Meeting.State.INVITED
    )
    unread = UnitConfirmation.objects.filter(
        unit__in=leads,
        answer="none",
        minutes__confirm_until__gte=now,
        minutes__confirm_closed_at__isnull=True,
    )
    pacts = Pact.objects.filter(state=Pact.State.CONFIRMING, bloc__in=rights.leader_blocs)
    shares = TaskShare.objects.filter(task__state=Task.State.OPEN)
    soon = Q(task__due__lte=clock.today() + SOON)
    sent_back = Q(state="todo", reports__isnull=False)
    unfinished = Q(state="todo") | Q(state="confirmed", percent__lt=100)
    owed = shares.filter(sent_back | (unfinished & soon), unit__in=units)
    reported = shares.filter(unit__in=leads, state="reported")
    meeting = {"title": "meeting__title", "period": "meeting__period__slug"}
    task = {"pk": "task_id", "title": "task__title", "due": F("task__due"), "period": ""}
    minutes = {
        "pk": "minutes_id",
        "title": "minutes__meeting__title",
        "period": "minutes__meeting__period__slug",
        "due": TruncDate("minutes__confirm_until", tzinfo=now.tzinfo),
    }
    return [
        *_running(user),
        part("invitation", invited, **meeting, due=_reply_by(), within="meeting_id"),
        part("minutes", unread, **minutes) if leads else None,
        part("pact", pacts.exclude(confirmations__unit__in=leads)) if leads else None,
        part("task", owed, **task) if units else None,
        part("progress", reported, **task) if leads else None,
        *_comments(user),
        *_handovers(user),
        *_desk_parts(desk),
    ]


def _reply_by() -> Coalesce:
    """Until when an invitation is answered: the day that was set, else that of the meeting."""
    return Coalesce("meeting__reply_by", "meeting__date")


def _running(user: User) -> list[QuerySet[Any]]:
    """A meeting that is being held: the chair's page, and the open view of those who sit in the
    room; who takes its notes has the desk on the list already."""
    rights = user.rights
    rows = Meeting.objects.filter(state=Meeting.State.RUNNING)
    guest = Q(bloc__province__in=rights.reviewer_of, invitations__guest__user=user.pk)
    seated = Q(bloc__in=rights.member_blocs - rights.desk_blocs) | guest
    told = {"title": "title", "period": "period__slug", "due": F("date")}
    return [
        part("chair", rows.filter(pk__in=rights.chair_of), **told),
        part("follow", rows.filter(seated).exclude(pk__in=rights.meetings), **told),
    ]


def _comments(user: User) -> list[QuerySet[Any]]:
    """Shared drafts of a report on which the own unit has not commented; its writers need not."""
    rights = user.rights
    if not rights.member_blocs:
        return []
    rows = ReviewReport.objects.filter(
        bloc__in=rights.member_blocs - rights.secretary_of - rights.head_of,
        document__is_shared=True,
        document__state="draft",
        period__state=Period.State.OPEN,
    ).exclude(comments__unit__in=rights.units)
    told = {"pk": "document_id", "title": "period__name", "period": "period__slug"}
    due = Coalesce("meeting__date", "period__meeting_due")  # as “Ai chưa nộp” says
    kinds = (("comment_half", Period.Kind.HALF_YEAR), ("comment_year", Period.Kind.YEAR))
    return [part(code, rows.filter(period__kind=kind), **told, due=due) for code, kind in kinds]


def _handovers(user: User) -> list[QuerySet[Any]]:
    given = Handover.objects.filter(giver=user.pk, state=Handover.State.DRAFT)
    taken = Handover.objects.filter(taker=user.pk, state=Handover.State.GIVEN)
    return [
        part("give", given, due=F("starts")),
        part("take", taken, due=F("starts")),
    ]


def _desk_parts(desk: set[int | None]) -> list[QuerySet[Any]]:
    """What secretary and head look after; one row a bloc or a meeting, however many lie behind."""
    if not desk:
        return []
    untold = Conclusion.objects.filter(
        bloc__in=desk,
        meeting__state=Meeting.State.ENDED,
        meeting__minutes__document__approved_at__isnull=False,
        task__isnull=True,
        no_task_reason="",
    )
    late = Task.objects.filter(bloc__in=desk, state=Task.State.OPEN, due__lt=clock.today())
    drafts = Mail.objects.filter(bloc__in=desk, state=Mail.State.DRAFT)
    return [
        part(
            "assign",
            untold,
            pk="meeting_id",
            title="meeting__title",
            period="meeting__period__slug",
        ).distinct(),
        part("overdue", late, pk="").distinct(),
        part("mail", drafts, pk="").distinct(),
    ]


WORDS: dict[str, Callable[[Row], Duty]] = {
    "invitation": duty(_("Trả lời giấy mời"), "meetings:answer_invitation", _("Trả lời"), "mail"),
    "chair": duty(
        _("Hội nghị đang họp: điều hành"),
        "meetings:chair",
        _("Điều hành"),
        "users-group",
    ),
    "follow": duty(_("Hội nghị đang họp"), "meetings:follow", _("Theo dõi"), "users-group"),
    "minutes": duty(
        _("Xác nhận biên bản hội nghị"),
        "meetings:confirm_minutes",
        _("Đọc, xác nhận"),
        "file-text",
    ),
    "pact": duty(
        _("Xác nhận giao ước thi đua"),
        "meetings:pact",
        _("Đọc, xác nhận"),
        "user-check",
    ),
    "task": duty(
        _("Báo cáo tiến độ nhiệm vụ"),
        "meetings:task",
        _("Báo cáo"),
        "list-check",
    ),
    "progress": duty(
        _("Xác nhận báo cáo tiến độ"),
        "meetings:task",
        _("Xem, xác nhận"),
        "list-check",
    ),
    "comment_half": duty(
        _("Góp ý dự thảo báo cáo sơ kết"), "meetings:report_of", _("Góp ý"), "message"
    ),
    "comment_year": duty(
        _("Góp ý dự thảo báo cáo tổng kết"), "meetings:report_of", _("Góp ý"), "message"
    ),
    "give": duty(
        _("Bàn giao nhiệm vụ Trưởng khối"),
        "meetings:handover",
        _("Bàn giao"),
        "transfer",
    ),
    "take": duty(
        _("Nhận bàn giao Trưởng khối"),
        "meetings:handover",
        _("Xem, nhận"),
        "transfer",
    ),
    "assign": duty(
        _("Giao nhiệm vụ từ kết luận"),
        "meetings:assign_tasks",
        _("Giao việc"),
        "list-check",
    ),
    "overdue": duty(_("Có nhiệm vụ quá hạn"), "meetings:tasks", _("Xem"), "alert-triangle"),
    "mail": duty(
        _("Thư chờ xem trước khi gửi"),
        "units:mail_drafts",
        _("Xem, gửi"),
        "mail",
    ),
} | AWARD_WORDS
