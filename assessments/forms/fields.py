"""Fields that several forms share."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.numbers import parse_decimal, shown_short


class NumberField(forms.CharField):
    """A number as officials type it (`97,5` or `97.5`), cleaned to Decimal or None."""

    def __init__(
        self,
        *,
        places: int = 2,
        least: Decimal | None = None,
        most: Decimal | None = None,
        **kwargs: Any,
    ) -> None:
        self.places, self.least, self.most = places, least, most
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        """The number; each refusal says what to type."""
        text = super().clean(value)
        if not text:
            return None
        try:
            number = parse_decimal(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if number != round(number, self.places):
            words = {"places": self.places}
            raise ValidationError(
                _("Chỉ ghi số nguyên.")
                if not self.places
                else _("Tối đa %(places)d chữ số sau dấu phẩy.") % words
            )
        if self.least is not None and number < self.least:
            least = shown_short(self.least)
            raise ValidationError(_("Số không được nhỏ hơn %(least)s.") % {"least": least})
        if self.most is not None and number > self.most:
            most = shown_short(self.most)
            raise ValidationError(_("Số không được lớn hơn %(most)s.") % {"most": most})
        return number

    def prepare_value(self, value: Any) -> Any:
        """A stored number with a comma, and only the places that it has."""
        return shown_short(value) if isinstance(value, Decimal) else value
