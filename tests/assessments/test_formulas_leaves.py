"""Leaves: capped sums of parts, what was typed, and what is wrong with parameters."""

from decimal import Decimal

import pytest

from assessments.formulas import PART_KINDS, check_parts, clean_figures, inputs_of, score

FIVE = [
    {
        "kind": "proportional",
        "label": f"Chỉ tiêu {number}",
        "params": {"points": "60", "floor": "50"},
    }
    for number in range(1, 6)
]


def test_leaf_is_the_sum_of_its_parts_rounded_once():
    figures = [{"target": "3", "actual": "2"}] * 2 + [{"target": "7", "actual": "6"}] * 3

    result = score("proportional", FIVE, Decimal(300), figures)

    assert result.points == Decimal("234.29")  # 40 + 40 + 3 × 51.428571…, not 3 × 51.43
    assert result.formula.endswith("Cộng: 234,2857; làm tròn 234,29")


def test_leaf_with_a_missing_part_has_no_points_but_names_it():
    figures = [{"target": "100", "actual": "100"}] * 4

    result = score("proportional", FIVE, Decimal(300), figures)

    assert result.points is None
    assert result.parts[0].points == 60
    assert result.lacks[0] == "Chỉ tiêu 5: Chưa nhập “Kế hoạch”."
    assert result.formula.endswith("Chỉ tiêu 5: chưa đủ số liệu")


def test_leaf_never_falls_under_zero_nor_over_its_maximum():
    parts = [
        {"kind": "proportional", "label": "", "params": {"points": "100"}},
        {"kind": "penalty", "label": "", "params": {"per": "5"}},
    ]

    full = {"target": "10", "actual": "10"}

    assert score("proportional", parts, Decimal(100), [full, {"count": "2"}]).points == 90
    low = score("proportional", parts, Decimal(100), [full, {"count": "30"}])
    assert (low.points, low.formula[-9:]) == (0, "tính 0,00")


def test_leaf_without_parts_is_typed_points():
    assert score("yes_no", [], Decimal(10), [{"points": "7.5"}]).points == Decimal("7.50")
    assert score("yes_no", [], Decimal(10), [{"points": "70"}]).points == 10
    assert score("penalty", [], Decimal(-10), [{"points": "-4"}]).points == -4
    assert score("yes_no", [], Decimal(10), []).lacks == ("Chưa nhập “Điểm”.",)


@pytest.mark.parametrize("bad", ["nhiều", "NaN", "1e309", "-5", "1,5", "9" * 400])
def test_stored_figure_that_cannot_be_read_is_said_and_never_raises(bad):
    result = score("proportional", FIVE[:1], Decimal(60), [{"target": "100", "actual": bad}])

    assert result.points is None
    assert result.lacks == ("Chỉ tiêu 1: Số liệu “Thực hiện” không đọc được, hãy nhập lại.",)


@pytest.mark.parametrize(
    ("part", "figures"),
    [
        ({"kind": "yes_no", "params": {"points": "5"}}, {"yes": "maybe"}),
        (
            {"kind": "classes", "params": {"steps": [{"name": "Tốt", "points": "5"}]}},
            {"choice": "?"},
        ),
        ({"kind": "count", "params": {"per": "5"}}, {"count": "1.5"}),
    ],
)
def test_stored_answer_out_of_range_is_said(part, figures):
    assert score("count", [part], Decimal(5), [figures]).lacks[0].endswith("hãy nhập lại.")


def test_leaf_with_broken_parameters_gives_a_sentence():
    for parts in ([{"kind": "magic"}], [{"kind": "yes_no", "params": {"points": "x"}}]):
        result = score("yes_no", parts, Decimal(10), [{}])
        assert result.points is None
        assert "chưa đúng" in result.lacks[0]
        assert inputs_of("yes_no", parts) == [[]]


def test_inputs_are_listed_part_by_part():
    parts = [*FIVE[:1], {"kind": "lateness", "params": {"points": "5", "source": "registration"}}]

    asked = inputs_of("proportional", parts)

    assert [[one.name for one in row] for row in asked] == [["target", "actual"], []]
    assert [[one.kind for one in row] for row in inputs_of("yes_no", [])] == [["points"]]


def test_typed_figures_are_cleaned_and_errors_named_by_field():
    raw = {
        "p0-target": " 1 234,5 ",
        "p0-actual": "nhiều",
        "p1-target": "1.234",
        "p1-actual": "-3",
        "p9-target": "1",
        "words": "không phải số liệu",
    }

    figures, errors = clean_figures("proportional", FIVE[:2], Decimal(120), raw)

    assert figures == [{"target": "1234.5"}, {}]
    assert set(errors) == {"p0-actual", "p1-target", "p1-actual", "p9-target"}
    assert "1234 hoặc 1,234" in errors["p1-target"]
    assert errors["p1-actual"] == "“Thực hiện” không được âm."


def test_typed_choices_and_answers_are_matched_to_what_is_offered():
    parts = [
        {"kind": "classes", "params": {"steps": [{"name": "Xuất sắc", "points": "5"}]}},
        {"kind": "yes_no", "params": {"points": "5"}},
        {"kind": "count", "params": {"per": "1"}},
    ]

    good, none = clean_figures(
        "ladder", parts, Decimal(5), {"p0-choice": "xuất sắc", "p1-yes": "Có", "p2-count": "3"}
    )
    empty, wrong = clean_figures(
        "ladder", parts, Decimal(5), {"p0-choice": "Giỏi", "p1-yes": "tạm", "p2-count": "1,5"}
    )

    assert (good, none) == ([{"choice": "Xuất sắc"}, {"yes": "yes"}, {"count": "3"}], {})
    assert empty == [{}, {}, {}]
    assert set(wrong) == {"p0-choice", "p1-yes", "p2-count"}
    _, huge = clean_figures("ladder", parts, Decimal(5), {"p2-count": "1000000"})
    assert huge == {"p2-count": "“Số lượng” quá lớn."}


@pytest.mark.parametrize(
    ("kind", "most", "typed", "error"),
    [
        ("yes_no", "10", "10,01", "Điểm phải từ 0,00 đến 10,00."),
        ("yes_no", "10", "-1", "Điểm phải từ 0,00 đến 10,00."),
        ("yes_no", "10", "9,999", "Điểm có tối đa hai chữ số sau dấu phẩy."),
        ("penalty", "-10", "2", "Điểm phải từ -10,00 đến 0,00."),
    ],
)
def test_typed_points_stay_within_the_maximum(kind, most, typed, error):
    figures, errors = clean_figures(kind, [], Decimal(most), {"p0-points": typed})

    assert (figures, errors) == ([{}], {"p0-points": error})


def test_typed_points_are_kept_as_text():
    assert clean_figures("yes_no", [], Decimal(10), {"p0-points": "9,50"}) == (
        [{"points": "9.5"}],
        {},
    )


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("danh sách các phần", check_parts("count", {"kind": "count"}, Decimal(10))),
        ("tối đa 30 phần", check_parts("count", [{}] * 31, Decimal(10))),
        ("Nhóm tiêu chí không có tham số", check_parts("group", [{}], Decimal(10))),
        ("phải là một nhóm gồm", check_parts("count", ["count"], Decimal(10))),
        ("loại (kind) phải là một trong", check_parts("count", [{}], Decimal(10))),
        (
            "không có mục tên “weight”",
            check_parts(
                "count", [{"kind": "count", "weight": 1, "params": {"per": "1"}}], Decimal(10)
            ),
        ),
        (
            "tên phần (label)",
            check_parts(
                "count", [{"kind": "count", "label": 5, "params": {"per": "1"}}], Decimal(10)
            ),
        ),
    ],
)
def test_shape_of_parts_is_checked(sentence, found):
    assert any(sentence in one for one in found)


@pytest.mark.parametrize(
    ("sentence", "kind", "params"),
    [
        ("thiếu “Điểm mỗi lần”", "count", {}),
        ("không có tham số tên “points”", "count", {"per": "1", "points": "1"}),
        ("tham số phải là một nhóm", "count", ["1"]),
        ("phải là số, viết như 60 hoặc 2.5", "count", {"per": 1.5}),
        ("phải là số, viết như 60 hoặc 2.5", "count", {"per": True}),
        ("phải là số, viết như 60 hoặc 2.5", "count", {"per": "1e3"}),
        ("không được nhỏ hơn 0", "count", {"per": "-1"}),
        ("không được lớn hơn 100", "proportional", {"points": "5", "floor": "101"}),
        ("phải là true hoặc false", "relative", {"points": "5", "may_lack_target": "yes"}),
        ("phải là chữ", "count", {"per": "1", "count_label": " "}),
        ("phải là một trong: registration", "lateness", {"points": "5", "source": "fax"}),
        ("danh sách từ 1 đến 20 bậc", "ladder", {"steps": []}),
        ("danh sách từ 1 đến 20 bậc", "ladder", {"steps": "10"}),
        ("bậc 1: thiếu “Điểm”", "ladder", {"steps": [{}]}),
        ("không ghi cả hai", "ladder", {"steps": [{"points": "1", "least": "1", "over": "1"}]}),
        (
            "từ tỷ lệ cao xuống thấp",
            "ladder",
            {"steps": [{"points": "1"}, {"points": "1", "least": "5"}]},
        ),
        (
            "nhiều điểm hơn bậc trên",
            "ladder",
            {"steps": [{"points": "1", "least": "5"}, {"points": "2"}]},
        ),
        (
            "chỉ ghi một lần",
            "classes",
            {"steps": [{"name": "Tốt", "points": "1"}, {"name": "tốt", "points": "1"}]},
        ),
        (
            "nhiều điểm hơn mức trên",
            "classes",
            {"steps": [{"name": "Tốt", "points": "1"}, {"name": "Khá", "points": "2"}]},
        ),
        (
            "phải là số nguyên",
            "lateness",
            {"points": "5", "source": "typed", "steps": [{"days": "1.5", "share": "1"}]},
        ),
        (
            "chỉ một trong hai",
            "lateness",
            {"points": "5", "source": "typed", "steps": [{"days": 1}]},
        ),
        (
            "phải tăng dần",
            "lateness",
            {
                "points": "5",
                "source": "typed",
                "steps": [{"days": 2, "share": "0.5"}, {"days": 2, "share": "0.5"}],
            },
        ),
        (
            "chậm hơn không được nhiều",
            "lateness",
            {"points": "5", "source": "typed", "steps": [{"days": 2, "points": "6"}]},
        ),
        (
            "“Còn lại ít nhất” không được lớn hơn",
            "deduction",
            {"points": "5", "per": "1", "least": "6"},
        ),
        ("quá điểm tối đa 10", "yes_no", {"points": "11"}),
        ("chưa đến điểm tối đa 10", "yes_no", {"points": "9"}),
    ],
)
def test_parameters_are_checked_strictly(sentence, kind, params):
    found = check_parts("count", [{"kind": kind, "params": params}], Decimal(10))

    assert any(sentence in one for one in found)
    assert all(one.endswith(".") and one[0].isupper() for one in found)


@pytest.mark.parametrize(
    ("sentence", "leaf_kind", "most", "part"),
    [
        (
            "phải là số, viết như 25",
            "count",
            "10",
            {"kind": "count", "params": {"per": "1"}, "cap": "x"},
        ),
        ("phải lớn hơn 0", "count", "10", {"kind": "count", "params": {"per": "1"}, "cap": "0"}),
        (
            "quá điểm tối đa 10",
            "count",
            "10",
            {"kind": "count", "params": {"per": "1"}, "cap": "11"},
        ),
        (
            "phải là số âm",
            "penalty",
            "-10",
            {"kind": "penalty", "params": {"per": "1"}, "cap": "5"},
        ),
        ("chỉ gồm các phần trừ điểm", "penalty", "-10", {"kind": "count", "params": {"per": "1"}}),
        ("không có phần trừ điểm", "bonus", "10", {"kind": "penalty", "params": {"per": "1"}}),
        ("không bao giờ có điểm", "count", "10", {"kind": "penalty", "params": {"per": "1"}}),
    ],
)
def test_caps_and_sides_are_checked(sentence, leaf_kind, most, part):
    found = check_parts(leaf_kind, [part], Decimal(most))

    assert any(sentence in one for one in found)


def test_right_parts_raise_no_objection():
    assert check_parts("proportional", FIVE, Decimal(300)) == []
    assert check_parts("yes_no", [], Decimal(10)) == []
    assert check_parts("yes_no", [{"kind": "yes_no", "params": {"points": 10}}], Decimal(10)) == []


def test_cap_under_a_parts_own_limit_counts_for_what_can_be_reached():
    parts = [{"kind": "yes_no", "params": {"points": "10"}, "cap": "6"}]

    assert "nhiều nhất 6 điểm" in check_parts("yes_no", parts, Decimal(10))[0]


def test_every_kind_has_a_name_a_formula_in_words_and_labelled_parameters():
    for kind in PART_KINDS.values():
        assert kind.name
        assert kind.formula.__doc__
        assert all(param.label and param.name for param in kind.params)
