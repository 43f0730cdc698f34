"""From a unit's own total to the final one, adding up to the hundredth."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.formulas.columns import Columns, FinalRule, final_points
from assessments.formulas.why import ColumnsLine, Step, account_of

D = Decimal


def line(code, kind="yes_no", most="10", counts=True, **columns):
    made = {name: None if value is None else D(value) for name, value in columns.items()}
    return ColumnsLine(code, "I", kind, D(most), Columns(**made), counts)


def test_account_names_each_hand_that_changed_a_leaf():
    lines = [
        line("1", self_points="9", appraisal_1="8", appraisal_2="8.5", agreement="8.5"),
        line("2", self_points="7", appraisal_1="7", adjustment="6.25"),
        line("3", self_points=None, appraisal_1="4"),
    ]

    account = account_of(lines, FinalRule())

    assert account.steps == (
        Step("appraisal_1", "1", D(9), D(8), D(-1)),
        Step("appraisal_1", "3", None, D(4), D(4)),
        Step("appraisal_2", "1", D(8), D("8.5"), D("0.5")),
        Step("adjustment", "2", D(7), D("6.25"), D("-0.75")),
    )
    assert (account.self_total, account.total, account.rebasing) == (D(16), D("18.75"), D(0))
    assert account.adds_up


def test_account_has_a_line_for_rebasing():
    lines = [line("1", self_points="7"), line("2", self_points="9", counts=False)]

    account = account_of(lines, FinalRule())

    assert (account.self_total, account.total) == (D(7), D(7))
    assert (account.rebasing, account.rebased) == (D("7.00"), D("14.00"))
    assert (account.assigned, account.full) == (D(10), D(20))
    assert account.adds_up


def test_account_shows_the_weighting_unless_it_was_set_aside():
    rule = FinalRule("weighted")
    peers = {"self_points": D(9), "appraisal_1": D(8), "peers": (D(6), D(7))}
    agreed = Columns(**peers, agreement=D("7.9"))
    lines = [
        ColumnsLine("1", "I", "yes_no", D(10), Columns(**peers)),
        ColumnsLine("2", "I", "yes_no", D(10), agreed),
    ]

    account = account_of(lines, rule)

    assert [(step.column, step.code, step.after) for step in account.steps] == [
        ("appraisal_1", "1", D(8)),
        ("appraisal_1", "2", D(8)),
        ("weighted", "1", D("7.40")),
        ("agreement", "2", D("7.9")),
    ]
    assert account.adds_up


POINTS = st.none() | st.decimals(min_value=0, max_value=10, places=2)


@st.composite
def lines_of_a_unit(draw):
    made = []
    for place in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["yes_no", "yes_no", "bonus", "penalty"]))
        sign = -1 if kind == "penalty" else 1
        values = [draw(POINTS) for _ in range(5)]
        own, first, second, agreed, adjusted = [
            None if value is None else sign * value for value in values
        ]
        peers = tuple(
            None if value is None else sign * value for value in draw(st.lists(POINTS, max_size=5))
        )
        columns = Columns(own, first, second, peers, agreed, adjusted)
        counts = draw(st.booleans())
        made.append(ColumnsLine(str(place), "I", kind, sign * D(10), columns, counts))
    return made


RULES = st.builds(
    FinalRule,
    st.sampled_from(["last", "weighted", "appraisal"]),
    st.sampled_from(["mean", "trimmed", "median"]),
    *[st.integers(0, 100).map(Decimal)] * 3,
)


@given(lines_of_a_unit(), RULES, st.none() | st.integers(1, 1000).map(Decimal))
def test_account_adds_up_for_every_unit_and_rule(lines, rule, full):
    account = account_of(lines, rule, full)

    assert account.adds_up
    for amount in (account.self_total, account.total, account.rebasing, account.rebased):
        assert amount == amount.quantize(D("0.01"))
    finals = {one.code: final_points(one.columns, rule).points for one in lines if one.counts}
    last = {one.code: one.columns.self_points for one in lines if one.counts}
    for step in account.steps:
        assert last[step.code] == step.before
        last[step.code] = step.after
    assert last == finals
