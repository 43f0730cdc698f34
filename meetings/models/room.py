"""What happens in the room: who wants to speak, certificates handed over, score changes agreed,
reserved opinions, who is writing where."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Criterion
from meetings.models.meetings import Meeting, MeetingPart
from units.models import Bloc, Unit, User


class Speaker(MeetingPart):
    """Đăng ký phát biểu: the list of who wants to speak, in order."""

    class Turn(models.TextChoices):
        """Where the speaker stands."""

        WAITING = "waiting", _("Chờ phát biểu")
        SPEAKING = "speaking", _("Đang phát biểu")
        DONE = "done", _("Đã phát biểu")

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị"),
    )
    name = models.CharField(_("người phát biểu"), max_length=200, blank=True)
    topic = models.CharField(_("nội dung"), max_length=300, blank=True)
    turn = models.CharField(max_length=20, choices=Turn, default=Turn.WAITING, editable=False)

    class Meta(MeetingPart.Meta):
        verbose_name = _("đăng ký phát biểu")

    def __str__(self) -> str:
        return self.name or str(self.unit)


class HandedCertificate(MeetingPart):
    """Last year's flags and certificates handed over at the meeting (trao khen thưởng)."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị được trao")
    )
    award = models.CharField(_("danh hiệu, hình thức khen thưởng"), max_length=200)
    year = models.PositiveSmallIntegerField(_("thành tích năm"), null=True, blank=True)
    number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan quyết định"), max_length=200, blank=True)

    class Meta(MeetingPart.Meta):
        verbose_name = _("khen thưởng được trao")

    def __str__(self) -> str:
        return self.award


class ScoreChange(MeetingPart):
    """A score the meeting agreed to change: it lands in the agreement column of the unit's sheet
    (bloc practice §5.4, 6.6). `was` and `points` in points; hands are counts of votes."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="+", verbose_name=_("tiêu chí")
    )
    was = models.DecimalField(_("từ"), max_digits=8, decimal_places=2, null=True, editable=False)
    points = models.DecimalField(_("thành"), max_digits=8, decimal_places=2)
    reason = models.TextField(_("lý do"))
    hands_for = models.PositiveSmallIntegerField(_("đồng ý"))
    hands_against = models.PositiveSmallIntegerField(_("không đồng ý"), default=0)
    hands_abstained = models.PositiveSmallIntegerField(_("không có ý kiến"), default=0)

    class Meta(MeetingPart.Meta):
        verbose_name = _("điều chỉnh điểm")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "unit", "criterion"], name="score_changed_once_a_meeting"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="agreed_change_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.criterion.code}"


class ReservedOpinion(MeetingPart):
    """Ý kiến bảo lưu: what a unit does not agree with and wants in the minutes."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    text = models.TextField(_("nội dung bảo lưu"))

    class Meta(MeetingPart.Meta):
        verbose_name = _("ý kiến bảo lưu")

    def __str__(self) -> str:
        return self.text[:80]


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Reads of presence."""

    def visible_to(self, user: User) -> "PresenceQuerySet":
        """Who is writing at the meetings that the user may see."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))


class Presence(models.Model):
    """Somebody has the desk open and writes at a place of it; written every 15 s, by editors
    only."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("người đang ghi")
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.place}"
