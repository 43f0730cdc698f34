"""Kế hoạch hoạt động năm: purpose, the year's dates as a table, how it is carried out.

The dates come from the calendar of the year (and so from the windows of its periods), never typed
here. Bloc practice §1.3, §2.2, §5; named type of Decree 30/2020.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from documents.models import Document
from emulation_bloc.lib import clock, vietnamese
from meetings.models import OfficialPaper
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.official.frame import Prose, closing_blocks, named_words, prose_of
from units.models import Bloc, Milestone, Period, User
from units.queries import head_on
from units.queries.year_template import BOUND

NEEDS_MEETING = False
Owes = Milestone.Owes


def plan_of(bloc: Bloc, year: int) -> OfficialPaper | None:
    """The plan of the year that was begun last, given up ones left out."""
    rows = OfficialPaper.objects.filter(
        bloc=bloc, document__kind="plan", document__period__ends__year=year
    ).exclude(document__state=Document.State.DROPPED)
    return rows.select_related("document__period__bloc__province").order_by("-pk").first()


def usual(paper: OfficialPaper) -> Prose:
    """Purpose and demands before the table, who sees to it after it."""
    year = paper.document.period.ends.year
    department = paper.bloc.province.reviewing_department
    return Prose(
        subject=f"Hoạt động công tác thi đua, khen thưởng năm {year}",
        opening=(
            "Triển khai đầy đủ, kịp thời các phong trào thi đua và công tác khen thưởng; phát huy "
            "tinh thần đoàn kết, học hỏi kinh nghiệm giữa các đơn vị thành viên, góp phần hoàn "
            "thành nhiệm vụ chính trị được giao.\n"
            "Nội dung thi đua thiết thực, có chỉ tiêu cụ thể; việc đánh giá, bình xét khách quan, "
            "công khai, đúng quy định; tránh hình thức.\n"
            "Các đơn vị thực hiện đúng nội dung và thời hạn của Kế hoạch."
        ),
        closing=(
            "Đơn vị Trưởng khối chủ trì, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch, báo cáo "
            f"{department}.\n"
            "Các đơn vị thành viên căn cứ Kế hoạch này tổ chức thực hiện tại đơn vị mình, gửi báo "
            "cáo về đơn vị Trưởng khối đúng thời hạn.\n"
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về đơn vị "
            "Trưởng khối để xem xét, điều chỉnh cho phù hợp."
        ),
        recipients=f"{department} (để báo cáo)\nCác đơn vị thành viên Khối\nLưu: VT, Hồ sơ",
    )


def words(paper: OfficialPaper, by: User | None = None) -> dict[str, Any]:
    """The snapshot: three parts, the second is the year's dates in their order."""
    prose, year = prose_of(paper, usual(paper)), paper.document.period.ends.year
    rows = year_rows(paper.bloc, year)
    grounds, purposes = _parted(prose.opening)
    body = [
        *[paragraph(f"{line.rstrip(' .;')};") for line in grounds],
        paragraph(f"{paper.bloc.name} xây dựng Kế hoạch hoạt động năm {year} như sau:"),
        heading("I. MỤC ĐÍCH, YÊU CẦU"),
        *_numbered(purposes),
        heading("II. NỘI DUNG, THỜI GIAN THỰC HIỆN"),
        *_table(paper.bloc, rows),
        heading("III. TỔ CHỨC THỰC HIỆN"),
        *_numbered(vietnamese.paragraphs(prose.closing)),
        *closing_blocks(
            f"Trên đây là Kế hoạch hoạt động năm {year} của {paper.bloc.name}, đề nghị các đơn vị "
            "thành viên phối hợp thực hiện"
        ),
    ]
    facts = {"milestones": [[row.title, day.isoformat(), row.owes] for row, day in rows]}
    return named_words(paper, by, prose=prose, body=body, facts=facts)


def year_rows(bloc: Bloc, year: int) -> list[tuple[Milestone, date]]:
    """The year's milestones with their day: the period's window where the period is open."""
    periods = {row.kind: row for row in Period.objects.filter(bloc=bloc, ends__year=year)}
    rows = []
    for row in Milestone.objects.filter(bloc=bloc, year=year):
        kind, window = BOUND.get(row.code, ("", ""))
        period = periods.get(kind)
        rows.append((row, getattr(period, window) if period else row.due))
    return sorted(rows, key=lambda pair: (pair[1], pair[0].pk))


def _parted(text: str) -> tuple[list[str], list[str]]:
    """The legal grounds (`Căn cứ …`), which open a paper, and all other lines."""
    lines = vietnamese.paragraphs(text)
    grounds = [line for line in lines if line.startswith("Căn cứ")]
    return grounds, [line for line in lines if line not in grounds]


def _numbered(lines: list[str]) -> list[Block]:
    return [
        paragraph(vietnamese.sentence(line), f"{place}. ")
        for place, line in enumerate(lines, start=1)
    ]


def _table(bloc: Bloc, rows: list[tuple[Milestone, date]]) -> list[Block]:
    columns = [
        ("TT", 7, "center"),
        ("Nội dung", 47, "left"),
        ("Thời hạn", 18, "center"),
        ("Đơn vị thực hiện", 28, "left"),
    ]
    who = _who(bloc)
    told = [
        [
            vietnamese.two_digits(place),
            vietnamese.curly(row.title),
            vietnamese.date_short(day),
            who[row.owes],
        ]
        for place, (row, day) in enumerate(rows, start=1)
    ]
    return [blocks.table(columns, told)] if told else []


def _who(bloc: Bloc) -> dict[str, str]:
    """Who owes it, as a paper names them; the head's unit by its name."""
    head = head_on(bloc, clock.today())
    unit = f" ({head.user.unit.name})" if head and head.user.unit else ""
    return {
        Owes.HEAD.value: f"Đơn vị Trưởng khối{unit}",
        Owes.SECRETARY.value: "Thư ký Khối",
        Owes.UNITS.value: "Các đơn vị thành viên",
        Owes.APPRAISERS.value: "Tổ thẩm định",
        Owes.REVIEWER.value: bloc.province.reviewing_department,
    }


def lacks(paper: OfficialPaper) -> list[str]:
    """A plan without dates plans nothing."""
    year = paper.document.period.ends.year
    if Milestone.objects.filter(bloc=paper.bloc, year=year).exists():
        return []
    return [_("Năm %d chưa có lịch công tác. Hãy lập lịch năm ở trang Lịch công tác.") % year]
