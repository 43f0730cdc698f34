"""Checking and cleaning what people type; `CleanTextMixin` serves all floors."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import vietnamese


class CleanTextMixin:
    """A form whose texts are NFC without outer blanks, and that refuses control characters.

    Errors stand at the field; widgets look alike and say which hint and error belong to them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):  # type: ignore[attr-defined]
            self.add(name, field)

    def add(self, name: str, field: forms.Field) -> None:
        """Put a field into the form, as clean and as well dressed as those of its class."""
        self.fields[name] = field  # type: ignore[attr-defined]
        if isinstance(field, forms.CharField):
            _clean_before(field)
        _speak(field)
        # Not `self[name]`: it is kept, with a label that a form may still change.
        dress(field, field.get_bound_field(self, name).auto_id)  # type: ignore[arg-type]


def _clean_before(field: forms.CharField) -> None:
    """Clean what was typed before its length is measured."""
    convert = field.to_python

    def to_python(value: Any) -> Any:
        if isinstance(value, str):
            vietnamese.refuse_control_characters(value.replace("\r\n", "\n"))
            value = vietnamese.clean(value)
        return convert(value)

    field.to_python = to_python  # type: ignore[method-assign]
    for index, check in enumerate(list(field.validators)):
        if type(check).__name__ == "ProhibitNullCharactersValidator":
            del field.validators[index]
            break
    field.error_messages["max_length"] = _(
        "Nội dung dài %(show_value)d ký tự, vượt giới hạn %(limit_value)d ký tự. Hãy rút gọn."
    )
    for check in field.validators:
        if type(check).__name__ == "MaxLengthValidator":
            check.message = field.error_messages["max_length"]


# Django's own Vietnamese is hard to understand here ("một số tổng thể", "khả thi").
PLAINER = {
    forms.IntegerField: {
        "invalid": _("Hãy ghi số nguyên, chỉ dùng chữ số."),
        "min_value": _("Số nhỏ nhất được ghi là %(limit_value)s."),
        "max_value": _("Số lớn nhất được ghi là %(limit_value)s."),
    },
    forms.ChoiceField: {
        "invalid_choice": _("Lựa chọn này không có trong danh sách. Hãy chọn lại.")
    },
    forms.ModelChoiceField: {
        "invalid_choice": _("Lựa chọn này không có trong danh sách. Hãy chọn lại.")
    },
}


def _speak(field: forms.Field) -> None:
    """Words of the house where the field still has Django's."""
    for kind, words in PLAINER.items():
        if not isinstance(field, kind):
            continue
        usual: dict[str, Any] = {}
        for base in reversed(type(field).__mro__):
            usual |= getattr(base, "default_error_messages", {})
        for code, text in words.items():
            if field.error_messages.get(code) is usual.get(code):
                field.error_messages[code] = text


def dress(field: forms.Field, auto_id: str) -> None:
    """The look of a field, and the ids of its hint and error for screen readers."""
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect):
        look = "form-check-input"
    elif isinstance(widget, forms.Select):
        look = "form-select"
    else:
        look = "form-control"
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} {look}".strip()
    described = [f"{auto_id}_helptext"] if field.help_text else []
    widget.attrs["aria-describedby"] = " ".join([*described, f"{auto_id}_error"])


class VietnameseDateField(forms.DateField):
    """A date typed as dd/mm/yyyy."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": _("ngày/tháng/năm")})
        )
        kwargs.setdefault(
            "error_messages",
            {"invalid": _("Ngày chưa đúng. Hãy gõ ngày/tháng/năm, ví dụ 09/7/2021.")},
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Year 1 to 9999 only; a control character is a wrong date, not an error page."""
        if isinstance(value, str) and "\x00" in value:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class VietnameseTimeField(forms.TimeField):
    """A time typed as HH:MM."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:00"}))
        kwargs.setdefault(
            "error_messages", {"invalid": _("Giờ chưa đúng. Hãy gõ giờ:phút, ví dụ 08:00.")}
        )
        super().__init__(**kwargs)


class WholeNumberField(forms.IntegerField):
    """A whole number as people write it: `1500000`, `1.500.000`, `1 500 000`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Dots and blanks between groups of three are no part of the number."""
        if isinstance(value, str) and re.fullmatch(r"\d{1,3}([.\s]\d{3})+", value.strip()):
            value = re.sub(r"[.\s]", "", value)
        return super().to_python(value)
