"""Rankings, what disqualifies, and what was taken over from earlier years."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.evidence import Evidence
from assessments.models.rounds import Round
from units.models import Bloc, Period, Unit, User


class DisqualificationQuerySet(models.QuerySet["Disqualification"]):
    """Reads of the checklist."""

    def visible_to(self, user: User) -> "DisqualificationQuerySet":
        """The bloc's desk, the own unit, the reviewer: disciplinary facts go no further."""
        rights = user.rights
        return self.filter(
            Q(bloc__in=rights.desk_blocs)
            | Q(unit__in=rights.units)
            | Q(bloc__province__in=rights.reviewer_of)
        )


class Disqualification(models.Model):
    """One line of the checklist for one unit: met or not, on what ground, with which proof; decided
    before the ranking is closed (bloc practice §3.8). None: not looked at yet."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="disqualifications")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    words = models.CharField(_("điều kiện"), max_length=300)
    is_met = models.BooleanField(_("vi phạm"), null=True)
    ground = models.TextField(_("căn cứ"), blank=True)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    objects = DisqualificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("điều kiện loại trừ")
        ordering = ["unit", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "code"], name="disqualification_once"),
            models.CheckConstraint(
                condition=Q(is_met__isnull=True) | Q(is_met=False) | ~Q(ground=""),
                name="disqualification_has_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.words}"


class RankingQuerySet(models.QuerySet["Ranking"]):
    """Reads of rankings."""

    def visible_to(self, user: User) -> "RankingQuerySet":
        """Totals and ranks after closing: the bloc and its reviewer."""
        rights = user.rights
        return self.filter(
            Q(bloc__in=rights.blocs) | Q(bloc__province__in=rights.reviewer_of)
        ).select_related("round__period__bloc__province")


class Ranking(models.Model):
    """Xếp hạng of a round, computed from its columns and frozen when it is closed."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="rankings")
    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="ranking")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = RankingQuerySet.as_manager()

    class Meta:
        verbose_name = _("xếp hạng")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.round}"


class RankingRowQuerySet(models.QuerySet["RankingRow"]):
    """Reads of a ranking's rows."""

    def visible_to(self, user: User) -> "RankingRowQuerySet":
        """Rows of the rankings that the user may see."""
        return self.filter(ranking__in=Ranking.objects.visible_to(user))


class RankingRow(models.Model):
    """One unit's frozen result under its name of that day.

    `groups`: code → points as text; `leaves`: code → {column: points as text or None}.
    `total` is what was scored, `assigned` the maximum that applied, `rate` total in per cent of
    it, `rebased` the total on the full scale, by which units are ranked.
    """

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="rows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ranking_rows")
    unit_name = models.CharField(max_length=200)
    unit_short_name = models.CharField(max_length=60)
    groups = models.JSONField(default=dict)
    leaves = models.JSONField(default=dict)
    self_total = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    peer_total = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    standard = models.DecimalField(max_digits=9, decimal_places=2)
    bonus = models.DecimalField(max_digits=8, decimal_places=2)
    penalty = models.DecimalField(max_digits=8, decimal_places=2)
    total = models.DecimalField(max_digits=9, decimal_places=2)
    assigned = models.DecimalField(max_digits=9, decimal_places=2)
    rate = models.DecimalField(max_digits=7, decimal_places=2)
    rebased = models.DecimalField(max_digits=9, decimal_places=2)
    rank = models.PositiveSmallIntegerField(_("hạng"), null=True)
    band = models.CharField(_("xếp loại"), max_length=100, blank=True)
    is_disqualified = models.BooleanField(_("không xét"), default=False)
    note = models.CharField(max_length=500, blank=True)

    objects = RankingRowQuerySet.as_manager()

    class Meta:
        ordering = ["ranking", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "unit"], name="ranked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.unit_name}"


class PastRecordQuerySet(models.QuerySet["PastRecord"]):
    """Reads of what was taken over."""

    def visible_to(self, user: User) -> "PastRecordQuerySet":
        """The own unit's, the desk's bloc, the reviewer's province."""
        rights = user.rights
        return self.filter(
            Q(unit__in=rights.units)
            | Q(bloc__in=rights.desk_blocs)
            | Q(bloc__province__in=rights.reviewer_of)
        ).select_related("bloc__province", "unit")


class PastRecord(models.Model):
    """Something of an earlier year: an old score sheet read line by line, or a report attached.

    `lines` of a sheet: [{"code", "text", "max", "points", "words"}] with figures as text; the
    file is kept with it (`size` in bytes, `sha256` hexadecimal).
    """

    class Kind(models.TextChoices):
        """What it was."""

        SHEET = "sheet", _("Bảng chấm điểm cũ")
        REPORT = "report", _("Báo cáo cũ")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="past_records")
    unit_name = models.CharField(_("tên đơn vị khi đó"), max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    period_kind = models.CharField(_("loại kỳ"), max_length=20, choices=Period.Kind)
    year = models.PositiveSmallIntegerField(_("năm"))
    lines = models.JSONField(default=list)
    total = models.DecimalField(
        _("tổng điểm"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    file = models.CharField(max_length=200)
    name = models.CharField(_("tên tệp"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = PastRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("hồ sơ kỳ trước")
        ordering = ["-year", "unit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "period_kind", "sha256"], name="past_record_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}, {self.unit_name}"


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Reads of files that wait for a yes."""

    def visible_to(self, user: User) -> "IntakeQuerySet":
        """One's own only."""
        return self.filter(by=user.pk).select_related("bloc__province")


class Intake(models.Model):
    """A file that was read and shown, and waits for the person's yes before anything is written.

    `key` is the id of the row it goes into (a criteria set, an assessment); `content` what was
    read, `plan` the fate of each line.
    """

    class Kind(models.TextChoices):
        """What the file is."""

        CRITERIA = "criteria", _("Bộ tiêu chí")
        SHEET = "sheet", _("Bảng chấm điểm của đơn vị")
        PAST = "past", _("Bảng chấm điểm kỳ trước")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.PositiveBigIntegerField(null=True)
    name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200, blank=True)
    content = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp nhập")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
