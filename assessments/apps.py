"""Criteria, self-assessment, evidence, appraisal, ranking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Criteria, self-assessment, evidence, appraisal, ranking."""

    name = "assessments"
    verbose_name = _("Tự đánh giá, thẩm định, xếp hạng")

    def ready(self) -> None:
        """Let the deadlines of a round move with the windows of its period, and the calendar know
        who has handed in."""
        from assessments.actions.rounds import follow_windows  # app ready
        from units.actions.periods import followers  # app ready

        if follow_windows not in followers:
            followers.append(follow_windows)
        from assessments.queries.calendar import handed_in  # app ready
        from units.queries.calendar import progress  # app ready

        if handed_in not in progress:
            progress.append(handed_in)
        from assessments.queries.frozen import seen_rankings  # app ready
        from documents.actions.packs import still_seen  # app ready

        still_seen["diem"] = seen_rankings
