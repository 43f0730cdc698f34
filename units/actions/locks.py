"""One writer at a time where a rule spans rows."""

from django.db import transaction
from django.db.models import F

from units.models import Bloc


def lock(bloc: Bloc) -> None:
    """Hold the bloc until the transaction ends: an UPDATE of its row, on both databases.

    Numbers of papers, overlapping dates and the one head start with this.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("lock() needs a transaction")
    Bloc.objects.filter(pk=bloc.pk).update(locked_at=F("locked_at") + 1)
