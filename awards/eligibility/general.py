"""Conditions on every nomination: holds, past awards, discipline (E10 to E14, N3, N10)."""

from datetime import date
from typing import Any

from awards.eligibility.findings import FIT, PERSON, UNFIT, Finding, test_named
from awards.models import Award, Fact, Nomination, Reason, RegisterEntry, Subject
from awards.queries.facts import Case
from emulation_bloc.lib.numbers import shown_short
from emulation_bloc.lib.vietnamese import date_short

Kind = Fact.Kind
SUDDEN = (Reason.SUDDEN, Reason.MOVEMENT)
UNLIMITED = (Reason.SUDDEN, Reason.CONTRIBUTION, Reason.SENIORITY)
FLAGS = ("CTD_TINH", "CTD_BO", "CTD_CP")


@test_named("no_hold")
def no_hold(case: Case, _params: dict[str, Any]) -> Finding:
    """No award while discipline, inspection, complaint or press report is looked into (N3)."""
    if case.holds:
        return Finding(UNFIT, "Đối tượng đang tạm dừng xét, chờ văn bản kết luận.")
    return Finding(FIT, "Không có văn bản tạm dừng xét đối với đối tượng.")


@test_named("evidence_of_merit")
def evidence_of_merit(case: Case, params: dict[str, Any]) -> Finding | None:
    """Awards that a merit award rests on were not for sudden or thematic achievements (E10, N2).

    `evidence`: award → [awards that it rests on, number of years in which they count]. An award
    that rests on no other, such as a flag, has nothing to say here.
    """
    if case.reason != Reason.MERIT or case.award not in params["evidence"]:
        return None
    codes, years = params["evidence"][case.award]
    rows = [row for row in case.entries if row.award.code in codes and row.year > case.year - years]
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
    """One achievement, one award (E11, N7).

    The theme tells an achievement, and merit is that of the year; there a title that others rest
    on (Tập thể lao động xuất sắc beside a flag) is no second reward.
    """
    found = [f"{row.award} ({row.number})" for row in case.entries if _is_same(case, row)]
    found += [f"{row.award} (đang đề nghị)" for row in case.others if _is_same(case, row)]
    if found:
        words = f"Thành tích này đã được khen thưởng hoặc đề nghị: {'; '.join(found)}."
        return Finding(UNFIT, words, {"found": found})
    return Finding(FIT, "Chưa có khen thưởng, đề nghị khác cho cùng thành tích.")


def _is_same(case: Case, row: RegisterEntry | Nomination) -> bool:
    if (row.year, row.reason) != (case.year, case.reason):
        return False
    if case.reason != Reason.MERIT:
        theme = case.theme.strip().casefold()
        return bool(theme) and theme == row.theme.strip().casefold()
    kinds = {case.kind, row.award.kind}
    both = ((case.kind, case.award), (row.award.kind, row.award.code))
    is_rewarded = all(kind == Award.Kind.COMMENDATION or code in FLAGS for kind, code in both)
    return row.award.code == case.award or (Award.Kind.COMMENDATION in kinds and is_rewarded)


@test_named("after_discipline")
def after_discipline(case: Case, params: dict[str, Any]) -> Finding:
    """After discipline the counting of achievements starts again at its end (E12, N4).

    `years`: award → how many years it counts for merit, one unless named. A single year that
    counts in part needs a person; of several years none may be lost.
    """
    years = params["years"].get(case.award, 1) if case.reason == Reason.MERIT else 1
    start, last = date(case.year - years + 1, 1, 1), date(case.year, 12, 31)
    days = [row.ends for row in case.facts if row.kind == Kind.DISCIPLINE_END and row.ends]
    ends = max(days, default=None)
    if ends is None or ends < start:
        return Finding(FIT, f"Không có kỷ luật trong thời gian tính từ {date_short(start)}.")
    figures = {"ends": ends.isoformat(), "start": start.isoformat()}
    words = f"Kỷ luật hết hiệu lực ngày {date_short(ends)}; thành tích tính lại từ ngày đó"
    if ends >= last or ends > case.day:
        return Finding(UNFIT, f"{words}, sau thời gian xét.", figures)
    if years > 1:
        left = case.year - ends.year
        return Finding(UNFIT, f"{words}, còn {left} trong {years} năm cần có.", figures)
    return Finding(PERSON, f"{words}, chưa trọn năm {case.year}.", figures)


@test_named("one_state_award")
def one_state_award(case: Case, _params: dict[str, Any]) -> Finding | None:
    """Not two awards of the state in one year, other than sudden ones (E13, N9)."""
    if case.level != Award.Level.STATE or case.reason in UNLIMITED:
        return None
    rows: list[RegisterEntry | Nomination] = [*case.entries, *case.others]
    found = [str(row.award) for row in rows if _is_of_state(case, row)]
    if found:
        words = f"Năm {case.year} đã có khen thưởng hoặc đề nghị cấp nhà nước: {'; '.join(found)}."
        return Finding(UNFIT, words, {"found": found})
    return Finding(FIT, f"Năm {case.year} chưa có khen thưởng cấp nhà nước khác.")


def _is_of_state(case: Case, row: RegisterEntry | Nomination) -> bool:
    is_counted = row.reason not in UNLIMITED
    return row.award.level == Award.Level.STATE and row.year == case.year and is_counted


@test_named("not_dissolved")
def not_dissolved(case: Case, _params: dict[str, Any]) -> Finding:
    """A unit that was dissolved before the decision is not commended (E14, N14). What a merged one
    earned may be its successor's: a person looks at it."""
    event = case.ended
    if event is None:
        return Finding(FIT, "Đơn vị đang hoạt động.")
    figures = {"date": event.date.isoformat()}
    since = f"từ ngày {date_short(event.date)} theo {event.decision}"
    if event.successor_id is None:
        return Finding(UNFIT, f"Đơn vị đã giải thể {since}.", figures)
    words = f"Đơn vị đã nhập vào {event.successor} {since}; hãy xem xét đơn vị kế thừa."
    return Finding(PERSON, words, figures)


@test_named("since_last")
def since_last(case: Case, params: dict[str, Any]) -> Finding:
    """The time until the same award again runs from the previous decision (N10); `years`: award →
    how many years must have passed, none unless named."""
    days = [row.date for row in case.entries if row.award.code == case.award]
    if not days:
        return Finding(FIT, "Chưa từng được tặng danh hiệu, hình thức này.")
    last, years = max(days), params["years"].get(case.award, 0)
    figures = {"last": last.isoformat(), "years": years}
    words = f"Quyết định gần nhất ngày {date_short(last)}; thời gian tính từ ngày đó"
    if not years:
        return Finding(FIT, f"{words}.", figures)
    is_met = (case.day.year - years, case.day.month, case.day.day) >= last.timetuple()[:3]
    return Finding(FIT if is_met else UNFIT, f"{words}, cần đủ {years} năm.", figures)


@test_named("bloc_pause")
def bloc_pause(case: Case, _params: dict[str, Any]) -> Finding | None:
    """Not the same award again within the years that the bloc's own rules name (bloc practice
    §4.3); nothing to say where they name none."""
    if not case.pause:
        return None
    had = [row.year for row in case.entries if row.award.code == case.award]
    last = max((year for year in had if year < case.year), default=None)
    figures = {"last": last, "years": case.pause}
    if last is None or case.year - last > case.pause:
        words = f"Trong {case.pause} năm trước chưa được tặng danh hiệu, hình thức này."
        return Finding(FIT, words, figures)
    words = f"Đã được tặng năm {last}; quy định của Khối: {case.pause} năm chưa đề nghị lại."
    return Finding(UNFIT, words, figures)


@test_named("registered")
def registered(case: Case, _params: dict[str, Any]) -> Finding:
    """Emulation was registered for the year (Law 2003)."""
    if case.is_registered:
        return Finding(FIT, f"Đơn vị đã đăng ký thi đua năm {case.year}.")
    return Finding(PERSON, f"Chưa thấy bản đăng ký thi đua năm {case.year} của đơn vị.")


@test_named("maternity")
def maternity(case: Case, _params: dict[str, Any]) -> Finding | None:
    """Maternity leave counts as work (N5): said where months or days are missing in the year."""
    months, days = case.number(Kind.MONTHS), case.number(Kind.DAYS_OFF)
    told = []
    if months is not None and months < 12:
        told.append(f"công tác {shown_short(months)} tháng")
    if days:
        told.append(f"nghỉ {shown_short(days)} ngày")
    if case.subject != Subject.PERSON or not told:
        return None
    words = (
        f"Năm {case.year}: {', '.join(told)}. Thời gian nghỉ thai sản được tính là thời gian công"
        " tác; hãy xem lý do nghỉ."
    )
    return Finding(PERSON, words, {"months": str(months), "days_off": str(days)})
