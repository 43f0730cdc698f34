"""Minutes (biên bản hội nghị) as finished words: the field order of bloc practice §5.4, Decree
30/2020 form 1.9."""

from typing import Any

from documents.models import Document
from emulation_bloc.lib import clock, vietnamese
from meetings.models import Attendance, Conclusion, Contribution, Guest, Meeting, Minutes
from meetings.models.meetings import present_count
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.desk import Rows, desk_rows
from units.models import Period
from units.queries import paper_settings

PRESENCE = {
    Attendance.Presence.UNKNOWN: "",
    Attendance.Presence.PRESENT: "có mặt",
    Attendance.Presence.STAND_IN: "ủy quyền",
    Attendance.Presence.ABSENT: "vắng",
}


def minutes_words(minutes: Minutes, rows: Rows | None = None) -> dict[str, Any]:
    """The snapshot of minutes: the meeting told in order, or a supplement to approved minutes.

    `rows` are the meeting's rows where the caller has read them already (queries.desk_rows).
    """
    meeting = minutes.meeting
    day = meeting.date or clock.today()
    settings = paper_settings(meeting.bloc, day)
    rows = rows or desk_rows(meeting)
    guests = rows["guests"]
    body = _supplement(minutes, guests) if minutes.is_supplement else _meeting(minutes, rows)
    subject = meeting.title
    if minutes.is_supplement:
        subject = f"bổ sung Biên bản số {_corrected(minutes).label}"
    return {
        "version": 1,
        "form": "minutes",
        "title": f"Biên bản {vietnamese.lower_first(subject)}",
        "author": meeting.bloc.name,
        "header": blocks.header(meeting.bloc, settings, symbol="BB", place="", year=day.year),
        "type_name": "BIÊN BẢN",
        "subject": vietnamese.curly(subject[:1].upper() + subject[1:]),
        "addressees": [],
        "blocks": body,
        "signatures": [
            {"lines": ["THƯ KÝ"], "name": _first(guests, Guest.Role.SECRETARY), "office": ""},
            {"lines": ["CHỦ TỌA"], "name": _first(guests, Guest.Role.CHAIR), "office": ""},
        ],
        "recipients": list(settings.recipients) or _recipients(meeting),
        "check": None,
        "notes": blocks.assumed(meeting),
        "facts": {} if minutes.is_supplement else _facts(meeting, rows),
    }


def _facts(meeting: Meeting, rows: Rows) -> dict[str, Any]:
    """What the reviewer's summary repeats of approved minutes, in finished words."""
    return {
        "title": meeting.title,
        "date": vietnamese.date_short(meeting.date) if meeting.date else "",
        "place": meeting.place,
        "chairs": [
            person_words(row.name, row.title)
            for row in rows["guests"]
            if row.role == Guest.Role.CHAIR
        ],
        "attendance": count_words(rows["attendance"]),
        "directions": [row.title for row in rows["directions"]],
        "requests": [row.title for row in rows["requests"]],
    }


def _recipients(meeting: Meeting) -> list[str]:
    return [
        f"- {meeting.bloc.province.reviewing_department};",
        "- Các đơn vị thành viên Khối;",
        "- Lưu: VT, Hồ sơ.",
    ]


def _first(guests: list[Guest], role: str) -> str:
    return next((guest.name for guest in guests if guest.role == role), "")


def person_words(name: str, title: str, organisation: str = "") -> str:
    """`đồng chí Đỗ Xuân Chương, Phó Trưởng ban …, Sở Nội vụ tỉnh`."""
    parts = [name, title, "" if organisation and organisation in title else organisation]
    return "đồng chí " + ", ".join(part for part in parts if part)


def _meeting(minutes: Minutes, rows: Rows) -> list[Block]:
    meeting = minutes.meeting
    body: list[Block] = []
    if minutes.document.corrects_id:
        body += _replacing(minutes)
    body += _where(meeting)
    body += _people(meeting, rows)
    body += _agenda(rows)
    body += _course(meeting, rows)
    body.append(_closing(meeting))
    return body


def _corrected(minutes: Minutes) -> Document:
    old = minutes.document.corrects
    if old is None:
        raise ValueError("these minutes correct nothing")
    return old


def _replacing(minutes: Minutes) -> list[Block]:
    old = _corrected(minutes)
    when = f" ngày {vietnamese.date_short(old.date)}" if old.date else ""
    return [
        paragraph(f"Biên bản này thay thế Biên bản số {old.label}{when}."),
        paragraph("Lý do: " + vietnamese.sentence(minutes.document.reason)),
    ]


def _where(meeting: Meeting) -> list[Block]:
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


def _people(meeting: Meeting, rows: Rows) -> list[Block]:
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


def _agenda(rows: Rows) -> list[Block]:
    items = []
    for item in rows["agenda"]:
        items.append(item.title.rstrip(" .;") + (f" ({item.presenter})" if item.presenter else ""))
    return [heading("II. CHƯƠNG TRÌNH"), blocks.lettered(items)] if items else []


def _course(meeting: Meeting, found: Rows) -> list[Block]:
    parts = [
        (
            f"Báo cáo {review_words(meeting.period)}",
            blocks.paragraphs(meeting.context) + blocks.paragraphs(meeting.results),
        ),
        ("Thảo luận", _discussion(meeting, found)),
        ("Phát biểu của đại diện Sở Nội vụ", _remarks(found)),
        (directions_title(meeting.period), _directions(found["directions"])),
        ("Kết luận của chủ tọa", _decisions(found["decisions"])),
    ]
    agenda = bool(found["agenda"])
    rows: list[Block] = [heading(f"{'III' if agenda else 'II'}. DIỄN BIẾN HỘI NGHỊ")]
    told = [(title, body) for title, body in parts if body]
    for place, (title, body) in enumerate(told, start=1):
        rows += [heading(f"{place}. {title}", 2), *body]
    return rows


def review_words(period: Period) -> str:
    """`sơ kết 6 tháng đầu năm 2021`, `tổng kết năm 2021`."""
    return f"{period.review_word} {vietnamese.lower_first(period.name)}"


def directions_title(period: Period) -> str:
    """What the directions are for: the second half, or the next year."""
    if period.kind == Period.Kind.HALF_YEAR:
        return f"Phương hướng, nhiệm vụ trọng tâm 6 tháng cuối năm {period.ends.year}"
    return f"Phương hướng, nhiệm vụ trọng tâm năm {period.ends.year + 1}"


def _discussion(meeting: Meeting, found: Rows) -> list[Block]:
    rows = []
    for place, line in enumerate(vietnamese.paragraphs(meeting.discussion)):
        text = f"Tại hội nghị, {vietnamese.lower_first(line)}" if place == 0 else line
        rows.append(paragraph(vietnamese.sentence(text)))
    rows += [_contribution(row) for row in found["contributions"]]
    return rows


def _contribution(row: Contribution) -> Block:
    unit = row.unit.name if row.unit else ""
    who = f"{unit} ({row.speaker})" if unit and row.speaker else unit or row.speaker
    text = vietnamese.sentence(" ".join(vietnamese.paragraphs(row.gist)))
    if row.request:
        text += " Kiến nghị: " + vietnamese.sentence(" ".join(vietnamese.paragraphs(row.request)))
    if row.answer:
        text += " Tiếp thu, giải trình: " + vietnamese.sentence(
            " ".join(vietnamese.paragraphs(row.answer))
        )
    return paragraph(text, f"- {who}: " if who else "- ")


def _remarks(found: Rows) -> list[Block]:
    requests = found["requests"]
    rows: list[Block] = []
    to_units = [
        blocks.conclusion_text(row)
        for row in requests
        if row.addressee != Conclusion.Addressee.BLOC
    ]
    to_bloc = [
        blocks.conclusion_text(row)
        for row in requests
        if row.addressee == Conclusion.Addressee.BLOC
    ]
    remarks = found["remarks"]
    for remark in remarks:
        said = vietnamese.lower_first(
            " ".join(vietnamese.paragraphs(remark.assessment)).rstrip(" .")
        )
        who = person_words(remark.speaker, remark.title)
        text = (
            f"{who[:1].upper()}{who[1:]} {said}"
            if said
            else f"{who[:1].upper()}{who[1:]} phát biểu"
        )
        if remark is remarks[-1] and to_units:
            rows.append(paragraph(f"{text} và đề nghị các đơn vị:"))
        else:
            rows.append(paragraph(f"{text}."))
    if to_units:
        if not remarks:
            rows.append(paragraph("Đại diện Sở Nội vụ đề nghị các đơn vị:"))
        rows.append(blocks.lettered(to_units))
    if len(to_bloc) == 1:
        rows.append(paragraph(f"Đối với Khối, đề nghị: {vietnamese.lower_first(to_bloc[0])}."))
    elif to_bloc:
        rows += [paragraph("Đối với Khối, đề nghị:"), blocks.lettered(to_bloc)]
    return rows


def _directions(rows: list[Conclusion]) -> list[Block]:
    """`Hội nghị thống nhất:` and the directions as a), b), c) below the numbered heading."""
    if not rows:
        return []
    return [
        paragraph("Hội nghị thống nhất:"),
        blocks.lettered([blocks.conclusion_text(row) for row in rows]),
    ]


def _decisions(rows: list[Conclusion]) -> list[Block]:
    return [blocks.lettered([blocks.conclusion_text(row) for row in rows])] if rows else []


def _closing(meeting: Meeting) -> Block:
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


def _supplement(minutes: Minutes, guests: list[Guest]) -> list[Block]:
    old, meeting = _corrected(minutes), minutes.meeting
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
