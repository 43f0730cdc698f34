"""How close two neighbours are, against trying everything."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.formulas.closeness import STEP, Swap, changed, how_close
from assessments.formulas.standings import Entry, standing_key, standings
from assessments.formulas.totals import LeafLine, totals

D = Decimal
NOON = datetime(2021, 12, 10, 12, tzinfo=UTC)


def entry(unit, *lines, **rest):
    made = [
        LeafLine(code, "I", kind, D(most), None if points is None else D(points), counts)
        for code, kind, most, points, counts in lines
    ]
    return Entry(unit, tuple(made), **rest)


def test_closest_change_raises_the_lower_unit_by_one_step_more_than_the_gap():
    upper = entry(1, ("1", "yes_no", "10", "9", True), ("2", "yes_no", "10", "8", True))
    lower = entry(2, ("1", "yes_no", "10", "9", True), ("2", "yes_no", "10", "7.5", True))

    swap = how_close(upper, lower)

    assert swap == Swap(2, "1", D("9"), D("9.51"), 51)
    assert swap.delta == D("0.51")


def test_drawing_level_is_enough_where_the_written_order_helps():
    upper = entry(1, ("1", "yes_no", "10", "9", True), submitted_at=NOON + timedelta(1))
    lower = entry(2, ("1", "yes_no", "10", "8.5", True), submitted_at=NOON)

    assert how_close(upper, lower, tie_order=["submitted"]).steps == 50
    assert how_close(upper, lower).steps == 51


def test_rebasing_makes_a_step_of_a_unit_with_fewer_leaves_weigh_more():
    upper = entry(1, ("1", "yes_no", "10", "8", True), ("2", "yes_no", "10", "8", True))
    lower = entry(2, ("1", "yes_no", "10", "7.5", True), ("2", "yes_no", "10", None, False))

    assert how_close(upper, lower) == Swap(2, "1", D("7.5"), D("8.01"), 51)


def test_upper_unit_falls_where_the_lower_cannot_rise():
    upper = entry(1, ("1", "yes_no", "10", "9", True), ("T", "bonus", "5", "5", True))
    lower = entry(2, ("1", "yes_no", "10", "10", True), ("T", "bonus", "5", None, True))

    assert how_close(upper, lower) == Swap(1, "1", D("9"), D("4.99"), 401)


def test_no_single_leaf_may_be_enough():
    upper = entry(1, *[(str(n), "yes_no", "1", "1", True) for n in range(5)])
    lower = entry(2, *[(str(n), "yes_no", "1", "0", True) for n in range(5)])

    assert how_close(upper, lower) is None
    assert how_close(entry(1), entry(2)) is None


def test_leaf_worth_nothing_cannot_swap_anybody():
    nothing = ("1", "yes_no", "0", "0", True)

    assert how_close(entry(1, nothing), entry(2, nothing)) is None


def steps_of(entry, side):
    """Every change of every leaf within its bounds, smallest first."""
    for line in entry.lines:
        if not line.counts or line.points is None:
            continue
        least, most = line.bounds
        step = STEP if side == 0 else -STEP
        count, after = 1, line.points + step
        while least <= after <= most:
            yield count, side, line.code, Swap(entry.unit, line.code, line.points, after, count)
            count, after = count + 1, after + step


def brute_force(upper, lower, tie_order, full):
    """Try everything; keep what puts the lower unit first."""
    best = None
    for row in [*steps_of(lower, 0), *steps_of(upper, 1)]:
        above, below = changed(upper, row[3]), changed(lower, row[3])
        is_swapped = standing_key(below, totals(below.lines, full), tie_order) > standing_key(
            above, totals(above.lines, full), tie_order
        )
        if is_swapped and (best is None or row[:3] < best[:3]):
            best = row
    return best[3] if best else None


@st.composite
def units(draw, number):
    """A unit with two to four small leaves, perhaps a bonus and a penalty."""
    lines = []
    for place in range(draw(st.integers(2, 4))):
        most = draw(st.integers(5, 40))
        points = draw(st.none() | st.integers(0, most))
        kind = draw(st.sampled_from(["yes_no", "proportional"]))
        group = draw(st.sampled_from(["I", "II"]))
        value = None if points is None else D(points) / 100
        counts = draw(st.booleans()) or place == 0
        lines.append(LeafLine(str(place), group, kind, D(most) / 100, value, counts))
    if draw(st.booleans()):
        lines.append(LeafLine("T", "V", "bonus", D("0.1"), D(draw(st.integers(0, 10))) / 100))
    if draw(st.booleans()):
        lines.append(LeafLine("P", "V", "penalty", D("-0.1"), -D(draw(st.integers(0, 10))) / 100))
    late = draw(st.integers(0, 1))
    return Entry(number, tuple(draw(st.permutations(lines))), NOON + timedelta(late))


@settings(max_examples=400)
@given(
    units(1),
    units(2),
    st.lists(st.sampled_from(["group:I", "penalty", "quantitative", "submitted"]), unique=True),
    st.none() | st.just(D("1.5")),
)
def test_brute_force_agrees(one, two, tie_order, full):
    order = [row.unit for row in standings([one, two], tie_order=tie_order, full=full)]
    upper, lower = (one, two) if order == [1, 2] else (two, one)

    swap = how_close(upper, lower, tie_order=tie_order, full=full)

    assert swap == brute_force(upper, lower, tie_order, full)
    if swap:
        after = [changed(upper, swap), changed(lower, swap)]
        found = standings(after, tie_order=tie_order, full=full)
        assert [row.unit for row in found] == [lower.unit, upper.unit]
        assert found[0].rank < found[1].rank


@pytest.mark.parametrize("points", ["0", "5", "10"])
def test_change_stays_within_the_leaf(points):
    upper = entry(1, ("1", "yes_no", "10", "10", True))
    lower = entry(2, ("1", "yes_no", "10", points, True))

    swap = how_close(upper, lower)

    assert swap is None or 0 <= swap.after <= 10
