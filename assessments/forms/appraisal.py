"""Checking what is typed on score sheets, explanations and assignments."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.models import Explanation, Score, ScoreSheet, Stage
from emulation_bloc.lib.numbers import parse_decimal, shown
from units.forms import CleanTextMixin
from units.models import User

LONGEST_TEXT = 4000
MOST_PLACES = -2


class ScoreForm(CleanTextMixin, forms.Form):
    """One score: points, why they differ, and what only some stages ask."""

    points = forms.CharField(
        label=_("Điểm"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    is_abstained = forms.BooleanField(label=_("Không chấm tiêu chí này"), required=False)
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Bắt buộc khi điểm khác điểm trước đó."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hands = forms.CharField(
        label=_("Biểu quyết"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "8/9 đồng ý"}),
    )
    # Set by the page's script: an unchanged score is accepted by sending it.
    accepted = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: ScoreSheet, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        if sheet.stage != Stage.PEERS:
            del self.fields["is_abstained"]
        if sheet.stage != Stage.AGREEMENT:
            del self.fields["hands"]

    def clean_points(self) -> Decimal | None:
        """The number, at most two places; None while nothing is typed."""
        text = self.cleaned_data["points"]
        if not text:
            return None
        try:
            value = parse_decimal(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if value.normalize().as_tuple().exponent < MOST_PLACES:
            raise ValidationError(_("Điểm có nhiều nhất hai chữ số sau dấu phẩy."))
        return value

    @classmethod
    def stored(
        cls,
        sheet: ScoreSheet,
        row: Score | None,
        base: Decimal | None,
        *,
        accepted: str | None = None,
    ) -> "ScoreForm":
        """The form of the stored score; without one, with what the column starts from. `accepted`:
        the script's mark as it was sent, so that it is no difference between two texts."""
        if row is None:
            given = {"points": base, "accepted": ""}
        else:
            given = {
                "points": row.points,
                "is_abstained": row.is_abstained,
                "reason": row.reason,
                "hands": row.hands,
                "accepted": "1" if row.points is not None else "",
            }
        if accepted is not None:
            given["accepted"] = accepted
        given["points"] = "" if given["points"] is None else shown(given["points"])
        return cls(sheet=sheet, initial=given)

    def stored_text(self, name: str) -> str:
        """How a stored value reads beside what was typed."""
        value = self[name].value()
        if name == "is_abstained":
            return str(_("không chấm")) if value else str(_("có chấm"))
        return str(value or "")


class ExplanationForm(CleanTextMixin, forms.ModelForm):
    """A unit's answer to one change."""

    text = forms.CharField(
        label=_("Giải trình"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        """The words alone; evidence is attached beside them."""

        model = Explanation
        fields = ("text",)


class AssignForm(CleanTextMixin, forms.Form):
    """Who appraises a return, and why another person than before."""

    appraiser = forms.ChoiceField(
        label=_("Người thẩm định"),
        error_messages={"invalid_choice": _("Người được chọn không thẩm định được đơn vị này.")},
    )
    reason = forms.CharField(
        label=_("Lý do đổi người"), required=False, max_length=500, widget=forms.TextInput
    )

    def __init__(self, *args: Any, candidates: Iterable[User], **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        shown_people = [(str(one.pk), _named(one)) for one in candidates]
        self.fields["appraiser"].choices = [("", _("– chọn –")), *shown_people]  # type: ignore[attr-defined]


def _named(user: User) -> str:
    unit = user.unit.short_name if user.unit else ""
    return f"{user.full_name} ({unit})" if unit else user.full_name
