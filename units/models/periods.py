"""Periods of a bloc: a half year or a year, with the dates by which things are due."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.states import HasState
from units.models.tenants import Bloc

if TYPE_CHECKING:
    from units.models.people import User


class PeriodQuerySet(models.QuerySet["Period"]):
    """Reads of periods."""

    def visible_to(self, user: "User") -> "PeriodQuerySet":
        """The periods of the blocs that the user may see; a former head's, of the years served."""
        seen = self.filter(bloc__in=Bloc.objects.visible_to(user))
        seen = user.rights.within_terms(seen, ends="ends")
        return seen.select_related("bloc__province")


class Period(HasState):
    """A half year or a year of a bloc. The review is held after the period's end."""

    class Kind(models.TextChoices):
        """Mid-year review or year-end review (over the whole year)."""

        HALF_YEAR = "half_year", _("6 tháng đầu năm")
        YEAR = "year", _("Cả năm")

    class State(models.TextChoices):
        """Open for work, or closed and frozen."""

        OPEN = "open", _("Đang mở")
        CLOSED = "closed", _("Đã kết thúc")

    TRANSITIONS = {State.OPEN: {State.CLOSED}}

    bloc = models.ForeignKey(
        Bloc, on_delete=models.PROTECT, related_name="periods", verbose_name=_("khối")
    )
    slug = models.SlugField(_("mã trên địa chỉ"))
    kind = models.CharField(_("loại kỳ"), max_length=20, choices=Kind)
    name = models.CharField(_("tên kỳ"), max_length=60)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN, editable=False)
    starts = models.DateField(_("từ ngày"))
    ends = models.DateField(_("đến hết ngày"))
    report_due = models.DateField(_("đơn vị gửi báo cáo trước"))
    draft_due = models.DateField(_("dự thảo báo cáo chung trước"))
    meeting_from = models.DateField(_("hội nghị từ ngày"))
    meeting_due = models.DateField(_("hội nghị chậm nhất ngày"))
    send_due = models.DateField(_("gửi Sở Nội vụ trước"))

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỳ đánh giá")
        verbose_name_plural = _("kỳ đánh giá")
        ordering = ["bloc", "-ends", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "slug"], name="period_slug_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="period_dates_in_order"),
            models.CheckConstraint(
                condition=Q(meeting_due__gte=F("meeting_from")), name="period_window_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The period's page."""
        return reverse("period", args=[self.bloc.province.slug, self.bloc.slug, self.slug])

    @property
    def review_word(self) -> str:
        """`sơ kết` for a half year, `tổng kết` for a year."""
        return "sơ kết" if self.kind == self.Kind.HALF_YEAR else "tổng kết"
