"""What an operator registers: provinces, blocs, units, people, roles. Never business data."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.states import ActionError
from units import actions
from units.forms import CleanTextMixin
from units.models import (
    SITE_WORDS,
    Appointment,
    Bloc,
    Membership,
    Province,
    Unit,
    UnitName,
    User,
)

admin.site.site_header = admin.site.site_title = _("Quản trị hệ thống")
admin.site.index_title = _("Tỉnh, khối, đơn vị, người dùng, phân công")


class RegisterForm(CleanTextMixin, forms.ModelForm):
    """Texts in NFC, without control characters; an end that is not before its start."""

    def clean(self) -> dict[str, Any]:
        """Said in a sentence, before the constraint says it by its name."""
        given = super().clean() or self.cleaned_data
        starts = given.get("starts") or getattr(self.instance, "starts", None)
        if starts and given.get("ends") and given["ends"] < starts:
            self.add_error("ends", _("Ngày cuối phải từ ngày bắt đầu trở đi."))
        return given


class RegisterAdmin(admin.ModelAdmin):
    """Registered once, kept for good: papers and the trail point to it."""

    form = RegisterForm

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted; what has ended gets an end."""
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A rule that refuses says why on the page."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ActionError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(request.get_full_path())


class ProvinceForm(RegisterForm):
    """A province whose address is its own."""

    def clean_slug(self) -> str:
        """Not a word under which the product has a page: the province's pages could not be
        opened."""
        slug: str = self.cleaned_data["slug"]
        if slug in SITE_WORDS:
            raise forms.ValidationError(
                _("“%(slug)s” là địa chỉ một trang của hệ thống. Hãy chọn mã khác cho tỉnh.")
                % {"slug": slug}
            )
        return slug


@admin.register(Province)
class ProvinceAdmin(RegisterAdmin):
    """Provinces with their reviewing department."""

    form = ProvinceForm
    list_display = ("name", "reviewing_department")


class BlocForm(RegisterForm):
    """A bloc whose address is its own."""

    def clean_slug(self) -> str:
        """Not a word of the province's pages."""
        slug: str = self.cleaned_data["slug"]
        try:
            actions.refuse_taken_address(slug)
        except ActionError as error:
            raise forms.ValidationError(str(error)) from error
        return slug


@admin.register(Bloc)
class BlocAdmin(RegisterAdmin):
    """Blocs; each founding is in the trail."""

    form = BlocForm
    list_display = ("name", "province")
    list_filter = ("province",)

    def save_model(self, request: HttpRequest, obj: Bloc, form: Any, change: bool) -> None:
        """A new bloc opens its trail."""
        super().save_model(request, obj, form, change)
        if not change:
            actions.record(obj, "bloc_founded", by=request.user)


class UnitNameInline(admin.TabularInline):
    """Former and present names with their dates."""

    model = UnitName
    form = RegisterForm
    extra = 0


@admin.register(Unit)
class UnitAdmin(RegisterAdmin):
    """Agencies and their names."""

    list_display = ("name", "short_name", "province")
    list_filter = ("province", "kind")
    search_fields = ("name", "short_name")
    inlines = (UnitNameInline,)


@admin.register(Membership)
class MembershipAdmin(RegisterAdmin):
    """Which unit is in which bloc, from when to when."""

    list_display = ("unit", "bloc", "position", "starts", "ends")
    list_filter = ("bloc",)
    list_select_related = ("unit", "bloc")

    def get_fields(self, request: HttpRequest, obj: Membership | None = None) -> list[str]:
        """A new member has no end yet."""
        fields = ["bloc", "unit", "position", "starts", "decision"]
        return [*fields, "ends"] if obj else fields

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> list[str]:
        """Afterwards only the order and the end may change."""
        return ["bloc", "unit", "starts", "decision"] if obj else []

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        """Through the actions, which lock, check and write the trail."""
        if not change:
            given = {"position": obj.position, "starts": obj.starts, "decision": obj.decision}
            obj.pk = actions.admit(obj.bloc, obj.unit, by=request.user, **given).pk
            return
        super().save_model(request, obj, form, change)
        if "ends" in form.changed_data:
            actions.record(obj, "unit_left", by=request.user, after={"last_day": str(obj.ends)})


class NewUserForm(AdminUserCreationForm):
    """A new account."""

    class Meta:
        model = User
        fields = ("username", "full_name")


class UserForm(UserChangeForm):
    """An account."""

    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class PeopleAdmin(UserAdmin):
    """Accounts; what they may do follows from appointments alone."""

    form = UserForm
    add_form = NewUserForm
    list_display = ("username", "full_name", "position", "unit", "is_active")
    list_filter = ("province", "is_active", "is_superuser")
    list_select_related = ("unit",)
    search_fields = ("username", "full_name")
    ordering = ("username",)
    filter_horizontal = ()
    person = (_("Người dùng"), {"fields": ("full_name", "position", "email", "province", "unit")})
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        person,
        (_("Quản trị"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        person,
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People stay: the trail names them. An account is switched off instead."""
        return False


class AppointmentForm(RegisterForm):
    """A role with its scope; roles of a meeting are given at the meeting's desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            meeting_roles = set(Appointment.MEETING_ROLES)
            choices = [one for one in Appointment.Role.choices if one[0] not in meeting_roles]
            self.fields["role"].choices = choices
        if "ends" in self.fields and self.instance.pk:
            self.fields["ends"].required = True

    def clean(self) -> dict[str, Any]:
        """Each role has one kind of scope: say which, instead of a constraint's name."""
        given = super().clean()
        if self.instance.pk or not given.get("role"):
            return given
        scope = _scope_of(given["role"])
        for name in ("bloc", "unit"):
            place = given.get(name)
            if name == scope and not place:
                self.add_error(name, _("Vai trò này cần chọn mục này."))
            elif name != scope and place:
                self.add_error(name, _("Vai trò này không dùng mục này; hãy để trống."))
            elif place and place.province != given.get("province"):
                self.add_error(name, _("Mục này thuộc tỉnh khác."))
        if given["role"] == Appointment.Role.HEAD and given.get("ends"):
            self.add_error("ends", _("Trưởng khối giữ nhiệm vụ đến khi có người kế nhiệm."))
        return given


def _scope_of(role: str) -> str:
    if role in Appointment.BLOC_ROLES:
        return "bloc"
    if role in Appointment.UNIT_ROLES:
        return "unit"
    return "province" if role in Appointment.PROVINCE_ROLES else ""


@admin.register(Appointment)
class AppointmentAdmin(RegisterAdmin):
    """Who holds which role; a former role keeps its row."""

    form = AppointmentForm
    list_display = ("user", "role", "bloc", "unit", "province", "starts", "ends")
    list_filter = ("role", "province")
    list_select_related = ("user", "bloc", "unit", "province")
    search_fields = ("user__full_name", "user__username")
    fields = ("user", "role", "province", "bloc", "unit", "starts", "ends")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Appointment | None = None
    ) -> tuple[str, ...]:
        """Afterwards only the last day may be set."""
        return self.fields[:-1] if obj else ()

    def save_model(self, request: HttpRequest, obj: Appointment, form: Any, change: bool) -> None:
        """Through the actions, which lock, check and write the trail."""
        if change:
            actions.end_appointment(obj, by=request.user, last_day=obj.ends)
            return
        names = ("role", "starts", "ends", "province", "bloc", "unit")
        given = {name: getattr(obj, name) for name in names}
        obj.pk = actions.appoint(obj.user, by=request.user, **given).pk
