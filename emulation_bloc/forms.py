"""What the joined pages let people choose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from units.forms import CleanTextMixin


class ProvinceFilterForm(CleanTextMixin, forms.Form):
    """Which period of the province's blocs, which of them by state or name, in which order."""

    ky = forms.ChoiceField(label=_("Kỳ"), required=False)
    loc = forms.ChoiceField(
        label=_("Hiện"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("qua-han", _("Quá hạn")),
            ("cho-toi", _("Chờ tôi xử lý")),
        ],
    )
    xep = forms.ChoiceField(
        label=_("Xếp theo"),
        required=False,
        choices=[("", _("Tên khối")), ("qua-han", _("Quá hạn lâu nhất"))],
    )
    tim = forms.CharField(label=_("Tên khối"), required=False, max_length=100)

    def __init__(self, *args: Any, periods: dict[str, str], usual: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = usual
        self.fields["ky"].choices = list(periods.items())

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
