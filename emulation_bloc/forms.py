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
    buoc = forms.CharField(label=_("Bước"), required=False, max_length=60, widget=forms.Select)
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
        self.fields["buoc"].widget.choices = [("", _("Mọi bước")), *steps]

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


class PackForm(CleanTextMixin, forms.Form):
    """What goes into a pack: periods, blocs, kinds of papers, one PDF or a ZIP, all or only what is
    new. `choices`: of `ky`, `cac_khoi` and `loai`, as (code, name)."""

    ky = forms.MultipleChoiceField(label=_("Kỳ"), widget=forms.CheckboxSelectMultiple)
    khoi = forms.ChoiceField(
        label=_("Khối"),
        widget=forms.RadioSelect,
        choices=[
            ("tat-ca", _("Tất cả các khối")),
            ("theo-doi", _("Khối tôi theo dõi")),
            ("chon", _("Khối được chọn dưới đây")),
        ],
    )
    cac_khoi = forms.MultipleChoiceField(
        label=_("Chọn khối"), widget=forms.CheckboxSelectMultiple, required=False
    )
    loai = forms.MultipleChoiceField(label=_("Loại văn bản"), widget=forms.CheckboxSelectMultiple)
    dang = forms.ChoiceField(
        label=_("Dạng"),
        widget=forms.RadioSelect,
        choices=[
            ("zip", _("Tệp ZIP, từng văn bản một tệp, giữ nguyên chữ ký số")),
            ("pdf", _("Một tệp PDF có mục lục và dấu trang")),
        ],
    )
    chi_moi = forms.BooleanField(label=_("Chỉ văn bản mới từ lần tải trước"), required=False)

    def __init__(
        self, *args: Any, choices: dict[str, list[tuple[str, str]]], usual: str = "", **kwargs: Any
    ) -> None:
        kinds = [code for code, _name in choices["loai"]]
        first = {"ky": [usual], "khoi": "tat-ca", "loai": kinds, "dang": "zip"}
        super().__init__(*args, initial=first, **kwargs)
        for name, rows in choices.items():
            self.fields[name].choices = rows
        self.fields["ky"].error_messages["required"] = _("Hãy chọn ít nhất một kỳ.")
        self.fields["loai"].error_messages["required"] = _("Hãy chọn ít nhất một loại văn bản.")

    def clean(self) -> dict[str, Any]:
        """Blocs are ticked where only some are wanted."""
        given = super().clean() or self.cleaned_data
        if given.get("khoi") == "chon" and not given.get("cac_khoi"):
            self.add_error("cac_khoi", _("Hãy chọn ít nhất một khối."))
        return given

    def blocs(self, followed: frozenset[str]) -> frozenset[str]:
        """Slugs of the chosen blocs; `followed` are those that the person follows."""
        given = self.cleaned_data
        if given["khoi"] == "theo-doi":
            return followed
        if given["khoi"] == "chon":
            return frozenset(given["cac_khoi"])
        return frozenset(code for code, _name in self.fields["cac_khoi"].choices)


class SummaryPeriodForm(CleanTextMixin, forms.Form):
    """Which period the province's summary tells of."""

    ky = forms.ChoiceField(label=_("Kỳ"), required=False)

    def __init__(
        self, *args: Any, periods: list[tuple[str, str]], usual: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.usual = usual
        self.fields["ky"].choices = periods

    def chosen(self) -> str:
        """A period that exists; what was mistyped counts as not chosen."""
        self.is_valid()
        return self.cleaned_data.get("ky", "") or self.usual
