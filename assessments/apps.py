"""Criteria, self-assessment, evidence, appraisal, ranking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Criteria, self-assessment, evidence, appraisal, ranking."""

    name = "assessments"
    verbose_name = _("Tự đánh giá, thẩm định, xếp hạng")
