"""Invitations to a meeting and the answers: yes, no, or somebody stands in with a letter."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Guest, Meeting, MeetingPart, PartQuerySet
from units.models import Unit, User


class InvitationQuerySet(PartQuerySet):
    """Reads of invitations."""

    def visible_to(self, user: User) -> "InvitationQuerySet":
        """Those of the meetings that the user may see, and one's own as a guest from elsewhere."""
        seen = Q(meeting__in=Meeting.objects.visible_to(user)) | Q(guest__user=user.pk)
        return self.filter(seen).select_related(
            "bloc__province", "meeting__period__bloc__province", "meeting__bloc", "unit", "guest"
        )


class Invitation(MeetingPart):
    """Giấy mời to one member unit or one guest, with the answer (xác nhận tham dự)."""

    class Answer(models.TextChoices):
        """What came back."""

        NONE = "none", _("Chưa trả lời")
        YES = "yes", _("Tham dự")
        NO = "no", _("Không tham dự")
        STAND_IN = "stand_in", _("Ủy quyền người dự thay")

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị"),
    )
    guest = models.ForeignKey(
        Guest, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    sent_at = models.DateTimeField(null=True)
    answer = models.CharField(
        _("trả lời"), max_length=20, choices=Answer, default=Answer.NONE, editable=False
    )
    name = models.CharField(_("họ và tên người dự"), max_length=100, blank=True)
    title = models.CharField(_("chức vụ"), max_length=200, blank=True)
    companions = models.TextField(_("cùng dự"), blank=True)
    letter = models.CharField(_("số, ngày giấy ủy quyền"), max_length=200, blank=True)
    reason = models.CharField(_("lý do, ghi chú"), max_length=300, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta(MeetingPart.Meta):
        verbose_name = _("giấy mời")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="unit_invited_once"),
            models.UniqueConstraint(fields=["meeting", "guest"], name="guest_invited_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, guest__isnull=True)
                | Q(unit__isnull=True, guest__isnull=False),
                name="invites_unit_or_guest",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit or self.guest)
