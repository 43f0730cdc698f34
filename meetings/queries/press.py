"""Tin bài: what a meeting was, as plain text for the province's portal or a newspaper."""

from typing import Any

from emulation_bloc.lib import vietnamese
from meetings.models import Attendance, Conclusion, Guest, Meeting
from meetings.models.meetings import present_count
from meetings.queries.minutes import directions_title, person_words

Kind = Conclusion.Kind
NOON, EVENING = 12, 18


class PressFacts:
    """A meeting's rows, read once: four queries."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.guests = list(Guest.objects.filter(meeting=meeting))
        self.attendances = list(Attendance.objects.filter(meeting=meeting))
        self.remarks = list(meeting.remarks.all())
        rows = Conclusion.objects.filter(meeting=meeting).order_by("position", "pk")
        self.titles: dict[str, list[str]] = {kind: [] for kind in Kind.values}
        for row in rows:
            self.titles[row.kind].append(row.title.rstrip(" .;"))

    def people(self, *roles: str) -> list[str]:
        """`đồng chí …, chức vụ` of everybody in these roles, in order."""
        return [
            person_words(row.name, row.title, row.organisation)
            for row in self.guests
            if row.role in roles
        ]


def press_text(facts: PressFacts) -> str:
    """Headline and paragraphs, one a line. Nothing in it is typed anew: it follows the data."""
    lines = [
        f"{facts.meeting.bloc.name} tổ chức {_event(facts.meeting)}",
        _opening(facts),
        *_results(facts.meeting),
        _agreed(facts),
        *_said(facts),
        _concluded(facts),
        _assumed(facts.meeting),
    ]
    return "\n\n".join(vietnamese.curly(line) for line in lines if line)


def _event(meeting: Meeting) -> str:
    return meeting.title.rstrip(" .")


def _opening(facts: PressFacts) -> str:
    meeting = facts.meeting
    place = f", tại {meeting.place}" if meeting.place else ""
    text = f"{_when(meeting)}{place}, {meeting.bloc.name} tổ chức {_event(meeting)}."
    guests = facts.people(Guest.Role.REVIEWER, Guest.Role.GUEST, Guest.Role.HEAD)
    came = f"đại biểu của {count_of(facts)} đơn vị thành viên"
    text += f" Dự Hội nghị có {'; '.join([*guests, came])}."
    if chairs := facts.people(Guest.Role.CHAIR):
        text += f" {vietnamese.upper_first(vietnamese.join(chairs))} chủ trì Hội nghị."
    return text


def _when(meeting: Meeting) -> str:
    """`Sáng 09/7/2021`; the day alone while the hour is open."""
    day = f"ngày {vietnamese.date_short(meeting.date)}" if meeting.date else "ngày …"
    if meeting.starts_at is None:
        return vietnamese.upper_first(day)
    hour = meeting.starts_at.hour
    part = "Sáng" if hour < NOON else "Chiều" if hour < EVENING else "Tối"
    return f"{part} {day}"


def count_of(facts: PressFacts) -> str:
    """`09/09`: units that came, stand-ins included, of all members."""
    two = vietnamese.two_digits
    return f"{two(present_count(facts.attendances))}/{two(len(facts.attendances))}"


def _results(meeting: Meeting) -> list[str]:
    """What the report to the meeting said: circumstances and results, a paragraph each."""
    told = [
        " ".join(vietnamese.sentence(line) for line in vietnamese.paragraphs(text))
        for text in (meeting.context, meeting.results)
    ]
    told = [text for text in told if text]
    return [f"Báo cáo tại Hội nghị nêu rõ: {told[0]}", *told[1:]] if told else []


def _agreed(facts: PressFacts) -> str:
    titles = facts.titles[Kind.DIRECTION]
    if not titles:
        return ""
    what = vietnamese.lower_first(directions_title(facts.meeting.period))
    return f"Hội nghị đã thống nhất {what}: {_listed(titles)}."


def _listed(titles: list[str]) -> str:
    return "; ".join(vietnamese.lower_first(title) for title in titles)


def _said(facts: PressFacts) -> list[str]:
    """The reviewer's remarks; what was asked follows the last of them."""
    lines = []
    for row in facts.remarks:
        who = person_words(row.speaker, row.title)
        said = " ".join(vietnamese.paragraphs(row.assessment)).rstrip(" .")
        text = vietnamese.lower_first(said) if said else "phát biểu chỉ đạo Hội nghị"
        lines.append(f"Tại Hội nghị, {who} {text}")
    asked = facts.titles[Kind.REQUEST]
    if asked and lines:
        lines[-1] += f"; đồng thời đề nghị: {_listed(asked)}"
    elif asked:
        department = facts.meeting.bloc.province.reviewing_department
        lines.append(f"Đại diện {department} đề nghị: {_listed(asked)}")
    return [f"{line}." for line in lines]


def _concluded(facts: PressFacts) -> str:
    titles = facts.titles[Kind.DECISION]
    if not titles:
        return ""
    chairs = vietnamese.join(facts.people(Guest.Role.CHAIR)) or "chủ tọa"
    return f"Kết luận Hội nghị, {chairs} nêu rõ: {_listed(titles)}."


def _assumed(meeting: Meeting) -> str:
    told = " ".join(vietnamese.paragraphs(meeting.assumptions))
    return f"(Số liệu giả định: {vietnamese.sentence(told)})" if told else ""


def unsaid_facts(facts: PressFacts, text: str) -> list[str]:
    """Facts of the meeting that an edited note does not tell, or tells otherwise: after a change of
    the data this is where the old figure shows. Names and figures only, no prose."""
    meeting = facts.meeting
    wanted: list[tuple[str, str]] = [("số đơn vị dự họp", count_of(facts))]
    if meeting.date:
        wanted.append(("ngày họp", vietnamese.date_short(meeting.date)))
    if meeting.place:
        wanted.append(("địa điểm", meeting.place))
    wanted += [("chủ trì", row.name) for row in facts.guests if row.role == Guest.Role.CHAIR]
    wanted += [("nhiệm vụ đã thống nhất", title) for title in facts.titles[Kind.DIRECTION]]
    folded = text.casefold()
    return [f"{label}: {value}" for label, value in wanted if value.casefold() not in folded]


def press_words(meeting: Meeting, text: str) -> dict[str, Any]:
    """The note as a plain snapshot for Word: a headline and paragraphs."""
    headline, *lines = vietnamese.paragraphs(text) or [meeting.title]
    return {
        "form": "plain",
        "title": headline,
        "author": meeting.bloc.name,
        "header": {"year": meeting.date.year if meeting.date else meeting.period.ends.year},
        "blocks": [{"type": "paragraph", "lead": "", "text": line} for line in lines],
    }
