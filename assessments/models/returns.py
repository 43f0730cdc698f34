"""A unit's return for a period: answers per criterion, progress of targets, report."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models.criteria import Criterion
from assessments.models.rounds import Round, Target
from emulation_bloc.lib import clock
from emulation_bloc.lib.revisions import HasRevision
from emulation_bloc.lib.states import HasState
from units.models import Bloc, Unit, User


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Reads of returns: the first wall of blindness (design/access.md)."""

    def visible_to(self, user: User) -> "AssessmentQuerySet":
        """The own unit's at any time. What others have handed in: the desk only after its own
        unit (where somebody of the desk works, or is officer or leader) has handed in or the
        deadline has passed; appraisers and peers what they score; while
        the meeting agrees a deputy (somebody of another unit enters the head's); the reviewer; the
        bloc after closing where the rules say so. Never a draft of others."""
        rights = user.rights
        handed_in = Q(state=Assessment.State.SUBMITTED)
        own_in = Assessment.objects.filter(
            Q(unit__in=rights.units) | Q(unit=user.unit_id),
            round=OuterRef("round"),
            state=Assessment.State.SUBMITTED,
        )
        is_free = (
            Q(round__due_at__lt=clock.now())
            | ~Q(round__state=Round.State.SELF_ASSESSMENT)
            | Q(Exists(own_in))
        )
        sheets = apps.get_model("assessments", "ScoreSheet").objects.filter(
            assessment=OuterRef("pk")
        )
        mine = sheets.filter(Q(appraiser=user.pk) | Q(stage="peers", scorer_unit__in=rights.units))
        readers = (
            (Q(bloc__in=rights.desk_blocs) & is_free)
            | Q(Exists(mine))
            | Q(bloc__in=rights.deputy_of, round__state=Round.State.AGREEMENT)
            | Q(bloc__province__in=rights.reviewer_of)
            | Q(bloc__in=rights.blocs, round__state=Round.State.CLOSED, round__shows_all=True)
        )
        return self.filter(Q(unit__in=rights.units) | (handed_in & readers)).select_related(
            "round__period__bloc__province", "bloc__province", "unit"
        )


class Assessment(HasState):
    """A unit's return for a period (bảng tự chấm điểm và báo cáo)."""

    class State(models.TextChoices):
        """Written by the officer, presented to the leader, handed in by the leader; returned with
        reasons, it reopens only where it was asked to."""

        DRAFT = "draft", _("Đang soạn")
        PRESENTED = "presented", _("Trình lãnh đạo")
        SUBMITTED = "submitted", _("Đã nộp")
        RETURNED = "returned", _("Trả lại để bổ sung")

    TRANSITIONS = {
        State.DRAFT: {State.PRESENTED, State.SUBMITTED},
        State.PRESENTED: {State.DRAFT, State.SUBMITTED},
        State.SUBMITTED: {State.DRAFT, State.RETURNED},
        State.RETURNED: {State.SUBMITTED},
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="assessments")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assessments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assessments")
    unit_name = models.CharField(_("tên đơn vị"), max_length=200)
    unit_short_name = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    started_at = models.DateTimeField(null=True)
    presented_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    presented_at = models.DateTimeField(null=True)
    note = models.TextField(_("lời nhắn của lãnh đạo"), blank=True)
    submitted_at = models.DateTimeField(null=True)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    late_days = models.PositiveSmallIntegerField(_("số ngày chậm"), default=0)
    return_reason = models.TextField(_("lý do trả lại"), blank=True)
    returned_at = models.DateTimeField(null=True)
    times_returned = models.PositiveSmallIntegerField(default=0)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("bảng tự chấm điểm và báo cáo")
        ordering = ["round", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="assessment_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
                name="submitted_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}, {self.round.period}"

    def get_absolute_url(self) -> str:
        """The unit's desk; for others the return as it was handed in."""
        period = self.round.period
        return reverse(
            "assessments:desk",
            args=[period.bloc.province.slug, period.bloc.slug, period.slug, self.pk],
        )

    @property
    def is_writable(self) -> bool:
        """Whether its unit may write: everything, or after a return only what was reopened."""
        return self.state in {self.State.DRAFT, self.State.PRESENTED, self.State.RETURNED}


class ReturnPartQuerySet(models.QuerySet[Any]):
    """Reads of a return's rows: as visible as the return."""

    def visible_to(self, user: User) -> "ReturnPartQuerySet":
        """Rows of the returns that the user may see."""
        return self.filter(assessment__in=Assessment.objects.visible_to(user))


class Answer(HasRevision):
    """What a unit says on one criterion: figures of its parts, the points that follow, words.

    `figures` is a list as long as the criterion's parts, of {"target", "actual", "count",
    "choice", "yes", "points"} as text; `points` is None while something lacks (missing is not 0).
    """

    class NotApplicable(models.TextChoices):
        """“Không áp dụng” takes the leaf out of numerator and denominator: it needs a reason and
        the secretary's consent."""

        NO = "", _("Áp dụng")
        ASKED = "asked", _("Đề nghị không áp dụng")
        AGREED = "agreed", _("Không áp dụng")
        REFUSED = "refused", _("Không đồng ý, vẫn áp dụng")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="answers")
    figures = models.JSONField(default=list)
    points = models.DecimalField(
        _("điểm tự chấm"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    formula = models.TextField(_("cách tính với số liệu"), blank=True)
    is_provisional = models.BooleanField(_("tạm tính"), default=False)
    words = models.TextField(_("kết quả và thuyết minh"), blank=True)
    not_applicable = models.CharField(
        max_length=10, choices=NotApplicable, default=NotApplicable.NO, blank=True
    )
    not_applicable_reason = models.TextField(_("lý do không áp dụng"), blank=True)
    not_applicable_reply = models.TextField(_("ý kiến của thư ký"), blank=True)
    not_applicable_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_reopened = models.BooleanField(_("được mở lại"), default=False)
    return_reason = models.TextField(_("lý do trả lại"), blank=True)
    updated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField(null=True)

    objects = ReturnPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("kết quả theo tiêu chí")
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(not_applicable="") | ~Q(not_applicable_reason=""),
                name="not_applicable_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.points}"

    @property
    def counts(self) -> bool:
        """Whether the leaf stands in numerator and denominator."""
        return self.not_applicable != self.NotApplicable.AGREED


class TargetProgress(HasRevision):
    """How far a registered target has come in the period: what a half year without scoring asks."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="progress")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="progress")
    actual = models.DecimalField(
        _("thực hiện"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    words = models.TextField(_("kết quả và thuyết minh"), blank=True)
    updated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField(null=True)

    objects = ReturnPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("tiến độ chỉ tiêu")
        ordering = ["target__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "target"], name="progress_once")
        ]

    def __str__(self) -> str:
        return str(self.target)


class AssessmentSection(HasRevision):
    """One part of the unit's report; shortfalls are compulsory (practice §5.6, §7)."""

    class Key(models.TextChoices):
        """The parts in their order."""

        RESULTS = "results", _("Kết quả thực hiện nhiệm vụ")
        MOVEMENTS = "movements", _("Phong trào thi đua, công tác khen thưởng")
        SHORTFALLS = "shortfalls", _("Tồn tại, hạn chế và nguyên nhân")
        DIRECTIONS = "directions", _("Phương hướng, nhiệm vụ thời gian tới")
        PROPOSALS = "proposals", _("Đề xuất, kiến nghị")

    COMPULSORY = (Key.RESULTS, Key.SHORTFALLS)

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sections")
    key = models.CharField(max_length=20, choices=Key)
    body = models.TextField(_("nội dung"), blank=True)

    objects = ReturnPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("phần báo cáo của đơn vị")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="assessment_section_once")
        ]

    def __str__(self) -> str:
        return str(self.get_key_display())
