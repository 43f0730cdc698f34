"""Checking an uploaded sheet and which of its differences are taken."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.spreadsheets import MOST_BYTES


class UploadSheetForm(forms.Form):
    """The filled sheet."""

    file = forms.FileField(
        label=_("Tệp Excel đã ghi"),
        widget=forms.FileInput(attrs={"accept": ".xlsx", "class": "form-control"}),
        error_messages={"required": _("Hãy chọn tệp.")},
    )

    def clean_file(self) -> Any:
        """Not larger than any such sheet can be."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("Tệp lớn hơn 5 MB. Bảng tải từ hệ thống nhỏ hơn nhiều."))
        return file


class TakeForm(forms.Form):
    """The differences that are ticked."""

    take = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Trang đã cũ. Hãy tải lại trang rồi chọn lần nữa.")},
    )

    def __init__(self, *args: Any, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["take"]
        field.choices = [(key, key) for key in keys]
