"""Checking what is dropped in of earlier years and how its columns are read."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.queries.past import years
from assessments.queries.past_sheets import ROLES, Mapping, column_choices
from emulation_bloc.lib.spreadsheets import Sheet
from units.forms import CleanTextMixin
from units.models import Period

MOST_FILES = 20
CHOOSE = {"invalid_choice": _("Hãy chọn một mục trong danh sách.")}
REQUIRED = {"required": _("Hãy chọn một mục."), **CHOOSE}


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files, each checked like a single one."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """At least one and not too many."""
        files = data if isinstance(data, (list, tuple)) else [data]
        checked = [super(FilesField, self).clean(file, initial) for file in files]
        if len(checked) > MOST_FILES:
            raise ValidationError(_("Mỗi lần chỉ nhận tối đa 20 tệp."))
        return checked


class WhoseForm(CleanTextMixin, forms.Form):
    """Of which unit and period a file is; an empty unit is to be told later."""

    unit = forms.TypedChoiceField(
        label=_("Đơn vị"), coerce=int, empty_value=None, error_messages=REQUIRED
    )
    year = forms.TypedChoiceField(label=_("Năm"), coerce=int, error_messages=REQUIRED)
    period_kind = forms.ChoiceField(
        label=_("Kỳ"),
        choices=Period.Kind.choices,
        initial=Period.Kind.YEAR,
        error_messages=REQUIRED,
    )

    def __init__(self, *args: Any, units: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(unit.pk), unit.name) for unit in units]
        unit: Any = self.fields["unit"]
        unit.choices = listed if len(listed) == 1 else [("", _("– chọn –")), *listed]
        year: Any = self.fields["year"]
        year.choices = [(str(one), str(one)) for one in years()]
        year.initial = years()[1]


class UploadPastForm(WhoseForm):
    """Old files; without a unit each file's is guessed from its name and asked for."""

    files = FilesField(
        label=_("Tệp"),
        help_text=_("Bảng chấm điểm Excel (.xlsx, .csv) đến 5 MB; báo cáo Word, PDF đến 10 MB."),
        widget=FilesInput(attrs={"accept": ".xlsx,.csv,.docx,.doc,.pdf"}),
    )
    field_order = ("files", "unit", "year", "period_kind")

    def __init__(self, *args: Any, is_for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_for_all:
            unit: Any = self.fields["unit"]
            unit.required = False
            unit.choices = [("", _("theo tên tệp, hỏi lại từng tệp")), *unit.choices[1:]]


class PlanForm(WhoseForm):
    """Whose a file is and where things stand in it."""

    sheet = forms.TypedChoiceField(label=_("Trang tính"), coerce=int, error_messages=CHOOSE)
    header = forms.IntegerField(label=_("Dòng tiêu đề"), min_value=1, max_value=2000)

    def __init__(self, *args: Any, sheets: list[Sheet], mapping: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheet: Any = self.fields["sheet"]
        sheet.choices = [
            (str(place), one.title or _("(một bảng)")) for place, one in enumerate(sheets)
        ]
        columns = [("0", _("– không có –")), *column_choices(sheets[mapping.sheet], mapping.header)]
        for role, label in ROLES.items():
            self.fields[role] = forms.TypedChoiceField(
                label=label, coerce=int, choices=columns, required=False, error_messages=CHOOSE
            )
            look = {"class": "form-select", "aria-describedby": f"id_{role}_error"}
            self.fields[role].widget.attrs |= look
        for name, value in mapping.plain().items():
            self.initial.setdefault(name, value)

    def clean(self) -> dict[str, Any]:
        """A column cannot be two things."""
        cleaned = super().clean() or {}
        taken = [cleaned[role] for role in ROLES if cleaned.get(role)]
        if len(set(taken)) < len(taken):
            raise ValidationError(_("Một cột chỉ dùng cho một nội dung. Hãy chọn lại."))
        return cleaned

    def plan(self) -> dict[str, int]:
        """The mapping as an intake keeps it."""
        return {name: int(self.cleaned_data.get(name) or 0) for name in Mapping().plain()}
