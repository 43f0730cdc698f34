"""Which day the catalogue is read for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DayForm(forms.Form):
    """A day."""

    ngay = forms.DateField(
        label=_("Áp dụng cho ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
