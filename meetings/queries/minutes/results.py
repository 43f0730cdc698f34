"""What the meeting heard of its tasks, handed over, changed and chose: certificates, scores,
elections, pact."""

from datetime import date
from decimal import Decimal

from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.numbers import shown, shown_short
from meetings.models import Election, HandedCertificate, Meeting, ScoreChange
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.minutes.prose import Prose
from meetings.queries.minutes.rows import More
from meetings.queries.task_reports import sum_words, told_singly


def tasks(more: More, prose: Prose) -> list[Block]:
    """With what a review opens: what became of the tasks that earlier meetings set."""
    if not more.tasks:
        return []
    figures = {"kết quả chung": sum_words(more.tasks)}
    template = "Hội nghị nghe kết quả thực hiện nhiệm vụ đã giao: {kết quả chung}."
    told = prose.tell("nhiem-vu-da-giao", "Kết quả nhiệm vụ đã giao", template, figures)
    return [*told, blocks.lettered(told_singly(more.tasks))]


def certificates(more: More, prose: Prose) -> list[Block]:
    """Last year's flags and certificates, each with the decision it was granted by."""
    rows = more.certificates
    if not rows:
        return []
    figures = {
        "số khen thưởng": vietnamese.two_digits(len(rows)),
        "số đơn vị": vietnamese.two_digits(len({row.unit_id for row in rows})),
    }
    template = (
        "Hội nghị trao {số khen thưởng} danh hiệu, hình thức khen thưởng cho {số đơn vị} đơn vị:"
    )
    told = prose.tell("trao-khen-thuong", "Trao khen thưởng", template, figures)
    return [*told, blocks.lettered([_certificate(row) for row in rows])]


def _certificate(row: HandedCertificate) -> str:
    text = f"{row.unit.name}: {row.award}"
    if row.year:
        text += f", thành tích năm {row.year}"
    decision = []
    if row.number:
        decision.append(f"Quyết định số {row.number}")
    if row.date:
        decision.append(f"ngày {vietnamese.date_short(row.date)}")
    if row.issuer:
        decision.append(f"của {row.issuer}")
    return f"{text} ({' '.join(decision)})" if decision else text


def score_changes(more: More, prose: Prose) -> list[Block]:
    """Scores that the meeting agreed to change, with the show of hands (§5.4, 6.6)."""
    rows = more.changes
    if not rows:
        return []
    figures = {
        "số điều chỉnh": vietnamese.two_digits(len(rows)),
        "số đơn vị": vietnamese.two_digits(len({row.unit_id for row in rows})),
    }
    template = (
        "Hội nghị thống nhất điều chỉnh điểm ở {số điều chỉnh} nội dung của {số đơn vị} đơn vị:"
    )
    columns = [
        ("TT", 6, "center"),
        ("Đơn vị", 20, "left"),
        ("Tiêu chí", 24, "left"),
        ("Từ", 8, "right"),
        ("Thành", 9, "right"),
        ("Lý do", 19, "left"),
        ("Biểu quyết", 14, "left"),
    ]
    told = [
        [vietnamese.two_digits(place), *_change(row)] for place, row in enumerate(rows, start=1)
    ]
    said = prose.tell("dieu-chinh-diem", "Điều chỉnh điểm", template, figures)
    return [*said, blocks.table(columns, told, small=True)]


def _change(row: ScoreChange) -> list[str]:
    two = vietnamese.two_digits
    hands = [f"{two(row.hands_for)} đồng ý"]
    if row.hands_against:
        hands.append(f"{two(row.hands_against)} không đồng ý")
    if row.hands_abstained:
        hands.append(f"{two(row.hands_abstained)} không có ý kiến")
    criterion = row.criterion
    return [
        row.unit.name,
        f"{criterion.code}. {criterion.text}",
        _points(row.was),
        _points(row.points),
        " ".join(vietnamese.paragraphs(row.reason)),
        "; ".join(hands),
    ]


def scores(meeting: Meeting, more: More, prose: Prose) -> list[Block]:
    """Who leads, and where the table stands; the bloc is named beside the leading unit, as the
    Government's flag asks (§5.4, 8)."""
    first = [row for row in more.ranking if row.rank == 1]
    if not more.ranking:
        return []
    figures = {
        "số đơn vị": vietnamese.two_digits(len(more.ranking)),
        "tên khối": meeting.bloc.name,
        "đơn vị dẫn đầu": vietnamese.join(row.unit_name for row in first) or "chưa có",
        "điểm": shown(first[0].total) if first else "–",
    }
    template = (
        "Kết quả chấm điểm, xếp hạng của {số đơn vị} đơn vị nêu tại Phụ lục kèm theo biên bản này. "
        "Đơn vị dẫn đầu {tên khối}: {đơn vị dẫn đầu}, đạt {điểm} điểm."
    )
    return prose.tell("ket-qua-diem", "Kết quả chấm điểm, xếp hạng", template, figures)


def score_annex(more: More) -> list[Block]:
    """The frozen totals and ranks as an annex on a page of its own; empty before the closing."""
    if not more.ranking:
        return []
    columns = [
        ("TT", 7, "center"),
        ("Đơn vị", 28, "left"),
        ("Tự chấm", 11, "right"),
        ("Tổng điểm", 11, "right"),
        ("Điểm quy đổi", 11, "right"),
        ("Xếp hạng", 10, "center"),
        ("Xếp loại, ghi chú", 22, "left"),
    ]
    rows = sorted(more.ranking, key=lambda row: (row.rank is None, row.rank or 0, row.unit_name))
    told = [
        [
            vietnamese.two_digits(place),
            row.unit_name,
            _points(row.self_total),
            _points(row.total),
            _points(row.rebased),
            str(row.rank) if row.rank else "không xét",
            ". ".join(part for part in (row.band, row.note) if part),
        ]
        for place, row in enumerate(rows, start=1)
    ]
    title = "BẢNG TỔNG HỢP ĐIỂM, XẾP HẠNG"
    return [heading("Phụ lục", centred=True), blocks.table(columns, told, caption=title)]


def _points(value: Decimal | None) -> str:
    return "–" if value is None else shown(value)


def elections(meeting: Meeting, more: More, members: int, prose: Prose) -> list[Block]:
    """Election of next year's head and deputy: how, counts, result, when the role is taken over
    (§5.4, 9). Where a ballot decided, its counts are told with the ballots: here the result."""
    by_ballot = {row.election_id for row in more.ballots}
    told: list[Block] = []
    for row in more.elections:
        if row.pk in by_ballot:
            told += _elected(row, more, prose)
        else:
            told += _election(row, more, members, prose)
    return told


def _election(row: Election, more: More, members: int, prose: Prose) -> list[Block]:
    two = vietnamese.two_digits
    figures = {
        "chức danh": str(row.get_office_display()),
        "năm": str(row.year),
        "hình thức": vietnamese.lower_first(str(row.get_method_display())),
        "số giới thiệu": two(len(row.candidates.all())),
    }
    words = "Bầu {chức danh} năm {năm}: {hình thức}; có {số giới thiệu} đơn vị được giới thiệu"
    if row.method == Election.Method.SECRET:
        figures |= {
            "phát ra": two(row.issued),
            "thu về": two(row.collected),
            "hợp lệ": two(row.valid),
            "không hợp lệ": two(row.collected - row.valid),
        }
        words += (
            "; số phiếu phát ra {phát ra}, thu về {thu về}, hợp lệ {hợp lệ}, "
            "không hợp lệ {không hợp lệ}"
        )
    label = f"Bầu {row.get_office_display()}"
    told = prose.tell(f"bau-{row.office}", label, f"{words}.", figures)
    if row.candidates.all():
        told.append(_votes(row, members))
    return told + _elected(row, more, prose)


def _votes(row: Election, members: int) -> Block:
    """Votes of each candidate and their share of all members (§4.2)."""
    columns = [
        ("TT", 8, "center"),
        ("Đơn vị được giới thiệu", 48, "left"),
        ("Số phiếu đồng ý", 20, "center"),
        ("Tỷ lệ trên tổng số đơn vị", 24, "center"),
    ]
    told = []
    for place, one in enumerate(row.candidates.all(), start=1):
        votes = "–" if one.votes is None else vietnamese.two_digits(one.votes)
        told.append(
            [vietnamese.two_digits(place), one.unit.name, votes, _share(one.votes, members)]
        )
    return blocks.table(columns, told)


def _share(votes: int | None, members: int) -> str:
    if votes is None or not members:
        return "–"
    return f"{shown_short(round(Decimal(100 * votes) / members, 2))}%"


def _elected(row: Election, more: More, prose: Prose) -> list[Block]:
    if row.elected is None:
        return [paragraph(f"Chưa bầu được {row.get_office_display()} năm {row.year}.")]
    figures = {
        "đơn vị trúng cử": row.elected.name,
        "chức danh": str(row.get_office_display()),
        "năm": str(row.year),
        "ngày nhận nhiệm vụ": vietnamese.date_words(_takes_over(row, more)),
    }
    template = (
        "Kết quả: {đơn vị trúng cử} được bầu làm {chức danh} năm {năm}, "
        "nhận nhiệm vụ từ {ngày nhận nhiệm vụ}."
    )
    label = f"Kết quả bầu {row.get_office_display()}"
    return prose.tell(f"ket-qua-bau-{row.office}", label, template, figures)


def _takes_over(row: Election, more: More) -> date:
    """The day of the handover where one is prepared, else the first day of the year."""
    if row.office == Election.Office.HEAD:
        days = [one.starts for one in more.handovers if one.starts.year == row.year]
        if days:
            return min(days)
    return date(row.year, 1, 1)


def pact(meeting: Meeting, more: More, prose: Prose) -> list[Block]:
    """Which units have confirmed the pact; the signatures stand on the pact itself."""
    told: list[Block] = []
    for row in more.pacts:
        done = list(row.confirmations.all())
        figures = {
            "năm": str(row.year),
            "số đơn vị": vietnamese.two_digits(len(done)),
            "chủ đề": f" với chủ đề “{row.theme.strip(' .“”')}”" if row.theme.strip() else "",
        }
        template = (
            "Các đơn vị ký Giao ước thi đua năm {năm}{chủ đề}; trên hệ thống đã có {số đơn vị} "
            "đơn vị xác nhận nội dung giao ước."
        )
        told += prose.tell("ky-giao-uoc", "Ký giao ước thi đua", template, figures)
    return told


def reserved(more: More) -> list[Block]:
    """What units do not agree with and want in the minutes (§5.4, 13)."""
    texts = [
        f"{row.unit.name}: {' '.join(vietnamese.paragraphs(row.text))}" for row in more.reserved
    ]
    if len(texts) == 1:
        return [paragraph(vietnamese.sentence(texts[0]))]
    return [blocks.lettered(texts)] if texts else []
