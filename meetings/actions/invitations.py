"""Answers to invitations, and the list of units that are asked."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile
from emulation_bloc.lib.states import ActionError
from meetings.actions.attachments import attach, remove_attachment
from meetings.actions.guard import open_for_notes, touch
from meetings.models import Attendance, Invitation, Meeting
from meetings.queries.planning import day_of
from units.actions import lock, record
from units.models import User
from units.queries import members_on, names_on

Answer = Invitation.Answer
BEFORE = (Meeting.State.PLANNED, Meeting.State.INVITED)
# What each answer says; anything else that was typed is left out.
FIELDS_OF: dict[str, tuple[str, ...]] = {
    Answer.YES: ("name", "title", "companions"),
    Answer.NO: ("reason",),
    Answer.STAND_IN: ("name", "title", "companions", "letter"),
}
TYPED = ("name", "title", "companions", "letter", "reason")


def answer_invitation(
    invitation: Invitation,
    *,
    answer: str,
    values: dict[str, Any],
    revision: int,
    by: User,
    upload: NewFile | None = None,
) -> None:
    """Say who comes, why nobody does, or who stands in with which letter (`upload`).

    It may be changed until the meeting opens. Raises ActionError for a stand-in without name,
    office, letter number or letter, and StaleRevisionError when somebody of the unit was faster.
    Never call it inside a transaction: a letter's bytes are written first.
    """
    _check(invitation, answer, values, has_file=upload is not None)
    made = None
    if upload is not None and answer == Answer.STAND_IN:
        before = set(invitation.attachments.values_list("pk", flat=True))
        made = attach(
            invitation.bloc,
            upload=upload,
            title=_("Giấy ủy quyền"),
            by=by,
            unit=invitation.unit,
            invitation=invitation,
        )
        made = None if made.pk in before else made
    try:
        _answer(invitation, answer=answer, values=values, revision=revision, by=by)
    except BaseException:
        if made:
            remove_attachment(made, by=by)
        raise


def _check(invitation: Invitation, answer: str, values: dict[str, Any], *, has_file: bool) -> None:
    if invitation.meeting.state not in BEFORE:
        raise ActionError(
            _("Hội nghị đã khai mạc hoặc đã hủy, không đổi trả lời được. Hãy báo thư ký hội nghị.")
        )
    if answer not in FIELDS_OF:
        raise ActionError(_("Hãy chọn tham dự, không tham dự hoặc ủy quyền."))
    if answer == Answer.NO:
        if not values.get("reason"):
            raise ActionError(_("Hãy ghi lý do không tham dự."))
        return
    if not values.get("name"):
        raise ActionError(_("Hãy ghi họ và tên người dự."))
    if answer == Answer.STAND_IN:
        _check_letter(invitation, values, has_file=has_file)


def _check_letter(invitation: Invitation, values: dict[str, Any], *, has_file: bool) -> None:
    """A stand-in decides for the unit only with a letter of authority (bloc practice §4.2)."""
    if invitation.unit_id is None:
        raise ActionError(_("Khách mời không ủy quyền. Hãy chọn tham dự hoặc không tham dự."))
    if not values.get("title"):
        raise ActionError(_("Hãy ghi chức vụ của người dự thay."))
    if not values.get("letter"):
        raise ActionError(_("Hãy ghi số, ngày giấy ủy quyền của người dự thay."))
    if not has_file and not invitation.attachments.exists():
        raise ActionError(_("Hãy tải lên giấy ủy quyền của người dự thay."))


@transaction.atomic
def _answer(
    invitation: Invitation, *, answer: str, values: dict[str, Any], revision: int, by: User
) -> None:
    lock(invitation.bloc)
    invitation.meeting.refresh_from_db(fields=["state"])
    _check(invitation, answer, values, has_file=False)
    before = {name: getattr(invitation, name) for name in (*TYPED, "answer")}
    told = {name: values.get(name, "") if name in FIELDS_OF[answer] else "" for name in TYPED}
    invitation.save_if_unchanged(
        revision, told | {"answer": answer, "answered_by": by, "answered_at": clock.now()}
    )
    if invitation.unit_id:
        _fill_attendance(invitation, before, told)
    after = {"answer": str(invitation.get_answer_display())}
    record(invitation, "invitation_answered", by=by, after=after, reason=told["reason"])
    touch(invitation.meeting)


def _fill_attendance(invitation: Invitation, before: dict[str, str], told: dict[str, str]) -> None:
    """The roll call finds who was announced; what the secretary typed stays, and so does a mark."""
    row = invitation.meeting.attendances.filter(unit=invitation.unit_id).first()
    if row is None or row.presence != Attendance.Presence.UNKNOWN:
        return
    changed = {
        name: text
        for name, text in told.items()
        if getattr(row, name) in {"", before[name]} and getattr(row, name) != text
    }
    if changed:
        row.save_if_unchanged(row.revision, changed)


@transaction.atomic
def refresh_units(meeting: Meeting, *, by: User | None) -> tuple[list[str], list[str], list[str]]:
    """Bring the attendance list in line with the members on the meeting's day.

    Returns the names of units added, of units taken away, and of those that have left but stay on
    the list because something of theirs is recorded.
    """
    open_for_notes(meeting, by=by)
    members = {row.unit_id: row for row in members_on(meeting.bloc, day_of(meeting))}
    listed = {row.unit_id: row for row in meeting.attendances.all()}
    added = _add_units(meeting, [row for pk, row in members.items() if pk not in listed])
    removed: list[str] = []
    kept: list[str] = []
    for unit_id, row in listed.items():
        if unit_id in members:
            continue
        (removed if _remove_unit(meeting, row) else kept).append(row.unit_name)
    if added or removed:
        after = {"added": added, "removed": removed}
        record(meeting, "units_refreshed", by=by, after=after)
        touch(meeting)
    return added, removed, kept


def _add_units(meeting: Meeting, members: list[Any]) -> list[str]:
    names = names_on([row.unit for row in members], day_of(meeting))
    last = meeting.attendances.count()
    made = [
        Attendance(
            bloc=meeting.bloc,
            meeting=meeting,
            unit=row.unit,
            unit_name=names[row.unit_id][0],
            position=place,
        )
        for place, row in enumerate(members, start=last + 1)
    ]
    Attendance.objects.bulk_create(made)
    return [row.unit_name for row in made]


def _remove_unit(meeting: Meeting, row: Attendance) -> bool:
    """Take a unit off the list unless it answered or somebody noted something."""
    asked = meeting.invitations.filter(unit=row.unit_id).first()
    is_answered = asked is not None and asked.answer != Answer.NONE
    noted = any(getattr(row, name) for name in TYPED)
    if is_answered or noted or row.presence != Attendance.Presence.UNKNOWN:
        return False
    if asked is not None:
        asked.delete()
    row.delete()
    return True
