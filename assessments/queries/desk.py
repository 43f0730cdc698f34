"""The officer's desk: its steps in order, the one in the middle, what the last period said."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import Answer, Assessment, AssessmentSection, PastRecord
from assessments.queries.leaves import Leaf, Standing, standing_of
from assessments.queries.summary import (
    Lack,
    Progress,
    lacks_of,
    progress_rows,
    sections_of,
)
from emulation_bloc.lib import clock
from emulation_bloc.lib.numbers import shown, shown_short


@dataclass
class Step:
    """A line of the list on the left: a criterion, a registered target, or the report."""

    query: str
    code: str
    title: str
    group: str = ""
    leaf: Leaf | None = None
    progress: Progress | None = None
    is_done: bool = False
    tags: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def points(self) -> str:
        """Points as the list shows them: a dash for what lacks."""
        return points_text(self.leaf.points) if self.leaf and not self.leaf.is_left_out else "–"

    @property
    def most(self) -> str:
        """The maximum, without needless zeros."""
        return max_text(self.leaf.criterion.max_points) if self.leaf else ""


@dataclass
class Desk:
    """Everything the desk shows of one return."""

    assessment: Assessment
    standing: Standing
    steps: list[Step]
    sections: list[AssessmentSection]
    lacks: list[Lack]

    def find(self, query: str) -> int:
        """Where a step stands; the first one for what is not there."""
        places = [place for place, step in enumerate(self.steps) if step.query == query]
        return places[0] if places else 0

    @property
    def n_done(self) -> int:
        """Criteria that need nothing more; without scoring, steps."""
        if self.assessment.round.is_scored:
            return self.standing.n_done
        return len([step for step in self.steps if step.is_done])

    @property
    def n_all(self) -> int:
        """Criteria that are asked; without scoring, steps."""
        return len(self.standing.asked if self.assessment.round.is_scored else self.steps)


def points_text(points: Decimal | None) -> str:
    """`65,00`, or a dash for what lacks."""
    return "–" if points is None else shown(points)


def max_text(points: Decimal) -> str:
    """`80` or `2,50`: a maximum without needless zeros."""
    return shown(points).removesuffix(",00")


def figure_text(figure: Decimal | None) -> str:
    """`96,5`: a figure as it is typed, or a dash for what lacks."""
    return "–" if figure is None else shown_short(figure)


def desk_of(assessment: Assessment) -> Desk:
    """Read the whole return once and put its steps in order: criteria, registered targets, report;
    without scoring the report comes first."""
    standing = standing_of(assessment, at=clock.now())
    progress, sections = progress_rows(assessment, standing), sections_of(assessment)
    lacks = lacks_of(assessment, standing, progress, sections)
    report = _report_step(sections)
    told = [_target_step(place, one) for place, one in enumerate(progress, start=1)]
    criteria = [
        _leaf_step(leaf, group.criterion.text if group.criterion else "")
        for group in standing.groups
        for leaf in group.leaves
    ]
    steps = [*criteria, *told, report] if criteria else [report, *told]
    return Desk(assessment, standing, steps, sections, lacks)


def _leaf_step(leaf: Leaf, group: str) -> Step:
    return Step(
        query=f"tieu-chi={leaf.criterion.code}",
        code=leaf.criterion.code,
        title=leaf.criterion.text,
        group=group,
        leaf=leaf,
        is_done=leaf.is_done,
        tags=leaf_tags(leaf),
    )


def leaf_tags(leaf: Leaf) -> list[tuple[str, str, str]]:
    """(look, icon, words) of what is special about a criterion."""
    tags = []
    if leaf.is_left_out:
        tags.append(("plain", "ban", _("không áp dụng")))
    elif leaf.is_asked_away:
        tags.append(("info", "hourglass", _("chờ thư ký")))
    if leaf.answer.is_reopened:
        tags.append(("warn", "lock-open", _("đã mở lại")))
    if leaf.lacks_evidence:
        tags.append(("warn", "paperclip", _("thiếu minh chứng")))
    if leaf.is_provisional and not leaf.is_left_out:
        tags.append(("info", "hourglass", _("tạm tính")))
    return tags


def _target_step(place: int, one: Progress) -> Step:
    return Step(
        query=f"chi-tieu={one.target.pk}",
        code=str(place),
        title=one.target.content,
        group=_("Chỉ tiêu đã đăng ký"),
        progress=one,
        is_done=one.is_told,
    )


def _report_step(sections: list[AssessmentSection]) -> Step:
    compulsory = [one for one in sections if one.key in AssessmentSection.COMPULSORY]
    return Step(
        query="phan=bao-cao",
        code="",
        title=_("Báo cáo của đơn vị"),
        group=_("Báo cáo"),
        is_done=all(one.body for one in compulsory),
    )


@dataclass(frozen=True)
class Before:
    """What the unit said on the same criterion last time. `answer` is None for an old sheet."""

    period: str
    points: str
    words: str
    answer: Answer | None = None


def before(assessment: Assessment, code: str) -> Before | None:
    """The unit's answer in its last return of the same kind of period, or the line of an old score
    sheet that was taken over; by the criterion's code."""
    period = assessment.round.period
    last = (
        Answer.objects.filter(
            assessment__bloc=assessment.bloc_id,
            assessment__unit=assessment.unit_id,
            assessment__round__period__kind=period.kind,
            assessment__round__period__ends__lt=period.ends,
            criterion__code=code,
        )
        .select_related("assessment__round__period", "criterion")
        .order_by("-assessment__round__period__ends")
        .first()
    )
    if last is not None:
        name = last.assessment.round.period.name
        return Before(name, points_text(last.points), last.words, last)
    return _past_line(assessment, code)


def _past_line(assessment: Assessment, code: str) -> Before | None:
    period = assessment.round.period
    rows = PastRecord.objects.filter(
        bloc=assessment.bloc_id,
        unit=assessment.unit_id,
        kind=PastRecord.Kind.SHEET,
        period_kind=period.kind,
        year__lt=period.ends.year,
    )
    record = rows.order_by("-year", "-pk").first()
    lines: list[dict[str, Any]] = record.lines if record else []
    for line in lines:
        if record and str(line.get("code", "")).strip() == code:
            name = _("Năm %(year)d") % {"year": record.year}
            return Before(name, _old_points(line.get("points")), str(line.get("words") or ""))
    return None


def _old_points(text: Any) -> str:
    try:
        return points_text(Decimal(str(text))) if text not in (None, "") else "–"
    except InvalidOperation:
        return str(text)


def told_after_save(assessment: Assessment, answer: Answer) -> dict[str, Any]:
    """What the page has to know when one criterion has been saved: its points and formula, what it
    lacks, the totals, and how much that is compulsory lacks in all."""
    desk = desk_of(assessment)
    leaf = next(one for one in desk.standing.leaves if one.answer.pk == answer.pk)
    return {
        "code": leaf.criterion.code,
        "points": "–" if leaf.is_left_out else points_text(leaf.points),
        "formula": leaf.formula,
        "lacks": [*leaf.result.lacks, *leaf.result.waits],
        "is_done": leaf.is_done,
        "tags": [[look, words] for look, _icon, words in leaf_tags(leaf)],
        "lacking": lacking_words(desk.lacks),
        **totals_text(desk.standing),
    }


def lacking_words(lacks: list[Lack]) -> str:
    """How much that is compulsory still lacks, in words."""
    number = len([one for one in lacks if one.is_compulsory])
    if not number:
        return _("Đủ các mục bắt buộc")
    return _("Còn thiếu %(n)d mục bắt buộc") % {"n": number}


def totals_text(standing: Standing) -> dict[str, Any]:
    """Totals in the words of the page."""
    return {
        "total": shown(standing.totals.total),
        "assigned": max_text(standing.totals.assigned),
        "rate": shown(standing.totals.rate),
        "n_done": standing.n_done,
        "n_all": len(standing.asked),
    }
