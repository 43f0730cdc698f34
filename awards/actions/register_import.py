"""Past awards from a workbook: all lines that are new, or none."""

from django.db import transaction
from django.utils.translation import gettext as _

from awards.actions.register import register_award
from awards.queries.register_sheet import read_lines
from emulation_bloc.lib.spreadsheets import Sheet, UnreadableError
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import Province, User


@transaction.atomic
def import_register(province: Province, sheets: list[Sheet], *, name: str, by: User) -> int:
    """Enter every line of the workbook that is not in the register yet; gives how many.

    The lines are read anew, so that nothing is entered which has come in meanwhile; the same file
    once more enters nothing. `name` is the file's. Raises ActionError, and enters nothing, when a
    line is wrong or the file cannot be read.
    """
    try:
        lines = read_lines(province, sheets, by)
    except UnreadableError as error:
        raise ActionError(str(error)) from None
    wrong = [text for line in lines for text in line.errors]
    if wrong:
        raise ActionError(_("Tệp còn lỗi nên chưa ghi gì: %s") % wrong[0])
    fresh = [line for line in lines if line.is_new]
    for line in fresh:
        values = dict(line.values)
        unit, award = values.pop("unit"), values.pop("award")
        register_award(unit, award, by=by, **values)
    if fresh:
        record(province, "register_imported", by=by, after={"name": name, "count": len(fresh)})
    return len(fresh)
