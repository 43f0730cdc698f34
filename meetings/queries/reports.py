"""The review report (báo cáo sơ kết, tổng kết) as finished words: parts of bloc practice §5.6."""

from typing import Any

from emulation_bloc.lib import clock, vietnamese
from meetings.models import Conclusion, ReportSection, ReviewReport
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.minutes import directions_title
from meetings.queries.records import activity_blocks, movement_blocks
from meetings.queries.report_data import (
    reached_targets,
    score_blocks,
    target_annex,
    target_blocks,
)
from meetings.queries.signing import head_signature
from meetings.queries.task_reports import task_blocks, tasks_before
from units.models import Period, User
from units.queries import head_on, members_on, names_on, paper_settings

Key = ReportSection.Key
Bound = dict[str, list[Block]]
ANNEX = "annex"


def report_title(period: Period) -> str:
    """What the report is on."""
    year = period.ends.year
    if period.kind == Period.Kind.HALF_YEAR:
        return (
            "Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm, "
            f"phương hướng, nhiệm vụ 6 tháng cuối năm {year}"
        )
    return (
        f"Tổng kết công tác thi đua, khen thưởng năm {year}, phương hướng, nhiệm vụ năm {year + 1}"
    )


def report_words(
    report: ReviewReport, by: User | None = None, bound: Bound | None = None
) -> dict[str, Any]:
    """The snapshot of a report. `by` is who is about to approve: a deputy signs KT. TRƯỞNG KHỐI.

    `bound` are the words from data where the caller has read them already (queries.bound_parts).
    """
    period, bloc = report.period, report.bloc
    today = clock.today()
    settings = paper_settings(bloc, today)
    bound = bound_parts(report) if bound is None else bound
    annex = {"annex": bound[ANNEX]} if bound.get(ANNEX) else {}
    return annex | {
        "version": 1,
        "form": "named",
        "title": f"Báo cáo {vietnamese.lower_first(report_title(period))}",
        "author": bloc.name,
        "header": blocks.header(
            bloc,
            settings,
            symbol="BC",
            place=settings.place or bloc.province.place,
            year=today.year,
        ),
        "type_name": "BÁO CÁO",
        "subject": report_title(period),
        "addressees": [bloc.province.reviewing_department],
        "blocks": _body(report, bound),
        "signatures": [head_signature(bloc, by)],
        "recipients": [
            "- Như trên;",
            "- Các đơn vị thành viên Khối;",
            "- Lưu: VT, Hồ sơ.",
        ],
        "check": None,
        "notes": blocks.assumed(report.meeting),
        "facts": {
            "shortfalls": [row.body for row in report.sections.all() if row.key == Key.SHORTFALLS]
        },
    }


def _body(report: ReviewReport, bound: Bound) -> list[Block]:
    rows: list[Block] = []
    if old := report.document.corrects:
        when = f" ngày {vietnamese.date_short(old.date)}" if old.date else ""
        rows.append(
            paragraph(
                f"Báo cáo này thay thế Báo cáo số {old.label}{when}. "
                f"Lý do: {vietnamese.sentence(report.document.reason)}"
            )
        )
    rows.append(paragraph(_opening(report)))
    place = 0
    for section in report.sections.all():
        body = [*bound.get(section.key, []), *blocks.paragraphs(section.body)]
        if not body:
            continue
        place += 1
        rows += [
            heading(f"{vietnamese.roman(place)}. {section_title(report, section.key).upper()}"),
            *body,
        ]
    rows.append(
        paragraph(
            f"Trên đây là báo cáo {report.period.review_word} công tác thi đua, khen thưởng "
            f"{vietnamese.lower_first(report.period.name)} của {report.bloc.name}./."
        )
    )
    return rows


def section_title(report: ReviewReport, key: str) -> str:
    """The heading of a part."""
    if key == Key.DIRECTIONS:
        return directions_title(report.period)
    if key == Key.RESULTS:
        return f"Kết quả thực hiện nhiệm vụ {vietnamese.lower_first(report.period.name)}"
    return str(Key(key).label)


def _opening(report: ReviewReport) -> str:
    name = vietnamese.lower_first(report.period.name)
    text = f"{report.bloc.name} báo cáo kết quả công tác thi đua, khen thưởng {name} như sau:"
    if report.meeting and report.meeting.date:
        held = vietnamese.date_short(report.meeting.date)
        text = f"Căn cứ kết quả Hội nghị {report.period.review_word} ngày {held}, {text}"
    return text


def bound_parts(report: ReviewReport) -> Bound:
    """Part → its words that come from data and so are never stale, read once for page and paper."""
    period, bloc = report.period, report.bloc
    reached = reached_targets(period)
    parts: Bound = {
        Key.ORGANISATION: [paragraph(_organisation(report))],
        Key.RESULTS: target_blocks(reached),
        Key.MOVEMENTS: movement_blocks(bloc, period.starts, period.ends),
        Key.ACTIVITIES: activity_blocks(bloc, period.starts, period.ends),
        Key.SCORES: score_blocks(period),
        ANNEX: target_annex(reached),
    }
    if meeting := report.meeting:
        parts[Key.TASKS] = task_blocks(tasks_before(meeting))
        told = blocks.paragraphs(meeting.context) + blocks.paragraphs(meeting.results)
        parts[Key.RESULTS] = told + parts[Key.RESULTS]
        parts[Key.DIRECTIONS] = _agreed(report, blocks.conclusions_of(meeting))
    return parts


def _agreed(report: ReviewReport, found: dict[str, list[Conclusion]]) -> list[Block]:
    rows = _directions(found[Conclusion.Kind.DIRECTION])
    asked = [blocks.conclusion_text(row) for row in found[Conclusion.Kind.REQUEST]]
    if asked:
        department = report.bloc.province.reviewing_department
        rows.append(paragraph(f"Thực hiện các đề nghị của {department} tại Hội nghị:"))
        rows.append(blocks.lettered(asked))
    return rows


def bound_lines(part: list[Block]) -> list[str]:
    """The bound words of a part as plain lines, for reading beside the desk."""
    lines = []
    for block in part:
        if block["type"] == "list":
            lines += [f"{item['marker']} {item['text']}" for item in block["items"]]
        elif block["type"] == "table":
            lines += [" · ".join(cell for cell in row if cell) for row in block["rows"]]
        else:
            lines.append(block.get("lead", "") + block["text"])
    return lines


def _directions(rows: list[Conclusion]) -> list[Block]:
    """The agreed directions, numbered 1., 2. below the part's Roman number."""
    told = [
        paragraph(blocks.conclusion_text(row) + ".", f"{place}. ")
        for place, row in enumerate(rows, start=1)
    ]
    return [paragraph("Hội nghị đã thống nhất:"), *told] if told else []


def _organisation(report: ReviewReport) -> str:
    day = report.period.ends
    members = list(members_on(report.bloc, day))
    names = names_on([row.unit for row in members], day)
    listed = "; ".join(names[row.unit_id][0] for row in members)
    head = head_on(report.bloc, day)
    text = (
        f"{report.bloc.name} gồm {vietnamese.two_digits(len(members))} đơn vị thành viên: {listed}."
    )
    if head and head.unit:
        text += f" Đơn vị Trưởng khối năm {day.year}: {head.unit.name}."
    return text
