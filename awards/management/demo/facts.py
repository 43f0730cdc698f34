"""What the demonstration's units say of themselves, for the conditions. Invented, and said so."""

from typing import Any

from awards.actions.facts import set_facts
from awards.management.demo.scoring import leader
from awards.models import Fact
from units.models import Bloc

Kind, Rating = Fact.Kind, Fact.Rating
# Unit → people, women among them, Lao động tiên tiến, Chiến sĩ thi đua cơ sở of 2021.
PEOPLE = {
    "so-nnptnt": (86, 31, 78, 11),
    "so-xay-dung": (64, 24, 58, 8),
    "bql-kcn": (42, 15, 39, 5),
    "so-cong-thuong": (71, 28, 64, 9),
    "so-tnmt": (95, 36, 83, 12),
    "so-gtvt": (78, 22, 69, 10),
    "so-khcn": (48, 21, 44, 6),
    "cuc-qltt": (92, 27, 80, 11),
    "bqlda-gtxd": (55, 14, 47, 6),
}
BEHIND = ("so-tnmt", "bqlda-gtxd")
YEARS = (2020, 2021)


def write_facts(bloc: Bloc) -> None:
    """Every leader writes down people of the year and the ratings of two years."""
    if Fact.objects.filter(bloc=bloc).exists():
        return
    for row in bloc.memberships.select_related("unit").order_by("position"):
        for year in YEARS:
            values = _ratings(row.unit.slug, year)
            if year == YEARS[-1]:
                values |= _people(row.unit.slug)
            set_facts(bloc, row.unit, values, year=year, by=leader(row.unit))


def _people(slug: str) -> dict[str, tuple[Any, str]]:
    staff, women, advanced, fighters = PEOPLE[slug]
    report = "Báo cáo tổng kết năm 2021 của đơn vị (số liệu giả định)"
    counts = {
        Kind.STAFF: staff,
        Kind.WOMEN: women,
        Kind.STAFF_COMPLETE: staff,
        Kind.LDTT: advanced,
        Kind.CSTDCS: fighters,
        Kind.DISCIPLINED: 0,
    }
    exceeds = "0" if slug in BEHIND else "1"
    return {kind: (value, report) for kind, value in counts.items()} | {
        Kind.EXCEEDS: (exceeds, report)
    }


def _ratings(slug: str, year: int) -> dict[str, tuple[Any, str]]:
    notice = f"Thông báo xếp loại năm {year} (số liệu giả định)"
    rating = Rating.GOOD if slug in BEHIND else Rating.EXCELLENT
    return {Kind.RATING: (rating, notice), Kind.PARTY_RATING: (Rating.GOOD, notice)}
