"""Meetings, minutes, review reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Meetings, minutes, review reports."""

    name = "meetings"
    verbose_name = _("Hội nghị")

    def ready(self) -> None:
        """Meetings, answers and tasks stand in the calendar of the year; finished tasks are
        offered as evidence."""
        from assessments.queries import offers  # app ready
        from meetings.queries.calendar import dates, held  # app ready
        from meetings.queries.task_offers import finished_tasks  # app ready
        from units.queries.calendar import progress, sources  # app ready

        if dates not in sources:
            sources.append(dates)
            progress.append(held)
        if finished_tasks not in offers.sources:
            offers.sources.append(finished_tasks)
