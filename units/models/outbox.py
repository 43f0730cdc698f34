"""The outbox: mail as rows, one per (person, duty, kind), sent by the worker, never twice."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.states import HasState
from units.models.people import User
from units.models.tenants import Bloc

if TYPE_CHECKING:
    from datetime import datetime


class MailQuerySet(models.QuerySet["Mail"]):
    """Reads of mail."""

    def visible_to(self, user: User) -> "MailQuerySet":
        """What went to oneself; what went out for the bloc, for its secretary and head."""
        return self.filter(Q(user=user.pk) | Q(bloc__in=user.rights.desk_blocs)).select_related(
            "bloc__province", "user"
        )

    def due(self, *, now: "datetime", queued_before: "datetime") -> "MailQuerySet":
        """Mail that nobody is sending although somebody should: lost messages, dead workers."""
        return self.filter(
            Q(state=Mail.State.QUEUED, queued_at__lt=queued_before)
            | Q(state=Mail.State.SENDING, lease_until__lt=now)
        )


class Mail(HasState):
    """One letter to one person about one duty (`duty` names it, e.g. `return:17`; `kind` says why
    it was written, e.g. `reminder:2021-07-01`).

    A DRAFT has been written by the system for a person who looks at it before it goes out.
    """

    class State(models.TextChoices):
        """The row is the truth, the queue a messenger."""

        DRAFT = "draft", _("Chờ xem trước khi gửi")
        QUEUED = "queued", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        SENT = "sent", _("Đã gửi")
        FAILED = "failed", _("Không gửi được")
        DROPPED = "dropped", _("Không gửi")

    TRANSITIONS = {
        State.DRAFT: {State.QUEUED, State.DROPPED},
        State.QUEUED: {State.SENDING, State.FAILED, State.DROPPED},
        State.SENDING: {State.SENT, State.QUEUED, State.FAILED},
        State.FAILED: {State.QUEUED, State.DROPPED},
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, null=True, related_name="mail")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="mail", verbose_name=_("người nhận")
    )
    address = models.EmailField(_("địa chỉ thư"))
    kind = models.CharField(max_length=60)
    duty = models.CharField(max_length=120)
    subject = models.CharField(_("tiêu đề"), max_length=300)
    body = models.TextField(_("nội dung"))
    url = models.CharField(max_length=300, blank=True)
    calendar = models.TextField(blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=State, default=State.QUEUED, editable=False
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("thư")
        verbose_name_plural = _("thư")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "queued_at"])]
        constraints = [
            models.UniqueConstraint(fields=["address", "duty", "kind"], name="mail_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.address}"
