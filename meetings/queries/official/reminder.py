"""Công văn đôn đốc (Decree 30/2020, form 1.5): which units owe what since when, and until when.

`details` of the paper: `rows`, a list of `{"unit": name, "what": words, "due": ISO day}` as they
stood when the letter was begun; `before`, the ISO day before which the units shall be done.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from documents.models import Document
from emulation_bloc.lib import clock, vietnamese
from meetings.models import OfficialPaper
from meetings.queries import blocks
from meetings.queries.blocks import Block, paragraph
from meetings.queries.official.frame import Prose, closing_blocks, named_words, prose_of
from units.models import User

NEEDS_MEETING = False


def usual(paper: OfficialPaper) -> Prose:
    """To every unit that owes something; copies to the reviewing department."""
    period = vietnamese.lower_first(paper.document.period.name)
    return Prose(
        subject=f"đôn đốc thực hiện công tác thi đua, khen thưởng {period}",
        opening=(
            f"Để bảo đảm tiến độ công tác thi đua, khen thưởng {period}, {paper.bloc.name} thông "
            "báo các nội dung chưa hoàn thành của các đơn vị như sau:"
        ),
        closing="Đề nghị lãnh đạo các đơn vị quan tâm, chỉ đạo thực hiện.",
        addressees="\n".join(owing_units(paper)),
        recipients=(
            f"Như trên\n{paper.bloc.province.reviewing_department} (để báo cáo)\nLưu: VT, Hồ sơ"
        ),
    )


def owing_units(paper: OfficialPaper) -> list[str]:
    """The units of the rows, each once, in order."""
    return list(dict.fromkeys(row["unit"] for row in _rows(paper)))


def _rows(paper: OfficialPaper) -> list[dict[str, str]]:
    return list(paper.details.get("rows") or [])


def before_of(paper: OfficialPaper) -> date | None:
    """The day before which the units shall be done."""
    given = paper.details.get("before")
    return date.fromisoformat(given) if given else None


def words(paper: OfficialPaper, by: User | None = None) -> dict[str, Any]:
    """The snapshot: what is owed as a table, and the day by which it shall be done."""
    prose = prose_of(paper, usual(paper))
    body = [
        *_plan(paper),
        *blocks.paragraphs(prose.opening),
        *_owed(_rows(paper)),
        paragraph(
            f"{paper.bloc.name} đề nghị các đơn vị khẩn trương hoàn thành các nội dung trên trước "
            f"{_day(before_of(paper))}."
        ),
        *closing_blocks(prose.closing),
    ]
    frame = named_words(paper, by, prose=prose, body=body)
    return frame | {"subject": f"V/v {vietnamese.curly(prose.subject)}"}


def _plan(paper: OfficialPaper) -> list[Block]:
    """The bloc's approved plan of the year, which the letter rests on where there is one."""
    year = paper.document.period.ends.year
    plans = Document.objects.filter(bloc=paper.bloc, kind="plan", period__ends__year=year)
    plan = plans.approved().order_by("pk").last()
    if plan is None:
        return []
    when = f" ngày {vietnamese.date_short(plan.date)}" if plan.date else ""
    return [
        paragraph(
            f"Thực hiện Kế hoạch số {plan.label}{when} của {paper.bloc.name} về "
            f"{vietnamese.lower_first(plan.title)}."
        )
    ]


def _day(day: date | None) -> str:
    return vietnamese.date_words(day) if day else "ngày …"


def _owed(rows: list[dict[str, str]]) -> list[Block]:
    columns = [
        ("TT", 8, "center"),
        ("Đơn vị", 32, "left"),
        ("Nội dung chưa hoàn thành", 42, "left"),
        ("Thời hạn", 18, "center"),
    ]
    told = [
        [
            vietnamese.two_digits(place),
            row["unit"],
            vietnamese.curly(row["what"]),
            vietnamese.date_short(date.fromisoformat(row["due"])) if row.get("due") else "",
        ]
        for place, row in enumerate(rows, start=1)
    ]
    return [blocks.table(columns, told)] if told else []


def lacks(paper: OfficialPaper) -> list[str]:
    """A letter without debtors reminds nobody, one without a day asks for nothing."""
    before = before_of(paper)
    checks = [
        (_rows(paper), _("Chưa có đơn vị nào chậm để đôn đốc.")),
        (before, _("Hãy nhập ngày các đơn vị phải hoàn thành.")),
        (not before or before >= clock.today(), _("Ngày phải hoàn thành đã qua.")),
    ]
    return [sentence for is_there, sentence in checks if not is_there]
