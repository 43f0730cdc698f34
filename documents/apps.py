"""Numbered papers: from snapshot to PDF and Word, states, serving, verification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Numbered papers: from snapshot to PDF and Word, states, serving, verification."""

    name = "documents"
    verbose_name = _("Văn bản")
