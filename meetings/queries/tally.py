"""Tally minutes and the ballot paper as finished words: bloc practice §5.8."""

from datetime import date, datetime
from typing import Any

from emulation_bloc.lib import clock, vietnamese
from meetings.models import Ballot, BallotTeller
from meetings.queries import blocks
from meetings.queries.ballot_pages import outcome_words, result_lines, share_words
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.words import words_digest
from units.models import User
from units.queries import paper_settings

_COLUMNS = [
    ("TT", 8, "center"),
    ("Đơn vị", 48, "left"),
    ("Số phiếu", 14, "center"),
    ("Tỷ lệ (%)", 14, "center"),
    ("Kết quả", 16, "center"),
]
_SLIP = [("TT", 9, "center"), ("Đơn vị", 75, "left"), ("Đồng ý", 16, "center")]


def tally_words(ballot: Ballot) -> dict[str, Any]:
    """The snapshot of the minutes of one counted round: who counted, what came in, the votes and
    per cent of each unit, who is chosen, how the ballots are kept. All tellers sign."""
    bloc, meeting = ballot.bloc, ballot.meeting
    settings = paper_settings(bloc, clock.today())
    tellers = tellers_of(ballot)
    return {
        "version": 1,
        "form": "minutes",
        "title": f"Biên bản kiểm phiếu: {ballot.question}",
        "author": bloc.name,
        "header": blocks.header(bloc, settings, symbol="BB", place="", year=clock.today().year),
        "type_name": "BIÊN BẢN",
        "subject": f"Kiểm phiếu: {vietnamese.lower_first(ballot.question)}{_round(ballot)}",
        "addressees": [],
        "blocks": _body(ballot, tellers),
        "signatures": [
            {"lines": ["TỔ TRƯỞNG" if row.is_lead else "TỔ VIÊN"], "name": row.name, "office": ""}
            for row in _signing(tellers)
        ],
        "recipients": [
            f"- {bloc.province.reviewing_department};",
            "- Các đơn vị thành viên Khối;",
            "- Lưu: Hồ sơ Khối.",
        ],
        "check": None,
        "notes": blocks.assumed(meeting),
        "facts": {},
    }


def tellers_of(ballot: Ballot) -> list[BallotTeller]:
    """The counting team, who leads it first."""
    rows = BallotTeller.objects.filter(ballot=ballot).select_related("user", "unit")
    return sorted(rows, key=lambda row: (not row.is_lead, row.pk))


def _signing(tellers: list[BallotTeller]) -> list[BallotTeller]:
    """The tellers as they sign, two side by side: a member left, who leads right, others below."""
    lead, members = tellers[:1], tellers[1:]
    return [*members[:1], *lead, *members[1:]]


def _round(ballot: Ballot) -> str:
    return f" (vòng {ballot.round})" if ballot.round > 1 else ""


def _body(ballot: Ballot, tellers: list[BallotTeller]) -> list[Block]:
    result: dict[str, Any] = ballot.result or {}
    meeting = ballot.meeting
    today = meeting.date or clock.today()
    rows = [
        paragraph(
            f"Hôm nay, {vietnamese.date_words(today)}, tại"
            f" {vietnamese.lower_first(meeting.title)}, Tổ kiểm phiếu đã tiến hành kiểm phiếu nội"
            f" dung: {ballot.question}{_round(ballot)}."
        ),
        heading("I. TỔ KIỂM PHIẾU"),
        *(
            paragraph(f"{_teller(row)}.", f"{place}. ")
            for place, row in enumerate(tellers, start=1)
        ),
        heading("II. CÁCH BỎ PHIẾU"),
        paragraph(_rules(ballot, result)),
        heading("III. KẾT QUẢ KIỂM PHIẾU"),
        *_before(ballot),
        *_counts(ballot, result),
        blocks.table(_COLUMNS, _lines(ballot)),
        paragraph(_outcome(ballot, result)),
        heading("IV. NIÊM PHONG PHIẾU"),
        paragraph(
            vietnamese.sentence(ballot.sealed_by)
            if ballot.sealed_by
            else "Phiếu được niêm phong, lưu cùng hồ sơ hội nghị."
        ),
    ]
    at = _ended(ballot.counted_at, today) if ballot.counted_at else ""
    rows.append(
        paragraph(
            f"Việc kiểm phiếu kết thúc{at}. Biên bản gồm {{pages}} trang, lập 03 bản, đã được các"
            " thành viên Tổ kiểm phiếu thống nhất./."
        )
    )
    return rows


def _ended(moment: datetime, day: date) -> str:
    """When the count ended: the hour, and the day where it is not the meeting's."""
    counted = clock.local_time(moment)
    on = "cùng ngày" if counted.date() == day else vietnamese.date_words(counted.date())
    return f" lúc {vietnamese.time_words(counted.time())} {on}"


def _teller(row: BallotTeller) -> str:
    office = "Tổ trưởng" if row.is_lead else "Tổ viên"
    work = [row.user.position or "", row.unit.name if row.unit else ""]
    told = ", ".join(part for part in work if part and part not in row.name)
    if len(work[0]) and work[1] and work[1] in work[0]:
        told = work[0]
    return f"{row.name}{f', {told}' if told else ''} - {office}"


def _rules(ballot: Ballot, result: dict[str, Any]) -> str:
    way = "Bỏ phiếu kín" if ballot.is_secret else "Bỏ phiếu công khai"
    share = share_words(ballot.threshold, is_above=ballot.is_above)
    base = vietnamese.lower_first(str(ballot.get_base_display()))
    own = "" if ballot.allows_self else " Đơn vị không bỏ phiếu cho chính mình."
    return (
        f"{way}, mỗi đơn vị một phiếu, mỗi phiếu chọn tối đa"
        f" {vietnamese.two_digits(ballot.most_marks)} đơn vị. Đơn vị được chọn phải đạt {share}"
        f" {base} ({result['needed']}/{result['base']} phiếu), chọn tối đa"
        f" {vietnamese.two_digits(ballot.seats)} đơn vị.{own}"
    )


def _before(ballot: Ballot) -> list[Block]:
    """What the rounds before gave, the first of them first."""
    told: list[Block] = []
    row = ballot.previous
    while row is not None:
        result: dict[str, Any] = row.result or {}
        votes = "; ".join(
            f"{one['name']} {vietnamese.two_digits(one['votes'])} phiếu ({one['rate']}%)"
            for one in result_lines(row)
        )
        papers = (
            f"phát ra {vietnamese.two_digits(result['issued'])}, thu về"
            f" {vietnamese.two_digits(result['collected'])}, hợp lệ"
            f" {vietnamese.two_digits(result['valid'])}"
        )
        told.insert(0, paragraph(f"{papers}; {votes}. {_chosen(row)}", f"Vòng {row.round}: "))
        row = row.previous
    return told


def _chosen(ballot: Ballot) -> str:
    names = [row["name"] for row in result_lines(ballot) if row["is_chosen"]]
    if names:
        return f"Được chọn, theo thứ tự số phiếu: {'; '.join(names)}."
    return "Không có đơn vị nào được chọn ở vòng này."


def _counts(ballot: Ballot, result: dict[str, Any]) -> list[Block]:
    numbers = (
        ("Tổng số đơn vị có quyền bỏ phiếu", result["members"]),
        ("Số phiếu phát ra", result["issued"]),
        ("Số phiếu thu về", result["collected"]),
        ("Số phiếu hợp lệ", result["valid"]),
        ("Số phiếu không hợp lệ", result["invalid"]),
    )
    return [
        paragraph(f"{what}: {vietnamese.two_digits(number)}.", "- ") for what, number in numbers
    ]


def _lines(ballot: Ballot) -> list[list[str]]:
    lines = []
    for place, row in enumerate(result_lines(ballot), start=1):
        lines.append(
            [
                vietnamese.two_digits(place),
                row["name"],
                vietnamese.two_digits(row["votes"]),
                row["rate"],
                outcome_words(row),
            ]
        )
    return lines


def _outcome(ballot: Ballot, result: dict[str, Any]) -> str:
    told = _chosen(ballot)
    if not result["needs_round"]:
        return told
    if ballot.round >= ballot.most_rounds:
        return f"{told} Đã hết số vòng bỏ phiếu theo quy định của Khối."
    return f"{told} Cần bỏ phiếu vòng tiếp theo."


def paper_words(ballot: Ballot) -> dict[str, Any]:
    """The snapshot of the ballot paper: the list in its frozen order, a box to mark for each unit,
    how to vote validly, room for the bloc's stamp. Nothing on it tells one voter from another."""
    bloc = ballot.bloc
    settings = paper_settings(bloc, clock.today())
    listed = ballot.ballotcandidates.order_by("position", "pk")
    lines = [
        [vietnamese.two_digits(place), row.unit_name, "□"]
        for place, row in enumerate(listed, start=1)
    ]
    return {
        "version": 1,
        "form": "slip",
        "title": f"Phiếu bầu: {ballot.question}",
        "author": bloc.name,
        "header": blocks.header(bloc, settings, symbol="", place="", year=clock.today().year)
        | {"is_unnumbered": True},
        "type_name": "PHIẾU BẦU",
        "subject": f"{ballot.question}{_round(ballot)}",
        "addressees": [],
        "blocks": [
            blocks.table(_SLIP, lines),
            heading("Cách ghi phiếu", 2),
            paragraph(_how(ballot)),
        ],
        "signatures": [{"lines": ["(Đóng dấu của Khối)"], "name": "", "office": ""}],
        "recipients": [],
        "check": None,
        "notes": [],
        "facts": {},
    }


def _how(ballot: Ballot) -> str:
    blank = "được tính là hợp lệ" if ballot.allows_blank else "không hợp lệ"
    own = "" if ballot.allows_self else " Đơn vị không bỏ phiếu cho chính mình."
    return (
        f"Đánh dấu X vào ô của đơn vị được chọn, tối đa"
        f" {vietnamese.two_digits(ballot.most_marks)} đơn vị. Phiếu đánh dấu nhiều hơn, ghi thêm"
        f" tên hoặc tẩy xóa là không hợp lệ; phiếu không đánh dấu {blank}.{own} Không ghi tên,"
        " không ký vào phiếu."
    )


def papers_context(ballot: Ballot, user: User) -> dict[str, Any]:
    """What the ballot's page shows of its papers: the tally minutes with the tellers' words, and
    what the person may do with them."""
    document = ballot.tally
    is_counted = ballot.state == Ballot.State.COUNTED
    tellers = tellers_of(ballot) if is_counted else []
    return {
        "tally": document,
        "tally_tellers": tellers,
        "may_start_tally": is_counted
        and document is None
        and bool(user.has_perm("meetings.count_ballot", ballot)),
        "may_paper": bool(user.has_perm("meetings.count_ballot", ballot)),
        "is_asked": document is not None
        and not document.is_approved
        and any(row.user_id == user.pk and row.approved_at is None for row in tellers),
    }


def tally_seen(ballot: Ballot) -> str:
    """The mark of exactly the words that a teller confirms."""
    return words_digest(tally_words(ballot))
