"""The own sheet in Excel: out, filled in, back with its differences shown, taken once."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import sheets as actions
from assessments.models import Answer, Assessment, Intake
from assessments.queries.sheets import TITLE, write
from emulation_bloc.lib import spreadsheets
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import (
    AnswerFactory,
    AssessmentFactory,
    CriterionFactory,
    RegistrationFactory,
    RoundFactory,
    TargetFactory,
)
from tests.factories import make_user, trail

pytestmark = pytest.mark.django_db
RATIO = {"kind": "proportional", "label": "Giải ngân", "params": {"points": "10"}}
COUNT = {"kind": "count", "label": "", "params": {"per": "1"}}
YES = {"kind": "yes_no", "label": "", "params": {"points": "10"}}
CLASSES = {
    "kind": "classes",
    "label": "",
    "params": {"steps": [{"name": "tốt, khá", "points": "10"}, {"name": "yếu", "points": "0"}]},
}


@pytest.fixture
def assessment() -> Assessment:
    """A draft with a leaf of each sort of figure, in one group; the first has a target of 100."""
    made = AssessmentFactory(round=RoundFactory())
    criteria = made.round.criteria_set
    group = CriterionFactory(criteria_set=criteria, code="I", kind="group", position=1)
    for place, (code, parts) in enumerate(
        [("1", [RATIO]), ("2", [CLASSES]), ("3", [YES]), ("4", [COUNT]), ("5", [])], start=2
    ):
        leaf = CriterionFactory(
            criteria_set=criteria, parent=group, code=code, parts=parts, position=place,
            kind=parts[0]["kind"] if parts and parts[0]["kind"] != "classes" else "ladder",
        )  # fmt: skip
        AnswerFactory(assessment=made, criterion=leaf)
    Answer.objects.filter(criterion__code="1").update(figures=[{"target": "100", "actual": "97.5"}])
    return made


@pytest.fixture
def officer(client, assessment):
    """The unit's officer, signed in."""
    user = make_user("officer", assessment.unit)
    client.force_login(user)
    client.user = user
    return client


def address(assessment, name: str, *more) -> str:
    period = assessment.round.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, assessment.pk]
    return reverse(f"assessments:{name}", args=[*at, *more])


def cells(content: bytes) -> dict[tuple[str, str], str]:
    """(code, label or `words`) → the cell's name."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))[TITLE]
    found = {}
    for row in sheet.iter_rows(min_row=5):
        code, _text, _most, label, value, words = row
        found[code.value, label.value] = value.coordinate
        if not words.protection.locked:
            found[code.value, "words"] = words.coordinate
    return found


def filled(content: bytes, changes: dict[str, object], title: str = TITLE) -> bytes:
    """The workbook with some cells written as Excel writes them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell, value in changes.items():
        book[title][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(client, assessment, content: bytes, name: str = "bang.xlsx"):
    return client.post(
        address(assessment, "sheet_upload"), {"file": SimpleUploadedFile(name, content)}
    )


def three_changes(content: bytes) -> bytes:
    at = cells(content)
    return filled(
        content,
        {
            at["1", "Giải ngân: Thực hiện"]: 99.25,
            at["2", "Mức xếp loại"]: "tốt; khá",
            at["5", "words"]: "Đã hoàn thành.",
        },
    )


def test_round_trip_of_three_cells_shows_three_differences_and_then_none(officer, assessment):
    content = officer.get(address(assessment, "sheet_download")).content
    changed = three_changes(content)

    answer = bring(officer, assessment, changed)
    intake = Intake.objects.get()
    assert answer["Location"] == address(assessment, "sheet_intake", intake.pk)
    page = officer.get(answer["Location"])
    rows = page.context["differences"]
    assert [(row["code"], row["old"], row["new"]) for row in rows] == [
        ("1", "97,5", "99,25"),
        ("2", "", "tốt, khá"),
        ("5", "", "Đã hoàn thành."),
    ]
    assert Answer.objects.get(criterion__code="2").figures == []

    done = officer.post(
        address(assessment, "sheet_take", intake.pk), {"take": [row["key"] for row in rows]}
    )

    assert done["Location"] == assessment.get_absolute_url()
    first, second, _third, _fourth, fifth = assessment.answers.order_by("criterion__code")
    assert first.figures == [{"target": "100", "actual": "99.25"}]
    assert second.figures == [{"choice": "tốt, khá"}]
    assert (str(first.points), str(second.points)) == ("9.93", "10.00")
    assert fifth.words == "Đã hoàn thành."
    assert trail(assessment.bloc) == ["sheet_taken"]
    again = bring(officer, assessment, changed)
    assert again["Location"] == address(assessment, "sheet_upload")
    assert "không có gì khác" in officer.get(again["Location"]).text


def test_untouched_file_has_no_differences(officer, assessment):
    TargetFactory(
        registration=RegistrationFactory(
            bloc=assessment.bloc, unit=assessment.unit, state="submitted"
        ),
        criterion_code="1",
        plan="12345678901234.5678",
    )
    Answer.objects.filter(criterion__code="5").update(words="=1+1", figures=[{"points": "9.5"}])
    Answer.objects.filter(criterion__code="3").update(figures=[{"yes": "no"}])

    bring(officer, assessment, write(assessment))

    assert not Intake.objects.exists()


def test_only_open_cells_are_open_and_lists_are_offered(assessment):
    content = write(assessment)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[TITLE]
    at = cells(content)

    assert sheet.protection.sheet
    open_cells = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert open_cells == set(at.values()) - {"E5"}  # E5: the group's
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules[at["2", "Mức xếp loại"]].formula1 == '"tốt; khá,yếu"'
    assert rules[at["3", "Đạt yêu cầu"]].formula1 == '"Có,Không"'
    assert rules[at["5", "Điểm"]].formula2 == "10.00"


def test_registered_target_is_locked_and_an_agreed_leaf_has_no_cells(assessment):
    registration = RegistrationFactory(
        bloc=assessment.bloc, unit=assessment.unit, state="submitted"
    )
    TargetFactory(registration=registration, criterion_code="1", plan=120)
    Answer.objects.filter(criterion__code="5").update(
        not_applicable="agreed", not_applicable_reason="Không được giao"
    )

    content = write(assessment)

    sheet = openpyxl.load_workbook(io.BytesIO(content))[TITLE]
    at = cells(content)
    target = sheet[at["1", "Giải ngân: Kế hoạch"]]
    assert (target.value, target.protection.locked) == (120, True)
    assert ("5", "words") not in at


def test_after_a_return_only_what_was_reopened_is_open(assessment):
    Answer.objects.filter(criterion__code="4").update(is_reopened=True)
    Assessment.objects.filter(pk=assessment.pk).update(
        state="returned", submitted_at="2021-07-01T00:00Z"
    )
    assessment.refresh_from_db()

    at = cells(write(assessment))

    assert [code for code, label in at if label == "words"] == ["4"]


def test_text_that_looks_like_a_formula_stays_text(assessment):
    Answer.objects.filter(criterion__code="5").update(words="=cmd|' /C calc'!A0")
    content = write(assessment)
    at = cells(content)

    cell = openpyxl.load_workbook(io.BytesIO(content))[TITLE][at["5", "words"]]

    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=cmd|' /C calc'!A0", True)


@pytest.mark.parametrize(
    ("label", "code", "value", "said"),
    [
        ("Điểm", "5", "chín", "không phải là số"),
        ("Điểm", "5", "1e309", "lũy thừa"),
        ("Điểm", "5", 1e300, "Số quá"),
        ("Điểm", "5", -1, "Điểm phải từ 0,00 đến 10,00"),
        ("Điểm", "5", 10.01, "Điểm phải từ 0,00 đến 10,00"),
        ("Điểm", "5", "x" * 10000, "Số quá dài"),
        ("Điểm", "5", "=1+1", "công thức chưa có giá trị"),
        ("words", "5", "x" * 10000, "vượt giới hạn"),
        ("Mức xếp loại", "2", "giỏi", "Hãy chọn một trong"),
        ("Đạt yêu cầu", "3", "có lẽ", "Có hoặc Không"),
        ("Giải ngân: Thực hiện", "1", -5, "không được âm"),
    ],
)
def test_bad_cell_is_named_and_nothing_is_written(officer, assessment, label, code, value, said):
    content = write(assessment)
    cell = cells(content)[code, label]

    answer = bring(officer, assessment, filled(content, {cell: value}))

    page = officer.get(answer["Location"])
    errors = page.context["errors"]
    assert [error.split(":")[0] for error in errors] == [f"Ô {cell}"]
    assert said in errors[0]
    assert page.context["differences"] == []


def test_untouched_cell_that_no_longer_fits_is_no_error(officer, assessment):
    Answer.objects.filter(criterion__code="5").update(figures=[{"points": "99"}])

    bring(officer, assessment, write(assessment))

    assert not Intake.objects.exists()


def test_rows_that_were_sorted_are_refused_by_cell(officer, assessment):
    content = write(assessment)

    answer = bring(officer, assessment, filled(content, {"A6": "9", "E6": 5}))

    errors = officer.get(answer["Location"]).context["errors"]
    assert "E6: dòng này không còn là tiêu chí 1" in errors[0]


def test_what_was_typed_on_the_page_meanwhile_is_kept(officer, assessment):
    content = write(assessment)
    Answer.objects.filter(criterion__code="4").update(figures=[{"count": "3"}], revision=2)
    Answer.objects.filter(criterion__code="1").update(
        figures=[{"target": "100", "actual": "98"}], revision=2
    )

    answer = bring(officer, assessment, three_changes(content))

    page = officer.get(answer["Location"])
    assert page.context["newer"] == 1
    ratio = page.context["differences"][0]
    assert (ratio["old"], ratio["new"]) == ("98", "99,25")
    assert (ratio["is_conflict"], ratio["is_ticked"]) == (True, False)


def test_answer_saved_after_the_differences_were_shown_is_named_not_overwritten(
    officer, assessment
):
    bring(officer, assessment, three_changes(write(assessment)))
    intake = Intake.objects.get()
    Answer.objects.filter(criterion__code="5").update(words="Của người khác", revision=2)

    keys = {row["key"] for row in intake.plan["differences"]}
    written, left = actions.take_sheet(intake, assessment, keys=keys, by=officer.user)

    assert (written, left) == (2, ["5"])
    assert Answer.objects.get(criterion__code="5").words == "Của người khác"


def test_taken_twice_or_nothing_or_after_handing_in_is_refused(officer, assessment):
    bring(officer, assessment, three_changes(write(assessment)))
    intake = Intake.objects.get()
    keys = {row["key"] for row in intake.plan["differences"]}
    with pytest.raises(ActionError, match="Chưa chọn"):
        actions.take_sheet(intake, assessment, keys=set(), by=officer.user)
    Assessment.objects.filter(pk=assessment.pk).update(
        state="submitted", submitted_at="2021-07-01T00:00Z"
    )
    with pytest.raises(ActionError, match="đã nộp"):
        actions.take_sheet(intake, assessment, keys=keys, by=officer.user)
    Assessment.objects.filter(pk=assessment.pk).update(state="draft")
    actions.take_sheet(intake, assessment, keys=keys, by=officer.user)

    with pytest.raises(ActionError, match="đã được ghi nhận"):
        actions.take_sheet(intake, assessment, keys=keys, by=officer.user)


def test_forged_key_of_a_difference_is_refused(officer, assessment):
    bring(officer, assessment, three_changes(write(assessment)))
    url = address(assessment, "sheet_take", Intake.objects.get().pk)

    answer = officer.post(url, {"take": ["999:p0-points"]})

    assert answer.status_code == 422
    assert "Trang đã cũ" in answer.text


def test_handed_in_return_takes_no_file(officer, assessment):
    content = write(assessment)
    Assessment.objects.filter(pk=assessment.pk).update(
        state="submitted", submitted_at="2021-07-01T00:00Z"
    )

    answer = bring(officer, assessment, three_changes(content))

    assert answer.status_code == 422
    assert "Bảng đã nộp" in answer.text


def test_sheet_of_another_unit_round_or_edition_is_refused(officer, assessment):
    other = AssessmentFactory(round=assessment.round)
    elsewhere = AssessmentFactory(unit=assessment.unit)
    old = write(assessment)
    said = {
        "của đơn vị đang mở": write(other),
        "không phải kỳ đang mở": write(elsewhere),
    }
    answers = {words: bring(officer, assessment, file).text for words, file in said.items()}
    assessment.round.criteria_set = CriterionFactory(
        criteria_set__bloc=assessment.bloc, criteria_set__edition=2, criteria_set__reason="Sửa"
    ).criteria_set
    assessment.round.save()
    answers["bản bộ tiêu chí cũ"] = bring(officer, assessment, old).text

    assert [words for words, text in answers.items() if words not in text] == []
    assert not Intake.objects.exists()


def test_file_that_is_no_sheet_of_ours_is_refused(officer, assessment):
    content = write(assessment)
    plain = spreadsheets.write_xlsx([spreadsheets.Page("x", [], [["1"]])])
    macro = content.replace(b"spreadsheetml", b"spreadsheetml")
    files = {
        "a.xlsx": (b"MZ\x90\x00", "không phải .xlsx"),
        "b.xlsx": (plain, "không phải bảng tải từ hệ thống"),
        "c.xlsx": (filled(content, {"A1": "kx"}, "_khoa"), "phần khóa đã bị sửa"),
        "d.xls": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, ".xls"),
        "e.csv": (b"ma,diem\r\n1,2\r\n", "Hãy tải lên chính tệp Excel"),
        "f.xlsx": (macro[:200], "Không đọc được tệp"),
        "g.xlsx": (b"", "rỗng"),
    }

    for name, (file, said) in files.items():
        answer = bring(officer, assessment, file, name)
        assert (answer.status_code, said in answer.text) == (422, True), name
    assert not Intake.objects.exists()


def test_intake_of_another_return_does_not_exist(officer, assessment):
    bring(officer, assessment, three_changes(write(assessment)))
    intake = Intake.objects.get()
    Intake.objects.filter(pk=intake.pk).update(key=assessment.pk + 1)

    assert officer.get(address(assessment, "sheet_intake", intake.pk)).status_code == 404
    assert officer.post(address(assessment, "sheet_take", intake.pk)).status_code == 404
