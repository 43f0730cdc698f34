"""The two score tables with their parameters: valid, reachable, and one sum done by hand each."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

import assessments
from assessments.formulas import Context, check_parts, inputs_of, score
from assessments.formulas.totals import SumLine, check_sums

DATA = Path(assessments.__file__).parent / "data"
KINDS = {
    "nhom": "group", "dinh_luong": "proportional", "dinh_luong_cum": "relative", "bac": "ladder",
    "bac_cham": "lateness", "dinh_tinh": "yes_no", "cham_thang": "count", "tru_dan": "deduction",
    "thuong": "bonus", "tru": "penalty",
}  # fmt: skip
IN_TIME = {"registration": 0, "assessment": 0, "half_year_report": 0}


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            {
                "code": row["ma"],
                "group": row["nhom"],
                "kind": KINDS[row["loai"]],
                "most": Decimal(row["diem_toi_da"]),
                "parts": json.loads(row["tham_so"]) if row["tham_so"] else [],
            }
            for row in csv.DictReader(file)
        ]


TABLES = {name: rows(name) for name in ("criteria-1000", "criteria-100")}
LEAVES = [
    pytest.param(row, id=f"{name}-{row['code']}")
    for name, table in TABLES.items()
    for row in table
    if row["kind"] != "group"
]


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_leaf_has_valid_parameters(leaf):
    assert leaf["parts"]
    assert check_parts(leaf["kind"], leaf["parts"], leaf["most"]) == []


def best(part, kind):
    """Figures that give a part as much as it can (a penalty leaf: takes as much)."""
    return {
        "proportional": {"target": "10", "actual": "10"},
        "relative": {"target": "10", "actual": "12"},
        "ladder": {"target": "10", "actual": "10"},
        "classes": {"choice": (part["params"].get("steps") or [{}])[0].get("name")},
        "yes_no": {"yes": "yes"},
        "count": {"count": "50"},
        "bonus": {"count": "50"},
        "deduction": {"count": "0"},
        "penalty": {"count": "50" if kind == "penalty" else "0"},
        "lateness": {"days": "0"},
    }[part["kind"]]


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_maximum_can_be_reached(leaf):
    figures = [best(part, leaf["kind"]) for part in leaf["parts"]]

    result = score(
        leaf["kind"],
        leaf["parts"],
        leaf["most"],
        figures,
        Context(is_settled=True, late_days=IN_TIME),
    )

    assert (result.points, result.lacks, result.is_provisional) == (leaf["most"], (), False)


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_leaf_without_figures_says_what_it_lacks(leaf):
    result = score(leaf["kind"], leaf["parts"], leaf["most"], [], Context())

    assert result.points is None
    assert len(result.lacks) == sum(len(row) for row in inputs_of(leaf["kind"], leaf["parts"]))
    assert result.lacks or result.waits


@pytest.mark.parametrize(
    ("name", "standard", "bonus", "penalty"),
    [("criteria-1000", 950, 50, 0), ("criteria-100", 100, 5, -10)],
)
def test_sums_of_the_tables_are_right(name, standard, bonus, penalty):
    table = TABLES[name]
    groups = {row["code"] for row in table if row["kind"] == "group"}
    lines = [
        SumLine(
            row["code"],
            row["group"] if row["kind"] != "group" and row["group"] in groups else "",
            row["kind"],
            row["most"],
        )
        for row in table
    ]
    leaves = [row for row in table if row["kind"] != "group"]

    assert check_sums(lines) == []
    assert sum(row["most"] for row in leaves if row["kind"] not in {"bonus", "penalty"}) == standard
    assert sum(row["most"] for row in leaves if row["kind"] == "bonus") == bonus
    assert sum(row["most"] for row in leaves if row["kind"] == "penalty") == penalty


def ratio(target, actual):
    return {"target": target, "actual": actual}


def n(*counts):
    return [{"count": str(one)} for one in counts]


def yes(*answers):
    return [{"yes": one} for one in answers]


OTHERS = {place: [(Decimal(100), Decimal(120))] for place in range(3)}
LATE = Context(
    others=OTHERS,
    is_settled=True,
    late_days={"registration": 4, "assessment": 1, "half_year_report": 11},
)


@pytest.mark.parametrize(
    ("name", "code", "figures", "points"),
    [
        # 60 (reached) + 60 × 0.9 + 60 × 0.5 + 0 (49 % is under the floor) + 60 × 2/3
        (
            "criteria-1000",
            "1.1",
            [
                ratio("10", "11"),
                ratio("10", "9"),
                ratio("10", "5"),
                ratio("100", "49"),
                ratio("3", "2"),
            ],
            "184",
        ),
        ("criteria-1000", "1.2", [ratio("40", "38"), *n(2)], "85"),  # 95 - 10
        ("criteria-1000", "1.3", [ratio("7000", "6500.5")], "74.29"),  # 80 × 6500.5 / 7000
        ("criteria-1000", "1.4", [{"choice": "Khá"}], "65"),
        ("criteria-1000", "1.5", yes("yes", "yes", "no", "yes", "yes"), "40"),
        ("criteria-1000", "1.6", n(1, 1), "30"),
        ("criteria-1000", "T1", n(6, 1), "30"),  # 25 capped + 5
        ("criteria-1000", "2.1", yes("yes", "no", "yes", "no"), "20"),
        ("criteria-1000", "2.2", [{"choice": "Hoàn thành tốt nhiệm vụ"}], "34"),
        ("criteria-1000", "2.3", [{"choice": "Không hoàn thành"}], "0"),
        ("criteria-1000", "2.4", [ratio("8", "7"), *n(0)], "35"),
        ("criteria-1000", "2.4", [ratio("8", "7"), *n(1)], "0"),  # one case leaves nothing
        ("criteria-1000", "2.5", n(2), "20"),
        ("criteria-1000", "2.6", n(3), "15"),
        ("criteria-1000", "3.1", [{}], "10"),  # 4 days late
        ("criteria-1000", "3.2", n(4, 1), "20"),  # 15 capped + 5
        ("criteria-1000", "3.3", yes("yes", "yes", "no"), "10"),
        # 0 (11 days) + 3.75 + 3.75 (1 day each) + 1.25 (7 days by the receipt)
        ("criteria-1000", "3.4", [{}, {}, {}, {"days": "7"}], "8.75"),
        ("criteria-1000", "3.5", n(1, 1), "13"),  # 15 - 2
        ("criteria-1000", "T2", n(1, 2), "9"),
        # leader has 20 % over: 4 + 4 × 10/20; 0.5 × 8 × 0.8; 4
        ("criteria-100", "1", [ratio("50", "55"), ratio("10", "8"), ratio("9", "9")], "13.2"),
        ("criteria-100", "2", [ratio("40", "38")], "7"),  # 95 % is not over 95 %
        ("criteria-100", "3", [ratio("9", "8")], "7.11"),
        ("criteria-100", "4", [ratio("4", "5")], "8"),
        ("criteria-100", "5", [ratio("4", "3")], "3.5"),
        ("criteria-100", "6", [ratio("1000", "499")], "0"),
        ("criteria-100", "7", [{"yes": "yes"}, ratio("20", "18")], "3"),
        ("criteria-100", "8", [{"choice": "Trung bình"}], "1.5"),
        ("criteria-100", "9", [{"choice": "Hoàn thành nhiệm vụ"}], "2"),
        ("criteria-100", "10", [{"choice": "Tốt"}], "1.5"),
        ("criteria-100", "11", n(1, 0), "3"),
        ("criteria-100", "11", n(1, 1), "0"),
        ("criteria-100", "12", [{}], "1.5"),
        ("criteria-100", "13", n(7), "4"),
        ("criteria-100", "14", n(3), "3"),
        ("criteria-100", "15", n(1, 2), "1"),
        ("criteria-100", "16", [{}], "0"),
        ("criteria-100", "17", [{}], "3"),
        ("criteria-100", "18", n(3), "0.5"),
        ("criteria-100", "T", n(1, 2, 1), "5"),  # 2 + 2 + 2, capped
        ("criteria-100", "P", n(1, 2, 1), "-6"),  # -2, -2 (capped), -2
    ],
)
def test_every_leaf_gives_what_was_worked_out_by_hand(name, code, figures, points):
    leaf = next(row for row in TABLES[name] if row["code"] == code)

    result = score(leaf["kind"], leaf["parts"], leaf["most"], figures, LATE)

    assert (result.points, result.lacks) == (Decimal(points), ())
