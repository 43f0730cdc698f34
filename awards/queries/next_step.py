"""What the desk does next with the period's list of nominations, in one sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.models import Nomination
from awards.queries.nominations import (
    NEW,
    Line,
    goes_without_vote,
    stands_in_minutes,
    told_of,
)
from awards.queries.proposal import draft_among, named_elsewhere, named_in, papers_of
from awards.queries.proposing import lacks_of_proposal
from documents.models import Document
from units.models import Period
from units.queries import award_settings

State = Nomination.State
PROPOSE, ADVANCE, TO_MINUTES, WRITE, PAPER = (
    "propose", "advance", "minutes", "proposal", "paper",
)  # fmt: skip


@dataclass(frozen=True)
class Ahead:
    """The sentence; the step it names (propose | advance | minutes | proposal | paper, or empty
    where the page has no button for it), with the paper's page; what the button says that begins a
    tờ trình or brings the draft up to date, empty without one."""

    text: str
    code: str = ""
    url: str = ""
    write: str = ""


@dataclass(frozen=True)
class Counts:
    """How many nominations of the list stand where: `asked` for a supplement, `bindable` to the
    minutes, `early` for want of minutes, `unwritten` in no tờ trình yet, `written` in the one whose
    page is `paper`, `changed` against its draft, `unsigned` with no signed achievement report."""

    listed: int = 0
    asked: int = 0
    new: int = 0
    bindable: int = 0
    unwritten: int = 0
    changed: int = 0
    written: int = 0
    unsigned: int = 0
    early: int = 0
    waiting: int = 0
    questions: int = 0
    held: int = 0
    paper: str = ""


def ahead_of(period: Period, lines: list[Line]) -> Ahead | None:
    """The step that comes next, from all the period's lines as the desk sees them; None where there
    is none. A handful of queries, however long the list."""
    lines = [line for line in lines if not line.row.is_over]
    if lines:
        return next_step(_counts(period, lines))
    if period.kind != Period.Kind.YEAR:
        return None
    if lacks := lacks_of_proposal(period):
        return Ahead(" ".join(lacks))
    return Ahead(_("Kết quả xếp hạng đã chốt: lập danh sách đề nghị theo xếp hạng."), PROPOSE)


def next_step(counts: Counts) -> Ahead | None:
    """What is asked for from outside first, then what can be done at once, then what is waited
    for; None without nominations."""
    sentences = (
        (counts.asked, _("Sở Nội vụ yêu cầu bổ sung %(n)d hồ sơ: mở hồ sơ để bổ sung."), ""),
        (counts.new, _("%(n)d đề nghị chưa xét điều kiện: xét điều kiện, ghi kết quả."), ADVANCE),
        (counts.bindable, _("%(n)d đề nghị đủ điều kiện: ghi vào biên bản."), TO_MINUTES),
        (counts.unwritten, _("Đã ghi biên bản %(n)d đề nghị: lập tờ trình."), WRITE),
        (counts.changed, _("Danh sách đã khác dự thảo tờ trình: cập nhật dự thảo."), WRITE),
        (counts.written, _("Đã lập tờ trình: hoàn thiện, trình duyệt và gửi hồ sơ."), PAPER),
        (counts.early, _("Biên bản hội nghị chưa duyệt nên chưa ghi được vào biên bản."), ""),
        (counts.waiting, _("%(n)d đề nghị chờ kết quả xếp hạng, bỏ phiếu để ghi."), ADVANCE),
        (counts.questions, _("%(n)d đề nghị có điều kiện chưa đạt: mở để xem xét, kết luận."), ""),
        (counts.held, _("%(n)d đề nghị đang tạm dừng xét, chờ văn bản kết luận."), ""),
        (counts.listed, _("Đã gửi Sở Nội vụ: theo dõi kết quả ở từng đề nghị."), ""),
    )
    write = _("Lập tờ trình") if counts.unwritten else ""
    write = _("Cập nhật dự thảo tờ trình") if counts.changed else write
    for number, text, code in sentences:
        if number:
            url = counts.paper if code == PAPER else ""
            return Ahead(text % {"n": number} + _unsigned(counts, code), code, url, write)
    return None


def _unsigned(counts: Counts, code: str) -> str:
    """What will keep the proposal from being sent, said while it is written."""
    if code not in (WRITE, PAPER) or not counts.unsigned:
        return ""
    words = _("Còn %(n)d đề nghị chưa có báo cáo thành tích đã ký, chưa gửi được.")
    return " " + words % {"n": counts.unsigned}


def _counts(period: Period, lines: list[Line]) -> Counts:
    told, needs_ballot = told_of(period), award_settings(period.bloc, period.ends).needs_ballot
    papers = papers_of(period)
    draft = draft_among(papers)
    is_waiting = any(row.document.state == Document.State.SUBMITTED for row in papers)
    fit = [line.row for line in lines if line.row.is_inside and not line.unfit]
    fit = [row for row in fit if row.state not in NEW and row.award.is_bloc_business]
    ready = [row for row in fit if row.state == State.VOTED or goes_without_vote(row, needs_ballot)]
    bindable = [row for row in ready if stands_in_minutes(row, told, needs_ballot=needs_ballot)]
    minuted = {line.row.pk for line in lines if line.row.state == State.MINUTED}
    to_name = minuted - named_elsewhere(papers, draft)
    named = named_in([draft] if draft else []) & {line.row.pk for line in lines}
    at_home = [line for line in lines if line.row.is_inside or line.row.state == State.MINUTED]
    return Counts(
        listed=len(lines),
        asked=sum(line.row.state == State.SUPPLEMENT for line in lines),
        new=sum(line.row.state in NEW for line in lines),
        bindable=len(bindable),
        unwritten=0 if draft or is_waiting else len(to_name),
        changed=len(to_name ^ named) if draft else 0,
        written=len(minuted) if papers else 0,
        unsigned=len(minuted) - _signed_reports(minuted) if minuted else 0,
        early=len(ready) - len(bindable),
        waiting=len(fit) - len(ready),
        questions=sum(bool(line.unfit or line.open) for line in at_home),
        held=sum(line.row.state == State.HOLD for line in lines),
        paper=papers[0].document.get_absolute_url() if papers else "",
    )


def _signed_reports(rows: set[int]) -> int:
    """How many of the nominations have a signed achievement report."""
    signed = (Document.State.SIGNED, Document.State.SENT, Document.State.RECEIVED)
    return Document.objects.filter(achievement__nomination__in=rows, state__in=signed).count()
