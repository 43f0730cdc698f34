"""State machines: a state moves only along written arrows, and only from the state it is in."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _


class ActionError(Exception):
    """What the user asked for cannot be done; the message is a sentence for the screen."""


class HasState(models.Model):
    """A model whose `state` moves only along the arrows in TRANSITIONS."""

    TRANSITIONS: ClassVar[dict[Any, set[Any]]] = {}

    class Meta:
        abstract = True

    def can_move_to(self, target: str) -> bool:
        """Whether an arrow leads from the present state to `target`."""
        return target in self.TRANSITIONS.get(self.state, set())  # type: ignore[attr-defined,has-type]

    def move_to(self, target: str, *, only_if: dict[str, Any] | None = None, **values: Any) -> None:
        """Move to `target` and write `values` with it, in one conditional UPDATE.

        Raises ActionError when no arrow leads there, or when somebody else has moved the row since
        it was read (the double click, two people approving at once) or `only_if` no longer holds.
        """
        before = self.state  # type: ignore[attr-defined, has-type]
        if not self.can_move_to(target):
            raise ActionError(
                _("Không thể thực hiện: đang ở trạng thái “%(state)s”. Hãy tải lại trang.")
                % {"state": self.get_state_display()}  # type: ignore[attr-defined]
            )
        asked = {"pk": self.pk, "state": before} | (only_if or {})
        rows = type(self)._default_manager.filter(**asked)
        if not rows.update(state=target, **values):
            raise ActionError(_("Người khác vừa xử lý mục này. Hãy tải lại trang để xem kết quả."))
        self.state = target
        for name, value in values.items():
            setattr(self, name, value)
