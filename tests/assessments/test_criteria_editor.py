"""The editor of one criterion: parts as ordinary fields, with and without scripts."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments import actions
from assessments.forms.criteria_parts import Parts
from assessments.formulas import PART_KINDS
from assessments.models import Criterion
from assessments.queries.criteria_words import canonical_parts, parts_words
from tests.assessments.factories import CriterionFactory

pytestmark = pytest.mark.django_db

LADDER = {
    "kind": "ladder",
    "label": "Hồ sơ",
    "params": {
        "steps": [
            {"points": "10", "over": "95"},
            {"points": "7", "least": "75"},
            {"points": "0.5", "least": "50"},
        ],
        "is_typed": True,
    },
}
LATE = {"kind": "lateness", "params": {"points": "5", "source": "assessment"}, "cap": "4.5"}
PENALTY = {"kind": "penalty", "label": "Phê bình", "params": {"per": "2.5"}, "cap": "-5"}


@pytest.fixture
def desk(client, world):
    client.force_login(world.people["secretary"])
    return client


@pytest.fixture
def row(world):
    return CriterionFactory(
        criteria_set=world.scoring.draft_set,
        code="9",
        max_points="14.5",
        parts=[LADDER, LATE, PENALTY],
    )


def address(row, name="criterion_edit"):
    found = row.criteria_set
    path = {"province": found.bloc.province.slug, "bloc": found.bloc.slug, "pk": found.pk}
    return reverse(f"assessments:{name}", kwargs=path | {"criterion": row.pk})


def fields_of(page):
    """What a browser would send: every named field of the page's form."""
    form = page.context["form"]
    values = {field.name: field.value() for field in form}
    values = {name: value for name, value in values.items() if value not in (None, False, [])}
    values |= {"revision": page.context["revision"], "parts": len(page.context["parts"])}
    for part in page.context["parts"]:
        values[f"{part.prefix}-drawn"] = part.drawn_for
        for field in part:
            value = field.value()
            if value not in (None, False):
                values[field.html_name] = value
    return values


def test_a_stored_criterion_saved_unchanged_stays_as_it_is(desk, row):
    page = desk.get(address(row))
    before = row.criteria_set.revision

    answer = desk.post(address(row), fields_of(page))

    assert answer["Location"] == row.criteria_set.get_absolute_url()
    row.refresh_from_db()
    assert canonical_parts(row.parts) == canonical_parts([LADDER, LATE, PENALTY])
    row.criteria_set.refresh_from_db()
    assert row.criteria_set.revision == before


@pytest.mark.parametrize("kind", PART_KINDS)
def test_every_kind_of_the_registry_can_be_drawn_and_names_its_errors(kind, row, desk):
    values = fields_of(desk.get(address(row))) | {"parts": "0", "kind": kind, "redraw": "them"}

    page = desk.post(address(row), values)

    assert page.status_code == 200
    (part,) = page.context["parts"]
    assert part.drawn_for == kind if kind != "group" else "points"
    for param in PART_KINDS[kind].params:
        assert param.label in page.text
    answer = desk.post(address(row), fields_of(page) | {"kind": "count"})
    assert answer.status_code == (302 if kind == "points" else 422)


def test_parts_are_added_changed_and_dropped_without_scripts(desk, row):
    values = fields_of(desk.get(address(row)))
    page = desk.post(address(row), values | {"redraw": "bo-1", "text": "Chữ chưa lưu"})
    assert [part.drawn_for for part in page.context["parts"]] == ["ladder", "penalty"]
    assert "Chữ chưa lưu" in page.text

    values = fields_of(page) | {"part-1-kind": "yes_no", "part-1-label": "Đạt"}
    page = desk.post(address(row), values)  # saved before the new fields were drawn
    assert "Hãy điền tham số" in page.text
    assert [part.drawn_for for part in page.context["parts"]] == ["ladder", "yes_no"]
    steps = page.context["parts"][0].step_count
    page = desk.post(address(row), fields_of(page) | {"redraw": "bac-0"})
    assert page.context["parts"][0].step_count == steps + 3
    answer = desk.post(address(row), fields_of(page) | {"part-1-points": "9,5"})

    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.text == "Chữ chưa lưu"
    yes = {"kind": "yes_no", "label": "Đạt", "params": {"points": "9.5"}, "cap": "5"}
    assert row.parts == [LADDER, yes]


def test_with_scripts_only_the_parts_are_drawn_anew(desk, row):
    values = fields_of(desk.get(address(row))) | {"redraw": "them"}

    answer = desk.post(address(row), values, headers={"HX-Request": "true"})

    assert "<html" not in answer.text
    assert answer.text.count('class="part-box"') == 4
    assert answer["Vary"].count("HX-Request") == 1
    row.refresh_from_db()
    assert len(row.parts) == 3


def test_wrong_parameters_are_told_at_the_field_and_nothing_is_lost(desk, row):
    values = fields_of(desk.get(address(row)))

    answer = desk.post(
        address(row), values | {"part-0-steps-0-points": "mười", "text": "Vừa gõ", "revision": "1"}
    )

    assert answer.status_code == 422
    assert "“mười” không phải là số" in answer.text
    assert "Vừa gõ" in answer.text
    assert 'name="revision" value="1"' in answer.text
    answer = desk.post(address(row), values | {"max_points": "8"})
    assert answer.status_code == 422
    assert "Phần 1" in answer.text


def test_a_stale_save_shows_both_texts_and_can_be_sent_again(desk, row):
    values = fields_of(desk.get(address(row)))
    found = row.criteria_set
    actions.save_criterion(row, values={"text": "Bản kia"}, revision=found.revision, by=None)

    answer = desk.post(address(row), values | {"text": "Bản này"})

    assert answer.status_code == 409
    assert "Bản kia" in answer.text
    assert "Bản này" in answer.text
    row.refresh_from_db()
    assert row.text == "Bản kia"
    again = desk.post(address(row), fields_of(answer))
    assert again.status_code == 302
    row.refresh_from_db()
    assert row.text == "Bản này"


def test_a_group_has_no_parts_and_a_penalty_is_typed_without_its_sign(desk, world):
    draft = world.scoring.draft_set
    url = reverse("assessments:criterion_add", kwargs=world.path | {"pk": draft.pk})
    page = desk.get(f"{url}?loai=group")
    start = fields_of(page) | {"text": "Một nhóm", "code": "A", "max_points": "10"}
    parts = {"parts": "1", "part-0-kind": "points", "part-0-drawn": "points"}

    assert desk.post(url, start | parts).status_code == 302
    leaf = start | parts | {"code": "P", "kind": "penalty", "max_points": "5", "text": "Trừ"}
    leaf |= {"part-0-kind": "penalty", "part-0-drawn": "penalty", "part-0-per": "2,5"}
    leaf |= {"part-0-count_label": "Số lần", "part-0-cap": "5"}
    assert desk.post(url, leaf | {"parent": draft.criteria.get(code="A").pk}).status_code == 302

    assert draft.criteria.get(code="A").parts == []
    made = draft.criteria.get(code="P")
    assert (made.max_points, made.parent.code) == (Decimal(-5), "A")
    part = {"kind": "penalty", "params": {"per": "2.5", "count_label": "Số lần"}, "cap": "-5"}
    assert made.parts == [part]
    assert "Sửa P" in desk.get(address(made)).text
    assert fields_of(desk.get(address(made)))["max_points"] == "5"


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("code", "x" * 10000, "vượt giới hạn 20"),
        ("text", "x" * 10000, "vượt giới hạn 1000"),
        ("text", "a\x00b", "ký tự điều khiển"),
        ("max_points", "1e309", "lũy thừa"),
        ("max_points", "-5", "không được nhỏ hơn 0"),
        ("max_points", "9.999", "hai cách"),
        ("max_points", "9.5555", "Tối đa 2 chữ số"),
        ("max_points", "9999999", "không được lớn hơn"),
        ("max_points", "\x00", "ký tự điều khiển"),
        ("kind", "la", "Hãy chọn lại"),
        ("parent", "999999", "Hãy chọn lại"),
        ("unit_kinds", "sao-hoa", "Hãy chọn lại"),
        ("revision", "", "Trang đã cũ"),
        ("revision", "x", "Trang đã cũ"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_kept(desk, row, name, typed, says):
    values = fields_of(desk.get(address(row)))

    answer = desk.post(address(row), values | {name: typed})

    assert answer.status_code == 422, answer.status_code
    assert says in answer.text
    assert Criterion.objects.get(pk=row.pk).text == row.text


@pytest.mark.parametrize("sent", ["", "-1", "1e9", "٣", "99999", "x"])
def test_a_forged_number_of_parts_does_no_harm(sent):
    data = {"parts": sent, "part-0-kind": "nothing", "part-0-steps-zz-x": "1"}

    forms = Parts.sent(data).forms

    assert len(forms) <= 30
    assert Parts.redrawn(data, "bo-99999999999", "x").forms is not None


def test_deleting_a_group_asks_and_takes_its_criteria(desk, world):
    draft = world.scoring.draft_set
    group = CriterionFactory(criteria_set=draft, code="G", kind="group")
    CriterionFactory(criteria_set=draft, code="G.1", parent=group)
    assert "cùng mọi tiêu chí trong nhóm?" in desk.get(draft.get_absolute_url()).text

    answer = desk.post(address(group, "criterion_delete"), follow=True)

    assert "Đã xóa G." in answer.text
    assert not draft.criteria.filter(code__startswith="G").exists()


def test_moving_goes_by_button(desk, world):
    draft = world.scoring.draft_set
    last = CriterionFactory(criteria_set=draft, code="Z")

    answer = desk.post(address(last, "criterion_up"))
    assert answer["Location"].endswith(f"#c{last.pk}")
    assert list(draft.criteria.values_list("code", flat=True)) == ["Z", "1"]

    desk.post(address(last, "criterion_down"))
    assert list(draft.criteria.values_list("code", flat=True)) == ["1", "Z"]


def test_words_of_parts_are_for_reading():
    words = parts_words([LADDER, LATE, PENALTY])

    assert words[0].startswith(
        "Hồ sơ: Theo bậc tỷ lệ (các bậc, từ cao xuống thấp: trên 95%: 10 điểm, từ 75%: 7"
    )
    assert "giới hạn: 4,5" in words[1]
    assert "điểm mỗi lần: 2,5" in words[2]
    assert parts_words("nothing") == []
    assert parts_words([{"kind": "later", "label": "Mới"}]) == ["Mới"]
    steps = [{"days": "2", "share": "0.75"}, {"days": "5", "points": "1"}]
    (late,) = parts_words([{"kind": "lateness", "params": {"steps": steps}}])
    assert "chậm đến 2 ngày: hệ số 0,75, chậm đến 5 ngày: 1 điểm" in late


def test_parts_that_are_none_and_odd_values_stay_for_the_check_to_name():
    assert canonical_parts("x") == "x"
    assert canonical_parts([5]) == [5]
    odd = [{"kind": "x", "params": 3, "cap": 1.5}]
    assert canonical_parts(odd) == [{"kind": "x", "params": "3", "cap": 1.5}]
