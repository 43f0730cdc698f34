"""What the first appraisal changed on a return, and what its unit says to it."""

from dataclasses import dataclass

from assessments.models import Assessment, Explanation, Score, Stage
from units.models import User


@dataclass(frozen=True)
class Change:
    """A changed score with the unit's answer."""

    score: Score
    explanation: Explanation | None


def changes_of(assessment: Assessment, user: User) -> list[Change]:
    """The changes of the closed first appraisal in the order of the criteria, as far as the person
    may see them and the answers."""
    scores = (
        Score.objects.visible_to(user)
        .filter(sheet__assessment=assessment, sheet__stage=Stage.APPRAISAL_1, is_change=True)
        .filter(sheet__state="closed")
        .select_related("criterion", "by")
    )
    answers = {
        row.criterion_id: row
        for row in Explanation.objects.visible_to(user)
        .filter(assessment=assessment)
        .select_related("by", "criterion")
    }
    for row in answers.values():
        row.assessment = assessment
    return [Change(row, answers.get(row.criterion_id)) for row in scores]
