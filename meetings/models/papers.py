"""The drafts behind the papers: minutes of a meeting, review report of a period, comments on it."""

from typing import Any

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
    confirm_from = models.DateTimeField(null=True, editable=False)
    confirm_until = models.DateTimeField(null=True, editable=False)
    confirm_closed_at = models.DateTimeField(null=True, editable=False)
    confirm_words = models.JSONField(null=True, editable=False)

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


class MinutesPartQuerySet(models.QuerySet[Any]):
    """Reads of what belongs to minutes: as visible as the minutes' paper."""

    def visible_to(self, user: User) -> "MinutesPartQuerySet":
        """Rows of the minutes whose paper the user may see."""
        return self.filter(minutes__document__in=Document.objects.visible_to(user))


class Passage(HasRevision):
    """Prose of the minutes that the secretary has put in own words: `key` names the passage, `text`
    keeps figures as names in braces, so that no typed number can go stale."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="passages")
    key = models.SlugField(max_length=60)
    text = models.TextField(_("lời văn"), blank=True)

    objects = MinutesPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("đoạn biên bản")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "key"], name="passage_once")]

    def __str__(self) -> str:
        return self.key


class MinutesVersion(models.Model):
    """A named version of the draft minutes, kept apart from autosaves, to compare with."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(_("tên bản"), max_length=120)
    snapshot = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = MinutesPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản biên bản")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class UnitConfirmation(HasRevision):
    """What a unit says of the draft minutes where the bloc's rules have that stage."""

    class Answer(models.TextChoices):
        """Silence counts as the bloc's rule says."""

        NONE = "none", _("Chưa trả lời")
        AGREED = "agreed", _("Thống nhất")
        REMARKED = "remarked", _("Có ý kiến")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="confirmations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(
        _("ý kiến"), max_length=20, choices=Answer, default=Answer.NONE, editable=False
    )
    is_by_silence = models.BooleanField(_("do không trả lời"), default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    objects = MinutesPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("xác nhận biên bản")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "unit"], name="minutes_confirmed_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_answer_display()}"


class MinutesRemark(models.Model):
    """A unit's remark on one paragraph of the draft minutes, and the answer. `paragraph` counts the
    blocks of the shown words from 0, `quote` is what stood there."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="remarks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    paragraph = models.PositiveSmallIntegerField()
    quote = models.TextField()
    text = models.TextField(_("ý kiến"))
    answer = models.TextField(_("tiếp thu, giải trình"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = MinutesPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý kiến về biên bản")
        ordering = ["paragraph", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class OfficialPaperQuerySet(models.QuerySet["OfficialPaper"]):
    """Reads of papers being written: as visible as their document."""

    def visible_to(self, user: User) -> "OfficialPaperQuerySet":
        """The papers whose document the user may see."""
        return self.filter(document__in=Document.objects.visible_to(user)).select_related(
            "document__bloc__province", "document__period__bloc__province", "meeting"
        )


class OfficialPaper(HasRevision):
    """The draft of a paper whose body comes from data: invitation, conclusion notice, plan,
    reminder, handover minutes. Prose before and after the data may be edited; `addressees` and
    `recipients` one a line, empty for the usual ones; `details` are what the kind needs to find its
    data (e.g. the units of a reminder)."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="official_paper"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="official_papers"
    )
    subject = models.CharField(_("trích yếu"), max_length=400, blank=True)
    opening = models.TextField(_("phần mở đầu"), blank=True)
    closing = models.TextField(_("phần kết"), blank=True)
    addressees = models.TextField(_("kính gửi"), blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    details = models.JSONField(default=dict)

    objects = OfficialPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản đang soạn")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)


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
        TASKS = "tasks", _("Kết quả thực hiện nhiệm vụ Khối giao")
        SCORES = "scores", _("Kết quả chấm điểm, xếp hạng")
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
