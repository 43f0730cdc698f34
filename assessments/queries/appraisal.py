"""Who appraises what: people, sheets, progress. Names, states and counts; contents come through
`visible_to` alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from assessments.models import Answer, Assessment, Round, Score, ScoreSheet, Stage
from assessments.queries.stages import ASSIGNED_STAGES, stages_of
from emulation_bloc.lib import clock
from units.models import Appointment, Bloc, Unit, User
from units.models.tenants import valid_on

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Appraiser:
    """A person of the appraisal team, with the units that are their own."""

    user: User
    units: frozenset[int]

    def may_appraise(self, assessment: Assessment) -> bool:
        """Never the own unit; so the head's unit goes to somebody of another one."""
        return assessment.unit_id not in self.units


def appraisers_of(bloc: Bloc) -> list[Appraiser]:
    """The bloc's appraisers today, by name, in two queries."""
    today = Appointment.objects.filter(valid_on(clock.today()))
    team = today.filter(bloc=bloc, role=Appointment.Role.APPRAISER)
    rows = team.select_related("user__unit").order_by("user__full_name", "pk")
    people = {row.user_id: row.user for row in rows}
    own: dict[int, set[int]] = {
        key: {user.unit_id} if user.unit_id else set() for key, user in people.items()
    }
    posts = today.filter(user__in=people, role__in=Appointment.UNIT_ROLES)
    for user_id, unit_id in posts.values_list("user", "unit"):
        own[user_id].add(unit_id)
    return [Appraiser(user, frozenset(own[key])) for key, user in people.items()]


@dataclass
class SheetRow:
    """One column of a return as the list shows it: who, state, how far."""

    sheet: ScoreSheet
    done: int
    leaves: int

    @property
    def per_cent(self) -> int:
        """How much of it is scored, for the bar."""
        return 100 * self.done // self.leaves if self.leaves else 100


@dataclass
class ReturnRow:
    """A return that has been handed in, with its columns by stage."""

    assessment: Assessment
    sheets: dict[str, SheetRow] = field(default_factory=dict)
    candidates: list[User] = field(default_factory=list)


def leaf_counts(assessments: Iterable[int]) -> dict[int, int]:
    """How many leaves of each return count: what is not applicable by consent is left out."""
    rows = Answer.objects.filter(assessment__in=assessments).exclude(
        not_applicable=Answer.NotApplicable.AGREED
    )
    return dict(rows.order_by().values_list("assessment").annotate(n=Count("pk")))


def counted(sheets: "QuerySet[ScoreSheet]") -> "QuerySet[ScoreSheet]":
    """The sheets with `done`: how many leaves have a score or an abstention."""
    given = Q(scores__points__isnull=False) | Q(scores__is_abstained=True)
    return sheets.annotate(done=Count("scores", filter=given))


def sheet_rows(sheets: "QuerySet[ScoreSheet]") -> list[SheetRow]:
    """Sheets with their progress, in two queries."""
    found = list(counted(sheets))
    leaves = leaf_counts({row.assessment_id for row in found})
    return [SheetRow(row, row.done, leaves.get(row.assessment_id, 0)) for row in found]  # type: ignore[attr-defined]


def board(scored: Round) -> list[ReturnRow]:
    """What is handed in, with appraisers, states and progress of the stages that are assigned:
    for the desk, no contents."""
    rows = {
        one.pk: ReturnRow(one)
        for one in Assessment.objects.filter(
            round=scored, state=Assessment.State.SUBMITTED
        ).order_by("unit_name", "pk")
    }
    sheets = ScoreSheet.objects.filter(assessment__in=rows, stage__in=ASSIGNED_STAGES)
    for row in sheet_rows(sheets.select_related("appraiser__unit")):
        rows[row.sheet.assessment_id].sheets[row.sheet.stage] = row
    return list(rows.values())


def assigned_stages(scored: Round) -> list[str]:
    """The stages of the round whose columns are given to appraisers."""
    return [one for one in stages_of(scored) if one in ASSIGNED_STAGES]


def sheets_of(scored: Round, user: User) -> "QuerySet[ScoreSheet]":
    """The columns of the present stage that the person writes: given to them, or their unit's as a
    peer, or the meeting's and the province's."""
    rows = ScoreSheet.objects.visible_to(user).filter(assessment__round=scored, stage=scored.state)
    rows = rows.filter(assessment__state=Assessment.State.SUBMITTED)
    if scored.state in ASSIGNED_STAGES:
        rows = rows.filter(appraiser=user)
    elif scored.state == Stage.PEERS:
        rows = rows.filter(scorer_unit__in=user.rights.units)
    rows = rows.exclude(assessment__unit__in=own_units(user))
    return rows.select_related("assessment", "scorer_unit").order_by("assessment__unit_name", "pk")


def own_units(user: User) -> set[int]:
    """The units that a person never scores."""
    return {one for one in {*user.rights.units, user.unit_id} if one}


def next_open_sheet(scored: Round, user: User, after: int = 0) -> ScoreSheet | None:
    """The person's next column that is not finished, round and round."""
    open_ones = [row for row in sheets_of(scored, user) if row.state == ScoreSheet.State.OPEN]
    keys = [row.pk for row in sheets_of(scored, user)]
    place = keys.index(after) if after in keys else -1
    later = [row for row in open_ones if keys.index(row.pk) > place]
    return next(iter(later + open_ones), None)


def peer_board(scored: Round) -> list[tuple[Unit, int, int]]:
    """Scorer unit, its finished columns, all its columns: the desk sees who has not scored."""
    found: dict[int, tuple[Unit, int, int]] = {}
    rows = ScoreSheet.objects.filter(assessment__round=scored, stage=Stage.PEERS)
    for row in rows.select_related("scorer_unit").order_by("scorer_unit__name", "pk"):
        if row.scorer_unit:
            unit, done, of = found.get(row.scorer_unit.pk, (row.scorer_unit, 0, 0))
            found[unit.pk] = (unit, done + (row.done_at is not None), of + 1)
    return list(found.values())


def given_scores(sheet: ScoreSheet) -> dict[int, Score]:
    """Criterion → score of one column."""
    return {row.criterion_id: row for row in Score.objects.filter(sheet=sheet).select_related("by")}
