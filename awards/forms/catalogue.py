"""Which day the catalogue is read for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from units.forms import CleanTextMixin, VietnameseDateField


class DayForm(CleanTextMixin, forms.Form):
    """A day."""

    ngay = VietnameseDateField(label=_("Áp dụng cho ngày"))
