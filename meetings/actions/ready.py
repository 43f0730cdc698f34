"""When a meeting ends its papers lie ready as drafts, in PDF and in Word."""

from django.db import transaction

from documents.models import Document
from meetings.actions.drafts import request_draft_pdf
from meetings.actions.guard import current_minutes
from meetings.actions.official import start_paper
from meetings.actions.reports import start_report
from meetings.models import Meeting, OfficialPaper, ReviewReport
from units.actions import lock
from units.models import User


@transaction.atomic
def make_ready(meeting: Meeting, *, by: User | None) -> None:
    """Have DỰ THẢO files (PDF, Word) made of minutes, review report and conclusion notice.

    Report and notice are begun where nobody has. What is approved already stays as it is; the
    same words once more ask for no new file. The press note needs no file: it is text.
    """
    lock(meeting.bloc)
    for draft in (current_minutes(meeting), _report(meeting, by), _notice(meeting, by)):
        if draft is None or draft.document.state not in Document.DRAFT_STATES:
            continue
        for word in (False, True):
            request_draft_pdf(draft, by=by, word=word)


def _report(meeting: Meeting, by: User | None) -> ReviewReport | None:
    """The period's review report; a meeting that is no review has none."""
    if not meeting.is_review:
        return None
    rows = ReviewReport.objects.filter(period=meeting.period).select_related("document")
    live = rows.exclude(document__state=Document.State.DROPPED).order_by("pk").last()
    return live or start_report(meeting.period, by=by)


def _notice(meeting: Meeting, by: User | None) -> OfficialPaper | None:
    """The meeting's notice, none for a cancelled meeting."""
    rows = OfficialPaper.objects.filter(meeting=meeting, document__kind="notice")
    live = rows.exclude(document__state=Document.State.DROPPED).order_by("pk").last()
    if live or meeting.state == Meeting.State.CANCELLED:
        return live
    return start_paper(meeting.period, "notice", by=by, meeting=meeting)
