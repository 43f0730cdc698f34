"""Checking what is sought in the register, typed into it and taken back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import FileForm, limit
from awards.models import Award, Reason, RegisterEntry, Subject
from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile
from units.forms import CleanTextMixin
from units.forms.fields import VietnameseDateField, WholeNumberField
from units.models import User

ALL = ("", _("Tất cả"))


def _choice(label: Any, choices: Iterable[tuple[str, Any]] = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[ALL, *choices])


class RegisterFilterForm(CleanTextMixin, forms.Form):
    """Which entries, in which order; what was mistyped counts as not chosen."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100)
    don_vi = _choice(_("Đơn vị"))
    nam = _choice(_("Năm"))
    khen_thuong = _choice(_("Danh hiệu, hình thức"))
    loai = _choice(_("Loại"), Award.Kind.choices)
    cap = _choice(_("Cấp"), Award.Level.choices)
    thanh_tich = _choice(_("Thành tích"), Reason.choices)
    doi_tuong = _choice(_("Đối tượng"), Subject.choices)
    hieu_luc = _choice(_("Hiệu lực"), [("con", _("Còn hiệu lực")), ("huy", _("Đã hủy bỏ"))])
    xep = forms.ChoiceField(
        label=_("Xếp theo"),
        required=False,
        choices=[
            ("", _("Ngày quyết định mới nhất")),
            ("don-vi", _("Tên đơn vị")),
            ("nam", _("Năm thành tích")),
            ("khen-thuong", _("Danh hiệu, hình thức")),
        ],
    )

    def __init__(self, *args: Any, offered: dict[str, list[tuple[str, str]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, rows in offered.items():
            self.fields[name].choices = [ALL, *rows]

    def chosen(self) -> dict[str, str]:
        """A valid choice for each field."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class EntryForm(CleanTextMixin, forms.ModelForm):
    """A past award, with its decision."""

    date = VietnameseDateField(label=_("Ngày quyết định"))
    amount = WholeNumberField(label=_("Tiền thưởng (đồng)"), required=False, min_value=0,
                              max_value=100_000_000_000)  # fmt: skip
    file = forms.FileField(label=_("Tệp quyết định"), required=False)

    class Meta:
        """What is typed."""

        model = RegisterEntry
        fields = (
            "unit", "subject", "subject_name", "award", "reason", "theme", "year", "number", "date",
            "issuer", "signer", "amount", "note",
        )  # fmt: skip
        labels = {"unit": _("Đơn vị"), "award": _("Danh hiệu, hình thức khen thưởng")}
        help_texts = {"subject_name": _("Để trống khi khen thưởng chính đơn vị.")}

    def __init__(self, *args: Any, units: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self.fields["file"])
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = lambda unit: unit.name
        awards = Award.objects.visible_to(user)
        self.fields["award"].queryset = awards
        rows = list(awards)
        groups = [
            (kind.label, [(row.pk, row.name) for row in rows if row.kind == kind])
            for kind in Award.Kind
        ]
        self.fields["award"].choices = [("", "---------"), *groups]
        self.fields["reason"].initial = Reason.MERIT
        self.fields["year"].initial = clock.today().year

    def _post_clean(self) -> None:
        """What does not fit together, the action says in words; no instance is built here."""

    def clean_file(self) -> NewFile | None:
        """Recognised by its content; none is as good."""
        return FileForm.clean_file(self) if self.cleaned_data.get("file") else None


class AnnulForm(CleanTextMixin, forms.Form):
    """From when an award is taken back, by what paper."""

    on = VietnameseDateField(label=_("Ngày hủy bỏ"))
    why = forms.CharField(
        label=_("Căn cứ hủy bỏ (số, ngày, cơ quan ban hành văn bản)"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CarryForm(CleanTextMixin, forms.Form):
    """The paper that lets a successor count an award."""

    paper = forms.CharField(label=_("Văn bản cho phép kế thừa (số, ngày, cơ quan)"), max_length=300)


class ImportForm(CleanTextMixin, forms.Form):
    """The filled template."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx) hoặc CSV"),
        error_messages={
            "required": _("Hãy chọn tệp cần nhập."),
            "empty": _("Tệp rỗng. Hãy chọn tệp khác."),
            "missing": _("Hãy chọn tệp cần nhập."),
            "invalid": _("Không nhận được tệp. Hãy chọn lại."),
        },
    )
