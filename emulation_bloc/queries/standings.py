"""Reads over all floors for the joined pages: duties of a person, where a bloc stands."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from assessments.models import Round
from documents.models import Document
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.queries.rounds import round_of
from meetings.models import Meeting
from meetings.queries.planning import beside_the_review
from units.models import Bloc, Membership, Period, User
from units.models.tenants import valid_on

State = Document.State


@dataclass
class Standing:
    """A period with what there is of it; built from a few queries for any number of periods."""

    period: Period
    sees_drafts: bool = True
    meeting: Meeting | None = None
    minutes: Document | None = None
    report: Document | None = None
    papers: list[Document] = field(default_factory=list)

    @property
    def is_meeting_over(self) -> bool:
        """Whether the day of the meeting has come, and it does not sit any more."""
        day = self.meeting.date if self.meeting else None
        is_running = self.meeting is not None and self.meeting.state == Meeting.State.RUNNING
        return bool(day and day <= clock.today()) and not is_running

    @property
    def late(self) -> str:
        """What is overdue by today's date, in a word, empty when nothing is."""
        today = clock.today()
        if self.period.state == Period.State.CLOSED:
            return ""
        if not (self.minutes and self.minutes.is_approved):
            return _("biên bản") if today > self.period.meeting_due else ""
        if self.minutes.state not in {State.SENT, State.RECEIVED} and today > self.period.send_due:
            return _("gửi Sở Nội vụ")
        return ""

    @property
    def late_since(self) -> date | None:
        """The last day on which it would have been in time, None when nothing is late."""
        if not self.late:
            return None
        has_minutes = self.minutes and self.minutes.is_approved
        return self.period.send_due if has_minutes else self.period.meeting_due

    @property
    def late_days(self) -> int:
        """How many days overdue, 0 when not."""
        return (clock.today() - self.late_since).days if self.late_since else 0

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The period's line: what is done, where we are, what comes."""
        today = clock.today()
        held = self.is_meeting_over
        approved = bool(self.minutes and self.minutes.is_approved)
        sent = bool(self.minutes and self.minutes.state in {State.SENT, State.RECEIVED})
        closed = self.period.state == Period.State.CLOSED
        shared = bool(self.report and (self.report.is_shared or self.report.state != State.DRAFT))
        when = self.meeting.date if self.meeting and self.meeting.date else None
        rows = [
            *self._unit_steps(today),
            (_("Dự thảo báo cáo chung"), self.period.draft_due, shared or approved or held, None),
            (_("Hội nghị ") + self.period.review_word, self.period.meeting_due, held, when),
            (_("Duyệt, ký, gửi Sở Nội vụ"), self.period.send_due, sent, None),
            (_("Kết thúc kỳ"), None, closed, None),
        ]
        if not self.sees_drafts:  # nobody is told that a draft is late whom drafts do not concern
            rows = [row for row in rows if row[0] != _("Dự thảo báo cáo chung")]
        return _line(rows, today)

    def _unit_steps(self, today: date) -> list[tuple[str, date | None, bool, date | None]]:
        """What the units do, and where scoring is on what becomes of it before the meeting."""
        due, found = self.period.report_due, round_of(self.period)
        if found is None or not found.is_scored:
            return [(_("Đơn vị báo cáo"), due, today > due, None)]
        handed_in = not found.is_collecting
        appraised = found.state in {Round.State.AGREEMENT, Round.State.ADJUSTMENT}
        appraised = appraised or found.is_closed
        return [
            (_("Tự chấm điểm"), due, handed_in, None),
            (_("Thẩm định"), self.period.draft_due, appraised, None),
        ]


def _line(
    rows: list[tuple[str, date | None, bool, date | None]], today: date
) -> list[dict[str, Any]]:
    here = next((place for place, row in enumerate(rows) if not row[2]), len(rows))
    line = []
    for place, (label, due, is_done, when) in enumerate(rows):
        state = "done" if is_done else "now" if place == here else "next"
        is_late = bool(due and not is_done and today > due)
        if when:
            text = vietnamese.date_short(when)
        elif due and is_late:
            text = _("quá hạn %(n)d ngày") % {"n": (today - due).days}
        else:
            text = _("hạn %(day)s") % {"day": vietnamese.date_short(due)} if due else ""
        line.append({"label": label, "date_text": text, "state": state, "is_late": is_late})
    return line


def standings(periods: QuerySet[Period] | list[Period], user: User) -> list[Standing]:
    """Where each period stands, as far as the user may know: three queries. The papers come without
    their words and files, so that many periods are little to read."""
    found = {
        period.pk: Standing(period, sees_drafts=period.bloc_id in user.rights.blocs)
        for period in periods
    }
    reviews = Meeting.objects.visible_to(user).filter(kind__in=Meeting.REVIEWS)
    reviews = reviews.exclude(state=Meeting.State.CANCELLED).filter(period__in=list(found))
    for meeting in reviews.order_by("-pk"):
        standing = found[meeting.period_id]
        meeting.bloc, meeting.period = standing.period.bloc, standing.period
        standing.meeting = meeting
    papers = (
        Document.objects.visible_to(user)
        .filter(period__in=list(found))
        .exclude(state=State.DROPPED)
        .annotate(is_beside=beside_the_review())
        .defer("snapshot")
    )
    for paper in papers.order_by("pk"):
        standing = found[paper.period_id]
        paper.bloc, paper.period = standing.period.bloc, standing.period
        standing.papers.append(paper)
        is_beside: bool = paper.is_beside  # type: ignore[attr-defined]  # annotated above
        is_whole = paper.relation != Document.Relation.SUPPLEMENTS and not is_beside
        if paper.kind == "minutes" and is_whole and not _is_older(standing.minutes, paper):
            standing.minutes = paper
        if paper.kind == "review_report" and not _is_older(standing.report, paper):
            standing.report = paper
    return list(found.values())


def _is_older(known: Document | None, paper: Document) -> bool:
    """A correcting draft does not push the approved paper aside."""
    return known is not None and known.is_approved and not paper.is_approved


def member_counts(blocs: list[Bloc], day: date) -> dict[int, int]:
    """Bloc id → how many members on a day."""
    rows = Membership.objects.filter(valid_on(day), bloc__in=blocs)
    return dict(rows.values_list("bloc").annotate(n=Count("pk")))
