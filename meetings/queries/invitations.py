"""Reads about invitations: who is asked, who writes back, the words of the letters."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from emulation_bloc.lib import clock, vietnamese
from meetings.models import Attendance, Guest, Invitation, Meeting, ReviewReport
from meetings.queries.minutes import person_words
from meetings.queries.planning import agenda_times, left_units
from units.models import Appointment, User
from units.models.tenants import valid_on

ASKED = (Guest.Role.REVIEWER, Guest.Role.GUEST)
Answer = Invitation.Answer


@dataclass
class Line:
    """One of those asked: a member unit or a guest, with the invitation where it was sent."""

    name: str
    unit_id: int | None = None
    guest: Guest | None = None
    has_left: bool = False
    has_account: bool = False
    attendance: Attendance | None = None
    invitation: Invitation | None = None
    files: list[Any] = field(default_factory=list)

    @property
    def answer(self) -> str:
        """What came back."""
        return self.invitation.answer if self.invitation else Answer.NONE

    @property
    def is_late(self) -> bool:
        """Whether the answer came after the last day for it."""
        return bool(self.invitation and is_late(self.invitation))

    @property
    def people(self) -> int:
        """How many come."""
        if self.answer not in {Answer.YES, Answer.STAND_IN} or not self.invitation:
            return 0
        return 1 + len(vietnamese.paragraphs(self.invitation.companions))


def is_late(invitation: Invitation) -> bool:
    """Whether an answer came, or would come now, after the last day for it."""
    last = invitation.meeting.reply_by
    at = invitation.answered_at
    return bool(last and (clock.local_date(at) if at else clock.today()) > last)


def lines_of(meeting: Meeting) -> list[Line]:
    """Everybody who is asked to the meeting, units first: six queries."""
    rows = list(meeting.invitations.select_related("answered_by").prefetch_related("attachments"))
    for row in rows:
        row.meeting = meeting
    by_unit = {row.unit_id: row for row in rows if row.unit_id}
    by_guest = {row.guest_id: row for row in rows if row.guest_id}
    attendances = list(meeting.attendances.all())
    left = left_units(meeting, [row.unit_id for row in attendances])
    reached = set(_accounts([row.unit_id for row in attendances]))
    lines = [
        Line(
            name=row.unit_name,
            unit_id=row.unit_id,
            has_left=row.unit_id in left,
            has_account=row.unit_id in reached,
            attendance=row,
            invitation=by_unit.get(row.unit_id),
        )
        for row in attendances
    ]
    for guest in meeting.guests.filter(role__in=ASKED):
        name = person_words(guest.name, guest.title, guest.organisation)
        found = by_guest.get(guest.pk)
        has_account = guest.user_id is not None
        lines.append(Line(name, guest=guest, has_account=has_account, invitation=found))
    for line in lines:
        line.files = list(line.invitation.attachments.all()) if line.invitation else []
    return lines


def totals(lines: list[Line]) -> dict[str, int]:
    """Counts of the answers, and how many people are expected."""
    counts = {str(answer): 0 for answer in Answer}
    for line in lines:
        counts[str(line.answer)] += not line.has_left
    return counts | {"people": sum(line.people for line in lines), "all": len(lines)}


def _accounts(units: list[int]) -> dict[int | None, list[User]]:
    """Unit → its leaders and officers of today who have an account."""
    rows = Appointment.objects.filter(
        valid_on(clock.today()),
        unit__in=units,
        role__in=[Appointment.Role.LEADER, Appointment.Role.OFFICER],
        user__is_active=True,
    )
    found: dict[int | None, list[User]] = {}
    for row in rows.select_related("user").order_by("pk"):
        known = found.setdefault(row.unit_id, [])
        if row.user not in known:
            known.append(row.user)
    return found


def readers_of(invitations: list[Invitation]) -> dict[int, list[User]]:
    """Invitation → the people who get its letters: a unit's leaders and officers, or the guest."""
    reached = _accounts([row.unit_id for row in invitations if row.unit_id])
    return {
        row.pk: [row.guest.user] if row.guest and row.guest.user else reached.get(row.unit_id, [])
        for row in invitations
    }


def own_invitations(meeting: Meeting, user: User) -> list[Invitation]:
    """What the person answers for: the own units' invitations and one's own as a guest."""
    own = Q(unit__in=user.rights.units) | Q(guest__user=user.pk)
    rows = list(meeting.invitations.filter(own, sent_at__isnull=False).select_related("unit"))
    for row in rows:
        row.meeting = meeting
    return rows


def draft_report_of(meeting: Meeting) -> ReviewReport | None:
    """The draft of the period's review report that goes out with the invitation of its review."""
    if not meeting.is_review:
        return None
    rows = ReviewReport.objects.filter(period=meeting.period, document__state="draft")
    return rows.select_related("document").order_by("-pk").first()


def when_words(meeting: Meeting) -> str:
    """`08 giờ 00 phút, thứ Sáu, ngày 09 tháng 7 năm 2021`."""
    parts = [vietnamese.time_words(meeting.starts_at)] if meeting.starts_at else []
    if meeting.date:
        parts += [vietnamese.weekday_words(meeting.date), vietnamese.date_words(meeting.date)]
    return ", ".join(parts)


def facts_words(meeting: Meeting) -> str:
    """When, where, how: the lines that a change has to be told of."""
    mode = vietnamese.lower_first(str(meeting.get_mode_display()))
    return f"Thời gian: {when_words(meeting)}.\nĐịa điểm: {meeting.place}.\nHình thức: {mode}."


def letter_words(meeting: Meeting, *, opening: str, has_report: bool) -> str:
    """The letter to everybody asked, after its first line: facts, agenda, papers, answer."""
    lines = [opening, "", facts_words(meeting)]
    chairs = [
        person_words(row.name, row.title, row.organisation)
        for row in meeting.guests.filter(role=Guest.Role.CHAIR)
    ]
    if chairs:
        lines.append(f"Chủ trì: {vietnamese.join(chairs)}.")
    if meeting.attendance_summary:
        lines.append(f"Thành phần: {vietnamese.sentence(meeting.attendance_summary)}")
    agenda = agenda_times(meeting, list(meeting.agendaitems.all()))
    if agenda:
        lines += ["", "Chương trình dự kiến:"]
        lines += [f"- {f'{at:%H:%M}  ' if at else ''}{item.title}" for item, at, _end in agenda]
    if has_report:
        lines += ["", "Dự thảo báo cáo của Khối gửi kèm trên hệ thống để các đơn vị cho ý kiến."]
    if meeting.invitation_note:
        lines += ["", meeting.invitation_note]
    if meeting.reply_by:
        day = vietnamese.date_words(meeting.reply_by)
        lines += ["", f"Đề nghị trả lời trên hệ thống trước {day}."]
    if meeting.contact:
        lines.append(f"Người liên hệ: {vietnamese.sentence(meeting.contact)}")
    return "\n".join([*lines, "", "Trân trọng."])
