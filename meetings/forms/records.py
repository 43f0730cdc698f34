"""Checking what is typed of movements, exemplary models and common activities."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import not_too_long, rows
from meetings.models import Activity, ExemplaryModel, Movement
from units.forms import CleanTextMixin, VietnameseDateField, WholeNumberField
from units.models import Unit

NOT_LISTED = _("Đơn vị này không có trong danh sách. Hãy chọn lại.")
MOST_PEOPLE = 1_000_000
MOST_DONG = 10**12


class RecordForm(CleanTextMixin, forms.ModelForm):
    """What the three have in common: whose it is, long texts with a limit.

    `owners` are the units for which the person may write; with `is_common` also the bloc itself.
    """

    owner = forms.ChoiceField(label=_("Đơn vị"), required=False)

    def __init__(
        self,
        *args: Any,
        owners: list[Unit],
        members: list[Unit],
        member_rows: QuerySet[Unit],
        is_common: bool,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.owners = {str(unit.pk): unit for unit in owners}
        common = [("", _("Của Khối"))] if is_common else []
        choices = common + [(key, unit.name) for key, unit in self.owners.items()]
        self.fields["owner"].choices = choices
        self.fields["owner"].initial = str(self.instance.unit_id or (choices or [("", "")])[0][0])
        self.fields["owner"].required = not is_common
        if "units" in self.fields:
            self.fields["units"].queryset = member_rows
            self.fields["units"].choices = [(unit.pk, unit.name) for unit in members]
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea) and field.max_length is None:
                field.validators.append(not_too_long)

    def owner_unit(self) -> Unit | None:
        """Whose it is; None for the bloc's own."""
        return self.owners.get(self.cleaned_data.get("owner", ""))

    def values(self) -> dict[str, Any]:
        """As the actions take them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class MovementForm(RecordForm):
    """A movement."""

    launched_on = VietnameseDateField(label=_("Ngày phát động"))
    ends_on = VietnameseDateField(label=_("Thời gian kết thúc"), required=False)
    midterm_on = VietnameseDateField(label=_("Ngày sơ kết"), required=False)
    final_on = VietnameseDateField(label=_("Ngày tổng kết"), required=False)
    field_order = ["owner"]

    class Meta:
        """What is typed."""

        model = Movement
        fields = (
            "name", "kind", "aims", "launched_on", "launch_paper", "ends_on", "midterm_on",
            "midterm_result", "final_on", "final_result",
        )  # fmt: skip
        widgets = {"aims": rows(3), "midterm_result": rows(3), "final_result": rows(3)}
        help_texts = {"launch_paper": _("Ví dụ: Kế hoạch số 90/KH-UBND ngày 11/6/2021.")}


class ModelForm(RecordForm):
    """An exemplary model."""

    found_on = VietnameseDateField(label=_("Ngày phát hiện, giới thiệu"))
    spread_on = VietnameseDateField(label=_("Ngày nhân rộng"), required=False)
    field_order = ["owner"]

    class Meta:
        """What is typed."""

        model = ExemplaryModel
        fields = (
            "name", "subject", "stage", "found_on", "description", "spread_on", "spread_how",
            "decision",
        )  # fmt: skip
        widgets = {"description": rows(4), "spread_how": rows(3)}


class ActivityForm(RecordForm):
    """A common activity."""

    date = VietnameseDateField(label=_("Ngày"))
    participants = WholeNumberField(
        label=_("Số người tham gia"), required=False, min_value=0, max_value=MOST_PEOPLE
    )
    spending = WholeNumberField(
        label=_("Kinh phí (đồng)"),
        required=False,
        min_value=0,
        max_value=MOST_DONG,
        help_text=_("Ví dụ: 15.000.000."),
    )
    field_order = ["owner"]

    class Meta:
        """What is typed."""

        model = Activity
        fields = ("name", "kind", "date", "place", "participants", "units", "spending", "result")
        widgets = {"result": rows(3), "units": forms.CheckboxSelectMultiple}
        error_messages = {
            "units": {
                "invalid_choice": NOT_LISTED,
                "invalid_pk_value": NOT_LISTED,
                "invalid_list": NOT_LISTED,
            }
        }


FORMS: dict[str, type[RecordForm]] = {
    "phong-trao": MovementForm,
    "dien-hinh": ModelForm,
    "hoat-dong": ActivityForm,
}


class YearForm(CleanTextMixin, forms.Form):
    """Which year the lists show."""

    nam = forms.IntegerField(label=_("Năm"), required=False, min_value=2000, max_value=2100)
