"""Checking what is typed about tasks and their progress."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import FileForm, IssuedField
from emulation_bloc.lib.files import NewFile
from meetings.forms.fields import not_too_long, rows
from meetings.models import Conclusion, Progress, Task
from units.forms import CleanTextMixin, VietnameseDateField
from units.models import Period, Unit

WEIGHTS = [
    (1, _("1 – thường")),
    (2, "2"),
    (3, _("3 – quan trọng")),
    (4, "4"),
    (5, _("5 – trọng tâm")),
]
UnitList = list[tuple[int, str]]
MOST_FILES = 5


def units_field(label: Any, hint: Any = "") -> forms.TypedMultipleChoiceField:
    """Ticks for the bloc's units."""
    return forms.TypedMultipleChoiceField(
        label=label,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=hint,
        error_messages={"invalid_choice": _("Lựa chọn không thuộc Khối. Hãy chọn lại.")},
    )


def weight_field() -> forms.TypedChoiceField:
    """1 to 5."""
    return forms.TypedChoiceField(label=_("Mức quan trọng"), coerce=int, choices=WEIGHTS, initial=1)


class FilterForm(CleanTextMixin, forms.Form):
    """What the table of tasks shows, and in which order."""

    don_vi = forms.ChoiceField(label=_("Đơn vị"), required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[
            ("", _("tất cả")),
            ("dang-lam", _("đang thực hiện")),
            ("qua-han", _("quá hạn")),
            ("xong", _("đã hoàn thành")),
            ("thoi", _("thôi thực hiện")),
        ],
    )
    linh_vuc = forms.ChoiceField(
        label=_("Lĩnh vực"),
        required=False,
        choices=[("", _("tất cả")), *Conclusion.Area.choices],
    )
    ky = forms.ChoiceField(label=_("Kỳ giao việc"), required=False)
    xep = forms.CharField(required=False, widget=forms.HiddenInput)
    giam = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, units: UnitList, periods: list[tuple[str, str]], is_of_unit: bool
    ) -> None:
        super().__init__(*args)
        own = [("toi", _("đơn vị tôi"))] if is_of_unit else []
        listed = [(str(pk), name) for pk, name in units]
        self.fields["don_vi"].choices = [("", _("tất cả")), *own, *listed]  # type: ignore[attr-defined]
        self.fields["ky"].choices = [("", _("tất cả")), *periods]  # type: ignore[attr-defined]
        for name in ("don_vi", "tinh_trang", "linh_vuc", "ky"):
            self.fields[name].widget.attrs["class"] = "form-select"

    @property
    def shown(self) -> list[Any]:
        """The boxes that are seen."""
        return self.visible_fields()

    def asked(self) -> dict[str, Any]:
        """What was chosen; what is no choice counts as none."""
        self.is_valid()
        return self.cleaned_data


class PlanForm(CleanTextMixin, forms.Form):
    """How one conclusion becomes a task, or why it does not."""

    lead_units = units_field(_("Đơn vị chủ trì"), _("Không chọn là tất cả các đơn vị."))
    partner_units = units_field(_("Đơn vị phối hợp"))
    due = VietnameseDateField(label=_("Hạn"))
    measure = forms.CharField(
        label=_("Kết quả cần đạt"), max_length=300, required=False, widget=rows(2)
    )
    weight = weight_field()
    is_none = forms.BooleanField(label=_("Không giao nhiệm vụ"), required=False)
    no_task_reason = forms.CharField(
        label=_("Lý do không giao"), max_length=300, required=False, widget=rows(2)
    )

    def __init__(self, *args: Any, units: UnitList, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        for name in ("lead_units", "partner_units"):
            self.fields[name].choices = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A conclusion becomes a task or says why not; one unit has one role."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("is_none"):
            self.errors.pop("due", None)  # nothing is due
            if not values.get("no_task_reason"):
                self.add_error(
                    "no_task_reason",
                    _("Hãy ghi lý do không giao nhiệm vụ, hoặc bỏ dấu chọn để giao."),
                )
        else:
            refuse_two_roles(self, values)
        return values


def refuse_two_roles(form: forms.BaseForm, values: dict[str, Any]) -> None:
    """Where nobody is chosen to lead all units do, so that none is left to help."""
    leads, partners = values.get("lead_units") or [], values.get("partner_units") or []
    if partners and not leads:
        form.add_error(
            "partner_units",
            _("Chưa chọn đơn vị chủ trì là tất cả chủ trì. Hãy chọn chủ trì hoặc bỏ phối hợp."),
        )
    if set(leads) & set(partners):
        form.add_error(
            "partner_units", _("Một đơn vị không vừa chủ trì vừa phối hợp. Hãy chọn một vai trò.")
        )


class TaskForm(CleanTextMixin, forms.ModelForm):
    """A task that the desk sets or changes."""

    lead_units = units_field(_("Đơn vị chủ trì"), _("Không chọn là tất cả các đơn vị."))
    partner_units = units_field(_("Đơn vị phối hợp"))
    due = VietnameseDateField(label=_("Hạn"))
    weight = weight_field()

    class Meta:
        """What the desk decides."""

        model = Task
        fields = ("title", "detail", "area", "due", "measure", "weight")
        widgets = {"title": rows(2), "detail": rows(3), "measure": rows(2)}

    def __init__(self, *args: Any, units: UnitList, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.fields["detail"].validators.append(not_too_long)
        for name in ("lead_units", "partner_units"):
            self.fields[name].choices = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One unit has one role."""
        values: dict[str, Any] = super().clean() or {}
        refuse_two_roles(self, values)
        return values


class AddTaskForm(TaskForm):
    """A task set by hand, in one of the open periods."""

    period = forms.ModelChoiceField(label=_("Kỳ"), queryset=Period.objects.none())

    class Meta(TaskForm.Meta):
        """With a code of its own."""

        fields = ("code", *TaskForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, periods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = periods  # type: ignore[attr-defined]
        self.fields["period"].empty_label = None  # type: ignore[attr-defined]


class ChangeTaskForm(TaskForm):
    """A change, with its reason where units have reported already."""

    reason = forms.CharField(
        label=_("Lý do sửa"),
        max_length=1000,
        required=False,
        widget=rows(2),
        help_text=_("Bắt buộc khi đã có đơn vị báo cáo tiến độ."),
    )


class ManyFiles(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """All that were chosen."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class ProofField(forms.Field):
    """Files as proof, each checked by its content; cleaned to `NewFile`s."""

    widget = ManyFiles

    def clean(self, value: Any) -> list[NewFile]:
        """What each file is; the name of the one that is refused stands before the reason."""
        given = list(value or [])
        if len(given) > MOST_FILES:
            raise ValidationError(_("Mỗi lần gửi nhiều nhất %(n)d tệp."), params={"n": MOST_FILES})
        checked = []
        for upload in given:
            form = FileForm({}, MultiValueDict({"file": [upload]}))
            if not form.is_valid():
                said = " ".join(str(line) for line in form.errors["file"])
                raise ValidationError(f"{upload.name}: {said}")
            checked.append(form.cleaned_data["file"])
        return checked


class ProgressForm(CleanTextMixin, forms.ModelForm):
    """How far a unit's part is, what was done, and the proof."""

    percent = forms.IntegerField(
        label=_("Tiến độ (%)"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"min": 0, "max": 100, "inputmode": "numeric"}),
        help_text=_("Từ 0 đến 100; ghi 100 khi đã hoàn thành."),
        error_messages={
            "min_value": _("Tiến độ từ 0 đến 100."),
            "max_value": _("Tiến độ từ 0 đến 100."),
            "invalid": _("Hãy ghi số nguyên từ 0 đến 100."),
        },
    )
    date = IssuedField(label=_("Ngày văn bản"), required=False)
    proof = ProofField(
        label=_("Tệp minh chứng"),
        required=False,
        help_text=_("PDF, Word, Excel, PowerPoint hoặc ảnh; mỗi tệp không quá 10 MB."),
    )

    class Meta:
        """What a unit reports."""

        model = Progress
        fields = ("percent", "text", "number", "date", "issuer")
        widgets = {"text": rows(4)}
        help_texts = {"number": _("Nếu có văn bản làm minh chứng, ví dụ 45/BC-SNN.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.fields["text"].validators.append(not_too_long)
        self.fields["text"].error_messages["required"] = _("Hãy ghi kết quả thực hiện.")


class NoteForm(CleanTextMixin, forms.Form):
    """A reason or a note; what it must hold says the action."""

    text = forms.CharField(label=_("Lý do"), max_length=2000, required=False, widget=rows(2))

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


def chosen_units(form: forms.BaseForm, name: str, units: list[Unit]) -> list[Unit]:
    """The ticked units in the bloc's order."""
    ids = set(form.cleaned_data.get(name) or [])
    return [unit for unit in units if unit.pk in ids]
