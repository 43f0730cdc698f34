"""What stands around the account of a meeting: when and where, the closing, corrections."""

from documents.models import Document
from emulation_bloc.lib import vietnamese
from meetings.models import Guest, Meeting, Minutes
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.minutes.people import person_words


def corrected(minutes: Minutes) -> Document:
    old = minutes.document.corrects
    if old is None:
        raise ValueError("these minutes correct nothing")
    return old


def replacing(minutes: Minutes) -> list[Block]:
    old = corrected(minutes)
    when = f" ngày {vietnamese.date_short(old.date)}" if old.date else ""
    return [
        paragraph(f"Biên bản này thay thế Biên bản số {old.label}{when}."),
        paragraph("Lý do: " + vietnamese.sentence(minutes.document.reason)),
    ]


def where(meeting: Meeting) -> list[Block]:
    when = []
    if meeting.starts_at:
        when.append(vietnamese.time_words(meeting.starts_at))
    if meeting.date:
        when.append(vietnamese.date_words(meeting.date))
    rows = [paragraph(f"Thời gian bắt đầu: {', '.join(when) or '…'}.")]
    rows.append(paragraph(f"Địa điểm: {meeting.place or '…'}."))
    if meeting.host_unit:
        rows.append(paragraph(f"Đơn vị đăng cai: {meeting.host_unit.name}."))
    return rows


def closing(meeting: Meeting) -> Block:
    end = []
    if meeting.ends_at:
        end.append(vietnamese.time_words(meeting.ends_at))
    if meeting.date:
        end.append(vietnamese.date_words(meeting.date))
    text = (
        f"Biên bản gồm {{pages}} trang, lập {vietnamese.two_digits(meeting.copies)} bản, "
        f"đã được thông qua tại hội nghị. Hội nghị kết thúc vào {', '.join(end) or '…'}./."
    )
    return paragraph(text)


def supplement(minutes: Minutes, guests: list[Guest]) -> list[Block]:
    old, meeting = corrected(minutes), minutes.meeting
    when = f" ngày {vietnamese.date_short(old.date)}" if old.date else ""
    held = f" ({vietnamese.date_words(meeting.date)})" if meeting.date else ""
    rows = [
        paragraph(f"Căn cứ Biên bản số {old.label}{when} của {meeting.title}{held}."),
        paragraph("Lý do bổ sung: " + vietnamese.sentence(minutes.document.reason)),
    ]
    for role, label in ((Guest.Role.CHAIR, "Chủ tọa"), (Guest.Role.SECRETARY, "Thư ký")):
        for guest in guests:
            if guest.role == role:
                rows.append(
                    paragraph(
                        f"{label}: {person_words(guest.name, guest.title, guest.organisation)}."
                    )
                )
    rows += [heading("NỘI DUNG BỔ SUNG"), *blocks.paragraphs(minutes.supplement)]
    rows.append(
        paragraph(
            f"Các nội dung khác của Biên bản số {old.label} giữ nguyên. "
            "Biên bản bổ sung gồm {pages} trang, "
            f"lập {vietnamese.two_digits(meeting.copies)} bản./."
        )
    )
    return rows
