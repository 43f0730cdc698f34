"""What the forms of this floor share."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 20000


def rows(count: int) -> forms.Textarea:
    """A text box of so many lines."""
    return forms.Textarea(attrs={"rows": count})


def not_too_long(text: str) -> None:
    """Refuse what nobody types by hand (`LONGEST_TEXT` characters)."""
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            _("Nội dung dài %(n)d ký tự, vượt giới hạn 20000 ký tự. Hãy rút gọn."),
            params={"n": len(text)},
        )
