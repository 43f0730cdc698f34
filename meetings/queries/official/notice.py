"""Thông báo kết luận: what the meeting agreed, who leads, with whom, until when, measured by what;
issued within the days the bloc has set (five unless it says otherwise)."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from emulation_bloc.lib import vietnamese
from meetings.models import Conclusion, Guest, Meeting, OfficialPaper
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.minutes import count_words, directions_title, person_words
from meetings.queries.official.frame import Prose, closing_blocks, named_words, prose_of
from units.models import User
from units.queries import meeting_settings

NEEDS_MEETING = True
READS = (
    "guests",
    "attendances",
    "conclusions__references",
    "conclusions__lead_units",
    "conclusions__partner_units",
)
Found = dict[str, list[Conclusion]]


def usual(paper: OfficialPaper) -> Prose:
    """What every such notice says; the meeting's facts stand in bound words of their own."""
    department = paper.bloc.province.reviewing_department
    return Prose(
        subject=f"Kết luận {_meeting(paper).title}",
        opening=(
            "Sau khi nghe báo cáo, ý kiến thảo luận của các đơn vị thành viên và ý kiến của đại "
            f"diện {department}, Hội nghị thống nhất các nội dung sau:"
        ),
        closing=(
            "Đề nghị các đơn vị thành viên tổ chức thực hiện các nội dung trên, báo cáo kết quả về "
            "đơn vị Trưởng khối để tổng hợp.\nTrên đây là kết luận của Hội nghị, "
            f"{paper.bloc.name} thông báo để các đơn vị biết, thực hiện."
        ),
        recipients=f"{department} (để báo cáo)\nCác đơn vị thành viên Khối\nLưu: VT, Hồ sơ",
    )


def _meeting(paper: OfficialPaper) -> Meeting:
    if paper.meeting is None:
        raise ValueError("a notice belongs to a meeting")
    return paper.meeting


def due(paper: OfficialPaper) -> date | None:
    """The last day on which the notice is in time; None while the meeting has no date."""
    meeting = _meeting(paper)
    if meeting.date is None:
        return None
    return meeting.date + timedelta(days=meeting_settings(paper.bloc, meeting.date).notice_days)


def words(paper: OfficialPaper, by: User | None = None) -> dict[str, Any]:
    """The snapshot: the meeting's facts, directions, the chair's decisions, the requests."""
    meeting, prose = _meeting(paper), prose_of(paper, usual(paper))
    body = [
        paragraph(_held(meeting)),
        *blocks.paragraphs(prose.opening),
        *_parts(meeting, _conclusions(meeting)),
        *closing_blocks(prose.closing),
    ]
    return named_words(paper, by, prose=prose, body=body)


def _held(meeting: Meeting) -> str:
    """`Ngày …, tại …, Khối … tổ chức Hội nghị …. Chủ trì: …. Có mặt 09/09 đơn vị.`"""
    when = vietnamese.date_words(meeting.date) if meeting.date else "ngày …"
    where = f", tại {meeting.place}" if meeting.place else ""
    text = f"{vietnamese.upper_first(when)}{where}, {meeting.bloc.name} tổ chức {meeting.title}"
    people: dict[str, list[str]] = {}
    for row in meeting.guests.all():
        named = person_words(row.name, row.title, row.organisation)
        people.setdefault(row.role, []).append(named)
    if chairs := people.get(Guest.Role.CHAIR):
        text += f" do {vietnamese.join(chairs)} chủ trì"
    text += "."
    if reviewers := people.get(Guest.Role.REVIEWER):
        text += f" Dự Hội nghị có {vietnamese.join(reviewers)}."
    return f"{text} {count_words(list(meeting.attendances.all()))}"


def _conclusions(meeting: Meeting) -> Found:
    """Kind → rows in their order."""
    found: Found = {kind: [] for kind in Conclusion.Kind.values}
    for row in sorted(meeting.conclusions.all(), key=lambda one: (one.position, one.pk)):
        found[row.kind].append(row)
    return found


def _parts(meeting: Meeting, found: Found) -> list[Block]:
    department = meeting.bloc.province.reviewing_department
    parts = [
        (directions_title(meeting.period), found[Conclusion.Kind.DIRECTION]),
        ("Kết luận của chủ tọa", found[Conclusion.Kind.DECISION]),
        (f"Thực hiện đề nghị của {department}", found[Conclusion.Kind.REQUEST]),
    ]
    told: list[Block] = []
    for place, (title, rows) in enumerate([part for part in parts if part[1]], start=1):
        told.append(heading(f"{vietnamese.roman(place)}. {title.upper()}"))
        for number, row in enumerate(rows, start=1):
            told += _conclusion(number, row)
    return told


def _conclusion(number: int, row: Conclusion) -> list[Block]:
    """The numbered conclusion; below it who does what by when, as far as it was agreed."""
    told = [paragraph(vietnamese.sentence(blocks.conclusion_body(row)), f"{number}. ")]
    facts = [
        ("đơn vị chủ trì", vietnamese.join(unit.name for unit in row.lead_units.all())),
        ("đơn vị phối hợp", vietnamese.join(unit.name for unit in row.partner_units.all())),
        ("thời hạn", f"trước {vietnamese.date_words(row.due)}" if row.due else ""),
        ("kết quả cần đạt", row.measure.rstrip(" .;")),
    ]
    said = "; ".join(f"{label}: {text}" for label, text in facts if text)
    return [*told, paragraph(f"{vietnamese.upper_first(said)}.")] if said else told


def lacks(paper: OfficialPaper) -> list[str]:
    """A notice tells of a meeting that was held and that concluded something."""
    meeting = _meeting(paper)
    held = bool(meeting.date) and meeting.state != Meeting.State.CANCELLED
    concluded = bool(meeting.conclusions.all())
    checks = [
        (held, _("Hãy nhập ngày họp của hội nghị.")),
        (concluded, _("Hội nghị chưa ghi kết luận nào. Hãy ghi ở trang ghi biên bản.")),
    ]
    return [sentence for is_there, sentence in checks if not is_there]
