"""What the reviewing department does with nominations: appraisal, council, decision."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from awards.models.facts import WithFile
from awards.models.nominations import Nomination, NominationPart, NominationPartQuerySet
from emulation_bloc.lib.numbers import shown
from emulation_bloc.lib.states import HasState
from units.models import Bloc, Province, User


class ReviewQuerySet(NominationPartQuerySet):
    """Reads of appraisals."""

    def visible_to(self, user: User) -> "ReviewQuerySet":
        """What a leader has approved, to whoever sees the nomination; what is only prepared or sent
        back stays in the department, and from whoever's own unit is a member of the bloc."""
        rights = user.rights
        inside = Q(bloc__province__in=rights.reviewer_of) & ~Q(bloc__in=rights.member_blocs)
        return super().visible_to(user).filter(inside | Q(state=Review.State.APPROVED))


class Review(HasState, NominationPart):
    """Thẩm định: what a specialist of the department prepared and a leader approves."""

    class Verdict(models.TextChoices):
        """What becomes of the dossier."""

        SUPPLEMENT = "supplement", _("Yêu cầu bổ sung")
        ACCEPT = "accept", _("Đủ điều kiện, trình Hội đồng")
        RETURN = "return", _("Trả lại")

    class State(models.TextChoices):
        """Prepared by one, approved by another."""

        PREPARED = "prepared", _("Chuyên viên đã chuẩn bị")
        APPROVED = "approved", _("Lãnh đạo đã duyệt")
        SENT_BACK = "sent_back", _("Lãnh đạo yêu cầu xem lại")

    TRANSITIONS = {State.PREPARED: {State.APPROVED, State.SENT_BACK}}

    verdict = models.CharField(_("ý kiến thẩm định"), max_length=20, choices=Verdict)
    items = models.JSONField(default=list)  # [{"item": code of the dossier's part, "reason": text}]
    due = models.DateField(_("bổ sung trước ngày"), null=True, blank=True)
    note = models.TextField(_("nhận xét"), blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.PREPARED, editable=False)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(_("ý kiến lãnh đạo"), blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta(NominationPart.Meta):
        verbose_name = _("ý kiến thẩm định")
        constraints = [
            models.UniqueConstraint(
                fields=["nomination"], condition=Q(state="prepared"), name="one_review_prepared"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_verdict_display())

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a leader."""
        return self.state == self.State.PREPARED


class CouncilVote(NominationPart):
    """The council's vote: yes of all members, written opinions among them (reference §1.5)."""

    held_on = models.DateField(_("ngày họp"))
    minutes_number = models.CharField(_("số biên bản"), max_length=60, blank=True)
    members = models.PositiveSmallIntegerField(_("tổng số thành viên Hội đồng"))
    present = models.PositiveSmallIntegerField(_("số có mặt"))
    written = models.PositiveSmallIntegerField(_("số ý kiến bằng văn bản"), default=0)
    yes = models.PositiveSmallIntegerField(_("số phiếu đồng ý"))
    threshold = models.CharField(_("tỷ lệ cần đạt"), max_length=10)
    is_passed = models.BooleanField()
    note = models.TextField(_("ghi chú"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(NominationPart.Meta):
        verbose_name = _("kết quả bỏ phiếu của Hội đồng")
        constraints = [
            models.UniqueConstraint(fields=["nomination"], name="council_voted_once"),
            models.CheckConstraint(
                condition=Q(yes__lte=models.F("members"))
                & Q(members__gte=models.F("present") + models.F("written"))
                & Q(yes__lte=models.F("present") + models.F("written")),
                name="council_counts_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.yes}/{self.members}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads of decisions."""

    def visible_to(self, user: User) -> "DecisionQuerySet":
        """Of the province that one reviews or observes, or with a nomination that one sees."""
        rights = user.rights
        seen = Nomination.objects.visible_to(user).values("grants__decision")
        return self.filter(Q(province__in=rights.whole_provinces) | Q(pk__in=seen)).distinct()


class Decision(WithFile):
    """Quyết định khen thưởng, as it was issued."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(_("số quyết định"), max_length=60)
    date = models.DateField(_("ngày quyết định"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    signer = models.CharField(_("người ký"), max_length=200)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết định khen thưởng")
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "number", "date"], name="decision_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.date:%d/%m/%Y}"


class Grant(NominationPart):
    """One nomination in a decision, with what was awarded: it may differ from what was asked."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="grants")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveBigIntegerField(_("tiền thưởng (đồng)"), null=True)

    class Meta(NominationPart.Meta):
        verbose_name = _("kết quả khen thưởng")
        constraints = [models.UniqueConstraint(fields=["nomination"], name="granted_once")]

    def __str__(self) -> str:
        return f"{self.award}"

    @property
    def money(self) -> str:
        """`7.450.000`; empty where none was recorded."""
        return "" if self.amount is None else shown(Decimal(self.amount), 0)


class FollowQuerySet(models.QuerySet["Follow"]):
    """Reads of follows."""

    def visible_to(self, user: User) -> "FollowQuerySet":
        """One's own."""
        return self.filter(user=user.pk)


class Follow(models.Model):
    """`Khối tôi theo dõi`: a person of the department follows a bloc."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follows")
    bloc = models.ForeignKey(Bloc, on_delete=models.CASCADE, related_name="followers")

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("khối theo dõi")
        constraints = [models.UniqueConstraint(fields=["user", "bloc"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.bloc}"
