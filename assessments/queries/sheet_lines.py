"""What stands on a score sheet: each criterion with what the unit claims and what was said before,
as far as the person may see."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from assessments.models import Answer, Criterion, Explanation, Score, ScoreSheet, Stage
from assessments.queries.appraisal import given_scores
from assessments.queries.columns import STARTS_FROM, bases_of, stands_on
from units.models import User


@dataclass(frozen=True)
class Said:
    """What one stage made of one criterion."""

    stage: str
    was: Decimal | None
    points: Decimal | None
    is_change: bool
    reason: str
    hands: str
    who: str
    at: datetime | None

    @classmethod
    def of(cls, row: Score) -> "Said":
        """A stored score under the words of its stage."""
        return cls(
            str(row.sheet.get_stage_display()),
            row.was,
            row.points,
            row.is_change,
            row.reason,
            row.hands,
            row.by.full_name if row.by else "",
            row.at,
        )


@dataclass
class Line:
    """One criterion of a sheet."""

    answer: Answer
    base: Decimal | None
    score: Score | None
    said: list[Said] = field(default_factory=list)
    explanation: Explanation | None = None

    @property
    def criterion(self) -> Criterion:
        """The leaf that is scored."""
        return self.answer.criterion

    @property
    def applies(self) -> bool:
        """Whether it is scored at all: not what is not applicable by consent."""
        return self.answer.counts

    @property
    def is_done(self) -> bool:
        """Scored or abstained, over a figure that has not changed since."""
        return self.score is not None and stands_on(self.score, self.base)

    @property
    def is_outdated(self) -> bool:
        """Scored over a figure that has changed since."""
        return self.score is not None and self.score.points is not None and not self.is_done

    @property
    def points(self) -> Decimal | None:
        """What the column says, None while it says nothing."""
        return self.score.points if self.score else None


def lines_of(sheet: ScoreSheet, user: User) -> list[Line]:
    """The criteria of a sheet in their order, in six queries."""
    answers = list(
        Answer.objects.visible_to(user)
        .filter(assessment=sheet.assessment_id)
        .select_related("criterion__parent")
    )
    for row in answers:
        row.assessment = sheet.assessment
    bases, given = bases_of(sheet), given_scores(sheet)
    lines = {
        row.criterion_id: Line(row, bases.get(row.criterion_id), given.get(row.criterion_id))
        for row in answers
    }
    earlier = [one for one in STARTS_FROM[sheet.stage] if one != Stage.SELF]
    if earlier:
        _add_earlier(lines, sheet, user, earlier)
    return list(lines.values())


def _add_earlier(lines: dict[int, Line], sheet: ScoreSheet, user: User, earlier: list[str]) -> None:
    """What the stages before said, oldest first, and the unit's answers to it."""
    scores = Score.objects.visible_to(user).filter(
        sheet__assessment=sheet.assessment_id, sheet__stage__in=earlier
    )
    for row in scores.select_related("sheet", "by").order_by("sheet", "pk"):
        if row.criterion_id in lines and row.points is not None:
            lines[row.criterion_id].said.append(Said.of(row))
    answers = Explanation.objects.visible_to(user).filter(assessment=sheet.assessment_id)
    for told in answers.exclude(text="").select_related("by"):
        if told.criterion_id in lines:
            lines[told.criterion_id].explanation = told
