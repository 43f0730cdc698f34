"""Uploading a file of criteria, looking at it, saying yes; taking the set home as a file."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.models import Intake
from emulation_bloc.lib.spreadsheets import MOST_BYTES
from tests.assessments.factories import CriterionFactory

pytestmark = pytest.mark.django_db
GOOD = "ma,tieu_chi,diem_toi_da,loai\n1,Một <b>,10,bac\n2,Hai,5,dinh_tinh\n"


@pytest.fixture
def desk(client, world):
    """The secretary's browser."""
    client.force_login(world.people["secretary"])
    return client


def upload(client, world, content, name="tieu-chi.csv", **extra):
    url = reverse(
        "assessments:criteria_upload", kwargs=world.path | {"pk": world.scoring.draft_set.pk}
    )
    return client.post(url, {"file": SimpleUploadedFile(name, content)}, **extra)


def test_a_file_is_shown_before_it_is_written_and_then_written(desk, world):
    draft = world.scoring.draft_set
    before = list(draft.criteria.values_list("text", flat=True))

    answer = upload(desk, world, GOOD.encode())
    page = desk.get(answer["Location"]).text

    assert list(draft.criteria.values_list("text", flat=True)) == before
    assert "Chưa ghi gì cả" in page
    assert "1 mới, 1 đổi" in page
    assert "Một &lt;b&gt;" in page
    take = answer["Location"] + "ghi/"
    assert "Đã nhập bộ tiêu chí từ tệp tieu-chi.csv" in desk.post(take, follow=True).text
    assert list(draft.criteria.values_list("text", flat=True)) == ["Một <b>", "Hai"]
    assert "đã được nhập rồi" in desk.post(take, follow=True).text
    page = desk.get(answer["Location"]).text
    assert "Tệp này đã được nhập lúc" in page
    assert "Nhập vào bộ tiêu chí</button>" not in page


def test_the_same_file_twice_says_that_nothing_changes(desk, world):
    first = upload(desk, world, GOOD.encode())
    desk.post(first["Location"] + "ghi/")

    second = upload(desk, world, GOOD.encode())

    page = desk.get(second["Location"]).text
    assert "Không có gì để thay đổi" in page
    assert "Nhập vào bộ tiêu chí</button>" not in page


def test_wrong_lines_are_named_and_cannot_be_written(desk, world):
    answer = upload(desk, world, GOOD.replace("10,bac", "mười,bac").encode())

    page = desk.get(answer["Location"]).text

    assert "Dòng 2, cột C (diem_toi_da)" in page
    assert "Nhập vào bộ tiêu chí</button>" not in page
    assert "dòng lỗi" in desk.post(answer["Location"] + "ghi/", follow=True).text


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"MZ\x90\x00\x03" * 100, "UTF-8"),
        ("a.csv", b"MZ" + bytes(100), "Đây không phải"),
        ("a.xlsx", bomb(), "Tệp nén quá lớn"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "kiểu cũ"),
        ("a.csv", b"ma,tieu_chi,diem_toi_da,loai\n", "chưa có dòng tiêu chí nào"),
        ("a.csv", b"x" * (MOST_BYTES + 2), "5 MB"),
        ("a.csv", b"", "Tệp rỗng"),
    ],
)
def test_bad_files_get_a_sentence_and_leave_nothing(desk, world, name, content, says):
    had = Intake.objects.count()

    answer = upload(desk, world, content, name)

    assert answer.status_code == 422
    assert says in answer.text
    assert Intake.objects.count() == had


def test_a_name_with_path_quotes_and_emoji_is_only_text(desk, world):
    answer = upload(desk, world, GOOD.encode(), "../../a\"<i>'😀.csv")

    page = desk.get(answer["Location"]).text

    assert "😀.csv" in page
    assert "<i>" not in page
    assert ".." not in Intake.objects.latest("pk").name


def test_somebody_elses_file_does_not_exist(desk, client, world, far):
    answer = upload(desk, world, GOOD.encode())

    for person in (world.people["head"], far.people["secretary"]):
        client.force_login(person)
        assert client.get(answer["Location"]).status_code == 404
        assert client.post(answer["Location"] + "ghi/").status_code == 404


def test_a_set_published_meanwhile_takes_no_file(desk, world):
    draft = world.scoring.draft_set
    answer = upload(desk, world, GOOD.encode())
    draft.move_to("published")

    page = desk.get(answer["Location"]).text

    assert "Nhập vào bộ tiêu chí</button>" not in page
    assert "không còn là dự thảo" in desk.post(answer["Location"] + "ghi/", follow=True).text
    assert upload(desk, world, GOOD.encode()).status_code == 422


def test_files_to_take_home_hold_text_that_is_no_formula(desk, world):
    draft = world.scoring.draft_set
    CriterionFactory(
        criteria_set=draft, code="P", kind="penalty", max_points=-10, text="=HYPERLINK(1)"
    )
    path = world.path | {"pk": draft.pk}

    csv = desk.get(reverse("assessments:criteria_csv", kwargs=path))
    xlsx = desk.get(reverse("assessments:criteria_xlsx", kwargs=path))

    assert "P,,'=HYPERLINK(1),-10,tru" in csv.content.decode("utf-8-sig")
    cells = list(openpyxl.load_workbook(io.BytesIO(xlsx.content)).worksheets[0].iter_rows())
    text, points = cells[-1][2], cells[-1][3]
    assert (text.data_type, text.value, points.value) == ("s", "=HYPERLINK(1)", -10)
    for answer in (csv, xlsx):
        assert answer["Content-Disposition"].startswith('attachment; filename="tieu-chi-kinh-te')
        assert answer["X-Content-Type-Options"] == "nosniff"
