"""A meeting's conclusions and the tasks that they have become."""

from django.db.models import Case, Prefetch, QuerySet, When

from meetings.models import Conclusion, Meeting, Task, TaskShare

ORDER = Case(*(When(kind=kind, then=place) for place, kind in enumerate(Conclusion.Kind.values)))


def conclusions_of(meeting: Meeting) -> QuerySet[Conclusion]:
    """Directions, decisions, requests in the order in which they become tasks, with the units that
    the meeting named. Three queries."""
    rows = Conclusion.objects.filter(meeting=meeting).order_by(ORDER, "position", "pk")
    return rows.prefetch_related("lead_units", "partner_units")


def assigned_tasks(meeting: Meeting) -> QuerySet[Task]:
    """The tasks that its conclusions have become, with their units. Two queries."""
    shares = Prefetch("shares", TaskShare.objects.select_related("unit"))
    tasks = Task.objects.filter(meeting=meeting, conclusion__isnull=False)
    return tasks.select_related("bloc__province").prefetch_related(shares)
