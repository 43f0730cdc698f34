"""Everything that conditions look at for one nomination, gathered in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from assessments.models import RankingRow, Registration
from awards.models import (
    Award,
    DossierFile,
    Fact,
    Hold,
    Nomination,
    Reason,
    RegisterEntry,
    Subject,
    UnitEvent,
)
from awards.queries.history import MERGING, awards_of
from awards.queries.proposing import chosen_by, counted_ballots, line_of
from emulation_bloc.lib import clock
from units.models import Bloc
from units.queries import award_settings

BACK = 6  # years before the year of the nomination that any condition may look at


@dataclass(frozen=True)
class Case:
    """What is known about a nomination on the day on which it is examined.

    `facts` are those of the nominated subject, `unit_facts` those of its unit; `entries` the valid
    awards of the subject. `votes` is (yes, of how many) from the counted ballot. `pause`: years in
    which the bloc proposes nobody again for the award, none where 0.
    """

    subject: str
    year: int
    reason: str
    theme: str
    award: str
    day: date
    level: str = Award.Level.PROVINCE
    kind: str = Award.Kind.TITLE
    facts: list[Fact] = field(default_factory=list)
    unit_facts: list[Fact] = field(default_factory=list)
    entries: list[RegisterEntry] = field(default_factory=list)
    is_ranked: bool = False
    rank: int | None = None
    is_disqualified: bool = False
    is_tied: bool = False
    needs_vote: bool = False
    votes: tuple[int, int] | None = None
    is_chosen: bool = False
    holds: int = 0
    blocs: int = 0
    others: list[Nomination] = field(default_factory=list)
    ended: UnitEvent | None = None
    is_registered: bool = False
    pause: int = 0
    files: frozenset[str] = frozenset()

    def fact(self, kind: str, year: int | None = None) -> Fact | None:
        """The subject's fact of a year (that of the nomination), or None where none is entered."""
        return _first(self.facts, kind, year or self.year)

    def number(self, kind: str, year: int | None = None) -> Decimal | None:
        """The figure of a fact, or None."""
        found = self.fact(kind, year)
        return found.number if found else None

    def unit_number(self, kind: str) -> Decimal | None:
        """The figure of the year for the whole unit, whoever is nominated within it, or None."""
        found = _first(self.unit_facts, kind, self.year)
        return found.number if found else None

    def initiative(self, years: int = 1) -> Fact | None:
        """The newest recognised initiative of the last `years` years, or None."""
        found = (self.fact(Fact.Kind.INITIATIVE, self.year - back) for back in range(years))
        return next((row for row in found if row), None)

    def had(self, code: str, year: int, *, merit_only: bool = True) -> RegisterEntry | None:
        """The subject's award of this code and year; sudden and thematic ones count for nothing
        where `merit_only` (reference N2)."""
        return next(
            (
                row
                for row in self.entries
                if row.award.code == code
                and row.year == year
                and (not merit_only or row.reason not in (Reason.SUDDEN, Reason.MOVEMENT))
            ),
            None,
        )


def _first(facts: list[Fact], kind: str, year: int) -> Fact | None:
    return next((row for row in facts if row.kind == kind and row.year == year), None)


def case_of(nomination: Nomination) -> Case:
    """The case of a nomination today; at most a dozen queries whatever there is."""
    day, unit = clock.today(), nomination.unit_id
    settings = award_settings(nomination.bloc, min(nomination.period.ends, day))
    ranks = list(
        RankingRow.objects.filter(ranking__round__period=nomination.period).values_list(
            "unit_id", "rank", "is_disqualified"
        )
    )
    mine = next(((rank, out) for key, rank, out in ranks if key == unit), (None, False))
    facts = _facts(nomination)
    own = [row for row in facts if _is_own(row, nomination)]
    return Case(
        subject=nomination.subject,
        year=nomination.year,
        reason=nomination.reason,
        theme=nomination.theme,
        award=nomination.award.code,
        day=day,
        level=nomination.award.level,
        kind=nomination.award.kind,
        facts=own,
        unit_facts=[row for row in facts if row.subject == Subject.UNIT],
        entries=awards_of(
            nomination.unit, subject=nomination.subject, subject_name=nomination.subject_name
        ),
        is_ranked=bool(ranks),
        rank=mine[0],
        is_disqualified=mine[1],
        is_tied=mine[0] is not None and sum(rank == mine[0] for _u, rank, _o in ranks) > 1,
        holds=Hold.objects.filter(
            nomination__unit=unit,
            nomination__subject=nomination.subject,
            nomination__subject_name=nomination.subject_name,
            lifted_at__isnull=True,
        ).count(),
        blocs=Bloc.objects.filter(province=nomination.bloc.province_id).count(),
        others=_others(nomination),
        ended=UnitEvent.objects.filter(
            unit=unit, kind__in=[UnitEvent.Kind.DISSOLVE, *MERGING], date__lte=day
        ).first(),
        is_registered=Registration.objects.filter(
            bloc=nomination.bloc, unit=unit, year=nomination.year, submitted_at__isnull=False
        ).exists(),
        files=frozenset(
            DossierFile.objects.filter(nomination=nomination).values_list("kind", flat=True)
        ),
        pause=dict(settings.pauses).get(nomination.award.code, 0),
        **(_votes(nomination) if settings.needs_ballot else {}),
    )


def _facts(nomination: Nomination) -> list[Fact]:
    rows = Fact.objects.filter(
        Q(subject=Subject.UNIT)
        | Q(subject=nomination.subject, subject_name__iexact=nomination.subject_name),
        unit=nomination.unit_id,
        year__gte=nomination.year - BACK,
        year__lte=nomination.year,
    )
    return list(rows.order_by("-pk"))


def _is_own(row: Fact, nomination: Nomination) -> bool:
    return (row.subject, row.subject_name.casefold()) == (
        nomination.subject,
        nomination.subject_name.casefold(),
    )


def _others(nomination: Nomination) -> list[Nomination]:
    """Other nominations of the same subject and year that have not ended; a decided one stands in
    the register."""
    rows = Nomination.objects.filter(
        unit=nomination.unit_id,
        subject=nomination.subject,
        subject_name=nomination.subject_name,
        year=nomination.year,
        register_entry__isnull=True,
    )
    rows = rows.exclude(pk=nomination.pk).exclude(state__in=Nomination.ENDS)
    return list(rows.select_related("award").order_by("pk"))


def _votes(nomination: Nomination) -> dict[str, Any]:
    """What the counted ballots say of a unit, where the bloc's rules ask for one."""
    if nomination.subject != Subject.UNIT:
        return {}
    ballots = counted_ballots(nomination.period, nomination.award.code)
    found = line_of(ballots, nomination.unit_id)
    if not found:
        return {"needs_vote": True}
    ballot, line = found
    return {
        "needs_vote": True,
        "votes": (line["votes"], (ballot.result or {}).get("base", 0)),
        "is_chosen": nomination.unit_id in chosen_by(ballots),
    }
