"""Who was at the meeting: named persons, the table of units, the count."""

from emulation_bloc.lib import vietnamese
from meetings.models import Attendance, Guest, Meeting
from meetings.models.meetings import present_count
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.desk import Rows

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


def people(meeting: Meeting, rows: Rows) -> list[Block]:
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
    return told + _attendance(meeting, rows, place + 1)


def _attendance(meeting: Meeting, rows: Rows, place: int) -> list[Block]:
    attendances = rows["attendance"]
    summary = " ".join(vietnamese.paragraphs(meeting.attendance_summary)).rstrip(".")
    said = f": {summary}" if summary else ""
    text = f"Đại biểu các đơn vị thành viên{said}. {count_words(attendances)}"
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
    return [paragraph(text, f"{place}. "), blocks.table(columns, told)]


def count_words(attendances: list[Attendance]) -> str:
    """`Có mặt 09/09 đơn vị.` or, in full, stand-ins and who is absent."""
    two = vietnamese.two_digits
    text = f"Có mặt {two(present_count(attendances))}/{two(len(attendances))} đơn vị"
    stand_ins = sum(row.presence == Attendance.Presence.STAND_IN for row in attendances)
    if stand_ins:
        text += f" (trong đó {two(stand_ins)} đơn vị ủy quyền)"
    absent = [row for row in attendances if row.presence == Attendance.Presence.ABSENT]
    if absent:
        text += f"; vắng {two(len(absent))} đơn vị: " + ", ".join(row.unit_name for row in absent)
    return text + "."


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
