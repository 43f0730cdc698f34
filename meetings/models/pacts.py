"""Giao ước thi đua: the year's pact, confirmed by each leader in the application (no signature)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from emulation_bloc.lib.revisions import HasRevision
from emulation_bloc.lib.states import HasState
from meetings.models.meetings import Meeting
from units.models import Bloc, Period, Unit, User


class PactQuerySet(models.QuerySet["Pact"]):
    """Reads of pacts."""

    def visible_to(self, user: User) -> "PactQuerySet":
        """The desk at any time; the bloc's people and its reviewer once leaders may confirm."""
        rights = user.rights
        told = models.Q(bloc__in=rights.blocs) | models.Q(bloc__province__in=rights.reviewer_of)
        return self.filter(
            models.Q(bloc__in=rights.desk_blocs) | (told & ~models.Q(state=Pact.State.DRAFT))
        ).select_related("bloc__province", "period__bloc__province", "document")


class Pact(HasState, HasRevision):
    """The pact of one year: theme, contents, common measures; targets come from registrations."""

    class State(models.TextChoices):
        """Words are frozen while leaders confirm; the paper is approved by the head."""

        DRAFT = "draft", _("Đang soạn")
        CONFIRMING = "confirming", _("Các đơn vị xác nhận")
        APPROVED = "approved", _("Đã duyệt, chờ ký")

    TRANSITIONS = {
        State.DRAFT: {State.CONFIRMING},
        State.CONFIRMING: {State.DRAFT, State.APPROVED},
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="pacts")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="pacts")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="pacts")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="pact")
    year = models.PositiveSmallIntegerField(_("năm"))
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    theme = models.CharField(_("chủ đề, khẩu hiệu thi đua"), max_length=300, blank=True)
    contents = models.TextField(_("nội dung giao ước"), blank=True)
    measures = models.TextField(_("biện pháp, cách kiểm tra"), blank=True)
    pledge = models.TextField(_("cam kết"), blank=True)

    objects = PactQuerySet.as_manager()

    class Meta:
        verbose_name = _("giao ước thi đua")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["bloc", "year"], name="one_pact_a_year")]

    def __str__(self) -> str:
        return f"Giao ước thi đua năm {self.year}"


class PactConfirmationQuerySet(models.QuerySet["PactConfirmation"]):
    """Reads of confirmations: as visible as the pact."""

    def visible_to(self, user: User) -> "PactConfirmationQuerySet":
        """Confirmations of the pacts that the user may see."""
        return self.filter(pact__in=Pact.objects.visible_to(user))


class PactConfirmation(models.Model):
    """A leader has read the pact and confirms the own unit's targets; it is no signature. `words`
    is the digest of the words that were confirmed."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    pact = models.ForeignKey(Pact, on_delete=models.CASCADE, related_name="confirmations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(max_length=64)

    objects = PactConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("xác nhận giao ước")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["pact", "unit"], name="pact_confirmed_once")]

    def __str__(self) -> str:
        return str(self.unit)
