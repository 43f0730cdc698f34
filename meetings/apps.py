"""Meetings, minutes, review reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Meetings, minutes, review reports."""

    name = "meetings"
    verbose_name = _("Hội nghị")
