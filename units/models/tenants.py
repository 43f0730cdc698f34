"""Provinces, blocs (the tenants), units with dated names, memberships with dates."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import vietnamese

if TYPE_CHECKING:
    from units.models.people import User

slug_check = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Chỉ dùng chữ thường không dấu, số và gạch nối.")
)

# What stands after a province's slug in the addresses of its own pages: no bloc's slug.
PROVINCE_WORDS = frozenset({"goi-ho-so", "khen-thuong", "khung", "tien-do.xlsx", "tong-hop"})
# What begins the address of a page or file of the whole product: no province's slug.
SITE_WORDS = frozenset(
    {
        "dang-nhap", "dang-xuat", "doi-mat-khau", "healthz", "kiem-tra", "lich", "lich-cua-toi",
        "quan-tri", "readyz", "static",
    }
)  # fmt: skip


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose dates (`starts`, `ends` inclusive or open) hold on `day`."""
    return Q(**{f"{prefix}starts__lte": day}) & (
        Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gte": day})
    )


class ProvinceQuerySet(models.QuerySet["Province"]):
    """Reads of provinces."""

    def visible_to(self, user: "User") -> "ProvinceQuerySet":
        """The provinces that the user reviews or observes as a whole."""
        return self.filter(pk__in=user.rights.whole_provinces)


class Province(models.Model):
    """A province: hosts blocs; has one reviewing department."""

    slug = models.SlugField(_("mã trên địa chỉ"), unique=True, validators=[slug_check])
    name = models.CharField(_("tên"), max_length=100, help_text=_("Ví dụ: Tỉnh Hưng Yên"))
    people_committee = models.CharField(_("Ủy ban nhân dân"), max_length=150)
    reviewing_department = models.CharField(_("cơ quan theo dõi"), max_length=150)
    reviewing_board = models.CharField(_("bộ phận theo dõi"), max_length=150, blank=True)
    is_demo = models.BooleanField(_("dữ liệu trình diễn"), default=False, editable=False)
    demo_day = models.DateField(_("ngày của bản trình diễn"), null=True, blank=True, editable=False)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("tỉnh")
        verbose_name_plural = _("tỉnh")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The reviewer's page of all blocs."""
        return reverse("province", args=[self.slug])

    @property
    def place(self) -> str:
        """The place named before the date of a paper: `Hưng Yên`."""
        return self.name.removeprefix("Tỉnh ").removeprefix("Thành phố ")


class BlocQuerySet(models.QuerySet["Bloc"]):
    """Reads of blocs."""

    def visible_to(self, user: "User") -> "BlocQuerySet":
        """The user's own blocs, and all blocs of the provinces they review or observe."""
        rights = user.rights
        seen = self.filter(Q(pk__in=rights.blocs) | Q(province__in=rights.whole_provinces))
        return seen.select_related("province")


class Bloc(models.Model):
    """An emulation bloc: the tenant."""

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="blocs", verbose_name=_("tỉnh")
    )
    slug = models.SlugField(_("mã trên địa chỉ"), validators=[slug_check])
    name = models.CharField(
        _("tên"), max_length=150, help_text=_("Ví dụ: Khối Thi đua Kinh tế - Kỹ thuật")
    )
    short_name = models.CharField(_("tên tắt"), max_length=60)
    established_by = models.CharField(_("quyết định thành lập"), max_length=200, blank=True)
    locked_at = models.PositiveBigIntegerField(default=0, editable=False)

    objects = BlocQuerySet.as_manager()

    class Meta:
        verbose_name = _("khối thi đua")
        verbose_name_plural = _("khối thi đua")
        ordering = ["province", "slug"]
        constraints = [models.UniqueConstraint(fields=["province", "slug"], name="bloc_slug_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The bloc's overview."""
        return reverse("bloc", args=[self.province.slug, self.slug])

    @property
    def bloc_id(self) -> int:
        """So that rules ask every tenant object the same way."""
        return self.pk


class UnitQuerySet(models.QuerySet["Unit"]):
    """Reads of units."""

    def visible_to(self, user: "User") -> "UnitQuerySet":
        """Units that are or were members of a bloc the user may see, and the user's own."""
        seen = Membership.objects.filter(bloc__in=Bloc.objects.visible_to(user)).values("unit")
        return self.filter(Q(pk__in=seen) | Q(pk__in=user.rights.units))


class Unit(models.Model):
    """An agency. Its names have dates; its bloc is its membership at a date."""

    class Kind(models.TextChoices):
        """What sort of agency, as the province lists them."""

        DEPARTMENT = "department", _("Sở, ban, ngành")
        CENTRAL_BRANCH = "central_agency_branch", _("Cơ quan trung ương tại tỉnh")
        MANAGEMENT_BOARD = "management_board", _("Ban quản lý")
        PROJECT_BOARD = "project_board", _("Ban quản lý dự án")
        OTHER = "other", _("Khác")

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="units", verbose_name=_("tỉnh")
    )
    slug = models.SlugField(_("mã"), validators=[slug_check])
    kind = models.CharField(_("loại"), max_length=30, choices=Kind, default=Kind.DEPARTMENT)
    name = models.CharField(_("tên hiện nay"), max_length=200)
    short_name = models.CharField(_("tên tắt"), max_length=60)
    sort_name = models.CharField(max_length=500, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ["sort_name"]
        constraints = [models.UniqueConstraint(fields=["province", "slug"], name="unit_slug_once")]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sorting key beside the name: databases sort Vietnamese each in their own way."""
        self.sort_name = vietnamese.sort_key(self.name)[:500]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class UnitName(models.Model):
    """A former or present name of a unit; papers print the name of their date."""

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="names", verbose_name=_("đơn vị")
    )
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên tắt"), max_length=60)
    starts = models.DateField(_("từ ngày"))
    ends = models.DateField(_("đến hết ngày"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tên đơn vị theo thời gian")
        verbose_name_plural = _("tên đơn vị theo thời gian")
        ordering = ["unit", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="unit_name_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships."""

    def visible_to(self, user: "User") -> "MembershipQuerySet":
        """The memberships of the blocs that the user may see."""
        return self.filter(bloc__in=Bloc.objects.visible_to(user))

    def on(self, day: date) -> "MembershipQuerySet":
        """Who was a member on that day."""
        return self.filter(valid_on(day))


class Membership(models.Model):
    """A unit in a bloc, from a day to a day, by a decision; `position` is the order in lists."""

    bloc = models.ForeignKey(
        Bloc, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("khối")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("đơn vị")
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    starts = models.DateField(_("từ ngày"))
    ends = models.DateField(_("đến hết ngày"), null=True, blank=True)
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị thành viên")
        verbose_name_plural = _("đơn vị thành viên")
        ordering = ["bloc", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "unit", "starts"], name="membership_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.bloc}"
