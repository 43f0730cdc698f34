"""Conditions on every nomination: holds, past awards, discipline (E10 to E14, N3, N10)."""

from datetime import date
from typing import Any

from awards.eligibility.findings import FIT, PERSON, UNFIT, Finding, test_named
from awards.models import Award, Fact, Reason, RegisterEntry
from awards.queries.facts import Case
from emulation_bloc.lib.vietnamese import date_short

Kind = Fact.Kind
SUDDEN = (Reason.SUDDEN, Reason.MOVEMENT)


@test_named("no_hold")
def no_hold(case: Case, _params: dict[str, Any]) -> Finding:
    """No award while discipline, inspection, complaint or press report is looked into (N3)."""
    if case.holds:
        return Finding(UNFIT, "Đối tượng đang tạm dừng xét, chờ văn bản kết luận.")
    return Finding(FIT, "Không có văn bản tạm dừng xét đối với đối tượng.")


@test_named("evidence_of_merit")
def evidence_of_merit(case: Case, params: dict[str, Any]) -> Finding | None:
    """Awards that a merit award rests on were not for sudden or thematic achievements (E10, N2):
    among the `awards` of the last `years` years."""
    if case.reason != Reason.MERIT:
        return None
    first = case.year - params["years"] + 1
    rows = [row for row in case.entries if row.award.code in params["awards"] and row.year >= first]
    sudden = [row for row in rows if row.reason in SUDDEN]
    if not sudden:
        return Finding(FIT, "Căn cứ xét không có khen thưởng đột xuất, chuyên đề.")
    told = "; ".join(f"{row.award} năm {row.year}" for row in sudden)
    if len(sudden) == len(rows):
        words = f"Chỉ có khen thưởng đột xuất, chuyên đề, không làm căn cứ xét công trạng: {told}."
        return Finding(UNFIT, words, {"ignored": len(sudden)})
    return Finding(FIT, f"Không tính khen thưởng đột xuất, chuyên đề: {told}.")


@test_named("achievement_once")
def achievement_once(case: Case, _params: dict[str, Any]) -> Finding:
    """One achievement, one award (E11, N7)."""
    given = [
        f"{row.award} ({row.number})"
        for row in case.entries
        if (row.year, row.reason, row.theme) == (case.year, case.reason, case.theme)
    ]
    if found := given + case.others:
        words = f"Thành tích này đã được khen thưởng hoặc đề nghị: {'; '.join(found)}."
        return Finding(UNFIT, words, {"found": found})
    return Finding(FIT, "Chưa có khen thưởng, đề nghị khác cho cùng thành tích.")


@test_named("after_discipline")
def after_discipline(case: Case, params: dict[str, Any]) -> Finding:
    """After discipline the counting of achievements starts again at its end (E12, N4): it must lie
    before the `years` years that are counted."""
    start = date(case.year - params["years"] + 1, 1, 1)
    days = [row.ends for row in case.facts if row.kind == Kind.DISCIPLINE_END and row.ends]
    ends = max(days, default=None)
    if ends is None or ends < start:
        return Finding(FIT, f"Không có kỷ luật trong thời gian tính từ {date_short(start)}.")
    words = (
        f"Kỷ luật hết hiệu lực ngày {date_short(ends)}; thời gian tính thành tích bắt đầu lại từ"
        f" ngày đó, muộn hơn {date_short(start)}."
    )
    return Finding(UNFIT, words, {"ends": ends.isoformat()})


@test_named("one_state_award")
def one_state_award(case: Case, _params: dict[str, Any]) -> Finding | None:
    """Not two awards of the state in one year, other than sudden ones (E13, N9)."""
    if case.reason in (Reason.SUDDEN, Reason.CONTRIBUTION, Reason.SENIORITY):
        return None
    given = [str(row.award) for row in case.entries if _is_of_state(row, case.year)]
    if found := given + case.others_of_state:
        words = f"Năm {case.year} đã có khen thưởng hoặc đề nghị cấp nhà nước: {'; '.join(found)}."
        return Finding(UNFIT, words, {"found": found})
    return Finding(FIT, f"Năm {case.year} chưa có khen thưởng cấp nhà nước khác.")


def _is_of_state(row: RegisterEntry, year: int) -> bool:
    is_counted = row.reason not in (Reason.SUDDEN, Reason.CONTRIBUTION, Reason.SENIORITY)
    return row.award.level == Award.Level.STATE and row.year == year and is_counted


@test_named("not_dissolved")
def not_dissolved(case: Case, _params: dict[str, Any]) -> Finding:
    """A unit that was dissolved before the decision is not commended (E14, N14)."""
    if event := case.dissolved:
        words = f"Đơn vị đã giải thể từ ngày {date_short(event.date)} theo {event.decision}."
        return Finding(UNFIT, words, {"date": event.date.isoformat()})
    return Finding(FIT, "Đơn vị đang hoạt động.")


@test_named("since_last")
def since_last(case: Case, params: dict[str, Any]) -> Finding:
    """The years until the same award again run from the previous decision (N10)."""
    days = [row.date for row in case.entries if row.award.code == case.award]
    if not days:
        return Finding(FIT, "Chưa từng được tặng danh hiệu, hình thức này.")
    last, years = max(days), params["years"]
    due = date(last.year + years, last.month, min(last.day, 28))
    words = f"Quyết định gần nhất ngày {date_short(last)}; phải cách ít nhất {years} năm."
    return Finding(FIT if case.day >= due else UNFIT, words, {"last": last.isoformat()})


@test_named("registered")
def registered(case: Case, _params: dict[str, Any]) -> Finding:
    """Emulation was registered for the year (Law 2003)."""
    if case.is_registered:
        return Finding(FIT, f"Đơn vị đã đăng ký thi đua năm {case.year}.")
    return Finding(PERSON, f"Chưa thấy bản đăng ký thi đua năm {case.year} của đơn vị.")
