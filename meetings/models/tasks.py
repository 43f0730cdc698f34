"""Tasks that a meeting leaves behind, each unit's part in them, and what units report."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.revisions import HasRevision
from emulation_bloc.lib.states import HasState
from meetings.models.meetings import Meeting
from meetings.models.outcomes import Conclusion
from units.models import Bloc, Period, Unit, User


def task_blocs(user: User) -> set[int | None]:
    """The blocs whose tasks the person knows of as one of them: appraising alone is no ground."""
    rights = user.rights
    desk = rights.desk_blocs | rights.deputy_of | rights.former_head_of
    return rights.member_blocs | desk | rights.meeting_blocs


class TaskQuerySet(models.QuerySet["Task"]):
    """Reads of tasks."""

    def visible_to(self, user: User) -> "TaskQuerySet":
        """Of the bloc, or its reviewer; an observer or a mere appraiser knows of none; a former
        head of those of the years served."""
        reviewed = Q(bloc__province__in=user.rights.reviewer_of)
        rows = self.filter(Q(bloc__in=task_blocs(user)) | reviewed)
        return user.rights.within_terms(rows).select_related(
            "bloc__province", "period__bloc__province"
        )


class Task(HasState, HasRevision):
    """Nhiệm vụ: from a conclusion of a meeting (or set by the desk), to be done in `period` — the
    period in which it was agreed; `weight` is a whole number from 1 (light) to 5 (heavy)."""

    class State(models.TextChoices):
        """Closed by the head when done; dropped with a reason."""

        OPEN = "open", _("Đang thực hiện")
        DONE = "done", _("Đã hoàn thành")
        DROPPED = "dropped", _("Thôi thực hiện")

    TRANSITIONS = {
        State.OPEN: {State.DONE, State.DROPPED},
        State.DONE: {State.OPEN},
        State.DROPPED: {State.OPEN},
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="tasks")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="tasks")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="tasks")
    conclusion = models.OneToOneField(
        Conclusion, on_delete=models.PROTECT, null=True, related_name="task"
    )
    code = models.CharField(_("mã"), max_length=20, blank=True)
    title = models.CharField(_("nhiệm vụ"), max_length=400)
    detail = models.TextField(_("diễn giải"), blank=True)
    source = models.CharField(_("căn cứ"), max_length=300, blank=True)
    area = models.CharField(_("lĩnh vực"), max_length=30, choices=Conclusion.Area)
    due = models.DateField(_("hạn"))
    measure = models.CharField(_("kết quả cần đạt"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("mức quan trọng"), default=1)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN, editable=False)
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    close_note = models.TextField(_("đánh giá khi kết thúc"), blank=True)
    created_at = models.DateTimeField()

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        ordering = ["due", "position", "pk"]
        indexes = [models.Index(fields=["bloc", "state", "due"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=5), name="task_weight_in_bounds"
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(close_note=""), name="dropped_task_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The task's page."""
        bloc = self.bloc
        return reverse("meetings:task", args=[bloc.province.slug, bloc.slug, self.pk])


class TaskPartQuerySet(models.QuerySet[Any]):
    """Reads of a task's rows: as visible as the task."""

    def visible_to(self, user: User) -> "TaskPartQuerySet":
        """Rows of the tasks that the user may see."""
        return self.filter(task__in=Task.objects.visible_to(user))


class TaskShare(HasState):
    """One unit's part in a task: it leads or is a partner; reports, confirmed by its leader."""

    class Role(models.TextChoices):
        """How the unit takes part."""

        LEAD = "lead", _("Chủ trì")
        PARTNER = "partner", _("Phối hợp")

    class State(models.TextChoices):
        """Confirmed by the unit's leader, accepted by the desk."""

        TODO = "todo", _("Chưa báo cáo")
        REPORTED = "reported", _("Chờ lãnh đạo xác nhận")
        CONFIRMED = "confirmed", _("Đã báo cáo")
        ACCEPTED = "accepted", _("Đã hoàn thành")

    TRANSITIONS = {
        State.TODO: {State.REPORTED, State.CONFIRMED},
        State.REPORTED: {State.CONFIRMED, State.TODO},
        State.CONFIRMED: {State.REPORTED, State.TODO, State.ACCEPTED},
        State.ACCEPTED: {State.TODO},
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="shares")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="task_shares", verbose_name=_("đơn vị")
    )
    role = models.CharField(_("vai trò"), max_length=20, choices=Role, default=Role.LEAD)
    state = models.CharField(max_length=20, choices=State, default=State.TODO, editable=False)
    percent = models.PositiveSmallIntegerField(_("tiến độ (%)"), default=0)

    objects = TaskPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("phần việc của đơn vị")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="task_share_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="percent_in_bounds"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.task}"


class Progress(HasRevision):
    """Tiến độ: what a unit reports of its part, with evidence; confirmed or sent back by its
    leader. `percent` from 0 to 100."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="progress")
    share = models.ForeignKey(TaskShare, on_delete=models.CASCADE, related_name="reports")
    percent = models.PositiveSmallIntegerField(_("tiến độ (%)"))
    text = models.TextField(_("kết quả thực hiện"))
    number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True)

    objects = TaskPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo tiến độ")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="progress_percent_in_bounds")
        ]

    def __str__(self) -> str:
        return f"{self.percent}%: {self.text[:80]}"
