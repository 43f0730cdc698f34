"""What happened, in the order of the agenda: report, discussion, remarks, what was agreed."""

from emulation_bloc.lib import vietnamese
from meetings.models import Conclusion, Contribution, Meeting
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.desk import Rows
from meetings.queries.minutes import ballots, results
from meetings.queries.minutes.people import person_words
from meetings.queries.minutes.prose import Prose
from meetings.queries.minutes.rows import More
from units.models import Period


def agenda(rows: Rows) -> list[Block]:
    items = []
    for item in rows["agenda"]:
        items.append(item.title.rstrip(" .;") + (f" ({item.presenter})" if item.presenter else ""))
    return [heading("II. CHƯƠNG TRÌNH"), blocks.lettered(items)] if items else []


def course(meeting: Meeting, found: Rows, more: More, prose: Prose) -> list[Block]:
    """What happened, part by part; a part without anything to tell leaves no heading."""
    parts = [
        ("Kết quả thực hiện nhiệm vụ đã giao", results.tasks(more, prose)),
        (_report_title(meeting), _report(meeting)),
        ("Trao khen thưởng", results.certificates(more, prose)),
        ("Ký giao ước thi đua", results.pact(meeting, more, prose)),
        ("Thảo luận", _discussion(meeting, found)),
        ("Điều chỉnh điểm", results.score_changes(more, prose)),
        ("Kết quả chấm điểm, xếp hạng", results.scores(meeting, more, prose)),
        ("Bỏ phiếu", ballots.ballots(more, prose)),
        (
            "Bầu Trưởng khối, Phó Trưởng khối",
            results.elections(meeting, more, len(found["attendance"]), prose),
        ),
        ("Phát biểu của đại diện Sở Nội vụ", _remarks(found)),
        (_directions_title(meeting), _directions(found["directions"], prose)),
        ("Kết luận của chủ tọa", _decisions(found["decisions"])),
        ("Ý kiến bảo lưu", results.reserved(more)),
    ]
    told = [(title, body) for title, body in parts if body]
    if not told:
        return []
    agenda = bool(found["agenda"])
    rows: list[Block] = [heading(f"{'III' if agenda else 'II'}. DIỄN BIẾN HỘI NGHỊ")]
    for place, (title, body) in enumerate(told, start=1):
        rows += [heading(f"{place}. {title}", 2), *body]
    return rows


def _report_title(meeting: Meeting) -> str:
    return f"Báo cáo {review_words(meeting.period)}" if meeting.is_review else "Nội dung báo cáo"


def _report(meeting: Meeting) -> list[Block]:
    return blocks.paragraphs(meeting.context) + blocks.paragraphs(meeting.results)


def _directions_title(meeting: Meeting) -> str:
    return directions_title(meeting.period) if meeting.is_review else "Nhiệm vụ đã thống nhất"


def review_words(period: Period) -> str:
    """`sơ kết 6 tháng đầu năm 2021`, `tổng kết năm 2021`."""
    return f"{period.review_word} {vietnamese.lower_first(period.name)}"


def directions_title(period: Period) -> str:
    """What the directions are for: the second half, or the next year."""
    if period.kind == Period.Kind.HALF_YEAR:
        return f"Phương hướng, nhiệm vụ trọng tâm 6 tháng cuối năm {period.ends.year}"
    return f"Phương hướng, nhiệm vụ trọng tâm năm {period.ends.year + 1}"


def _discussion(meeting: Meeting, found: Rows) -> list[Block]:
    """The summary, then what was said: first without an item, then item by item of the agenda."""
    rows = []
    for place, line in enumerate(vietnamese.paragraphs(meeting.discussion)):
        text = f"Tại hội nghị, {vietnamese.lower_first(line)}" if place == 0 else line
        rows.append(paragraph(vietnamese.sentence(text)))
    said: dict[int | None, list[Contribution]] = {}
    for row in found["contributions"]:
        said.setdefault(row.item_id, []).append(row)
    rows += [_contribution(row) for row in said.get(None, [])]
    for item in found["agenda"]:
        if not (under := said.get(item.pk)):
            continue
        if not vietnamese.fold(item.title).startswith("thao luan"):
            rows.append(paragraph(f"Về nội dung “{item.title.rstrip(' .;:')}”:"))
        rows += [_contribution(row) for row in under]
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


def _directions(rows: list[Conclusion], prose: Prose) -> list[Block]:
    """`Hội nghị thống nhất:` and the directions as a), b), c) below the numbered heading."""
    if not rows:
        return []
    told = prose.tell("thong-nhat", "Lời dẫn phần nhiệm vụ", "Hội nghị thống nhất:", {})
    return [*told, blocks.lettered([blocks.conclusion_text(row) for row in rows])]


def _decisions(rows: list[Conclusion]) -> list[Block]:
    """The chair's conclusions, numbered, so that tasks and the notice can name them."""
    return [
        paragraph(blocks.conclusion_text(row) + ".", f"{place}) ")
        for place, row in enumerate(rows, start=1)
    ]
