"""The province's blocs as a workbook: what is filtered, in its order."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.spreadsheets import Column, Page, write_xlsx
from emulation_bloc.queries.province import Line
from units.models import Province


def progress_xlsx(
    place: Province, period: str, lines: Sequence[Line], *, is_reviewer: bool
) -> bytes:
    """One row a bloc. `period`: the name of the period. An observer's has names and papers only."""
    day = vietnamese.date_words(clock.today())
    heads = [Column(_("STT"), 6), Column(_("Khối"), 44), Column(_("Số đơn vị"), 10)]
    if is_reviewer:
        heads += [
            Column(_("Đã nộp tự đánh giá"), 12),
            Column(_("Tổng số phải nộp"), 12),
            Column(_("Bước"), 28),
            Column(_("Thời gian của bước"), 20),
        ]
    heads += [Column(_("Tình trạng"), 28), Column(_("Văn bản đã duyệt"), 34)]
    if is_reviewer:
        heads += [
            Column(_("Văn bản mới"), 10),
            Column(_("Đề nghị khen thưởng"), 12),
            Column(_("Kết quả khen thưởng"), 34),
            Column(_("Chờ xử lý"), 34),
        ]
    rows: list[Sequence[Any]] = [
        [number, *_row(line, is_reviewer)] for number, line in enumerate(lines, start=1)
    ]
    title = _("TIẾN ĐỘ CÁC KHỐI THI ĐUA – %(place)s") % {"place": place.name.upper()}
    page = Page(_("Tiến độ"), heads, rows, lead=[title, f"{period}, {day}"])
    return write_xlsx([page])


def _row(line: Line, is_reviewer: bool) -> list[str | int]:
    status = line.status(sees_late=is_reviewer)["text"]
    papers = "; ".join(paper.label or str(paper.get_kind_display()) for paper in line.papers)
    if not is_reviewer:
        return [line.bloc.name, line.members, status, papers]
    step = line.step or {"label": _("Xong"), "date_text": ""}
    outcome = ", ".join(f"{n} {name}" for name, n in line.outcome)
    return [
        line.bloc.name,
        line.members,
        line.handed_in,
        line.returns,
        step["label"],
        step["date_text"],
        status,
        papers,
        line.new,
        line.nominated,
        outcome,
        line.waits_words,
    ]
