"""Reads of criteria sets: the tree with its sums, what is wrong with it, what may be copied."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from assessments import formulas
from assessments.formulas.totals import SumLine, check_sums
from assessments.models import CriteriaSet, Criterion
from emulation_bloc.lib.numbers import shown
from units.models import Bloc, Period, User

NOTHING = Decimal(0)


@dataclass
class Node:
    """One line of the tree: its criterion, how deep it lies, what is wrong with it."""

    criterion: Criterion
    depth: int = 0
    children: list["Node"] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def points(self) -> str:
        """The maximum as the screen shows it."""
        return shown(self.criterion.max_points)


@dataclass
class Tree:
    """A whole set: nodes in the order of the page, sums, and sentences about what is wrong."""

    nodes: list[Node]
    problems: list[str]

    @property
    def leaves(self) -> list[Criterion]:
        """What is scored."""
        return [node.criterion for node in self.nodes if not node.criterion.is_group]

    def total(self, period_kind: str = "") -> Decimal:
        """The standard maximum, of everything or of what applies to one kind of period."""
        return sum(
            (row.max_points for row in self.leaves if row.is_standard and _in(row, period_kind)),
            NOTHING,
        )

    def outside(self, kind: str) -> Decimal:
        """What may be had as bonus, or lost as penalty."""
        return sum((row.max_points for row in self.leaves if row.kind == kind), NOTHING)


def _in(row: Criterion, period_kind: str) -> bool:
    if not period_kind or row.applies_to == Criterion.AppliesTo.BOTH:
        return True
    is_half = period_kind == Period.Kind.HALF_YEAR
    return (row.applies_to == Criterion.AppliesTo.HALF_YEAR) == is_half


def tree_of(criteria_set: CriteriaSet) -> Tree:
    """The set's tree in one query."""
    rows = Criterion.objects.filter(criteria_set=criteria_set).order_by("position", "pk")
    return grow(rows)


def grow(rows: Iterable[Criterion]) -> Tree:
    """The tree of these rows, which stand in their order, checked in hundredths."""
    nodes = {row.pk: Node(row) for row in rows}
    roots: list[Node] = []
    for node in nodes.values():
        parent = nodes.get(node.criterion.parent_id or 0)
        (parent.children if parent else roots).append(node)
    ordered: list[Node] = []
    _walk(roots, 0, ordered)
    problems = [] if any(not n.criterion.is_group for n in ordered) else [_("Chưa có tiêu chí.")]
    for node in ordered:
        node.problems = _wrong_with(node)
        problems += node.problems
    return Tree(ordered, problems + _doubles(ordered))


def _walk(nodes: list[Node], depth: int, into: list[Node]) -> None:
    for node in nodes:
        node.depth = depth
        into.append(node)
        _walk(node.children, depth + 1, into)


def _wrong_with(node: Node) -> list[str]:
    row = node.criterion
    if row.is_group:
        lines = [_sum_line(row, "")] + [_sum_line(one.criterion, row.code) for one in node.children]
        return check_sums(lines)[:1]
    found = formulas.check_parts(row.kind, row.parts, row.max_points)
    if not row.max_points:
        found = [_("Điểm tối đa bằng 0."), *found]
    return [_("Tiêu chí %(code)s: %(why)s") % {"code": row.code, "why": why} for why in found]


def _sum_line(row: Criterion, parent: str) -> SumLine:
    return SumLine(row.code, parent, row.kind, row.max_points)


def _doubles(nodes: list[Node]) -> list[str]:
    """Codes that a reader takes for the same (`t1`, `T1`)."""
    seen: dict[str, str] = {}
    found = []
    for node in nodes:
        code = node.criterion.code
        other = seen.setdefault(code.upper(), code)
        if other != code:
            words = {"one": other, "other": code}
            found.append(_("Mã %(one)s và %(other)s dễ nhầm với nhau, hãy đổi một mã.") % words)
    return found


def sets_of(bloc: Bloc, user: User) -> QuerySet[CriteriaSet]:
    """The bloc's sets that the user may see, newest first, with the number of leaves."""
    rows = CriteriaSet.objects.visible_to(user).filter(bloc=bloc)
    rows = rows.exclude(state=CriteriaSet.State.DROPPED)
    is_leaf = ~Q(criteria__kind=Criterion.Kind.GROUP)
    return rows.annotate(leaf_count=Count("criteria", filter=is_leaf)).order_by("-year", "-edition")


def sets_to_copy(bloc: Bloc, user: User) -> list[CriteriaSet]:
    """What a draft of the bloc may be copied from: the bloc's own sets, sets that the user may see
    in another bloc of the province, what heads of such blocs have offered, and the province's
    frame; never across provinces."""
    here = CriteriaSet.objects.filter(bloc__province=bloc.province_id).in_force()
    visible = CriteriaSet.objects.visible_to(user).values("pk")
    framed = Q(frames__province=bloc.province_id)
    rows = here.filter(Q(pk__in=visible) | Q(is_offered=True) | framed).distinct()
    rows = rows.select_related("bloc").prefetch_related("frames")
    own = [row for row in rows.order_by("-year", "-edition") if row.bloc_id == bloc.pk]
    others = [row for row in rows.order_by("bloc__name", "-year") if row.bloc_id != bloc.pk]
    return own + others


def previous_set(criteria_set: CriteriaSet) -> CriteriaSet | None:
    """What a set is compared with: the edition it is based on, else the latest of a year before."""
    if criteria_set.based_on_id:
        return criteria_set.based_on
    rows = CriteriaSet.objects.filter(bloc=criteria_set.bloc_id, year__lt=criteria_set.year)
    return rows.in_force().order_by("-year", "-edition").first()


def codes_of_groups(criteria_set: CriteriaSet) -> list[tuple[int, str]]:
    """(id, `I. NỘI DUNG 1`) of the set's groups, for choosing where a criterion belongs."""
    rows: Any = Criterion.objects.filter(criteria_set=criteria_set, kind=Criterion.Kind.GROUP)
    return [(row.pk, str(row)) for row in rows.order_by("position", "pk")]


def group_codes(bloc: Bloc, year: int) -> list[str]:
    """Codes of the groups of the year's set in force, else of the latest set before."""
    rows = CriteriaSet.objects.filter(bloc=bloc, year__lte=year).in_force()
    found = rows.order_by("-year", "-edition").first()
    if found is None:
        return []
    groups: Any = Criterion.objects.filter(criteria_set=found, kind=Criterion.Kind.GROUP)
    return list(groups.order_by("position", "pk").values_list("code", flat=True))
