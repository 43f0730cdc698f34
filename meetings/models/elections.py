"""Election of next year's head and deputy on record, and the handover of the head's role."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from emulation_bloc.lib.revisions import HasRevision
from emulation_bloc.lib.states import HasState
from meetings.models.meetings import Meeting, MeetingPart
from units.models import Bloc, Period, Unit, User


class Election(MeetingPart):
    """Bầu Trưởng khối or Phó Trưởng khối of the next year: counts and result as recorded; the
    ballot itself may be held elsewhere. Counts are votes."""

    class Office(models.TextChoices):
        """For which office."""

        HEAD = "head", _("Trưởng khối")
        DEPUTY = "deputy", _("Phó Trưởng khối")

    class Method(models.TextChoices):
        """How the meeting chose."""

        HANDS = "hands", _("Biểu quyết giơ tay")
        SECRET = "secret", _("Bỏ phiếu kín")

    office = models.CharField(_("chức danh"), max_length=20, choices=Office)
    year = models.PositiveSmallIntegerField(_("năm nhận nhiệm vụ"))
    method = models.CharField(_("hình thức"), max_length=20, choices=Method, default=Method.HANDS)
    issued = models.PositiveSmallIntegerField(_("phát ra"), default=0)
    collected = models.PositiveSmallIntegerField(_("thu về"), default=0)
    valid = models.PositiveSmallIntegerField(_("hợp lệ"), default=0)
    elected = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị trúng cử"),
    )

    class Meta(MeetingPart.Meta):
        verbose_name = _("bầu Trưởng khối, Phó Trưởng khối")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "office"], name="office_elected_once"),
            models.CheckConstraint(
                condition=Q(collected__lte=F("issued")) & Q(valid__lte=F("collected")),
                name="ballots_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_office_display())


class Candidate(HasRevision):
    """A unit put forward for an office, with its votes."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="candidates")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    votes = models.PositiveSmallIntegerField(_("số phiếu"), null=True, blank=True)

    class Meta:
        verbose_name = _("đơn vị được giới thiệu")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["election", "unit"], name="candidate_once")]

    def __str__(self) -> str:
        return str(self.unit)


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Reads of handovers."""

    def visible_to(self, user: User) -> "HandoverQuerySet":
        """The bloc's desk, the two who hand over and take over, members once it is done, and the
        reviewer."""
        rights = user.rights
        return self.filter(
            Q(bloc__in=rights.desk_blocs)
            | Q(giver=user.pk)
            | Q(taker=user.pk)
            | Q(bloc__province__in=rights.reviewer_of)
            | Q(bloc__in=rights.blocs, state=Handover.State.AGREED)
        ).select_related("bloc__province", "giver", "taker", "giver_unit", "taker_unit", "document")


class Handover(HasState):
    """Bàn giao nhiệm vụ Trưởng khối: checklist, two confirmations, its own minutes. The new term
    begins at 00:00 of `starts`, Asia/Ho_Chi_Minh, whether or not both have confirmed."""

    class State(models.TextChoices):
        """Two confirmations make the minutes."""

        DRAFT = "draft", _("Đang chuẩn bị")
        GIVEN = "given", _("Bên giao đã xác nhận")
        AGREED = "agreed", _("Hai bên đã xác nhận")
        DROPPED = "dropped", _("Đã hủy")

    TRANSITIONS = {
        State.DRAFT: {State.GIVEN, State.DROPPED},
        State.GIVEN: {State.AGREED, State.DRAFT, State.DROPPED},
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="handovers")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="handovers")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="handovers"
    )
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, related_name="handover"
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    giver_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    taker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taker_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    starts = models.DateField(_("nhận nhiệm vụ từ ngày"))
    witness = models.CharField(_("người chứng kiến"), max_length=300, blank=True)
    note = models.TextField(_("nội dung khác"), blank=True)
    given_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("bàn giao nhiệm vụ Trưởng khối")
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "starts"],
                condition=~Q(state="dropped"),
                name="one_handover_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"Bàn giao nhiệm vụ Trưởng khối từ ngày {self.starts:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        """The handover's page."""
        bloc = self.bloc
        return reverse("meetings:handover", args=[bloc.province.slug, bloc.slug, self.pk])


class HandoverItemQuerySet(models.QuerySet["HandoverItem"]):
    """Reads of the checklist: as visible as the handover."""

    def visible_to(self, user: User) -> "HandoverItemQuerySet":
        """Lines of the handovers that the user may see."""
        return self.filter(handover__in=Handover.objects.visible_to(user))


class HandoverItem(HasRevision):
    """One line of what is handed over, with its condition."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    title = models.CharField(_("hồ sơ, tài sản"), max_length=300)
    quantity = models.CharField(_("số lượng"), max_length=60, blank=True)
    condition = models.CharField(_("tình trạng, ghi chú"), max_length=300, blank=True)
    is_checked = models.BooleanField(_("đã bàn giao"), default=False)

    objects = HandoverItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục bàn giao")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
