"""Checking what is typed of a pact."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import not_too_long, rows
from meetings.models import Pact
from units.forms import CleanTextMixin


class PactForm(CleanTextMixin, forms.ModelForm):
    """Theme, contents, measures, pledge; a line is an item."""

    class Meta:
        """What is typed."""

        model = Pact
        fields = ("theme", "contents", "measures", "pledge")
        widgets = {"contents": rows(5), "measures": rows(4), "pledge": rows(3)}
        help_texts = {
            "contents": _("Mỗi dòng một nội dung. Để trống là dùng ba nội dung thường dùng."),
            "measures": _("Mỗi dòng một biện pháp. Để trống là dùng lời văn thường dùng."),
            "pledge": _("Để trống là dùng lời văn thường dùng."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("contents", "measures", "pledge"):
            self.fields[name].validators.append(not_too_long)


class ReopenForm(CleanTextMixin, forms.Form):
    """Why the pact goes back."""

    reason = forms.CharField(label=_("Lý do mở lại"), max_length=500, widget=rows(2))


class ApproveForm(CleanTextMixin, forms.Form):
    """Why it goes on without somebody."""

    reason = forms.CharField(
        label=_("Lý do duyệt khi còn đơn vị chưa xác nhận"),
        max_length=500,
        required=False,
        widget=rows(2),
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
