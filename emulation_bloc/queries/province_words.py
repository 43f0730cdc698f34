"""The province's summary as the words of a paper for reading, A4 across."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.queries.words import INVENTED, picture
from documents.pdf.wording import READING_NOTICE
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.queries.province_summary import (
    CHART_WORDS,
    Summary,
    rank_words,
    report_charts,
)
from meetings.queries.blocks import Block, heading, paragraph, table


def summary_words(summary: Summary) -> dict[str, Any]:
    """The snapshot: how far the blocs are and whether in time, then ranks and awards, with sums."""
    place, today = summary.place, clock.today()
    return {
        "version": 1,
        "form": "landscape",
        "title": f"Tổng hợp các Khối thi đua {vietnamese.lower_first(summary.name)}",
        "author": place.reviewing_department,
        "mark": INVENTED if place.is_demo else "",
        "header": {"parent": place.name, "issuer": [place.reviewing_department]},
        "type_name": "TỔNG HỢP CÁC KHỐI THI ĐUA",
        "subject": summary.name,
        "facts": [
            f"Số liệu đến {vietnamese.date_words(today)}. {READING_NOTICE}",
            f"{len(summary.lines)} khối, {summary.units} đơn vị; {summary.late} khối chậm biên"
            f" bản hoặc hồ sơ; {summary.ranked} khối đã chốt xếp hạng.",
        ],
        "addressees": [],
        "blocks": [
            *_progress(summary),
            *_pictures(summary),
            *_results(summary),
            *_without(summary),
        ],
        "signatures": [],
        "recipients": [],
        "check": None,
        "notes": [],
    }


def _progress(summary: Summary) -> list[Block]:
    columns = [
        ("STT", 4, "center"),
        ("Khối", 29, "left"),
        ("Đơn vị", 6, "center"),
        ("Bước", 20, "left"),
        ("Báo cáo của đơn vị", 11, "center"),
        ("Biên bản hội nghị", 15, "left"),
        ("Hồ sơ gửi Sở Nội vụ", 15, "left"),
    ]
    rows = [
        [
            str(number),
            line.bloc.name,
            str(line.units),
            line.step,
            line.report_words,
            line.minutes.words,
            line.dossier.words,
        ]
        for number, line in enumerate(summary.lines, start=1)
    ]
    rows.append(["", "Tổng cộng", str(summary.units), "", "", "", ""])
    return [heading("1. Tiến độ", 2), table(columns, rows, strong=[len(rows) - 1])]


def _pictures(summary: Summary) -> list[Block]:
    """How many reports came in time, drawn; the figures stand in the table before."""
    drawn = report_charts(summary)
    if not drawn:
        return []
    told = _("%(what)s; số liệu ở bảng tiến độ.") % {"what": CHART_WORDS}
    return [heading(CHART_WORDS, 3), *(picture(one, told) for one in drawn)]


def _results(summary: Summary) -> list[Block]:
    columns = [("STT", 4, "center"), ("Khối", 22, "left"), ("Xếp hạng (điểm)", 38, "left")]
    columns += [(title, 6, "center") for title in ("Đề nghị", "Quyết định") * 3]
    groups = [
        {"title": "", "span": 3},
        {"title": "Cờ thi đua", "span": 2},
        {"title": "Bằng khen", "span": 2},
        {"title": "Khác", "span": 2},
    ]
    rows = [
        [str(number), line.bloc.name, rank_words(line) or "chưa chốt", *_counts(line.awards)]
        for number, line in enumerate(summary.lines, start=1)
    ]
    rows.append(["", "Tổng cộng", "", *_counts(summary.awards)])
    told = table(columns, rows, strong=[len(rows) - 1], groups=groups)
    return [heading("2. Kết quả", 2), told]


def _counts(pairs: list[tuple[int, int]]) -> list[str]:
    return [str(n) for pair in pairs for n in pair]


def _without(summary: Summary) -> list[Block]:
    if not summary.without:
        return []
    return [paragraph("Chưa mở kỳ này: " + "; ".join(summary.without) + ".")]
