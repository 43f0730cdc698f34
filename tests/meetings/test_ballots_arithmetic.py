"""Thresholds on both sides, bases, rates, ties: the table of bloc practice §4.2 and more."""

from fractions import Fraction

import pytest

from meetings.queries.ballot_counting import (
    chosen_of,
    needed_votes,
    next_candidates,
    rate_text,
)
from units.models import AwardSettings
from units.queries import quotas

SHARES = ["1/2", "2/3", "7/10", "3/4", "4/5", "9/10"]
# Rows 7 to 10 as bloc practice §4.2 prints them, 5 and 6 by hand.
NEEDED = {
    5: [3, 4, 4, 4, 4, 5],
    6: [4, 4, 5, 5, 5, 6],
    7: [4, 5, 5, 6, 6, 7],
    8: [5, 6, 6, 6, 7, 8],
    9: [5, 6, 7, 7, 8, 9],
    10: [6, 7, 7, 8, 8, 9],
}
CASES = [
    (members, share, needed)
    for members, row in NEEDED.items()
    for share, needed in zip(SHARES, row, strict=True)
]


def rows(*votes: int) -> list[dict]:
    return [{"unit": place, "votes": number} for place, number in enumerate(votes, start=1)]


@pytest.mark.parametrize(("members", "share", "needed"), CASES)
def test_needed_votes_choose_and_one_less_does_not(members, share, needed):
    found = needed_votes(Fraction(share), members, is_above=share == "1/2")

    assert found == needed
    assert chosen_of(rows(needed), found, 1) == {"chosen": [1], "tied": [], "needs_round": False}
    assert chosen_of(rows(needed - 1), found, 1) == {
        "chosen": [],
        "tied": [],
        "needs_round": True,
    }


@pytest.mark.parametrize(
    ("share", "base", "is_above", "needed"),
    [("1/2", 8, False, 4), ("1/2", 8, True, 5), ("2/3", 0, False, 1), ("1", 9, False, 9)],
)
def test_above_asks_for_one_more_and_nobody_is_chosen_without_votes(share, base, is_above, needed):
    assert needed_votes(Fraction(share), base, is_above=is_above) == needed


@pytest.mark.parametrize(
    ("votes", "seats", "chosen", "tied", "needs_round"),
    [
        ((9, 8, 7), 2, [1, 2], [], False),
        ((7, 9, 8), 2, [2, 3], [], False),
        ((8, 8, 6), 2, [1, 2], [], False),
        ((9, 7, 7), 2, [1], [2, 3], True),
        ((7, 7, 7), 2, [], [1, 2, 3], True),
        ((7, 7, 5), 1, [], [1, 2], True),
        ((9, 5, 5), 2, [1], [], False),
        ((5, 5, 4), 1, [], [], True),
    ],
)
def test_the_seats_go_by_votes_and_a_tie_at_the_last_one_waits(
    votes, seats, chosen, tied, needs_round
):
    found = chosen_of(rows(*votes), 6, seats)

    assert found == {"chosen": chosen, "tied": tied, "needs_round": needs_round}


@pytest.mark.parametrize(
    ("votes", "seats", "units"),
    [
        ((5, 4, 3, 2), 1, [1, 2]),
        ((5, 3, 3, 2), 1, [1, 2, 3]),
        ((3, 3, 3, 3), 1, [1, 2, 3, 4]),
        ((5,), 2, [1]),
        ((7, 9, 7), 2, [1, 3]),
    ],
)
def test_next_round_has_the_tied_or_the_first_ones(votes, seats, units):
    listed = rows(*votes)
    result = {"rows": listed} | chosen_of(listed, 6, seats)

    assert sorted(next_candidates(result, seats)) == units


@pytest.mark.parametrize(
    ("votes", "base", "text"),
    [
        (6, 9, "66,67"),
        (1, 8, "12,50"),
        (9, 9, "100,00"),
        (0, 9, "0,00"),
        (1, 3, "33,33"),
        (0, 0, "0,00"),
        (1, 16, "6,25"),
        (1, 2000, "0,05"),
    ],
)
def test_rates_have_two_decimals_half_up(votes, base, text):
    assert rate_text(votes, base) == text


@pytest.mark.parametrize(
    ("members", "rounding", "numbers"),
    [
        (9, "down", [1, 4]),
        (10, "down", [1, 4]),
        (10, "up", [1, 5]),
        (10, "half", [1, 5]),
        (5, "down", [1, 2]),
        (6, "down", [1, 2]),
        (6, "up", [1, 3]),
        (1, "up", [1, 0]),
        (0, "up", [0, 0]),
        (7, "half", [1, 3]),
        (8, "half", [1, 4]),
    ],
)
def test_quotas_round_as_the_bloc_says(members, rounding, numbers):
    found = quotas(AwardSettings(rounding=rounding), members)

    assert found == list(zip(["CTD_TINH", "BK_TINH"], numbers, strict=True))


def test_quota_of_two_flags_and_half_of_the_rest():
    rows = (("CTD_CP", 1, ""), ("CTD_TINH", 1, ""), ("BK_TINH", 0, "1/2"))

    assert quotas(AwardSettings(quotas=rows), 9) == [("CTD_CP", 1), ("CTD_TINH", 1), ("BK_TINH", 3)]
