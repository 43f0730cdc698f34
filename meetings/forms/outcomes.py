"""Checking conclusions, certificates, reserved opinions, score changes and speakers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.numbers import parse_decimal, rounded, shown
from meetings.forms.desk import SPOKEN_FORMS, DeskForm
from meetings.forms.fields import rows
from meetings.models import (
    Conclusion,
    HandedCertificate,
    ReservedOpinion,
    ScoreChange,
    Speaker,
)
from units.forms import VietnameseDateField

MOST_POINTS = 1_000_000
WEIGHTS = [(1, _("Bình thường")), (2, _("Quan trọng")), (3, _("Rất quan trọng"))]


class DirectionForm(DeskForm):
    """An agreed direction or a decision, with who carries it out until when."""

    due = VietnameseDateField(label=_("Hạn hoàn thành"), required=False)
    weight = forms.TypedChoiceField(
        label=_("Mức quan trọng"), choices=WEIGHTS, coerce=int, empty_value=1, required=False
    )

    class Meta:
        """Parts `directions` and `decisions`."""

        model = Conclusion
        fields: tuple[str, ...] = (
            "title",
            "detail",
            "area",
            "lead_units",
            "partner_units",
            "due",
            "measure",
            "weight",
            "no_task_reason",
        )
        widgets = {
            "detail": rows(3),
            "lead_units": forms.SelectMultiple(attrs={"size": 4}),
            "partner_units": forms.SelectMultiple(attrs={"size": 4}),
        }
        help_texts = {
            "lead_units": _("Để trống là tất cả các đơn vị. Giữ Ctrl để chọn nhiều đơn vị."),
            "measure": _("Kết quả để biết là đã xong."),
            "no_task_reason": _("Chỉ ghi khi kết luận này không thành nhiệm vụ."),
        }
        error_messages = {
            name: {"invalid_pk_value": _("Lựa chọn không thuộc Khối. Hãy chọn lại.")}
            for name in ("lead_units", "partner_units")
        }

    def clean(self) -> dict[str, Any]:
        """A unit leads or helps, not both."""
        found = super().clean() or self.cleaned_data
        leads, partners = found.get("lead_units") or [], found.get("partner_units") or []
        if both := set(leads) & set(partners):
            names = ", ".join(sorted(unit.short_name for unit in both))
            self.add_error(
                "partner_units",
                _("%(names)s đã là đơn vị chủ trì. Hãy bỏ ở một bên.") % {"names": names},
            )
        return found


class RequestForm(DirectionForm):
    """A request of the reviewer, to the units or to the bloc."""

    class Meta(DirectionForm.Meta):
        """Part `requests`."""

        fields = ("addressee", *DirectionForm.Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].required = True
        self.fields["addressee"].choices = Conclusion.Addressee.choices


class SpeakerForm(DeskForm):
    """Somebody who wants to speak."""

    class Meta:
        """Part `speakers`."""

        model = Speaker
        fields = ("unit", "name", "topic")

    def clean(self) -> dict[str, Any]:
        """A name or a unit says who it is."""
        found = super().clean() or self.cleaned_data
        if not found.get("unit") and not found.get("name"):
            self.add_error("unit", _("Hãy chọn đơn vị hoặc ghi tên người phát biểu."))
        return found


class CertificateForm(DeskForm):
    """A flag or certificate handed over."""

    date = VietnameseDateField(label=_("Ngày quyết định"), required=False)
    year = forms.IntegerField(
        label=_("Thành tích năm"), min_value=1990, max_value=2100, required=False
    )

    class Meta:
        """Part `certificates`."""

        model = HandedCertificate
        fields = ("unit", "award", "year", "number", "date", "issuer")


class OpinionForm(DeskForm):
    """What a unit does not agree with."""

    class Meta:
        """Part `opinions`."""

        model = ReservedOpinion
        fields = ("unit", "text")
        widgets = {"text": rows(3)}


class PointsField(forms.Field):
    """Points as officials type them, two places at most."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """`8,50`."""
        return shown(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """The number; raises ValidationError with a sentence that says what to type."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            found = parse_decimal(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if found != rounded(found, 2) or abs(found) >= MOST_POINTS:
            raise ValidationError(_("Điểm có nhiều nhất hai chữ số sau dấu phẩy."))
        return found


class ScoreChangeForm(DeskForm):
    """A score that the meeting changed; whose and which stays as it was entered."""

    points = PointsField(label=_("Thành (điểm)"))

    class Meta:
        """Part `changes`."""

        model = ScoreChange
        fields = (
            "unit",
            "criterion",
            "points",
            "hands_for",
            "hands_against",
            "hands_abstained",
            "reason",
        )
        widgets = {"reason": rows(2)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("hands_against", "hands_abstained"):
            self.fields[name].required = False
        if self.instance.pk:
            del self.fields["unit"], self.fields["criterion"]

    def _count(self, name: str) -> int:
        return self.cleaned_data.get(name) or 0

    def clean_hands_against(self) -> int:
        """Nothing typed is nobody."""
        return self._count("hands_against")

    def clean_hands_abstained(self) -> int:
        """Nothing typed is nobody."""
        return self._count("hands_abstained")


ROW_FORMS: dict[str, type[DeskForm]] = SPOKEN_FORMS | {
    "requests": RequestForm,
    "directions": DirectionForm,
    "decisions": DirectionForm,
    "speakers": SpeakerForm,
    "certificates": CertificateForm,
    "opinions": OpinionForm,
    "changes": ScoreChangeForm,
}
