"""Anomalies: planted ones are found, clean rounds raise few alarms."""

import random
from decimal import Decimal

from assessments.formulas.spread import (
    NOT_ENOUGH,
    Claim,
    Mark,
    gap_of,
    mad,
    spread_of,
    unproven,
)

D = Decimal
CRITERIA = {
    f"{place}": D(most) for place, most in enumerate([24, 10, 8, 8, 5, 3, 3, 4, 4, 2, 4, 3])
}
UNITS = 9
ROUNDS = 120


def played(seed, harsh=None, scattered=None, lean=0):
    """A round in which each of nine units scores the eight others: everybody has a small lean of
    their own and sees each criterion a little differently. `harsh` leans by `lean` per cent of the
    maximum besides; on the criterion `scattered` nobody agrees."""
    luck = random.Random(seed)
    own_lean = {scorer: luck.gauss(0, 1) for scorer in range(UNITS)}
    marks = []
    for unit in range(UNITS):
        for code, most in CRITERIA.items():
            merit = luck.uniform(70, 95)
            for scorer in range(UNITS):
                if scorer == unit:
                    continue
                noise = luck.gauss(0, 20 if code == scattered else 3)
                seen = merit + own_lean[scorer] + noise + (lean if scorer == harsh else 0)
                points = most * D(round(min(max(seen, 0), 100), 2)) / 100
                marks.append(Mark(scorer, unit, code, points.quantize(D("0.01")), most))
    luck.shuffle(marks)
    return marks


def test_planted_scorers_are_found_and_few_others_accused():
    planted = found = others = accused = 0

    for seed in range(ROUNDS):
        lean = -9 if seed % 2 else 9
        spread = spread_of(played(seed, harsh=seed % UNITS, lean=lean))
        for one in spread.scorers:
            if one.scorer == seed % UNITS:
                planted += 1
                found += one.is_odd and one.is_harsh == (lean < 0)
            else:
                others += 1
                accused += one.is_odd

    assert planted == ROUNDS
    assert found >= 0.95 * planted
    assert accused <= 0.05 * others


def test_planted_criteria_are_found_and_few_others_accused():
    planted = found = others = accused = 0

    for seed in range(ROUNDS):
        odd = str(seed % len(CRITERIA))
        for one in spread_of(played(seed, scattered=odd)).criteria:
            if one.code == odd:
                planted += 1
                found += one.is_odd
            else:
                others += 1
                accused += one.is_odd

    assert planted == ROUNDS
    assert found >= 0.95 * planted
    assert accused <= 0.05 * others


def test_clean_rounds_raise_an_alarm_in_one_of_twenty_at_most():
    alarms = 0

    for seed in range(1000, 1000 + ROUNDS):
        spread = spread_of(played(seed))
        alarms += any(one.is_odd for one in [*spread.scorers, *spread.criteria])

    assert alarms <= 0.05 * ROUNDS


def copied(seed, harsh=None):
    """A round as they often are: scorers repeat what was claimed and now and then take a fifth
    off; `harsh` does so most of the time."""
    luck = random.Random(seed)
    marks = []
    for unit in range(UNITS):
        for code, most in CRITERIA.items():
            for scorer in range(UNITS):
                if scorer != unit:
                    is_lower = luck.random() < (0.6 if scorer == harsh else 0.1)
                    points = most * D("0.8") if is_lower else most
                    marks.append(Mark(scorer, unit, code, points, most, most))
    return marks


def test_planted_scorers_are_found_where_everybody_copies_the_claim():
    found = accused = alarms = 0

    for seed in range(ROUNDS):
        odd = [
            one.scorer for one in spread_of(copied(seed, harsh=seed % UNITS)).scorers if one.is_odd
        ]
        found += seed % UNITS in odd
        accused += len([one for one in odd if one != seed % UNITS])
        clean = spread_of(copied(1000 + seed))
        alarms += any(one.is_odd for one in [*clean.scorers, *clean.criteria])

    assert found >= 0.95 * ROUNDS
    assert accused <= 0.05 * ROUNDS * (UNITS - 1)
    assert alarms <= 0.05 * ROUNDS


def test_planted_gaps_and_unproven_claims_are_all_found():
    luck = random.Random(7)
    planted, found, bare, listed = set(), set(), set(), []

    for unit in range(300):
        claimed = D(luck.randint(8000, 10000)) / 100
        is_wrong = luck.random() < 0.2
        off = D(luck.randint(500, 1500) if is_wrong else luck.randint(0, 499)) / 100
        planted |= {unit} if is_wrong else set()
        found |= {unit} if gap_of(unit, claimed, claimed - off, D(100), D(5)).is_over else set()
        is_bare = luck.random() < 0.2
        bare |= {unit} if is_bare else set()
        listed.append(Claim(unit, "1", D(10), D(10), 0 if is_bare else luck.randint(1, 3)))

    assert found == planted
    assert {claim.unit for claim in unproven(listed)} == bare


def test_order_of_marks_does_not_matter():
    marks = played(7, harsh=3, lean=-9)

    assert spread_of(marks) == spread_of(sorted(marks, key=lambda mark: (mark.code, mark.unit)))


def test_under_five_scorers_it_is_not_enough_to_judge():
    marks = [mark for mark in played(1) if mark.scorer < 4]

    spread = spread_of(marks)

    assert (spread.criteria, spread.scorers, spread.note) == ((), (), NOT_ENOUGH)
    assert spread_of([]).note == NOT_ENOUGH


def test_full_agreement_is_not_odd():
    marks = [Mark(scorer, 1, "1", D(8), D(10)) for scorer in range(6)]

    spread = spread_of(marks)

    assert not any(one.is_odd for one in [*spread.scorers, *spread.criteria])
    assert (spread.criteria[0].median, spread.criteria[0].mad) == (D(80), D(0))


def test_appraisers_who_score_alone_are_compared_with_what_was_claimed():
    marks = [
        Mark(scorer, scorer, str(code), D(5) if scorer == 5 else D(9), D(10), D(9))
        for scorer in range(6)
        for code in range(4)
    ]

    spread = spread_of(marks)

    assert [one.scorer for one in spread.scorers if one.is_harsh] == [5]
    assert spread_of([Mark(n, n, "1", D(1), D(10)) for n in range(6)]).note == NOT_ENOUGH


def test_penalties_are_measured_against_their_size():
    marks = [Mark(scorer, 1, "P", D(-2), D(-10), D(0)) for scorer in range(5)]

    assert spread_of(marks).criteria[0].median == D(-20)
    assert Mark(1, 1, "X", D(0), D(0)).share == 0


def test_gap_is_over_from_the_limit_on():
    at = gap_of(1, D("93.5"), D("88.5"), D(100), D(5))
    under = gap_of(2, D("93.5"), D("88.51"), D(100), D(5))
    empty = gap_of(3, D(0), D(0), D(0), D(5))

    assert (at.points, at.percent, at.is_over) == (D("-5.0"), D("5.00"), True)
    assert (under.percent, under.is_over) == (D("4.99"), False)
    assert (empty.percent, empty.is_over) == (D(0), False)


def test_full_marks_without_evidence_are_listed():
    claims = [
        Claim(2, "1", D(10), D(10), 0),
        Claim(1, "1", D(10), D(10), 1),
        Claim(1, "2", D("9.99"), D(10), 0),
        Claim(1, "3", None, D(10), 0),
        Claim(1, "P", D(0), D(-10), 0),
        Claim(1, "4", D(5), D(5), 0),
    ]

    assert [(one.unit, one.code) for one in unproven(claims)] == [(1, "4"), (2, "1")]


def test_mad_of_nothing_is_zero():
    assert mad([]) == 0
    assert mad([D(1), D(2), D(9)]) == 1
