"""Checking facts of a year: a value and the paper it stands in, for each kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.actions.facts import MOST, MOST_PEOPLE, lacks_fit
from awards.models import Fact, Subject
from awards.queries.fact_rows import KINDS, NUMBERS, RATINGS, value_of
from units.forms import CleanTextMixin
from units.forms.fields import VietnameseDateField, WholeNumberField

Kind = Fact.Kind


class FactsForm(CleanTextMixin, forms.Form):
    """All kinds that are said of the subject; empty means that nothing is known.

    What was shown is sent along, so that only what the person changed is saved: figures that
    somebody else wrote meanwhile stay.
    """

    def __init__(self, *args: Any, subject: str, now: dict[str, Fact], **kwargs: Any) -> None:
        self.kinds = KINDS[subject]
        self.base_fields = {}
        start: dict[str, Any] = {}
        for kind in self.kinds:
            self.base_fields[f"v_{kind}"] = _value_field(kind)
            self.base_fields[f"s_{kind}"] = forms.CharField(
                label=_("Văn bản, nguồn: %(what)s") % {"what": kind.label},
                required=False,
                max_length=300,
            )
            if kind in now:
                start |= {f"v_{kind}": value_of(now[kind]), f"s_{kind}": now[kind].source}
        for field in self.base_fields.values():
            field.show_hidden_initial = True
        super().__init__(*args, initial=start, **kwargs)

    def pairs(self) -> list[tuple[Any, Any]]:
        """Value and source of each kind, bound."""
        return [(self[f"v_{kind}"], self[f"s_{kind}"]) for kind in self.kinds]

    def clean(self) -> dict[str, Any]:
        """Parts are no larger than their whole; a source needs something that it says."""
        given: dict[str, Any] = super().clean() or {}
        values = {str(kind): given.get(f"v_{kind}") for kind in self.kinds}
        for kind, text in lacks_fit(values):
            self.add_error(f"v_{kind}", text)
        for kind in self.kinds:
            is_empty = given.get(f"v_{kind}") in (None, "")
            if given.get(f"s_{kind}") and is_empty and f"v_{kind}" not in self.errors:
                self.add_error(f"v_{kind}", _("Hãy ghi nội dung mà văn bản này xác nhận."))
        return given

    def values(self) -> dict[str, tuple[Any, str]]:
        """What was changed, as the action takes it."""
        given, changed = self.cleaned_data, set(self.changed_data)
        return {
            str(kind): (given[f"v_{kind}"], given[f"s_{kind}"])
            for kind in self.kinds
            if changed & {f"v_{kind}", f"s_{kind}"}
        }


class WhoForm(CleanTextMixin, forms.Form):
    """About whom within the unit."""

    doi_tuong = forms.ChoiceField(
        label=_("Đối tượng"), choices=[row for row in Subject.choices if row[0] != Subject.UNIT]
    )
    ten = forms.CharField(label=_("Tên tập thể, cá nhân"), max_length=200)


def _value_field(kind: Fact.Kind) -> forms.Field:
    if kind in NUMBERS:
        return WholeNumberField(
            label=kind.label, required=False, min_value=0, max_value=MOST.get(kind, MOST_PEOPLE)
        )
    if kind in RATINGS:
        choices = [("", _("Chưa có")), *Fact.Rating.choices]
        return forms.ChoiceField(label=kind.label, required=False, choices=choices)
    if kind == Kind.EXCEEDS:
        choices = [("", _("Chưa có")), ("1", _("Có")), ("0", _("Không"))]
        return forms.ChoiceField(label=kind.label, required=False, choices=choices)
    if kind == Kind.DISCIPLINE_END:
        return VietnameseDateField(label=kind.label, required=False)
    return forms.CharField(label=kind.label, required=False, max_length=400)
