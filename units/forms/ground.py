"""Checking and cleaning what people type; `CleanTextMixin` serves all floors."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import vietnamese
from units.forms.fields import CleanTextMixin, VietnameseDateField, dress
from units.models import Period


class LoginForm(CleanTextMixin, forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(PasswordChangeForm):
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            dress(field, self[name].auto_id)
        self.fields["new_password1"].help_text = _(
            "Ít nhất 10 ký tự, không quá phổ biến, không chỉ gồm chữ số."
        )


class WindowsForm(CleanTextMixin, forms.Form):
    """The dates by which things are due."""

    report_due = VietnameseDateField(label=_("Đơn vị gửi báo cáo trước ngày"))
    draft_due = VietnameseDateField(label=_("Có dự thảo báo cáo chung trước ngày"))
    meeting_from = VietnameseDateField(label=_("Được họp từ ngày"))
    meeting_due = VietnameseDateField(label=_("Họp chậm nhất ngày"))
    send_due = VietnameseDateField(label=_("Gửi Sở Nội vụ trước ngày"))

    def windows(self) -> dict[str, Any]:
        """As the actions take them."""
        return {name: self.cleaned_data[name] for name in WindowsForm.base_fields}


class OpenPeriodForm(WindowsForm):
    """Which period, and its dates."""

    kind = forms.ChoiceField(label=_("Loại kỳ"), choices=Period.Kind.choices)
    year = forms.IntegerField(label=_("Năm"), min_value=2015, max_value=2100)

    field_order = ("kind", "year", *WindowsForm.base_fields)


class FrameForm(WindowsForm):
    """The province's dates of a kind of period."""

    basis = forms.CharField(
        label=_("Văn bản hướng dẫn"),
        max_length=300,
        required=False,
        help_text=_("Số, ngày văn bản của Sở Nội vụ."),
    )


class ChangeWindowsForm(WindowsForm):
    """New dates and why."""

    reason = forms.CharField(label=_("Lý do thay đổi"), max_length=500)


class DeputyForm(CleanTextMixin, forms.Form):
    """Until when the deputy approves."""

    acting_to = VietnameseDateField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Để trống nếu chưa định ngày kết thúc."),
    )


class PaperSettingsForm(CleanTextMixin, forms.Form):
    """How papers look and are numbered."""

    parent_line = forms.CharField(
        label=_("Cơ quan chủ quản"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: UBND TỈNH HƯNG YÊN"),
    )
    issuer_lines = forms.CharField(
        label=_("Tên Khối trên văn bản"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng in một dòng."),
    )
    symbol = forms.CharField(
        label=_("Ký hiệu của Khối"),
        max_length=40,
        help_text=_("Ví dụ KTĐKTKT: biên bản mang số 01/BB-KTĐKTKT."),
    )
    place = forms.CharField(
        label=_("Địa danh"), max_length=60, help_text=_("In trước ngày, tháng, năm.")
    )
    numbering = forms.ChoiceField(
        label=_("Cách đánh số"),
        choices=[
            ("system", _("Hệ thống cấp số liên tục từ 01 khi duyệt")),
            ("typed", _("Chừa chỗ, nhập số do văn thư đơn vị Trưởng khối cấp")),
        ],
    )
    copies = forms.IntegerField(label=_("Số bản biên bản"), min_value=1, max_value=50)
    has_check_foot = forms.BooleanField(
        label=_("In mã QR và mã văn bản ở trang cuối"), required=False
    )
    recipients = forms.CharField(
        label=_("Nơi nhận của biên bản"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một nơi nhận; để trống thì dùng danh sách thông thường."),
    )

    def clean_symbol(self) -> str:
        """Letters, digits and hyphens only: it stands in numbers."""
        symbol = self.cleaned_data["symbol"].upper()
        if not all(letter.isalnum() or letter == "-" for letter in symbol):
            raise ValidationError(_("Ký hiệu chỉ gồm chữ, số và gạch nối."))
        return symbol

    def values(self) -> dict[str, Any]:
        """As the action takes them: lines as tuples."""
        cleaned = dict(self.cleaned_data)
        for name in ("issuer_lines", "recipients"):
            cleaned[name] = tuple(vietnamese.paragraphs(cleaned[name]))
        return cleaned


class AuditFilterForm(CleanTextMixin, forms.Form):
    """What the trail shows."""

    nguoi = forms.CharField(label=_("Người thực hiện"), required=False, max_length=100)
    tu = VietnameseDateField(label=_("Từ ngày"), required=False)
    den = VietnameseDateField(label=_("Đến ngày"), required=False)
