"""What a return still lacks, for the leader's summary and for handing in."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from assessments.models import (
    Answer,
    Assessment,
    AssessmentSection,
    Registration,
    Target,
    TargetProgress,
)
from assessments.queries.leaves import Leaf, Standing, standing_of
from emulation_bloc.lib import clock
from emulation_bloc.lib.numbers import shown_short

OPTIONAL_SECTIONS = {AssessmentSection.Key.PROPOSALS}


@dataclass(frozen=True)
class Lack:
    """Something that lacks: where on the desk it is mended, and whether one may hand in without."""

    step: str
    label: str
    text: str
    is_compulsory: bool


@dataclass
class Progress:
    """A registered target with how far it has come; `row` is None until somebody has typed,
    `figure` is what the criterion that the target feeds says."""

    target: Target
    row: TargetProgress | None
    figure: Decimal | None = None

    @property
    def actual(self) -> Decimal | None:
        """What was reached: told here, or at the criterion; nobody types it twice."""
        told = self.row.actual if self.row else None
        return self.figure if told is None else told

    @property
    def figure_words(self) -> str:
        """The criterion's figure for the desk; nothing where there is none."""
        return "" if self.figure is None else shown_short(self.figure)

    @property
    def is_told(self) -> bool:
        """Whether a figure or words are there."""
        return self.actual is not None or bool(self.row and self.row.words)


def progress_rows(assessment: Assessment, standing: Standing) -> list[Progress]:
    """The unit's registered targets of the year in their order, with their progress: also those
    registered after the round was opened, and those told of before their registration reopened."""
    told = {
        row.target_id: row
        for row in TargetProgress.objects.filter(assessment=assessment).select_related("target")
    }
    rows = Target.objects.filter(
        registration__bloc=assessment.bloc_id,
        registration__unit=assessment.unit_id,
        registration__year=assessment.round.period.ends.year,
        registration__state=Registration.State.SUBMITTED,
    ).order_by("position", "pk")
    targets = {row.pk: row for row in rows} | {pk: row.target for pk, row in told.items()}
    ordered = sorted(targets.values(), key=lambda one: (one.position, one.pk))
    figures = {leaf.criterion.code: leaf.answer.figures for leaf in standing.leaves}
    return [
        Progress(one, told.get(one.pk), reached(figures.get(one.criterion_code), one.part))
        for one in ordered
    ]


def reached(figures: Any, part: int) -> Decimal | None:
    """What the figures of a criterion say was reached in one part, None where they say nothing."""
    if not isinstance(figures, list) or part >= len(figures):
        return None
    try:
        return Decimal(figures[part]["actual"])
    except (KeyError, TypeError, InvalidOperation):
        return None


def sections_of(assessment: Assessment) -> list[AssessmentSection]:
    """The parts of the report in their order."""
    return list(AssessmentSection.objects.filter(assessment=assessment).order_by("pk"))


def lacks_of(
    assessment: Assessment,
    standing: Standing,
    progress: list[Progress],
    sections: list[AssessmentSection],
) -> list[Lack]:
    """Everything that lacks, compulsory things first. After a return only what was reopened can
    lack: the rest stands as it was handed in."""
    is_returned = assessment.state == Assessment.State.RETURNED
    found: list[Lack] = []
    for leaf in standing.leaves:
        if not is_returned or leaf.answer.is_reopened:
            found += leaf_lacks(leaf)
    if not is_returned or assessment.return_reason:
        found += _report_lacks(sections)
        found += _progress_lacks(progress, assessment.round.is_scored)
    return sorted(found, key=lambda one: not one.is_compulsory)


def leaf_lacks(leaf: Leaf) -> list[Lack]:
    """What one criterion lacks."""
    code = leaf.criterion.code
    step, label = f"tieu-chi={code}", f"{code}. {leaf.criterion.text}"
    if leaf.is_left_out:
        return []
    if leaf.is_asked_away:
        return [Lack(step, label, _("chờ thư ký đồng ý không áp dụng"), False)]
    is_begun = any(leaf.answer.figures) if leaf.answer.figures else False
    found = []
    if not leaf.has_figures and (not leaf.is_optional or is_begun or leaf.answer.words):
        found.append(Lack(step, label, _("chưa có số liệu"), not leaf.is_optional))
    if leaf.lacks_evidence:
        found.append(Lack(step, label, _("thiếu minh chứng"), leaf.criterion.needs_evidence))
    if leaf.points and not leaf.answer.words and leaf.result.parts:
        found.append(Lack(step, label, _("chưa có thuyết minh"), False))
    return found


def _report_lacks(sections: list[AssessmentSection]) -> list[Lack]:
    return [
        Lack(
            "phan=bao-cao",
            str(section.get_key_display()),
            _("chưa có nội dung"),
            section.key in AssessmentSection.COMPULSORY,
        )
        for section in sections
        if not section.body and section.key not in OPTIONAL_SECTIONS
    ]


def _progress_lacks(progress: list[Progress], is_scored: bool) -> list[Lack]:
    """Progress of targets is what a half year without scoring asks; else it is good to have."""
    return [
        Lack(f"chi-tieu={one.target.pk}", one.target.content, _("chưa có kết quả"), not is_scored)
        for one in progress
        if not one.is_told
    ]


def compulsory_lacks(assessment: Assessment) -> list[str]:
    """What keeps the return from being handed in, in words."""
    standing = standing_of(assessment, at=clock.now())
    progress, sections = progress_rows(assessment, standing), sections_of(assessment)
    found = lacks_of(assessment, standing, progress, sections)
    return [f"{one.label}: {one.text}" for one in found if one.is_compulsory]


def summary_of(assessment: Assessment) -> dict[str, Any]:
    """The leader's page: totals per group, what lacks."""
    standing = standing_of(assessment, at=clock.now())
    progress, sections = progress_rows(assessment, standing), sections_of(assessment)
    lacks = lacks_of(assessment, standing, progress, sections)
    return {
        "standing": standing,
        "progress": progress,
        "sections": sections,
        "compulsory": [one for one in lacks if one.is_compulsory],
        "others": [one for one in lacks if not one.is_compulsory],
    }


def revisions_of(assessment: Assessment) -> str:
    """A mark of what a return says now: another one as soon as anybody saves anything in it, cites
    or takes away proof, decides what does not apply, or moves it on."""
    rows = Answer.objects.filter(assessment=assessment)
    agreed = Q(not_applicable=Answer.NotApplicable.AGREED)
    marks = [
        *rows.aggregate(n=Sum("revision"), left_out=Count("pk", filter=agreed)).values(),
        rows.aggregate(n=Count("evidence"))["n"],
        TargetProgress.objects.filter(assessment=assessment).aggregate(n=Sum("revision"))["n"],
        AssessmentSection.objects.filter(assessment=assessment).aggregate(n=Sum("revision"))["n"],
    ]
    return "-".join([assessment.state, *(str(one or 0) for one in marks)])
