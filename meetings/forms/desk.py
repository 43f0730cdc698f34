"""Checking what is typed at the meeting's desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import not_too_long, rows
from meetings.models import (
    AgendaItem,
    Attendance,
    Contribution,
    Guest,
    Meeting,
    Reference,
    Remark,
)
from meetings.queries import DeskChoices
from units.forms import CleanTextMixin, VietnameseDateField, VietnameseTimeField


class DeskForm(CleanTextMixin, forms.ModelForm):
    """A form of the desk: units and people from one list for all rows, long texts with a limit."""

    def __init__(self, *args: Any, choices: DeskChoices, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        listed = {
            "unit": (choices.unit_rows, choices.unit_list),
            "host_unit": (choices.unit_rows, choices.unit_list),
            "lead_units": (choices.unit_rows, choices.unit_list),
            "partner_units": (choices.unit_rows, choices.unit_list),
            "criterion": (choices.criterion_rows, choices.criterion_list),
            "user": (choices.user_rows, choices.user_list),
        }
        for name, (listable, shown) in listed.items():
            if field := self.fields.get(name):
                field.queryset = listable
                is_many = isinstance(field, forms.ModelMultipleChoiceField)
                field.choices = shown if is_many else [("", _("– chọn –")), *shown]
                field.error_messages["invalid_choice"] = _(
                    "Lựa chọn không thuộc Khối. Hãy chọn lại."
                )
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea) and field.max_length is None:
                field.validators.append(not_too_long)


class GeneralForm(DeskForm):
    """When and where."""

    date = VietnameseDateField(label=_("Ngày họp"), required=False)
    starts_at = VietnameseTimeField(label=_("Giờ bắt đầu"), required=False)

    class Meta:
        """Part `general`."""

        model = Meeting
        fields = ("title", "date", "starts_at", "place", "host_unit")


class SummaryForm(DeskForm):
    """Who attends, in a phrase."""

    class Meta:
        """Part `summary`."""

        model = Meeting
        fields = ("attendance_summary",)
        widgets = {"attendance_summary": rows(2)}
        help_texts = {
            "attendance_summary": _("Ví dụ: lãnh đạo và chuyên viên phụ trách công tác thi đua.")
        }


class ContextForm(DeskForm):
    """What the half year was like."""

    class Meta:
        """Part `context`."""

        model = Meeting
        fields = ("context",)
        widgets = {"context": rows(6)}
        help_texts = {"context": _("Mỗi dòng là một đoạn trong biên bản và báo cáo.")}


class ResultsForm(DeskForm):
    """What was done."""

    class Meta:
        """Part `results`."""

        model = Meeting
        fields = ("results",)
        widgets = {"results": rows(6)}
        help_texts = {"results": _("Mỗi dòng là một đoạn trong biên bản và báo cáo.")}


class DiscussionForm(DeskForm):
    """The discussion in a sentence."""

    class Meta:
        """Part `discussion`."""

        model = Meeting
        fields = ("discussion",)
        widgets = {"discussion": rows(3)}
        help_texts = {"discussion": _("Biên bản tự thêm “Tại hội nghị, …” ở đầu.")}


class ClosingForm(DeskForm):
    """When it ended; how many copies; what is assumed."""

    ends_at = VietnameseTimeField(label=_("Giờ kết thúc"), required=False)
    copies = forms.IntegerField(label=_("Số bản biên bản"), min_value=1, max_value=50)

    class Meta:
        """Part `closing`."""

        model = Meeting
        fields = ("ends_at", "copies", "assumptions")
        widgets = {"assumptions": rows(2)}
        help_texts = {
            "assumptions": _("Nếu có số liệu giả định, ghi ở đây; in thành một dòng cuối văn bản.")
        }


class GuestForm(DeskForm):
    """A person named in the minutes."""

    class Meta:
        """Part `guests`."""

        model = Guest
        fields = ("role", "name", "title", "organisation", "unit", "user")


class AgendaForm(DeskForm):
    """One item of the agenda."""

    planned_at = VietnameseTimeField(label=_("Giờ dự kiến"), required=False)

    class Meta:
        """Part `agenda`."""

        model = AgendaItem
        fields = ("title", "presenter", "planned_at", "minutes")


class AttendanceForm(DeskForm):
    """One unit at the meeting."""

    arrived_at = VietnameseTimeField(label=_("Đến lúc"), required=False)
    left_at = VietnameseTimeField(label=_("Về lúc"), required=False)

    class Meta:
        """Part `attendance`."""

        model = Attendance
        fields = (
            "presence",
            "name",
            "title",
            "companions",
            "letter",
            "reason",
            "arrived_at",
            "left_at",
        )
        widgets = {"companions": rows(2)}
        help_texts = {
            "companions": _("Mỗi người một dòng: họ tên, chức vụ."),
            "letter": _("Khi ủy quyền: số, ngày giấy ủy quyền."),
            "reason": _("Khi vắng."),
            "arrived_at": _("Khi đến muộn."),
            "left_at": _("Khi về sớm."),
        }


class ContributionForm(DeskForm):
    """What somebody said."""

    class Meta:
        """Part `contributions`."""

        model = Contribution
        fields = ("unit", "speaker", "gist", "request", "answer")
        widgets = {"gist": rows(3), "request": rows(2), "answer": rows(2)}


class RemarkForm(DeskForm):
    """The reviewer's remarks."""

    class Meta:
        """Part `remarks`."""

        model = Remark
        fields = ("speaker", "title", "assessment")
        widgets = {"assessment": rows(3)}


class ReferenceForm(DeskForm):
    """A document referred to."""

    date = VietnameseDateField(label=_("Ngày"), required=False)

    class Meta:
        """Part `references`."""

        model = Reference
        fields = ("kind", "number", "date", "issuer", "subject")


class KeyForm(CleanTextMixin, forms.Form):
    """The page's own name for a contribution, so that a second sending adds nothing."""

    client_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class PresenceForm(CleanTextMixin, forms.Form):
    """Where on the desk somebody writes: the id of the place, empty for nowhere."""

    place = forms.RegexField(r"^[a-z0-9-]*$", required=False, max_length=60)


class MarkForm(CleanTextMixin, forms.Form):
    """One press of the attendance list."""

    presence = forms.ChoiceField(choices=Attendance.Presence.choices)
    letter = forms.CharField(required=False, max_length=200)


MEETING_FORMS: dict[str, type[DeskForm]] = {
    "general": GeneralForm,
    "summary": SummaryForm,
    "context": ContextForm,
    "results": ResultsForm,
    "discussion": DiscussionForm,
    "closing": ClosingForm,
}
SPOKEN_FORMS: dict[str, type[DeskForm]] = {
    "guests": GuestForm,
    "agenda": AgendaForm,
    "attendance": AttendanceForm,
    "contributions": ContributionForm,
    "remarks": RemarkForm,
    "references": ReferenceForm,
}
