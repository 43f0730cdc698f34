"""Files that hang on something: papers of a meeting, a letter of authority, proof of progress,
photographs."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.invitations import Invitation
from meetings.models.meetings import AgendaItem, Meeting
from meetings.models.movements import Activity, ExemplaryModel, Movement
from meetings.models.tasks import Progress, Task
from units.models import Bloc, Unit, User

OWNERS = ("meeting", "invitation", "progress", "movement", "exemplary_model", "activity")


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Reads of files: as visible as what they hang on."""

    def visible_to(self, user: User) -> "AttachmentQuerySet":
        """Each as what it hangs on: papers as the meeting, a letter of authority as the invitation,
        photographs as the record, proof of progress as the task once the leader has confirmed."""
        confirmed = Q(progress__confirmed_at__isnull=False)
        of_task = confirmed | Q(progress__share__unit__in=user.rights.units)
        return self.filter(
            Q(meeting__in=Meeting.objects.visible_to(user))
            | Q(invitation__in=Invitation.objects.visible_to(user))
            | (Q(progress__task__in=Task.objects.visible_to(user)) & of_task)
            | Q(movement__in=Movement.objects.visible_to(user))
            | Q(exemplary_model__in=ExemplaryModel.objects.visible_to(user))
            | Q(activity__in=Activity.objects.visible_to(user))
        ).select_related("bloc__province", "unit")


class Attachment(models.Model):
    """Tài liệu kèm theo: the stored bytes of one file and the one thing it hangs on. `size` is in
    bytes, `sha256` hexadecimal, `media_type` found from the content."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, related_name="attachments"
    )
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    progress = models.ForeignKey(
        Progress, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    exemplary_model = models.ForeignKey(
        ExemplaryModel, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    title = models.CharField(_("tên tài liệu"), max_length=300)
    file = models.CharField(max_length=200)
    name = models.CharField(_("tên tệp"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài liệu kèm theo")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the file is served."""
        bloc = self.bloc
        return reverse("meetings:attachment", args=[bloc.province.slug, bloc.slug, self.pk])
