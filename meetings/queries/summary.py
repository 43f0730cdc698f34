"""The reviewer's summary of one bloc and one period: two pages for reading, no official act."""

from datetime import date, datetime
from typing import Any

from documents.kinds import MINUTES, REVIEW_REPORT, PaperKind
from documents.models import Document
from emulation_bloc.lib import clock, vietnamese
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.planning import beside_the_review
from units.models import Period
from units.queries import head_on, members_on


def summary_words(period: Period) -> dict[str, Any]:
    """The snapshot of the summary: steps with dates, papers, the meeting, directions, shortfalls.

    Told from the frozen words of approved papers alone, so that no draft shows through.
    """
    bloc, today = period.bloc, clock.today()
    rows = Document.objects.filter(period=period).approved()
    rows = rows.annotate(is_beside=beside_the_review())
    papers = list(rows.prefetch_related("corrections").order_by("pk"))
    minutes, report = _valid(papers, MINUTES), _valid(papers, REVIEW_REPORT)
    return {
        "version": 1,
        "form": "reading",
        "title": f"Tóm tắt {vietnamese.lower_first(period.name)} – {bloc.name}",
        "author": bloc.province.reviewing_department,
        "header": {
            "parent": bloc.province.name,
            "issuer": [bloc.name],
            "symbol": "",
            "place": "",
            "year": today.year,
        },
        "type_name": "BẢN TÓM TẮT KỲ",
        "subject": f"{bloc.name} – {period.name}",
        "addressees": [],
        "blocks": [
            *_about(period, today),
            *_progress(period, minutes),
            *_papers(papers),
            *_meeting(minutes),
            *_shortfalls(report),
        ],
        "signatures": [],
        "recipients": [],
        "check": None,
        "notes": (minutes.snapshot or {}).get("notes", []) if minutes else [],
    }


def _valid(papers: list[Document], kind: PaperKind) -> Document | None:
    """The newest approved paper of a kind that tells the whole review, not a supplement."""
    told = [
        paper
        for paper in papers
        if paper.kind == kind.code
        and paper.relation != Document.Relation.SUPPLEMENTS
        and not paper.is_beside  # type: ignore[attr-defined]  # annotated above
    ]
    return told[-1] if told else None


def _about(period: Period, today: date) -> list[Block]:
    members = list(members_on(period.bloc, period.ends))
    head = head_on(period.bloc, period.ends)
    listed = ", ".join(row.unit.short_name for row in members)
    text = f"{vietnamese.two_digits(len(members))} đơn vị: {listed}."
    if head and head.unit:
        text += f" Trưởng khối: {head.unit.name}."
    return [paragraph(text), paragraph(f"Số liệu đến {vietnamese.date_words(today)}.")]


def _progress(period: Period, minutes: Document | None) -> list[Block]:
    facts = _facts(minutes)
    approved = _day(minutes.approved_at) if minutes else ""
    sent = _day(minutes.sent_at) if minutes else ""
    due, send_due = (
        vietnamese.date_short(period.meeting_due),
        vietnamese.date_short(period.send_due),
    )
    rows = [
        ["Tổ chức hội nghị", due, facts.get("date") or "chưa có"],
        ["Duyệt biên bản", due, approved or "chưa có"],
        ["Gửi Sở Nội vụ", send_due, sent or "chưa gửi"],
    ]
    columns = [("Bước", 46, "left"), ("Hạn", 27, "center"), ("Thực hiện", 27, "center")]
    return [heading("1. Tiến độ", 2), blocks.table(columns, rows)]


def _facts(paper: Document | None) -> dict[str, Any]:
    return (paper.snapshot or {}).get("facts", {}) if paper else {}


def _day(moment: datetime | None) -> str:
    return vietnamese.date_short(clock.local_date(moment)) if moment else ""


def _papers(papers: list[Document]) -> list[Block]:
    if not papers:
        return [heading("2. Văn bản", 2), paragraph("Chưa có văn bản được duyệt.")]
    columns = [
        ("Số, ký hiệu", 24, "left"),
        ("Văn bản", 40, "left"),
        ("Ngày", 16, "center"),
        ("Tình trạng", 20, "left"),
    ]
    rows = [
        [
            paper.label,
            str(paper.kind_info.name),
            vietnamese.date_short(paper.date) if paper.date else "",
            str(paper.get_state_display()),
        ]
        for paper in papers
    ]
    return [heading("2. Văn bản", 2), blocks.table(columns, rows)]


def _meeting(minutes: Document | None) -> list[Block]:
    facts = _facts(minutes)
    if not facts:
        return []
    rows = [
        heading("3. Hội nghị", 2),
        paragraph(
            f"{facts['title']}, ngày {facts['date']}, tại {facts['place']}. "
            f"Chủ tọa: {vietnamese.join(facts['chairs'])}."
        ),
        paragraph(facts["attendance"]),
        heading("4. Phương hướng, nhiệm vụ trọng tâm", 2),
    ]
    rows += [
        paragraph(vietnamese.sentence(title), f"{place}) ")
        for place, title in enumerate(facts["directions"], 1)
    ]
    if facts["requests"]:
        rows += [heading("5. Đề nghị của Sở Nội vụ", 2), blocks.lettered(facts["requests"])]
    return rows


def _shortfalls(report: Document | None) -> list[Block]:
    bodies = _facts(report).get("shortfalls", [])
    if not any(bodies):
        return []
    told = [block for body in bodies for block in blocks.paragraphs(body)]
    return [heading("6. Tồn tại, hạn chế và nguyên nhân", 2), *told]
