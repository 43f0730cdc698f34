"""The frame that the reviewing department sets for all blocs of its province: dates by year."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.models.people import User
from units.models.periods import Period
from units.models.tenants import Province


class FrameQuerySet(models.QuerySet["Frame"]):
    """Reads of frames."""

    def visible_to(self, user: User) -> "FrameQuerySet":
        """The province's department, and everybody of a bloc in it."""
        rights = user.rights
        return self.filter(
            Q(province__in=rights.whole_provinces) | Q(province__blocs__in=rights.blocs)
        ).distinct()


class Frame(models.Model):
    """Khung thời gian of a half year or a year: a new period of any bloc starts with these dates,
    which the bloc may keep or tighten."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="frames")
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(_("loại kỳ"), max_length=20, choices=Period.Kind)
    report_due = models.DateField(_("đơn vị gửi báo cáo trước"))
    draft_due = models.DateField(_("dự thảo báo cáo chung trước"))
    meeting_from = models.DateField(_("hội nghị từ ngày"))
    meeting_due = models.DateField(_("hội nghị chậm nhất ngày"))
    send_due = models.DateField(_("gửi Sở Nội vụ trước"))
    basis = models.CharField(_("văn bản hướng dẫn"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = FrameQuerySet.as_manager()

    class Meta:
        verbose_name = _("khung thời gian của tỉnh")
        ordering = ["province", "-year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["province", "year", "kind"], name="frame_once"),
            models.CheckConstraint(
                condition=Q(meeting_due__gte=F("meeting_from")), name="frame_window_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"
