"""What one condition says of one case: the outcome, the text with its figures, the figures."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from awards.models import Check
from awards.queries.facts import Case

FIT, UNFIT, PERSON = Check.Outcome.FIT, Check.Outcome.UNFIT, Check.Outcome.PERSON


@dataclass(frozen=True)
class Finding:
    """Missing proof is `person`, never `unfit`; the words say what lacks and where to enter it."""

    outcome: str
    words: str
    figures: dict[str, Any] = field(default_factory=dict)


Test = Callable[[Case, dict[str, Any]], Finding | None]
TESTS: dict[str, Test] = {}


def test_named(name: str) -> Callable[[Test], Test]:
    """Put a test into the registry under the name that rules give as their `condition`."""

    def register(test: Test) -> Test:
        TESTS[name] = test
        return test

    return register


def joined(findings: list[Finding]) -> Finding:
    """All of several: unfit where one is, else a person where one needs one."""
    outcomes = {row.outcome for row in findings}
    worst = next(one for one in (UNFIT, PERSON, FIT) if one in outcomes)
    shown = [row for row in findings if row.outcome == worst] if worst != FIT else findings
    figures: dict[str, Any] = {}
    for row in findings:
        figures |= row.figures
    return Finding(worst, " ".join(row.words for row in shown), figures)


def lacking(what: str, year: int) -> Finding:
    """A figure that nobody has entered."""
    return Finding(
        PERSON,
        f"Chưa có {what} năm {year}. Hãy nhập ở trang Số liệu của đơn vị hoặc kết luận kèm căn cứ.",
    )
