"""Evidence: a file, a link or a document by number, cited by one or more criteria."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from assessments.models.returns import Answer, TargetProgress
from assessments.models.scores import Explanation
from units.models import Bloc, Period, Unit, User


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Reads of evidence."""

    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """The own unit's; otherwise what a return that one may see cites."""
        seen = Answer.objects.visible_to(user).filter(evidence=OuterRef("pk"))
        told = TargetProgress.objects.visible_to(user).filter(evidence=OuterRef("pk"))
        explained = Explanation.objects.visible_to(user).filter(evidence=OuterRef("pk"))
        return self.filter(
            Q(unit__in=user.rights.units) | Q(Exists(seen)) | Q(Exists(told)) | Q(Exists(explained))
        ).select_related("bloc__province", "period")


class Evidence(models.Model):
    """Minh chứng: a file, a link, or a document by number, date and issuer, cited by criteria.

    A carried-over file is a new row with the same stored bytes; the bytes go when no row needs
    them. `size` is in bytes, `sha256` hexadecimal, `media_type` found from the content.
    """

    class Kind(models.TextChoices):
        """Many officials cite, few upload."""

        FILE = "file", _("Tệp")
        LINK = "link", _("Đường dẫn")
        DOCUMENT = "document", _("Văn bản (số, ngày, cơ quan ban hành)")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="evidence")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    title = models.CharField(_("tên minh chứng"), max_length=300)
    link = models.URLField(_("đường dẫn"), max_length=500, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    valid_until = models.DateField(_("có giá trị đến"), null=True, blank=True)
    file = models.CharField(max_length=200, blank=True)
    name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    answers = models.ManyToManyField(Answer, related_name="evidence", blank=True)
    progress = models.ManyToManyField(TargetProgress, related_name="evidence", blank=True)
    explanations = models.ManyToManyField(Explanation, related_name="evidence", blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("minh chứng")
        verbose_name_plural = _("minh chứng")
        ordering = ["pk"]
        indexes = [models.Index(fields=["unit", "period"])]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="file", size__isnull=False) & ~Q(file="") & ~Q(sha256="")
                    | Q(kind="link") & ~Q(link="")
                    | Q(kind="document") & ~Q(number="")
                ),
                name="evidence_is_something",
            )
        ]

    def __str__(self) -> str:
        return self.title
