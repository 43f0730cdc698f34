"""Conditions on units on both sides of each threshold, and which are applied under which law."""

import pytest

from awards.eligibility import TESTS, examined
from awards.eligibility.units import leaders_cap
from awards.models import Rule
from tests.awards.cases import REGIMES, ROWS, case, entry, fact, facts, said

LED = {"is_ranked": True, "rank": 1, "needs_vote": True, "votes": (8, 9), "is_chosen": True}


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, "fit"),
        ({"rank": 2}, "unfit"),
        ({"is_chosen": False}, "unfit"),
        ({"votes": None, "is_chosen": False}, "person"),
        ({"votes": None, "is_chosen": False, "needs_vote": False}, "fit"),
        ({"is_ranked": False, "rank": None}, "person"),
        ({"rank": None}, "person"),
        ({"is_disqualified": True}, "unfit"),
        ({"holds": 1}, "unfit"),
    ],
)
@pytest.mark.parametrize("award", ["CTD_TINH", "CTD_CP"])
def test_e1_first_chosen_and_not_held(award, changed, outcome):
    assert said("TDKT_2003", "E1", case(award=award, **LED | changed), award) == outcome


@pytest.mark.parametrize(
    ("value", "outcome"), [("khong", "person"), (0, "unfit"), (1, "fit"), ("112%", "fit")]
)
def test_e1_2_targets_are_exceeded(value, outcome):
    known = [] if value == "khong" else [fact("exceeds", value)]

    assert said("TDKT_2003", "E1.2", case(facts=known), "CTD_TINH") == outcome


@pytest.mark.parametrize(
    ("code", "award", "kind", "rating", "outcome"),
    [
        ("E1.3", "CTD_TINH", "party_rating", "done", "unfit"),
        ("E1.3", "CTD_TINH", "party_rating", "good", "fit"),
        ("E1.3", "CTD_TINH", "rating", "good", "person"),
        ("E3.2", "TTLDXS", "rating", "good", "unfit"),
        ("E3.2", "TTLDXS", "rating", "excellent", "fit"),
        ("E4.2", "TTLDTT", "rating", "done", "unfit"),
        ("E4.2", "TTLDTT", "rating", "good", "fit"),
        ("E4.2", "TTLDTT", "rating", "tốt", "person"),
    ],
)
def test_ratings_reach_their_step(code, award, kind, rating, outcome):
    assert said("TDKT_2022_b", code, case(facts=[fact(kind, rating)]), award) == outcome


@pytest.mark.parametrize(
    ("blocs", "most"),
    [(0, 0), (4, 0), (5, 1), (6, 1), (7, 1), (8, 1), (9, 1), (10, 2), (14, 2), (15, 3)],
)
def test_e2_a_fifth_of_the_leaders_rounded_down(blocs, most):
    assert leaders_cap("1/5", blocs) == most
    outcome = said("TDKT_2022_a", "E2", case(award="CTD_CP", blocs=blocs), "CTD_CP")
    assert outcome == ("fit" if most else "unfit")


STAFF = {"staff": 10, "staff_complete": 10, "ldtt": 7, "cstdcs": 1, "disciplined": 0}


@pytest.mark.parametrize(
    ("changed", "of_2003", "of_2022"),
    [
        ({}, "fit", "fit"),
        ({"staff_complete": 9}, "unfit", "unfit"),
        ({"ldtt": 6}, "unfit", "unfit"),
        ({"staff": 1000, "staff_complete": 1000, "ldtt": 699}, "unfit", "unfit"),
        ({"staff": 1000, "staff_complete": 1000, "ldtt": 700}, "fit", "fit"),
        ({"cstdcs": 0}, "unfit", "unfit"),
        ({"disciplined": 1}, "unfit", "fit"),
        ({"disciplined": None}, "person", "fit"),
        ({"staff": None}, "person", "person"),
        ({"staff": 0}, "person", "person"),
        ({"staff_complete": 11}, "person", "person"),
        ({"ldtt": None, "cstdcs": 0}, "unfit", "unfit"),
    ],
)
def test_e3_shares_of_the_staff(changed, of_2003, of_2022):
    tried = case(facts=facts(**STAFF | changed))

    found = [said(regime, "E3", tried, "TTLDXS") for regime in REGIMES]
    assert found == [of_2003, of_2022, of_2022, of_2022]


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, "fit"),
        ({"ldtt": 6}, "unfit"),
        ({"disciplined": 1}, "unfit"),
        ({"ldtt": None}, "person"),
    ],
)
def test_e4_advanced_collective(changed, outcome):
    tried = case(facts=facts(**STAFF | changed))

    assert {said(regime, "E4", tried, "TTLDTT") for regime in REGIMES} == {outcome}


@pytest.mark.parametrize(
    ("ratings", "had", "outcome"),
    [
        ({2020: "excellent", 2021: "excellent"}, [], "fit"),
        ({2020: "good", 2021: "excellent"}, [], "unfit"),
        ({2020: "excellent"}, [], "person"),
        ({2019: "excellent", 2021: "excellent"}, [], "person"),
        ({2021: "excellent"}, [("TTLDXS", 2020, "merit")], "fit"),
        ({2020: "good", 2021: "excellent"}, [("TTLDXS", 2020, "merit")], "fit"),
        ({2020: "good", 2021: "excellent"}, [("TTLDXS", 2020, "sudden")], "unfit"),
    ],
)
def test_e5_two_years_in_a_row(ratings, had, outcome):
    known = [fact("rating", text, year) for year, text in ratings.items()]
    tried = case(award="BK_TINH", facts=known, entries=[entry(*row) for row in had])

    assert said("TDKT_2022_b", "E5", tried, "BK_TINH") == outcome


@pytest.mark.parametrize(
    ("years", "outcome"), [((2020, 2021), "fit"), ((2021,), "person"), ((2019, 2020), "person")]
)
def test_e5_a_person_shows_titles_or_initiatives(years, outcome):
    titles = case(subject="person", award="BK_TINH", entries=[entry("CSTDCS", y) for y in years])
    known = [row for y in years for row in facts(y, rating="excellent", initiative="Phần mềm")]
    rated = case(subject="person", award="BK_TINH", facts=known)

    assert {said("TDKT_2022_b", "E5", one, "BK_TINH") for one in (titles, rated)} == {outcome}


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"theme": ""}, "person"),
        ({"theme": "Chuyển đổi số"}, "person"),
        ({"theme": "Chuyển đổi số", "files": frozenset({"movement"})}, "fit"),
        ({"theme": "Chuyển đổi số", "facts": [fact("movement", source="12/BC")]}, "fit"),
        ({"theme": "Chuyển đổi số", "facts": [fact("movement")]}, "person"),
    ],
)
def test_e6_a_movement_with_its_paper(given, outcome):
    tried = case(award="BK_TINH", reason="movement", **given)

    assert said("TDKT_2022_a", "E6", tried, "BK_TINH") == outcome
    assert said("TDKT_2022_a", "E5", tried, "BK_TINH") is None


def test_nothing_is_said_unfit_where_nothing_is_known():
    for row in ROWS:
        subject = row["params"].get("subjects", ["unit"])[0]
        reason = (row["reasons"] or ["merit"])[0]
        tried = case(award=row["award"] or "CTD_TINH", blocs=5, reason=reason, subject=subject)
        rule = Rule(**{name: row[name] for name in ("condition", "params", "reasons")})
        found = examined(tried, [rule])

        assert all(finding.outcome != "unfit" for _rule, finding in found), row["code"]
        assert all(finding.words for _rule, finding in found)


def test_a_kind_that_is_not_known_needs_a_person():
    assert examined(case(), [Rule(condition="thu")])[0][1].outcome == "person"


def test_every_rule_names_a_test_and_an_article():
    assert {row["condition"] for row in ROWS} - {"stated"} == set(TESTS)
    assert all(words for row in ROWS for words, _ok in row["articles"].values())


# Codes that are applied, by the law: what reference §1.4 and §7 confirm, and nothing of 2026 but
# what the bloc itself lays down.
APPLIED = {
    "TDKT_2003": "C1 C2 E1 E1.2 E1.3 E2 E3 E3.2 E7 E7.2 E8 E9",
    "TDKT_2022_a": "C1 C2 E1 E1.2 E1.3 E2 E3 E3.2 E4 E4.2 E5 E6 E7 E7.2 E8 E9 E11 N7 N8",
    "TDKT_2022_b": "C1 C2 E1 E1.2 E1.3 E2 E3 E3.2 E4 E4.2 E5 E6 E7 E7.2 E8 E9 E10 E11 E12 N1 N2 N3 "
    "N4 N5 N6 N7 N8",
    "TDKT_2026": "C2",
}


@pytest.mark.parametrize("regime", REGIMES)
def test_what_is_applied_under_which_law(regime):
    on = {row["code"] for row in ROWS if row["articles"].get(regime, ["", False])[1]}

    assert on == set(APPLIED[regime].split())
