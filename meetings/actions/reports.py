"""The review report: written from the meeting's data, shared for comment, approved by the head."""

from django.db import transaction
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.kinds import REVIEW_REPORT
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings import queries
from meetings.actions.drafts import final_words, refuse_if_changed, refuse_if_lacking
from meetings.actions.guard import touch
from meetings.actions.telling import tell_approved
from meetings.models import ReportComment, ReportSection, ReviewReport
from meetings.queries.planning import review_of
from units.actions import lock, record
from units.models import Period, Unit, User


@transaction.atomic
def start_report(period: Period, *, by: User | None) -> ReviewReport:
    """Begin the period's review report with its parts. Raises ActionError when there is one."""
    lock(period.bloc)
    live = period.reports.exclude(document__state=Document.State.DROPPED)
    if live.exists():
        raise ActionError(_("Kỳ này đã có báo cáo. Hãy mở báo cáo đó để soạn tiếp."))
    document = papers.start_draft(
        period.bloc,
        kind=REVIEW_REPORT.code,
        period=period,
        title=queries.report_title(period),
        by=by,
    )
    return _make(period, document)


def _make(period: Period, document: Document) -> ReviewReport:
    report = ReviewReport.objects.create(
        bloc=period.bloc,
        period=period,
        meeting=review_of(period),
        document=document,
    )
    ReportSection.objects.bulk_create(
        ReportSection(bloc=period.bloc, report=report, key=key, position=place)
        for place, key in enumerate(ReportSection.Key.values, start=1)
    )
    return report


@transaction.atomic
def save_section(section: ReportSection, *, body: str, revision: int, by: User) -> None:
    """Keep what was typed into a part; raises StaleRevisionError like every desk."""
    lock(section.bloc)
    state = Document.objects.values_list("state", flat=True).get(review_report=section.report)
    if state != Document.State.DRAFT:
        raise ActionError(_("Báo cáo đang trình duyệt hoặc đã duyệt, không sửa được."))
    section.save_if_unchanged(revision, {"body": body})


@transaction.atomic
def share_report(report: ReviewReport, *, by: User, is_shared: bool = True) -> None:
    """Send the draft to the bloc's units for comment, or stop that."""
    papers.share(report.document, by=by, is_shared=is_shared)
    if report.meeting:
        touch(report.meeting)


@transaction.atomic
def comment(section: ReportSection, *, unit: Unit, text: str, by: User) -> ReportComment:
    """A unit comments on a part of the shared draft. The same words twice are one comment."""
    document = Document.objects.get(review_report=section.report)
    if not document.is_shared or document.state not in Document.DRAFT_STATES:
        raise ActionError(_("Báo cáo hiện không lấy ý kiến."))
    if not text.strip():
        raise ActionError(_("Hãy ghi ý kiến trước khi gửi."))
    made, is_new = ReportComment.objects.get_or_create(
        section=section,
        unit=unit,
        by=by,
        text=text.strip(),
        defaults={"bloc": section.bloc, "report": section.report, "at": clock.now()},
    )
    if is_new:
        record(made, "report_commented", by=by, after={"unit": unit.short_name})
    return made


@transaction.atomic
def answer(comment: ReportComment, *, text: str, by: User) -> None:
    """The desk answers a comment: taken up, or why not."""
    before = comment.answer
    comment.answer = text.strip()
    comment.save(update_fields=["answer"])
    record(
        comment,
        "comment_answered",
        by=by,
        before={"answer": before},
        after={"answer": comment.answer},
    )


@transaction.atomic
def submit_report(report: ReviewReport, *, by: User) -> None:
    """Hand the report to the head. Raises ActionError with what is still missing."""
    lock(report.bloc)
    refuse_if_lacking(report)
    papers.submit(report.document, by=by)


@transaction.atomic
def return_report(report: ReviewReport, *, by: User, reason: str) -> None:
    """The head sends the report back with a reason."""
    papers.return_draft(report.document, by=by, reason=reason)


@transaction.atomic
def approve_report(report: ReviewReport, *, by: User, seen: str) -> None:
    """The head, or the assigned deputy (KT. TRƯỞNG KHỐI), approves the words that were read."""
    lock(report.bloc)
    report.document.refresh_from_db()
    if not report.document.can_move_to(Document.State.APPROVED):
        raise ActionError(_("Báo cáo không ở bước chờ duyệt. Hãy tải lại trang để xem kết quả."))
    words = queries.report_words(report, by=by)
    refuse_if_changed(words, seen)
    papers.approve(report.document, snapshot=final_words(report.document, words), by=by)
    tell_approved(report.document, by=by)


@transaction.atomic
def correct_report(document: Document, *, reason: str, by: User) -> ReviewReport:
    """Begin a replacing report with the old one's prose; the old one stays as it was."""
    lock(document.bloc)
    old = document.review_report
    made = papers.start_draft(
        document.bloc,
        kind=document.kind,
        period=document.period,
        title=document.title,
        by=by,
        corrects=document,
        relation=Document.Relation.REPLACES,
        reason=reason,
    )
    report = _make(document.period, made)
    bodies = dict(old.sections.values_list("key", "body"))
    for section in report.sections.all():
        section.body = bodies.get(section.key, "")
        section.save(update_fields=["body"])
    return report
