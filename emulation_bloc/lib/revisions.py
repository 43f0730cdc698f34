"""Rows that several people may type into: nobody's text is overwritten unseen."""

from typing import Any

from django.db import models


class StaleRevisionError(Exception):
    """Somebody saved the row since it was read. `row` is the stored one, for showing both texts."""

    def __init__(self, row: "HasRevision") -> None:
        super().__init__()
        self.row = row


class HasRevision(models.Model):
    """A model with a counter of saves."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_if_unchanged(
        self, revision: int, values: dict[str, Any], *, counter: str = "revision"
    ) -> None:
        """Write `values` if the row still has `revision`, in one conditional UPDATE.

        A row with several desks keeps a `counter` for each, so that they do not disturb each other.
        The same values once more (a repeated send after a lost answer) are no conflict.
        Raises StaleRevisionError with the stored row when somebody else was first, and
        DoesNotExist when the row has been deleted.
        """
        rows = type(self)._default_manager.filter(pk=self.pk, **{counter: revision})
        if not rows.update(**values, **{counter: revision + 1}):
            stored = type(self)._default_manager.get(pk=self.pk)
            if any(getattr(stored, name) != value for name, value in values.items()):
                raise StaleRevisionError(stored)
            revision = getattr(stored, counter) - 1
        for name, value in values.items():
            setattr(self, name, value)
        setattr(self, counter, revision + 1)
