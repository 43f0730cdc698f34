"""The checklist of conditions that keep a unit out: disciplinary facts, for few eyes."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from assessments.models import Assessment, Disqualification, Evidence
from units.models import User


@dataclass(frozen=True)
class Line:
    """One condition of the round's rules for one unit, with what was decided on it."""

    code: str
    words: str
    row: Disqualification | None

    @property
    def is_met(self) -> bool | None:
        """None while nobody has looked."""
        return self.row.is_met if self.row else None

    @property
    def mark(self) -> str:
        """What the decision was when it was read: a later save compares it."""
        if self.row is None:
            return ""
        return f"{self.row.pk}:{self.row.at.isoformat() if self.row.at else ''}"


def listed_returns(user: User) -> QuerySet[Assessment]:
    """The returns whose unit's checklist a person may see: the bloc's desk, the own unit, the
    reviewer. Names and states alone are for them; contents come through `visible_to`."""
    rights = user.rights
    return Assessment.objects.filter(
        Q(bloc__in=rights.desk_blocs)
        | Q(unit__in=rights.units)
        | Q(bloc__province__in=rights.reviewer_of)
    ).select_related("round__period__bloc__province", "bloc__province", "unit")


def lines_of(assessment: Assessment) -> list[Line]:
    """The conditions in the order of the rules, one query."""
    rows = Disqualification.objects.filter(
        round=assessment.round_id, unit=assessment.unit_id
    ).select_related("evidence", "by")
    decided = {row.code: row for row in rows}
    return [
        Line(code, words, decided.get(code))
        for code, words in assessment.round.settings.disqualifiers
    ]


def proof_of(assessment: Assessment, user: User) -> QuerySet[Evidence]:
    """What may be named as proof: the unit's evidence of the period that the person may see."""
    rows = Evidence.objects.visible_to(user)
    return rows.filter(unit=assessment.unit_id, period=assessment.round.period_id)
