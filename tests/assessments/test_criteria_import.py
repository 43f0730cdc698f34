"""Reading a file of criteria: the fate of every line before a yes, every bad cell by name."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import assessments
from assessments import actions, queries
from assessments.actions.imports import read_lines
from assessments.models import CriteriaSet, Intake
from emulation_bloc.lib import spreadsheets
from emulation_bloc.lib.spreadsheets import Column, Page, UnreadableError
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import CriteriaSetFactory, CriterionFactory
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DATA = Path(assessments.__file__).parent / "data"
HEAD = "ma,nhom,tieu_chi,diem_toi_da,loai,cach_tinh,minh_chung,ky_ap_dung,tham_so"


def table(*lines, head=HEAD, mark=","):
    return "\n".join([head, *lines]).replace(",", mark).encode()


def errors(*lines, head=HEAD):
    _sheet, read = read_lines(spreadsheets.read(table(*lines, head=head)))
    return [error for line in read for error in line["errors"]]


@pytest.fixture
def draft():
    return CriteriaSetFactory()


@pytest.fixture
def person(draft):
    return make_user("secretary", draft.bloc)


def bring(draft, content, person, name="tieu-chi.csv"):
    """Upload and say yes."""
    draft.refresh_from_db()
    made = actions.read_criteria(draft, content=content, name=name, by=person)
    return made, actions.take_criteria(made, by=person)


@pytest.mark.parametrize(
    ("name", "total", "leaves", "bonus"), [("1000", 950, 19, 50), ("100", 100, 20, 5)]
)
def test_both_tables_load_whole_and_a_second_time_change_nothing(
    draft, person, name, total, leaves, bonus
):
    content = (DATA / f"criteria-{name}.csv").read_bytes()

    bring(draft, content, person)

    tree = queries.tree_of(draft)
    assert tree.problems == []
    assert (tree.total(), tree.outside("bonus"), len(tree.leaves)) == (total, bonus, leaves)
    again = actions.read_criteria(
        CriteriaSet.objects.get(pk=draft.pk), content=content, name="x.csv", by=person
    )
    assert {row["fate"] for row in again.plan["rows"]} == {"same"}
    assert not actions.changes_anything(again.plan)
    revision = CriteriaSet.objects.get(pk=draft.pk).revision
    actions.take_criteria(again, by=person)
    assert CriteriaSet.objects.get(pk=draft.pk).revision == revision


@pytest.mark.parametrize("name", ["1000", "100"])
@pytest.mark.parametrize("write", [queries.as_csv, queries.as_xlsx])
def test_import_of_an_export_changes_nothing(draft, person, name, write):
    bring(draft, (DATA / f"criteria-{name}.csv").read_bytes(), person)
    draft.criteria.filter(kind="ladder").update(
        needs_evidence=True, unit_kinds=["department", "other"], text="=1+1", method="- 5 điểm"
    )
    draft.criteria.filter(kind="count").update(max_points=Decimal("97.55"), text="'@a\nb")
    draft.refresh_from_db()

    again = actions.read_criteria(draft, content=write(draft), name="x", by=person)

    assert [row for row in again.plan["rows"] if row["fate"] != "same"] == []
    other = CriteriaSetFactory(bloc=draft.bloc, year=2023)
    bring(other, write(draft), person)
    assert queries.changes_between(draft, other) == []


def test_each_line_is_new_changed_same_or_removed(draft, person):
    group = CriterionFactory(criteria_set=draft, code="I", kind="group", max_points=20, position=1)
    for place, code in enumerate(["1", "2", "3"], start=2):
        CriterionFactory(criteria_set=draft, parent=group, code=code, text=code, position=place)
    lines = ("I,I,Tiêu chí I,20,nhom", "1,I,1,10,dinh_tinh", '2,I,2,"9,5",bac', "4,I,4,1,thuong")

    made = actions.read_criteria(
        draft, content=table(*lines, head=HEAD[:38]), name="a.csv", by=person
    )

    fates = {row["code"]: row["fate"] for row in made.plan["rows"]}
    assert fates == {"I": "same", "1": "same", "2": "changed", "4": "new", "3": "removed"}
    (changed,) = [row for row in made.plan["rows"] if row["fate"] == "changed"]
    assert changed["changes"] == [
        ["điểm tối đa", "10,00", "9,50"],
        ["loại", "Đạt, không đạt", "Theo bậc"],
    ]
    assert "Nhóm I ghi 20,00 điểm" in made.plan["warnings"][0]
    assert draft.criteria.count() == 4  # nothing is written yet

    actions.take_criteria(made, by=person)

    kept = list(draft.criteria.values_list("code", "max_points"))
    assert kept == [("I", 20), ("1", 10), ("2", Decimal("9.5")), ("4", 1)]


def test_a_column_that_the_file_lacks_stays_as_it_is(draft, person):
    parts = [{"kind": "yes_no", "params": {"points": "10"}}]
    CriterionFactory(criteria_set=draft, code="1", parts=parts, method="Cũ", needs_evidence=True)

    bring(draft, table("1,Mới,10,dinh_tinh", head="ma,tieu_chi,diem_toi_da,loai"), person)

    row = draft.criteria.get()
    assert (row.text, row.method, row.parts, row.needs_evidence) == ("Mới", "Cũ", parts, True)


def test_the_order_of_the_file_is_taken(draft, person):
    for code in ("1", "2"):
        CriterionFactory(criteria_set=draft, code=code, text=code)
    head = "ma,tieu_chi,diem_toi_da,loai"
    content = table("2,2,10,dinh_tinh", "1,1,10,dinh_tinh", head=head)

    made, _set = bring(draft, content, person)

    assert made.plan["is_moved"]
    assert list(draft.criteria.values_list("code", flat=True)) == ["2", "1"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1,,Một,abc,bac", "Dòng 2, cột D (diem_toi_da): “abc” không phải là số"),
        ("1,,Một,1e309,bac", "lũy thừa"),
        ("1,,Một,-5,bac", "số âm chỉ dùng cho loại “tru”"),
        ('1,,Một,"9,555",bac', "quá hai chữ số"),
        ("1,,Một,9999999,bac", "số điểm quá lớn"),
        ("1,,Một,,bac", "Chưa nhập số"),
        ("1,,Một,1,la", "Dòng 2, cột E (loai): “la” không phải một trong: nhom, dinh_luong"),
        ("1,,Một,1,", "cột E (loai)"),
        ("1,,,1,bac", "cột C (tieu_chi): còn trống"),
        (",,Một,1,bac", "cột A (ma): còn trống"),
        ("1,X,Một,1,bac", "cột B (nhom): không có nhóm X trong bảng"),
        ("1,,Một,1,bac,,,thang_3", "cột H (ky_ap_dung)"),
        (f"1,,{'x' * 1001},1,bac", "dài 1001 ký tự, tối đa 1000 ký tự"),
        (f"{'x' * 10000},,Một,1,bac", "dài 10000 ký tự, tối đa 20 ký tự"),
        ('1,,Một,1,bac,,,,"[{"', "cột I (tham_so): không đọc được tham số"),
        ("1,,Một,1,bac,,,," + "[" * 7000, "không đọc được tham số"),
        ('1,,Một,1,bac,,,,"[""\\u0000""]"', "không đọc được tham số"),
        ('1,,Một,1,bac,,,,"[""\\ud800""]"', "không đọc được tham số"),
        ("1,,Một,1,bac,,,," + "x" * 8001, "tham số quá dài"),
        ("1,,Một,1,bac,,,,5", "Tham số phải là một danh sách"),
        ('1,,Một,1,bac,,,,"[{""kind"": ""x""}]"', "loại (kind) phải là một trong"),
        ('I,,Một,1,nhom,,,,"[{""kind"": ""points""}]"', "Nhóm tiêu chí không có tham số"),
        ("1,,Một,1,bac,a,b,nam,,thừa", "nhiều ô hơn số cột"),
    ],
)
def test_the_bad_cell_is_named_with_the_reason(line, says):
    found = errors(line)

    assert any(says in error for error in found), found


def test_a_code_twice_and_a_leaf_before_its_group_are_named():
    found = errors("1,I,Một,1,bac", "I,I,Nhóm,1,nhom", "1,I,Hai,1,bac")

    assert "Dòng 2, cột B (nhom): nhóm I phải là dòng loại “nhom” đứng ở trên." in found
    assert "Dòng 4, cột A (ma): mã 1 đã có ở dòng 2." in found


def test_numbers_with_comma_and_point_and_penalties_with_and_without_minus():
    content = table(
        '1,,Một,"97,5",bac', "2,,Hai,97.5,bac", "P,,Trừ,-10,tru", "Q,,Trừ,10,tru", "N,,x,1,Theo bậc"
    )

    _sheet, lines = read_lines(spreadsheets.read(content))

    assert [line["errors"] for line in lines] == [[]] * 5
    points = [line["values"]["max_points"] for line in lines]
    assert points == ["97.5", "97.5", "-10", "-10", "1"]
    assert lines[4]["values"]["kind"] == "ladder"


def test_kinds_of_units_and_a_yes_are_read_by_code_and_in_words():
    head = "ma,tieu_chi,diem_toi_da,loai,bat_buoc_minh_chung,loai_don_vi"
    lines = ("1,Một,1,bac,có,Ban quản lý; department;department", "2,Hai,1,bac,,")

    content = table(*lines, head=head)

    _sheet, (one, two) = read_lines(spreadsheets.read(content))
    assert one["values"]["unit_kinds"] == ["management_board", "department"]
    assert (one["values"]["needs_evidence"], two["values"]["needs_evidence"]) == (True, False)
    wrong = " ".join(errors("3,Ba,1,bac,chắc,Sao Hỏa", head=head))
    assert "“Sao Hỏa” không phải một trong: department" in wrong
    assert "hãy ghi “co” hoặc “khong”" in wrong


def test_a_semicolon_file_with_bom_and_words_as_heads_is_read():
    text = "\ufeffMã;Tiêu chí;Điểm tối đa;Loại;Kỳ áp dụng\r\n1;Một;97,5;Trừ dần;Chỉ kỳ năm\r\n"

    _sheet, (line,) = read_lines(spreadsheets.read(text.encode()))

    assert line == {
        "row": 2,
        "errors": [],
        "values": {
            "code": "1",
            "text": "Một",
            "kind": "deduction",
            "max_points": "97.5",
            "applies_to": "year",
        },
    }


def test_the_cell_of_a_workbook_is_named_with_its_sheet():
    cover = Page("Bìa", [], [["KHỐI"]])
    rows = [["1", "Một", "abc", "bac"]]
    columns = [Column(name) for name in ("ma", "tieu_chi", "diem_toi_da", "loai")]
    content = spreadsheets.write_xlsx([cover, Page("Bảng", columns, rows, lead=["Tiêu đề"])])

    sheet, (line,) = read_lines(spreadsheets.read(content))

    assert sheet == "Bảng"
    assert line["errors"][0].startswith("Trang “Bảng”, ô C3 (diem_toi_da): “abc”")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a,b\n1,2\n", "Không thấy dòng tiêu đề"),
        (b"ma,tieu_chi,loai\n", "Thiếu cột diem_toi_da"),
        (b"ma,ma,tieu_chi,diem_toi_da,loai\n", "Cột ma có hai lần"),
        (table(), "chưa có dòng tiêu chí nào"),
        (table(*["1,,x,1,bac"] * 301), "hơn 300 dòng"),
        (b"MZ\x90\x00", "UTF-8"),
        (b"\xff\xfea\x00", "UTF-8"),
        (b"ma\x00,tieu_chi", "Đây không phải"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(draft, person, content, says):
    with pytest.raises(ActionError, match=says):
        actions.read_criteria(draft, content=content, name="x.csv", by=person)
    assert Intake.objects.count() == 0
    with pytest.raises((UnreadableError, ActionError)):
        read_lines(spreadsheets.read(content))


def test_a_file_is_taken_once_and_not_with_errors_or_into_a_changed_or_published_set(draft, person):
    good, bad = table("1,,Một,1,bac"), table("1,,Một,x,bac")
    made, _set = bring(draft, good, person)
    with pytest.raises(ActionError, match="đã được nhập rồi"):
        actions.take_criteria(made, by=person)
    draft.refresh_from_db()
    wrong = actions.read_criteria(draft, content=bad, name="b.csv", by=person)
    with pytest.raises(ActionError, match="dòng lỗi"):
        actions.take_criteria(wrong, by=person)
    waiting = actions.read_criteria(draft, content=table("2,,Hai,1,bac"), name="c.csv", by=person)

    actions.delete_criterion(draft.criteria.get(), by=person)

    with pytest.raises(ActionError, match="đã thay đổi sau khi đọc tệp"):
        actions.take_criteria(waiting, by=person)
    draft.refresh_from_db()
    late = actions.read_criteria(draft, content=good, name="d.csv", by=person)
    other = actions.read_criteria(draft, content=good, name="e.csv", by=person)
    actions.take_criteria(late, by=person)
    actions.publish_set(draft, by=person)
    with pytest.raises(ActionError, match="không còn là dự thảo"):
        actions.take_criteria(other, by=person)
    with pytest.raises(ActionError, match="không còn là dự thảo"):
        actions.read_criteria(draft, content=good, name="f.csv", by=person)


def test_parts_that_do_not_fit_the_maximum_are_a_warning_as_wrong_sums_are(draft, person):
    parts = '"[{""kind"": ""yes_no"", ""params"": {""points"": 5}}]"'

    made, _set = bring(draft, table(f"1,,Một,10,dinh_tinh,,,,{parts}"), person)

    assert "chưa đến điểm tối đa 10" in made.plan["warnings"][0]
    assert draft.criteria.get().parts == [{"kind": "yes_no", "params": {"points": "5"}}]
    with pytest.raises(ActionError, match="chưa đến điểm tối đa 10"):
        actions.publish_set(draft, by=person)


def test_a_formula_without_a_value_and_a_code_of_two_lines_are_named():
    book = openpyxl.Workbook()
    book.active.title = "Bảng"
    for row in (["ma", "tieu_chi", "diem_toi_da", "loai"], ["1\n2", "Một", "=1+1", "bac"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)

    _sheet, (line,) = read_lines(spreadsheets.read(out.getvalue()))

    said = " ".join(line["errors"])
    assert "Trang “Bảng”, ô C2 (diem_toi_da): là công thức chưa có kết quả" in said
    assert "mã phải viết trên một dòng" in said


def test_a_file_for_a_set_that_is_gone_is_refused(draft, person):
    made = actions.read_criteria(draft, content=table("1,,Một,1,bac"), name="a", by=person)
    draft.delete()

    with pytest.raises(ActionError, match="không còn nữa"):
        actions.take_criteria(made, by=person)
