"""Conditions on units: rank, ballot, shares of staff, years, movements (E1 to E6, N6, N12)."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from awards.eligibility.findings import FIT, PERSON, UNFIT, Finding, joined, lacking, test_named
from awards.models import DossierFile, Fact, Subject
from awards.queries.facts import Case
from emulation_bloc.lib.numbers import shown_short
from emulation_bloc.lib.vietnamese import lower_first

Kind = Fact.Kind


@test_named("leads_bloc")
def leads_bloc(case: Case, params: dict[str, Any]) -> Finding:
    """Ranked first in the closed ranking, and chosen by the counted ballot where the bloc's rules
    ask for one (E1). `rank`: the worst rank that still leads."""
    if not case.is_ranked:
        return Finding(PERSON, f"Kết quả xếp hạng năm {case.year} của Khối chưa chốt.")
    if case.holds:
        return Finding(UNFIT, "Đơn vị đang tạm dừng xét, chờ văn bản kết luận.", {"holds": True})
    if case.is_disqualified:
        return Finding(UNFIT, f"Đơn vị thuộc diện không xét thi đua năm {case.year}.")
    if case.rank is None:
        return Finding(PERSON, f"Đơn vị không có hạng trong kết quả xếp hạng năm {case.year}.")
    most = params.get("rank", 1)
    if case.rank > most:
        return Finding(
            UNFIT,
            f"Đơn vị xếp hạng {case.rank}; phải dẫn đầu Khối (hạng {most}).",
            {"rank": case.rank},
        )
    words, figures = f"Đơn vị xếp hạng {case.rank} trong Khối", {"rank": case.rank}
    if not case.needs_vote:
        return Finding(FIT, f"{words}; quy định của Khối không yêu cầu bỏ phiếu.", figures)
    if case.votes is None:
        return Finding(PERSON, f"{words}; chưa có kết quả kiểm phiếu suy tôn.", figures)
    yes, base = case.votes
    figures |= {"votes": yes, "base": base}
    if not case.is_chosen:
        return Finding(UNFIT, f"{words} nhưng không được suy tôn: {yes}/{base} phiếu.", figures)
    return Finding(FIT, f"{words}, được suy tôn với {yes}/{base} phiếu.", figures)


def leaders_cap(share: str, blocs: int) -> int:
    """How many of a province's bloc leaders may be put forward: the share, rounded down."""
    return floor(Fraction(share) * blocs)


@test_named("share_of_leaders")
def share_of_leaders(case: Case, params: dict[str, Any]) -> Finding:
    """At most a share of the province's bloc leaders (E2). What other blocs propose is no business
    of the bloc: the department counts, here stands how many there may be."""
    most = leaders_cap(params["share"], case.blocs)
    figures = {"blocs": case.blocs, "most": most}
    rule = f"Toàn tỉnh có {case.blocs} khối, cụm nên đề nghị tối đa {most} đơn vị dẫn đầu"
    if most == 0:
        return Finding(UNFIT, f"{rule}.", figures)
    return Finding(FIT, f"{rule}; Sở Nội vụ đối chiếu khi thẩm định.", figures)


@test_named("collective")
def collective(case: Case, params: dict[str, Any]) -> Finding:
    """Shares and counts of the staff (E3, E4): `complete` and `ldtt` are the least shares of all
    staff as fractions, `cstdcs` the least, `disciplined` the most number of persons."""
    staff = case.number(Kind.STAFF)
    found: list[Finding] = []
    for name, kind, what in (
        ("complete", Kind.STAFF_COMPLETE, "người hoàn thành nhiệm vụ"),
        ("ldtt", Kind.LDTT, "Lao động tiên tiến"),
    ):
        if name in params:
            found.append(_share(case, staff, kind, what, params[name]))
    if "cstdcs" in params:
        found.append(_least(case, params["cstdcs"]))
    if "disciplined" in params:
        found.append(_most_disciplined(case, params["disciplined"]))
    return joined(found)


def _share(case: Case, staff: Decimal | None, kind: str, what: str, least: str) -> Finding:
    number = case.number(kind)
    if staff is None:
        return lacking("tổng số người lao động", case.year)
    if number is None or not staff:
        return lacking(f"số {what}", case.year)
    if number > staff:
        words = f"Số {what} ({shown_short(number)}) lớn hơn tổng số {shown_short(staff)} người."
        return Finding(PERSON, f"{words} Hãy kiểm tra lại số liệu.", {kind: str(number)})
    need = Fraction(least)
    words = (
        f"{what[0].upper()}{what[1:]}: {shown_short(number)}/{shown_short(staff)} người,"
        f" cần ít nhất {shown_short(Decimal(need.numerator * 100) / need.denominator)}%."
    )
    is_met = Fraction(number) >= need * Fraction(staff)
    return Finding(FIT if is_met else UNFIT, words, {kind: str(number), "staff": str(staff)})


def _least(case: Case, least: int) -> Finding:
    number = case.number(Kind.CSTDCS)
    if number is None:
        return lacking("số Chiến sĩ thi đua cơ sở", case.year)
    words = f"Chiến sĩ thi đua cơ sở: {shown_short(number)} người, cần ít nhất {least} người."
    return Finding(FIT if number >= least else UNFIT, words, {"cstdcs": str(number)})


def _most_disciplined(case: Case, most: int) -> Finding:
    number = case.number(Kind.DISCIPLINED)
    if number is None:
        return lacking("số người bị kỷ luật từ cảnh cáo trở lên", case.year)
    if number > most:
        words = f"Có {shown_short(number)} người bị kỷ luật từ cảnh cáo trở lên."
        return Finding(UNFIT, words, {"disciplined": str(number)})
    return Finding(FIT, "Không có người bị kỷ luật từ cảnh cáo trở lên.", {"disciplined": "0"})


@test_named("rated")
def rated(case: Case, params: dict[str, Any]) -> Finding:
    """Rated `least` or better in the year: the tasks, or what the fact `fact` says."""
    kind = Kind(params.get("fact", Kind.RATING))
    fact, scale = case.fact(kind), list(reversed(Fact.Rating.values))
    name = f"{kind.label[0].lower()}{kind.label[1:]}"
    if fact is None or fact.text not in scale:
        return lacking(name, case.year)
    least = Fact.Rating(params["least"])
    said, need = (lower_first(str(one.label)) for one in (Fact.Rating(fact.text), least))
    need += "" if least == Fact.Rating.EXCELLENT else " trở lên"
    words = f"{kind.label} năm {case.year}: {said}; cần {need}."
    is_met = scale.index(fact.text) >= scale.index(least)
    return Finding(FIT if is_met else UNFIT, words, {"rating": fact.text})


@test_named("exceeds")
def exceeds(case: Case, _params: dict[str, Any]) -> Finding:
    """Targets are exceeded: entered as a fact, in which a 0 says that they are not."""
    fact = case.fact(Kind.EXCEEDS)
    if fact is None:
        return lacking("xác nhận hoàn thành vượt mức các chỉ tiêu", case.year)
    told = fact.text or fact.source
    said = f" ({told})" if told else ""
    if fact.number is not None and fact.number <= 0:
        return Finding(UNFIT, f"Năm {case.year}: không vượt mức các chỉ tiêu{said}.")
    return Finding(FIT, f"Năm {case.year}: vượt mức các chỉ tiêu{said}.", {"told": told})


@test_named("merit_years")
def merit_years(case: Case, params: dict[str, Any]) -> Finding:
    """Each of the last `years` years counts (E5): a collective by `xuất sắc` or an award `title`, a
    person by the award `person_title`, or by `xuất sắc` with an initiative."""
    years = range(case.year - params["years"] + 1, case.year + 1)
    is_person = case.subject == Subject.PERSON
    title = params["person_title" if is_person else "title"]
    return joined([_year(case, year, title, with_initiative=is_person) for year in years])


def _year(case: Case, year: int, title: str, *, with_initiative: bool) -> Finding:
    if entry := case.had(title, year):
        words = f"Năm {year}: {entry.award} ({entry.number})."
        return Finding(FIT, words, {str(year): entry.number})
    rating = case.fact(Kind.RATING, year)
    if rating is None:
        return lacking("mức độ hoàn thành nhiệm vụ", year)
    label = str(Fact.Rating(rating.text).label) if rating.text in Fact.Rating else rating.text
    if rating.text != Fact.Rating.EXCELLENT:
        words = f"Năm {year}: {label}; cần hoàn thành xuất sắc nhiệm vụ."
        return Finding(UNFIT, words, {str(year): rating.text})
    if with_initiative and case.fact(Kind.INITIATIVE, year) is None:
        return lacking("sáng kiến, đề tài được công nhận", year)
    return Finding(FIT, f"Năm {year}: {label}.", {str(year): rating.text})


@test_named("movement_result")
def movement_result(case: Case, _params: dict[str, Any]) -> Finding:
    """A movement or theme with a paper on its result (E6)."""
    if not case.theme:
        return Finding(PERSON, "Đề nghị chưa ghi phong trào, chuyên đề.")
    fact = case.fact(Kind.MOVEMENT)
    if fact and fact.source:
        words = f"Kết quả “{case.theme}”: {fact.source}."
        return Finding(FIT, words, {"source": fact.source})
    if DossierFile.Kind.MOVEMENT in case.files:
        return Finding(FIT, f"Hồ sơ có tài liệu kết quả “{case.theme}”.")
    return Finding(PERSON, f"Chưa có văn bản ghi kết quả “{case.theme}” trong hồ sơ.")


@test_named("women")
def women(case: Case, params: dict[str, Any]) -> Finding | None:
    """Who is preferred at equal rank (N6): a collective with at least `share` women; said only on a
    tie."""
    if not case.is_tied or case.subject == Subject.PERSON:
        return None
    staff, number = case.number(Kind.STAFF), case.number(Kind.WOMEN)
    if not staff or number is None:
        return Finding(PERSON, f"Đơn vị đồng hạng; chưa có số lao động nữ năm {case.year}.")
    is_met = Fraction(number) >= Fraction(params["share"]) * Fraction(staff)
    who = "được ưu tiên" if is_met else "không thuộc diện ưu tiên"
    words = f"Đơn vị đồng hạng; lao động nữ {shown_short(number)}/{shown_short(staff)}: {who}."
    return Finding(FIT, words, {"women": str(number), "staff": str(staff)})


@test_named("rating_source")
def rating_source(case: Case, _params: dict[str, Any]) -> Finding | None:
    """A collective's rating stands in a paper of the party or of the superior body (N12)."""
    if case.subject not in (Subject.UNIT, Subject.SUB_UNIT):
        return None
    fact = case.fact(Kind.PARTY_RATING) or case.fact(Kind.RATING)
    if fact is None:
        return lacking("xếp loại tổ chức đảng hoặc mức độ hoàn thành nhiệm vụ", case.year)
    if not fact.source:
        return Finding(PERSON, f"Xếp loại năm {case.year} chưa ghi văn bản của cơ quan xếp loại.")
    return Finding(FIT, f"Xếp loại năm {case.year}: {fact.source}.", {"source": fact.source})
