"""Checking input: fields of the house, and the ground floor's forms."""

from units.forms.fields import (
    CleanTextMixin,
    VietnameseDateField,
    VietnameseTimeField,
    WholeNumberField,
)
from units.forms.ground import (
    AuditFilterForm,
    ChangeWindowsForm,
    DeputyForm,
    FrameForm,
    LoginForm,
    OpenPeriodForm,
    PaperSettingsForm,
    PasswordForm,
    WindowsForm,
)

__all__ = [
    "AuditFilterForm",
    "ChangeWindowsForm",
    "CleanTextMixin",
    "DeputyForm",
    "FrameForm",
    "LoginForm",
    "OpenPeriodForm",
    "PaperSettingsForm",
    "PasswordForm",
    "VietnameseDateField",
    "VietnameseTimeField",
    "WholeNumberField",
    "WindowsForm",
]
