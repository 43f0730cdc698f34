"""Criteria sets: a tree of groups and leaves, in editions per bloc and year."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.revisions import HasRevision
from emulation_bloc.lib.states import HasState
from units.models import Bloc, Period, Province, User

if TYPE_CHECKING:
    from django.db.models import QuerySet


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    """Reads of criteria sets."""

    def visible_to(self, user: User) -> "CriteriaSetQuerySet":
        """Drafts: the bloc's desk. Published and frozen ones: the bloc and its reviewer."""
        rights = user.rights
        known = Q(bloc__in=rights.blocs) | Q(bloc__province__in=rights.reviewer_of)
        return self.filter(
            Q(bloc__in=rights.desk_blocs)
            | (known & Q(state__in=[CriteriaSet.State.PUBLISHED, CriteriaSet.State.FROZEN]))
        ).select_related("bloc__province")

    def in_force(self) -> "CriteriaSetQuerySet":
        """Published or frozen: what a period may be opened with."""
        return self.filter(state__in=[CriteriaSet.State.PUBLISHED, CriteriaSet.State.FROZEN])


class CriteriaSet(HasState, HasRevision):
    """A bloc's criteria of a year, in one edition (bloc practice §3). Frozen when a period opens
    with it; a later change is a new edition with a reason."""

    class State(models.TextChoices):
        """A draft is edited, a published one is read, a frozen one is being scored with."""

        DRAFT = "draft", _("Dự thảo")
        PUBLISHED = "published", _("Đã ban hành")
        FROZEN = "frozen", _("Đang áp dụng, đã khóa")
        DROPPED = "dropped", _("Đã bỏ dự thảo")

    TRANSITIONS = {
        State.DRAFT: {State.PUBLISHED, State.DROPPED},
        State.PUBLISHED: {State.FROZEN},
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="criteria_sets")
    year = models.PositiveSmallIntegerField(_("năm"))
    edition = models.PositiveSmallIntegerField(_("bản số"), default=1)
    title = models.CharField(_("tên bộ tiêu chí"), max_length=300)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later_editions"
    )
    reason = models.TextField(_("lý do thay đổi"), blank=True)
    is_offered = models.BooleanField(_("cho khối khác trong tỉnh chép"), default=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ tiêu chí")
        verbose_name_plural = _("bộ tiêu chí")
        ordering = ["bloc", "-year", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "year", "edition"], name="criteria_edition_once"
            ),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(reason=""), name="later_edition_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (bản số {self.edition})"

    def get_absolute_url(self) -> str:
        """The set's page."""
        return reverse(
            "assessments:criteria_set", args=[self.bloc.province.slug, self.bloc.slug, self.pk]
        )

    @property
    def is_draft(self) -> bool:
        """Whether it may still be edited."""
        return self.state == self.State.DRAFT


class CriterionQuerySet(models.QuerySet["Criterion"]):
    """Reads of criteria."""

    def visible_to(self, user: User) -> "CriterionQuerySet":
        """The criteria of the sets that the user may see."""
        return self.filter(criteria_set__in=CriteriaSet.objects.visible_to(user))

    def leaves(self) -> "CriterionQuerySet":
        """What is scored; groups are sums."""
        return self.exclude(kind=Criterion.Kind.GROUP)

    def for_kind(self, period_kind: str) -> "CriterionQuerySet":
        """What applies to a half year or to a year: criteria marked `nam` never apply mid-year."""
        rows = [Criterion.AppliesTo.BOTH]
        is_half = period_kind == Period.Kind.HALF_YEAR
        rows.append(Criterion.AppliesTo.HALF_YEAR if is_half else Criterion.AppliesTo.YEAR)
        return self.filter(Q(kind=Criterion.Kind.GROUP) | Q(applies_to__in=rows))


class Criterion(models.Model):
    """A group, or a leaf with words, maximum, kind and parts.

    `parts` is a list of {"kind", "label", "params", "cap"}: the leaf's points are the capped sum
    of its parts; a leaf without parts is typed points up to its maximum (`assessments.formulas`).
    """

    class Kind(models.TextChoices):
        """The kinds of bloc practice §3.2. A leaf's own kind says on which side it counts."""

        GROUP = "group", _("Nhóm")
        PROPORTIONAL = "proportional", _("Theo tỷ lệ hoàn thành")
        RELATIVE = "relative", _("So với các đơn vị trong Khối")
        NO_TARGET = "no_target", _("Không giao chỉ tiêu")
        LADDER = "ladder", _("Theo bậc")
        LATENESS = "lateness", _("Theo bậc chậm hạn")
        YES_NO = "yes_no", _("Đạt, không đạt")
        COUNT = "count", _("Chấm theo số lượng")
        DEDUCTION = "deduction", _("Trừ dần")
        BONUS = "bonus", _("Điểm thưởng")
        PENALTY = "penalty", _("Điểm trừ")

    class AppliesTo(models.TextChoices):
        """`ky_ap_dung` of the tables."""

        BOTH = "both", _("Cả hai kỳ")
        HALF_YEAR = "half_year", _("Chỉ kỳ 6 tháng")
        YEAR = "year", _("Chỉ kỳ năm")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="criteria")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    code = models.CharField(_("mã"), max_length=20)
    text = models.CharField(_("nội dung tiêu chí"), max_length=1000)
    max_points = models.DecimalField(_("điểm tối đa"), max_digits=8, decimal_places=2)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind)
    parts = models.JSONField(_("tham số"), default=list, blank=True)
    method = models.CharField(_("cách tính"), max_length=1000, blank=True)
    evidence_asked = models.CharField(_("minh chứng yêu cầu"), max_length=500, blank=True)
    needs_evidence = models.BooleanField(_("bắt buộc có minh chứng"), default=False)
    applies_to = models.CharField(
        _("kỳ áp dụng"), max_length=20, choices=AppliesTo, default=AppliesTo.BOTH
    )
    unit_kinds = models.JSONField(_("chỉ áp dụng cho loại đơn vị"), default=list, blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("tiêu chí")
        verbose_name_plural = _("tiêu chí")
        ordering = ["criteria_set", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="criterion_code_once"),
            models.CheckConstraint(
                condition=(
                    Q(kind="penalty", max_points__lte=0)
                    | (~Q(kind="penalty") & Q(max_points__gte=0))
                ),
                name="only_penalties_are_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.text}"

    @property
    def is_group(self) -> bool:
        """Whether it is the sum of its children."""
        return self.kind == self.Kind.GROUP

    @property
    def is_standard(self) -> bool:
        """A leaf that counts towards the standard total: neither group, bonus nor penalty."""
        return self.kind not in {self.Kind.GROUP, self.Kind.BONUS, self.Kind.PENALTY}

    def applies_to_unit(self, unit_kind: str) -> bool:
        """Whether a unit of this kind is asked at all; an empty list asks everybody."""
        return not self.unit_kinds or unit_kind in self.unit_kinds


def leaves_of(criteria_set: CriteriaSet, period_kind: str) -> "QuerySet[Criterion]":
    """The leaves that a period of this kind is scored with, in order."""
    rows: Any = Criterion.objects.filter(criteria_set=criteria_set)
    return rows.leaves().for_kind(period_kind).order_by("position", "pk")


class FrameSetQuerySet(models.QuerySet["FrameSet"]):
    """Reads of the frame's criteria."""

    def visible_to(self, user: User) -> "FrameSetQuerySet":
        """The province's department and everybody of a bloc in it."""
        rights = user.rights
        return self.filter(
            Q(province__in=rights.reviewer_of) | Q(province__blocs__in=rights.blocs)
        ).distinct()


class FrameSet(models.Model):
    """Bộ tiêu chí khung: the published set that the reviewing department recommends to all blocs of
    the province for a year; any of them may begin its own draft with it."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="frame_sets")
    year = models.PositiveSmallIntegerField(_("năm"))
    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, related_name="frames", verbose_name=_("bộ tiêu chí")
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = FrameSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ tiêu chí khung của tỉnh")
        ordering = ["province", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["province", "year"], name="frame_set_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set}"
