"""Checking what a unit types on its desk, and what is decided about a round."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.actions.answers import MOST_WORDS
from assessments.formulas import Input, clean_figures, inputs_of
from assessments.models import Answer, AssessmentSection, TargetProgress
from emulation_bloc.lib.numbers import parse_decimal, plain
from units.forms import CleanTextMixin, VietnameseDateField

INVALID_CHOICE = {"invalid_choice": _("Hãy chọn một mục trong danh sách.")}


class OpenRoundForm(CleanTextMixin, forms.Form):
    """Which criteria edition a scored period is opened with."""

    criteria_set = forms.TypedChoiceField(
        label=_("Bộ tiêu chí áp dụng"), coerce=int, error_messages=INVALID_CHOICE
    )

    def __init__(self, *args: Any, sets: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria_set"].choices = [(one.pk, str(one)) for one in sets]  # type: ignore[attr-defined]


class ExtensionForm(CleanTextMixin, forms.Form):
    """A later deadline for one unit."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, error_messages=INVALID_CHOICE)
    until = VietnameseDateField(label=_("Gia hạn đến hết ngày"))
    reason = forms.CharField(
        label=_("Lý do gia hạn"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("– Chọn đơn vị –")), *units]  # type: ignore[attr-defined]


class ReasonForm(CleanTextMixin, forms.Form):
    """Why: for a step that somebody else has to understand."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(CleanTextMixin, forms.Form):
    """Whether a leaf may be left out, with a sentence."""

    is_agreed = forms.TypedChoiceField(
        label=_("Quyết định"),
        coerce=lambda text: text == "1",
        choices=[("1", _("Đồng ý không áp dụng")), ("0", _("Không đồng ý, vẫn áp dụng"))],
        error_messages=INVALID_CHOICE,
    )
    reply = forms.CharField(
        label=_("Ý kiến của thư ký"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


MOST_REPORT = 20000


class WordsForm(CleanTextMixin, forms.Form):
    """Words with what stands before them; subclasses put their own fields first."""

    words = forms.CharField(
        label=_("Kết quả và thuyết minh"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": MOST_WORDS}),
    )

    def __init__(
        self, data: Any = None, *, own: Mapping[str, forms.Field], initial: Mapping[str, Any]
    ) -> None:
        fields = {**own, "words": self.declared_fields["words"]}
        self.base_fields = fields  # type: ignore[misc]  # this form alone has these fields
        super().__init__(data, initial=initial, auto_id="%s")

    def stored_text(self, name: str) -> str:
        """A stored value as the screen shows it, beside what somebody else has typed."""
        value = self.initial.get(name, "")
        return dict(getattr(self.fields[name], "choices", [])).get(value, str(value))


class AnswerForm(WordsForm):
    """Figures of one criterion, a field for each input of its parts, and words.

    `fixed`: part → registered target, which is read and not typed.
    """

    def __init__(self, data: Any = None, *, answer: Answer, fixed: Mapping[int, Decimal]) -> None:
        self.criterion = answer.criterion
        self.parts = [
            [one for one in inputs if not (one.name == "target" and place in fixed)]
            for place, inputs in enumerate(inputs_of(self.criterion.kind, self.criterion.parts))
        ]
        own = {
            f"p{place}-{one.name}": _figure_field(one)
            for place, inputs in enumerate(self.parts)
            for one in inputs
        }
        initial = {"words": answer.words} | _typed(answer.figures)
        super().__init__(data, own=own, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Figures as they are stored, with a sentence at each field that cannot be taken."""
        given = self.cleaned_data
        raw = {name: str(given.get(name) or "") for name in self.fields if name != "words"}
        criterion = self.criterion
        figures, errors = clean_figures(criterion.kind, criterion.parts, criterion.max_points, raw)
        for name, sentence in errors.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return {"figures": figures, "words": given.get("words", "")}


def _typed(figures: Any) -> dict[str, str]:
    """Stored figures as they are typed: `97,5`."""
    return {
        f"p{place}-{name}": str(text).replace(".", ",")
        for place, row in enumerate(figures)
        for name, text in row.items()
    }


def _figure_field(one: Input) -> forms.Field:
    """One field of a part. Numbers are texts here, so that nothing that was typed is lost."""
    shared: dict[str, Any] = {"label": one.label, "help_text": one.hint, "required": False}
    blank = ("", _("– Chưa chọn –"))
    if one.kind == "choice":
        choices = [blank, *one.choices]
        return forms.ChoiceField(choices=choices, error_messages=INVALID_CHOICE, **shared)
    if one.kind == "yes_no":
        choices = [blank, ("yes", _("Có")), ("no", _("Không"))]
        return forms.ChoiceField(choices=choices, error_messages=INVALID_CHOICE, **shared)
    mode = "numeric" if one.kind == "count" else "decimal"
    widget = forms.TextInput(attrs={"inputmode": mode, "class": "figure"})
    return forms.CharField(max_length=200, widget=widget, **shared)


class ProgressForm(WordsForm):
    """How far a registered target has come."""

    def __init__(self, data: Any = None, *, progress: TargetProgress | None) -> None:
        actual = progress.actual if progress else None
        initial = {
            "actual": "" if actual is None else plain(actual).replace(".", ","),
            "words": progress.words if progress else "",
        }
        super().__init__(data, own={"actual": _figure_field(ACTUAL)}, initial=initial)

    def clean_actual(self) -> Decimal | None:
        """A number of at most fourteen digits and four places, or nothing."""
        typed = self.cleaned_data["actual"]
        if not typed:
            return None
        try:
            return parse_decimal(typed)
        except ValueError as error:
            raise ValidationError(str(error)) from error


ACTUAL = Input("actual", str(_("Thực hiện")), "number")


class SectionForm(CleanTextMixin, forms.Form):
    """One part of the unit's report."""

    body = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=MOST_REPORT,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": MOST_REPORT}),
    )

    def __init__(self, data: Any = None, *, section: AssessmentSection) -> None:
        super().__init__(data, initial={"body": section.body}, auto_id=f"section-{section.pk}-%s")
        self.fields["body"].label = self["body"].label = section.get_key_display()

    def stored_text(self, name: str) -> str:
        """A stored value as the screen shows it."""
        return str(self.initial[name])


class ReturnForm(CleanTextMixin, forms.Form):
    """Why a return is sent back: a reason for each criterion that is reopened, one for the
    report."""

    report_reason = forms.CharField(
        label=_("Báo cáo và tiến độ chỉ tiêu"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, answers: Iterable[Answer]) -> None:
        own = {
            f"answer-{one.pk}": forms.CharField(
                label=str(one.criterion),
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for one in answers
        }
        fields = own | {"report_reason": self.declared_fields["report_reason"]}
        self.base_fields = fields  # type: ignore[misc]  # this form alone has these fields
        super().__init__(data)

    def reasons(self) -> dict[int, str]:
        """Answer → why, of those that are to be reopened."""
        return {
            int(name.removeprefix("answer-")): text
            for name, text in self.cleaned_data.items()
            if name.startswith("answer-") and text
        }
