"""Nominations: from the bloc's proposal to the decision, one table of transitions for all."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award, Regime, Rule
from awards.models.facts import Reason, Subject
from documents.models import Document
from emulation_bloc.lib.revisions import HasRevision
from emulation_bloc.lib.states import HasState
from meetings.models import Ballot, Movement
from units.models import Bloc, Period, Unit, User

if TYPE_CHECKING:
    from units.rights import Rights


def _with_hold(
    table: dict[Any, set[Any]], holdable: tuple[Any, ...], hold: Any
) -> dict[Any, set[Any]]:
    """The table with an arrow to `hold` from each state that may be held (rule N3)."""
    return {at: to | ({hold} if at in holdable else set()) for at, to in table.items()}


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Reads of nominations."""

    def visible_to(self, user: User) -> "NominationQuerySet":
        """The own unit's; the desk's bloc; the reviewer's once sent; the observer's once decided.

        A bloc whose member reads a colleague's nomination would see grounds of holds: it does not.
        """
        rights = user.rights
        return rights.within_terms(self.filter(self._seen(rights))).select_related(
            "bloc__province", "period__bloc__province", "unit", "award", "regime"
        )

    @staticmethod
    def _seen(rights: "Rights") -> Q:
        return (
            Q(unit__in=rights.units)
            | Q(bloc__in=rights.desk_blocs)
            | Q(bloc__in=rights.former_head_of)
            | Q(bloc__province__in=rights.reviewer_of, submitted_at__isnull=False)
            | Q(bloc__province__in=rights.observer_of, state__in=Nomination.DECIDED)
        )


class Nomination(HasState, HasRevision):
    """Đề nghị khen thưởng: one subject × award × year (reference §2.3). Its unit is the member unit
    whose or within which the subject is. `rank`, `points`, `votes`, `vote_rate` are frozen
    when the bloc proposes it."""

    class State(models.TextChoices):
        """From the draft to the delivery, with the negative ends."""

        DRAFT = "draft", _("Đang lập")
        SELF_NOMINATED = "self_nominated", _("Đơn vị đề nghị")
        CHECKED = "eligibility_checked", _("Đã xét điều kiện")
        RANKED = "bloc_ranked", _("Đã xếp hạng trong Khối")
        VOTED = "bloc_voted", _("Khối đã bỏ phiếu thông qua")
        MINUTED = "minuted", _("Đã ghi vào biên bản")
        SUBMITTED = "submitted_to_snv", _("Đã trình Sở Nội vụ")
        RECEIVED = "received", _("Sở Nội vụ đã nhận")
        SUPPLEMENT = "supplement_requested", _("Cần bổ sung hồ sơ")
        SUPPLEMENTED = "supplemented", _("Đã bổ sung hồ sơ")
        APPRAISED = "appraised", _("Đã thẩm định, đủ điều kiện")
        HOLD = "hold", _("Tạm dừng xét")
        COUNCIL = "council_voted", _("Hội đồng đã thông qua")
        APPROVED = "approved_by_ubnd", _("UBND tỉnh đã thông qua")
        PARTY_OPINION = "party_opinion", _("Đã có ý kiến Ban Thường vụ Tỉnh ủy")
        TO_MINISTRY = "submitted_to_bnv", _("Đã trình Bộ Nội vụ")
        MINISTRY = "bnv_appraised", _("Bộ Nội vụ đã thẩm định")
        PM_DECIDED = "pm_decided", _("Thủ tướng, Chủ tịch nước đã quyết định")
        DECIDED = "decided", _("Đã có quyết định khen thưởng")
        NOTIFIED = "notified", _("Đã thông báo kết quả")
        DELIVERED = "delivered", _("Đã trao")
        ANNULLED = "annulled", _("Đã hủy bỏ quyết định")
        WITHDRAWN = "withdrawn", _("Đã rút")
        REJECTED = "rejected_by_bloc", _("Khối không thông qua")
        RETURNED = "returned", _("Sở Nội vụ trả lại")
        NOT_PASSED = "council_not_approved", _("Hội đồng không thông qua")
        REFUSED = "refused", _("Không được khen thưởng")

    INSIDE = (State.DRAFT, State.SELF_NOMINATED, State.CHECKED, State.RANKED, State.VOTED)
    ENDS = (
        State.WITHDRAWN, State.REJECTED, State.RETURNED, State.NOT_PASSED, State.REFUSED,
        State.ANNULLED,
    )  # fmt: skip
    DECIDED = (State.DECIDED, State.NOTIFIED, State.DELIVERED)
    TRANSITIONS = {
        State.DRAFT: {State.SELF_NOMINATED, State.CHECKED, State.WITHDRAWN},
        State.SELF_NOMINATED: {State.CHECKED, State.DRAFT, State.REJECTED, State.WITHDRAWN},
        State.CHECKED: {State.RANKED, State.VOTED, State.MINUTED, State.REJECTED, State.WITHDRAWN},
        State.RANKED: {State.VOTED, State.MINUTED, State.REJECTED, State.WITHDRAWN},
        State.VOTED: {State.MINUTED, State.WITHDRAWN},
        State.MINUTED: {State.SUBMITTED, State.WITHDRAWN},
        State.SUBMITTED: {State.RECEIVED, State.RETURNED, State.WITHDRAWN},
        State.RECEIVED: {State.SUPPLEMENT, State.APPRAISED, State.RETURNED, State.WITHDRAWN},
        State.SUPPLEMENT: {State.SUPPLEMENTED, State.RETURNED, State.WITHDRAWN},
        State.SUPPLEMENTED: {State.SUPPLEMENT, State.APPRAISED, State.RETURNED, State.WITHDRAWN},
        State.APPRAISED: {State.COUNCIL, State.NOT_PASSED, State.WITHDRAWN},
        State.COUNCIL: {State.APPROVED, State.REFUSED},
        State.APPROVED: {State.DECIDED, State.PARTY_OPINION, State.TO_MINISTRY, State.REFUSED},
        State.PARTY_OPINION: {State.TO_MINISTRY, State.REFUSED},
        State.TO_MINISTRY: {State.MINISTRY, State.REFUSED},
        State.MINISTRY: {State.PM_DECIDED, State.REFUSED},
        State.PM_DECIDED: {State.DECIDED},
        State.DECIDED: {State.NOTIFIED, State.ANNULLED},
        State.NOTIFIED: {State.DELIVERED, State.ANNULLED},
        State.DELIVERED: {State.ANNULLED},
    }
    # Nothing is held once it is decided.
    HOLDABLE = tuple(set(TRANSITIONS) - set(DECIDED))
    TRANSITIONS = _with_hold(TRANSITIONS, HOLDABLE, State.HOLD) | {
        State.HOLD: {*HOLDABLE, State.RETURNED, State.REFUSED, State.WITHDRAWN}
    }

    class Source(models.TextChoices):
        """How it came about."""

        RANK = "rank", _("Theo kết quả xếp hạng, bình xét")
        HAND = "hand", _("Đề nghị riêng theo phong trào, chuyên đề")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="nominations")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="nominations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="nominations")
    unit_name = models.CharField(max_length=200)
    subject = models.CharField(_("đối tượng"), max_length=20, choices=Subject, default=Subject.UNIT)
    subject_name = models.CharField(_("tên tập thể, cá nhân"), max_length=200, blank=True)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="nominations")
    reason = models.CharField(
        _("loại thành tích"), max_length=20, choices=Reason, default=Reason.MERIT
    )
    year = models.PositiveSmallIntegerField(_("năm thành tích"))
    theme = models.CharField(_("thành tích, phong trào"), max_length=300, blank=True)
    summary = models.TextField(_("tóm tắt thành tích"), blank=True)
    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    source = models.CharField(max_length=10, choices=Source, default=Source.HAND)
    position = models.PositiveSmallIntegerField(_("thứ tự đề nghị"), default=1)
    rank = models.PositiveSmallIntegerField(_("hạng"), null=True)
    points = models.DecimalField(_("điểm"), max_digits=9, decimal_places=2, null=True)
    ballot = models.ForeignKey(
        Ballot, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    votes = models.PositiveSmallIntegerField(_("số phiếu đồng ý"), null=True)
    vote_base = models.PositiveSmallIntegerField(_("tổng số"), null=True)
    state = models.CharField(max_length=30, choices=State, default=State.DRAFT, editable=False)
    held_from = models.CharField(max_length=30, blank=True, editable=False)
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, null=True, related_name="+")
    proposal = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="nominations"
    )
    submitted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    supplement_due = models.DateField(_("bổ sung trước ngày"), null=True)
    outcome_reason = models.TextField(_("lý do kết quả khác đề nghị"), blank=True)
    notified_on = models.DateField(_("ngày thông báo"), null=True)
    delivered_on = models.DateField(_("ngày trao"), null=True)
    delivered_where = models.CharField(_("nơi trao"), max_length=200, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề nghị khen thưởng")
        ordering = ["period", "position", "pk"]
        indexes = [models.Index(fields=["bloc", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "subject", "subject_name", "award", "year", "reason", "theme"],
                condition=~Q(
                    state__in=[
                        "withdrawn",
                        "rejected_by_bloc",
                        "returned",
                        "council_not_approved",
                        "refused",
                        "annulled",
                    ]
                ),
                name="nominated_once",
            ),
            models.CheckConstraint(
                condition=Q(subject="unit") | ~Q(subject_name=""), name="subject_has_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.subject_name or self.unit_name}"

    def get_absolute_url(self) -> str:
        """The nomination's page."""
        bloc = self.bloc
        return reverse("awards:nomination", args=[bloc.province.slug, bloc.slug, self.pk])

    @property
    def is_inside(self) -> bool:
        """Whether the bloc still works on it."""
        return self.state in self.INSIDE

    @property
    def is_over(self) -> bool:
        """Whether it ended without an award."""
        return self.state in self.ENDS


class NominationPartQuerySet(models.QuerySet[Any]):
    """Reads of what belongs to nominations: as visible as they are."""

    def visible_to(self, user: User) -> "NominationPartQuerySet":
        """Rows of the nominations that the user may see."""
        return self.filter(nomination__in=Nomination.objects.visible_to(user))


class NominationPart(models.Model):
    """A row of a nomination; abstract."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="%(class)ss")

    objects = NominationPartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]


class Check(NominationPart):
    """What one condition says of one nomination: the outcome, the text and the figures used. A
    person may decide where the rule needs one, with a ground."""

    class Outcome(models.TextChoices):
        """Missing proof is `person`, never `unfit`."""

        FIT = "fit", _("Đạt")
        UNFIT = "unfit", _("Không đạt")
        PERSON = "person", _("Cần người xem xét")

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")
    severity = models.CharField(max_length=10, choices=Rule.Severity)
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.TextField()
    figures = models.JSONField(default=dict)
    article = models.CharField(max_length=300)
    at = models.DateTimeField()
    decided = models.CharField(max_length=10, choices=Outcome, blank=True)
    decided_why = models.TextField(_("căn cứ kết luận"), blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta(NominationPart.Meta):
        verbose_name = _("kết quả xét điều kiện")
        constraints = [
            models.UniqueConstraint(fields=["nomination", "rule"], name="checked_once"),
            models.CheckConstraint(
                condition=Q(decided="") | ~Q(decided_why=""), name="decided_has_ground"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def final(self) -> str:
        """The outcome, or what a person decided."""
        return self.decided or self.outcome

    @property
    def blocks(self) -> bool:
        """Whether the nomination cannot go on because of it."""
        return self.final == self.Outcome.UNFIT and self.severity == Rule.Severity.BLOCK

    @property
    def is_open(self) -> bool:
        """Whether a person still has to decide."""
        return self.final == self.Outcome.PERSON


class Hold(NominationPart):
    """Tạm dừng xét: ground and document; lifted by the conclusion (rule N3)."""

    class Ground(models.TextChoices):
        """152/2025 Art. 4(4)."""

        DISCIPLINE = "discipline", _("Đang xem xét kỷ luật")
        INSPECTION = "inspection", _("Thanh tra, kiểm tra, điều tra có dấu hiệu vi phạm")
        COMPLAINT = "complaint", _("Có khiếu nại, tố cáo đang xác minh")
        PRESS = "press", _("Báo chí nêu có dấu hiệu tham nhũng, tiêu cực đang xác minh")

    ground = models.CharField(_("căn cứ tạm dừng"), max_length=20, choices=Ground)
    document = models.CharField(_("văn bản (số, ngày, cơ quan)"), max_length=300)
    note = models.TextField(_("nội dung"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    conclusion = models.CharField(_("văn bản kết luận"), max_length=300, blank=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta(NominationPart.Meta):
        verbose_name = _("lần tạm dừng xét")
        constraints = [
            models.UniqueConstraint(
                fields=["nomination"], condition=Q(lifted_at__isnull=True), name="held_once"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(conclusion=""), name="lifted_by_conclusion"
            ),
            models.CheckConstraint(condition=~Q(document=""), name="held_by_document"),
        ]

    def __str__(self) -> str:
        return str(self.get_ground_display())


class DossierFile(NominationPart):
    """A file of the dossier that is no paper of the product: confirmations, initiatives."""

    class Kind(models.TextChoices):
        """What it proves."""

        CONFIRMATION = "confirmation", _("Xác nhận của cơ quan có thẩm quyền")
        INITIATIVE = "initiative", _("Công nhận sáng kiến, đề tài")
        MOVEMENT = "movement", _("Kết quả phong trào, chuyên đề")
        OTHER = "other", _("Tài liệu khác")

    kind = models.CharField(_("loại"), max_length=20, choices=Kind)
    title = models.CharField(_("tên tài liệu"), max_length=300)
    file = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(NominationPart.Meta):
        verbose_name = _("tài liệu của hồ sơ")

    def __str__(self) -> str:
        return self.title


class AchievementQuerySet(models.QuerySet["Achievement"]):
    """Reads of achievement reports."""

    def visible_to(self, user: User) -> "AchievementQuerySet":
        """As its paper: the own unit's; the desk's once the unit has approved it, the reviewer's
        once it was sent."""
        return self.filter(
            nomination__in=Nomination.objects.visible_to(user),
            document__in=Document.objects.visible_to(user),
        )


class Achievement(HasRevision):
    """Báo cáo thành tích: the unit's own paper, assembled from data, edited by the unit."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    nomination = models.OneToOneField(
        Nomination, on_delete=models.CASCADE, related_name="achievement"
    )
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="achievement")
    features = models.TextField(_("đặc điểm, tình hình"), blank=True)
    results = models.TextField(_("thành tích đạt được"), blank=True)
    measures = models.TextField(_("biện pháp, nguyên nhân đạt được thành tích"), blank=True)
    party_work = models.TextField(
        _("chấp hành chủ trương của Đảng, chính sách, pháp luật; hoạt động đảng, đoàn thể"),
        blank=True,
    )

    objects = AchievementQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo thành tích")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)
