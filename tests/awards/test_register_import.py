"""Past awards from Excel: read line by line, written all or none, once."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.models import RegisterEntry
from awards.queries.register_sheet import HEADS, LONGEST, read_lines
from emulation_bloc.lib.spreadsheets import Sheet
from tests.awards.factories import AwardFactory
from tests.factories import MembershipFactory, fresh, make_user
from units.models import AuditEntry, Unit, User

pytestmark = pytest.mark.django_db
GOOD = {
    "Đơn vị": "so-tai-chinh", "Danh hiệu, hình thức": "BK_TINH", "Loại thành tích": "Công trạng",
    "Năm": "2019", "Số quyết định": "12/QĐ-UBND", "Ngày quyết định": "20/01/2020",
    "Tiền thưởng": "4.470.000",
}  # fmt: skip


@pytest.fixture
def unit() -> Unit:
    made = MembershipFactory(starts=date(2000, 1, 1)).unit
    made.slug, made.name = "so-tai-chinh", "Sở Tài chính"
    made.save()
    AwardFactory()
    return made


@pytest.fixture
def reviewer(unit: Unit) -> User:
    return make_user("reviewer", unit.province)


def sheet(*lines: dict[str, str]) -> Sheet:
    heads = list(HEADS)
    return Sheet("", [heads, *([line.get(head, "") for head in heads] for line in lines)])


def xlsx(*lines: dict[str, Any]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.append(list(HEADS))
    for line in lines:
        book.active.append([line.get(head) for head in HEADS])
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("cu.xlsx", out.getvalue())


def browser(user: User) -> Client:
    client = Client()
    client.force_login(fresh(user))
    return client


def address(unit: Unit, name: str = "import_register") -> str:
    return reverse(f"awards:{name}", args=[unit.province.slug])


def test_a_good_line_is_read_by_code_or_name(unit, reviewer):
    named = GOOD | {"Đơn vị": "SO TAI CHINH", "Danh hiệu, hình thức": AwardFactory().name.upper()}

    first, second = read_lines(unit.province, [sheet(GOOD, named)], reviewer)

    assert (first.errors, first.is_new) == ([], True)
    assert first.values["unit"] == unit
    assert (first.values["date"], first.values["amount"]) == (date(2020, 1, 20), 4470000)
    assert second.values["unit"] == unit
    assert second.is_known  # the same decision for the same unit once more


@pytest.mark.parametrize(
    ("head", "typed", "said"),
    [
        ("Đơn vị", "", "chưa ghi đơn vị"),
        ("Đơn vị", "Sở Không Có", "không có đơn vị"),
        ("Đối tượng", "robot", "hãy ghi một trong"),
        ("Đối tượng", "Cá nhân", "ghi tên cá nhân"),
        ("Tên tập thể, cá nhân", "Nguyễn Văn A", "để trống khi là đơn vị"),
        ("Danh hiệu, hình thức", "Cúp vàng", "không có trong danh mục"),
        ("Loại thành tích", "", "hãy ghi một trong"),
        ("Năm", "20", "bốn chữ số"),
        ("Năm", "2021", "không sau năm ban hành"),
        ("Số quyết định", "", "chưa ghi số quyết định"),
        ("Số quyết định", "9" * 61, "dài 61 ký tự, tối đa 60"),
        ("Ngày quyết định", "31/02/2020", "ngày chưa đúng"),
        ("Ngày quyết định", "2020-01-20", "ngày chưa đúng"),
        ("Ngày quyết định", "20/01/2120", "không được sau hôm nay"),
        ("Tiền thưởng", "ba triệu", "số tiền"),
    ],
)
def test_a_wrong_cell_is_named(unit, reviewer, head, typed, said):
    (line,) = read_lines(unit.province, [sheet(GOOD | {head: typed})], reviewer)

    assert any(said in error for error in line.errors)
    assert not line.is_new


def test_looking_writes_nothing_and_the_yes_writes_once(unit, reviewer):
    client = browser(reviewer)
    second = GOOD | {"Đối tượng": "Cá nhân", "Tên tập thể, cá nhân": "Đinh Thị Đào"}

    shown = client.post(address(unit), {"file": xlsx(GOOD, second, GOOD)})

    assert (shown.status_code, shown.context["fresh"], shown.context["known"]) == (200, 2, 1)
    assert not RegisterEntry.objects.exists()
    signed = {"signed": shown.context["signed"]}
    assert client.post(address(unit, "take_register"), signed).status_code == 302
    assert client.post(address(unit, "take_register"), signed).status_code == 302
    found = RegisterEntry.objects.values_list("subject_name", flat=True)
    assert sorted(found) == ["", "Đinh Thị Đào"]
    assert AuditEntry.objects.filter(action="register_imported").count() == 1
    again = client.post(address(unit), {"file": xlsx(GOOD, second)})
    assert (again.context["fresh"], again.context["known"]) == (0, 2)


def test_one_wrong_line_keeps_all_out(unit, reviewer):
    shown = browser(reviewer).post(address(unit), {"file": xlsx(GOOD, GOOD | {"Năm": "x"})})

    assert shown.status_code == 422
    assert shown.context["signed"] == ""
    assert "ô G3" in shown.text


def test_what_was_shown_to_another_is_not_taken(unit, reviewer):
    shown = browser(reviewer).post(address(unit), {"file": xlsx(GOOD)})
    other = browser(make_user("reviewer", unit.province))
    url = address(unit, "take_register")

    assert other.post(url, {"signed": shown.context["signed"]}).status_code == 403
    assert other.post(url, {"signed": shown.context["signed"] + "x"}).status_code == 302
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"MZ", b"PK\x03\x04 hong", "Cột A,Cột B\n1,2\n".encode(), b"a\x00b"]
)
def test_a_wrong_file_is_told(unit, reviewer, content):
    upload = SimpleUploadedFile("cu.xlsx", content)

    assert browser(reviewer).post(address(unit), {"file": upload}).status_code == 422


def test_the_template_is_read_back_empty_and_names_the_codes(unit, reviewer):
    answer = browser(reviewer).get(address(unit, "register_template"))

    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert [cell.value for cell in book.worksheets[0][2]] == list(HEADS)
    codes = {row[0] for row in book.worksheets[1].values}
    assert {"so-tai-chinh", "BK_TINH", "person", "merit"} <= codes


def test_texts_may_be_as_long_as_the_register_takes():
    fields = {name: RegisterEntry._meta.get_field(name).max_length for name in LONGEST}

    assert fields == LONGEST
