"""A published set changes by a new edition only; a running round may be given it."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.criteria import copy_tree, next_edition
from assessments.models import Answer, Assessment, CriteriaSet, Criterion, Round, Score, leaves_of
from assessments.queries.criteria_changes import Change, changes_between
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import User

IN_FORCE = {CriteriaSet.State.PUBLISHED, CriteriaSet.State.FROZEN}


@transaction.atomic
def new_edition(criteria_set: CriteriaSet, *, reason: str, by: User | None) -> CriteriaSet:
    """A draft that begins as a copy of a published set and says why it is made.

    Raises ActionError without a reason, for a draft, an older edition, or a second draft.
    """
    lock(criteria_set.bloc)
    criteria_set.refresh_from_db(fields=["state"])
    if criteria_set.state not in IN_FORCE:
        raise ActionError(_("Bản này chưa ban hành, hãy sửa thẳng trong dự thảo."))
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do thay đổi."))
    rows = CriteriaSet.objects.filter(bloc=criteria_set.bloc_id, year=criteria_set.year)
    later = rows.filter(edition__gt=criteria_set.edition)
    open_draft = later.filter(state=CriteriaSet.State.DRAFT).first()
    if open_draft:
        words = {"edition": open_draft.edition}
        raise ActionError(_("Đã có dự thảo bản số %(edition)s. Hãy sửa tiếp bản đó.") % words)
    if later.filter(state__in=IN_FORCE).exists():
        raise ActionError(_("Đã có bản mới hơn. Hãy lập bản mới từ bản đó."))
    made = CriteriaSet.objects.create(
        bloc=criteria_set.bloc,
        year=criteria_set.year,
        edition=next_edition(criteria_set.bloc, criteria_set.year),
        title=criteria_set.title,
        basis=criteria_set.basis,
        based_on=criteria_set,
        reason=reason.strip(),
        created_by=by,
        created_at=clock.now(),
    )
    copy_tree(criteria_set, made)
    record(made, "criteria_edition_started", by=by, reason=made.reason)
    return made


@transaction.atomic
def apply_edition(chosen: Round, criteria_set: CriteriaSet, *, by: User | None) -> list[Change]:
    """Give a running round a newer edition of its set; answers follow their criterion's code.

    Where kind, maximum or parts changed, figures and points are emptied; words and evidence stay.
    Answers to criteria that are gone go, into the trail; a return that was handed in reopens for
    what is asked anew. Returns what changed. Raises ActionError outside self-assessment, for
    another bloc's or year's set, an unpublished or older edition, or when scores were given.
    """
    lock(chosen.bloc)
    stored = Round.objects.select_related("criteria_set", "period", "bloc").get(pk=chosen.pk)
    old = _checked(stored, criteria_set)
    changes = changes_between(old, criteria_set)
    changed = {change.code for change in changes if change.touches_scoring}
    _carry(stored, criteria_set, changed, by=by)
    if criteria_set.state == CriteriaSet.State.PUBLISHED:
        criteria_set.move_to(CriteriaSet.State.FROZEN, frozen_at=clock.now())
    moment = clock.now()
    Round.objects.filter(pk=stored.pk).update(criteria_set=criteria_set, edition_changed_at=moment)
    chosen.criteria_set, chosen.edition_changed_at = criteria_set, moment
    record(
        stored,
        "edition_applied",
        by=by,
        before={"criteria_set": old.pk, "edition": old.edition},
        after={"criteria_set": criteria_set.pk, "edition": criteria_set.edition},
        reason=criteria_set.reason,
    )
    return changes


def _checked(chosen: Round, new: CriteriaSet) -> CriteriaSet:
    """The edition that the round has, after asking whether it may get the new one."""
    old = chosen.criteria_set
    if not chosen.is_collecting:
        raise ActionError(_("Đợt đánh giá không còn ở bước tự đánh giá nên không đổi tiêu chí."))
    if old is None or (old.bloc_id, old.year) != (new.bloc_id, new.year):
        raise ActionError(_("Bản này không thuộc bộ tiêu chí của đợt đánh giá."))
    if new.state not in IN_FORCE:
        raise ActionError(_("Hãy ban hành bản mới trước khi áp dụng."))
    if new.edition <= old.edition:
        raise ActionError(_("Đợt đánh giá đang dùng bản này hoặc bản mới hơn."))
    if Score.objects.filter(sheet__assessment__round=chosen).exists():
        raise ActionError(_("Đã có điểm thẩm định nên không đổi tiêu chí được nữa."))
    return old


def _carry(chosen: Round, new: CriteriaSet, changed: set[str], *, by: User | None) -> None:
    """Answers move to the new criteria; what is new gets an empty one, what is gone goes."""
    leaves = {row.code: row for row in leaves_of(new, chosen.period.kind)}
    touched: dict[int, set[int]] = {}
    rows = Answer.objects.filter(assessment__round=chosen)
    for answer in rows.select_related("criterion", "assessment__unit", "bloc__province"):
        target = leaves.get(answer.criterion.code)
        if target is None or not target.applies_to_unit(answer.assessment.unit.kind):
            _drop_answer(answer, by=by)
            continue
        answer.criterion = target
        answer.revision += 1
        if target.code in changed:
            answer.figures, answer.points, answer.formula = [], None, ""
            answer.is_provisional = False
            touched.setdefault(answer.assessment_id, set()).add(answer.pk)
        answer.save()
    for made in _add_empty(chosen, list(leaves.values())):
        touched.setdefault(made.assessment_id, set()).add(made.pk)
    _reopen(chosen, touched, reason=new.reason, by=by)


def _drop_answer(answer: Answer, *, by: User | None) -> None:
    """The criterion is gone; what was written stays in the trail, evidence with its unit."""
    before = {"words": answer.words, "points": str(answer.points or "")}
    label = {"code": answer.criterion.code, "unit": answer.assessment.unit_name}
    record(answer, "answer_dropped", by=by, before=before | label)
    answer.delete()


def _add_empty(chosen: Round, leaves: list[Criterion]) -> list[Answer]:
    """Every return has an answer to each leaf that asks its unit."""
    made = []
    for assessment in chosen.assessments.select_related("unit"):
        have = set(assessment.answers.values_list("criterion", flat=True))
        asked = [leaf for leaf in leaves if leaf.applies_to_unit(assessment.unit.kind)]
        for leaf in asked:
            if leaf.pk not in have:
                fields = {"bloc": chosen.bloc, "assessment": assessment, "criterion": leaf}
                made.append(Answer.objects.create(**fields))
    return made


def _reopen(chosen: Round, touched: dict[int, set[int]], *, reason: str, by: User | None) -> None:
    """A return that was handed in goes back for just what the new edition asks anew; that is not
    the unit's fault and does not count as sent back."""
    handed_in = Assessment.State.SUBMITTED
    for assessment in chosen.assessments.filter(pk__in=touched, state=handed_in):
        words = _("Tiêu chí thay đổi theo bản mới: %(reason)s") % {"reason": reason}
        assessment.move_to(Assessment.State.RETURNED, returned_at=clock.now(), return_reason=words)
        rows = Answer.objects.filter(pk__in=touched[assessment.pk])
        rows.update(is_reopened=True, return_reason=words)
        record(assessment, "reopened_by_edition", by=by, reason=reason)
