"""All papers of one meeting in one table: state, files, and who does what next."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.kinds import KINDS, Approver
from documents.models import Document, Rendering
from documents.queries import handed_out
from meetings.models import Meeting, OfficialPaper, ReviewReport
from units.models import Period, User

State = Document.State
NEXT: dict[str, str | Promise] = {
    State.SIGNED: gettext_lazy("Thư ký Khối gửi Sở Nội vụ và ghi nhận đã gửi"),
    State.SENT: gettext_lazy("Sở Nội vụ ghi nhận đã nhận"),
    State.RECEIVED: gettext_lazy("Đã xong"),
}
OWN_NEXT: dict[str, str | Promise] = {
    State.DRAFT: gettext_lazy("Đơn vị hoàn thiện, trình lãnh đạo đơn vị"),
    State.SUBMITTED: gettext_lazy("Lãnh đạo đơn vị duyệt"),
    State.APPROVED: gettext_lazy("Đơn vị ghi số, ký, rồi ghi nhận đã ký"),
    State.SIGNED: gettext_lazy("Gửi cùng hồ sơ đề nghị khen thưởng"),
}
NEXT_OF_UNITS: dict[str, str | Promise] = {
    State.SIGNED: gettext_lazy("Thư ký Khối gửi các đơn vị và ghi nhận đã gửi"),
}


@dataclass
class PaperRow:
    """A line of the table: a paper with its files, or a kind that can be begun."""

    kind: str
    name: str
    document: Document | None = None
    url: str = ""
    next_step: str = ""
    files: list[Rendering] = field(default_factory=list)
    may_start: bool = False


def meeting_papers(meeting: Meeting, user: User) -> list[PaperRow]:
    """What the person may see of the meeting's papers, and what they may begin: three queries."""
    found = list(_documents(meeting, user))
    by_kind: dict[str, list[Document]] = {}
    for paper in found:
        paper.bloc, paper.period = meeting.bloc, meeting.period
        by_kind.setdefault(paper.kind, []).append(paper)
    begins = user.has_perm("meetings.write_paper", meeting)
    rows: list[PaperRow] = []
    for kind in [*_usual_kinds(meeting), *(kind for kind in by_kind if kind not in ORDER)]:
        rows += [_row(paper) for paper in by_kind.get(kind, [])]
        if kind in STARTED and kind not in by_kind and begins:
            rows.append(_blank(meeting, kind))
    return rows


ORDER = ("invitation", "minutes", "review_report", "notice", "pact")
STARTED = ("invitation", "review_report", "notice")


def _usual_kinds(meeting: Meeting) -> list[str]:
    left_out = set() if meeting.is_review else {"review_report"}
    return [kind for kind in ORDER if kind not in left_out]


def _documents(meeting: Meeting, user: User) -> "list[Document]":
    files = Rendering.objects.visible_to(user).filter(state=Rendering.State.DONE).order_by("pk")
    reports = ReviewReport.objects.filter(period=meeting.period, meeting=meeting)
    papers = OfficialPaper.objects.filter(meeting=meeting)
    mine = (
        Q(meeting_key=meeting.pk)
        | Q(pk__in=reports.values("document"))
        | Q(pk__in=papers.values("document"))
    )
    rows = Document.objects.visible_to(user).filter(mine).exclude(state=State.DROPPED)
    prefetch = Prefetch("renderings", queryset=files, to_attr="files")
    return list(rows.prefetch_related(prefetch).order_by("pk"))


def _row(paper: Document) -> PaperRow:
    files: list[Rendering] = paper.files  # type: ignore[attr-defined]  # read with the paper
    shown = [row for row in files if row.form not in Rendering.DRAFTS]
    if not paper.is_approved:
        newest = {row.form: row for row in files if row.form in Rendering.DRAFTS}
        shown = [newest[form] for form in Rendering.DRAFTS if form in newest]
    return PaperRow(
        kind=paper.kind,
        name=_name(paper.kind, paper.period),
        document=paper,
        url=draft_url(paper),
        next_step=next_step(paper),
        files=handed_out(shown) if paper.is_approved else shown,
    )


def _blank(meeting: Meeting, kind: str) -> PaperRow:
    name = _name(kind, meeting.period)
    return PaperRow(kind=kind, name=name, next_step=_("Chưa lập"), may_start=True)


def _name(kind: str, period: Period) -> str:
    """The kind's name; a report is of this period's review, not of either."""
    if kind == "review_report":
        return _("Báo cáo %(what)s") % {"what": period.review_word}
    return str(KINDS[kind].name)


def draft_url(paper: Document) -> str:
    """Where a paper is read, and where its draft is written and decided on."""
    if paper.is_approved:
        return paper.get_absolute_url()
    period = paper.period
    at = [period.bloc.province.slug, period.bloc.slug]
    if paper.kind == "handover":
        return reverse("meetings:handovers", args=at)
    if paper.kind == "pact":
        return reverse("meetings:pact_of", args=[*at, period.ends.year])
    if paper.kind == "achievement":
        return reverse("awards:achievement_of", args=[*at, paper.pk])
    routes = {"minutes": "minutes_of", "review_report": "report_of", "tally": "tally_of"}
    name = f"meetings:{routes.get(paper.kind, 'paper_of')}"
    return reverse(name, args=[*at, period.slug, paper.pk])


def next_step(paper: Document) -> str:
    """Who does what next, as one short sentence."""
    approver = paper.kind_info.approver
    if approver == Approver.UNIT_LEADER and paper.state in OWN_NEXT:
        return str(OWN_NEXT[paper.state])
    if approver == Approver.TELLERS and not paper.is_approved:
        return _("Tổ kiểm phiếu xác nhận")
    if paper.state == State.DRAFT:
        if approver == Approver.CHAIR:
            return _("Thư ký hội nghị hoàn thiện, trình chủ tọa")
        return _("Thư ký Khối hoàn thiện, trình Trưởng khối")
    if paper.state == State.SUBMITTED:
        return _("Chủ tọa duyệt") if approver == Approver.CHAIR else _("Trưởng khối duyệt")
    if paper.awaits_number:
        return _("Thư ký Khối nhập số văn thư cấp")
    if paper.state == State.APPROVED:
        return _("In, ký, rồi ghi nhận đã ký")
    if paper.goes_to_units:
        return str(NEXT_OF_UNITS.get(paper.state, NEXT[State.RECEIVED]))
    return str(NEXT[paper.state])
