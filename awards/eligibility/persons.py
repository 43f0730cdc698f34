"""Conditions on persons: initiatives, caps, consecutive awards (E7 to E9, N8, N13)."""

from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

from awards.eligibility.findings import FIT, PERSON, UNFIT, Finding, joined, lacking, test_named
from awards.models import DossierFile, Fact, Subject
from awards.queries.facts import Case
from emulation_bloc.lib.numbers import shown_short

Kind = Fact.Kind


@test_named("fighter")
def fighter(case: Case, params: dict[str, Any]) -> Finding:
    """Chiến sĩ thi đua cơ sở (E7). `cap`: at most this share of the unit's LDTT; `rating`: `xuất
    sắc` stands in for an initiative."""
    found = [_initiative_or_rating(case, by_rating=bool(params.get("rating")))]
    if "cap" in params:
        found.append(_cap(case, params["cap"]))
    return joined(found)


def _initiative_or_rating(case: Case, *, by_rating: bool) -> Finding:
    proved = _initiative(case, 1, "sáng kiến, đề tài được công nhận")
    rating = case.fact(Kind.RATING)
    if proved.outcome == FIT or not by_rating:
        return proved
    if rating is None:
        return lacking("mức độ hoàn thành nhiệm vụ hoặc sáng kiến, đề tài", case.year)
    if rating.text == Fact.Rating.EXCELLENT:
        words = f"Năm {case.year}: hoàn thành xuất sắc nhiệm vụ."
        return Finding(FIT, words, {"rating": rating.text})
    return proved


def _initiative(case: Case, years: int, what: str) -> Finding:
    """An initiative among the facts of the last `years` years, or a paper on it in the dossier."""
    if found := case.initiative(years):
        words = f"Có sáng kiến, đề tài năm {found.year}: {found.text or found.source}."
        return Finding(FIT, words, {"initiative": found.text, "year": found.year})
    if DossierFile.Kind.INITIATIVE in case.files:
        return Finding(FIT, "Hồ sơ có văn bản công nhận sáng kiến, đề tài.", {"file": True})
    return lacking(what, case.year)


def fighters_cap(share: str, holders: Fraction) -> int:
    """How many fighters a unit may have: the share of its LDTT, rounded down."""
    return floor(Fraction(share) * holders)


def _cap(case: Case, share: str) -> Finding:
    holders, chosen = case.unit_number(Kind.LDTT), case.unit_number(Kind.CSTDCS)
    if holders is None or chosen is None:
        return lacking("số Lao động tiên tiến và Chiến sĩ thi đua cơ sở của đơn vị", case.year)
    most = fighters_cap(share, Fraction(holders))
    words = (
        f"Đơn vị có {shown_short(chosen)} Chiến sĩ thi đua cơ sở,"
        f" tối đa {most} trên {shown_short(holders)} Lao động tiên tiến."
    )
    figures = {"cstdcs": str(chosen), "ldtt": str(holders), "most": most}
    return Finding(FIT if chosen <= most else UNFIT, words, figures)


@test_named("each_year")
def each_year(case: Case, params: dict[str, Any]) -> Finding:
    """The award `award` in each of the last `years` years (E8), and an initiative where
    `initiative`. What the register does not have may still be true: a person looks."""
    years = range(case.year - params["years"] + 1, case.year + 1)
    had = {year: case.had(params["award"], year) for year in years}
    lacks = [str(year) for year, entry in had.items() if entry is None]
    if lacks:
        words = f"Sổ theo dõi chưa có {params['name']} năm {', '.join(lacks)}."
        return Finding(PERSON, words, {"lacks": lacks})
    numbers = {str(year): entry.number for year, entry in had.items() if entry}
    kept = Finding(FIT, f"{params['name']}: {', '.join(numbers)}.", numbers)
    if not params.get("initiative"):
        return kept
    what = "sáng kiến, đề tài có phạm vi ảnh hưởng trong tỉnh"
    return joined([kept, _initiative(case, params["years"], what)])


@test_named("last_awards")
def last_awards(case: Case, params: dict[str, Any]) -> Finding:
    """The last `times` awards `award` follow each other (E9): at most `apart` years between two."""
    rows = [row for row in case.entries if row.award.code == params["award"]]
    years = sorted({row.year for row in rows if row.year <= case.year})
    years = years[-params["times"] :]
    if len(years) < params["times"]:
        words = f"Sổ theo dõi mới có {len(years)}/{params['times']} lần {params['name']}."
        return Finding(PERSON, words, {"years": years})
    told = ", ".join(map(str, years))
    if any(b - a > params["apart"] for a, b in pairwise(years)):
        words = f"{params['name']} các năm {told}: cần xem xét tính liên tục."
        return Finding(PERSON, words, {"years": years})
    return Finding(FIT, f"{params['name']} liên tục các năm {told}.", {"years": years})


@test_named("initiative_once")
def initiative_once(case: Case, _params: dict[str, Any]) -> Finding | None:
    """An initiative is used once (N8)."""
    now = case.fact(Kind.INITIATIVE)
    if now is None or not now.text:
        return None
    used = [
        row.year
        for row in case.facts
        if row.kind == Kind.INITIATIVE
        and row.year != case.year
        and row.text.casefold().strip() == now.text.casefold().strip()
    ]
    if used:
        words = f"Sáng kiến “{now.text}” đã dùng để xét năm {used[0]}."
        return Finding(UNFIT, words, {"year": used[0]})
    return Finding(FIT, f"Sáng kiến “{now.text}” chưa dùng để xét năm khác.")


@test_named("worked_enough")
def worked_enough(case: Case, params: dict[str, Any]) -> Finding | None:
    """Who worked too little in the year is left out (N13): at least `months`, fewer than `days` off
    work, nobody disciplined."""
    if case.subject != Subject.PERSON:
        return None
    months, days = case.number(Kind.MONTHS), case.number(Kind.DAYS_OFF)
    if months is None or days is None:
        return lacking("số tháng công tác và số ngày nghỉ", case.year)
    figures = {"months": str(months), "days_off": str(days)}
    words = f"Công tác {shown_short(months)} tháng, nghỉ {shown_short(days)} ngày trong năm."
    is_met = months >= params["months"] and days < params["days"]
    if is_met and (case.number(Kind.DISCIPLINED) or 0) > 0:
        return Finding(UNFIT, f"{words} Bị kỷ luật trong năm.", figures)
    return Finding(FIT if is_met else UNFIT, words, figures)


@test_named("title_of_year")
def title_of_year(case: Case, params: dict[str, Any]) -> Finding:
    """The title `award` of the same year, in the register or proposed beside (E7)."""
    entry = case.had(params["award"], case.year)
    if entry:
        words = f"{entry.award} năm {case.year} ({entry.number})."
        return Finding(FIT, words, {"number": entry.number})
    if any(row.award.code == params["award"] for row in case.others):
        return Finding(FIT, f"{params['name']} năm {case.year}: đang đề nghị.", {"proposed": True})
    words = f"Sổ theo dõi chưa có {params['name']} năm {case.year}."
    return Finding(PERSON, words)
