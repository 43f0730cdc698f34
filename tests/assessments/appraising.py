"""A small bloc whose units have handed in: what the tests of appraisal stand on."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assessments import actions
from assessments.models import Assessment, Criterion, Round, ScoreSheet
from tests.assessments import factories as make
from tests.factories import MembershipFactory, fresh, make_user
from units.models import ScoringSettings, Unit, User
from units.models.settings_ import BlocSettings

FULL = ("appraisal_1", "explanation", "appraisal_2", "peers", "agreement", "adjustment")


@dataclass
class Appraising:
    """A round with its units, returns (in the order of the units) and people."""

    round: Round
    units: list[Unit]
    leaves: list[Criterion]
    returns: list[Assessment]
    people: dict[str, User] = field(default_factory=dict)

    def officer(self, place: int) -> User:
        """An officer of one of the units."""
        return make_user("officer", self.units[place], unit=self.units[place])

    def leader(self, place: int) -> User:
        """A leader of one of the units."""
        return make_user("leader", self.units[place], unit=self.units[place])

    def appraiser(self, place: int) -> User:
        """An appraiser of the bloc who works in one of the units."""
        return make_user("appraiser", self.round.bloc, unit=self.units[place])

    def sheet(self, place: int, stage: str, **more: Any) -> ScoreSheet:
        """The column of one return in a stage, read anew."""
        return ScoreSheet.objects.get(assessment=self.returns[place], stage=stage, **more)

    def go(self, stage: str) -> None:
        """Move on until the stage is reached."""
        while self.round.state != stage:
            actions.advance(self.round, by=None)


def appraising(
    units: int = 3, *, leaves: int = 2, stages: tuple[str, ...] = FULL, **rules: Any
) -> Appraising:
    """All have handed in, each leaf with eight of ten points; head and secretary of the first
    unit, the deputy of the second."""
    plain = BlocSettings.plain(ScoringSettings(stages=stages, **rules))
    scored = make.RoundFactory(rules=plain)
    members = [MembershipFactory(bloc=scored.bloc).unit for _ in range(units)]
    criteria = [
        make.CriterionFactory(criteria_set=scored.criteria_set, code=f"L{place}")
        for place in range(1, leaves + 1)
    ]
    returns = [
        make.AssessmentFactory(round=scored, unit=unit, state="submitted") for unit in members
    ]
    for one in returns:
        for leaf in criteria:
            make.AnswerFactory(
                assessment=one,
                criterion=leaf,
                points=Decimal("8.00"),
                figures=[{"points": "8"}],
                words=f"Thuyết minh {leaf.code} của {one.unit_name}",
            )
    made = Appraising(scored, members, criteria, returns)
    for role, place in (("head", 0), ("secretary", 0), ("deputy", 1)):
        made.people[role] = make_user(role, scored.bloc, unit=members[place])
    made.people["reviewer"] = make_user("reviewer", scored.bloc.province)
    made.people = {name: fresh(user) for name, user in made.people.items()}
    return made
