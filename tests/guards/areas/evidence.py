"""What the guards know of evidence: a draft's own unit alone sees and changes it."""

from assessments.queries.evidence import key_of
from tests.worlds import World


def place(world: World) -> dict:
    """The first criterion of the draft of `units[1]`."""
    period = {"period": world.scoring.round.period.slug}
    return world.path | period | {"place": key_of(world.scoring.answer)}


def cited(world: World) -> dict:
    return place(world) | {"row": world.scoring.evidence.pk}


def offered(world: World) -> dict:
    return place(world) | {"key": "nhiem-vu-1"}


def document(world: World) -> dict:
    return world.path | {"pk": world.scoring.evidence.pk}


def file(world: World) -> dict:
    return world.path | {"pk": world.scoring.file.pk}


ROUTES = {
    "assessments:evidence_of": place,
    "assessments:add_document": place,
    "assessments:add_link": place,
    "assessments:add_file": place,
    "assessments:take_offer": offered,
    "assessments:cite_evidence": cited,
    "assessments:uncite_evidence": cited,
    "assessments:evidence_file": file,
    "assessments:edit_evidence": document,
    "assessments:remove_evidence": document,
}
LISTS = {"assessments:evidence_of": place}

TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  assessments:evidence_of      200  200  404  404  404  404  404  404  404  404  404  404  404
post assessments:add_document     422  422  404  404  404  404  404  404  404  404  404  404  404
post assessments:add_link         422  422  404  404  404  404  404  404  404  404  404  404  404
post assessments:add_file         422  422  404  404  404  404  404  404  404  404  404  404  404
post assessments:take_offer       422  422  404  404  404  404  404  404  404  404  404  404  404
post assessments:cite_evidence    302  302  404  404  404  404  404  404  404  404  404  404  404
post assessments:uncite_evidence  302  302  404  404  404  404  404  404  404  404  404  404  404
get  assessments:evidence_file    200  200  404  404  404  404  404  404  404  404  404  404  404
get  assessments:edit_evidence    200  200  404  404  404  404  404  404  404  404  404  404  404
post assessments:edit_evidence    422  422  404  404  404  404  404  404  404  404  404  404  404
post assessments:remove_evidence  302  302  404  404  404  404  404  404  404  404  404  404  404
"""


def add_evidence(world: World, turn: int) -> None:
    """Two more pieces here, and one that serves elsewhere."""
    from tests.assessments.factories import EvidenceFactory

    made = world.scoring
    at = {"bloc": world.bloc, "period": made.round.period, "unit": made.assessment.unit}
    for number in range(2):
        EvidenceFactory(**at, number=f"{turn}-{number}").answers.add(made.answer)
    other = made.assessment.answers.exclude(pk=made.answer.pk).first()
    EvidenceFactory(**at, number=f"{turn}-khac").answers.add(other)


PAGES = [("assessments:evidence_of", "officer", add_evidence, 10)]
