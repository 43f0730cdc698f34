"""The press note (tin bài) of a meeting: plain text, made from its facts and edited at will."""

from django.db import transaction

from meetings.models import Meeting
from units.actions import lock, record
from units.models import User


@transaction.atomic
def save_press(meeting: Meeting, *, text: str, revision: int, by: User | None) -> None:
    """Keep the edited text; empty means: as the facts tell it. It is no part of the minutes and
    may be edited after their approval. Raises StaleRevisionError like every desk."""
    lock(meeting.bloc)
    meeting.save_if_unchanged(revision, {"press_note": text}, counter="press_revision")


@transaction.atomic
def take_press_anew(meeting: Meeting, *, by: User) -> None:
    """Give up one's own wording: the note is told from the meeting's facts again."""
    lock(meeting.bloc)
    stored = Meeting.objects.get(pk=meeting.pk)
    if not stored.press_note:
        return
    stored.save_if_unchanged(stored.press_revision, {"press_note": ""}, counter="press_revision")
    record(meeting, "press_taken_anew", by=by, before={"press_note": meeting.press_note[:2000]})
