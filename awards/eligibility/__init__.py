"""The tests of conditions: a registry of kinds, and which of the rules concern a case."""

from collections.abc import Iterable
from typing import Any

from awards.eligibility import general, persons, units
from awards.eligibility.findings import PERSON, TESTS, Finding
from awards.models import Rule
from awards.queries.facts import Case

__all__ = ["STATED", "TESTS", "Finding", "examined", "general", "persons", "units"]

# A principle that is shown among the conditions and tested by others, or by nobody.
STATED = "stated"


def examined(case: Case, rules: Iterable[Rule]) -> list[tuple[Rule, Finding]]:
    """What every rule that concerns the case says of it; a rule that finds nothing to say is left
    out. `rules` are those of the case's regime that are applied."""
    found = []
    for rule in rules:
        if rule.condition == STATED or not _concerns(rule, case):
            continue
        finding = TESTS.get(rule.condition, _unknown)(case, rule.params)
        if finding is not None:
            found.append((rule, finding))
    return found


def _unknown(_case: Case, _params: dict[str, Any]) -> Finding:
    """A kind of test that this edition of the product does not have."""
    return Finding(PERSON, "Hệ thống không tự xét được điều kiện này. Hãy xem xét, kết luận.")


def _concerns(rule: Rule, case: Case) -> bool:
    subjects = rule.params.get("subjects")
    is_its_reason = not rule.reasons or case.reason in rule.reasons
    return is_its_reason and (not subjects or case.subject in subjects)
