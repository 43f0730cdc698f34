"""Checking dates of a year's calendar and of its template."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.forms.fields import CleanTextMixin, VietnameseDateField
from units.models import Milestone
from units.queries.year_template import Row, day_in

MOST_DAYS, MOST_REMINDERS = 90, 5
SPARE_ROWS = 3
MOST_ROWS = 60


class DaysField(forms.CharField):
    """Days before, typed as `7, 3, 1`; none is allowed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Nhắc trước (ngày)"))
        kwargs.setdefault("help_text", _("Ví dụ: 7, 3, 1. Để trống nếu không nhắc."))
        super().__init__(required=False, max_length=40, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Stored days as people write them."""
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """Whole numbers, the longest first, each once."""
        text = super().clean(value)
        words = [word for word in re.split(r"[,;\s]+", text) if word]
        if not all(word.isascii() and word.isdigit() and len(word) < 4 for word in words):
            raise ValidationError(_("Hãy gõ các số ngày cách nhau bằng dấu phẩy, ví dụ 7, 3, 1."))
        days = sorted({int(word) for word in words}, reverse=True)
        if len(days) > MOST_REMINDERS or (days and days[0] > MOST_DAYS):
            raise ValidationError(_("Tối đa 5 lần nhắc, xa nhất là 90 ngày trước hạn."))
        return days


class MilestoneForm(CleanTextMixin, forms.Form):
    """One date of the year; `period_day`: its date comes from a period's window."""

    revision: int
    title = forms.CharField(
        label=_("Nội dung"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    due = VietnameseDateField(label=_("Hạn"))
    owes = forms.ChoiceField(label=_("Ai thực hiện"), choices=Milestone.Owes.choices)
    is_required = forms.BooleanField(
        label=_("Bắt buộc: quá hạn mà chưa xong thì báo quá hạn"), required=False
    )
    remind_days = DaysField()
    done_on = VietnameseDateField(
        label=_("Hoàn thành ngày"), required=False, help_text=_("Để trống nếu chưa xong.")
    )

    def __init__(
        self,
        *args: Any,
        milestone: Milestone | None = None,
        has_window: bool = False,
        **kwargs: Any,
    ) -> None:
        if milestone is not None:
            now = {name: getattr(milestone, name) for name in self.base_fields}
            kwargs["initial"] = now | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if has_window:
            del self.fields["due"]
        if milestone is None:
            del self.fields["done_on"]

    def clean_title(self) -> str:
        """One line: it stands in tables, letters and calendars."""
        return " ".join(self.cleaned_data["title"].split())

    def stored_text(self, name: str) -> str:
        """A stored value as the screen shows it, beside what was typed."""
        value = self.initial.get(name)
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        if isinstance(value, bool):
            return str(_("có")) if value else str(_("không"))
        if name == "owes":
            return str(Milestone.Owes(str(value)).label)
        return "" if value is None else str(self.fields[name].prepare_value(value))


class TemplateRowForm(CleanTextMixin, forms.Form):
    """One row of the template; a row without words is taken out."""

    code = forms.RegexField(
        r"\A[a-z0-9_-]{0,40}\Z",
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("Trang đã cũ. Hãy tải lại trang rồi sửa lại.")},
    )
    day = forms.CharField(
        label=_("Ngày/tháng"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "15/01", "size": 6}),
    )
    is_next = forms.BooleanField(label=_("Năm sau"), required=False)
    title = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owes = forms.ChoiceField(label=_("Ai thực hiện"), choices=Milestone.Owes.choices)
    is_required = forms.BooleanField(label=_("Bắt buộc"), required=False)
    remind_days = DaysField(help_text="")

    def clean_title(self) -> str:
        """One line: it stands in tables, letters and calendars."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_day(self) -> str:
        """As it is stored: month-day; 29/02 is one, in common years it is 28/02."""
        text = self.cleaned_data["day"]
        if not text:
            return ""
        found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})", text, re.ASCII)
        try:
            day, month = (int(part) for part in found.groups()) if found else (0, 0)
            date(2024, month, day)
        except ValueError as error:
            raise ValidationError(_("Hãy gõ ngày/tháng, ví dụ 15/01.")) from error
        return f"{month:02d}-{day:02d}"

    def clean(self) -> dict[str, Any]:
        """Words need a day and a day needs words."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("title") and "day" in given and not given["day"]:
            self.add_error("day", _("Hãy gõ ngày/tháng của mốc này."))
        if given.get("day") and "title" in given and not given["title"]:
            self.add_error("title", _("Hãy ghi nội dung; muốn bỏ dòng thì xóa cả ngày."))
        return given


class TemplateFormSet(forms.BaseFormSet):
    """All rows of the template, and a few empty ones to add to."""

    def rows(self) -> tuple[Row, ...]:
        """As the action takes them: in order of day, a new row with a code of its own."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("title")]
        taken = {row["code"] for row in filled}
        codes = (f"mau-{n}" for n in range(1, len(filled) + 1 + len(taken)))
        free = (code for code in codes if code not in taken)
        rows = [
            (
                row["code"] or next(free),
                ("+" if row["is_next"] else "") + row["day"],
                row["title"],
                row["owes"],
                row["is_required"],
                tuple(row["remind_days"]),
            )
            for row in filled
        ]
        return tuple(sorted(rows, key=lambda row: day_in(2024, row[1])))


MakeTemplateFormSet = forms.formset_factory(
    TemplateRowForm,
    formset=TemplateFormSet,
    extra=SPARE_ROWS,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS + 10,
    validate_max=True,
)


def template_start(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """The template as the form shows it."""
    return [
        {
            "code": code,
            "day": "/".join(reversed(day.removeprefix("+").split("-"))),
            "is_next": day.startswith("+"),
            "title": title,
            "owes": owes,
            "is_required": is_required,
            "remind_days": list(remind),
        }
        for code, day, title, owes, is_required, remind in rows
    ]
