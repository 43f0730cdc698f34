"""The pact of a year (bản giao ước thi đua) as finished words: bloc practice §5.3."""

from typing import Any

from assessments.models import Registration, Target
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.numbers import printed
from meetings.models import Pact, PactConfirmation
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from units.models import Unit
from units.queries import members_on, names_on, paper_settings

CONTENTS = (
    "Thực hiện thắng lợi các chỉ tiêu, nhiệm vụ chính trị được giao trong năm.",
    "Chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước; xây dựng Đảng, xây dựng "
    "cơ quan, đơn vị và các đoàn thể vững mạnh.",
    "Thực hiện tốt công tác thi đua, khen thưởng; phát hiện, bồi dưỡng, nhân rộng điển hình tiên "
    "tiến; tham gia đầy đủ các hoạt động chung của Khối.",
)
MEASURES = (
    "Các đơn vị phổ biến bản giao ước đến toàn thể cán bộ, công chức, viên chức, người lao động và "
    "cụ thể hóa thành kế hoạch của đơn vị.",
    "Việc thực hiện được kiểm tra qua báo cáo 6 tháng, báo cáo năm và các hội nghị của Khối.",
)
PLEDGE = (
    "Các đơn vị thành viên cam kết thực hiện đầy đủ các nội dung đã giao ước, coi đây là căn cứ "
    "chấm điểm, bình xét thi đua cuối năm.",
)
_COLUMNS = [
    ("TT", 7, "center"),
    ("Chỉ tiêu", 45, "left"),
    ("Đơn vị tính", 16, "center"),
    ("Thực hiện năm trước", 16, "right"),
    ("Kế hoạch năm", 16, "right"),
]


def members_of(pact: Pact) -> list[Unit]:
    """The units that the pact binds: the members on the day it is read, under that day's names."""
    day = clock.today()
    units = [row.unit for row in members_on(pact.bloc, day)]
    names = names_on(units, day)
    for unit in units:
        unit.name, unit.short_name = names[unit.pk]
    return units


def targets_of(pact: Pact) -> dict[int, list[Target]]:
    """Unit → the targets that it has registered for the year; one query."""
    rows = Target.objects.filter(
        registration__bloc=pact.bloc,
        registration__year=pact.year,
        registration__state=Registration.State.SUBMITTED,
    )
    found: dict[int, list[Target]] = {}
    for row in rows.select_related("registration").order_by("position", "pk"):
        found.setdefault(row.registration.unit_id, []).append(row)
    return found


def pact_lacks(pact: Pact, units: list[Unit], targets: dict[int, list[Target]]) -> list[str]:
    """What is still missing before the leaders may confirm, as sentences that say what to do."""
    without = [unit.short_name for unit in units if unit.pk not in targets]
    lacks = []
    if not units:
        lacks.append("Khối chưa có đơn vị thành viên.")
    if without:
        lacks.append(
            "Chưa có chỉ tiêu đăng ký của: " + ", ".join(without) + ". Hãy nhắc đơn vị đăng ký."
        )
    return lacks


def pact_words(
    pact: Pact,
    units: list[Unit] | None = None,
    targets: dict[int, list[Target]] | None = None,
) -> dict[str, Any]:
    """The snapshot: contents, targets of each unit, measures, pledge, a box to sign for each leader
    and for the province. Units and targets where the caller has read them already."""
    bloc = pact.bloc
    today = clock.today()
    settings = paper_settings(bloc, today)
    units = members_of(pact) if units is None else units
    targets = targets_of(pact) if targets is None else targets
    place = settings.place or bloc.province.place
    return {
        "version": 1,
        "form": "pact",
        "title": f"Bản giao ước thi đua năm {pact.year}",
        "author": bloc.name,
        "header": blocks.header(bloc, settings, symbol="BGU", place=place, year=today.year),
        "type_name": "BẢN GIAO ƯỚC THI ĐUA",
        "subject": f"Năm {pact.year}",
        "addressees": [],
        "blocks": _body(pact, units, targets),
        "signatures": _signatures(pact, units),
        "recipients": [
            f"- {bloc.province.reviewing_department};",
            "- Các đơn vị thành viên Khối;",
            "- Lưu: Hồ sơ Khối.",
        ],
        "check": None,
        "notes": [],
        "facts": {},
    }


def _body(pact: Pact, units: list[Unit], targets: dict[int, list[Target]]) -> list[Block]:
    count = vietnamese.two_digits(len(units))
    theme = f" Chủ đề: “{pact.theme.strip('“”')}”." if pact.theme else ""
    rows = [
        paragraph(
            f"{pact.bloc.name} gồm {count} đơn vị thành viên thống nhất ký giao ước thi đua "
            f"năm {pact.year} với các nội dung sau:{theme}"
        ),
        heading("I. NỘI DUNG GIAO ƯỚC"),
        *_numbered(pact.contents, CONTENTS),
        heading("II. CHỈ TIÊU THI ĐUA CỦA CÁC ĐƠN VỊ"),
    ]
    for place, unit in enumerate(units, start=1):
        rows.append(heading(f"{place}. {unit.name}", 2))
        listed = targets.get(unit.pk)
        if listed:
            lines = [_line(n, row) for n, row in enumerate(listed, start=1)]
            rows.append(blocks.table(_COLUMNS, lines))
        else:
            rows.append(paragraph("Chưa đăng ký chỉ tiêu."))
    rows += [heading("III. BIỆN PHÁP, CÁCH KIỂM TRA"), *_numbered(pact.measures, MEASURES)]
    pledge = blocks.paragraphs(pact.pledge or "\n".join(PLEDGE))
    pledge[-1]["text"] = pledge[-1]["text"].rstrip(" ./") + "./."
    return [*rows, heading("IV. CAM KẾT"), *pledge]


def _numbered(typed: str, usual: tuple[str, ...]) -> list[Block]:
    """A line of the text box as 1., 2., 3.; the usual lines where nothing was typed."""
    lines = vietnamese.paragraphs(typed) or list(usual)
    return [
        paragraph(vietnamese.sentence(line), f"{place}. ")
        for place, line in enumerate(lines, start=1)
    ]


def _line(number: int, row: Target) -> list[str]:
    return [
        vietnamese.two_digits(number),
        row.content,
        row.measure,
        printed(row.base) if row.base is not None else "",
        printed(row.plan) if row.plan is not None else "",
    ]


def _signatures(pact: Pact, units: list[Unit]) -> list[Block]:
    """A box for each leader, empty: confirming in the system is no signature; the witness last."""
    boxes: list[Block] = [
        {"lines": [unit.name.upper()], "name": "", "office": "THỦ TRƯỞNG ĐƠN VỊ"} for unit in units
    ]
    witness = pact.bloc.province.reviewing_department.upper()
    return [*boxes, {"lines": ["CHỨNG KIẾN", witness], "name": "", "office": ""}]


def confirmations_of(pact: Pact) -> dict[int, PactConfirmation]:
    """Unit → its leader's confirmation of the words that stand now."""
    rows = PactConfirmation.objects.filter(pact=pact).select_related("by")
    return {row.unit_id: row for row in rows}
