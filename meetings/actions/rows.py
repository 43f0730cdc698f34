"""The rows of a meeting: guests, agenda, attendance, contributions, remarks, conclusions,
references, speakers, certificates, reserved opinions, score changes."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.positions import move_one
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings.actions import score_changes
from meetings.actions.attendance import check_attendance
from meetings.actions.guard import open_for_notes, touch
from meetings.actions.meeting_roles import keep_meeting_roles
from meetings.actions.tasks import refuse_if_assigned
from meetings.models import (
    AgendaItem,
    Attendance,
    Conclusion,
    Contribution,
    Guest,
    HandedCertificate,
    Meeting,
    Reference,
    Remark,
    ReservedOpinion,
    ScoreChange,
    Speaker,
)
from units.models import Unit, User

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
    "speakers": Speaker,
    "certificates": HandedCertificate,
    "opinions": ReservedOpinion,
    "changes": ScoreChange,
}
KIND_OF_PART = {
    "requests": Conclusion.Kind.REQUEST,
    "directions": Conclusion.Kind.DIRECTION,
    "decisions": Conclusion.Kind.DECISION,
}
CODE_OF_KIND = {"request": "YC", "direction": "PH", "decision": "KL"}
MOST_ROWS = 200
# They lie in tables of their own, which the counter of the row guards too.
SEVERAL = ("lead_units", "partner_units")
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
    key: str = "",
) -> Row:
    """Add a row at the end of a part; a reference belongs to its conclusion (`parent`).

    `key` is the page's own name for a contribution: sent again after a lost answer, it gives the
    row that is there. Raises ActionError for attendance (its rows are the members), when the part
    is full, for a task due before the meeting and for a score that may not be changed now.
    """
    open_for_notes(meeting, by=by)
    if (
        key
        and part == "contributions"
        and (row := meeting.contributions.filter(client_key=key).first())
    ):
        return row
    if part == "attendance":
        raise ActionError(_("Danh sách điểm danh theo đơn vị thành viên của Khối."))
    siblings = rows_of(meeting, part, parent)
    if siblings.count() >= MOST_ROWS:
        raise ActionError(_("Mục này đã quá nhiều dòng."))
    fields = dict(values)
    several = {name: fields.pop(name) for name in SEVERAL if name in fields}
    if part in KIND_OF_PART:
        check_due(meeting, fields.get("due"))
    if part == "changes":
        fields["was"] = score_changes.agree(meeting, fields, by=by)
    if part == "contributions":
        fields["client_key"] = key
    row = PARTS[part](bloc=meeting.bloc, position=_next(siblings), **fields)
    if part == "references":
        row.conclusion = parent
    else:
        row.meeting = meeting
    if part in KIND_OF_PART:
        row.kind = KIND_OF_PART[part]
        row.code = row.code or f"{CODE_OF_KIND[row.kind]}{row.position}"
    row.save()
    _set(row, several)
    if part == "guests":
        keep_meeting_roles(meeting, by=by)
    touch(meeting)
    return row


@transaction.atomic
def save_row(row: Row, *, values: dict[str, Any], revision: int, by: User | None) -> None:
    """Keep what was typed into a row.

    Raises StaleRevisionError when somebody else saved it since it was read, ActionError when it
    contradicts another row (one person in two units' attendance, a stand-in without a letter) or
    the meeting (a task due before it, a score that may not be changed now).
    """
    meeting = meeting_of(row)
    open_for_notes(meeting, by=by)
    fields = dict(values)
    several = {name: fields.pop(name) for name in SEVERAL if name in fields}
    if isinstance(row, Attendance):
        check_attendance(row, fields)
    if isinstance(row, Conclusion) and "due" in fields and fields["due"] != row.due:
        check_due(meeting, fields["due"])
    _refuse_stale_units(row, revision, several)
    row.save_if_unchanged(revision, fields)
    if isinstance(row, ScoreChange):
        score_changes.agree_again(row, by=by)
    _set(row, several)
    if isinstance(row, Guest):
        keep_meeting_roles(meeting, by=by)
    touch(meeting)


@transaction.atomic
def delete_row(row: Row, *, by: User | None) -> None:
    """Take a row away, with a conclusion its references too; an agreed score goes back to what it
    was."""
    meeting = meeting_of(row)
    open_for_notes(meeting, by=by)
    if isinstance(row, Attendance):
        raise ActionError(_("Danh sách điểm danh theo đơn vị thành viên của Khối."))
    refuse_if_assigned(row)
    if isinstance(row, Conclusion):
        row.references.all().delete()
    if isinstance(row, ScoreChange):
        score_changes.take_back(row, by=by)
    row.delete()
    if isinstance(row, Guest):
        keep_meeting_roles(meeting, by=by)
    touch(meeting)


@transaction.atomic
def move_row(row: Row, *, up: bool, by: User | None) -> None:
    """Move a row one place up or down; at the end of the list nothing happens."""
    meeting = meeting_of(row)
    open_for_notes(meeting, by=by)
    part = part_of(row)
    rows = list(rows_of(meeting, part, getattr(row, "conclusion", None)))
    if move_one(rows, row, up=up):
        touch(meeting)


def part_of(row: Row) -> str:
    """The part of the desk to which a row belongs."""
    return next(
        part
        for part, model in PARTS.items()
        if type(row) is model and (part not in KIND_OF_PART or KIND_OF_PART[part] == row.kind)
    )


def check_due(meeting: Meeting, due: date | None) -> None:
    """A conclusion is carried out after the meeting: raises ActionError for a day before it."""
    if due and meeting.date and due < meeting.date:
        raise ActionError(
            _("Hạn hoàn thành không được trước ngày họp %(day)s. Hãy chọn ngày khác.")
            % {"day": vietnamese.date_short(meeting.date)}
        )


def _set(row: Row, several: dict[str, Any]) -> None:
    for name, units in several.items():
        getattr(row, name).set(units)


def _refuse_stale_units(row: Row, revision: int, several: dict[str, list[Unit]]) -> None:
    stored = type(row)._default_manager.get(pk=row.pk)
    if stored.revision == revision:
        return
    if any(set(getattr(stored, name).all()) != set(units) for name, units in several.items()):
        raise StaleRevisionError(stored)


def meeting_of(row: Row) -> Meeting:
    """The meeting to which a row belongs."""
    return row.conclusion.meeting if isinstance(row, Reference) else row.meeting


def _next(siblings: QuerySet[Any]) -> int:
    return (siblings.aggregate(last=Max("position"))["last"] or 0) + 1
