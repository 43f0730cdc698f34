"""Cases for conditions, built without a data base: facts, entries of the register, nominations."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from awards.eligibility import examined
from awards.models import Award, Fact, Nomination, RegisterEntry, Rule
from awards.queries.facts import Case

DATA = Path(__file__).parents[2] / "awards" / "data" / "rules.json"
ROWS = json.loads(DATA.read_text(encoding="utf-8"))
REGIMES = ["TDKT_2003", "TDKT_2022_a", "TDKT_2022_b", "TDKT_2026"]
NAMES = {
    "BK_TINH": ("commendation", "province"), "BK_TTCP": ("commendation", "state"),
    "CTD_CP": ("title", "state"), "CSTDTQ": ("title", "state"),
}  # fmt: skip


def award(code: str) -> Award:
    """An award of the code, unsaved."""
    kind, level = NAMES.get(code, ("title", "province"))
    return Award(code=code, name=code, kind=kind, level=level)


def fact(kind: str, value: Any = None, year: int = 2021, **fields: Any) -> Fact:
    """A number or a text of a year."""
    name = "text" if isinstance(value, str) else "number"
    if isinstance(value, int):
        value = Decimal(value)
    return Fact(kind=kind, year=year, **({} if value is None else {name: value}), **fields)


def facts(year: int = 2021, **values: Any) -> list[Fact]:
    """Several of one year by their kinds; None leaves one out."""
    return [fact(kind, value, year) for kind, value in values.items() if value is not None]


def entry(code: str, year: int, reason: str = "merit", **fields: Any) -> RegisterEntry:
    """An entry of the register, decided at the end of its year."""
    given = {"number": f"{year}/QĐ", "date": date(year, 12, 20)} | fields
    return RegisterEntry(award=award(code), year=year, reason=reason, **given)


def nominated(code: str, year: int = 2021, reason: str = "merit", theme: str = "") -> Nomination:
    """Another nomination of the same subject."""
    return Nomination(award=award(code), year=year, reason=reason, theme=theme)


def case(**fields: Any) -> Case:
    """A unit's nomination for the merit of 2021, examined on its last day."""
    code = fields.pop("award", "CTD_TINH")
    kind, level = NAMES.get(code, ("title", "province"))
    given = {
        "subject": "unit", "year": 2021, "reason": "merit", "theme": "", "award": code,
        "day": date(2021, 12, 31), "kind": kind, "level": level,
    }  # fmt: skip
    return Case(**given | fields)


def said(regime: str, code: str, tried: Case, award: str | None = None) -> str | None:
    """What the rule of the data says of the case under the regime; None where it says nothing."""
    found = [
        Rule(**{name: row[name] for name in ("code", "condition", "params", "reasons")})
        for row in ROWS
        if row["code"] == code and regime in row["articles"] and row["award"] in (award, None)
    ]
    assert len(found) == 1, (code, regime)
    rows = examined(tried, found)
    return rows[0][1].outcome if rows else None
