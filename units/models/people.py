"""People and their appointments: a role in a unit, a bloc or a province, from a day to a day."""

from typing import TYPE_CHECKING, Any

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from units.models.tenants import Bloc, Province, Unit
from units.rights import Rights, load_rights

if TYPE_CHECKING:
    from django.db.models import Model


class UserManager(BaseUserManager["User"]):
    """Makes accounts with a hashed password."""

    use_in_migrations = True

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """An account; without a password nobody can sign in with it."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """An operator: registers provinces, blocs, units, accounts; no business data."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. People appear by name and position, not by role."""

    username = models.CharField(
        _("tên đăng nhập"), max_length=150, unique=True, validators=[ASCIIUsernameValidator()]
    )
    full_name = models.CharField(_("họ và tên"), max_length=100)
    position = models.CharField(_("chức vụ"), max_length=200, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("tỉnh"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("đơn vị công tác"),
    )
    is_staff = models.BooleanField(_("vào trang quản trị"), default=False)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    date_joined = models.DateTimeField(_("ngày tạo"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name as papers print it."""
        return self.full_name

    @cached_property
    def rights(self) -> Rights:
        """What today's appointments allow; loaded once per request, two queries."""
        return load_rights(self)

    def has_perm(self, perm: str, obj: "Model | None" = None) -> bool:
        """Tenant permissions come from appointments alone: an operator has none of them."""
        if rules.perm_exists(perm):
            return bool(self.is_active and rules.has_perm(perm, self, obj))
        return super().has_perm(perm, obj)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Reads of appointments."""

    def visible_to(self, user: User) -> "AppointmentQuerySet":
        """The appointments of the blocs that the user may see."""
        return self.filter(bloc__in=Bloc.objects.visible_to(user))


class Appointment(models.Model):
    """A person × a role × a scope × dates. A head's term stores only its start: the next one ends
    it."""

    class Role(models.TextChoices):
        """Codes of design/product.md; `chair` and `meeting_secretary` are roles of one meeting."""

        SECRETARY = "secretary", _("Thư ký khối")
        HEAD = "head", _("Trưởng khối")
        DEPUTY = "deputy", _("Phó Trưởng khối")
        OFFICER = "officer", _("Cán bộ thi đua của đơn vị")
        LEADER = "leader", _("Lãnh đạo đơn vị")
        APPRAISER = "appraiser", _("Tổ thẩm định")
        REVIEWER = "reviewer", _("Sở Nội vụ")
        OBSERVER = "observer", _("Hội đồng, lãnh đạo tỉnh")
        CHAIR = "chair", _("Chủ tọa hội nghị")
        MEETING_SECRETARY = "meeting_secretary", _("Thư ký hội nghị")

    BLOC_ROLES = (Role.SECRETARY, Role.HEAD, Role.DEPUTY, Role.APPRAISER)
    UNIT_ROLES = (Role.OFFICER, Role.LEADER)
    PROVINCE_ROLES = (Role.REVIEWER, Role.OBSERVER)
    MEETING_ROLES = (Role.CHAIR, Role.MEETING_SECRETARY)

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("tỉnh")
    )
    bloc = models.ForeignKey(
        Bloc,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("khối"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("đơn vị"),
    )
    meeting_key = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("người")
    )
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)
    starts = models.DateField(_("từ ngày"))
    ends = models.DateField(_("đến hết ngày"), null=True, blank=True)
    acting_from = models.DateField(_("Phó được giao ký thay từ ngày"), null=True, blank=True)
    acting_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    prepares_only = models.BooleanField(
        _("chuyên viên: chuẩn bị để lãnh đạo Sở duyệt"), default=False, db_default=False
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        ordering = ["user", "starts"]
        indexes = [models.Index(fields=["user", "starts"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="appointment_dates_in_order",
            ),
            models.CheckConstraint(
                condition=(
                    Q(role__in=["secretary", "head", "deputy", "appraiser"], bloc__isnull=False)
                    | Q(role__in=["officer", "leader"], unit__isnull=False, bloc__isnull=True)
                    | Q(role__in=["reviewer", "observer"], unit__isnull=True, bloc__isnull=True)
                    | Q(
                        role__in=["chair", "meeting_secretary"],
                        bloc__isnull=False,
                        meeting_key__isnull=False,
                    )
                ),
                name="appointment_scope_fits_role",
            ),
            models.CheckConstraint(
                condition=~Q(role="head") | Q(ends__isnull=True), name="head_has_start_only"
            ),
            models.UniqueConstraint(
                fields=["bloc", "starts"], condition=Q(role="head"), name="one_head_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
