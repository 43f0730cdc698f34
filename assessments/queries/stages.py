"""Which stages a round has, where it stands, and for whom the present one still waits."""

from dataclasses import dataclass
from datetime import datetime

from assessments.models import Assessment, Explanation, Extension, Round, ScoreSheet, Stage, due_for
from emulation_bloc.lib import clock

SHEET_STAGES = (Stage.APPRAISAL_1, Stage.APPRAISAL_2, Stage.PEERS)
ASSIGNED_STAGES = (Stage.APPRAISAL_1, Stage.APPRAISAL_2)


def stages_of(scored: Round) -> list[str]:
    """The stages of the round in their order, self-assessment first, closing left out."""
    own = set(scored.settings.stages) if scored.is_scored else set()
    first = Round.State.SELF_ASSESSMENT
    return [str(one) for one in Round.ORDER if one == first or str(one) in own]


def next_stage(scored: Round) -> str | None:
    """The stage that follows the present one; None after the last, from which a round is closed."""
    order = [str(one) for one in Round.ORDER]
    place = order.index(scored.state)
    return next((one for one in stages_of(scored) if order.index(one) > place), None)


@dataclass(frozen=True)
class Waiting:
    """A unit or person that has not finished, and until when the deadline protects them."""

    name: str
    until: datetime | None = None

    @property
    def is_protected(self) -> bool:
        """Whether the own deadline, with an extension, is still to come."""
        return self.until is not None and clock.now() <= self.until


def waiting_for(scored: Round) -> list[Waiting]:
    """Who has not finished the present stage: names alone, never contents."""
    if scored.is_collecting:
        return _without_return(scored)
    if scored.state == Round.State.EXPLANATION:
        rows = Explanation.objects.filter(assessment__round=scored, at__isnull=True)
        names = rows.values_list("assessment__unit_name", flat=True).order_by("assessment")
        return [Waiting(name) for name in dict.fromkeys(names)]
    if scored.state not in SHEET_STAGES:
        return []
    sheets = ScoreSheet.objects.filter(
        assessment__round=scored, stage=scored.state, state=ScoreSheet.State.OPEN
    ).select_related("assessment", "appraiser", "scorer_unit")
    if scored.state == Stage.PEERS:
        open_of = set(sheets.values_list("scorer_unit", flat=True))
        units = [row.unit_short_name for row in returns_of(scored) if row.unit_id in open_of]
        return [Waiting(name) for name in units]
    return [Waiting(_sheet_words(row)) for row in sheets]


def _sheet_words(sheet: ScoreSheet) -> str:
    who = sheet.appraiser.full_name if sheet.appraiser else "chưa phân công"
    return f"{sheet.assessment.unit_name} ({who})"


def _without_return(scored: Round) -> list[Waiting]:
    """The units that have not handed in, each with its own deadline."""
    extensions = list(Extension.objects.filter(round=scored))
    return [
        Waiting(row.unit_name, due_for(scored.due_at, extensions, row.unit_id))
        for row in returns_of(scored)
        if row.state != Assessment.State.SUBMITTED
    ]


def returns_of(scored: Round) -> list[Assessment]:
    """The returns of all units, handed in or not, in the order of the bloc's units: for names and
    states alone."""
    return list(Assessment.objects.filter(round=scored).select_related("unit").order_by("pk"))


def peers_progress(scored: Round) -> tuple[int, int]:
    """How many units have handed in all their columns, and of how many: the desk's n/9."""
    open_of: dict[int | None, bool] = {}
    for unit, state in ScoreSheet.objects.filter(
        assessment__round=scored, stage=Stage.PEERS
    ).values_list("scorer_unit", "state"):
        open_of[unit] = open_of.get(unit, False) or state == ScoreSheet.State.OPEN
    return sum(not is_open for is_open in open_of.values()), len(open_of)
