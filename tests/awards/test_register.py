"""The register of awards: entered once, annulled with a ground, carried over mergers by policy."""

from datetime import date, timedelta
from typing import Any

import pytest

from awards.actions.register import annul_entry, carry_over, register_award
from awards.models import RegisterEntry, UnitEvent
from awards.queries.history import awards_of
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.awards.factories import AwardFactory
from tests.factories import MembershipFactory
from units.models import BlocSettings, Unit

pytestmark = pytest.mark.django_db


def entered(unit: Unit, **values: Any) -> RegisterEntry:
    """An award of the unit decided yesterday."""
    day = clock.today() - timedelta(days=1)
    wanted = {"number": "12/QĐ-UBND", "date": day, "year": day.year, "reason": "merit"} | values
    return register_award(unit, AwardFactory(), by=None, **wanted)


@pytest.fixture
def merged() -> tuple[Unit, Unit, Unit]:
    """A unit in a bloc, and the two that it was merged from."""
    new = MembershipFactory(starts=date(2000, 1, 1)).unit
    old = [MembershipFactory().unit for _n in range(2)]
    for unit in old:
        UnitEvent.objects.create(
            unit=unit, successor=new, kind="merge", date=date(2001, 1, 1), decision="1/QĐ"
        )
    return new, old[0], old[1]


def test_an_award_is_entered_once() -> None:
    unit = MembershipFactory().unit
    first = entered(unit)
    assert entered(unit).pk == first.pk
    assert first.unit_name == unit.name
    assert awards_of(unit) == [first]
    assert awards_of(unit, until=first.date - timedelta(days=1)) == []


@pytest.mark.parametrize(
    "values", [{"number": " "}, {"year": 3000}, {"subject": "person"}, {"subject_name": "A"}]
)
def test_an_entry_needs_what_names_it(values: dict[str, Any]) -> None:
    with pytest.raises(ActionError):
        entered(MembershipFactory().unit, **values)


def test_an_annulled_award_stays_but_counts_no_more() -> None:
    entry = entered(MembershipFactory().unit)
    with pytest.raises(ActionError):
        annul_entry(entry, on=clock.today(), why=" ", by=None)
    annul_entry(entry, on=clock.today(), why="QĐ 5", by=None)
    assert awards_of(entry.unit) == []
    with pytest.raises(ActionError):
        annul_entry(entry, on=clock.today(), why="QĐ 6", by=None)


@pytest.mark.parametrize(
    ("policy", "one", "both"),
    [
        ("none", 0, 0),
        ("manual_with_document", 0, 0),
        ("inherit_best", 1, 2),
        ("inherit_if_all_predecessors", 0, 2),
    ],
)
def test_the_policy_says_what_a_merger_inherits(
    merged: tuple[Unit, Unit, Unit], policy: str, one: int, both: int
) -> None:
    new, first, second = merged
    bloc = new.memberships.get().bloc
    BlocSettings.objects.create(
        bloc=bloc, topic="awards", starts=date(2000, 1, 1), values={"inheritance": policy}
    )
    entered(first)
    assert len(awards_of(new)) == one
    entered(second)
    assert len(awards_of(new)) == both


def test_an_award_is_carried_over_by_a_document_and_annulled_with_it(
    merged: tuple[Unit, Unit, Unit],
) -> None:
    new, first, _second = merged
    entry = entered(first)
    with pytest.raises(ActionError):
        carry_over(entry, new, "", by=None)
    with pytest.raises(ActionError):
        carry_over(entry, MembershipFactory().unit, "CV 1", by=None)
    copy = carry_over(entry, new, "CV 1", by=None)
    assert carry_over(entry, new, "CV 1", by=None).pk == copy.pk
    assert awards_of(new) == [copy]
    annul_entry(entry, on=clock.today(), why="QĐ 5", by=None)
    assert awards_of(new) == []
