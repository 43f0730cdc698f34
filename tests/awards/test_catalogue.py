"""The catalogue, and which law holds on both sides of each change."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from awards.models import Award, AwardBase, Regime, Rule
from awards.queries.regimes import legal_bases_on, regime_on
from emulation_bloc.lib.states import ActionError

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ((2017, 10, 1), "TDKT_2003"),
        ((2023, 12, 31), "TDKT_2003"),
        ((2024, 1, 1), "TDKT_2022_a"),
        ((2025, 6, 30), "TDKT_2022_a"),
        ((2025, 7, 1), "TDKT_2022_b"),
        ((2026, 9, 30), "TDKT_2022_b"),
        ((2026, 10, 1), "TDKT_2026"),
    ],
)
def test_regime_follows_from_the_day(day, code):
    assert regime_on(date(*day)).code == code


def test_no_regime_before_the_first():
    with pytest.raises(ActionError, match="30/09/2017"):
        regime_on(date(2017, 9, 30))


@pytest.mark.parametrize(
    ("day", "law", "decree"),
    [
        ((2023, 12, 31), "Luật Thi đua, Khen thưởng", "91/2017"),
        ((2024, 1, 1), "Luật Thi đua, khen thưởng", "98/2023"),
        ((2025, 6, 30), "Luật Thi đua, khen thưởng", "98/2023"),
        ((2025, 7, 1), "Luật Thi đua, khen thưởng", "152/2025"),
        ((2026, 10, 1), "Luật Thi đua, khen thưởng", "152/2025"),
    ],
)
def test_papers_cite_what_holds_on_their_day(day, law, decree):
    words = legal_bases_on(date(*day))

    assert words[0].startswith(law)
    assert [decree in row for row in words].count(True) == 1
    assert not any("2026" in row for row in words)


def test_titles_and_commendations_are_not_mixed():
    kinds = dict(Award.objects.values_list("code", "kind"))

    assert len(kinds) == 26
    assert (kinds["CTD_TINH"], kinds["BK_TINH"]) == ("title", "commendation")
    assert {kinds[code] for code in kinds if code.startswith("HC")} == {"commendation"}


def test_what_is_not_confirmed_is_marked():
    assert not Regime.objects.get(code="TDKT_2026").is_confirmed
    assert not AwardBase.objects.filter(regime__code="TDKT_2026", is_confirmed=True).exists()
    assert not AwardBase.objects.get(award__code="BK_TTCP", regime__code="TDKT_2022_b").is_confirmed


def test_a_condition_added_later_reaches_an_installation_that_has_the_others():
    Rule.objects.filter(code="C2").delete()
    switched = Rule.objects.filter(code="E5", is_on=False).first()
    Rule.objects.filter(pk=switched.pk).update(is_on=True)
    before = Rule.objects.count()

    import_module("awards.migrations.0007_fill_bloc_pause").fill(apps, None)

    assert set(Rule.objects.filter(code="C2").values_list("is_on", flat=True)) == {True}
    assert Rule.objects.count() == before + 4
    switched.refresh_from_db()
    assert switched.is_on
