"""Checking what is typed before a meeting: the next meeting, its facts, guests, agenda, answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.forms.desk import DeskForm, GeneralForm
from meetings.forms.fields import rows
from meetings.models import AgendaItem, Guest, Invitation, Meeting
from meetings.queries.desk import account_of
from meetings.queries.invitations import ASKED
from units.forms import CleanTextMixin, VietnameseDateField, VietnameseTimeField
from units.models import User


class PlanForm(CleanTextMixin, forms.Form):
    """Which meeting is planned next; an extraordinary one has a title of its own."""

    kind = forms.ChoiceField(label=_("Loại hội nghị"), required=False)
    title = forms.CharField(
        label=_("Tên hội nghị"),
        max_length=300,
        required=False,
        help_text=_("Để trống thì dùng tên thường lệ; hội nghị bất thường phải ghi tên."),
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(kind, Meeting.Kind(kind).label) for kind in kinds]
        field.error_messages["invalid_choice"] = _(
            "Kỳ này đã có hội nghị hoặc không có loại hội nghị đó. Hãy chọn lại."
        )


class CancelForm(CleanTextMixin, forms.Form):
    """Why a meeting is called off."""

    reason = forms.CharField(label=_("Lý do hủy"), max_length=300, widget=rows(2))


class WhenWhereForm(GeneralForm):
    """When, where and how."""

    class Meta(GeneralForm.Meta):
        """Part `general`."""

        fields = ("title", "date", "starts_at", "mode", "place", "host_unit")


class CallForm(DeskForm):
    """What else the invitation says."""

    reply_by = VietnameseDateField(label=_("Trả lời trước ngày"), required=False)

    class Meta:
        """Part `invitation`."""

        model = Meeting
        fields = ("reply_by", "contact", "invitation_note")
        widgets = {"invitation_note": rows(3)}
        help_texts = {"contact": _("Họ tên, chức vụ, số điện thoại.")}


FACT_FORMS: dict[str, type[DeskForm]] = {"general": WhenWhereForm, "invitation": CallForm}


class InvitedGuestForm(DeskForm):
    """A guest with office and body; an account lets the guest answer here."""

    account = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        required=False,
        help_text=_("Nếu khách có tài khoản: nhận giấy mời qua thư. Để trống thì gửi bản giấy."),
    )

    class Meta:
        """A row of part `guests`."""

        model = Guest
        fields = ("role", "name", "title", "organisation")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        role: Any = self.fields["role"]
        role.choices = [(value, Guest.Role(value).label) for value in ASKED]

    def clean_account(self) -> User | None:
        """The account itself; somebody who has none here is told so."""
        name = self.cleaned_data["account"]
        found = account_of(self.meeting, name) if name else None
        if name and found is None:
            raise ValidationError(
                _("Khối và Sở Nội vụ không có tài khoản này. Để trống nếu khách không có.")
            )
        return found

    @property
    def values(self) -> dict[str, Any]:
        """The row as the action takes it."""
        values = dict(self.cleaned_data)
        account = values.pop("account")
        return values | {"user": account}


class AgendaItemForm(DeskForm):
    """One item of the agenda with its minutes."""

    planned_at = VietnameseTimeField(
        label=_("Giờ cố định"),
        required=False,
        help_text=_("Để trống thì tính từ giờ khai mạc và số phút."),
    )
    minutes = forms.IntegerField(label=_("Số phút"), required=False, min_value=1, max_value=600)

    class Meta:
        """A row of part `agenda`."""

        model = AgendaItem
        fields = ("title", "presenter", "minutes", "planned_at")


class InvitationAnswerForm(CleanTextMixin, forms.ModelForm):
    """Who comes, why nobody does, or who stands in with which letter."""

    answer = forms.ChoiceField(
        label=_("Trả lời"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn tham dự, không tham dự hoặc ủy quyền.")},
    )

    class Meta:
        """What is typed; what the answer does not need is left out by the action."""

        model = Invitation
        fields = ("name", "title", "companions", "letter", "reason")
        widgets = {"companions": rows(2)}
        help_texts = {
            "companions": _("Mỗi người một dòng: họ tên, chức vụ."),
            "letter": _("Khi ủy quyền, ví dụ: Giấy ủy quyền số 12/GUQ-SCT ngày 05/7/2021."),
            "reason": _("Khi không tham dự."),
        }

    field_order = ["answer", "name", "title", "companions", "letter", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [Invitation.Answer.YES, Invitation.Answer.NO]
        if self.instance.unit_id:
            kinds.append(Invitation.Answer.STAND_IN)
        field: Any = self.fields["answer"]
        field.choices = [(kind, kind.label) for kind in kinds]
        if self.instance.answer != Invitation.Answer.NONE:
            self.initial["answer"] = self.instance.answer
