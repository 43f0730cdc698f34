"""When a meeting's notes may be edited, and telling everybody that they were."""

from django.db.models import F
from django.utils.translation import gettext as _

from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings.models import Meeting, Minutes
from units.actions import lock
from units.models import User


def current_minutes(meeting: Meeting) -> Minutes | None:
    """The minutes that tell the meeting now: the latest that is no supplement and not given up."""
    rows = meeting.minutes.select_related("document").exclude(
        document__state=Document.State.DROPPED
    )
    return rows.exclude(document__relation=Document.Relation.SUPPLEMENTS).order_by("-pk").first()


def why_closed(meeting: Meeting, *, by: User | None) -> str:
    """Why the notes cannot be edited now by this person; empty where they can.

    Until submission by whoever may write; between submission and approval by the chair alone;
    after approval by nobody: a correction is a new paper.
    """
    if meeting.state == Meeting.State.CANCELLED:
        return _("Hội nghị đã hủy, không ghi tiếp được.")
    minutes = current_minutes(meeting)
    state = minutes.document.state if minutes else Document.State.DRAFT
    if state == Document.State.DRAFT:
        return ""
    if state != Document.State.SUBMITTED:
        return _("Biên bản đã được duyệt. Muốn sửa, hãy lập biên bản bổ sung hoặc thay thế.")
    if by is not None and meeting.pk in by.rights.chair_of:
        return ""
    return _("Biên bản đang trình chủ tọa duyệt, hiện chỉ chủ tọa sửa được.")


def open_for_notes(meeting: Meeting, *, by: User | None) -> None:
    """Raises ActionError unless the notes may be edited now by this person. Holds the bloc, so that
    an approval and a late save cannot cross each other."""
    lock(meeting.bloc)
    if why := why_closed(meeting, by=by):
        raise ActionError(why)


def touch(meeting: Meeting) -> None:
    """Let open views of the meeting know that something has changed."""
    Meeting.objects.filter(pk=meeting.pk).update(live_revision=F("live_revision") + 1)
