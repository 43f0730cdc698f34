"""The drafts behind the papers: minutes of a meeting, review report of a period, comments on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from emulation_bloc.lib.revisions import HasRevision
from meetings.models.meetings import Meeting, PartQuerySet
from units.models import Bloc, Period, Unit, User


class Minutes(HasRevision):
    """Minutes of a meeting: the first, or a correcting one. A supplement has words of its own."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="minutes")
    supplement = models.TextField(_("nội dung bổ sung, đính chính"), blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("biên bản")
        verbose_name_plural = _("biên bản")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)

    @property
    def is_supplement(self) -> bool:
        """Whether it adds to approved minutes instead of telling the meeting anew."""
        return self.document.relation == Document.Relation.SUPPLEMENTS


class ReviewReportQuerySet(models.QuerySet["ReviewReport"]):
    """Reads of reports: as visible as their paper."""

    def visible_to(self, user: User) -> "ReviewReportQuerySet":
        """The reports whose paper the user may see."""
        return self.filter(document__in=Document.objects.visible_to(user))


class ReviewReport(models.Model):
    """The central paper of a review (báo cáo sơ kết, tổng kết), from the meeting's and period's
    data."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="reports"
    )
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="review_report"
    )

    objects = ReviewReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo sơ kết, tổng kết")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)


class ReportPartQuerySet(models.QuerySet["ReportSection"]):
    """Reads of a report's parts."""

    def visible_to(self, user: User) -> "ReportPartQuerySet":
        """Parts of the reports that the user may see."""
        return self.filter(report__in=ReviewReport.objects.visible_to(user))


class ReportSection(HasRevision):
    """One part of the report; the part on directions is bound to the meeting's conclusions."""

    class Key(models.TextChoices):
        """The parts of bloc practice §5.6 for which there are data; shortfalls are compulsory."""

        ORGANISATION = "organisation", _("Đặc điểm, tổ chức của Khối")
        RESULTS = "results", _("Kết quả thực hiện nhiệm vụ")
        MOVEMENTS = "movements", _("Phong trào thi đua, công tác khen thưởng")
        ACTIVITIES = "activities", _("Hoạt động chung của Khối")
        SHORTFALLS = "shortfalls", _("Tồn tại, hạn chế và nguyên nhân")
        DIRECTIONS = "directions", _("Phương hướng, nhiệm vụ trọng tâm")
        PROPOSALS = "proposals", _("Kiến nghị, đề xuất")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(ReviewReport, on_delete=models.PROTECT, related_name="sections")
    key = models.CharField(max_length=20, choices=Key)
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    body = models.TextField(_("nội dung"), blank=True)

    objects = ReportPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("phần của báo cáo")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_part_once")]

    def __str__(self) -> str:
        return self.get_key_display()


class ReportComment(models.Model):
    """What a unit says of a part of the shared draft, and the answer."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(ReviewReport, on_delete=models.PROTECT, related_name="comments")
    section = models.ForeignKey(ReportSection, on_delete=models.PROTECT, related_name="comments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("ý kiến"))
    answer = models.TextField(_("tiếp thu, giải trình"), blank=True)
    at = models.DateTimeField()

    objects = ReportPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý kiến góp ý")
        ordering = ["section__position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
