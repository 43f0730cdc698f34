"""Checking what a teller types about the tally minutes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import rows
from units.forms import CleanTextMixin


class ReturnTallyForm(CleanTextMixin, forms.Form):
    """Why the minutes go back."""

    reason = forms.CharField(label=_("Lý do trả lại"), max_length=500, widget=rows(2))
