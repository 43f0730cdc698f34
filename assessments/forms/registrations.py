"""Checking what is typed into a registration."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.models import AimedTitle, PlannedMovement, Target
from emulation_bloc.lib.numbers import parse_decimal, plain
from emulation_bloc.lib.saving import stored_text
from units.forms import CleanTextMixin
from units.models import Unit


class FigureField(forms.CharField):
    """A number as officials type it (`97,5` or `97.5`), up to four decimals; empty is None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """The number, or a sentence about what is wrong with it."""
        text = str(super().to_python(value) or "")
        if not text:
            return None
        try:
            return parse_decimal(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        """A stored number with a comma; what was typed as it was typed."""
        return figure_text(value) if isinstance(value, Decimal) else value


def figure_text(number: Decimal | None) -> str:
    """A figure as a field holds it: `97,5` without marks between thousands, nothing for None."""
    return "" if number is None else plain(number).replace(".", ",")


class TargetForm(CleanTextMixin, forms.ModelForm):
    """One registered target; `choices` are the figures of the score sheet that it may feed."""

    base = FigureField(label=_("Thực hiện năm trước"))
    plan = FigureField(label=_("Kế hoạch năm"))
    feeds = forms.ChoiceField(
        label=_("Dùng cho tiêu chí"),
        required=False,
        help_text=_("Kế hoạch tự điền vào bảng tự chấm điểm."),
        error_messages={"invalid_choice": _("Tiêu chí không có trong bộ tiêu chí của năm.")},
    )

    class Meta:
        """Part `targets`."""

        model = Target
        fields = ("content", "measure", "base", "plan", "source")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        field: Any = self.fields["feeds"]
        stored = self._stored_feed()
        listed = list(choices)
        if stored and stored not in dict(choices):
            gone = _("%(code)s (không còn trong bộ tiêu chí)")
            listed.append((stored, gone % {"code": stored.rpartition(":")[0]}))
        field.choices = [("", _("– không –")), *listed]
        self.initial["feeds"] = stored
        if not listed:
            del self.fields["feeds"]

    def _stored_feed(self) -> str:
        row = self.instance
        return f"{row.criterion_code}:{row.part}" if row.criterion_code else ""

    def clean(self) -> dict[str, Any]:
        """The figure that is fed, as code and part."""
        cleaned = super().clean() or {}
        if "feeds" in cleaned:
            code, _colon, part = cleaned.pop("feeds").rpartition(":")
            cleaned["criterion_code"], cleaned["part"] = code, int(part or 0)
        return cleaned

    def stored_text(self, name: str) -> str:
        """A stored value as the screen shows it."""
        if name == "feeds":
            return str(dict(self.fields["feeds"].choices).get(self._stored_feed(), ""))  # type: ignore[attr-defined]
        if name in {"base", "plan"}:
            return str(self.fields[name].prepare_value(getattr(self.instance, name)) or "")
        return stored_text(self, name)


class TitleForm(CleanTextMixin, forms.ModelForm):
    """A title or commendation aimed at."""

    count = forms.IntegerField(label=_("Số lượng"), min_value=1, max_value=999, initial=1)

    class Meta:
        """Part `titles`."""

        model = AimedTitle
        fields = ("subject", "name", "count")

    def __init__(self, *args: Any, choices: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)


class MovementForm(CleanTextMixin, forms.ModelForm):
    """A movement that the unit means to run."""

    class Meta:
        """Part `movements`."""

        model = PlannedMovement
        fields = ("name", "aims", "launch", "final_review")
        widgets = {"aims": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"launch": _("Ví dụ: tháng 3/2021.")}

    def __init__(self, *args: Any, choices: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)


REGISTRATION_FORMS: dict[str, Any] = {
    "targets": TargetForm,
    "titles": TitleForm,
    "movements": MovementForm,
}


class YearForm(forms.Form):
    """Which year is listed."""

    nam = forms.IntegerField(required=False, min_value=2000, max_value=2100)


class StartForm(forms.Form):
    """For which own unit and year a registration is begun."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        error_messages={"invalid_choice": _("Đơn vị này không thuộc phạm vi được phân công.")},
    )
    year = forms.TypedChoiceField(
        coerce=int,
        error_messages={"invalid_choice": _("Chỉ đăng ký cho năm nay; từ tháng 12 cho năm sau.")},
    )

    def __init__(self, *args: Any, user: Any, years: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.visible_to(user).filter(pk__in=user.rights.units)
        year: Any = self.fields["year"]
        year.choices = [(str(one), str(one)) for one in sorted(years)]


class ReasonForm(CleanTextMixin, forms.Form):
    """Why something is opened again or taken away."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
