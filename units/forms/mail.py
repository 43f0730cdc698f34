"""What the desk chooses of its outbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from units.forms.fields import CleanTextMixin
from units.models import Bloc, Mail, User


class MailFilterForm(CleanTextMixin, forms.Form):
    """Which letters the list shows."""

    trang_thai = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[("", _("Tất cả")), *Mail.State.choices]
    )

    def chosen(self) -> str:
        """The state asked for; nothing where it is none."""
        return self.cleaned_data["trang_thai"] if self.is_valid() else ""


class ChosenMailForm(CleanTextMixin, forms.Form):
    """The ticked letters of one bloc, and why they are dropped."""

    thu = forms.ModelMultipleChoiceField(
        label=_("Thư"),
        queryset=Mail.objects.none(),
        error_messages={
            "required": _("Chưa chọn thư nào. Hãy đánh dấu thư cần xử lý."),
            "invalid_choice": _("Có thư không thuộc Khối này. Hãy tải lại trang rồi chọn lại."),
            "invalid_pk_value": _("Có thư không đọc được. Hãy tải lại trang rồi chọn lại."),
        },
    )
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=300)

    def __init__(self, *args: Any, bloc: Bloc, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thu"].queryset = Mail.objects.visible_to(user).filter(bloc=bloc)  # type: ignore[attr-defined]
