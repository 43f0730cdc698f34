"""What a person owes now, over all floors."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Document, Rendering
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.queries.duty import Duty
from emulation_bloc.queries.scoring import scoring_duties
from emulation_bloc.queries.standings import Standing
from emulation_bloc.queries.waiting import waiting_duties
from meetings.models import Meeting
from meetings.queries.meeting_papers import draft_url
from units.models import Bloc, MeetingSettings, Period, User

State = Document.State


def duties(user: User, found: list[Standing]) -> list[Duty]:
    """What the person owes now, over all blocs, the most urgent first. At most six queries."""
    listed: list[Duty] = []
    for standing in found:
        if standing.period.state == Period.State.OPEN:
            listed += _chair_duty(user, standing)
            listed += _meeting_duties(user, standing)
            listed += _paper_duties(user, standing)
            listed += _late_duty(user, standing)
    listed += scoring_duties(user, [standing.period for standing in found])
    listed += waiting_duties(user)
    listed += _opening_duties(user, found)
    return sorted(listed, key=lambda duty: (duty.due is None, duty.due or date.max, duty.title))


def _opening_duties(user: User, found: list[Standing]) -> list[Duty]:
    """Blocs without an open period, for those who may open one."""
    at_work = {one.period.bloc_id for one in found if one.period.state == Period.State.OPEN}
    idle = user.rights.desk_blocs - at_work
    if not idle:
        return []
    return [
        Duty(
            _("Mở kỳ đánh giá"),
            bloc.name,
            reverse("units:open_period", args=[bloc.province.slug, bloc.slug]),
            _("Mở kỳ"),
            "calendar",
        )
        for bloc in Bloc.objects.filter(pk__in=idle).select_related("province")
        if user.has_perm("units.open_period", bloc)
    ]


def _late_duty(user: User, standing: Standing) -> list[Duty]:
    """A bloc that keeps its reviewer waiting."""
    period = standing.period
    if not standing.late or not user.has_perm("documents.receive", period):
        return []
    return [
        Duty(
            _("Khối quá hạn %(what)s") % {"what": standing.late},
            f"{period.bloc.name} · {period.name}",
            period.get_absolute_url(),
            _("Xem"),
            "alert-triangle",
            standing.late_since,
        )
    ]


def _at(period: Period) -> list[str]:
    return [period.bloc.province.slug, period.bloc.slug, period.slug]


def _meeting_duties(user: User, standing: Standing) -> list[Duty]:
    period, meeting = standing.period, standing.meeting
    where = period.bloc.name
    rows = []
    if (
        meeting is None
        and clock.today() >= period.report_due
        and user.has_perm("meetings.plan", period)
    ):
        rows.append(
            Duty(
                _("Lập hội nghị %(what)s") % {"what": period.review_word},
                f"{where} · {period.name}",
                reverse("meetings:index", args=_at(period)),
                _("Lập hội nghị"),
                "users-group",
                period.meeting_due,
            )
        )
    drafting = standing.minutes is None or standing.minutes.state == State.DRAFT
    takes_notes = drafting and not _submits(user, standing)
    if meeting and takes_notes and user.has_perm("meetings.edit_notes", meeting):
        held = f"{where} · {period.name}"
        if meeting.date:
            held += _(" · họp ngày %(day)s") % {"day": vietnamese.date_short(meeting.date)}
        rows.append(
            Duty(
                _("Ghi biên bản hội nghị"),
                held,
                reverse("meetings:desk", args=[*_at(period), meeting.pk]),
                _("Ghi tiếp"),
                "edit",
                period.meeting_due,
            )
        )
    return rows + _report_duty(user, standing)


def _chair_duty(user: User, standing: Standing) -> list[Duty]:
    """On the day, and while it sits, whoever is in the chair leads the meeting from a phone."""
    period, meeting = standing.period, standing.meeting
    if meeting is None or meeting.pk not in user.rights.chair_of:
        return []
    is_coming = meeting.state in {Meeting.State.PLANNED, Meeting.State.INVITED}
    if meeting.state != Meeting.State.RUNNING and not (is_coming and meeting.date == clock.today()):
        return []
    url = reverse("meetings:chair", args=[*_at(period), meeting.pk])
    title, text = _("Điều hành hội nghị"), f"{period.bloc.name} · {period.name}"
    return [Duty(title, text, url, _("Điều hành"), "gavel", meeting.date)]


def _submits(user: User, standing: Standing) -> bool:
    """After the meeting's day its secretary has the minutes to submit instead of notes to take."""
    day = standing.meeting.date if standing.meeting else None
    is_past = bool(day and day < clock.today())
    return (
        is_past and bool(standing.minutes) and user.has_perm("documents.submit", standing.minutes)
    )


def _report_duty(user: User, standing: Standing) -> list[Duty]:
    """Once the meeting is over its report is owed."""
    period = standing.period
    may_write = user.has_perm("meetings.write_report", period)
    if standing.report is not None or not standing.is_meeting_over or not may_write:
        return []
    return [
        Duty(
            _("Soạn báo cáo %(what)s") % {"what": period.review_word},
            f"{period.bloc.name} · {period.name}",
            period.get_absolute_url(),
            _("Soạn báo cáo"),
            "file-text",
            period.send_due,
        )
    ]


NEXT_STEPS = {
    "approve": (State.SUBMITTED, gettext_lazy("Duyệt"), "rubber-stamp"),
    "record_signed": (State.APPROVED, gettext_lazy("Ghi nhận đã ký"), "signature"),
    "record_sent": (State.SIGNED, gettext_lazy("Gửi Sở Nội vụ"), "send"),
    "receive": (State.SENT, gettext_lazy("Ghi nhận đã nhận"), "inbox"),
}


def _paper_duties(user: User, standing: Standing) -> list[Duty]:
    rows = []
    for paper in standing.papers:
        if not paper.is_approved and paper.kind in {"pact", "handover", "tally"}:
            continue  # confirmed on pages of their own
        if _is_past(standing, paper):
            continue
        name = _name(paper)
        text = f"{paper.bloc.name} · {paper.label or paper.period.name}"
        due = _due(standing, paper)
        if paper.state == State.DRAFT and user.has_perm("documents.submit", paper):
            rows += _draft_duty(standing, paper, name, text)
        if paper.awaits_number and user.has_perm("documents.give_number", paper):
            title = _("Nhập số văn thư cấp cho %(paper)s") % {"paper": name}
            rows.append(Duty(title, text, paper.get_absolute_url(), _("Nhập số"), "edit", due))
            continue
        for perm, (state, word, icon) in NEXT_STEPS.items():
            if paper.state == state and user.has_perm(f"documents.{perm}", paper):
                url = draft_url(paper) if perm == "approve" else paper.get_absolute_url()
                rows.append(Duty(f"{word}: {name}", text, url, word, icon, due))
    return rows


def _is_past(standing: Standing, paper: Document) -> bool:
    """An invitation that was still a draft when its meeting ended is owed to nobody."""
    meeting = standing.meeting
    is_draft = paper.kind == "invitation" and not paper.is_approved
    return is_draft and meeting is not None and meeting.state == meeting.State.ENDED


def _due(standing: Standing, paper: Document) -> date | None:
    """By when: minutes and report as the period says; the notice some days after the meeting (bloc
    practice §5), the invitation before it; plan, pact and letters have no day of the period."""
    if paper.kind in {"minutes", "review_report"}:
        return paper.period.send_due
    meeting = standing.meeting
    if meeting is None or meeting.date is None or paper.meeting_key != meeting.pk:
        return None
    if paper.kind == "notice":
        return meeting.date + timedelta(days=MeetingSettings().notice_days)
    return meeting.date if paper.kind == "invitation" else None


def _name(paper: Document) -> str:
    """The kind in a sentence; a report is of this period's review, not of either."""
    if paper.kind == "review_report":
        return _("báo cáo %(what)s") % {"what": paper.period.review_word}
    return str(paper.get_kind_display()).lower()


def _draft_duty(standing: Standing, paper: Document, name: str, text: str) -> list[Duty]:
    """A draft to be finished and submitted; minutes once the meeting is over."""
    url, due = draft_url(paper), _due(standing, paper)
    if paper.return_reason:
        title = _("Sửa %(paper)s bị trả lại") % {"paper": name}
        return [Duty(title, text, url, _("Mở"), "arrow-back-up", due)]
    if paper.kind == "minutes" and not standing.is_meeting_over:
        return []
    return [
        Duty(_("Hoàn thiện, trình %(paper)s") % {"paper": name}, text, url, _("Mở"), "send", due)
    ]


def failed_files(user: User) -> QuerySet[Rendering]:
    """Files that could not be made, of papers the user works on."""
    rows = Rendering.objects.visible_to(user).filter(state=Rendering.State.FAILED)
    own = Q(bloc__in=user.rights.desk_blocs) | Q(requested_by=user)
    rows = rows.filter(own).defer("snapshot", "signatures", "document__snapshot")
    return rows.select_related("document", "bloc__province", "province", "period")
