"""The rows of a meeting: guests, agenda, attendance, contributions, remarks, conclusions,
references."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import open_for_notes, touch
from meetings.actions.tasks import refuse_if_assigned
from meetings.models import (
    AgendaItem,
    Attendance,
    Conclusion,
    Contribution,
    Guest,
    Meeting,
    Reference,
    Remark,
)
from meetings.queries.planning import left_units
from units.actions import appoint, end_appointment
from units.models import Appointment, Unit, User

PARTS: dict[str, Any] = {
    "guests": Guest,
    "agenda": AgendaItem,
    "attendance": Attendance,
    "contributions": Contribution,
    "remarks": Remark,
    "requests": Conclusion,
    "directions": Conclusion,
    "decisions": Conclusion,
    "references": Reference,
}
KIND_OF_PART = {
    "requests": Conclusion.Kind.REQUEST,
    "directions": Conclusion.Kind.DIRECTION,
    "decisions": Conclusion.Kind.DECISION,
}
CODE_OF_KIND = {"request": "YC", "direction": "PH", "decision": "KL"}
MOST_ROWS = 200
Row = Any


def rows_of(meeting: Meeting, part: str, parent: Conclusion | None = None) -> QuerySet[Any]:
    """The rows of one part in their order; references of one conclusion, or of all."""
    if part == "references":
        rows = Reference.objects.filter(conclusion__meeting=meeting)
        return rows.filter(conclusion=parent) if parent else rows
    rows = PARTS[part]._default_manager.filter(meeting=meeting)
    return rows.filter(kind=KIND_OF_PART[part]) if part in KIND_OF_PART else rows


@transaction.atomic
def add_row(
    meeting: Meeting,
    part: str,
    *,
    values: dict[str, Any],
    by: User | None,
    parent: Conclusion | None = None,
) -> Row:
    """Add a row at the end of a part; a reference belongs to its conclusion (`parent`).

    Raises ActionError for attendance (its rows are the members) and when the part is full.
    """
    open_for_notes(meeting, by=by)
    if part == "attendance":
        raise ActionError(_("Danh sách điểm danh theo đơn vị thành viên của Khối."))
    siblings = rows_of(meeting, part, parent)
    if siblings.count() >= MOST_ROWS:
        raise ActionError(_("Mục này đã quá nhiều dòng."))
    fields = dict(values)
    lead_units = fields.pop("lead_units", None)
    row = PARTS[part](bloc=meeting.bloc, position=_next(siblings), **fields)
    if part == "references":
        row.conclusion = parent
    else:
        row.meeting = meeting
    if part in KIND_OF_PART:
        row.kind = KIND_OF_PART[part]
        row.code = row.code or f"{CODE_OF_KIND[row.kind]}{row.position}"
    row.save()
    if lead_units is not None:
        row.lead_units.set(lead_units)
    if part == "guests":
        _keep_meeting_roles(meeting, by=by)
    touch(meeting)
    return row


@transaction.atomic
def save_row(row: Row, *, values: dict[str, Any], revision: int, by: User | None) -> None:
    """Keep what was typed into a row.

    Raises StaleRevisionError when somebody else saved it since it was read, ActionError when it
    contradicts another row (one person in two units' attendance, a stand-in without a letter).
    """
    meeting = meeting_of(row)
    open_for_notes(meeting, by=by)
    fields = dict(values)
    lead_units = fields.pop("lead_units", None)
    if isinstance(row, Attendance):
        _refuse_left(row)
        _check_attendance(row, fields)
    if lead_units is not None:
        _refuse_stale_units(row, revision, lead_units)
    row.save_if_unchanged(revision, fields)
    if lead_units is not None:
        row.lead_units.set(lead_units)
    if isinstance(row, Guest):
        _keep_meeting_roles(meeting, by=by)
    touch(meeting)


@transaction.atomic
def delete_row(row: Row, *, by: User | None) -> None:
    """Take a row away, with a conclusion its references too."""
    meeting = meeting_of(row)
    open_for_notes(meeting, by=by)
    if isinstance(row, Attendance):
        raise ActionError(_("Danh sách điểm danh theo đơn vị thành viên của Khối."))
    refuse_if_assigned(row)
    if isinstance(row, Conclusion):
        row.references.all().delete()
    row.delete()
    if isinstance(row, Guest):
        _keep_meeting_roles(meeting, by=by)
    touch(meeting)


@transaction.atomic
def move_row(row: Row, *, up: bool, by: User | None) -> None:
    """Move a row one place up or down; at the end of the list nothing happens."""
    meeting = meeting_of(row)
    open_for_notes(meeting, by=by)
    part = part_of(row)
    rows = list(rows_of(meeting, part, getattr(row, "conclusion", None)))
    place = rows.index(row)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        for position, moved in enumerate(rows, start=1):
            if moved.position != position:
                moved.position = position
                moved.save(update_fields=["position"])
        touch(meeting)


def part_of(row: Row) -> str:
    """The part of the desk to which a row belongs."""
    return next(
        part
        for part, model in PARTS.items()
        if type(row) is model and (part not in KIND_OF_PART or KIND_OF_PART[part] == row.kind)
    )


def _refuse_stale_units(row: Row, revision: int, lead_units: list[Unit]) -> None:
    """Lead units lie in a table of their own, which the counter of the row guards too."""
    stored = type(row)._default_manager.get(pk=row.pk)
    if stored.revision != revision and set(stored.lead_units.all()) != set(lead_units):
        raise StaleRevisionError(stored)


def meeting_of(row: Row) -> Meeting:
    """The meeting to which a row belongs."""
    return row.conclusion.meeting if isinstance(row, Reference) else row.meeting


def _next(siblings: QuerySet[Any]) -> int:
    return (siblings.aggregate(last=Max("position"))["last"] or 0) + 1


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


def _check_attendance(row: Attendance, values: dict[str, Any]) -> None:
    """One person sits for one unit; a stand-in brings a letter; an absence has a reason to be
    found."""
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


def _keep_meeting_roles(meeting: Meeting, *, by: User | None) -> None:
    """Who is named chair or secretary with an account gets the role of this meeting, from today."""
    roles = {
        Guest.Role.CHAIR: Appointment.Role.CHAIR,
        Guest.Role.SECRETARY: Appointment.Role.MEETING_SECRETARY,
    }
    wanted = {
        (roles[Guest.Role(role)].value, user_id)
        for role, user_id in meeting.guests.filter(role__in=roles, user__isnull=False).values_list(
            "role", "user_id"
        )
    }
    held = list(Appointment.objects.filter(meeting_key=meeting.pk, ends__isnull=True))
    today = clock.today()
    for appointment in held:
        if (appointment.role, appointment.user_id) not in wanted:
            end_appointment(appointment, by=by, last_day=today - timedelta(days=1))
    have = {(appointment.role, appointment.user_id) for appointment in held}
    for role, user_id in sorted(wanted - have):
        user = User.objects.get(pk=user_id)
        appoint(
            user,
            role,
            by=by,
            starts=today,
            bloc=meeting.bloc,
            unit=user.unit,
            meeting_key=meeting.pk,
        )
