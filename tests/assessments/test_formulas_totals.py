"""Sums, the final column, ranks, bands and ties."""

import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import assessments
from assessments.formulas.columns import Columns, FinalRule, final_points, peers_result
from assessments.formulas.standings import Entry, standings
from assessments.formulas.totals import LeafLine, SumLine, check_sums, totals
from units.models import ScoringSettings

DATA = Path(assessments.__file__).parent / "data"
D = Decimal
NOON = datetime(2021, 12, 10, 12, tzinfo=UTC)


def line(code, points, most="10", kind="yes_no", group="I", **rest):
    return LeafLine(code, group, kind, D(most), None if points is None else D(points), **rest)


def sample():
    with (DATA / "sample-scores-100.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sample_entry(row):
    groups = {"I": "50", "II": "15", "III": "10", "IV": "15", "V": "10"}
    lines = [
        line(code, row[f"nhom_{code}_{most}"], most, group=code) for code, most in groups.items()
    ]
    lines.append(line("T", row["thuong"], "5", kind="bonus", group="VI"))
    lines.append(line("P", row["tru"], "-10", kind="penalty", group="VI"))
    return Entry(int(row["stt"]), tuple(lines))


@pytest.mark.parametrize("is_reversed", [False, True])
def test_sample_gives_exactly_its_totals_and_ranks(is_reversed):
    rows = sample()
    entries = [sample_entry(row) for row in rows]

    found = standings(entries[::-1] if is_reversed else entries)

    assert {one.unit: (str(one.totals.total), one.rank) for one in found} == {
        int(row["stt"]): (row["diem_thong_nhat"], int(row["hang"])) for row in rows
    }
    assert [one.unit for one in found if one.is_shared] == [4, 7]
    assert all(one.totals.rebased == one.totals.total for one in found)


def test_totals_keep_bonus_and_penalty_outside_the_scale():
    lines = [
        line("1", "8"),
        line("2", "5.25", group="II"),
        line("T", "9", "5", kind="bonus", group="III"),
        line("P", "-2", "-10", kind="penalty", group="III"),
    ]

    sums = totals(lines)

    assert sums.groups == {"I": D(8), "II": D("5.25")}
    assert (sums.standard, sums.bonus, sums.penalty) == (D("13.25"), D(5), D(-2))
    assert (sums.total, sums.assigned, sums.full) == (D("16.25"), D(20), D(20))
    assert sums.rate == D("66.25")


def test_leaf_that_does_not_apply_leaves_numerator_and_denominator():
    lines = [line("1", "8"), line("2", "9"), line("3", "10", counts=False)]

    sums = totals(lines)

    assert (sums.standard, sums.assigned, sums.full) == (D(17), D(20), D(30))
    assert (sums.rate, sums.rebased) == (D("85.00"), D("25.50"))


def test_missing_points_are_named_and_keep_their_place_in_the_denominator():
    sums = totals([line("1", "8"), line("2", None)])

    assert (sums.standard, sums.assigned, sums.missing) == (D(8), D(20), ("2",))
    assert not sums.is_complete


def test_unit_to_which_nothing_applies_has_a_rate_of_zero():
    sums = totals([line("1", None, counts=False), line("T", "2", kind="bonus")])

    assert (sums.rate, sums.rebased, sums.is_complete) == (D("0.00"), D("2.00"), True)
    assert sums.groups == {"I": 0}


def test_full_scale_may_be_given():
    assert totals([line("1", "8")], D(100)).rebased == D("80.00")


@pytest.mark.parametrize(
    ("method", "scores", "points", "words"),
    [
        ("mean", ["8", "9", None, "9"], "8.67", "3 phiếu, từ 8,00 đến 9,00; lấy trung bình."),
        ("trimmed", ["1", "8", "9", "10"], "8.50", "bỏ một phiếu cao nhất"),
        ("trimmed", ["1", "8", "9"], "6.00", "vì dưới 4 phiếu thì không bỏ phiếu nào."),
        ("median", ["1", "9", "8"], "8.00", "lấy trung vị."),
        ("median", ["1", "8", "8.25", "9"], "8.13", "lấy trung vị."),
        ("mean", [None, None], None, "Chưa có phiếu chấm chéo nào."),
        ("mean", ["0", None], "0.00", "1 phiếu"),
    ],
)
def test_peers_result_leaves_abstentions_out(method, scores, points, words):
    result = peers_result([None if one is None else D(one) for one in scores], method)

    assert result.points == (None if points is None else D(points))
    assert words in result.words


FULL = Columns(D(10), D(8), D(9), (D(6), D(7)), D("9.5"), D("9.25"))


@pytest.mark.parametrize(
    ("missing", "points", "column"),
    [
        ([], "9.25", "adjustment"),
        (["adjustment"], "9.5", "agreement"),
        (["adjustment", "agreement"], "9", "appraisal_2"),
        (["adjustment", "agreement", "appraisal_2"], "8", "appraisal_1"),
        (["adjustment", "agreement", "appraisal_2", "appraisal_1"], "10", "self"),
    ],
)
@pytest.mark.parametrize("rule", ["last", "appraisal"])
def test_final_is_the_last_column_and_peers_are_advisory(rule, missing, points, column):
    columns = Columns(**{**vars(FULL), **dict.fromkeys(missing)})

    final = final_points(columns, FinalRule(rule))

    assert (final.points, final.column) == (D(points), column)


def test_final_of_an_untouched_leaf_is_missing():
    assert final_points(Columns(), FinalRule()).points is None
    assert final_points(Columns(), FinalRule()).column == ""


def weigh(self_points=None, appraisal=None, peers=(), **weights):
    rule = FinalRule("weighted", "mean", **{name: D(value) for name, value in weights.items()})
    columns = Columns(self_points=self_points, appraisal_1=appraisal, peers=peers)
    final = final_points(columns, rule)
    return final.points, final.column


def test_weighted_final_takes_the_columns_that_have_points():
    assert weigh(D(10), D(8), (D(6), D(7))) == (D("7.40"), "weighted")  # 0.4 × 6.5 + 0.6 × 8
    assert weigh(D(10), None, (D(6),), weight_self="20") == (D("7.33"), "weighted")
    assert weigh(D(10), D(8), (None,)) == (D("8.00"), "weighted")
    assert weigh(D(10), None, ()) == (D(10), "self")


def test_weighted_final_gives_way_to_agreement_and_adjustment():
    assert final_points(FULL, FinalRule("weighted")).column == "adjustment"


def test_final_rule_reads_the_blocs_settings():
    rule = FinalRule.of(ScoringSettings(final_rule="weighted", weight_self="12.5"))

    assert (rule.rule, rule.weight_self, rule.weight_peers) == ("weighted", D("12.5"), D(40))


def unit(number, *lines, **rest):
    return Entry(number, tuple(lines), **rest)


def ranks(entries, *order, **rest):
    return {one.unit: one.rank for one in standings(entries, tie_order=order, **rest)}


@pytest.mark.parametrize("key", ["group:I", "penalty", "quantitative", "submitted"])
def test_ties_follow_the_written_order(key):
    better = unit(
        2,
        line("1", "9", kind="proportional"),
        line("2", "7", group="II"),
        line("P", "0", "-5", kind="penalty"),
        submitted_at=NOON,
    )
    worse = unit(
        1,
        line("1", "8", kind="proportional"),
        line("2", "10", group="II"),
        line("P", "-2", "-5", kind="penalty"),
        submitted_at=NOON + timedelta(microseconds=1),
    )

    assert ranks([worse, better]) == {1: 1, 2: 1}
    assert ranks([worse, better], key) == {2: 1, 1: 2}
    assert [one.decided_by for one in standings([worse, better], tie_order=[key])] == ["", key]


def test_ties_that_nothing_decides_share_the_rank_and_the_next_is_skipped():
    entries = [unit(n, line("1", points)) for n, points in enumerate(["9", "8", "7", "7", "6"])]

    found = standings(entries, tie_order=["unknown", "submitted", "group:X"])

    assert [one.rank for one in found] == [1, 2, 3, 3, 5]
    assert [one.is_shared for one in found] == [False, False, True, True, False]


def test_unit_that_did_not_hand_in_loses_the_tie():
    entries = [unit(1, line("1", "9")), unit(2, line("1", "9"), submitted_at=NOON)]

    assert ranks(entries, "submitted") == {2: 1, 1: 2}


def test_disqualified_units_get_no_rank_and_leave_no_gap():
    entries = [
        unit(1, line("1", "10"), is_disqualified=True),
        unit(2, line("1", "9")),
        unit(3, line("1", "8")),
    ]

    assert ranks(entries) == {2: 1, 3: 2, 1: None}


def test_ranking_uses_the_exact_rebased_total():
    """13.333… and 13.33 look alike, and are not."""
    third = unit(1, line("1", "10", "30"), line("2", None, "10", counts=False))
    less = unit(2, line("1", "13.33", "30"), line("2", "0"))

    found = standings([third, less])

    assert [one.totals.rebased for one in found] == [D("13.33"), D("13.33")]
    assert [(one.unit, one.rank) for one in found] == [(1, 1), (2, 2)]


BANDS = (("Tốt", "80", "80"), ("Xuất sắc", "90", "85"), ("Hoàn thành", "70", "0"))


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (("10", "9"), "Xuất sắc"),
        (("10", "8.4"), "Tốt"),
        (("10", "7.9"), "Hoàn thành"),
        (("10", None), ""),
        (("10", "4"), "Hoàn thành"),
        (("5", "5"), ""),
    ],
)
def test_band_needs_the_rate_and_the_floor_of_every_leaf(points, band):
    first, second = points
    entry = unit(
        1, line("1", first), line("2", second), line("3", "0", counts=False),
        line("T", "0", kind="bonus"),
    )  # fmt: skip

    assert standings([entry], bands=BANDS)[0].band == band


def group(code, most, parent=""):
    return SumLine(code, parent, "group", D(most))


def leaf(code, most, parent, kind="yes_no"):
    return SumLine(code, parent, kind, D(most))


def test_sums_are_checked_in_hundredths_and_name_the_group():
    lines = [group("I", "10.01"), leaf("1", "5", "I"), leaf("2", "5", "I")]

    assert check_sums(lines) == [
        "Nhóm I ghi 10,01 điểm, nhưng tổng các tiêu chí con là 10,00 điểm."
    ]
    assert check_sums([*lines, leaf("3", "0.01", "I"), leaf("T", "4", "I", "bonus")]) == []


def test_sums_hold_for_groups_in_groups_and_groups_of_bonus_alone():
    lines = [
        group("I", "5"), group("I.a", "5", "I"), leaf("1", "5", "I.a"),
        group("VI", "0"), leaf("T", "5", "VI", "bonus"),
        group("VII", "5"), leaf("U", "5", "VII", "bonus"),
    ]  # fmt: skip

    assert check_sums(lines) == []
    assert check_sums([group("IX", "5")]) == ["Nhóm IX chưa có tiêu chí nào."]
