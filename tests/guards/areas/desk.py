"""The round, the officer's desk, the leader's summary."""

from typing import Any

from tests.assessments import factories as make
from tests.factories import MembershipFactory
from tests.worlds import World


def year(world: World) -> dict[str, Any]:
    """The scored round's period."""
    return world.path | {"period": world.year.slug}


def own(world: World) -> dict[str, Any]:
    """The draft of `units[1]`."""
    return year(world) | {"pk": world.scoring.assessment.pk}


def handed_in(world: World) -> dict[str, Any]:
    """The return of another unit that was handed in."""
    return year(world) | {"pk": world.scoring.handed_in.pk}


def answer(world: World) -> dict[str, Any]:
    """An answer of the draft."""
    return own(world) | {"row": world.scoring.answer.pk}


def asked(world: World) -> dict[str, Any]:
    """An answer whose criterion the unit asks to leave out."""
    row = world.scoring.assessment.answers.order_by("pk")[1]
    row.not_applicable, row.not_applicable_reason = "asked", f"Không được giao {world.mark}"
    row.save(update_fields=["not_applicable", "not_applicable_reason"])
    return year(world) | {"row": row.pk}


def section(world: World) -> dict[str, Any]:
    """A part of the draft's report."""
    return own(world) | {"row": world.scoring.assessment.sections.first().pk}


def target(world: World) -> dict[str, Any]:
    """A registered target of the draft's unit."""
    return own(world) | {"row": world.scoring.target.pk}


ROUTES = {
    "assessments:round": year,
    "assessments:open_round": year,
    "assessments:add_members": year,
    "assessments:extend": year,
    "assessments:not_applicable": year,
    "assessments:decide_not_applicable": asked,
    "assessments:desk": own,
    "assessments:save_answer": answer,
    "assessments:ask_not_applicable": answer,
    "assessments:apply_again": answer,
    "assessments:reuse": answer,
    "assessments:save_report": section,
    "assessments:save_progress": target,
    "assessments:summary": own,
    "assessments:present": own,
    "assessments:send_back": own,
    "assessments:submit": own,
    "assessments:recall": own,
    "assessments:give_back": handed_in,
}
TABLE = """
#                                      of  ld  ap  sec hd  dep fh  ch  ms  rev obs op  str
get  assessments:round                 200 200 200 200 200 200 200 200 200 200 404 404 404
post assessments:open_round            403 403 403 302 302 403 403 403 403 403 404 404 404
post assessments:add_members           403 403 403 302 302 403 403 403 403 403 404 404 404
post assessments:extend                403 403 403 403 422 403 403 403 403 403 404 404 404
get  assessments:not_applicable        403 403 403 200 403 403 403 403 403 403 404 404 404
post assessments:decide_not_applicable 403 403 403 422 403 403 403 403 403 403 404 404 404
get  assessments:desk                  200 200 404 404 404 404 404 404 404 404 404 404 404
post assessments:save_answer           422 422 404 404 404 404 404 404 404 404 404 404 404
post assessments:ask_not_applicable    422 422 404 404 404 404 404 404 404 404 404 404 404
post assessments:apply_again           302 302 404 404 404 404 404 404 404 404 404 404 404
post assessments:reuse                 302 302 404 404 404 404 404 404 404 404 404 404 404
post assessments:save_report           422 422 404 404 404 404 404 404 404 404 404 404 404
post assessments:save_progress         422 422 404 404 404 404 404 404 404 404 404 404 404
get  assessments:summary               200 200 404 404 404 404 404 404 404 404 404 404 404
post assessments:present               302 302 404 404 404 404 404 404 404 404 404 404 404
post assessments:send_back             403 422 404 404 404 404 404 404 404 404 404 404 404
post assessments:submit                403 302 404 404 404 404 404 404 404 404 404 404 404
post assessments:recall                403 302 404 404 404 404 404 404 404 404 404 404 404
get  assessments:give_back             403 403 200 404 404 404 404 404 404 403 404 404 404
post assessments:give_back             403 403 422 404 404 404 404 404 404 403 404 404 404
"""
LISTS = {
    "assessments:round": year,
    "assessments:not_applicable": year,
    "assessments:desk": own,
    "assessments:summary": own,
}


def add_returns(world: World, turn: int) -> None:
    """Two more units with a return, one of them handed in, one with an extension."""
    for state in ("draft", "submitted"):
        unit = MembershipFactory(bloc=world.bloc).unit
        make.AssessmentFactory(round=world.scoring.round, unit=unit, state=state)


def add_answers(world: World, turn: int) -> None:
    """Two more criteria with evidence and two more targets."""
    for _number in range(2):
        leaf = make.CriterionFactory(
            criteria_set=world.scoring.criteria, parent=world.scoring.leaves[0].parent
        )
        row = make.AnswerFactory(assessment=world.scoring.assessment, criterion=leaf)
        world.scoring.evidence.answers.add(row)
        make.TargetFactory(registration=world.scoring.registration)


def add_asked(world: World, turn: int) -> None:
    """Two more requests."""
    for _number in range(2):
        leaf = make.CriterionFactory(criteria_set=world.scoring.criteria)
        make.AnswerFactory(
            assessment=world.scoring.assessment,
            criterion=leaf,
            not_applicable="asked",
            not_applicable_reason="Không được giao",
        )


PAGES = [
    ("assessments:round", "secretary", add_returns, 12),
    ("assessments:round", "officer", add_returns, 11),
    ("assessments:not_applicable", "secretary", add_asked, 6),
    ("assessments:desk", "officer", add_answers, 20),
    ("assessments:summary", "leader", add_answers, 19),
]
# A desk reads a whole return: answers, report, targets, time stamps, evidence, last year's words.
DESKS = {"assessments:desk", "assessments:summary"}
