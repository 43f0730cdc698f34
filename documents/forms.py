"""Checking what is typed about papers."""

from pathlib import PurePath
from typing import Any

import puremagic
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents import kinds
from documents.actions import Upload
from documents.models import Document
from emulation_bloc.lib import vietnamese
from units.forms import CleanTextMixin, VietnameseDateField


class NumberForm(CleanTextMixin, forms.Form):
    """The number and date that the head unit's clerk gave."""

    number = forms.IntegerField(
        label=_("Số văn thư cấp"),
        min_value=1,
        max_value=99999,
        help_text=_("Chỉ phần số, ví dụ 1."),
    )
    date = VietnameseDateField(label=_("Ngày văn bản"))


class OwnNumberForm(NumberForm):
    """What the clerk of a unit gave to the unit's own paper: its symbol too."""

    symbol = forms.CharField(
        label=_("Ký hiệu văn bản của đơn vị"),
        max_length=60,
        help_text=_("Phần sau dấu gạch chéo, ví dụ BC-SKHCN."),
    )
    field_order = ["number", "symbol", "date"]


class SignedForm(CleanTextMixin, forms.Form):
    """Who signed when; the signed PDF, or a tick that it is on paper."""

    signed_by = forms.CharField(label=_("Người ký"), max_length=300)
    signed_on = VietnameseDateField(label=_("Ngày ký"))
    scan = forms.FileField(
        label=_("Bản đã ký"),
        required=False,
        help_text=_("Tệp PDF ký số hoặc bản quét, tối đa 20 MB. Chữ ký số được kiểm tra khi tải."),
    )
    is_on_paper = forms.BooleanField(label=_("Chỉ có bản giấy đã ký, chưa quét"), required=False)

    def clean_scan(self) -> UploadedFile | None:
        """A PDF by its content, not its name, and not too large."""
        scan = self.cleaned_data["scan"]
        if scan is None:
            return None
        if scan.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(_("Tệp lớn hơn 20 MB. Hãy quét ở độ phân giải thấp hơn."))
        head = scan.read(2048)
        scan.seek(0)
        if not _is_pdf(head):
            raise ValidationError(_("Tệp không phải PDF. Hãy quét và lưu thành PDF rồi chọn lại."))
        return scan

    def clean(self) -> dict[str, Any]:
        """One of the two: a file, or the tick."""
        cleaned = super().clean() or {}
        has_scan = bool(cleaned.get("scan")) or "scan" in self.errors
        if not has_scan and not cleaned.get("is_on_paper"):
            self.add_error("scan", _("Hãy chọn tệp đã ký, hoặc đánh dấu chỉ có bản giấy."))
        return cleaned

    def upload(self) -> Upload | None:
        """The file as the action takes it."""
        scan = self.cleaned_data.get("scan")
        if not scan:
            return None
        name = vietnamese.clean(PurePath(scan.name.replace("\\", "/")).name)[:200]
        return Upload(name if name.lower().endswith(".pdf") else f"{name}.pdf", scan.read())


def _is_pdf(head: bytes) -> bool:
    if not head.startswith(b"%PDF-"):
        return False
    try:
        return puremagic.from_string(head) == ".pdf"
    except puremagic.PureError:
        return False


class SentForm(CleanTextMixin, forms.Form):
    """How the paper went out."""

    how = forms.CharField(
        label=_("Cách gửi"),
        max_length=200,
        help_text=_("Ví dụ: trục liên thông văn bản, trực tiếp, bưu chính."),
    )


class ReceivedForm(CleanTextMixin, forms.Form):
    """The reviewer's arrival register."""

    arrival_number = forms.CharField(label=_("Số đến"), max_length=40)
    received_on = VietnameseDateField(label=_("Ngày đến"))


class FilterForm(CleanTextMixin, forms.Form):
    """What a list of papers shows."""

    ky = forms.CharField(label=_("Kỳ"), required=False, max_length=10)
    loai = forms.ChoiceField(
        label=_("Loại"), required=False, choices=[("", _("Tất cả")), *kinds.CHOICES]
    )
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[("", _("Tất cả"))]
        + [choice for choice in Document.State.choices if choice[0] != Document.State.DROPPED],
    )


class CheckForm(CleanTextMixin, forms.Form):
    """A serial typed from a paper."""

    serial = forms.CharField(label=_("Mã văn bản"), max_length=40)


class CheckFileForm(forms.Form):
    """A file to compare with the registered ones."""

    file = forms.FileField(label=_("Tệp cần đối chiếu"))

    def clean_file(self) -> UploadedFile:
        """Not too large to hash."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(_("Tệp lớn hơn 20 MB."))
        return file
