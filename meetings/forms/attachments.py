"""Checking a file that is attached to something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import FileForm
from units.forms import CleanTextMixin


class AttachmentForm(CleanTextMixin, FileForm):
    """One file and what to call it; what it is says its content.

    `cleaned_data["file"]` is the `upload` that `meetings.actions.attachments.attach` takes.
    """

    title = forms.CharField(
        label=_("Tên tài liệu"),
        max_length=300,
        required=False,
        help_text=_("Để trống thì dùng tên tệp."),
    )
    field_order = ["title", "file"]
