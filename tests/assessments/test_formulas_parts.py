"""Each kind of part, worked out by hand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from assessments.formulas import Context, check_parts, late_days, score

DUE = datetime(2021, 7, 10, 17, 0, tzinfo=UTC)


def part(kind, cap=None, label="", **params):
    made = {"kind": kind, "label": label, "params": params}
    return made if cap is None else {**made, "cap": cap}


def worked(one, figures, most="60", kind="proportional", **context):
    assert check_parts(kind, [one], Decimal(most)) == []
    return score(kind, [one], Decimal(most), [figures], Context(**context))


@pytest.mark.parametrize(
    ("target", "actual", "points", "formula"),
    [
        ("100", "96.5", "57.90", "60 × 96,5 / 100 = 57,90"),
        ("100", "100", "60.00", "Đạt 100% kế hoạch = 60,00"),
        ("80", "100", "60.00", "Đạt 125% kế hoạch = 60,00"),
        ("41.5", "44.2", "60.00", "Đạt 106,51% kế hoạch = 60,00"),
        ("100", "50", "30.00", "60 × 50 / 100 = 30,00"),
        ("100", "49.9", "0.00", "Đạt 49,9%, dưới 50% = 0,00"),
        ("7", "4", "34.29", "60 × 4 / 7 = 34,2857; làm tròn 34,29"),
    ],
)
def test_proportional_follows_the_plan_and_falls_to_zero_under_the_floor(
    target, actual, points, formula
):
    result = worked(
        part("proportional", points="60", floor="50"), {"target": target, "actual": actual}
    )

    assert (result.points, result.formula) == (Decimal(points), formula)


def test_proportional_may_count_a_share_of_the_excess_up_to_its_cap():
    one = part("proportional", cap="60", points="40", per_excess="1")

    assert worked(one, {"target": "100", "actual": "110"}).points == Decimal("44.00")
    assert worked(one, {"target": "100", "actual": "300"}).points == Decimal("60.00")


@pytest.mark.parametrize("kind", ["proportional", "relative", "ladder"])
@pytest.mark.parametrize("target", ["0", "0.0000"])
def test_target_of_zero_gives_no_points_and_says_why(kind, target):
    params = {"steps": [{"points": "60"}]} if kind == "ladder" else {"points": "60"}

    result = worked(part(kind, **params), {"target": target, "actual": "5"})

    assert result.points is None
    assert "Kế hoạch bằng 0" in result.lacks[0]


@pytest.mark.parametrize(
    ("kind", "params"),
    [("proportional", {"points": "60"}), ("ladder", {"steps": [{"over": "95", "points": "60"}]})],
)
def test_target_of_zero_may_mean_that_nothing_was_due(kind, params):
    one = part(kind, full_when_none=True, **params)

    result = worked(one, {"target": "0", "actual": "0"})

    assert (result.points, result.formula) == (60, "Không phát sinh = 60,00")


@pytest.mark.parametrize(
    ("actual", "points"),
    [("80", "3.20"), ("100", "4.00"), ("105", "5.00"), ("120", "8.00"), ("0", "0.00")],
)
def test_relative_measures_the_excess_against_the_leaders(actual, points):
    others = {0: [(Decimal(50), Decimal(60)), (None, Decimal(900)), (Decimal(10), None)]}
    one = part("relative", points="8")

    result = worked(
        one, {"target": "100", "actual": actual}, most="8", others=others, is_settled=True
    )

    assert (result.points, result.is_provisional) == (Decimal(points), False)


def test_relative_counts_only_what_is_sure_while_the_others_are_unknown():
    result = worked(part("relative", points="8"), {"target": "100", "actual": "130"}, most="8")

    assert (result.points, result.is_provisional) == (Decimal("4.00"), True)
    assert "chắc chắn 4,00" in result.formula


def test_relative_under_the_target_is_final_at_once():
    result = worked(part("relative", points="8"), {"target": "100", "actual": "50"}, most="8")

    assert (result.points, result.is_provisional) == (Decimal("2.00"), False)


def test_relative_scores_a_unit_without_a_target_among_its_like():
    one = part("relative", points="8", may_lack_target=True)
    others = {0: [(Decimal(100), Decimal(500)), (None, Decimal(40)), (None, None)]}

    result = worked(one, {"actual": "30"}, most="8", others=others, is_settled=True)

    assert (result.points, result.formula) == (Decimal("6.00"), "8 × 30 / 40 = 6,00")


def test_no_target_takes_the_best_of_those_without_one():
    one = part("no_target", points="8")
    others = {0: [(None, Decimal(20)), (Decimal(5), Decimal(99))]}

    best = worked(one, {"actual": "30"}, most="8", others=others, is_settled=True)
    early = worked(one, {"actual": "30"}, most="8", others=others)
    nobody = worked(one, {"actual": "0"}, most="8", is_settled=True)

    assert (best.points, best.is_provisional) == (Decimal("8.00"), False)
    assert (early.points, early.is_provisional) == (Decimal("0.00"), True)
    assert nobody.points == Decimal("0.00")


LADDER = [
    {"over": "95", "points": "10"},
    {"least": "75", "points": "7"},
    {"least": "50", "points": "4"},
    {"points": "0"},
]


@pytest.mark.parametrize(
    ("rate", "points"),
    [
        ("100", 10),
        ("95.01", 10),
        ("95", 7),
        ("75", 7),
        ("74.99", 4),
        ("50", 4),
        ("49.99", 0),
        ("0", 0),
    ],
)
def test_ladder_keeps_its_boundaries(rate, points):
    typed = worked(part("ladder", steps=LADDER, is_typed=True), {"rate": rate}, most="10")
    reckoned = worked(part("ladder", steps=LADDER), {"target": "100", "actual": rate}, most="10")

    assert typed.points == reckoned.points == Decimal(points)


def test_ladder_compares_exactly_without_rounding_the_rate():
    result = worked(part("ladder", steps=LADDER), {"target": "3", "actual": "2.2499"}, most="10")

    assert result.points == 4


def test_ladder_without_a_rest_ends_at_zero():
    result = worked(part("ladder", steps=LADDER[:1], is_typed=True), {"rate": "95"}, most="10")

    assert (result.points, result.formula) == (0, "Tỷ lệ 95%, dưới mọi bậc = 0,00")


def test_classes_give_the_points_of_the_class_awarded():
    steps = [{"name": "Xuất sắc", "points": "40"}, {"name": "Tốt", "points": "34"}]

    result = worked(part("classes", steps=steps), {"choice": "Tốt"}, most="40")

    assert (result.points, result.formula) == (34, "Xếp loại “Tốt” = 34,00")


@pytest.mark.parametrize(
    ("days", "points"),
    [(0, "20"), (1, "15"), (2, "15"), (3, "10"), (5, "10"), (6, "5"), (10, "5"), (11, "0")],
)
def test_lateness_follows_the_servers_stamp(days, points):
    one = part("lateness", points="20", source="registration")

    result = worked(one, {}, most="20", late_days={"registration": days})

    assert result.points == Decimal(points)


def test_lateness_waits_for_what_is_not_handed_in():
    one = part("lateness", points="20", source="assessment")

    for stamps in ({}, {"assessment": None}):
        result = worked(one, {}, most="20", late_days=stamps)
        assert (result.points, result.lacks) == (None, ())
        assert "nộp đúng hạn được 20,00" in result.formula
        assert len(result.waits) == 1


def test_lateness_may_be_typed_from_a_receipt_and_give_points_by_step():
    steps = [{"days": 3, "points": "2"}]
    one = part("lateness", points="4", source="typed", steps=steps)

    assert worked(one, {"days": "3"}, most="4").points == 2
    assert worked(one, {"days": "4"}, most="4").points == 0
    assert worked(one, {}, most="4").lacks == ("Chưa nhập “Số ngày chậm”.",)


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (timedelta(seconds=-1), 0),
        (timedelta(0), 0),
        (timedelta(seconds=1), 1),
        (timedelta(days=1), 1),
        (timedelta(days=1, seconds=1), 2),
    ],
)
def test_late_days_count_each_started_day(after, days):
    assert late_days(DUE, DUE + after) == days


@pytest.mark.parametrize(("answer", "points"), [("yes", 10), ("no", 0)])
def test_yes_no_is_all_or_nothing(answer, points):
    assert worked(part("yes_no", points="10"), {"yes": answer}, most="10").points == points


@pytest.mark.parametrize("kind", ["count", "bonus"])
def test_count_and_bonus_stop_at_their_cap(kind):
    one = part(kind, cap="15", per="5")

    assert worked(one, {"count": "2"}, most="15").points == 10
    capped = worked(one, {"count": "9"}, most="15")
    assert (capped.points, capped.formula) == (15, "5 × 9 = 45,00, tối đa 15,00")


def test_deduction_never_falls_under_what_must_stay():
    one = part("deduction", points="30", per="5", least="10")

    assert worked(one, {"count": "2"}, most="30").points == 20
    assert worked(one, {"count": "5"}, most="30").formula == "30 - 5 × 5 = 5,00, còn lại 10,00"


def test_penalty_takes_away_down_to_its_cap():
    one = part("penalty", cap="-6", per="2")

    assert worked(one, {"count": "2"}, most="-10", kind="penalty").points == -4
    assert worked(one, {"count": "9"}, most="-10", kind="penalty").points == -6


def test_missing_figures_are_named_and_are_not_zero():
    result = worked(part("proportional", points="60", target_label="Tổng số"), {})

    assert result.points is None
    assert result.lacks == ("Chưa nhập “Tổng số”.", "Chưa nhập “Thực hiện”.")


@pytest.mark.parametrize(
    ("kind", "params", "lack"),
    [
        ("relative", {"points": "6"}, "Chưa nhập “Kế hoạch”."),
        ("no_target", {"points": "6"}, "Chưa nhập “Thực hiện”."),
        ("ladder", {"steps": [{"points": "6"}]}, "Chưa nhập “Kế hoạch”."),
        ("ladder", {"steps": [{"points": "6"}], "is_typed": True}, "Chưa nhập “Tỷ lệ (%)”."),
        ("classes", {"steps": [{"name": "Tốt", "points": "6"}]}, "Chưa nhập “Mức xếp loại”."),
        ("yes_no", {"points": "6"}, "Chưa nhập “Đạt yêu cầu”."),
        ("count", {"per": "6"}, "Chưa nhập “Số lượng”."),
        ("deduction", {"points": "6", "per": "1"}, "Chưa nhập “Số lần”."),
        ("points", {}, "Chưa nhập “Điểm”."),
    ],
)
def test_every_kind_says_what_it_lacks(kind, params, lack):
    result = worked(part(kind, **params), {}, most="6")

    assert (result.points, result.formula) == (None, "")
    assert result.lacks[0] == lack
