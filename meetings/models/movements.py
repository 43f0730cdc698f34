"""Emulation movements, exemplary models, common activities of the bloc: they feed the reports."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.revisions import HasRevision
from units.models import Bloc, Unit, User


class RecordQuerySet(models.QuerySet[Any]):
    """Reads of movements, models and activities."""

    def visible_to(self, user: User) -> "RecordQuerySet":
        """Of the bloc in any way, or its reviewer."""
        rights = user.rights
        return self.filter(
            Q(bloc__in=rights.blocs) | Q(bloc__province__in=rights.reviewer_of)
        ).select_related("bloc__province", "unit")


class Record(HasRevision):
    """What a unit or the bloc (no unit) writes down over the year; abstract."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị"),
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class Movement(Record):
    """Phong trào thi đua: regular or thematic; launch, aims, mid-term and final review."""

    class Kind(models.TextChoices):
        """Law on Emulation and Commendation 2022, Art. 16: regular and by theme."""

        REGULAR = "regular", _("Thường xuyên")
        THEMATIC = "thematic", _("Theo chuyên đề (đợt)")

    name = models.CharField(_("tên phong trào"), max_length=300)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind, default=Kind.THEMATIC)
    aims = models.TextField(_("mục tiêu, nội dung"), blank=True)
    launched_on = models.DateField(_("ngày phát động"))
    launch_paper = models.CharField(_("văn bản phát động"), max_length=200, blank=True)
    ends_on = models.DateField(_("thời gian kết thúc"), null=True, blank=True)
    midterm_on = models.DateField(_("ngày sơ kết"), null=True, blank=True)
    midterm_result = models.TextField(_("kết quả sơ kết"), blank=True)
    final_on = models.DateField(_("ngày tổng kết"), null=True, blank=True)
    final_result = models.TextField(_("kết quả tổng kết"), blank=True)

    class Meta:
        verbose_name = _("phong trào thi đua")
        verbose_name_plural = _("phong trào thi đua")
        ordering = ["-launched_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("launched_on")),
                name="movement_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The movement's page."""
        at = [self.bloc.province.slug, self.bloc.slug, "phong-trao", self.pk]
        return reverse("meetings:record", args=at)


class ExemplaryModel(Record):
    """Điển hình tiên tiến: found, described, spread; a person, a team or a way of working."""

    class Subject(models.TextChoices):
        """Who or what is exemplary."""

        COLLECTIVE = "collective", _("Tập thể")
        PERSON = "person", _("Cá nhân")
        PRACTICE = "practice", _("Mô hình, cách làm hay")
        GOOD_DEED = "good_deed", _("Người tốt, việc tốt")

    class Stage(models.TextChoices):
        """How far it has come."""

        FOUND = "found", _("Phát hiện")
        NURTURED = "nurtured", _("Bồi dưỡng")
        SPREAD = "spread", _("Nhân rộng")

    name = models.CharField(_("tên điển hình"), max_length=300)
    subject = models.CharField(_("loại"), max_length=20, choices=Subject)
    stage = models.CharField(_("bước"), max_length=20, choices=Stage, default=Stage.FOUND)
    found_on = models.DateField(_("ngày phát hiện, giới thiệu"))
    description = models.TextField(_("thành tích, cách làm"))
    spread_on = models.DateField(_("ngày nhân rộng"), null=True, blank=True)
    spread_how = models.TextField(_("kết quả nhân rộng"), blank=True)
    decision = models.CharField(_("quyết định công nhận, khen thưởng"), max_length=200, blank=True)
    movement = models.ForeignKey(
        Movement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="models",
        verbose_name=_("thuộc phong trào"),
    )

    class Meta:
        verbose_name = _("điển hình tiên tiến")
        verbose_name_plural = _("điển hình tiên tiến")
        ordering = ["-found_on", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The model's page."""
        at = [self.bloc.province.slug, self.bloc.slug, "dien-hinh", self.pk]
        return reverse("meetings:record", args=at)


class Activity(Record):
    """Hoạt động chung của Khối: exchange, sport, charity, visit. `spending` in đồng."""

    class Kind(models.TextChoices):
        """What kind of activity (bloc practice §2.3)."""

        SPORT = "sport", _("Thể thao")
        CULTURE = "culture", _("Văn hóa, văn nghệ")
        CHARITY = "charity", _("Xã hội, từ thiện")
        VISIT = "visit", _("Tham quan, học tập kinh nghiệm")
        CONTEST = "contest", _("Hội thi, tập huấn")
        OTHER = "other", _("Hoạt động khác")

    name = models.CharField(_("tên hoạt động"), max_length=300)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind)
    date = models.DateField(_("ngày"))
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    participants = models.PositiveIntegerField(_("số người tham gia"), null=True, blank=True)
    units = models.ManyToManyField(
        Unit, blank=True, related_name="+", verbose_name=_("đơn vị tham gia")
    )
    spending = models.PositiveBigIntegerField(_("kinh phí (đồng)"), null=True, blank=True)
    result = models.TextField(_("kết quả"), blank=True)

    class Meta:
        verbose_name = _("hoạt động chung của Khối")
        verbose_name_plural = _("hoạt động chung của Khối")
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The activity's page."""
        at = [self.bloc.province.slug, self.bloc.slug, "hoat-dong", self.pk]
        return reverse("meetings:record", args=at)
