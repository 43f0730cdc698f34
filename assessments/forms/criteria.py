"""Checking what is typed about criteria sets and their criteria."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import NumberField
from assessments.models import CriteriaSet, Criterion
from units.forms import CleanTextMixin
from units.models import Unit

MOST = Decimal("999999.99")


def _source_words(row: CriteriaSet) -> str:
    """A set in the list of sources; the province's frame says so."""
    words = f"{row.title} – {row.bloc.name}, {row.year} (bản số {row.edition})"
    return f"{words} – {_('khung của tỉnh')}" if list(row.frames.all()) else words


class NewSetForm(CleanTextMixin, forms.Form):
    """Which year, and what the draft begins with."""

    year = forms.IntegerField(label=_("Năm"), min_value=2015, max_value=2100)
    title = forms.CharField(label=_("Tên bộ tiêu chí"), max_length=300)
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Quy chế hoạt động của Khối, hướng dẫn của Sở Nội vụ."),
    )
    source = forms.ChoiceField(
        label=_("Bắt đầu từ"),
        required=False,
        help_text=_(
            "Chép bộ của năm trước, bộ khung của tỉnh, hoặc bộ mà khối khác trong tỉnh cho chép."
        ),
    )

    def __init__(self, *args: Any, sources: list[CriteriaSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {str(row.pk): row for row in sources}
        words = [(pk, _source_words(row)) for pk, row in self.sources.items()]
        self.fields["source"].choices = [("", _("Bảng trống")), *words]  # type: ignore[attr-defined]

    def clean_source(self) -> CriteriaSet | None:
        """The set that was chosen."""
        return self.sources.get(self.cleaned_data["source"])


class SetForm(CleanTextMixin, forms.ModelForm):
    """Name and basis of a draft."""

    class Meta:
        model = CriteriaSet
        fields = ("title", "basis")


class UploadForm(forms.Form):
    """A file with criteria."""

    file = forms.FileField(
        label=_("Tệp CSV hoặc XLSX"),
        help_text=_("Cột: ma, nhom, tieu_chi, diem_toi_da, loai, cach_tinh, minh_chung, …"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx", "class": "form-control"}),
        error_messages={
            "required": _("Hãy chọn một tệp."),
            "empty": _("Tệp rỗng. Hãy chọn tệp khác."),
            "missing": _("Hãy chọn một tệp."),
            "invalid": _("Không nhận được tệp. Hãy chọn lại."),
            "max_length": _("Tên tệp dài %(length)d ký tự, tối đa %(max)d ký tự."),
        },
        max_length=500,
    )


class EditionForm(CleanTextMixin, forms.Form):
    """Why a published set is changed."""

    reason = forms.CharField(
        label=_("Lý do thay đổi"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CriterionForm(CleanTextMixin, forms.Form):
    """A group or a leaf, without its parts."""

    code = forms.CharField(label=_("Mã"), max_length=20)
    text = forms.CharField(
        label=_("Nội dung"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    parent = forms.ChoiceField(label=_("Thuộc nhóm"), required=False)
    max_points = NumberField(
        label=_("Điểm tối đa"),
        least=Decimal(0),
        most=MOST,
        help_text=_("Với điểm trừ, ghi số điểm bị trừ nhiều nhất, không cần dấu trừ."),
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=Criterion.Kind.choices)
    applies_to = forms.ChoiceField(label=_("Kỳ áp dụng"), choices=Criterion.AppliesTo.choices)
    method = forms.CharField(
        label=_("Cách tính, bằng lời"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    evidence_asked = forms.CharField(label=_("Minh chứng yêu cầu"), max_length=500, required=False)
    needs_evidence = forms.BooleanField(label=_("Bắt buộc có minh chứng khi nộp"), required=False)
    unit_kinds = forms.MultipleChoiceField(
        label=_("Chỉ áp dụng cho loại đơn vị"),
        required=False,
        choices=Unit.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn gì: áp dụng cho mọi đơn vị."),
    )

    def __init__(self, *args: Any, groups: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(pk): pk for pk, _words in groups}
        words = [("", _("Không thuộc nhóm nào")), *((str(pk), text) for pk, text in groups)]
        self.fields["parent"].choices = words  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """One line: it stands in lists and addresses figures."""
        code = self.cleaned_data["code"]
        if "\n" in code or "\t" in code:
            raise ValidationError(_("Mã phải viết trên một dòng."))
        return code

    def clean(self) -> dict[str, Any]:
        """A penalty's maximum is negative, and typed without its sign."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Criterion.Kind.PENALTY and cleaned.get("max_points"):
            cleaned["max_points"] = -cleaned["max_points"]
        return cleaned

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        cleaned = dict(self.cleaned_data)
        parent = self.groups.get(cleaned.pop("parent"))
        return cleaned | {"parent_id": parent}

    @staticmethod
    def start(row: Criterion) -> dict[str, Any]:
        """A stored criterion as the form shows it."""
        names = [name for name in CriterionForm.base_fields if name not in {"parent", "max_points"}]
        start = {name: getattr(row, name) for name in names}
        return start | {"parent": str(row.parent_id or ""), "max_points": abs(row.max_points)}


class FrameSetForm(CleanTextMixin, forms.Form):
    """Which published set of the province's blocs is the year's frame."""

    source = forms.ChoiceField(label=_("Bộ tiêu chí khung"))

    def __init__(self, *args: Any, sources: list[CriteriaSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {str(row.pk): row for row in sources}
        words = [(pk, _source_words(row)) for pk, row in self.sources.items()]
        self.fields["source"].choices = words  # type: ignore[attr-defined]

    def clean_source(self) -> CriteriaSet | None:
        """The set that was chosen."""
        return self.sources.get(self.cleaned_data["source"])
