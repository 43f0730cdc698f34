"""What a unit types: figures and words per criterion, its report, progress of its targets."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.evidence import carry_over
from assessments.formulas import Context
from assessments.models import (
    Answer,
    Assessment,
    AssessmentSection,
    Round,
    Target,
    TargetProgress,
)
from assessments.queries import leaves
from assessments.queries.desk import before
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import User

Says = Answer.NotApplicable
MOST_WORDS = 2000


def open_for_writing(assessment: Assessment) -> Assessment:
    """The return as it is stored now, held until the transaction ends: handing in waits for what is
    being saved. Raises ActionError when its unit may not write any more."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("round__period")
    stored = rows.get(pk=assessment.pk)
    if stored.round.is_closed:
        raise ActionError(_("Kết quả của kỳ đã chốt, không sửa được nữa."))
    if not stored.is_writable:
        raise ActionError(_("Bảng đã nộp, không sửa được. Lãnh đạo đơn vị rút lại được trước hạn."))
    is_returned = stored.state == Assessment.State.RETURNED
    if not is_returned and not stored.round.is_collecting:
        raise ActionError(_("Đã hết giai đoạn tự đánh giá, bảng chưa nộp không sửa được nữa."))
    return stored


def _open_answer(answer: Answer) -> Assessment:
    assessment = open_for_writing(answer.assessment)
    is_returned = assessment.state == Assessment.State.RETURNED
    if is_returned and not Answer.objects.filter(pk=answer.pk, is_reopened=True).exists():
        raise ActionError(_("Tiêu chí này không được trả lại, giữ nguyên như đã nộp."))
    return assessment


def _open_report(assessment: Assessment) -> Assessment:
    stored = open_for_writing(assessment)
    if stored.state == Assessment.State.RETURNED and not stored.return_reason:
        raise ActionError(_("Báo cáo và chỉ tiêu không được trả lại, giữ nguyên như đã nộp."))
    return stored


def _begin(assessment: Assessment) -> None:
    """The first word that is typed starts the return."""
    if assessment.started_at is None:
        moment = clock.now()
        Assessment.objects.filter(pk=assessment.pk, started_at=None).update(started_at=moment)


def _sign(row: Answer | TargetProgress, by: User | None) -> None:
    """Who typed last and when; outside the values that a repeated send is compared by."""
    row.updated_by, row.updated_at = by, clock.now()
    row.save(update_fields=["updated_by", "updated_at"])


@transaction.atomic
def save_answer(
    answer: Answer, *, figures: list[dict[str, str]], words: str, revision: int, by: User | None
) -> None:
    """Keep figures and words of one criterion, with the points and the formula that follow.

    Registered targets stand in the figures whatever was sent. Raises StaleRevisionError when
    somebody else saved it since it was read, ActionError when it may not be written.
    """
    answer.assessment = _open_answer(answer)
    answer.figures = figures
    stored = leaves.with_targets(answer, leaves.registered(answer.assessment))
    values = _worked(answer, stored)
    answer.save_if_unchanged(revision, {"figures": stored, "words": words, **values})
    _sign(answer, by)
    _begin(answer.assessment)


def _worked(
    answer: Answer, figures: list[dict[str, str]], context: Context | None = None
) -> dict[str, Any]:
    """Points, formula and whether the points may still move, as they are stored."""
    found = leaves.work(answer.criterion, figures, context or leaves.context_of(answer))
    return {
        "points": found.points,
        "formula": found.formula,
        "is_provisional": found.is_provisional,
    }


def store_points(assessment: Assessment, *, at: datetime | None = None) -> None:
    """Work out every leaf anew from its figures, the registered targets and the time stamps. What
    comes out as it was is not written."""
    given = leaves.registered(assessment)
    days = leaves.lateness(assessment, at=at)
    is_settled = not assessment.round.is_collecting
    for answer in assessment.answers.select_related("criterion__parent"):
        answer.assessment = assessment
        others = leaves.others_of(assessment, answer.criterion) if is_settled else {}
        context = Context(others, is_settled, days)
        figures = leaves.with_targets(answer, given)
        write_points(answer, {"figures": figures, **_worked(answer, figures, context)})


def write_points(answer: Answer, values: dict[str, Any]) -> bool:
    """Write what was worked out where it differs; says whether it did."""
    changed = [name for name, value in values.items() if getattr(answer, name) != value]
    for name in changed:
        setattr(answer, name, values[name])
    if changed:
        answer.save(update_fields=changed)
    return bool(changed)


def settle_points(round_: Round) -> None:
    """Final self points of bloc-relative leaves from the figures of all that have handed in.

    Doing it again changes nothing. A unit that has not handed in stands in no comparison.
    """
    rows = Answer.objects.filter(
        assessment__round=round_, assessment__first_submitted_at__isnull=False
    ).select_related("criterion", "assessment")
    per_leaf: dict[int, list[Answer]] = {}
    for row in rows:
        if not leaves.RELATIVE.isdisjoint({part.get("kind") for part in row.criterion.parts}):
            per_leaf.setdefault(row.criterion_id, []).append(row)
    for answers in per_leaf.values():
        for answer in answers:
            rest = [row for row in answers if row is not answer and row.counts]
            others = leaves.figures_of(rest, len(answer.criterion.parts))
            answer.assessment.round = round_
            days = leaves.lateness(answer.assessment)
            write_points(answer, _worked(answer, answer.figures, Context(others, True, days)))


@transaction.atomic
def save_section(section: AssessmentSection, *, body: str, revision: int, by: User | None) -> None:
    """Keep one part of the unit's report."""
    assessment = _open_report(section.assessment)
    section.save_if_unchanged(revision, {"body": body})
    _begin(assessment)


def progress_of(assessment: Assessment, target: Target) -> TargetProgress:
    """The row of one registered target; a target registered after the opening gets it now."""
    found, _made = TargetProgress.objects.get_or_create(
        assessment=assessment, target=target, defaults={"bloc": assessment.bloc}
    )
    return found


@transaction.atomic
def save_progress(
    progress: TargetProgress,
    *,
    actual: Decimal | None,
    words: str,
    revision: int,
    by: User | None,
) -> None:
    """Keep how far one registered target has come."""
    assessment = _open_report(progress.assessment)
    progress.save_if_unchanged(revision, {"actual": actual, "words": words})
    _sign(progress, by)
    _begin(assessment)


@transaction.atomic
def ask_not_applicable(answer: Answer, *, reason: str, by: User | None) -> None:
    """Ask the secretary to leave a leaf out, with the reason. Figures and words stay."""
    answer.assessment = _open_answer(answer)
    rows = Answer.objects.filter(pk=answer.pk, not_applicable__in=[Says.NO, Says.REFUSED])
    if not rows.update(
        not_applicable=Says.ASKED, not_applicable_reason=reason, not_applicable_reply=""
    ):
        raise ActionError(_("Tiêu chí này đã được đề nghị không áp dụng. Hãy tải lại trang."))
    answer.refresh_from_db(fields=["not_applicable", "not_applicable_reason"])
    record(
        answer.assessment,
        "not_applicable_asked",
        by=by,
        after={"criterion": answer.criterion.code},
        reason=reason,
    )
    _begin(answer.assessment)


@transaction.atomic
def withdraw_not_applicable(answer: Answer, *, by: User | None) -> None:
    """The unit takes the request back, also after it was agreed: the leaf counts again."""
    answer.assessment = _open_answer(answer)
    rows = Answer.objects.filter(pk=answer.pk, not_applicable__in=[Says.ASKED, Says.AGREED])
    if not rows.update(not_applicable=Says.NO):
        raise ActionError(_("Tiêu chí này đang được áp dụng. Hãy tải lại trang."))
    answer.not_applicable = Says.NO
    after = {"criterion": answer.criterion.code}
    record(answer.assessment, "not_applicable_withdrawn", by=by, after=after)


@transaction.atomic
def decide_not_applicable(answer: Answer, *, is_agreed: bool, reply: str, by: User | None) -> None:
    """The secretary agrees or refuses with a sentence, and may decide anew until scoring ends.

    Raises ActionError once the round has left self-assessment and first appraisal: a leaf that
    appears or vanishes later would move totals that others have read.
    """
    round_ = answer.assessment.round
    if round_.has_passed(Round.State.APPRAISAL_1):
        raise ActionError(_("Đã qua bước thẩm định lần 1, không đổi được nữa."))
    said = Says.AGREED if is_agreed else Says.REFUSED
    rows = Answer.objects.filter(pk=answer.pk).exclude(not_applicable__in=[Says.NO, said])
    if not rows.update(not_applicable=said, not_applicable_reply=reply, not_applicable_by=by):
        raise ActionError(_("Đề nghị này đã được xử lý hoặc đã rút. Hãy tải lại trang."))
    before, answer.not_applicable, answer.not_applicable_reply = answer.not_applicable, said, reply
    code = answer.criterion.code
    record(
        answer.assessment,
        "not_applicable_decided",
        by=by,
        before={"criterion": code, "said": str(Says(before).label)},
        after={"criterion": code, "said": str(said.label)},
        reason=reply,
    )


@transaction.atomic
def reuse(answer: Answer, *, by: User) -> None:
    """Carry over words and still valid evidence of the unit's last return, or the words of an old
    score sheet; never a score or a figure.

    Words that stand already stay; the old ones come after them, once. Raises ActionError when there
    is nothing to carry over or it would not fit.
    """
    answer.assessment = _open_answer(answer)
    last = before(answer.assessment, answer.criterion.code)
    made = carry_over(answer, last.answer, by=by) if last and last.answer else []
    if last is None or not (last.words or made):
        raise ActionError(_("Kỳ trước không có thuyết minh hay minh chứng cho tiêu chí này."))
    if last.words and last.words not in answer.words:
        _add_words(answer, last.words, by=by)
    _begin(answer.assessment)


def _add_words(answer: Answer, old: str, *, by: User) -> None:
    words = f"{answer.words}\n\n{old}".strip()
    if len(words) > MOST_WORDS:
        raise ActionError(
            _("Ghép hai bản thuyết minh sẽ dài quá %(n)d ký tự. Hãy rút gọn bản đang có trước.")
            % {"n": MOST_WORDS}
        )
    answer.save_if_unchanged(answer.revision, {"words": words})
    _sign(answer, by)
