"""What a meeting and the half year after it want of a person: one query over seven tables."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import clock
from emulation_bloc.queries.duty import Duty
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


class Row(NamedTuple):
    """One thing that waits: what, which row to open (`within` what, where the address says so), in
    which bloc and period."""

    kind: str
    pk: int
    title: str
    due: date | None
    period: str
    within: int
    bloc: str
    bloc_slug: str
    province_slug: str


def waiting_duties(user: User) -> list[Duty]:
    """Invitations to answer, minutes and pact to confirm, tasks, handover, letters to look at."""
    parts = [rows for rows in _parts(user) if rows is not None]
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
        _part("invitation", invited, **meeting, due=_reply_by(), within="meeting_id"),
        _part("minutes", unread, **minutes) if leads else None,
        _part("pact", pacts.exclude(confirmations__unit__in=leads)) if leads else None,
        _part("task", owed, **task) if units else None,
        _part("progress", reported, **task) if leads else None,
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
        _part("chair", rows.filter(pk__in=rights.chair_of), **told),
        _part("follow", rows.filter(seated).exclude(pk__in=rights.meetings), **told),
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
    return [_part(code, rows.filter(period__kind=kind), **told, due=due) for code, kind in kinds]


def _handovers(user: User) -> list[QuerySet[Any]]:
    given = Handover.objects.filter(giver=user.pk, state=Handover.State.DRAFT)
    taken = Handover.objects.filter(taker=user.pk, state=Handover.State.GIVEN)
    return [
        _part("give", given, due=F("starts")),
        _part("take", taken, due=F("starts")),
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
        _part(
            "assign",
            untold,
            pk="meeting_id",
            title="meeting__title",
            period="meeting__period__slug",
        ).distinct(),
        _part("overdue", late, pk="").distinct(),
        _part("mail", drafts, pk="").distinct(),
    ]


def _part(
    kind: str,
    rows: QuerySet[Any],
    *,
    pk: str = "pk",
    title: str = "",
    due: Any = None,
    period: str = "",
    within: str = "",
) -> QuerySet[Any]:
    """Rows with the columns of Row, of the same types in each part of the union."""
    text = CharField()
    when = Cast(due if due is not None else Value(None), DateField())
    return rows.order_by().values_list(
        Value(kind, output_field=text),
        F(pk) if pk else Value(0, output_field=IntegerField()),
        Cast(title, text) if title else Value("", output_field=text),
        when,
        Cast(period, text) if period else Value("", output_field=text),
        F(within) if within else Value(0, output_field=IntegerField()),
        "bloc__name",
        "bloc__slug",
        "bloc__province__slug",
    )


def _at(row: Row) -> list[Any]:
    return [row.province_slug, row.bloc_slug]


def _duty(title: Any, name: str, button: Any, icon: str) -> Callable[[Row], Duty]:
    """A duty whose page needs the row's number, and the period where the address has one."""

    def make(row: Row) -> Duty:
        at = [*_at(row), *([row.period] if row.period else []), *([row.pk] if row.pk else [])]
        where = f"{row.title} · {row.bloc}" if row.title else row.bloc
        return Duty(str(title), where, reverse(name, args=at), str(button), icon, row.due)

    return make


def _invitation(row: Row) -> Duty:
    url = reverse("meetings:answer_invitation", args=[*_at(row), row.period, row.within, row.pk])
    where = f"{row.title} · {row.bloc}"
    return Duty(str(_("Trả lời giấy mời")), where, url, str(_("Trả lời")), "mail", row.due)


WORDS: dict[str, Callable[[Row], Duty]] = {
    "invitation": _invitation,
    "chair": _duty(
        _("Hội nghị đang họp: điều hành"),
        "meetings:chair",
        _("Điều hành"),
        "users-group",
    ),
    "follow": _duty(_("Hội nghị đang họp"), "meetings:follow", _("Theo dõi"), "users-group"),
    "minutes": _duty(
        _("Xác nhận biên bản hội nghị"),
        "meetings:confirm_minutes",
        _("Đọc, xác nhận"),
        "file-text",
    ),
    "pact": _duty(
        _("Xác nhận giao ước thi đua"),
        "meetings:pact",
        _("Đọc, xác nhận"),
        "user-check",
    ),
    "task": _duty(
        _("Báo cáo tiến độ nhiệm vụ"),
        "meetings:task",
        _("Báo cáo"),
        "list-check",
    ),
    "progress": _duty(
        _("Xác nhận báo cáo tiến độ"),
        "meetings:task",
        _("Xem, xác nhận"),
        "list-check",
    ),
    "comment_half": _duty(
        _("Góp ý dự thảo báo cáo sơ kết"), "meetings:report_of", _("Góp ý"), "message"
    ),
    "comment_year": _duty(
        _("Góp ý dự thảo báo cáo tổng kết"), "meetings:report_of", _("Góp ý"), "message"
    ),
    "give": _duty(
        _("Bàn giao nhiệm vụ Trưởng khối"),
        "meetings:handover",
        _("Bàn giao"),
        "transfer",
    ),
    "take": _duty(
        _("Nhận bàn giao Trưởng khối"),
        "meetings:handover",
        _("Xem, nhận"),
        "transfer",
    ),
    "assign": _duty(
        _("Giao nhiệm vụ từ kết luận"),
        "meetings:assign_tasks",
        _("Giao việc"),
        "list-check",
    ),
    "overdue": _duty(_("Có nhiệm vụ quá hạn"), "meetings:tasks", _("Xem"), "alert-triangle"),
    "mail": _duty(
        _("Thư chờ xem trước khi gửi"),
        "units:mail_drafts",
        _("Xem, gửi"),
        "mail",
    ),
}
