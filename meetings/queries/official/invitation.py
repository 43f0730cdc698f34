"""Giấy mời (Decree 30/2020, form 1.7): who is invited to what, when, where, with which agenda."""

from typing import Any

from django.utils.translation import gettext as _

from emulation_bloc.lib import vietnamese
from meetings.models import AgendaItem, Guest, Meeting, OfficialPaper, ReviewReport
from meetings.queries import blocks
from meetings.queries.blocks import Block, paragraph
from meetings.queries.minutes import person_words
from meetings.queries.official.frame import Prose, closing_blocks, named_words, prose_of
from units.models import User

NEEDS_MEETING = True
READS = ("guests", "agendaitems", "attendances", "attachments")
INVITED = (Guest.Role.REVIEWER, Guest.Role.GUEST)


def usual(paper: OfficialPaper) -> Prose:
    """The guests by name and the member units, in the form's own words."""
    meeting = _meeting(paper)
    return Prose(
        subject=meeting.title,
        opening=f"{paper.bloc.name} trân trọng kính mời:",
        closing="Kính mời các đồng chí đến dự đúng thời gian và địa điểm nêu trên.",
        addressees="\n".join(_invited(meeting)),
        recipients="Như thành phần kính mời\nLưu: VT, Hồ sơ",
    )


def _meeting(paper: OfficialPaper) -> Meeting:
    if paper.meeting is None:
        raise ValueError("an invitation belongs to a meeting")
    return paper.meeting


def _invited(meeting: Meeting) -> list[str]:
    named = [
        vietnamese.upper_first(person_words(row.name, row.title, row.organisation))
        for row in meeting.guests.all()
        if row.role in INVITED
    ]
    units = [row.unit_name for row in meeting.attendances.all()]
    lines = named or [f"Đại diện lãnh đạo {meeting.bloc.province.reviewing_department}"]
    lines.append(
        "Lãnh đạo và công chức, viên chức phụ trách công tác thi đua, khen thưởng của các đơn vị "
        f"thành viên: {', '.join(units)}"
    )
    return lines


def words(paper: OfficialPaper, by: User | None = None) -> dict[str, Any]:
    """The snapshot: invitees, meeting, chair, time, place, agenda, papers, answer, contact."""
    meeting, prose = _meeting(paper), prose_of(paper, usual(paper))
    body = [
        *blocks.paragraphs(prose.opening),
        _dashed(vietnamese.paragraphs(prose.addressees)),
        paragraph(f"Tới dự {meeting.title}."),
        *_facts(meeting),
        *_agenda(list(meeting.agendaitems.all())),
        *_attached(paper, meeting),
        *_answer(meeting),
        *blocks.paragraphs(meeting.invitation_note),
        *closing_blocks(prose.closing),
    ]
    frame = named_words(paper, by, prose=prose, body=body, notes=[])
    return frame | {"addressees": []}  # they stand in the sentence that invites them


def _dashed(lines: list[str]) -> Block:
    names = [line.lstrip("-– ").rstrip(" .;") for line in lines]
    ends = [";"] * (len(names) - 1) + ["."]
    items = [
        {"marker": "-", "text": vietnamese.curly(name + end)}
        for name, end in zip(names, ends, strict=bool(names))
    ]
    return {"type": "list", "items": items}


def _facts(meeting: Meeting) -> list[Block]:
    chairs = [
        person_words(row.name, row.title, row.organisation)
        for row in meeting.guests.all()
        if row.role == Guest.Role.CHAIR
    ]
    when = [vietnamese.time_words(meeting.starts_at)] if meeting.starts_at else []
    if meeting.date:
        when += [vietnamese.weekday_words(meeting.date), vietnamese.date_words(meeting.date)]
    facts = [
        ("Chủ trì: ", vietnamese.join(chairs)),
        ("Thời gian: ", ", ".join(when)),
        ("Địa điểm: ", meeting.place),
    ]
    if meeting.mode != Meeting.Mode.IN_PERSON:
        facts.append(("Hình thức: ", vietnamese.lower_first(str(meeting.get_mode_display()))))
    return [paragraph(f"{text or '…'}.", lead, bold_lead=True) for lead, text in facts]


def _agenda(items: list[AgendaItem]) -> list[Block]:
    if not items:
        return []
    lead = paragraph("", "Chương trình dự kiến:", bold_lead=True)
    if not any(item.planned_at or item.presenter for item in items):
        return [lead, blocks.lettered([item.title for item in items])]
    columns = [
        ("Thời gian", 18, "center"),
        ("Nội dung", 50, "left"),
        ("Người thực hiện", 32, "left"),
    ]
    rows = [
        [
            f"{item.planned_at:%H giờ %M}" if item.planned_at else "",
            vietnamese.curly(item.title),
            item.presenter,
        ]
        for item in items
    ]
    return [lead, blocks.table(columns, rows)]


def _attached(paper: OfficialPaper, meeting: Meeting) -> list[Block]:
    """The meeting's files and the report's draft while it is out for comment."""
    titles = [row.title for row in meeting.attachments.all()]
    shared = ReviewReport.objects.filter(period=paper.document.period, document__is_shared=True)
    for report in shared.select_related("document")[:1]:
        titles.append(f"Dự thảo Báo cáo {vietnamese.lower_first(report.document.title)}")
    lead = "Tài liệu gửi kèm:"
    if len(titles) < 2:
        return [
            paragraph(vietnamese.sentence(title), f"{lead} ", bold_lead=True) for title in titles
        ]
    return [paragraph("", lead, bold_lead=True), blocks.lettered(titles)]


def _answer(meeting: Meeting) -> list[Block]:
    rows = []
    if meeting.reply_by:
        day = vietnamese.date_words(meeting.reply_by)
        rows.append(
            paragraph(
                "Đề nghị các đơn vị xác nhận tham dự và gửi ý kiến góp ý (nếu có) trước "
                f"{day}; trường hợp không dự được, đề nghị cử người dự thay bằng giấy ủy quyền."
            )
        )
    if meeting.contact:
        rows.append(paragraph(vietnamese.sentence(meeting.contact), "Liên hệ: ", bold_lead=True))
    return rows


def lacks(paper: OfficialPaper) -> list[str]:
    """Nobody can come without knowing when, where and to whom."""
    meeting = _meeting(paper)
    chaired = any(row.role == Guest.Role.CHAIR for row in meeting.guests.all())
    in_time = not (meeting.reply_by and meeting.date) or meeting.reply_by <= meeting.date
    checks = [
        (meeting.date and meeting.starts_at, _("Hãy nhập ngày họp và giờ bắt đầu.")),
        (meeting.place, _("Hãy nhập địa điểm họp.")),
        (chaired, _("Hãy ghi người chủ trì hội nghị.")),
        (meeting.agendaitems.all(), _("Hãy ghi chương trình hội nghị.")),
        (in_time, _("Hạn trả lời giấy mời phải trước hoặc trong ngày họp.")),
    ]
    return [sentence for is_there, sentence in checks if not is_there]
