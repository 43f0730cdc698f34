"""Checking what is typed of nominations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import Award, Check, Hold, Nomination, Reason
from meetings.models import Movement
from units.forms import CleanTextMixin
from units.models import Bloc, Unit, User

LONGEST = 2000  # of a summary


def _lines(count: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count})


class NominateForm(CleanTextMixin, forms.ModelForm):
    """Whom, for what, within which unit; only what the person may choose from."""

    summary = forms.CharField(
        label=_("Tóm tắt thành tích"), max_length=LONGEST, required=False, widget=_lines(5)
    )

    class Meta:
        """What is typed."""

        model = Nomination
        fields = (
            "unit", "subject", "subject_name", "award", "reason", "movement", "theme", "summary",
        )  # fmt: skip
        labels = {
            "unit": _("Đơn vị"),
            "award": _("Danh hiệu, hình thức khen thưởng"),
            "movement": _("Phong trào của Khối"),
        }
        help_texts = {
            "subject_name": _("Để trống khi đề nghị cho chính đơn vị."),
            "theme": _("Ghi khi không chọn phong trào ở trên."),
        }

    def __init__(self, *args: Any, bloc: Bloc, user: User, units: Iterable[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        chosen = [unit.pk for unit in units]
        self.fields["unit"].queryset = Unit.objects.visible_to(user).filter(pk__in=chosen)
        if len(chosen) == 1:
            self.fields["unit"].initial = chosen[0]
        self.fields["award"].queryset = Award.objects.visible_to(user)
        groups = [
            (kind.label, [(row.pk, row.name) for row in self.fields["award"].queryset.filter(
                kind=kind)])
            for kind in Award.Kind
        ]  # fmt: skip
        self.fields["award"].choices = [("", "---------"), *groups]
        self.fields["movement"].queryset = Movement.objects.visible_to(user).filter(bloc=bloc)
        self.fields["reason"].initial = Reason.MOVEMENT

    def _post_clean(self) -> None:
        """What does not fit together, the action says in words; no instance is built here."""


class ReasonForm(CleanTextMixin, forms.Form):
    """Why a nomination ends."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=_lines(2))


class SummaryForm(CleanTextMixin, forms.Form):
    """What the award is for, in the words of the tờ trình."""

    summary = forms.CharField(
        label=_("Tóm tắt thành tích"),
        max_length=LONGEST,
        required=False,
        widget=_lines(4),
        help_text=_("Vài câu, in trong danh sách của tờ trình."),
    )


class HoldForm(CleanTextMixin, forms.ModelForm):
    """Ground, paper and what it is about."""

    class Meta:
        """What is typed."""

        model = Hold
        fields = ("ground", "document", "note")
        widgets = {"note": _lines(2)}


class LiftForm(CleanTextMixin, forms.Form):
    """The paper that ends a hold."""

    conclusion = forms.CharField(
        label=_("Văn bản kết luận (số, ngày, cơ quan)"), max_length=300, widget=_lines(2)
    )


class DecideForm(CleanTextMixin, forms.Form):
    """What a person concludes of a condition, on what ground."""

    outcome = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[row for row in Check.Outcome.choices if row[0] != Check.Outcome.PERSON],
    )
    why = forms.CharField(label=_("Căn cứ kết luận"), max_length=1000, widget=_lines(2))
