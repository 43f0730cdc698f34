"""The counted ballots as the minutes tell them (bloc practice §4.2, §5.4)."""

from emulation_bloc.lib import vietnamese
from meetings.models import Ballot
from meetings.queries import blocks
from meetings.queries.blocks import Block
from meetings.queries.minutes.prose import Prose
from meetings.queries.minutes.rows import More


def ballots(more: More, prose: Prose) -> list[Block]:
    """Of each counted ballot: ballots issued, collected, valid and invalid, the votes of every
    unit with their per cent of the base, who was chosen in order."""
    told: list[Block] = []
    for row in more.ballots:
        told += _ballot(row, prose)
    return told


def _ballot(row: Ballot, prose: Prose) -> list[Block]:
    two, result = vietnamese.two_digits, row.result or {}
    names = {one["unit"]: one["name"] for one in result["rows"]}
    figures = {
        "nội dung": row.question.strip(" ."),
        "vòng": str(row.round),
        "hình thức": "bỏ phiếu kín" if row.is_secret else "bỏ phiếu công khai",
        "phát ra": two(result["issued"]),
        "thu về": two(result["collected"]),
        "hợp lệ": two(result["valid"]),
        "không hợp lệ": two(result["invalid"]),
    }
    words = (
        "{nội dung} (vòng {vòng}, {hình thức}): số phiếu phát ra {phát ra}, thu về {thu về}, "
        "hợp lệ {hợp lệ}, không hợp lệ {không hợp lệ}."
    )
    told = prose.tell(f"bo-phieu-{row.pk}", f"Bỏ phiếu: {row.question}", words, figures)
    told.append(_votes(row))
    figures = {"đơn vị đạt": "; ".join(names[key] for key in result["chosen"]) or "chưa có"}
    chosen = "Đơn vị đạt tỷ lệ phiếu theo quy định, được chọn theo thứ tự: {đơn vị đạt}."
    label = f"Kết quả bỏ phiếu: {row.question}"
    return told + prose.tell(f"ket-qua-bo-phieu-{row.pk}", label, chosen, figures)


def _votes(row: Ballot) -> Block:
    columns = [
        ("TT", 8, "center"),
        ("Đơn vị", 44, "left"),
        ("Số phiếu đồng ý", 18, "center"),
        (f"Tỷ lệ trên {vietnamese.lower_first(str(row.get_base_display()))}", 30, "center"),
    ]
    two = vietnamese.two_digits
    lines = [
        [two(place), one["name"], two(one["votes"]), f"{one['rate']}%"]
        for place, one in enumerate((row.result or {})["rows"], start=1)
    ]
    return blocks.table(columns, lines)
