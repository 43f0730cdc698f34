"""Tờ trình đề nghị khen thưởng: who is proposed for what, with points, rank and votes as they were
frozen in the nominations (bloc practice §5.7).

`details` of the paper: `nominations`, the ids of the nominations in it.
"""

from fractions import Fraction
from itertools import compress
from typing import Any

from django.utils.translation import gettext as _

from assessments.queries.words import invented_mark
from awards.models import Award, Nomination, Subject
from awards.queries.regimes import legal_bases_on
from documents.models import Document
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.numbers import shown
from meetings.models import OfficialPaper
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.official.frame import Prose, closing_blocks, named_words, prose_of
from units.models import Period, User

NEEDS_MEETING = False
_COLUMNS = [
    ("TT", 5, "center"),
    ("Đơn vị, cá nhân", 19, "left"),
    ("Đề nghị", 16, "left"),
    ("Điểm", 8, "right"),
    ("Hạng", 7, "center"),
    ("Phiếu đồng\u00a0ý", 9, "center"),
    ("Tỷ lệ (%)", 9, "right"),
    ("Tóm tắt thành tích", 27, "left"),
]


def usual(paper: OfficialPaper) -> Prose:
    """To the council and the department."""
    province, year = paper.bloc.province, paper.document.period.ends.year
    council = f"Hội đồng Thi đua - Khen thưởng {vietnamese.lower_first(province.name)}"
    are_units = all(row.subject == Subject.UNIT for row in nominations_of(paper))
    whom = "các đơn vị" if are_units else "các tập thể, cá nhân"
    return Prose(
        subject=f"Đề nghị khen thưởng {whom} thuộc {paper.bloc.name} năm {year}",
        closing=f"Kính đề nghị Hội đồng Thi đua - Khen thưởng, {province.reviewing_department} "
        "xem xét, trình cấp có thẩm quyền quyết định.",
        addressees=f"{council}\n{province.reviewing_department}",
        recipients="Như trên\nCác đơn vị thành viên Khối\nLưu: VT, Hồ sơ",
    )


def nominations_of(paper: OfficialPaper) -> list[Nomination]:
    """The nominations that the paper names and that have not ended, in the proposal's order."""
    rows = Nomination.objects.filter(pk__in=named_in([paper]), bloc=paper.bloc)
    rows = rows.exclude(state__in=Nomination.ENDS)
    return list(rows.select_related("award", "unit").order_by("position", "pk"))


def named_in(papers: list[OfficialPaper]) -> set[int]:
    """Ids of the nominations that the papers name."""
    return {pk for paper in papers for pk in paper.details.get("nominations") or []}


def papers_of(period: Period) -> list[OfficialPaper]:
    """The period's tờ trình, the latest first; none that was given up or is replaced."""
    rows = OfficialPaper.objects.filter(document__period=period, document__kind="proposal")
    found = rows.exclude(document__state=Document.State.DROPPED).order_by("-pk")
    replaced = Document.objects.approved().filter(corrects__period=period).values("corrects")
    return list(found.exclude(document__in=replaced).select_related("document__bloc__province"))


def draft_among(papers: list[OfficialPaper]) -> OfficialPaper | None:
    """The tờ trình that is being written."""
    return next((row for row in papers if row.document.state == Document.State.DRAFT), None)


def named_elsewhere(papers: list[OfficialPaper], draft: OfficialPaper | None) -> set[int]:
    """Ids of the nominations that others name than the draft and the one that it replaces."""
    free = {draft.document_id, draft.document.corrects_id} if draft else set()
    return named_in([paper for paper in papers if paper.document_id not in free])


def minutes_of(period: Period) -> list[Document]:
    """The approved minutes of the period's meetings, the latest of each first."""
    rows = Document.objects.filter(minutes__meeting__period=period).approved()
    return list(rows.select_related("minutes__meeting").order_by("-pk"))


def words(paper: OfficialPaper, by: User | None = None) -> dict[str, Any]:
    """The snapshot: bases, minutes, titles and commendations in tables of their own."""
    prose, rows = prose_of(paper, usual(paper)), nominations_of(paper)
    body = [
        *_grounds(paper),
        *blocks.paragraphs(prose.opening),
        paragraph(f"{paper.bloc.name} kính trình xem xét, khen thưởng như sau:"),
        *_table(paper, "Danh hiệu thi đua", rows, Award.Kind.TITLE),
        *_table(paper, "Hình thức khen thưởng", rows, Award.Kind.COMMENDATION),
        paragraph("Hồ sơ kèm theo:"),
        blocks.lettered(_attached(paper, rows)),
        *closing_blocks(prose.closing),
    ]
    facts = {"nominations": _facts(rows)}
    made = named_words(paper, by, prose=prose, body=body, facts=facts)
    return made | {"mark": invented_mark(paper.bloc)}


def _cited(line: str) -> str:
    line = line.rstrip(" .;")
    return line if line.startswith("Căn cứ") else f"Căn cứ {line}"


def _grounds(paper: OfficialPaper) -> list[Block]:
    """Law and minutes on lines of their own, in italics, the last with a full stop (Decree
    30/2020, ô 6)."""
    lines = [_cited(line) for line in legal_bases_on(clock.today())]
    for row in minutes_of(paper.document.period)[:1]:
        title = vietnamese.lower_first(row.title)
        lines.append(f"Căn cứ Biên bản số {_numbered(row)} của {paper.bloc.name} ({title})")
    ends = [";"] * (len(lines) - 1) + ["."]
    return [paragraph(f"{line}{end}", italic=True) for line, end in zip(lines, ends, strict=False)]


def _numbered(row: Document) -> str:
    return f"{row.label} {vietnamese.date_words(row.date)}" if row.date else str(row.label)


def _attached(paper: OfficialPaper, rows: list[Nomination]) -> list[str]:
    """What goes along: minutes by number; with whoever is proposed by rank the tally minutes,
    scores and the bloc's report; what belongs to every dossier."""
    period = paper.document.period
    minutes = [f"Biên bản hội nghị số {_numbered(row)}" for row in reversed(minutes_of(period))]
    ranked = [row for row in rows if row.source == Nomination.Source.RANK]
    counts = Document.objects.filter(ballot__meeting__period=period).approved().order_by("pk")
    counted = [f"Biên bản kiểm phiếu số {_numbered(row)}" for row in counts] if ranked else []
    scored = ["Bảng tổng hợp điểm", f"Báo cáo tổng kết của {paper.bloc.name}"] if ranked else []
    reports = "Báo cáo thành tích của các đơn vị, cá nhân được đề nghị"
    return [*(minutes or ["Biên bản hội nghị"]), *counted, *scored, reports]


def _facts(rows: list[Nomination]) -> list[list[Any]]:
    return [[row.pk, row.award.code, row.votes, row.vote_base] for row in rows]


def _table(paper: OfficialPaper, name: str, rows: list[Nomination], kind: str) -> list[Block]:
    """The proposals of one kind; a column that says nothing of any of them is left out."""
    listed = [row for row in rows if row.award.kind == kind]
    if not listed:
        return []
    lines = [_line(paper, place, row) for place, row in enumerate(listed, start=1)]
    said = [any(cells) for cells in zip(*lines, strict=True)]
    lines = [[cell or "–" for cell in compress(line, said)] for line in lines]
    columns = list(compress(_COLUMNS, said))
    return [heading(name, 2), blocks.table(columns, lines, small=True)]


def _line(paper: OfficialPaper, place: int, row: Nomination) -> list[str]:
    voted, rate = "", ""
    if row.votes is not None and row.vote_base:
        voted = f"{row.votes}/{row.vote_base}"
        rate = shown(Fraction(row.votes * 100, row.vote_base))
    return [
        vietnamese.two_digits(place),
        _named(paper, row),
        row.award.name,
        shown(row.points) if row.points is not None else "",
        str(row.rank or ""),
        voted,
        rate,
        ": ".join(filter(None, (row.theme, row.summary))),
    ]


def _named(paper: OfficialPaper, row: Nomination) -> str:
    """Who is proposed, with the unit; beside a candidate for a flag the bloc that it leads
    (reference §1.6)."""
    name = f"{row.subject_name}, {row.unit_name}" if row.subject_name else row.unit_name
    leads = row.award.code.startswith("CTD") and row.rank == 1
    return f"{name} (đơn vị dẫn đầu {paper.bloc.name})" if leads else name


def lacks(paper: OfficialPaper) -> list[str]:
    """A proposal names somebody, and nobody whom the minutes do not name."""
    rows = nominations_of(paper)
    if not rows:
        return [_("Chưa có đề nghị khen thưởng nào trong tờ trình.")]
    return [_lack(row) for row in rows if row.state != Nomination.State.MINUTED]


def _lack(row: Nomination) -> str:
    """Why a nomination keeps the paper waiting."""
    if row.state == Nomination.State.HOLD:
        return _(
            "%(name)s: đang tạm dừng xét. Hãy chờ kết luận, hoặc cập nhật dự thảo ở trang Đề nghị "
            "khen thưởng để trình các đề nghị khác."
        ) % {"name": row}
    return _("%(name)s: chưa được ghi vào biên bản hội nghị.") % {"name": row}
