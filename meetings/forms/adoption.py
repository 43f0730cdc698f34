"""Checking what is typed on the way of minutes to their adoption: passages, names of versions,
remarks of units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import not_too_long, rows
from meetings.models import MinutesVersion
from units.forms import CleanTextMixin


class PassageForm(CleanTextMixin, forms.Form):
    """Own words of one passage; `told` is the passage as it stands."""

    text = forms.CharField(label=_("Lời văn"), required=False, widget=rows(3))

    def __init__(self, *args: Any, told: Any = None, **kwargs: Any) -> None:
        if told is not None:
            kwargs.setdefault("initial", {"text": told.own or told.template})
            kwargs.setdefault("auto_id", f"{told.key}-%s")
        super().__init__(*args, **kwargs)
        self.fields["text"].validators.append(not_too_long)
        if told is not None:
            self["text"].label = told.label

    def stored_text(self, name: str) -> str:
        """The stored words, for putting two texts side by side."""
        return str(self.initial.get(name, ""))


class VersionForm(CleanTextMixin, forms.Form):
    """The name of a version."""

    name = forms.CharField(
        label=_("Tên bản"),
        max_length=100,
        help_text=_("Ví dụ: Trước khi sửa theo ý kiến của Sở Nội vụ."),
    )


class CompareForm(forms.Form):
    """Which two versions to compare; the second may be the words of this moment."""

    NOW = "hien-tai"

    truoc = forms.ChoiceField(label=_("Bản trước"))
    sau = forms.ChoiceField(label=_("Bản sau"))

    def __init__(self, *args: Any, versions: list[MinutesVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(row.pk), row.name) for row in versions]
        now = (self.NOW, _("Biên bản hiện tại"))
        self.fields["truoc"].choices = listed  # type: ignore[attr-defined]
        self.fields["sau"].choices = [now, *listed]  # type: ignore[attr-defined]


class RemarkForm(CleanTextMixin, forms.Form):
    """What a unit says of one paragraph."""

    paragraph = forms.IntegerField(min_value=0, max_value=5000, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Ý kiến của đơn vị"), max_length=4000, widget=rows(3))
