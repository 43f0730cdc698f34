"""What dossiers and decisions put into a pack, and who may still see it."""

from typing import Any

from awards.models import Decision, DossierFile, Grant, Nomination
from units.models import User


def seen_dossier_files(user: User, ids: list[int]) -> set[int]:
    """Which of these files belong to nominations that the person may see."""
    rows: Any = DossierFile.objects.visible_to(user)
    return set(rows.filter(pk__in=ids).values_list("pk", flat=True))


def seen_decisions(user: User, ids: list[int]) -> set[int]:
    """Which of these decisions the person may see."""
    rows = Decision.objects.visible_to(user).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def dossier_files(user: User, periods: list[int]) -> list[DossierFile]:
    """The files of the nominations of these periods that were sent, as the person may see them."""
    rows: Any = DossierFile.objects.visible_to(user).filter(
        nomination__period__in=periods, nomination__submitted_at__isnull=False
    )
    rows = rows.select_related("nomination__unit", "nomination__award")
    return list(rows.order_by("nomination__period", "nomination__position", "nomination", "pk"))


def decisions_of_periods(user: User, periods: list[int]) -> list[Decision]:
    """The decisions that grant something nominated in these periods, oldest first."""
    nominations = Nomination.objects.visible_to(user).filter(period__in=periods)
    grants = Grant.objects.filter(nomination__in=nominations.values("pk"))
    rows = Decision.objects.visible_to(user).filter(pk__in=grants.values("decision"))
    return list(rows.order_by("date", "pk"))
