"""Who attends for whom: what an attendance list may not say."""

from typing import Any

from django.utils.translation import gettext as _

from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.states import ActionError
from meetings.models import Attendance
from meetings.queries.planning import left_units


def _refuse_left(row: Attendance) -> None:
    """A unit that is no member on the meeting's day does not sit in it."""
    if row.unit_id in left_units(row.meeting):
        raise ActionError(
            _(
                "%(unit)s không còn là thành viên của Khối vào ngày họp, nên không điểm danh được."
                " Hãy cập nhật danh sách đơn vị ở trang giấy mời."
            )
            % {"unit": row.unit_name}
        )


def check_attendance(row: Attendance, values: dict[str, Any]) -> None:
    """One person sits for one unit; a stand-in brings a letter; an absence has a reason to be
    found. A unit that has left the bloc attends nothing. Raises ActionError."""
    _refuse_left(row)
    merged = Attendance(
        name=values.get("name", row.name),
        title=values.get("title", row.title),
        companions=values.get("companions", row.companions),
    )
    presence = values.get("presence", row.presence)
    if presence == Attendance.Presence.STAND_IN and not values.get("letter", row.letter):
        raise ActionError(_("Hãy ghi số, ngày giấy ủy quyền của người dự thay."))
    if presence == Attendance.Presence.ABSENT:
        return
    ours = {vietnamese.fold(name) for name, _title in merged.people}
    if len(ours) < len(merged.people):
        raise ActionError(_("Một người được ghi hai lần trong cùng đơn vị."))
    others = row.meeting.attendances.exclude(pk=row.pk).exclude(presence=Attendance.Presence.ABSENT)
    for other in others:
        for name, _title in other.people:
            if vietnamese.fold(name) in ours and _same_person(merged, name, other):
                raise ActionError(
                    _("%(name)s đã được điểm danh ở %(unit)s. Một người chỉ dự cho một đơn vị.")
                    % {"name": name, "unit": other.unit_name}
                )


def _same_person(mine: Attendance, name: str, other: Attendance) -> bool:
    """Two people may share a name; the same name with the same or no position is one person."""
    mine_titles = {
        title for who, title in mine.people if vietnamese.fold(who) == vietnamese.fold(name)
    }
    other_titles = {
        title for who, title in other.people if vietnamese.fold(who) == vietnamese.fold(name)
    }
    return bool(mine_titles & other_titles) or "" in mine_titles | other_titles
