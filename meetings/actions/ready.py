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
    """Have DỰ THẢO files (PDF, Word) made of minutes, review report, conclusion notice and whatever
    other paper of the meeting is a draft.

    Report and notice are begun where nobody has. What is approved already stays as it is; the
    same words once more ask for no new file. The press note needs no file: it is text.
    """
    lock(meeting.bloc)
    _begin_notice(meeting, by)
    for draft in (current_minutes(meeting), _report(meeting, by), *_papers(meeting)):
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


def _begin_notice(meeting: Meeting, by: User | None) -> None:
    """A meeting that was held has a notice."""
    begun = any(paper.document.kind == "notice" for paper in _papers(meeting))
    if not begun and meeting.state != Meeting.State.CANCELLED:
        start_paper(meeting.period, "notice", by=by, meeting=meeting)


def _papers(meeting: Meeting) -> list[OfficialPaper]:
    rows = OfficialPaper.objects.filter(meeting=meeting).select_related("document")
    return list(rows.exclude(document__state=Document.State.DROPPED).order_by("pk"))
