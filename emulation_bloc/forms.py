"""What the joined pages let people choose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from units.forms import CleanTextMixin


class ProvinceFilterForm(CleanTextMixin, forms.Form):
    """Which period of the province's blocs, which of them by state, step or name, in which
    order."""

    ky = forms.ChoiceField(label=_("Kỳ"), required=False)
    loc = forms.ChoiceField(
        label=_("Hiện"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("qua-han", _("Quá hạn")),
            ("cho-toi", _("Chờ tôi xử lý")),
            ("theo-doi", _("Khối tôi theo dõi")),
        ],
        widget=forms.HiddenInput,
    )
    buoc = forms.CharField(required=False, max_length=60)
    xep = forms.ChoiceField(
        label=_("Xếp theo"),
        required=False,
        choices=[
            ("", _("Tên khối")),
            ("don-vi", _("Số đơn vị")),
            ("nop", _("Tự đánh giá đã nộp, ít nhất trước")),
            ("buoc", _("Bước, chậm nhất trước")),
            ("qua-han", _("Quá hạn lâu nhất")),
            ("moi", _("Văn bản mới")),
            ("khen-thuong", _("Đề nghị khen thưởng")),
        ],
    )
    giam = forms.ChoiceField(
        required=False, choices=[("", ""), ("1", "")], widget=forms.HiddenInput
    )
    tim = forms.CharField(label=_("Tên khối"), required=False, max_length=100)

    def __init__(self, *args: Any, periods: dict[str, str], usual: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = usual
        self.fields["ky"].choices = list(periods.items())

    def offer_steps(self, steps: list[tuple[str, str]]) -> None:
        """Let people choose among the steps at which blocs are: (code, words)."""
        choices = [("", _("Mọi bước")), *steps]
        self.fields["buoc"] = forms.ChoiceField(label=_("Bước"), required=False, choices=choices)

    def chosen(self) -> dict[str, str]:
        """A valid choice for each field; what was mistyped counts as not chosen."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return given | {"ky": given["ky"] or self.usual}


class LateFilterForm(CleanTextMixin, forms.Form):
    """Everything that units owe, or only what is overdue."""

    loc = forms.ChoiceField(
        label=_("Hiện"),
        required=False,
        choices=[("", _("Tất cả")), ("qua-han", _("Quá hạn"))],
    )

    def only_late(self) -> bool:
        """Whether what there is still time for is left out; what was mistyped counts as no."""
        return self.is_valid() and self.cleaned_data["loc"] == "qua-han"
