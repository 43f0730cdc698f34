"""The calendar of a bloc's year: milestones with who owes what; the secret address of a feed."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.revisions import HasRevision
from units.models.people import User
from units.models.tenants import Bloc


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """Reads of milestones."""

    def visible_to(self, user: User) -> "MilestoneQuerySet":
        """Of the bloc in any way, or its reviewer; an observer knows of no calendar."""
        rights = user.rights
        seen = Q(bloc__in=rights.blocs) | Q(bloc__province__in=rights.reviewer_of)
        return rights.within_terms(self.filter(seen), ends="due").select_related("bloc__province")


class Milestone(HasRevision):
    """Mốc lịch công tác năm: what is due when, owed by whom (bloc practice §2.2)."""

    class Owes(models.TextChoices):
        """Who owes it."""

        HEAD = "head", _("Trưởng khối")
        SECRETARY = "secretary", _("Thư ký khối")
        UNITS = "units", _("Các đơn vị thành viên")
        APPRAISERS = "appraisers", _("Tổ thẩm định")
        REVIEWER = "reviewer", _("Sở Nội vụ")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="milestones")
    year = models.PositiveSmallIntegerField(_("năm"))
    code = models.SlugField(_("mã"), max_length=40)
    title = models.CharField(_("nội dung"), max_length=300)
    due = models.DateField(_("hạn"))
    owes = models.CharField(_("ai thực hiện"), max_length=20, choices=Owes)
    is_required = models.BooleanField(_("bắt buộc"), default=True)
    remind_days = models.JSONField(_("nhắc trước (ngày)"), default=list)
    done_on = models.DateField(_("hoàn thành ngày"), null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mốc lịch công tác")
        verbose_name_plural = _("lịch công tác")
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "year", "code"], name="milestone_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.due:%d/%m/%Y}: {self.title}"


def new_key() -> str:
    """A secret that nobody can guess (192 bits), fit for an address."""
    return secrets.token_urlsafe(24)


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    """Reads of addresses."""

    def visible_to(self, user: User) -> "CalendarAddressQuerySet":
        """One's own only."""
        return self.filter(user=user.pk)


class CalendarAddress(models.Model):
    """The secret address at which a calendar programme reads a person's duties; renewable."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_address")
    key = models.CharField(max_length=40, unique=True, default=new_key)
    made_at = models.DateTimeField()

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("địa chỉ lịch")

    def __str__(self) -> str:
        return f"lịch của {self.user}"
