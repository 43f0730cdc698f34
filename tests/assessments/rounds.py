"""What a World has of self-assessment: every text of it ends with the world's mark."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from assessments.models import (
    Answer,
    Assessment,
    AssessmentSection,
    CriteriaSet,
    Criterion,
    Disqualification,
    Evidence,
    Explanation,
    Intake,
    PastRecord,
    Registration,
    Round,
    Score,
    ScoreSheet,
    Stage,
    Target,
)
from emulation_bloc.lib import clock
from tests.assessments import factories as make

if TYPE_CHECKING:
    from tests.worlds import World


@dataclass
class Scoring:
    """A scored round of the year, collecting: the return of `units[1]` is a draft, that of another
    unit has been handed in and is being scored in every stage; the half year is unscored."""

    draft_set: CriteriaSet
    criteria: CriteriaSet
    leaves: list[Criterion]
    round: Round
    half: Round
    assessment: Assessment
    handed_in: Assessment
    half_assessment: Assessment
    registration: Registration
    registered: Registration
    target: Target
    answer: Answer
    their_answer: Answer
    evidence: Evidence
    file: Evidence
    their_evidence: Evidence
    past: PastRecord
    explanation: Explanation
    intakes: dict[str, Intake] = field(default_factory=dict)
    sheets: dict[str, ScoreSheet] = field(default_factory=dict)


def add_scoring(world: "World") -> Scoring:
    """Build it from the world's units and people."""
    mark, bloc = world.mark, world.bloc
    draft_set = make.CriteriaSetFactory(
        bloc=bloc, year=2022, title=f"Dự thảo tiêu chí {mark}", edition=1
    )
    make.CriterionFactory(criteria_set=draft_set, code="1", text=f"Tiêu chí dự thảo {mark}")
    criteria = make.CriteriaSetFactory(bloc=bloc, title=f"Bộ tiêu chí {mark}", state="frozen")
    leaves = _criteria(criteria, mark)
    scored = make.RoundFactory(bloc=bloc, period=world.year, criteria_set=criteria)
    half = make.RoundFactory(bloc=bloc, period=world.period, criteria_set=None, is_scored=False)
    own = world.units[1]
    other = world.units[2] if len(world.units) > 2 else world.units[0]
    draft = make.AssessmentFactory(round=scored, unit=own)
    handed_in = make.AssessmentFactory(round=scored, unit=other, state="submitted")
    mine, theirs = _filled(draft, leaves, mark), _filled(handed_in, leaves, mark)
    registration = make.RegistrationFactory(bloc=bloc, unit=own)
    target = make.TargetFactory(registration=registration, content=f"Chỉ tiêu {mark}")
    made = Scoring(
        draft_set=draft_set,
        criteria=criteria,
        leaves=leaves,
        round=scored,
        half=half,
        assessment=draft,
        handed_in=handed_in,
        half_assessment=make.AssessmentFactory(round=half, unit=own),
        registration=registration,
        registered=make.RegistrationFactory(bloc=bloc, unit=other, state="submitted"),
        target=target,
        answer=mine[0],
        their_answer=theirs[0],
        evidence=_evidence(world, own, kind="document"),
        file=_evidence(world, own, kind="file"),
        their_evidence=_evidence(world, other, kind="file"),
        past=_past(world, own),
        explanation=_explained(draft, leaves[0], f"Giải trình nháp {mark}"),
    )
    made.evidence.answers.add(made.answer)
    made.their_evidence.answers.add(made.their_answer)
    _add_sheets(world, made)
    _add_intakes(world, made)
    _explained(handed_in, leaves[0], f"Giải trình {mark}")
    Disqualification.objects.create(
        bloc=bloc, round=scored, unit=other, code="discipline", words=f"Có kỷ luật {mark}"
    )
    return made


def _explained(assessment: Assessment, leaf: Criterion, text: str) -> Explanation:
    return Explanation.objects.create(
        bloc=assessment.bloc, assessment=assessment, criterion=leaf, text=text
    )


def _filled(assessment: Assessment, leaves: list[Criterion], mark: str) -> list[Answer]:
    """Every part of the report and every leaf, each with eight points."""
    for key in AssessmentSection.Key:
        AssessmentSection.objects.create(
            bloc=assessment.bloc, assessment=assessment, key=key, body=f"{key.label} {mark}"
        )
    return [
        make.AnswerFactory(
            assessment=assessment,
            criterion=leaf,
            figures=[{"points": "8"}],
            points=Decimal("8.00"),
            words=f"Thuyết minh {leaf.code} {mark}",
        )
        for leaf in leaves
    ]


def _criteria(criteria: CriteriaSet, mark: str) -> list[Criterion]:
    """Two groups with two typed leaves each, a bonus and a penalty."""
    leaves, place = [], 0
    for code, points in (("I", 20), ("II", 20)):
        place += 1
        group = make.CriterionFactory(
            criteria_set=criteria,
            code=code,
            text=f"Nội dung {code} {mark}",
            kind="group",
            max_points=points,
            position=place,
        )
        for number in (1, 2):
            place += 1
            leaves.append(
                make.CriterionFactory(
                    criteria_set=criteria,
                    parent=group,
                    code=f"{code}.{number}",
                    text=f"Tiêu chí {code}.{number} {mark}",
                    position=place,
                )
            )
    for code, kind, points in (("T", "bonus", 5), ("P", "penalty", -5)):
        place += 1
        leaves.append(
            make.CriterionFactory(
                criteria_set=criteria,
                code=code,
                text=f"Điểm {code} {mark}",
                kind=kind,
                max_points=points,
                position=place,
            )
        )
    return leaves


def _evidence(world: "World", unit: Any, kind: str) -> Evidence:
    return make.EvidenceFactory(
        bloc=world.bloc,
        period=world.year,
        unit=unit,
        kind=kind,
        title=f"Minh chứng {kind} {world.mark}",
    )


def _past(world: "World", unit: Any) -> PastRecord:
    return PastRecord.objects.create(
        bloc=world.bloc,
        unit=unit,
        unit_name=unit.name,
        kind="sheet",
        period_kind="year",
        year=2020,
        lines=[{"code": "1", "text": f"Cũ {world.mark}", "max": "10", "points": "9"}],
        total=9,
        file=default_storage.save("past/cu.xlsx", ContentFile(b"thu")),
        name=f"cu {world.mark}.xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        size=12,
        sha256="ef" * 32,
        at=clock.now(),
    )


def _add_sheets(world: "World", made: Scoring) -> None:
    """A column of each stage on the return that was handed in, with one score of each."""
    appraiser = world.people["appraiser"]
    scorers = {
        Stage.APPRAISAL_1: {"appraiser": appraiser, "scorer_unit": appraiser.unit},
        Stage.APPRAISAL_2: {"appraiser": appraiser, "scorer_unit": appraiser.unit},
        Stage.PEERS: {"scorer_unit": world.units[1]},
        Stage.AGREEMENT: {},
        Stage.ADJUSTMENT: {},
    }
    for stage, fields in scorers.items():
        sheet = made.sheets[stage.value] = make.ScoreSheetFactory(
            assessment=made.handed_in, stage=stage, **fields
        )
        Score.objects.create(
            bloc=world.bloc,
            sheet=sheet,
            criterion=made.leaves[0],
            was=8,
            points=7,
            is_change=True,
            reason=f"Lý do {stage.value} {world.mark}",
        )


def _add_intakes(world: "World", made: Scoring) -> None:
    """A file that waits for a yes, of each kind, by those who bring such files."""
    people = {"criteria": "secretary", "sheet": "officer", "past": "officer"}
    keys = {"criteria": made.draft_set.pk, "sheet": made.assessment.pk}
    table = f"STT,Nội dung,Điểm tối đa,Điểm tự chấm\r\n1,Cũ {world.mark},10,9\r\n"
    files = {"past": default_storage.save("past/thu.csv", ContentFile(table.encode()))}
    facts = {"media_type": "text/csv", "size": 12, "year": 2020, "period_kind": "year"}
    for kind, name in people.items():
        made.intakes[kind] = Intake.objects.create(
            bloc=world.bloc,
            unit=None if kind == "criteria" else world.units[1],
            kind=kind,
            key=keys.get(kind),
            name=f"{kind} {world.mark}.xlsx",
            sha256="12" * 32,
            file=files.get(kind, ""),
            content=facts if kind == "past" else {},
            by=world.people[name],
            at=clock.now(),
        )
