"""Checking the record of an election, and of a handover."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.actions.elections import Counted
from meetings.forms.fields import not_too_long, rows
from meetings.models import Election, HandoverItem
from units.forms import CleanTextMixin, VietnameseDateField
from units.models import Unit, User

MOST = 10_000


class ElectionForm(CleanTextMixin, forms.Form):
    """Counts, votes of each unit put forward, and who was elected."""

    method = forms.ChoiceField(label=_("Hình thức bầu"), choices=Election.Method.choices)
    issued = forms.IntegerField(
        label=_("Số phiếu phát ra"),
        min_value=0,
        max_value=MOST,
        help_text=_("Giơ tay: ghi số đơn vị biểu quyết, để trống hai ô bên."),
    )
    collected = forms.IntegerField(
        label=_("Số phiếu thu về"), min_value=0, max_value=MOST, required=False
    )
    valid = forms.IntegerField(
        label=_("Số phiếu hợp lệ"), min_value=0, max_value=MOST, required=False
    )
    elected = forms.ChoiceField(label=_("Đơn vị trúng cử"), required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        self.units = units
        for unit in units:
            field = forms.IntegerField(
                label=unit.short_name, min_value=0, max_value=MOST, required=False
            )
            self.base_fields = self.base_fields | {f"votes_{unit.pk}": field}
        super().__init__(*args, **kwargs)
        self.fields["elected"].choices = [
            ("", _("Chưa có đơn vị trúng cử")),
            *((str(unit.pk), unit.name) for unit in units),
        ]

    def clean(self) -> dict[str, Any]:
        """With a show of hands nothing is handed out: whoever takes part counts. A secret ballot
        wants all three counts."""
        given = super().clean() or {}
        is_ballot = given.get("method") == Election.Method.SECRET
        for name in ("collected", "valid"):
            if given.get(name) is not None or name in self.errors:
                continue
            if is_ballot:
                self.add_error(name, _("Bỏ phiếu kín cần ghi số này."))
            else:
                given[name] = given.get("issued")
        return given

    @property
    def votes(self) -> list[tuple[Unit, Any]]:
        """Each member with its field."""
        return [(unit, self[f"votes_{unit.pk}"]) for unit in self.units]

    def counted(self) -> Counted:
        """As the action takes it: a unit without votes typed was not put forward."""
        given = self.cleaned_data
        votes = {unit: given[f"votes_{unit.pk}"] for unit in self.units}
        chosen = {str(unit.pk): unit for unit in self.units}
        return Counted(
            given["method"],
            given["issued"],
            given["collected"],
            given["valid"],
            {unit: count for unit, count in votes.items() if count is not None},
            chosen.get(given["elected"]),
        )


class HandoverForm(CleanTextMixin, forms.Form):
    """Who takes over, from which day; the next deputy and secretary."""

    taker = forms.ModelChoiceField(
        label=_("Trưởng khối mới"), queryset=User.objects.none(), empty_label=_("– chọn –")
    )
    starts = VietnameseDateField(
        label=_("Nhận nhiệm vụ từ ngày"),
        help_text=_("Quyền chuyển lúc 0 giờ ngày này, không ai phải bấm gì."),
    )
    deputy = forms.ModelChoiceField(
        label=_("Phó Trưởng khối mới"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Không đổi"),
    )
    secretary = forms.ModelChoiceField(
        label=_("Thư ký khối mới"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Không đổi"),
    )

    def __init__(self, *args: Any, people: QuerySet[User], starts: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts": starts} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for name in ("taker", "deputy", "secretary"):
            field = self.fields[name]
            field.queryset = people
            field.label_from_instance = _named
            field.error_messages["invalid_choice"] = _("Người này không thuộc Khối. Hãy chọn lại.")


def _named(user: User) -> str:
    return ", ".join(part for part in (user.full_name, user.position) if part)


class HandoverItemForm(CleanTextMixin, forms.ModelForm):
    """One line of what is handed over."""

    class Meta:
        """What is typed."""

        model = HandoverItem
        fields = ("title", "quantity", "condition", "is_checked")


class HandoverNotesForm(CleanTextMixin, forms.Form):
    """Witness and what else."""

    witness = forms.CharField(
        label=_("Người chứng kiến"),
        max_length=300,
        required=False,
        help_text=_("Họ tên, chức vụ, cơ quan."),
    )
    note = forms.CharField(
        label=_("Nội dung khác"), required=False, widget=rows(3), validators=[not_too_long]
    )


class DropForm(CleanTextMixin, forms.Form):
    """Why a handover is taken back."""

    reason = forms.CharField(label=_("Lý do hủy bàn giao"), max_length=500, widget=rows(2))
