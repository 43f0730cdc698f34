"""Where a meeting stands, as the chair, the projector and the members see it; the same for all."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from documents.models import Document
from emulation_bloc.lib import clock
from meetings.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Conclusion,
    Contribution,
    Invitation,
    Meeting,
    Speaker,
)
from meetings.queries import room
from meetings.queries.ballots import ballots_to_cast, open_ballots
from units.models import User

# Conclusions that fit on the projector's picture so that one reads them from ten metres.
SHOWN = 4


@dataclass(frozen=True)
class Counts:
    """Units of the attendance list by mark; `here` are those that came or sent a stand-in."""

    here: int
    stand_ins: int
    absent: int
    unknown: int
    members: int


def stage_of(meeting: Meeting) -> dict[str, Any]:
    """Agenda with the item that runs, who speaks, who is there, what is concluded: six queries; and
    the open ballots of a meeting that has ballots: one more."""
    steps = room.agenda_steps(meeting, AgendaItem.objects.filter(meeting=meeting), clock.now())
    attendances = list(Attendance.objects.filter(meeting=meeting))
    speakers = list(Speaker.objects.filter(meeting=meeting).select_related("unit"))
    now = next((step for step in steps if step.state == "now"), None)
    concluded = conclusions_of(meeting)
    return {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "steps": steps,
        "step": now,
        "since": _milliseconds(now.item) if now else 0,
        "next_step": room.next_step(steps),
        "light": room.light_of(meeting, attendances),
        "counts": count(attendances),
        "speaking": room.speaking(speakers),
        "next_speaker": room.next_speaker(speakers),
        "waiting": [row for row in speakers if row.turn == Speaker.Turn.WAITING],
        "conclusions": concluded,
        "latest": concluded[-SHOWN:],
        "ballots": open_ballots(meeting),
        "earlier": max(0, len(concluded) - SHOWN),
    }


def votes_of(meeting: Meeting, user: User) -> dict[str, Any]:
    """The meeting's open ballots in which the person has a unit's vote to cast yet. One query; a
    half-year review has none and is not asked."""
    if meeting.kind == Meeting.Kind.HALF_YEAR_REVIEW:
        return {"to_cast": []}
    return {"to_cast": [row for row in ballots_to_cast(user) if row.meeting_id == meeting.pk]}


def _milliseconds(item: AgendaItem) -> int:
    """When an item began, in milliseconds since 1970, as the clock of a page counts."""
    return int(item.started_at.timestamp() * 1000) if item.started_at else 0


def count(attendances: list[Attendance]) -> Counts:
    """How many units bear which mark."""
    marks = [row.presence for row in attendances]
    stand_ins = marks.count(Attendance.Presence.STAND_IN)
    return Counts(
        here=marks.count(Attendance.Presence.PRESENT) + stand_ins,
        stand_ins=stand_ins,
        absent=marks.count(Attendance.Presence.ABSENT),
        unknown=marks.count(Attendance.Presence.UNKNOWN),
        members=len(marks),
    )


def conclusions_of(meeting: Meeting) -> list[tuple[int, Conclusion]]:
    """Directions and decisions, numbered as the meeting hears them; requests are not its own."""
    kinds = [Conclusion.Kind.DIRECTION, Conclusion.Kind.DECISION]
    rows = Conclusion.objects.filter(meeting=meeting, kind__in=kinds)
    ordered = rows.prefetch_related("lead_units").order_by("-kind", "position", "pk")
    return list(enumerate(ordered, start=1))


def own_part(meeting: Meeting, user: User) -> dict[str, Any]:
    """What the meeting has to do with the person's units, and the papers that the person may read:
    from `user.rights` alone, so that it may be kept for all who may do the same. Seven queries."""
    units = user.rights.units
    mine = Conclusion.objects.filter(meeting=meeting)
    led = mine.filter(lead_units__in=units)
    helped = mine.filter(partner_units__in=units)
    contributions = Contribution.objects.filter(meeting=meeting, unit__in=units)
    invitations = Invitation.objects.filter(meeting=meeting, unit__in=units)
    return {
        "bloc": meeting.bloc,
        "period": meeting.period,
        "meeting": meeting,
        "attendances": list(Attendance.objects.filter(meeting=meeting, unit__in=units)),
        "invitations": list(invitations.select_related("unit")),
        "contributions": list(contributions.select_related("unit")),
        "led": list(led.distinct()),
        "helped": list(helped.exclude(lead_units__in=units).distinct()),
        "attachments": list(
            Attachment.objects.visible_to(user).filter(meeting=meeting).order_by("item", "pk")
        ),
        "papers": list(
            Document.objects.visible_to(user)
            .exclude(state=Document.State.DROPPED)
            .filter(Q(meeting_key=meeting.pk) | Q(review_report__meeting=meeting))
        ),
    }
