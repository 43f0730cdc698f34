"""What each criterion of a return has come to: points, formula with numbers, what lacks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count

from assessments.formulas import Context, LeafResult, inputs_of, late_days, score
from assessments.formulas.totals import LeafLine, Totals, totals
from assessments.models import (
    Answer,
    Assessment,
    Criterion,
    Registration,
    Target,
    due_for,
)
from emulation_bloc.lib.numbers import plain
from units.models import Period

RELATIVE = {Criterion.Kind.RELATIVE.value, Criterion.Kind.NO_TARGET.value}
Others = dict[int, list[tuple[Decimal | None, Decimal | None]]]
Given = dict[tuple[str, int], Decimal]


@dataclass
class Leaf:
    """One criterion of a return: the answer, what the formula makes of it, the evidence cited."""

    answer: Answer
    criterion: Criterion
    result: LeafResult
    points: Decimal | None
    formula: str
    is_provisional: bool
    evidence: int = 0

    @property
    def is_left_out(self) -> bool:
        """Agreed to be `không áp dụng`: in neither numerator nor denominator."""
        return self.answer.not_applicable == Answer.NotApplicable.AGREED

    @property
    def is_asked_away(self) -> bool:
        """The secretary has not yet said whether it may be left out."""
        return self.answer.not_applicable == Answer.NotApplicable.ASKED

    @property
    def is_optional(self) -> bool:
        """Bonus and penalty: who has nothing leaves them empty."""
        return not self.criterion.is_standard

    @property
    def has_figures(self) -> bool:
        """Whether the unit has said everything that the formula asks it for."""
        return not self.result.lacks

    @property
    def lacks_evidence(self) -> bool:
        """Points are claimed, evidence is asked for, and none is cited."""
        asks = self.criterion.needs_evidence or bool(self.criterion.evidence_asked)
        return asks and not self.evidence and bool(self.points) and not self.is_left_out

    @property
    def is_done(self) -> bool:
        """Nothing is left to do: left out, or figures there and compulsory evidence with them."""
        if self.is_left_out:
            return True
        is_proved = not (self.criterion.needs_evidence and self.lacks_evidence)
        return self.has_figures and is_proved and not self.is_asked_away

    @property
    def line(self) -> LeafLine:
        """The leaf as sums take it."""
        top = top_of(self.criterion)
        return LeafLine(
            code=self.criterion.code,
            group=top.code if top else "",
            kind=self.criterion.kind,
            max_points=self.criterion.max_points,
            points=self.points,
            counts=not self.is_left_out,
        )


@dataclass
class Group:
    """A top group with its leaves."""

    criterion: Criterion | None
    leaves: list[Leaf] = field(default_factory=list)

    @property
    def totals(self) -> Totals:
        """The group's sums: what is sure so far."""
        return totals([leaf.line for leaf in self.leaves])

    @property
    def is_provisional(self) -> bool:
        """Whether something in it may still move."""
        return any(leaf.is_provisional and not leaf.is_left_out for leaf in self.leaves)


@dataclass
class Standing:
    """A return's leaves in order, with the sums of groups and of everything. `totals` counts what
    is sure so far: a missing leaf adds nothing, and is named."""

    leaves: list[Leaf]
    groups: list[Group]
    totals: Totals
    given: Given

    @property
    def is_provisional(self) -> bool:
        """Whether the total may still move although nothing lacks."""
        return any(group.is_provisional for group in self.groups)

    @property
    def asked(self) -> list[Leaf]:
        """The leaves of the standard total: bonus and penalty are nobody's duty."""
        return [leaf for leaf in self.leaves if not leaf.is_optional]

    @property
    def n_done(self) -> int:
        """How many of them need nothing any more."""
        return len([leaf for leaf in self.asked if leaf.is_done])

    @property
    def left_out(self) -> list[str]:
        """Codes of what does not apply."""
        return [leaf.criterion.code for leaf in self.leaves if leaf.is_left_out]


def standing_of(assessment: Assessment, *, at: datetime | None = None) -> Standing:
    """Every leaf of a return. While it is being written, points are worked out anew; afterwards
    they are what was stored. `at`: the moment for which a return not handed in is taken as late."""
    rows = (
        Answer.objects.filter(assessment=assessment)
        .select_related("criterion__parent__parent")
        .annotate(n_evidence=Count("evidence"))
        .order_by("criterion__position", "pk")
    )
    given = registered(assessment)
    days = lateness(assessment, at=at)
    is_live = assessment.round.is_collecting and assessment.is_writable
    leaves = [_leaf(row, given, days, is_live) for row in rows]
    if is_live and at is not None and not assessment.first_submitted_at:
        _mark_unsure(leaves, assessment)
    return _standing(leaves, given)


def _leaf(answer: Answer, given: Given, days: Mapping[str, int | None], is_live: bool) -> Leaf:
    criterion = answer.criterion
    figures = with_targets(answer, given) if is_live else answer.figures
    result = work(criterion, figures, Context(late_days=days))
    return Leaf(
        answer=answer,
        criterion=criterion,
        result=result,
        points=result.points if is_live else answer.points,
        formula=result.formula if is_live else answer.formula,
        is_provisional=result.is_provisional if is_live else answer.is_provisional,
        evidence=answer.n_evidence,  # type: ignore[attr-defined]
    )


def _mark_unsure(leaves: list[Leaf], assessment: Assessment) -> None:
    """What hangs on when the return itself is handed in may still move."""
    own = {"assessment"}
    if assessment.round.period.kind == Period.Kind.HALF_YEAR:
        own.add("half_year_report")
    for leaf in leaves:
        sources = {
            (part.get("params") or {}).get("source")
            for part in leaf.criterion.parts
            if part.get("kind") == "lateness"
        }
        if not own.isdisjoint(sources):
            leaf.is_provisional = True


def _standing(leaves: list[Leaf], given: Given) -> Standing:
    groups: dict[int | None, Group] = {}
    for leaf in leaves:
        top = top_of(leaf.criterion)
        groups.setdefault(top.pk if top else None, Group(top)).leaves.append(leaf)
    sums = totals([leaf.line for leaf in leaves])
    return Standing(leaves, list(groups.values()), sums, given)


def top_of(criterion: Criterion) -> Criterion | None:
    """The outermost group of a leaf; sets are at most three levels deep here."""
    group = criterion.parent
    while group is not None and group.parent_id is not None:
        group = group.parent
    return group


def work(criterion: Criterion, figures: Any, context: Context) -> LeafResult:
    """What the leaf's formula makes of figures."""
    return score(criterion.kind, criterion.parts, criterion.max_points, figures, context)


def registered(assessment: Assessment) -> Given:
    """(criterion code, part) → the plan that the unit has registered for the year."""
    round_ = assessment.round
    rows = Target.objects.filter(
        registration__bloc=round_.bloc_id,
        registration__unit=assessment.unit_id,
        registration__year=round_.period.ends.year,
        registration__state=Registration.State.SUBMITTED,
        plan__isnull=False,
    ).exclude(criterion_code="")
    return {(row.criterion_code, row.part): row.plan for row in rows if row.plan is not None}


def fixed_targets(criterion: Criterion, given: Given) -> dict[int, Decimal]:
    """Part → the registered target that stands in its figures; only where the part asks for one."""
    found = {}
    for place, inputs in enumerate(inputs_of(criterion.kind, criterion.parts)):
        plan = given.get((criterion.code, place))
        if plan is not None and "target" in {one.name for one in inputs}:
            found[place] = plan
    return found


def with_targets(answer: Answer, given: Given) -> list[dict[str, str]]:
    """The figures with the registered targets put in: what is registered is not typed."""
    criterion = answer.criterion
    size = len(inputs_of(criterion.kind, criterion.parts))
    figures = [dict(row) for row in answer.figures][:size]
    figures += [{} for _ in range(size - len(figures))]
    for place, plan in fixed_targets(criterion, given).items():
        figures[place]["target"] = plain(plan)
    return figures


def lateness(assessment: Assessment, *, at: datetime | None = None) -> dict[str, int | None]:
    """Source of the lateness ladder → days late by the server's own time stamps, None when not
    handed in. With `at` the return itself is taken as handed in at that moment."""
    round_ = assessment.round
    own: int | None = assessment.late_days if assessment.first_submitted_at else None
    if own is None and at is not None:
        own = late_days(deadline_of(assessment), at)
    days: dict[str, int | None] = {
        "assessment": own,
        "registration": _registration_days(assessment),
    }
    if round_.period.kind == Period.Kind.HALF_YEAR:
        return days | {"half_year_report": own}
    half = Assessment.objects.filter(
        round__bloc=round_.bloc_id,
        round__period__kind=Period.Kind.HALF_YEAR,
        round__period__ends__year=round_.period.ends.year,
        unit=assessment.unit_id,
        first_submitted_at__isnull=False,
    )
    return days | {"half_year_report": half.values_list("late_days", flat=True).first()}


def _registration_days(assessment: Assessment) -> int | None:
    found = Registration.objects.filter(
        bloc=assessment.bloc_id,
        unit=assessment.unit_id,
        year=assessment.round.period.ends.year,
        first_submitted_at__isnull=False,
    ).first()
    if found is None or found.first_submitted_at is None:
        return None
    return late_days(found.due_at, found.first_submitted_at)


def deadline_of(assessment: Assessment) -> datetime:
    """Until when the unit may hand in without being late."""
    round_ = assessment.round
    return due_for(round_.due_at, list(round_.extensions.all()), assessment.unit_id)


def others_of(assessment: Assessment, criterion: Criterion) -> Others:
    """Part → (target, actual) of every other unit that has handed in and to which the leaf applies.

    Empty while units still write: nothing of the others may be told from the own points.
    """
    if assessment.round.is_collecting:
        return {}
    rows = Answer.objects.filter(
        criterion=criterion,
        assessment__round=assessment.round_id,
        assessment__first_submitted_at__isnull=False,
    ).exclude(assessment=assessment.pk)
    return figures_of([row for row in rows if row.counts], len(criterion.parts))


def figures_of(answers: list[Answer], n_parts: int) -> Others:
    """Part → (target, actual) of each answer, None for what lacks."""
    return {
        place: [
            (_number(row.figures, place, "target"), _number(row.figures, place, "actual"))
            for row in answers
        ]
        for place in range(n_parts)
    }


def _number(figures: Any, place: int, name: str) -> Decimal | None:
    text = figures[place].get(name) if place < len(figures) else None
    return Decimal(text) if text not in (None, "") else None


def context_of(answer: Answer, *, at: datetime | None = None) -> Context:
    """What a formula needs besides the unit's own figures, blind while units still write."""
    assessment = answer.assessment
    is_settled = not assessment.round.is_collecting
    is_relative = not RELATIVE.isdisjoint({part.get("kind") for part in answer.criterion.parts})
    others = others_of(assessment, answer.criterion) if is_relative else {}
    return Context(others, is_settled, lateness(assessment, at=at))
