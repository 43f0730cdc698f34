"""The counted ballots as the minutes tell them (bloc practice §4.2, §5.4)."""

from emulation_bloc.lib import vietnamese
from meetings.models import Ballot
from meetings.queries import blocks
from meetings.queries.ballot_pages import outcome_words, result_lines, share_words
from meetings.queries.blocks import Block
from meetings.queries.minutes.prose import Prose
from meetings.queries.minutes.rows import More


def ballots(more: More, prose: Prose) -> list[Block]:
    """Of each counted ballot: who counted, ballots issued, collected, valid and invalid, the votes
    needed, those of every unit with their per cent of the base, who was chosen in order."""
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
        "tổ kiểm phiếu": vietnamese.join(_tellers(row)),
        "tỷ lệ cần đạt": _needed(row),
    }
    words = (
        "{nội dung} (vòng {vòng}, {hình thức}): số phiếu phát ra {phát ra}, thu về {thu về}, "
        "hợp lệ {hợp lệ}, không hợp lệ {không hợp lệ}. Tổ kiểm phiếu gồm {tổ kiểm phiếu}. "
        "Đơn vị được chọn phải đạt {tỷ lệ cần đạt}."
    )
    told = prose.tell(f"bo-phieu-{row.pk}", f"Bỏ phiếu: {row.question}", words, figures)
    told.append(_votes(row))
    figures = {"đơn vị đạt": "; ".join(names[key] for key in result["chosen"]) or "chưa có"}
    chosen = "Đơn vị đạt tỷ lệ phiếu theo quy định, được chọn theo thứ tự: {đơn vị đạt}."
    label = f"Kết quả bỏ phiếu: {row.question}"
    return told + prose.tell(f"ket-qua-bo-phieu-{row.pk}", label, chosen, figures)


def _tellers(row: Ballot) -> list[str]:
    """The counting team by name, who leads it first."""
    team = sorted(row.ballottellers.all(), key=lambda one: (not one.is_lead, one.pk))
    return [f"{one.name} (Tổ trưởng)" if one.is_lead else one.name for one in team]


def _needed(row: Ballot) -> str:
    """`2/3 tổng số đơn vị thành viên (6/9 phiếu)`."""
    share = share_words(row.threshold, is_above=row.is_above)
    base = vietnamese.lower_first(str(row.get_base_display()))
    result = row.result or {}
    return f"{share} {base} ({result['needed']}/{result['base']} phiếu)"


def _votes(row: Ballot) -> Block:
    columns = [
        ("TT", 7, "center"),
        ("Đơn vị", 39, "left"),
        ("Số phiếu đồng ý", 14, "center"),
        (f"Tỷ lệ trên {vietnamese.lower_first(str(row.get_base_display()))}", 24, "center"),
        ("Kết quả", 16, "center"),
    ]
    two = vietnamese.two_digits
    lines = [
        [two(place), one["name"], two(one["votes"]), f"{one['rate']}%", outcome_words(one)]
        for place, one in enumerate(result_lines(row), start=1)
    ]
    return blocks.table(columns, lines)
