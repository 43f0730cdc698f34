"""Criteria, self-assessment, evidence, appraisal, ranking (comes with its own issue)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Criteria, self-assessment, evidence, appraisal, ranking (comes with its own issue)."""

    name = "assessments"
    verbose_name = _("Tự đánh giá")
