"""Minutes: submitted by the meeting's secretary, approved or returned by its chair, corrected by a
new paper."""

from django.db import transaction
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings import queries
from meetings.actions.confirmation import settle_if_over
from meetings.actions.drafts import final_words, refuse_if_changed, refuse_if_lacking
from meetings.actions.guard import touch
from meetings.actions.states import end_if_told
from meetings.actions.tasks import follow_conclusions
from meetings.actions.telling import tell_approved
from meetings.actions.versions import keep_version
from meetings.models import Minutes
from units.actions import lock
from units.models import User


@transaction.atomic
def submit_minutes(minutes: Minutes, *, by: User) -> None:
    """Hand the minutes to the meeting's chair, and keep a version of them.

    Raises ActionError with what is still missing; while units confirm the draft it waits for them.
    """
    lock(minutes.bloc)
    settle_if_over(minutes, by=by)
    refuse_if_lacking(minutes)
    end_if_told(minutes.meeting, by=by)
    papers.submit(minutes.document, by=by)
    keep_version(minutes, _("Trình chủ tọa"), by=by)
    touch(minutes.meeting)


@transaction.atomic
def return_minutes(minutes: Minutes, *, by: User, reason: str) -> None:
    """The chair sends the minutes back with a reason; the secretary may edit again."""
    lock(minutes.bloc)
    papers.return_draft(minutes.document, by=by, reason=reason)
    keep_version(minutes, _("Chủ tọa trả lại"), by=by)
    touch(minutes.meeting)


@transaction.atomic
def approve_minutes(minutes: Minutes, *, by: User, seen: str) -> None:
    """The chair approves the words that were read (`seen`: queries.words_digest of them).

    Freezes them, gives the number and has the files made. Raises ActionError when the words have
    changed since, or the minutes are not waiting for approval.
    """
    lock(minutes.bloc)
    minutes.document.refresh_from_db()
    if not minutes.document.can_move_to(Document.State.APPROVED):
        raise ActionError(_("Biên bản không ở bước chờ duyệt. Hãy tải lại trang để xem kết quả."))
    words = queries.minutes_words(minutes)
    refuse_if_changed(words, seen)
    papers.approve(minutes.document, snapshot=final_words(minutes.document, words), by=by)
    follow_conclusions(minutes.meeting, by=by)
    tell_approved(minutes.document, by=by)
    touch(minutes.meeting)


@transaction.atomic
def correct_minutes(document: Document, *, relation: str, reason: str, by: User) -> Minutes:
    """Begin a supplementary (biên bản bổ sung) or a replacing paper; the old one stays as it was.

    Raises ActionError without a reason, before approval, or when a replacement exists already.
    """
    lock(document.bloc)
    old = document.minutes
    made = papers.start_draft(
        document.bloc,
        kind=document.kind,
        period=document.period,
        title=document.title,
        by=by,
        meeting_key=old.meeting_id,
        corrects=document,
        relation=relation,
        reason=reason,
    )
    return Minutes.objects.create(bloc=document.bloc, meeting=old.meeting, document=made)


@transaction.atomic
def save_supplement(minutes: Minutes, *, text: str, revision: int, by: User) -> None:
    """Keep the words of a supplementary paper; raises StaleRevisionError like every desk."""
    lock(minutes.bloc)
    minutes.document.refresh_from_db(fields=["state"])
    if minutes.document.state != Document.State.DRAFT or not minutes.is_supplement:
        raise ActionError(_("Văn bản không còn là dự thảo."))
    minutes.save_if_unchanged(revision, {"supplement": text})
