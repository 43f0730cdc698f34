"""Who was at the meeting: named persons, the table of units, the count."""

from emulation_bloc.lib import vietnamese
from meetings.models import Attendance, Guest, Meeting
from meetings.models.meetings import present_count
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.desk import Rows
from meetings.queries.minutes.prose import Prose
from meetings.queries.quorum import is_there, quorum_of
from units.models import MeetingSettings

PRESENCE = {
    Attendance.Presence.UNKNOWN: "",
    Attendance.Presence.PRESENT: "có mặt",
    Attendance.Presence.STAND_IN: "ủy quyền",
    Attendance.Presence.ABSENT: "vắng",
}


def person_words(name: str, title: str, organisation: str = "") -> str:
    """`đồng chí Đỗ Xuân Chương, Phó Trưởng ban …, Sở Nội vụ tỉnh`."""
    parts = [name, title, "" if organisation and organisation in title else organisation]
    return "đồng chí " + ", ".join(part for part in parts if part)


def people(meeting: Meeting, rows: Rows, rules: MeetingSettings, prose: Prose) -> list[Block]:
    """Part I: guests by role, the table of units, the count, the quorum, who was late or left."""
    groups = [
        (Guest.Role.REVIEWER, "Đại biểu cấp trên"),
        (Guest.Role.HEAD, "Lãnh đạo Khối"),
        (Guest.Role.GUEST, "Khách mời"),
        (Guest.Role.CHAIR, "Chủ tọa"),
        (Guest.Role.SECRETARY, "Thư ký"),
    ]
    told: list[Block] = [heading("I. THÀNH PHẦN THAM DỰ")]
    place = 0
    for role, label in groups:
        named = [
            person_words(row.name, row.title, row.organisation)
            for row in rows["guests"]
            if row.role == role
        ]
        if not named:
            continue
        place += 1
        if len(named) == 1:
            told.append(paragraph(f"{label}: {named[0]}.", f"{place}. "))
        else:
            told += [paragraph(f"{label}:", f"{place}. "), blocks.lettered(named)]
    told += _attendance(meeting, rows, prose, f"{place + 1}. ")
    told += _late_and_early(meeting, rows["attendance"], prose)
    return told + _quorum(rows["attendance"], rules, prose)


def _attendance(meeting: Meeting, rows: Rows, prose: Prose, lead: str) -> list[Block]:
    attendances = rows["attendance"]
    summary = " ".join(vietnamese.paragraphs(meeting.attendance_summary)).rstrip(".")
    figures = {
        "thành phần dự": f": {summary}" if summary else "",
        "có mặt": vietnamese.two_digits(present_count(attendances)),
        "tổng số": vietnamese.two_digits(len(attendances)),
        "ủy quyền, vắng": _not_in_person(attendances),
    }
    template = (
        "Đại biểu các đơn vị thành viên{thành phần dự}. "
        "Có mặt {có mặt}/{tổng số} đơn vị{ủy quyền, vắng}."
    )
    columns = [
        ("TT", 7, "center"),
        ("Đơn vị", 38, "left"),
        ("Đại diện", 37, "left"),
        ("Tham dự", 18, "center"),
    ]
    told = [
        [vietnamese.two_digits(number), row.unit_name, _who(row), _presence(row)]
        for number, row in enumerate(attendances, start=1)
    ]
    said = prose.tell("diem-danh", "Đại biểu các đơn vị, số có mặt", template, figures, lead)
    return [*said, blocks.table(columns, told)]


def _late_and_early(meeting: Meeting, attendances: list[Attendance], prose: Prose) -> list[Block]:
    """Who came after the beginning or left before the end, with the time."""
    told = []
    for row in attendances:
        if not is_there(row, None):
            continue
        if row.arrived_at and meeting.starts_at and row.arrived_at > meeting.starts_at:
            told.append(f"{row.unit_name} đến lúc {vietnamese.time_words(row.arrived_at)}")
        if row.left_at and (not meeting.ends_at or row.left_at < meeting.ends_at):
            told.append(f"{row.unit_name} về lúc {vietnamese.time_words(row.left_at)}")
    if not told:
        return []
    return prose.tell(
        "den-muon-ve-som",
        "Đến muộn, về sớm",
        "Đến muộn, về trước khi kết thúc: {đến muộn, về sớm}.",
        {"đến muộn, về sớm": "; ".join(told)},
    )


def _quorum(attendances: list[Attendance], rules: MeetingSettings, prose: Prose) -> list[Block]:
    """Whether enough units are there by the bloc's rule (bloc practice §5.4, 4e); nothing before
    the roll has been called."""
    if all(row.presence == Attendance.Presence.UNKNOWN for row in attendances):
        return []
    quorum = quorum_of(attendances, rules)
    stand_ins = "" if rules.counts_stand_ins else ", không tính đơn vị ủy quyền người dự thay"
    verdict = "đủ điều kiện tiến hành" if quorum.is_met else "chưa đủ số đơn vị theo quy định"
    figures = {
        "tỷ lệ": quorum.rule,
        "cách tính": stand_ins,
        "cần có": vietnamese.two_digits(quorum.needed),
        "tính có mặt": vietnamese.two_digits(quorum.present),
        "kết luận": verdict,
    }
    template = (
        "Theo quy định của Khối, hội nghị cần ít nhất {tỷ lệ} số đơn vị thành viên{cách tính} "
        "(từ {cần có} đơn vị trở lên); với {tính có mặt} đơn vị có mặt, hội nghị {kết luận}."
    )
    return prose.tell("dieu-kien-tien-hanh", "Điều kiện tiến hành", template, figures)


def count_words(attendances: list[Attendance]) -> str:
    """`Có mặt 09/09 đơn vị.` or, in full, stand-ins and who is absent."""
    two = vietnamese.two_digits
    text = f"Có mặt {two(present_count(attendances))}/{two(len(attendances))} đơn vị"
    return text + _not_in_person(attendances) + "."


def _not_in_person(attendances: list[Attendance]) -> str:
    two, text = vietnamese.two_digits, ""
    stand_ins = sum(row.presence == Attendance.Presence.STAND_IN for row in attendances)
    if stand_ins:
        text += f" (trong đó {two(stand_ins)} đơn vị ủy quyền)"
    absent = [row for row in attendances if row.presence == Attendance.Presence.ABSENT]
    if absent:
        text += f"; vắng {two(len(absent))} đơn vị: " + ", ".join(row.unit_name for row in absent)
    return text


def _who(row: Attendance) -> str:
    if row.presence == Attendance.Presence.ABSENT:
        return ""
    return "\n".join(", ".join(part for part in person if part) for person in row.people)


def _presence(row: Attendance) -> str:
    word = PRESENCE[Attendance.Presence(row.presence)]
    if row.presence == Attendance.Presence.STAND_IN and row.letter:
        return f"{word} ({row.letter})"
    if row.presence == Attendance.Presence.ABSENT and row.reason:
        return f"{word} ({row.reason})"
    return word
