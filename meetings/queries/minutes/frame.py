"""What stands around the account of a meeting: when and where, the closing, corrections."""

from documents.models import Document
from emulation_bloc.lib import vietnamese
from meetings.models import Ballot, Guest, Meeting, Minutes
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.minutes.people import person_words
from meetings.queries.minutes.prose import Prose
from meetings.queries.minutes.rows import More


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


def where(meeting: Meeting, prose: Prose) -> list[Block]:
    """When the meeting began, where and how it was held, whose guest it was."""
    when = []
    if meeting.starts_at:
        when.append(vietnamese.time_words(meeting.starts_at))
    if meeting.date:
        when.append(vietnamese.date_words(meeting.date))
    began = {"thời gian": ", ".join(when) or "…"}
    rows = prose.tell("thoi-gian", "Thời gian", "Thời gian bắt đầu: {thời gian}.", began)
    place = {"địa điểm": meeting.place or "…"}
    rows += prose.tell("dia-diem", "Địa điểm", "Địa điểm: {địa điểm}.", place)
    mode = {"hình thức": vietnamese.lower_first(str(meeting.get_mode_display()))}
    rows += prose.tell("hinh-thuc", "Hình thức họp", "Hình thức họp: {hình thức}.", mode)
    if meeting.host_unit:
        host = {"đơn vị đăng cai": meeting.host_unit.name}
        words = "Đơn vị đăng cai: {đơn vị đăng cai}."
        rows += prose.tell("don-vi-dang-cai", "Đơn vị đăng cai", words, host)
    return rows


def attached(more: More, prose: Prose) -> list[Block]:
    """The tally minutes that all tellers have confirmed, by number, as annexes."""
    papers = [(row, row.tally) for row in more.ballots if row.tally and row.tally.is_approved]
    if not papers:
        return []
    told = [f"Biên bản kiểm phiếu số {paper.label} ({_asked(row)})" for row, paper in papers]
    figures = {"biên bản kiểm phiếu": "; ".join(told)}
    words = "Kèm theo biên bản này: {biên bản kiểm phiếu}."
    return prose.tell("kem-theo", "Biên bản kiểm phiếu kèm theo", words, figures)


def _asked(ballot: Ballot) -> str:
    asked = vietnamese.lower_first(ballot.question.strip(" ."))
    return f"{asked}, vòng {ballot.round}" if ballot.round > 1 else asked


def closing(meeting: Meeting, more: More, prose: Prose) -> list[Block]:
    """The last paragraph (bloc practice §5.4, 14). Where units confirm the draft afterwards it is
    not said to be adopted at the meeting."""
    end = []
    if meeting.ends_at:
        end.append(vietnamese.time_words(meeting.ends_at))
    if meeting.date:
        end.append(vietnamese.date_words(meeting.date))
    figures = {
        "số trang": "{pages}",
        "số bản": vietnamese.two_digits(meeting.copies),
        "phụ lục": ", kèm theo Phụ lục kết quả chấm điểm, xếp hạng" if more.ranking else "",
        "kết thúc": ", ".join(end) or "…",
    }
    adopted = "" if more.rules.confirms_minutes else ", đã được thông qua tại hội nghị"
    template = (
        f"Biên bản gồm {{số trang}} trang, lập {{số bản}} bản{{phụ lục}}{adopted}. "
        "Hội nghị kết thúc vào {kết thúc}./."
    )
    return prose.tell("ket-thuc", "Thông qua biên bản, kết thúc", template, figures)


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
