"""What holds for every figure: bounds, monotony, sums, re-basing, order, Decimal throughout."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.formulas import (
    PART_KINDS,
    Context,
    check_parts,
    clean_figures,
    inputs_of,
    score,
)
from assessments.formulas.columns import Columns, FinalRule, final_points, peers_result
from assessments.formulas.standings import Entry, standings
from assessments.formulas.totals import LeafLine, totals
from emulation_bloc.lib.numbers import plain, rounded

D = Decimal
CENT = D("0.01")
AMOUNT = st.decimals(min_value=0, max_value=10_000, places=4)
TARGET = st.decimals(min_value="0.0001", max_value=10_000, places=4)
POINTS = st.decimals(min_value=1, max_value=100, places=2)
COUNT = st.integers(0, 60)
LATE = st.integers(0, 15)


def part(kind, cap=None, **params):
    texts = {name: plain(v) if isinstance(v, Decimal) else v for name, v in params.items()}
    made = {"kind": kind, "label": "", "params": texts}
    return made if cap is None else {**made, "cap": plain(cap)}


def work(one, figures, most, kind="count", **context):
    """Points of a leaf of one part; whatever comes out is a Decimal of two places in bounds."""
    stored = {name: plain(v) if isinstance(v, Decimal) else str(v) for name, v in figures.items()}
    result = score(kind, [one], most, [stored], Context(**context))
    assert type(result.points) is Decimal
    assert result.points == result.points.quantize(CENT)
    assert min(most, D(0)) <= result.points <= max(most, D(0))
    assert type(result.parts[0].points) is Decimal
    assert result.formula
    return result.points


@given(POINTS, TARGET, AMOUNT, AMOUNT, st.integers(0, 100), st.sampled_from(["0", "0.5", "1"]))
def test_proportional_rises_with_what_was_reached(most, target, one, two, floor, excess):
    rule = part("proportional", points=most, floor=str(floor), per_excess=excess)
    less, more = sorted([one, two])

    low = work(rule, {"target": target, "actual": less}, most * 2)
    high = work(rule, {"target": target, "actual": more}, most * 2)

    assert low <= high
    assert work(rule, {"target": target, "actual": target}, most * 2) == most
    assert less * 100 >= floor * target or low == 0


@given(POINTS, TARGET, AMOUNT, TARGET)
def test_proportional_falls_with_the_target(most, target, actual, more):
    rule = part("proportional", points=most)

    high = work(rule, {"target": target, "actual": actual}, most)
    low = work(rule, {"target": target + more, "actual": actual}, most)

    assert low <= high


OTHERS = st.lists(st.tuples(st.none() | TARGET, st.none() | AMOUNT), max_size=8)


@given(POINTS, TARGET, AMOUNT, AMOUNT, OTHERS)
def test_relative_rises_and_only_an_exceeding_unit_has_more_than_half(
    most, target, one, two, others
):
    rule = part("relative", points=most)
    less, more = sorted([one, two])
    known = {"others": {0: others}, "is_settled": True}

    low = work(rule, {"target": target, "actual": less}, most, **known)
    high = work(rule, {"target": target, "actual": more}, most, **known)
    sure = work(rule, {"target": target, "actual": more}, most)

    assert low <= high
    assert sure <= high
    assert more > target or high <= rounded(Fraction(most) / 2)


@given(POINTS, st.lists(st.tuples(TARGET, TARGET), min_size=2, max_size=9), st.randoms())
def test_relative_gives_the_leader_everything_and_ignores_order(most, pairs, luck):
    rule = part("relative", points=most)
    got = []
    for place, (target, extra) in enumerate(pairs):
        others = [(t, t + e) for n, (t, e) in enumerate(pairs) if n != place]
        luck.shuffle(others)
        figures = {"target": target, "actual": target + extra}
        got.append(work(rule, figures, most, others={0: others}, is_settled=True))

    excesses = [Fraction(extra) / Fraction(target) for target, extra in pairs]
    assert max(got) == most
    assert [one == most for one in got].count(True) >= excesses.count(max(excesses))
    for one, first in zip(got, excesses, strict=True):
        for two, second in zip(got, excesses, strict=True):
            assert first < second or one >= two


@given(POINTS, st.lists(AMOUNT, min_size=1, max_size=9))
def test_no_target_gives_the_best_everything(most, amounts):
    got = []
    for place, own in enumerate(amounts):
        others = [(None, amount) for n, amount in enumerate(amounts) if n != place]
        rule = part("no_target", points=most)
        got.append(work(rule, {"actual": own}, most, others={0: others}, is_settled=True))

    assert max(got) == (most if max(amounts) else 0)
    assert [got[n] for n in sorted(range(len(got)), key=amounts.__getitem__)] == sorted(got)


@st.composite
def ladders(draw):
    bounds = sorted(draw(st.sets(st.integers(1, 120), min_size=1, max_size=6)), reverse=True)
    worth = sorted((draw(POINTS) for _ in bounds), reverse=True)
    keys = [draw(st.sampled_from(["least", "over"])) for _ in bounds]
    steps = [
        {key: str(bound), "points": plain(points)}
        for key, bound, points in zip(keys, bounds, worth, strict=True)
    ]
    return part("ladder", steps=steps, is_typed=True), worth[0]


@given(ladders(), AMOUNT, AMOUNT)
def test_ladder_rises_with_the_rate_and_gives_only_its_own_points(ladder, one, two):
    rule, most = ladder
    less, more = sorted([one, two])

    low, high = work(rule, {"rate": less}, most), work(rule, {"rate": more}, most)

    assert check_parts("ladder", [rule], most) == []
    assert low <= high
    assert {low, high} <= {D(0), *[D(step["points"]) for step in rule["params"]["steps"]]}


@given(POINTS, LATE, LATE)
def test_lateness_falls_with_the_days(most, one, two):
    rule = part("lateness", points=most, source="registration")
    fewer, more = sorted([one, two])

    high = work(rule, {}, most, late_days={"registration": fewer})
    low = work(rule, {}, most, late_days={"registration": more})

    assert low <= high
    assert (high == most) == (fewer == 0)


@pytest.mark.parametrize("kind", ["count", "bonus"])
@given(per=POINTS, cap=POINTS, one=COUNT, two=COUNT)
def test_count_and_bonus_rise_up_to_the_cap(kind, per, cap, one, two):
    rule = part(kind, cap=cap, per=per)
    fewer, more = sorted([one, two])

    low, high = work(rule, {"count": fewer}, cap), work(rule, {"count": more}, cap)

    assert low <= high
    assert high == min(per * more, cap)


@given(POINTS, POINTS, COUNT, COUNT)
def test_penalty_falls_down_to_the_cap(per, cap, one, two):
    rule = part("penalty", cap=-cap, per=per)
    fewer, more = sorted([one, two])

    high = work(rule, {"count": fewer}, -cap, kind="penalty")
    low = work(rule, {"count": more}, -cap, kind="penalty")

    assert low <= high
    assert low == max(-per * more, -cap)


@given(POINTS, POINTS, st.integers(0, 100), COUNT, COUNT)
def test_deduction_falls_and_keeps_what_must_stay(most, per, share, one, two):
    least = rounded(Fraction(most) * share / 100)
    rule = part("deduction", points=most, per=per, least=least)
    fewer, more = sorted([one, two])

    high, low = work(rule, {"count": fewer}, most), work(rule, {"count": more}, most)

    assert least <= low <= high <= most
    assert high == max(most - per * fewer, least)


@given(POINTS, st.sampled_from(["yes", "no"]))
def test_yes_no_and_classes_give_what_they_say(most, answer):
    steps = [{"name": "yes", "points": plain(most)}, {"name": "no", "points": "0"}]

    assert work(part("yes_no", points=most), {"yes": answer}, most) == (
        most if answer == "yes" else 0
    )
    assert work(part("classes", steps=steps), {"choice": answer}, most) == (
        most if answer == "yes" else 0
    )


def test_every_kind_has_its_property():
    assert set(PART_KINDS) == {
        "proportional", "relative", "no_target", "ladder", "classes", "lateness", "yes_no",
        "count", "bonus", "penalty", "deduction", "points",
    }  # fmt: skip


@given(st.lists(st.tuples(POINTS, TARGET, AMOUNT), min_size=1, max_size=6), POINTS)
def test_leaf_is_the_exact_sum_of_its_parts_rounded_once(rows, most):
    parts = [part("proportional", points=points) for points, _, _ in rows]
    figures = [{"target": plain(t), "actual": plain(a)} for _, t, a in rows]
    exact = sum((Fraction(p) * min(Fraction(a) / Fraction(t), 1) for p, t, a in rows), Fraction(0))

    result = score("proportional", parts, most, figures)

    assert result.points == rounded(min(exact, Fraction(most)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "label", "params", "cap", "points", "steps", "per", "x"]),
            inner | st.sampled_from([*PART_KINDS, "5", "10", "-5"]),
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.sampled_from(["yes_no", "bonus", "penalty", "group"]), JSON, JSON)
def test_nonsense_gets_sentences_and_never_an_exception(kind, parts, figures):
    rows = figures if isinstance(figures, list) else [figures]
    listed = parts if isinstance(parts, list) else [parts]

    wrong = check_parts(kind, parts, D(10))
    result = score(kind, listed, D(10), rows)

    assert all(one.endswith(".") for one in wrong)
    assert result.points is None or result.points == result.points.quantize(CENT)
    assert len(inputs_of(kind, listed)) == len(listed or [1])


EVERY = [
    part("proportional", points="5"),
    part("classes", steps=[{"name": " Tốt ", "points": "5"}]),
    part("yes_no", points="5"),
    part("count", per="5"),
    part("points"),
]
TYPED = st.text(max_size=12) | st.sampled_from(["97,5", "97.5", "-1", "1.234", "Có", "tốt", "3"])


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(
    ["p0-target", "p0-actual", "p1-choice", "p2-yes", "p3-count", "p4-points", "p9-x", "note"]
), TYPED))  # fmt: skip
def test_what_is_typed_is_taken_or_named_and_what_is_taken_can_be_read(raw):
    figures, errors = clean_figures("count", EVERY, D(100), raw)
    result = score("count", EVERY, D(100), figures)

    for key, text in raw.items():
        if key == "note" or (not text.strip() and key != "p9-x"):
            continue
        place, _, name = key.removeprefix("p").partition("-")
        is_taken = int(place) < len(figures) and name in figures[int(place)]
        assert is_taken != (key in errors)
    assert not [one for one in result.lacks if "không đọc được" in one]


@st.composite
def units(draw, number):
    lines = []
    for place in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(["yes_no", "relative", "bonus", "penalty"]))
        most = draw(st.decimals(min_value=1, max_value=50, places=2))
        points = (most * draw(st.integers(0, 100)) / 100).quantize(CENT)
        sign = -1 if kind == "penalty" else 1
        group = draw(st.sampled_from(["I", "II"]))
        counts = draw(st.booleans())
        value = draw(st.none() | st.just(sign * points))
        lines.append(LeafLine(str(place), group, kind, sign * most, value, counts))
    return Entry(number, tuple(lines), is_disqualified=draw(st.booleans()))


@given(units(1), st.randoms())
def test_parent_is_the_sum_of_its_leaves_in_any_order(unit, luck):
    shuffled = list(unit.lines)
    luck.shuffle(shuffled)

    sums = totals(unit.lines)

    assert totals(shuffled) == sums
    assert sum(sums.groups.values(), D(0)) == sums.standard
    assert sums.total == sum((line.points or D(0) for line in unit.lines if line.counts), D(0))
    assert type(sums.total) is type(sums.rate) is type(sums.rebased) is Decimal
    assert 0 <= sums.rate <= 100
    assert 0 <= sums.assigned <= sums.full


@given(units(1))
def test_rebasing_changes_nothing_where_everything_applies_and_keeps_the_rate(unit):
    sums = totals(unit.lines)
    on_scale = sums.exact_rebased - Fraction(sums.bonus) - Fraction(sums.penalty)

    if sums.assigned == sums.full:
        assert sums.rebased == sums.total
    if sums.assigned:
        assert on_scale * 100 / Fraction(sums.full) == sums.exact_rate
    assert on_scale >= Fraction(sums.standard)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=12).flatmap(
    lambda seeds: st.tuples(*[units(n) for n in range(len(seeds))])
), st.randoms())  # fmt: skip
def test_ranks_are_a_competition_and_do_not_depend_on_the_order_of_input(entries, luck):
    shuffled = list(entries)
    luck.shuffle(shuffled)

    found = standings(entries, tie_order=["group:I", "penalty"])

    assert standings(shuffled, tie_order=["group:I", "penalty"]) == found
    ranked = [one for one in found if one.rank is not None]
    for one in ranked:
        better = [two for two in ranked if two.rank < one.rank]
        assert one.rank == 1 + len(better)
        assert all(two.totals.exact_rebased >= one.totals.exact_rebased for two in better)


SCORES = st.lists(st.none() | st.decimals(min_value=0, max_value=10, places=2), max_size=9)


@given(SCORES, st.sampled_from(["mean", "trimmed", "median"]), st.randoms())
def test_peers_result_lies_between_its_scores_whatever_their_order(scores, method, luck):
    shuffled = [*scores, None]
    luck.shuffle(shuffled)
    given_scores = [one for one in scores if one is not None]

    result = peers_result(scores, method)

    assert peers_result(shuffled, method) == result
    assert result.count == len(given_scores)
    assert not given_scores or min(given_scores) <= result.points <= max(given_scores)


@given(SCORES, st.decimals(min_value=0, max_value=10, places=2), st.integers(0, 100))
def test_weighted_final_lies_between_its_columns(peers, own, weight):
    rule = FinalRule("weighted", "mean", D(weight), D(100 - weight), D(0))
    columns = Columns(self_points=own, peers=tuple(peers))
    result = peers_result(peers).points
    between = [own] if result is None else [own, result]

    final = final_points(columns, rule)

    assert min(between) <= final.points <= max(between)
