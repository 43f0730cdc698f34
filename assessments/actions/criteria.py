"""Criteria sets: drafts and their criteria, publishing, offering, copying."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from assessments.models import CriteriaSet, Criterion
from assessments.queries.criteria import tree_of
from assessments.queries.criteria_changes import Values, values_of_set
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import Bloc, User

MOST_CRITERIA = 300
FIRST_YEAR, LAST_YEAR = 2015, 2100


@transaction.atomic
def start_set(
    bloc: Bloc,
    *,
    year: int,
    title: str,
    by: User | None,
    basis: str = "",
    source: CriteriaSet | None = None,
) -> CriteriaSet:
    """A draft of a year: empty, or a copy of `source` (last year's, or another bloc's).

    Raises ActionError when the year has a set already (a change is a new edition), or the source
    is of another province or no published set.
    """
    lock(bloc)
    rows = CriteriaSet.objects.filter(bloc=bloc, year=year)
    alive = rows.exclude(state=CriteriaSet.State.DROPPED).order_by("-edition").first()
    if alive:
        words = {"year": year, "edition": alive.edition}
        raise ActionError(
            _("Năm %(year)s đã có bộ tiêu chí (bản số %(edition)s). Hãy sửa hoặc lập bản mới.")
            % words
        )
    if source:
        _check_source(bloc, source)
    made = CriteriaSet.objects.create(
        bloc=bloc,
        year=year,
        edition=next_edition(bloc, year),
        title=title,
        basis=basis,
        reason=_("Lập lại sau khi bỏ dự thảo trước.") if rows.exists() else "",
        created_by=by,
        created_at=clock.now(),
    )
    if source:
        copy_tree(source, made)
    after = {"year": year, "source": str(source) if source else ""}
    record(made, "criteria_started", by=by, after=after)
    return made


def _check_source(bloc: Bloc, source: CriteriaSet) -> None:
    if source.bloc.province_id != bloc.province_id:
        raise ActionError(_("Không chép bộ tiêu chí của tỉnh khác."))
    if source.state not in {CriteriaSet.State.PUBLISHED, CriteriaSet.State.FROZEN}:
        raise ActionError(_("Chỉ chép bộ tiêu chí đã ban hành."))


def next_edition(bloc: Bloc, year: int) -> int:
    """The number of the next edition; dropped drafts keep theirs."""
    rows = CriteriaSet.objects.filter(bloc=bloc, year=year)
    return (rows.aggregate(last=Max("edition"))["last"] or 0) + 1


def copy_tree(source: CriteriaSet, target: CriteriaSet) -> None:
    """Every criterion of one set in another, which is empty."""
    write_tree(target, list(values_of_set(source).values()), is_counted=False)


def draft_of(criteria_set: CriteriaSet) -> CriteriaSet:
    """The stored set, held until the transaction ends; raises ActionError when it is no draft."""
    lock(criteria_set.bloc)
    criteria_set.refresh_from_db(fields=["state", "revision"])
    if not criteria_set.is_draft:
        raise ActionError(
            _("Bộ tiêu chí không còn là dự thảo nên không sửa được. Hãy lập bản mới.")
        )
    return criteria_set


def touch(criteria_set: CriteriaSet) -> None:
    """The set has changed: whoever read it before is stale."""
    CriteriaSet.objects.filter(pk=criteria_set.pk).update(revision=F("revision") + 1)
    criteria_set.revision += 1


def write_tree(criteria_set: CriteriaSet, lines: list[Values], *, is_counted: bool = True) -> None:
    """Make a draft's criteria what the lines say, matched by code: groups stand above their
    criteria; what no line names goes; a field that a line does not name stays as it is."""
    rows = {row.code: row for row in Criterion.objects.filter(criteria_set=criteria_set)}
    kept = set()
    for position, line in enumerate(lines, start=1):
        values = dict(line)
        row = rows.get(values["code"])
        if row is None:
            row = Criterion(bloc_id=criteria_set.bloc_id, criteria_set=criteria_set)
        if "parent" in values:
            row.parent = rows.get(values.pop("parent"))
        values["max_points"] = Decimal(values["max_points"])
        for name, value in values.items():
            setattr(row, name, value)
        row.position = position
        row.save()
        rows[row.code] = row
        kept.add(row.pk)
    Criterion.objects.filter(criteria_set=criteria_set).exclude(pk__in=kept).delete()
    if is_counted:
        touch(criteria_set)


@transaction.atomic
def save_set(
    criteria_set: CriteriaSet, *, values: dict[str, Any], revision: int, by: User | None
) -> None:
    """Keep title and basis of a draft. Raises StaleRevisionError when somebody was faster."""
    draft_of(criteria_set)
    before = {name: getattr(criteria_set, name) for name in values}
    criteria_set.save_if_unchanged(revision, values)
    if before != values:
        record(criteria_set, "criteria_renamed", by=by, before=before, after=values)


@transaction.atomic
def add_criterion(
    criteria_set: CriteriaSet, *, values: dict[str, Any], by: User | None
) -> Criterion:
    """Add a group or a leaf at the end of its group."""
    draft_of(criteria_set)
    if Criterion.objects.filter(criteria_set=criteria_set).count() >= MOST_CRITERIA:
        raise ActionError(_("Bộ tiêu chí đã có quá nhiều dòng."))
    row = Criterion(bloc=criteria_set.bloc, criteria_set=criteria_set, position=9999)
    _fill(row, values)
    row.save()
    _renumber(criteria_set)
    touch(criteria_set)
    record(criteria_set, "criterion_added", by=by, after=_said(row))
    return row


@transaction.atomic
def save_criterion(
    row: Criterion, *, values: dict[str, Any], revision: int, by: User | None
) -> int:
    """Keep what was typed about one criterion; gives the set's new revision.

    Raises StaleRevisionError with the stored row when the set was changed since it was read and
    the row would not stay as it is; ActionError when a code or group does not fit.
    """
    criteria_set = draft_of(row.criteria_set)
    stored = Criterion.objects.get(pk=row.pk)
    wanted = Criterion.objects.get(pk=row.pk)
    _fill(wanted, values)
    is_same = all(getattr(wanted, name) == getattr(stored, name) for name in values)
    if is_same:
        return criteria_set.revision
    if criteria_set.revision != revision:
        raise StaleRevisionError(stored)  # type: ignore[arg-type]
    wanted.save()
    if stored.parent_id != wanted.parent_id:
        _renumber(criteria_set)
    touch(criteria_set)
    record(criteria_set, "criterion_saved", by=by, before=_said(stored), after=_said(wanted))
    return criteria_set.revision


def _fill(row: Criterion, values: dict[str, Any]) -> None:
    """Put values into a row that is not saved yet; raises ActionError for what does not fit."""
    for name, value in values.items():
        setattr(row, name, value)
    twins = Criterion.objects.filter(criteria_set=row.criteria_set, code=row.code)
    if twins.exclude(pk=row.pk).exists():
        raise ActionError(_("Mã %(code)s đã có trong bộ tiêu chí.") % {"code": row.code})
    parent = row.parent
    if parent and (parent.criteria_set_id != row.criteria_set_id or not parent.is_group):
        raise ActionError(_("Nhóm được chọn không thuộc bộ tiêu chí này."))
    while parent:
        if parent.pk == row.pk:
            raise ActionError(_("Một nhóm không thể nằm trong chính nó."))
        parent = parent.parent
    if not row.is_group and row.pk and row.children.exists():
        raise ActionError(_("Nhóm đang có tiêu chí con nên không đổi thành tiêu chí được."))


def _said(row: Criterion) -> dict[str, Any]:
    """What the trail keeps of a criterion."""
    return {
        "code": row.code,
        "text": row.text,
        "max_points": str(row.max_points),
        "kind": str(row.get_kind_display()),
    }


def _renumber(criteria_set: CriteriaSet) -> None:
    """Positions run through the whole tree, so that lists of leaves stand in its order."""
    for position, node in enumerate(tree_of(criteria_set).nodes, start=1):
        if node.criterion.position != position:
            Criterion.objects.filter(pk=node.criterion.pk).update(position=position)


@transaction.atomic
def move_criterion(row: Criterion, *, up: bool, by: User | None) -> None:
    """One place up or down among its neighbours in the same group; at the end nothing happens."""
    criteria_set = draft_of(row.criteria_set)
    rows = Criterion.objects.filter(criteria_set=criteria_set, parent=row.parent_id)
    neighbours = list(rows.order_by("position", "pk"))
    place = neighbours.index(row)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(neighbours):
        return
    one, two = neighbours[place], neighbours[other]
    Criterion.objects.filter(pk=one.pk).update(position=two.position)
    Criterion.objects.filter(pk=two.pk).update(position=one.position)
    _renumber(criteria_set)
    touch(criteria_set)


@transaction.atomic
def delete_criterion(row: Criterion, *, by: User | None) -> int:
    """Take a criterion away, with a group its criteria too; gives how many."""
    criteria_set = draft_of(row.criteria_set)
    said = _said(row)
    count = row.delete()[0]
    _renumber(criteria_set)
    touch(criteria_set)
    record(criteria_set, "criterion_deleted", by=by, before=said)
    return count


@transaction.atomic
def publish_set(criteria_set: CriteriaSet, *, by: User | None) -> None:
    """The head makes a draft the set of its year; raises ActionError with all that is wrong."""
    draft_of(criteria_set)
    tree = tree_of(criteria_set)
    if tree.problems:
        raise ActionError(_("Chưa ban hành được: %(why)s") % {"why": " ".join(tree.problems[:20])})
    criteria_set.move_to(CriteriaSet.State.PUBLISHED, published_by=by, published_at=clock.now())
    after = {"leaves": len(tree.leaves), "total": str(tree.total())}
    record(criteria_set, "criteria_published", by=by, after=after, reason=criteria_set.reason)


@transaction.atomic
def drop_set(criteria_set: CriteriaSet, *, by: User | None) -> None:
    """Give a draft up; it is kept, but shown no more."""
    draft_of(criteria_set)
    criteria_set.move_to(CriteriaSet.State.DROPPED)
    record(criteria_set, "criteria_dropped", by=by)


@transaction.atomic
def offer_set(criteria_set: CriteriaSet, *, is_offered: bool, by: User | None) -> None:
    """Let other blocs of the province copy a published set, or no longer."""
    if criteria_set.state not in {CriteriaSet.State.PUBLISHED, CriteriaSet.State.FROZEN}:
        raise ActionError(_("Chỉ cho chép bộ tiêu chí đã ban hành."))
    if criteria_set.is_offered == is_offered:
        return
    CriteriaSet.objects.filter(pk=criteria_set.pk).update(is_offered=is_offered)
    criteria_set.is_offered = is_offered
    record(criteria_set, "criteria_offered" if is_offered else "criteria_withdrawn", by=by)


def title_for(year: int) -> str:
    """The usual title of a year's set."""
    return vietnamese.clean(_("Bộ tiêu chí thi đua năm %(year)s") % {"year": year})
