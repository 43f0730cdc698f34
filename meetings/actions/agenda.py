"""The order of rows, moved as a whole: of two people moving at once the second is told."""

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib.positions import keep_order
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import open_for_notes, touch
from meetings.actions.rows import rows_of
from meetings.models import Meeting
from meetings.queries.planning import order_key
from units.models import User


class StaleOrderError(ActionError):
    """Somebody else has moved, added or taken away a row since the order was read."""


@transaction.atomic
def reorder(meeting: Meeting, part: str, ids: list[int], *, seen: str, by: User | None) -> None:
    """Put the rows of a part in the order of `ids`; `seen` is the order that the page showed
    (queries.planning.order_key).

    The same order once more changes nothing. Raises StaleOrderError when the stored order is not
    the one that was seen, and ActionError when `ids` are not the rows of the part.
    """
    open_for_notes(meeting, by=by)
    rows = list(rows_of(meeting, part))
    if [row.pk for row in rows] == ids:
        return
    if order_key(rows) != seen:
        raise StaleOrderError(
            _("Người khác vừa đổi thứ tự. Thứ tự mới đang hiện; hãy chuyển lại nếu vẫn cần.")
        )
    if sorted(ids) != sorted(row.pk for row in rows):
        raise ActionError(_("Danh sách không khớp với chương trình. Hãy tải lại trang."))
    found = {row.pk: row for row in rows}
    keep_order([found[pk] for pk in ids])
    touch(meeting)
