"""What may be awarded, by which law from when to when, on what conditions: rows with dates."""

from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.models import Province, User

AS_SHARE = _("Ghi phân số như 2/3 hoặc số thập phân như 0.80.")


def share_check(text: str) -> None:
    """A share of the members, as `2/3` or `0.80`: more than nothing, at most all."""
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValidationError(AS_SHARE) from None
    if not 0 < share <= 1:
        raise ValidationError(_("Tỷ lệ phải trên 0 và không quá 1."))


class Shared(models.QuerySet):
    """The catalogue is the same for everybody who may sign in; the law is no secret."""

    def visible_to(self, user: User) -> "Shared":
        """All rows, for any active person."""
        return self.all() if user.is_active else self.none()


class Regime(models.Model):
    """Chế độ pháp lý: which law and decrees hold from a day to a day; the one that applies to a
    dossier follows from the day on which it was received for appraisal (reference §0)."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    starts = models.DateField(_("từ ngày"))
    ends = models.DateField(_("đến hết ngày"), null=True, blank=True)
    is_confirmed = models.BooleanField(_("đã kiểm chứng nội dung"), default=True)
    note = models.TextField(_("lưu ý"), blank=True)

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("chế độ pháp lý")
        verbose_name_plural = _("chế độ pháp lý")
        ordering = ["starts"]

    def __str__(self) -> str:
        return self.name


class LegalBase(models.Model):
    """A `Căn cứ` line, from the day it holds to the day it ceases to."""

    words = models.CharField(_("căn cứ"), max_length=400)
    starts = models.DateField(_("từ ngày"))
    ends = models.DateField(_("đến hết ngày"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    is_confirmed = models.BooleanField(_("đã kiểm chứng"), default=True)

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("căn cứ pháp lý")
        verbose_name_plural = _("căn cứ pháp lý")
        ordering = ["position", "starts"]

    def __str__(self) -> str:
        return self.words


class Award(models.Model):
    """A title (danh hiệu thi đua) or a commendation (hình thức khen thưởng); never mixed."""

    class Kind(models.TextChoices):
        """Which of the two."""

        TITLE = "title", _("Danh hiệu thi đua")
        COMMENDATION = "commendation", _("Hình thức khen thưởng")

    class Level(models.TextChoices):
        """Whose award it is."""

        UNIT = "unit", _("Cấp cơ sở")
        COMMUNE = "commune", _("Cấp xã")
        PROVINCE = "province", _("Cấp tỉnh")
        MINISTRY = "ministry", _("Cấp bộ, ngành")
        STATE = "state", _("Cấp nhà nước")

    code = models.CharField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind)
    level = models.CharField(_("cấp"), max_length=20, choices=Level)
    decided_by = models.CharField(_("thẩm quyền quyết định"), max_length=200)
    for_units = models.BooleanField(_("tập thể là đơn vị"), default=False)
    for_sub_units = models.BooleanField(_("tập thể trong đơn vị"), default=False)
    for_persons = models.BooleanField(_("cá nhân"), default=False)
    for_households = models.BooleanField(_("hộ gia đình"), default=False)
    is_bloc_business = models.BooleanField(_("Khối xét, đề nghị"), default=False)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=1)

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("danh hiệu, hình thức khen thưởng")
        verbose_name_plural = _("danh hiệu, hình thức khen thưởng")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class AwardBase(models.Model):
    """On which article an award rests under a regime; no row where the regime does not know it."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="bases")
    regime = models.ForeignKey(Regime, on_delete=models.CASCADE, related_name="bases")
    article = models.CharField(_("điều khoản"), max_length=300)
    is_confirmed = models.BooleanField(_("đã kiểm chứng"), default=True)

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("căn cứ của danh hiệu, hình thức")
        ordering = ["award", "regime"]
        constraints = [models.UniqueConstraint(fields=["award", "regime"], name="award_base_once")]

    def __str__(self) -> str:
        return self.article


class Rule(models.Model):
    """One condition: for which award (none: any), under which regime, tested how (`condition` names
    the kind of test, `params` its numbers), how severe, and the article it quotes."""

    class Severity(models.TextChoices):
        """What a failed condition means."""

        BLOCK = "block", _("Không đủ điều kiện")
        WARN = "warn", _("Cảnh báo")
        PERSON = "person", _("Cần người xem xét")

    code = models.CharField(_("mã"), max_length=10)
    award = models.ForeignKey(
        Award,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("danh hiệu, hình thức"),
    )
    regime = models.ForeignKey(
        Regime,
        on_delete=models.PROTECT,
        related_name="rules",
        verbose_name=_("chế độ pháp lý"),
    )
    condition = models.CharField(_("cách kiểm tra"), max_length=40)
    params = models.JSONField(_("tham số"), default=dict, blank=True)
    severity = models.CharField(_("mức độ"), max_length=10, choices=Severity)
    words = models.CharField(_("điều kiện"), max_length=500)
    article = models.CharField(_("trích điều khoản"), max_length=300)
    reasons = models.JSONField(_("chỉ xét với loại thành tích"), default=list, blank=True)
    is_confirmed = models.BooleanField(_("đã kiểm chứng nguồn"), default=True)
    is_on = models.BooleanField(_("đang áp dụng"), default=True)

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("điều kiện xét khen thưởng")
        verbose_name_plural = _("điều kiện xét khen thưởng")
        ordering = ["regime", "code", "award"]
        constraints = [
            models.UniqueConstraint(fields=["code", "award", "regime"], name="rule_of_award_once"),
            models.UniqueConstraint(
                fields=["code", "regime"], condition=Q(award__isnull=True), name="rule_of_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.words}"

    @property
    def basis(self) -> str:
        """The article; of an unconfirmed condition the source by which an operator applied it."""
        applied = next((row.source for row in self.switches.all() if row.is_on), "")
        return self.article if self.is_confirmed or not applied else applied


class RuleSwitch(models.Model):
    """An operator's act: from when a rule is applied, or no more, and by what source."""

    rule = models.ForeignKey(
        Rule, on_delete=models.PROTECT, related_name="switches", verbose_name=_("điều kiện")
    )
    is_on = models.BooleanField(_("áp dụng"))
    source = models.CharField(_("nguồn"), max_length=400)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("lúc"))

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("lần bật, tắt điều kiện")
        verbose_name_plural = _("lần bật, tắt điều kiện")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="switch_has_source")]

    def __str__(self) -> str:
        return self.source


class CouncilRule(models.Model):
    """The share of all members of the council that must agree, under a regime (reference §1.5)."""

    award = models.ForeignKey(
        Award,
        on_delete=models.CASCADE,
        related_name="council_rules",
        verbose_name=_("danh hiệu, hình thức"),
    )
    regime = models.ForeignKey(
        Regime,
        on_delete=models.CASCADE,
        related_name="council_rules",
        verbose_name=_("chế độ pháp lý"),
    )
    threshold = models.CharField(
        _("tỷ lệ phiếu đồng ý"), max_length=10, validators=[share_check], help_text=AS_SHARE
    )
    is_secret = models.BooleanField(_("bỏ phiếu kín"), default=False)
    article = models.CharField(_("trích điều khoản"), max_length=300)
    is_confirmed = models.BooleanField(_("đã kiểm chứng"), default=True)

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("tỷ lệ phiếu của Hội đồng")
        verbose_name_plural = _("tỷ lệ phiếu của Hội đồng")
        ordering = ["award", "regime"]
        constraints = [
            models.UniqueConstraint(fields=["award", "regime"], name="council_rule_once")
        ]

    def __str__(self) -> str:
        return self.threshold


class CouncilQuorum(models.Model):
    """How many of all members of the council must have come, and been heard (present or in
    writing), for a sitting on awards: in one province, or wherever none has a row of its own."""

    province = models.ForeignKey(
        Province,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tỉnh"),
        help_text=_("Để trống: áp dụng cho các tỉnh không có quy định riêng."),
    )
    come = models.CharField(
        _("tỷ lệ có mặt"), max_length=10, validators=[share_check], help_text=AS_SHARE
    )
    heard = models.CharField(
        _("tỷ lệ cho ý kiến khi xét khen thưởng"),
        max_length=10,
        validators=[share_check],
        help_text=AS_SHARE,
    )
    starts = models.DateField(_("từ ngày"))
    ends = models.DateField(_("đến hết ngày"), null=True, blank=True)
    article = models.CharField(_("trích điều khoản"), max_length=300)
    is_confirmed = models.BooleanField(
        _("đã kiểm chứng"), default=True, help_text=_("Chưa kiểm chứng: chưa áp dụng.")
    )

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("số thành viên Hội đồng dự họp")
        verbose_name_plural = _("số thành viên Hội đồng dự họp")
        ordering = ["province", "starts"]

    def __str__(self) -> str:
        return f"{self.come}; {self.heard}"


class MoneyRate(models.Model):
    """Tiền thưởng as a multiple of the base salary, from a day to a day (reference §1.3)."""

    award = models.ForeignKey(
        Award,
        on_delete=models.CASCADE,
        related_name="rates",
        verbose_name=_("danh hiệu, hình thức"),
    )
    is_person = models.BooleanField(_("cho cá nhân"), default=False)
    multiple = models.DecimalField(_("lần lương cơ sở"), max_digits=6, decimal_places=2)
    starts = models.DateField(_("từ ngày"))
    ends = models.DateField(_("đến hết ngày"), null=True, blank=True)
    article = models.CharField(_("trích điều khoản"), max_length=300, blank=True)

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("mức tiền thưởng")
        verbose_name_plural = _("mức tiền thưởng")
        ordering = ["award", "starts"]

    def __str__(self) -> str:
        return f"{self.award}: {self.multiple}"


class BaseSalary(models.Model):
    """Lương cơ sở, in đồng, from a day to a day."""

    amount = models.PositiveIntegerField(_("mức lương cơ sở (đồng)"))
    starts = models.DateField(_("từ ngày"))
    ends = models.DateField(_("đến hết ngày"), null=True, blank=True)
    article = models.CharField(_("trích điều khoản"), max_length=300, blank=True)

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("lương cơ sở")
        verbose_name_plural = _("lương cơ sở")
        ordering = ["starts"]

    def __str__(self) -> str:
        return f"{self.amount}"


class ScreeningBody(models.Model):
    """Who screens an award in a province: the whole council or its standing body."""

    class Body(models.TextChoices):
        """The model of Bắc Ninh's decision 86/2025, Art. 5."""

        COUNCIL = "council", _("Hội đồng Thi đua - Khen thưởng")
        STANDING = "standing", _("Thường trực Hội đồng (Sở Nội vụ)")

    province = models.ForeignKey(
        Province, on_delete=models.CASCADE, related_name="+", verbose_name=_("tỉnh")
    )
    award = models.ForeignKey(
        Award,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("danh hiệu, hình thức"),
    )
    body = models.CharField(_("cơ quan xét"), max_length=20, choices=Body)
    starts = models.DateField(_("từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    objects = Shared.as_manager()

    class Meta:
        verbose_name = _("cơ quan xét ở tỉnh")
        verbose_name_plural = _("cơ quan xét ở tỉnh")
        ordering = ["province", "award", "-starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "award", "starts"], name="screening_body_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.get_body_display()
