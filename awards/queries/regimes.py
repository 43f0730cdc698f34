"""Which law holds on a day (reference §0)."""

from datetime import date

from django.db.models import Q

from awards.models import LegalBase, Regime
from emulation_bloc.lib.states import ActionError


def regime_on(day: date) -> Regime:
    """The regime that holds on the day; for a dossier the day of its receipt for appraisal.

    ActionError before the first regime that is registered.
    """
    found = Regime.objects.filter(_holds(day)).order_by("-starts").first()
    if found is None:
        raise ActionError(f"Chưa có chế độ pháp lý áp dụng cho ngày {day:%d/%m/%Y}.")
    return found


def legal_bases_on(day: date) -> list[str]:
    """What papers of the day cite, in the order in which they stand on a paper; what is not
    confirmed is left out."""
    rows = LegalBase.objects.filter(_holds(day), is_confirmed=True)
    return list(rows.order_by("position", "starts").values_list("words", flat=True))


def _holds(day: date) -> Q:
    return Q(starts__lte=day) & (Q(ends__isnull=True) | Q(ends__gte=day))
