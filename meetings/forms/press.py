"""Checking what is typed into the press note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import vietnamese
from meetings.forms.fields import LONGEST_TEXT, not_too_long, rows
from meetings.models import Meeting
from units.forms import CleanTextMixin


class PressForm(CleanTextMixin, forms.ModelForm):
    """The note. A box that was never typed into shows what the facts tell; as long as that stands
    there unchanged nothing is stored, so that the note keeps following them."""

    class Meta:
        """The text."""

        model = Meeting
        fields = ("press_note",)
        widgets = {"press_note": rows(22)}
        help_texts = {"press_note": _("Dòng đầu là tiêu đề; mỗi đoạn cách nhau một dòng trống.")}

    def __init__(self, *args: Any, instance: Meeting, told: str, **kwargs: Any) -> None:
        self.told = told
        shown = {"press_note": instance.press_note or told}
        super().__init__(*args, instance=instance, initial=shown, **kwargs)
        self.fields["press_note"].validators.append(not_too_long)

    def clean_press_note(self) -> str:
        """The text of the facts, now or when the page was made, is none of one's own."""
        given: str = self.cleaned_data["press_note"]
        served = vietnamese.clean(self.data.get("told", "")[:LONGEST_TEXT])
        return "" if given in {served, vietnamese.clean(self.told)} else given

    def stored_text(self, name: str) -> str:
        """The stored text as the screen shows it."""
        return self.instance.press_note or self.told
