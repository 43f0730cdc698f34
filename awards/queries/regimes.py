"""Which law holds on a day (reference §0)."""

from datetime import date

from awards.models import LegalBase, Regime
from emulation_bloc.lib.states import ActionError
from units.models.tenants import valid_on


def regime_on(day: date) -> Regime:
    """The regime that holds on the day; for a dossier the day of its receipt for appraisal.

    ActionError before the first regime that is registered.
    """
    found = Regime.objects.filter(valid_on(day)).order_by("-starts").first()
    if found is None:
        raise ActionError(f"Chưa có chế độ pháp lý áp dụng cho ngày {day:%d/%m/%Y}.")
    return found


def legal_bases_on(day: date) -> list[str]:
    """What papers of the day cite, in the order in which they stand on a paper; what is not
    confirmed is left out."""
    rows = LegalBase.objects.filter(valid_on(day), is_confirmed=True)
    return list(rows.order_by("position", "starts").values_list("words", flat=True))
