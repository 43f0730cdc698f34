"""Facts about units and persons by year, the register of awards, and whom a unit comes from."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from units.models import Bloc, Province, Unit, User

if TYPE_CHECKING:
    from awards.models.nominations import Nomination  # noqa: F401


class Subject(models.TextChoices):
    """Whom an award is for."""

    UNIT = "unit", _("Đơn vị")
    SUB_UNIT = "sub_unit", _("Tập thể trong đơn vị")
    PERSON = "person", _("Cá nhân")
    HOUSEHOLD = "household", _("Hộ gia đình")


# Subject → the field of an award that says it may be for one.
ALLOWS = {
    Subject.UNIT: "for_units",
    Subject.SUB_UNIT: "for_sub_units",
    Subject.PERSON: "for_persons",
    Subject.HOUSEHOLD: "for_households",
}


class Reason(models.TextChoices):
    """Kinds of commendation (Law 2022, Art. 8)."""

    MERIT = "merit", _("Công trạng")
    SUDDEN = "sudden", _("Đột xuất")
    MOVEMENT = "movement", _("Phong trào, chuyên đề")
    CONTRIBUTION = "contribution", _("Quá trình cống hiến")
    SENIORITY = "seniority", _("Niên hạn")
    EXTERNAL = "external", _("Đối ngoại")


class WithFile(models.Model):
    """A row that may keep the file of the paper that it tells of."""

    file = models.CharField(max_length=200, blank=True)
    name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class FactQuerySet(models.QuerySet["Fact"]):
    """Reads of facts: disciplinary ones among them go no further than access.md says."""

    def visible_to(self, user: User) -> "FactQuerySet":
        """The own unit's; the desk's bloc; the reviewer's province."""
        rights = user.rights
        return self.filter(
            Q(unit__in=rights.units)
            | Q(bloc__in=rights.desk_blocs)
            | Q(bloc__province__in=rights.reviewer_of)
        ).select_related("unit", "bloc__province")


class Fact(WithFile):
    """One figure or finding about a unit, its sub-unit or its person in a year, with its source:
    what conditions are tested against. Counts are persons, shares come from counts; `text` is a
    rating's code or a reference; `ends` the day on which discipline ended."""

    class Kind(models.TextChoices):
        """What it says."""

        STAFF = "staff", _("Số người lao động")
        STAFF_COMPLETE = "staff_complete", _("Số người hoàn thành nhiệm vụ trở lên")
        LDTT = "ldtt", _("Số người đạt Lao động tiên tiến")
        CSTDCS = "cstdcs", _("Số người đạt Chiến sĩ thi đua cơ sở")
        DISCIPLINED = "disciplined", _("Số người bị kỷ luật từ cảnh cáo trở lên")
        WOMEN = "women", _("Số lao động nữ")
        RATING = "rating", _("Mức độ hoàn thành nhiệm vụ")
        PARTY_RATING = "party_rating", _("Xếp loại tổ chức đảng")
        EXCEEDS = "exceeds", _("Hoàn thành vượt mức các chỉ tiêu")
        INITIATIVE = "initiative", _("Sáng kiến, đề tài được công nhận")
        DISCIPLINE_END = "discipline_end", _("Ngày hết hiệu lực kỷ luật")
        MOVEMENT = "movement", _("Kết quả phong trào, chuyên đề")
        CONFIRMATION = "confirmation", _("Xác nhận của cơ quan có thẩm quyền")
        MONTHS = "months", _("Số tháng công tác trong năm")
        DAYS_OFF = "days_off", _("Số ngày nghỉ trong năm")

    class Rating(models.TextChoices):
        """Completion of tasks."""

        EXCELLENT = "excellent", _("Hoàn thành xuất sắc nhiệm vụ")
        GOOD = "good", _("Hoàn thành tốt nhiệm vụ")
        DONE = "done", _("Hoàn thành nhiệm vụ")
        FAILED = "failed", _("Không hoàn thành nhiệm vụ")

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="facts")
    subject = models.CharField(_("đối tượng"), max_length=20, choices=Subject, default=Subject.UNIT)
    subject_name = models.CharField(_("tên tập thể, cá nhân"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(_("nội dung"), max_length=30, choices=Kind)
    number = models.DecimalField(
        _("số liệu"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    text = models.CharField(_("nội dung ghi"), max_length=400, blank=True)
    ends = models.DateField(_("ngày"), null=True, blank=True)
    source = models.CharField(_("văn bản, nguồn"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu, xác nhận")
        ordering = ["-year", "kind", "pk"]
        indexes = [models.Index(fields=["unit", "year", "kind"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class RegisterQuerySet(models.QuerySet["RegisterEntry"]):
    """Reads of the register of awards."""

    def visible_to(self, user: User) -> "RegisterQuerySet":
        """Of units that are in a bloc of one's own, of one's own unit, or in the province that one
        reviews or observes."""
        rights = user.rights
        return self.filter(
            Q(unit__in=rights.units)
            | Q(unit__memberships__bloc__in=rights.blocs)
            | Q(province__in=rights.whole_provinces)
        ).distinct()


class RegisterEntry(WithFile):
    """Sổ theo dõi khen thưởng: one award that a unit or person has, with its decision. An entry
    carried over a merger names the one it comes from, and the paper that allows it."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="register")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="register")
    unit_name = models.CharField(_("tên đơn vị khi đó"), max_length=200)
    subject = models.CharField(_("đối tượng"), max_length=20, choices=Subject, default=Subject.UNIT)
    subject_name = models.CharField(_("tên tập thể, cá nhân"), max_length=200, blank=True)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="register")
    reason = models.CharField(_("loại thành tích"), max_length=20, choices=Reason)
    theme = models.CharField(_("thành tích, phong trào"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("năm thành tích"))
    number = models.CharField(_("số quyết định"), max_length=60)
    date = models.DateField(_("ngày quyết định"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    amount = models.PositiveBigIntegerField(_("tiền thưởng (đồng)"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    nomination = models.OneToOneField(
        "awards.Nomination",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="register_entry",
    )
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    carried_by_paper = models.CharField(_("văn bản cho phép kế thừa"), max_length=300, blank=True)
    annulled_on = models.DateField(_("ngày hủy bỏ"), null=True, blank=True)
    annulled_why = models.CharField(_("căn cứ hủy bỏ"), max_length=400, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục trong sổ theo dõi khen thưởng")
        ordering = ["-date", "unit", "pk"]
        indexes = [models.Index(fields=["unit", "year"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "subject", "subject_name", "award", "number", "date"],
                name="registered_once",
            ),
            models.CheckConstraint(
                condition=Q(carried_from__isnull=True) | ~Q(carried_by_paper=""),
                name="carried_has_paper",
            ),
            models.CheckConstraint(
                condition=Q(annulled_on__isnull=True) | ~Q(annulled_why=""),
                name="annulled_has_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award} {self.year}, {self.unit_name}"

    def get_absolute_url(self) -> str:
        """The entry's page; its province stands in the address, for a unit may be in no bloc."""
        return reverse("awards:register_entry", args=[self.province.slug, self.pk])


class UnitEventQuerySet(models.QuerySet["UnitEvent"]):
    """Reads of what became of units."""

    def visible_to(self, user: User) -> "UnitEventQuerySet":
        """Of units that the user may see, on either side."""
        seen = Unit.objects.visible_to(user)
        return self.filter(Q(unit__in=seen) | Q(successor__in=seen))


class UnitEvent(models.Model):
    """A reorganisation: what became of a unit, on which day, by which decision (reference §6)."""

    class Kind(models.TextChoices):
        """What happened."""

        RENAME = "rename", _("Đổi tên")
        MERGE = "merge", _("Hợp nhất")
        ABSORB = "absorb", _("Sáp nhập")
        SPLIT = "split", _("Chia tách")
        TRANSFER = "transfer", _("Chuyển cơ quan quản lý")
        DISSOLVE = "dissolve", _("Giải thể")

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="events", verbose_name=_("đơn vị")
    )
    successor = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="origins",
        verbose_name=_("đơn vị kế thừa"),
    )
    kind = models.CharField(_("sự kiện"), max_length=20, choices=Kind)
    date = models.DateField(_("từ ngày"))
    decision = models.CharField(_("quyết định"), max_length=200)

    objects = UnitEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sắp xếp tổ chức")
        verbose_name_plural = _("sắp xếp tổ chức")
        ordering = ["date", "pk"]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_kind_display()}"
