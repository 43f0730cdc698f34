"""The score summary (bảng tổng hợp điểm) as finished words and as a workbook (practice §5.5)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from assessments.models import Criterion, Round, Stage
from assessments.queries import charts
from assessments.queries.board_table import Head, heads_of, text_of, value_of
from assessments.queries.ranking import EXCLUDED, FINAL, Board, BoardRow
from assessments.queries.words import (
    NOTHING,
    Block,
    figure,
    heading,
    invented_mark,
    picture,
    table,
)
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.numbers import shown_short
from emulation_bloc.lib.spreadsheets import Column, Page, Put, write_xlsx
from units.models import Bloc
from units.queries import head_on, paper_settings

ABREAST = 9  # units side by side; more go into a further table, so that figures stay legible
TWO_PLACES = "0.00"
SIGNED = "+0.00;-0.00;0.00"


def summary_words(board: Board) -> dict[str, Any]:
    """The snapshot of the summary: A4 across, units as rows, charts, then criteria × units."""
    scored, bloc = board.scored, board.scored.bloc
    period = scored.period
    settings = paper_settings(bloc, clock.today())
    name = period.name
    return {
        "version": 1,
        "form": "landscape",
        "title": f"Bảng tổng hợp điểm {vietnamese.lower_first(name)}",
        "author": bloc.name,
        "is_draft": not board.is_frozen,
        "mark": invented_mark(bloc),
        "header": {
            "parent": settings.parent_line or bloc.province.people_committee.upper(),
            "issuer": list(settings.issuer_lines) or [bloc.name.upper()],
            "symbol": "",
            "place": "",
            "year": period.ends.year,
        },
        "type_name": "BẢNG TỔNG HỢP ĐIỂM",
        "subject": name,
        "facts": _facts(board),
        "addressees": [],
        "blocks": [_totals(board), *_pictures(board), *_criteria(board)],
        "signatures": _signatures(bloc, period.ends),
        "recipients": [],
        "check": None,
        "notes": _notes(board),
    }


def _facts(board: Board) -> list[str]:
    scored = board.scored
    most = sum((row.max_points for row in board.frame.leaves if row.is_standard), Decimal(0))
    facts = []
    if edition := scored.criteria_set:
        total = shown_short(most)
        facts.append(f"{edition.title}, bản số {edition.edition}; tổng điểm chuẩn {total}")
    if board.is_frozen and scored.closed_at:
        facts.append(f"Chốt {vietnamese.date_words(clock.local_date(scored.closed_at))}")
    else:
        state = Round.State(scored.state).label
        today = vietnamese.date_short(clock.today())
        facts.append(f"Số liệu đến ngày {today}, đang ở bước {vietnamese.lower_first(str(state))}")
    return facts


def _signatures(bloc: Bloc, day: Any) -> list[dict[str, Any]]:
    """Who drew it up on the left, the head on the right."""
    head = head_on(bloc, day)
    return [
        {"lines": ["NGƯỜI TỔNG HỢP"], "name": "", "office": ""},
        {"lines": ["TRƯỞNG KHỐI"], "name": head.user.full_name if head else "", "office": ""},
    ]


def _notes(board: Board) -> list[str]:
    notes = [f"{row.short_name}: {row.note}" for row in board.rows if row.note]
    if any(row.is_disqualified for row in board.rows):
        notes.append("“Không xét”: đơn vị không được xếp hạng theo điều kiện của quy chế.")
    if any(points.get(EXCLUDED) for row in board.rows for points in row.leaves.values()):
        notes.append("KAD: tiêu chí không áp dụng với đơn vị, không tính vào điểm được giao.")
    return notes


_WIDTHS = {"band": 9, "rank": 4, "name": 14}


def _totals(board: Board) -> Block:
    """One row a unit."""
    heads = heads_of(board)
    columns = [("TT", 3, "center"), ("Đơn vị", _WIDTHS["name"], "left")]
    columns += [
        (head.label, _WIDTHS.get(head.key, 4), "right" if head.is_figure else "center")
        for head in heads
    ]
    rows = [
        [vietnamese.two_digits(place), row.name, *[text_of(row, head) for head in heads]]
        for place, row in enumerate(board.rows, start=1)
    ]
    count = sum(bool(head.group) for head in heads)
    groups = [{"title": "", "span": 2}]
    if count:
        groups.append({"title": "Điểm các nhóm", "span": count})
    groups.append({"title": "", "span": len(heads) - count})
    return table(columns, rows, caption="I. TỔNG HỢP ĐIỂM VÀ XẾP HẠNG", groups=groups)


def _pictures(board: Board) -> list[Block]:
    if not board.rows:
        return []
    return [
        heading("Biểu đồ 1. Điểm các nhóm", new_page=True, centred=True),
        picture(group_chart(board), GROUP_WORDS),
        heading("Biểu đồ 2. Điểm tự chấm và điểm cuối", centred=True),
        picture(gap_chart(board), GAP_WORDS),
    ]


GROUP_WORDS = "Biểu đồ điểm các nhóm của từng đơn vị; số liệu ở bảng tổng hợp điểm."
GAP_WORDS = "Biểu đồ điểm tự chấm và điểm cuối của từng đơn vị; số liệu ở bảng tổng hợp điểm."


def _shown(board: Board) -> list[BoardRow]:
    return [row for row in board.rows if row.shows_parts]


def group_chart(board: Board) -> str:
    """The groups of each unit, stacked."""
    rows = _shown(board)
    groups = [
        (f"Nhóm {group.code}", [row.groups.get(group.code) for row in rows])
        for group in board.frame.groups
    ]
    return charts.stacked_groups([row.short_name for row in rows], groups)


def gap_chart(board: Board) -> str:
    """What each unit gave itself against what it got."""
    rows = _shown(board)
    own = [row.columns.get(Stage.SELF) for row in rows]
    return charts.self_against_final(
        [row.short_name for row in rows], own, [row.total for row in rows]
    )


def _criteria(board: Board) -> list[Block]:
    """Criteria as rows, for each unit self and final; nine units abreast."""
    by_group = list(_grouped(board))
    strong = [place for place, (row, _is_group) in enumerate(by_group) if _is_group]
    title = "II. ĐIỂM THEO TIÊU CHÍ"
    blocks = [heading(title, new_page=True, centred=True)] if board.rows else []
    for start in range(0, len(board.rows), ABREAST):
        units = board.rows[start : start + ABREAST]
        columns: list[tuple[str, int, str]] = [
            ("Mã", 3, "center"),
            ("Tiêu chí", 21, "left"),
            ("Tối đa", 4, "right"),
        ]
        groups = [{"title": "", "span": 3}]
        for unit in units:
            columns += [("Tự chấm", 4, "right"), ("Cuối", 4, "right")]
            groups.append({"title": unit.short_name, "span": 2})
        rows = [_criterion_cells(board, row, is_group, units) for row, is_group in by_group]
        caption = f"{title} (tiếp theo)" if start else ""
        blocks.append(table(columns, rows, caption=caption, groups=groups, strong=strong))
    return blocks


def _grouped(board: Board) -> Iterator[tuple[Criterion, bool]]:
    """Each group before its leaves, in their order."""
    groups = {row.code: row for row in board.frame.groups}
    seen = set()
    for leaf in board.frame.leaves:
        code = board.frame.group_of[leaf.pk]
        if code in groups and code not in seen:
            seen.add(code)
            yield groups[code], True
        yield leaf, False


def _criterion_cells(
    board: Board, row: Criterion, is_group: bool, units: list[BoardRow]
) -> list[str]:
    cells = [row.code, row.text, figure(row.max_points)]
    for unit in units:
        if is_group:
            own = group_self(board, unit, row.code)
            cells += [figure(own), figure(unit.groups.get(row.code))]
        else:
            cells += [_leaf_text(unit, row.code, Stage.SELF), _leaf_text(unit, row.code, FINAL)]
    return cells


def group_self(board: Board, unit: BoardRow, code: str) -> Decimal | None:
    """What the unit gave itself in a group, bonus and penalty left out."""
    found = [
        leaf_points(unit, leaf.code, Stage.SELF)
        for leaf in board.frame.leaves
        if leaf.is_standard and board.frame.group_of[leaf.pk] == code
    ]
    given = [one for one in found if one is not None]
    return sum(given, Decimal(0)) if given else None


def leaf_points(unit: BoardRow, code: str, column: str) -> Decimal | None:
    """One column of one leaf; None where nobody scored or the leaf does not apply."""
    points = unit.leaves.get(code, {})
    told = points.get(column)
    return None if told is None or points.get(EXCLUDED) else Decimal(told)


def _leaf_text(unit: BoardRow, code: str, column: str) -> str:
    if unit.leaves.get(code, {}).get(EXCLUDED):
        return "KAD" if column == FINAL else NOTHING
    return figure(leaf_points(unit, code, column))


def summary_xlsx(board: Board) -> bytes:
    """A workbook: the summary, and a sheet for each group with its criteria × units."""
    pages = [_summary_page(board)]
    groups = [*board.frame.groups]
    for group in groups:
        leaves = [
            leaf for leaf in board.frame.leaves if board.frame.group_of[leaf.pk] == group.code
        ]
        pages.append(_group_page(board, f"Nhóm {group.code}", group.text, leaves))
    known = {group.code for group in groups}
    rest = [leaf for leaf in board.frame.leaves if board.frame.group_of[leaf.pk] not in known]
    if rest:
        pages.append(_group_page(board, "Thưởng, trừ", "ĐIỂM THƯỞNG, ĐIỂM TRỪ", rest))
    return write_xlsx(pages)


def _lead(board: Board, title: str) -> list[str]:
    bloc = board.scored.bloc
    lines = [invented_mark(bloc), bloc.name, f"{title}, {board.scored.period.name}"]
    return [line for line in [*lines, *_facts(board)] if line]


def _summary_page(board: Board) -> Page:
    heads = heads_of(board)
    columns = [Column("TT", 6), Column("Đơn vị", 36)]
    columns += [Column(head.label, 22 if head.key == "band" else 11) for head in heads]
    rows: list[Sequence[Any]] = [
        [Put(place, align="center"), row.name, *[_put(row, head) for head in heads]]
        for place, row in enumerate(board.rows, start=1)
    ]
    return Page("Tổng hợp", columns, rows, lead=_lead(board, "BẢNG TỔNG HỢP ĐIỂM"))


def _put(row: BoardRow, head: Head) -> Put:
    """Numbers as numbers with two places, everything else as text."""
    value = value_of(row, head)
    if isinstance(value, Decimal):
        return Put(value, format=SIGNED if head.key == "adjusted" else TWO_PLACES)
    if head.key == "rank" and row.is_disqualified:
        return Put(text_of(row, head))
    return Put(value)


def _group_page(board: Board, title: str, words: str, leaves: list[Criterion]) -> Page:
    columns = [Column("Mã", 8), Column("Tiêu chí", 50), Column("Tối đa", 10)]
    for unit in board.rows:
        columns += [
            Column(f"{unit.short_name}: tự chấm", 13),
            Column(f"{unit.short_name}: cuối", 13),
        ]
    rows: list[Sequence[Any]] = [
        [leaf.code, leaf.text, Put(leaf.max_points, format=TWO_PLACES)]
        + [
            Put(leaf_points(unit, leaf.code, column), format=TWO_PLACES)
            for unit in board.rows
            for column in (Stage.SELF, FINAL)
        ]
        for leaf in leaves
    ]
    return Page(title, columns, rows, lead=_lead(board, words))
