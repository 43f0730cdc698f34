"""Conditions on persons, past awards, discipline and leave, on both sides of each threshold."""

from datetime import date

import pytest

from awards.eligibility import TESTS
from awards.eligibility.persons import fighters_cap
from awards.models import UnitEvent
from tests.awards.cases import REGIMES, case, entry, fact, facts, nominated, said
from units.models import Unit


def test_e7_the_cap_is_a_share_rounded_down():
    assert [fighters_cap("15/100", n) for n in (6, 7, 13, 14, 19, 20)] == [0, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("own", "unit", "of_2003", "of_2022"),
    [
        ({"initiative": "A"}, {"ldtt": 20, "cstdcs": 3}, "fit", "fit"),
        ({"initiative": "A"}, {"ldtt": 20, "cstdcs": 4}, "unfit", "fit"),
        ({"initiative": "A"}, {"ldtt": 6, "cstdcs": 0}, "fit", "fit"),
        ({"initiative": "A"}, {"ldtt": 20}, "person", "fit"),
        ({"rating": "excellent"}, {"ldtt": 20, "cstdcs": 3}, "person", "fit"),
        ({"rating": "good"}, {"ldtt": 20, "cstdcs": 3}, "person", "person"),
        ({}, {"ldtt": 20, "cstdcs": 3}, "person", "person"),
    ],
)
def test_e7_grassroots_fighter(own, unit, of_2003, of_2022):
    tried = case(
        subject="person", award="CSTDCS", facts=facts(**own), unit_facts=facts(**unit)
    )  # fmt: skip

    found = [said(regime, "E7", tried, "CSTDCS") for regime in REGIMES]
    assert found == [of_2003, of_2022, of_2022, of_2022]


def test_e7_what_was_entered_last_counts():
    newest_first = [fact("cstdcs", 3), fact("cstdcs", 9), fact("ldtt", 20)]
    tried = case(subject="person", facts=facts(initiative="A"), unit_facts=newest_first)

    assert said("TDKT_2003", "E7", tried, "CSTDCS") == "fit"


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"entries": [entry("LDTT", 2021)]}, "fit"),
        ({"entries": [entry("LDTT", 2020)]}, "person"),
        ({"others": [nominated("LDTT")]}, "fit"),
    ],
)
def test_e7_2_advanced_worker_of_the_same_year(given, outcome):
    assert said("TDKT_2022_b", "E7.2", case(subject="person", **given), "CSTDCS") == outcome


@pytest.mark.parametrize(
    ("years", "initiative", "outcome"),
    [
        ((2019, 2020, 2021), 2021, "fit"),
        ((2019, 2020, 2021), 2019, "fit"),
        ((2019, 2020, 2021), 2018, "person"),
        ((2018, 2019, 2020), 2021, "person"),
        ((2018, 2020, 2021), 2021, "person"),
    ],
)
def test_e8_three_times_in_a_row(years, initiative, outcome):
    tried = case(
        subject="person", award="CSTDT", entries=[entry("CSTDCS", year) for year in years],
        facts=[fact("initiative", "A", initiative)],
    )  # fmt: skip

    assert said("TDKT_2022_b", "E8", tried, "CSTDT") == outcome


@pytest.mark.parametrize(
    ("years", "outcome"),
    [
        ((2018, 2021), "fit"), ((2017, 2021), "person"), ((2014, 2018, 2021), "fit"),
        ((2021,), "person"), ((2019, 2022), "person"),
    ],
)  # fmt: skip
def test_e9_the_last_two_follow_each_other(years, outcome):
    entries = [entry("CSTDT", year) for year in years]
    tried = case(subject="person", award="CSTDTQ", entries=entries)

    assert said("TDKT_2003", "E9", tried, "CSTDTQ") == outcome


@pytest.mark.parametrize(
    ("award", "had", "outcome"),
    [
        ("BK_TINH", [], "fit"),
        ("BK_TINH", [("TTLDXS", 2020, "merit")], "fit"),
        ("BK_TINH", [("TTLDXS", 2020, "sudden")], "unfit"),
        ("BK_TINH", [("TTLDXS", 2020, "movement"), ("TTLDXS", 2021, "merit")], "fit"),
        ("BK_TINH", [("TTLDXS", 2019, "sudden")], "fit"),
        ("CTD_TINH", [("BK_TINH", 2020, "movement")], None),
    ],
)
def test_e10_sudden_awards_are_no_evidence_of_merit(award, had, outcome):
    tried = case(award=award, entries=[entry(*row) for row in had])

    assert said("TDKT_2022_b", "E10", tried) == outcome


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({}, "fit"),
        ({"entries": [entry("CTD_TINH", 2021)]}, "unfit"),
        ({"entries": [entry("CTD_TINH", 2020)]}, "fit"),
        ({"entries": [entry("TTLDXS", 2021)]}, "fit"),
        ({"others": [nominated("CTD_TINH")]}, "unfit"),
        ({"others": [nominated("BK_TINH", reason="movement", theme="Bão")]}, "fit"),
    ],
)
def test_e11_one_achievement_one_award(given, outcome):
    assert said("TDKT_2022_a", "E11", case(award="BK_TINH", **given)) == outcome


@pytest.mark.parametrize(("theme", "outcome"), [("phòng, chống bão", "unfit"), ("Bão", "fit")])
def test_e11_the_theme_tells_an_achievement(theme, outcome):
    had = [entry("GK", 2021, "sudden", theme="Phòng, chống bão ")]
    tried = case(award="BK_TINH", reason="sudden", theme=theme, entries=had)

    assert said("TDKT_2022_b", "E11", tried) == outcome


def test_e11_a_flag_stands_beside_the_title_it_rests_on():
    tried = case(award="CTD_TINH", entries=[entry("TTLDXS", 2021)])

    assert said("TDKT_2022_b", "E11", tried) == "fit"


@pytest.mark.parametrize(
    ("award", "ends", "outcome"),
    [
        ("CTD_TINH", None, "fit"),
        ("CTD_TINH", date(2020, 12, 31), "fit"),
        ("CTD_TINH", date(2021, 1, 1), "person"),
        ("CTD_TINH", date(2021, 12, 30), "person"),
        ("CTD_TINH", date(2021, 12, 31), "unfit"),
        ("CTD_TINH", date(2022, 2, 1), "unfit"),
        ("CSTDT", date(2018, 12, 31), "fit"),
        ("CSTDT", date(2019, 1, 1), "unfit"),
    ],
)
def test_e12_discipline_moves_the_counted_time(award, ends, outcome):
    known = [fact("discipline_end", ends=ends)] if ends else []

    assert said("TDKT_2022_b", "E12", case(award=award, facts=known)) == outcome


@pytest.mark.parametrize(
    ("award", "given", "outcome"),
    [
        ("CTD_CP", {}, "fit"),
        ("CTD_CP", {"entries": [entry("BK_TTCP", 2021)]}, "unfit"),
        ("CTD_CP", {"entries": [entry("BK_TTCP", 2020)]}, "fit"),
        ("CTD_CP", {"entries": [entry("BK_TTCP", 2021, "sudden")]}, "fit"),
        ("CTD_CP", {"entries": [entry("BK_TINH", 2021)]}, "fit"),
        ("CTD_CP", {"others": [nominated("BK_TTCP")]}, "unfit"),
        ("CTD_CP", {"reason": "sudden", "entries": [entry("BK_TTCP", 2021)]}, None),
        ("BK_TINH", {"entries": [entry("BK_TTCP", 2021)]}, None),
    ],
)
def test_e13_one_state_award_a_year(award, given, outcome):
    assert said("TDKT_2022_b", "E13", case(award=award, **given)) == outcome


@pytest.mark.parametrize(
    ("kind", "into", "outcome"),
    [
        (UnitEvent.Kind.DISSOLVE, None, "unfit"),
        (UnitEvent.Kind.MERGE, Unit(pk=2, name="Sở Xây dựng"), "person"),
        (UnitEvent.Kind.ABSORB, Unit(pk=2, name="Sở Xây dựng"), "person"),
    ],
)
def test_e14_a_unit_that_is_no_more(kind, into, outcome):
    event = UnitEvent(kind=kind, successor=into, date=date(2021, 3, 1), decision="12/QĐ-UBND")

    assert said("TDKT_2022_b", "E14", case()) == "fit"
    assert said("TDKT_2022_b", "E14", case(ended=event)) == outcome


@pytest.mark.parametrize(("holds", "outcome"), [(0, "fit"), (1, "unfit")])
def test_n3_holds(holds, outcome):
    assert said("TDKT_2022_b", "N3", case(holds=holds)) == outcome


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({"months": 12, "days_off": 0}, None),
        ({"months": 6}, "person"),
        ({"days_off": 120}, "person"),
    ],
)
def test_n5_leave_is_looked_at_by_a_person(known, outcome):
    assert said("TDKT_2022_b", "N5", case(subject="person", facts=facts(**known))) == outcome


@pytest.mark.parametrize(
    ("known", "tied", "told"),
    [
        ({"staff": 10, "women": 7}, True, "được ưu tiên"),
        ({"staff": 100, "women": 69}, True, "không thuộc diện ưu tiên"),
        ({"staff": 10}, True, "chưa có số lao động nữ"),
        ({"staff": 10, "women": 7}, False, None),
    ],
)
def test_n6_women_go_first_on_a_tie(known, tied, told):
    found = TESTS["women"](case(facts=facts(**known), is_tied=tied), {"share": "7/10"})

    assert told in found.words if told else found is None


@pytest.mark.parametrize(
    ("year", "text", "outcome"),
    [(2020, "Phần mềm A ", "unfit"), (2020, "Phần mềm B", "fit"), (2021, "Phần mềm A", "fit")],
)
def test_n8_an_initiative_serves_once(year, text, outcome):
    known = [fact("initiative", "phần mềm A"), fact("initiative", text, year)]

    assert said("TDKT_2022_b", "N8", case(subject="person", facts=known)) == outcome


@pytest.mark.parametrize(
    ("day", "outcome"), [(date(2021, 12, 19), "unfit"), (date(2021, 12, 20), "fit")]
)
def test_n10_time_runs_from_the_last_decision(day, outcome):
    tried = case(award="BK_TINH", entries=[entry("BK_TINH", 2016)], day=day)

    assert TESTS["since_last"](tried, {"years": {"BK_TINH": 5}}).outcome == outcome
    assert said("TDKT_2003", "N10", tried) == "fit"


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize(
    ("pause", "last", "outcome"),
    [(0, 2020, None), (1, 2020, "unfit"), (1, 2019, "fit"), (2, 2019, "unfit"), (2, 2021, "fit")],
)
def test_c2_the_bloc_names_the_years_until_the_same_award_again(regime, pause, last, outcome):
    had = [entry("BK_TINH", last), entry("CTD_TINH", 2020)]

    assert said(regime, "C2", case(award="BK_TINH", entries=had, pause=pause)) == outcome


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ([fact("rating", "good", source="12/KL-ĐU")], "fit"),
        ([fact("rating", "good")], "person"),
        ([], "person"),
    ],
)
def test_n12_a_rating_has_its_paper(known, outcome):
    assert said("TDKT_2022_b", "N12", case(facts=known)) == outcome


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({"months": 10, "days_off": 39}, "fit"),
        ({"months": 9, "days_off": 0}, "unfit"),
        ({"months": 12, "days_off": 40}, "unfit"),
        ({"months": 12, "days_off": 0, "disciplined": 1}, "unfit"),
        ({"months": 12}, "person"),
    ],
)
def test_n13_who_worked_too_little(known, outcome):
    tried = case(subject="person", award="LDTT", facts=facts(**known))

    assert TESTS["worked_enough"](tried, {"months": 10, "days": 40}).outcome == outcome


@pytest.mark.parametrize(("registered", "outcome"), [(True, "fit"), (False, "person")])
def test_n13_titles_rest_on_a_registration(registered, outcome):
    assert TESTS["registered"](case(is_registered=registered), {}).outcome == outcome
