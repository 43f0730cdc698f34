"""Papers made from data: begun, written, submitted, returned, approved, given up, replaced."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.kinds import KINDS
from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings.actions.drafts import final_words, refuse_if_changed
from meetings.models import Meeting, OfficialPaper
from meetings.queries.official import (
    PROSE,
    needs_meeting,
    official_lacks,
    official_words,
    usual_prose,
)
from units.actions import lock
from units.models import Period, User


@transaction.atomic
def start_paper(
    period: Period,
    kind: str,
    *,
    by: User | None,
    meeting: Meeting | None = None,
    details: dict[str, Any] | None = None,
) -> OfficialPaper:
    """Begin a paper of a kind with its usual prose; what it tells stays bound to the data.

    `details` are what the kind needs to find its data (see its module). Raises ActionError when
    the meeting is missing or cancelled, or there is such a paper already.
    """
    lock(period.bloc)
    if needs_meeting(kind):
        _check_meeting(meeting)
    _refuse_twice(period, kind, meeting)
    return _make(period, kind, by=by, meeting=meeting, details=details or {})


def _check_meeting(meeting: Meeting | None) -> None:
    if meeting is None:
        raise ActionError(_("Hãy lập văn bản này từ trang của hội nghị."))
    if meeting.state == Meeting.State.CANCELLED:
        raise ActionError(_("Hội nghị đã hủy, không lập văn bản."))


def _refuse_twice(period: Period, kind: str, meeting: Meeting | None) -> None:
    """One of a kind for a meeting, or for the period; letters may follow one another."""
    rows = OfficialPaper.objects.filter(document__period=period, document__kind=kind)
    rows = rows.exclude(document__state=Document.State.DROPPED)
    if kind in {"reminder", "proposal"}:
        rows = rows.filter(document__state__in=Document.DRAFT_STATES)
    elif meeting is not None:
        rows = rows.filter(meeting=meeting)
    if rows.exists():
        raise ActionError(
            _("Đã có %(kind)s. Hãy mở văn bản đó để soạn tiếp.")
            % {"kind": str(KINDS[kind].name).lower()}
        )


def _make(
    period: Period,
    kind: str,
    *,
    by: User | None,
    meeting: Meeting | None,
    details: dict[str, Any],
    corrects: Document | None = None,
    reason: str = "",
) -> OfficialPaper:
    bloc = period.bloc
    sketch = OfficialPaper(
        bloc=bloc,
        document=Document(bloc=bloc, kind=kind, period=period),
        meeting=meeting,
        details=details,
    )
    document = papers.start_draft(
        bloc,
        kind=kind,
        period=period,
        title=usual_prose(sketch).subject[:400],
        by=by,
        meeting_key=meeting.pk if meeting else None,
        corrects=corrects,
        relation=Document.Relation.REPLACES if corrects else "",
        reason=reason,
    )
    return OfficialPaper.objects.create(
        bloc=bloc, document=document, meeting=meeting, details=details
    )


@transaction.atomic
def save_paper(
    paper: OfficialPaper, *, values: dict[str, Any], revision: int, by: User | None
) -> None:
    """Keep the prose (and `details`) that was typed; empty words stand for the usual ones.

    Raises ActionError unless the paper is a draft, StaleRevisionError when somebody else saved it
    since it was read.
    """
    lock(paper.bloc)
    document = paper.document
    document.refresh_from_db(fields=["state"])
    if document.state != Document.State.DRAFT:
        raise ActionError(_("Văn bản đang trình duyệt hoặc đã duyệt, không sửa được."))
    chosen = {name: values[name] for name in (*PROSE, "details") if name in values}
    paper.save_if_unchanged(revision, chosen)
    title = (paper.subject or usual_prose(paper).subject)[:400]
    if title != document.title:
        document.title = title
        document.save(update_fields=["title"])


@transaction.atomic
def submit_paper(paper: OfficialPaper, *, by: User) -> None:
    """Hand the paper to the head. Raises ActionError with what is still missing."""
    lock(paper.bloc)
    paper.refresh_from_db()  # with its meeting, as they are under the lock
    if lacks := official_lacks(paper, official_words(paper)):
        raise ActionError(" ".join(lacks))
    papers.submit(paper.document, by=by)


@transaction.atomic
def return_paper(paper: OfficialPaper, *, by: User, reason: str) -> None:
    """The head sends the paper back with a reason; its writers may edit again."""
    papers.return_draft(paper.document, by=by, reason=reason)


@transaction.atomic
def approve_paper(paper: OfficialPaper, *, by: User, seen: str) -> None:
    """The head, or the assigned deputy (KT. TRƯỞNG KHỐI), approves the words that were read.

    `seen` is queries.words_digest of them. Freezes them, gives the number of the kind's series and
    has the files made. Raises ActionError when the words have changed since, or the paper is not
    waiting for approval.
    """
    lock(paper.bloc)
    paper.refresh_from_db()  # with its document and meeting, as they are under the lock
    document = paper.document
    if not document.can_move_to(Document.State.APPROVED):
        raise ActionError(_("Văn bản không ở bước chờ duyệt. Hãy tải lại trang để xem kết quả."))
    words = official_words(paper, by)
    refuse_if_changed(words, seen)
    papers.approve(document, snapshot=final_words(document, words), by=by)


@transaction.atomic
def drop_paper(paper: OfficialPaper, *, by: User) -> None:
    """Give up a draft; raises ActionError once it is submitted or approved."""
    lock(paper.bloc)
    papers.drop_draft(paper.document, by=by)


@transaction.atomic
def replace_paper(document: Document, *, reason: str, by: User) -> OfficialPaper:
    """Begin a paper that replaces an approved one, with its prose; the old one stays as it was.

    Raises ActionError without a reason, or when a replacement exists already.
    """
    lock(document.bloc)
    old = document.official_paper
    made = _make(
        document.period,
        document.kind,
        by=by,
        meeting=old.meeting,
        details=old.details,
        corrects=document,
        reason=reason,
    )
    for name in PROSE:
        setattr(made, name, getattr(old, name))
    made.save(update_fields=list(PROSE))
    return made
