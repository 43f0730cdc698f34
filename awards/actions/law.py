"""What the law says on a day, and what became of units: registered by an operator, with a trail."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from units.actions import record
from units.models import User


@transaction.atomic
def save_reference(obj: Model, *, by: User | None) -> None:
    """Keep a row of reference data (a regime, a `Căn cứ`, a base salary, a rate of money, a body
    that screens, a reorganisation) as its form has checked it, and tell the trail what was there
    before."""
    stored = type(obj)._default_manager.filter(pk=obj.pk).first() if obj.pk else None
    before, after = _shown(stored) if stored else None, _shown(obj)
    if before == after:
        return
    obj.save()
    record(obj, "reference_saved", by=by, before=before, after=after)


def _shown(obj: Model) -> dict[str, Any]:
    """The columns as text, under the names that people read."""
    return {
        str(field.verbose_name): str(getattr(obj, field.name) or "")
        for field in obj._meta.concrete_fields
        if not field.primary_key
    }
