"""Units over the years: one line a unit, one column a period, names as they were."""

from dataclasses import dataclass

from assessments.queries import charts
from assessments.queries.frozen import PastPlace, places_of, present_names
from units.models import Period, User


@dataclass(frozen=True)
class YearLine:
    """One unit: its names of today, and its place in each period (None where it had none)."""

    name: str
    full_name: str
    places: list[PastPlace | None]
    periods: list[str]

    @property
    def cells(self) -> list[tuple[str, PastPlace | None]]:
        """Each period with the unit's place in it."""
        return list(zip(self.periods, self.places, strict=True))

    @property
    def former_names(self) -> list[str]:
        """Official names that differ from today's, the oldest first, each once."""
        told = [place.name for place in self.places if place]
        return [name for name in dict.fromkeys(told) if name != self.full_name]


@dataclass(frozen=True)
class OverYears:
    """The periods from the oldest to the newest, and the units."""

    periods: list[str]
    lines: list[YearLine]

    @property
    def has_ranks(self) -> bool:
        """Whether there is anything to draw: ranks in at least one period."""
        return any(place and place.rank for line in self.lines for place in line.places)


def over_years(period: Period, user: User) -> OverYears:
    """All periods of this kind in the bloc, as far as the person may see them: four queries."""
    places = places_of(period, user)
    periods = list(dict.fromkeys(place.period for place in places))
    names = present_names({place.unit_id for place in places})
    by_unit: dict[int, dict[str, PastPlace]] = {}
    for place in places:
        by_unit.setdefault(place.unit_id, {})[place.period] = place
    lines = [
        YearLine(*names[unit], [own.get(one) for one in periods], periods)
        for unit, own in by_unit.items()
    ]
    return OverYears(periods, sorted(lines, key=_last_rank))


def _last_rank(line: YearLine) -> tuple[int, str]:
    last = line.places[-1] if line.places else None
    return (last.rank if last and last.rank else 999, line.name)


def rank_chart(years: OverYears) -> str:
    """The ranks of each unit from period to period."""
    units = [
        (line.name, [place.rank if place else None for place in line.places])
        for line in years.lines
    ]
    return charts.rank_over_periods(years.periods, units)
