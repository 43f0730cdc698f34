"""The audit trail: who did what when, before and after, why. Rows are only ever added."""

from typing import TYPE_CHECKING, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.models.people import User
from units.models.tenants import Bloc, Province

if TYPE_CHECKING:
    from typing import Any


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what has been recorded."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Reads of the trail; it cannot be changed through a queryset either."""

    def visible_to(self, user: User) -> "AuditQuerySet":
        """Own actions; the bloc's for its desk; the own unit's for its leader; the province's for
        its reviewer."""
        rights = user.rights
        return self.filter(
            Q(user_id=user.pk)
            | Q(bloc__in=rights.desk_blocs)
            | Q(bloc__province__in=rights.reviewer_of)
            | Q(user__unit__in=rights.leader_of)
        )

    def update(self, **_values: "Any") -> NoReturn:
        """Refused."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Refused."""
        raise AppendOnlyError


class AuditEntry(models.Model):
    """One line of the trail, written in the same transaction as the action it tells of."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, null=True, related_name="+")
    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("thời điểm"), db_index=True)
    real_at = models.DateTimeField(_("giờ máy chủ"))
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    who = models.CharField(_("người thực hiện"), max_length=320)
    action = models.CharField(_("việc"), max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.PositiveBigIntegerField()
    object_label = models.CharField(_("đối tượng"), max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(_("lý do"), blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["bloc", "-id"])]

    def __str__(self) -> str:
        return f"{self.who}: {self.action}"

    def save(self, *args: "Any", **kwargs: "Any") -> None:
        """Only a new row can be saved."""
        if self.pk:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *_args: "Any", **_kwargs: "Any") -> NoReturn:
        """Refused."""
        raise AppendOnlyError
