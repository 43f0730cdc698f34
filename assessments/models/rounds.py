"""A period's round of self-assessment, appraisal and ranking, and the years' registrations."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models.criteria import CriteriaSet
from emulation_bloc.lib.revisions import HasRevision
from emulation_bloc.lib.states import HasState
from units.models import Bloc, Period, ScoringSettings, Unit, User
from units.models.settings_ import tupled

if TYPE_CHECKING:
    from units.rights import Rights


class RoundQuerySet(models.QuerySet["Round"]):
    """Reads of rounds."""

    def visible_to(self, user: User) -> "RoundQuerySet":
        """The rounds of the own blocs, and of the blocs that one reviews; not for observers."""
        rights = user.rights
        return rights.within_terms(
            self.filter(Q(bloc__in=rights.blocs) | Q(bloc__province__in=rights.reviewer_of))
        ).select_related("period__bloc__province", "bloc__province", "criteria_set")


def _later(states: tuple[str, ...]) -> list[set[str]]:
    """For each state but the last those that come after it: a bloc may lack a stage."""
    return [set(states[place:]) for place in range(1, len(states))]


class Round(HasState):
    """What a period has once self-assessment is open: the frozen criteria edition and rules, the
    deadline, and the stage it has reached (bloc practice §3.3)."""

    class State(models.TextChoices):
        """The stages in their order; the rules of the year say which of them a bloc has."""

        SELF_ASSESSMENT = "self_assessment", _("Tự đánh giá")
        APPRAISAL_1 = "appraisal_1", _("Thẩm định lần 1")
        EXPLANATION = "explanation", _("Giải trình")
        APPRAISAL_2 = "appraisal_2", _("Thẩm định lần 2")
        PEERS = "peers", _("Chấm chéo")
        AGREEMENT = "agreement", _("Thống nhất tại hội nghị")
        ADJUSTMENT = "adjustment", _("Sở Nội vụ điều chỉnh")
        CLOSED = "closed", _("Đã chốt")

    ORDER = tuple(State)
    TRANSITIONS = dict(zip(ORDER, _later(ORDER), strict=False))

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="rounds")
    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="round")
    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    is_scored = models.BooleanField(_("có chấm điểm"))
    rules = models.JSONField(default=dict)
    shows_all = models.BooleanField(_("các đơn vị xem điểm của nhau sau khi chốt"), default=False)
    state = models.CharField(
        max_length=20, choices=State, default=State.SELF_ASSESSMENT, editable=False
    )
    due_at = models.DateTimeField(_("hạn nộp"))
    hard_due_at = models.DateTimeField(_("hạn cuối, sau đó không nộp được"))
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    edition_changed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt đánh giá")
        verbose_name_plural = _("đợt đánh giá")
        ordering = ["bloc", "-due_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_scored=False) | Q(criteria_set__isnull=False),
                name="scored_round_has_criteria",
            ),
            models.CheckConstraint(
                condition=Q(hard_due_at__gte=models.F("due_at")), name="round_due_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}"

    def get_absolute_url(self) -> str:
        """The round's page: who has handed in."""
        period = self.period
        return reverse(
            "assessments:round", args=[period.bloc.province.slug, period.bloc.slug, period.slug]
        )

    @property
    def settings(self) -> ScoringSettings:
        """The rules as they were when the round was opened."""
        return ScoringSettings(**tupled(self.rules))

    @property
    def is_collecting(self) -> bool:
        """Whether units still write and hand in."""
        return self.state == self.State.SELF_ASSESSMENT

    @property
    def is_closed(self) -> bool:
        """Whether results are frozen."""
        return self.state == self.State.CLOSED

    def has_passed(self, stage: str) -> bool:
        """Whether the round is beyond a stage, so that its columns may be read."""
        order = [str(one) for one in self.ORDER]
        return order.index(self.state) > order.index(stage)


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Reads of extensions."""

    def visible_to(self, user: User) -> "ExtensionQuerySet":
        """The extensions of the rounds that the user may see."""
        return self.filter(round__in=Round.objects.visible_to(user))


class Extension(models.Model):
    """A later deadline for one unit, with the reason for which the head granted it."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extensions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(_("gia hạn đến"))
    reason = models.TextField(_("lý do"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("gia hạn")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.until:%d/%m/%Y %H:%M}"


def due_for(due_at: datetime, extensions: list[Extension], unit_id: int) -> datetime:
    """The deadline of one unit: the round's, or the latest extension granted to it."""
    own = [row.until for row in extensions if row.unit_id == unit_id]
    return max([due_at, *own])


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Reads of registrations."""

    def visible_to(self, user: User) -> "RegistrationQuerySet":
        """The own unit's; once handed in also the bloc's desk, appraisers and reviewer."""
        rights = user.rights
        handed_in = Q(state=Registration.State.SUBMITTED)
        return self.filter(
            Q(unit__in=rights.units) | (handed_in & _readers(rights))
        ).select_related("bloc__province", "unit")


def _readers(rights: "Rights") -> Q:
    return (
        Q(bloc__in=rights.desk_blocs)
        | Q(bloc__in=rights.appraiser_of)
        | Q(bloc__province__in=rights.reviewer_of)
    )


class Registration(HasState, HasRevision):
    """Đăng ký thi đua: a unit's targets, movements, titles aimed at (practice §5.2)."""

    class State(models.TextChoices):
        """Written by the officer, handed in by the leader."""

        DRAFT = "draft", _("Đang soạn")
        SUBMITTED = "submitted", _("Đã đăng ký")

    TRANSITIONS = {State.DRAFT: {State.SUBMITTED}, State.SUBMITTED: {State.DRAFT}}

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registrations")
    unit_name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(_("năm"))
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    due_at = models.DateTimeField(_("hạn đăng ký"))
    submitted_at = models.DateTimeField(null=True)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("lý do mở lại"), blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản đăng ký thi đua")
        ordering = ["bloc", "-year", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "unit", "year"], name="registration_once")
        ]

    def __str__(self) -> str:
        return f"Đăng ký thi đua {self.year}, {self.unit_name}"

    def get_absolute_url(self) -> str:
        """The registration's page."""
        return reverse(
            "assessments:registration", args=[self.bloc.province.slug, self.bloc.slug, self.pk]
        )


class RegistrationPartQuerySet(models.QuerySet[Any]):
    """Reads of a registration's rows: as visible as the registration."""

    def visible_to(self, user: User) -> "RegistrationPartQuerySet":
        """Rows of the registrations that the user may see."""
        return self.filter(registration__in=Registration.objects.visible_to(user))


class RegistrationPart(HasRevision):
    """A row of a registration; abstract."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    position = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = RegistrationPartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Target(RegistrationPart):
    """Chỉ tiêu đăng ký: what, measure, base, plan, source; `criterion_code` and `part` say which
    figure of the score sheet it feeds (part counted from 0)."""

    content = models.CharField(_("nội dung chỉ tiêu"), max_length=300)
    measure = models.CharField(_("đơn vị tính"), max_length=60, blank=True)
    base = models.DecimalField(
        _("thực hiện năm trước"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    plan = models.DecimalField(
        _("kế hoạch năm"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    source = models.CharField(_("nguồn số liệu"), max_length=200, blank=True)
    criterion_code = models.CharField(_("dùng cho tiêu chí"), max_length=20, blank=True)
    part = models.PositiveSmallIntegerField(_("chỉ tiêu thứ"), default=0)

    class Meta(RegistrationPart.Meta):
        verbose_name = _("chỉ tiêu đăng ký")

    def __str__(self) -> str:
        return self.content


class AimedTitle(RegistrationPart):
    """Danh hiệu, hình thức khen thưởng đăng ký: for the unit, its sub-units or persons."""

    class Subject(models.TextChoices):
        """Whom it is for."""

        UNIT = "unit", _("Đơn vị")
        SUB_UNIT = "sub_unit", _("Tập thể trong đơn vị")
        PERSON = "person", _("Cá nhân")

    subject = models.CharField(_("đối tượng"), max_length=20, choices=Subject)
    name = models.CharField(_("danh hiệu, hình thức khen thưởng"), max_length=200)
    count = models.PositiveSmallIntegerField(_("số lượng"), default=1)

    class Meta(RegistrationPart.Meta):
        verbose_name = _("danh hiệu đăng ký")

    def __str__(self) -> str:
        return self.name


class PlannedMovement(RegistrationPart):
    """Phong trào thi đua that the unit means to run: aims, launch, final review."""

    name = models.CharField(_("tên phong trào"), max_length=300)
    aims = models.CharField(_("mục tiêu"), max_length=500, blank=True)
    launch = models.CharField(_("thời gian phát động"), max_length=60, blank=True)
    final_review = models.CharField(_("thời gian tổng kết"), max_length=60, blank=True)

    class Meta(RegistrationPart.Meta):
        verbose_name = _("phong trào đăng ký")

    def __str__(self) -> str:
        return self.name
