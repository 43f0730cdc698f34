"""Earlier years taken over: dropped in, looked at, confirmed once, handed out, removed."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import past as actions
from assessments.models import Intake, PastRecord
from emulation_bloc.lib.spreadsheets import Column, Page, write_xlsx
from emulation_bloc.lib.states import ActionError
from tests.factories import MembershipFactory, UnitFactory, make_user, trail
from units.models import UnitName

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HEADS = [Column("STT"), Column("Nội dung tiêu chí"), Column("Điểm chuẩn"), Column("Điểm tự chấm")]
ROWS = [["I", "Nhóm một", 20, 19], ["1", "Việc thứ nhất", 10, 9], ["2", "Việc thứ hai", 10, 9]]


def workbook(rows=ROWS) -> bytes:
    return write_xlsx([Page("Bảng chấm", HEADS, rows, lead=["BẢNG TỰ CHẤM ĐIỂM NĂM 2019"])])


@pytest.fixture
def member():
    """A unit in a bloc."""
    return MembershipFactory(unit__name="Sở Xây dựng", unit__short_name="SXD")


@pytest.fixture
def officer(client, member):
    """The unit's officer, signed in."""
    user = make_user("officer", member.unit)
    client.force_login(user)
    return client


def address(bloc, name: str, *more) -> str:
    return reverse(f"assessments:{name}", args=[bloc.province.slug, bloc.slug, *more])


def drop(client, bloc, *files, unit="", year="2019", kind="year"):
    named = [SimpleUploadedFile(name, content) for name, content in files]
    data = {"files": named, "unit": unit, "year": year, "period_kind": kind}
    return client.post(address(bloc, "upload_past"), data)


def test_officer_drops_a_sheet_sees_wrong_sums_and_confirms(officer, member):
    bloc, unit = member.bloc, member.unit
    answer = drop(officer, bloc, ("cham 2019.xlsx", workbook()), unit=unit.pk)
    intake = Intake.objects.get()
    assert answer["Location"] == address(bloc, "past_intake", intake.pk)
    page = officer.get(answer["Location"])
    assert "Ô D3: nhóm I ghi 19, cộng các dòng được 18." in page.text
    assert "tổng điểm 19" in page.text
    assert not PastRecord.objects.exists()

    typed = page.context["form"].initial | {"unit": unit.pk}
    done = officer.post(address(bloc, "apply_past", intake.pk), typed)
    again = officer.post(address(bloc, "apply_past", intake.pk), typed)

    assert (done.status_code, again.status_code) == (302, 422)
    made = PastRecord.objects.get()
    assert (made.kind, made.year, made.unit, made.total) == ("sheet", 2019, unit, 19)
    assert made.lines[1] == {
        "code": "1", "text": "Việc thứ nhất", "max": "10", "points": "9", "words": "",
    }  # fmt: skip
    assert trail(bloc) == ["past_taken_over"]
    assert "19" in officer.get(address(bloc, "past_record", made.pk)).text


def test_other_columns_are_read_anew_before_anything_is_kept(officer, member):
    bloc, unit = member.bloc, member.unit
    drop(officer, bloc, ("a.xlsx", workbook()), unit=unit.pk)
    intake = Intake.objects.get()
    form = officer.get(address(bloc, "past_intake", intake.pk)).context["form"]
    typed = form.initial | {"unit": unit.pk, "points": 3, "max": 0}

    first = officer.post(address(bloc, "apply_past", intake.pk), typed)
    assert first["Location"] == address(bloc, "past_intake", intake.pk)
    assert not PastRecord.objects.exists()
    shown = officer.get(first["Location"])
    assert "tổng điểm 20" in shown.text

    officer.post(address(bloc, "apply_past", intake.pk), typed)
    assert PastRecord.objects.get().total == 20


def test_one_column_for_two_things_is_refused_and_nothing_typed_is_lost(officer, member):
    bloc, unit = member.bloc, member.unit
    drop(officer, bloc, ("a.xlsx", workbook()), unit=unit.pk)
    intake = Intake.objects.get()
    form = officer.get(address(bloc, "past_intake", intake.pk)).context["form"]

    answer = officer.post(
        address(bloc, "past_intake", intake.pk),
        form.initial | {"unit": unit.pk, "points": 3, "max": 3, "year": "2018"},
    )

    assert answer.status_code == 422
    assert "Một cột chỉ dùng cho một nội dung" in answer.text
    assert '<option value="2018" selected>' in answer.text


def test_sheet_without_points_is_not_kept(officer, member):
    bloc, unit = member.bloc, member.unit
    rows = [["1", "Việc", 10, "chín"]]
    drop(officer, bloc, ("a.xlsx", workbook(rows)), unit=unit.pk)
    intake = Intake.objects.get()
    form = officer.get(address(bloc, "past_intake", intake.pk)).context["form"]

    answer = officer.post(address(bloc, "apply_past", intake.pk), form.initial | {"unit": unit.pk})

    assert answer.status_code == 422
    assert "Chưa đọc được dòng điểm nào" in answer.text


def test_secretary_drops_files_of_all_units_told_by_their_names(client, member):
    bloc = member.bloc
    other = MembershipFactory(bloc=bloc, unit__name="Sở Công Thương", unit__short_name="SCT")
    secretary = make_user("secretary", bloc)
    client.force_login(secretary)

    drop(
        client, bloc,
        ("SCT nam 2018.xlsx", workbook()), ("Bao cao so xay dung 2018.pdf", PDF), ("la.exe", b"MZ"),
    )  # fmt: skip

    sheet, report = Intake.objects.order_by("name").reverse()
    for intake, unit in ((sheet, other.unit), (report, member.unit)):
        form = client.get(address(bloc, "past_intake", intake.pk)).context["form"]
        assert (form.initial["unit"], form.initial["year"]) == (unit.pk, 2018)
        client.post(address(bloc, "apply_past", intake.pk), form.initial)
    kinds = {(row.unit, row.kind) for row in PastRecord.objects.all()}
    assert kinds == {(other.unit, "sheet"), (member.unit, "report")}


def test_officer_cannot_drop_for_another_unit(officer, member):
    other = MembershipFactory(bloc=member.bloc)

    answer = drop(officer, member.bloc, ("a.pdf", PDF), unit=other.unit.pk)

    assert answer.status_code == 422
    assert not PastRecord.objects.exists()


def test_report_is_attached_at_once_and_only_once(officer, member):
    bloc, unit = member.bloc, member.unit
    drop(officer, bloc, ("bao cao.pdf", PDF), unit=unit.pk)
    drop(officer, bloc, ("ten khac.pdf", PDF), unit=unit.pk)
    drop(officer, bloc, ("bao cao.pdf", PDF), unit=unit.pk, kind="half_year")

    rows = PastRecord.objects.order_by("pk")
    assert [(row.name, row.period_kind) for row in rows] == [
        ("bao cao.pdf", "year"),
        ("bao cao.pdf", "half_year"),
    ]
    answer = officer.get(address(bloc, "past_file", rows[0].pk))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


def test_same_sheet_dropped_twice_waits_once(officer, member):
    for _turn in range(2):
        drop(officer, member.bloc, ("a.xlsx", workbook()), unit=member.unit.pk)

    assert Intake.objects.count() == 1


def bomb() -> bytes:
    """Forty megabytes of nothing that call themselves a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "spreadsheetml.sheet.main+xml" * 2)
        archive.writestr("xl/workbook.xml", b"0" * 40_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"MZ\x90\x00 chuong trinh"),
        ("a.csv", b"MZ\x90\x00\xff\xfe"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.pdf", b"GIF89a"),
        ("a.docx", workbook()),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.xlsx", b"PK\x03\x04 hong"),
        ("a.xlsm", workbook()),
        ("a.csv", b"x\x00y"),
    ],
)
def test_what_is_no_sheet_or_report_is_refused_with_a_sentence(officer, member, name, content):
    answer = drop(officer, member.bloc, (name, content), unit=member.unit.pk)

    assert not Intake.objects.exists()
    page = officer.get(answer["Location"])
    assert f"{name}: " in page.text


def test_zip_bomb_and_a_file_too_large_are_refused(member, officer, monkeypatch):
    drop(officer, member.bloc, ("a.xlsx", bomb()), unit=member.unit.pk)
    monkeypatch.setattr(actions, "MOST_REPORT_BYTES", 10)
    drop(officer, member.bloc, ("a.pdf", PDF), unit=member.unit.pk)

    assert not Intake.objects.exists()
    assert not PastRecord.objects.exists()


@pytest.mark.parametrize("data", [{}, {"unit": "1", "year": "1900", "period_kind": "tuần"}])
def test_upload_without_files_or_year_is_refused_in_its_place(officer, member, data):
    answer = officer.post(address(member.bloc, "upload_past"), data)

    assert answer.status_code == 422
    assert "Chưa thực hiện được" in answer.text


def test_name_of_that_time_is_kept(member):
    UnitName.objects.create(
        unit=member.unit, name="Sở Kiến thiết", short_name="SKT",
        starts="2010-01-01", ends="2020-06-30",
    )  # fmt: skip
    by = make_user("officer", member.unit)

    made = actions.receive_past(
        member.bloc, unit=member.unit, year=2019, period_kind="year", name="a.pdf", content=PDF,
        by=by,
    )  # fmt: skip

    assert made.unit_name == "Sở Kiến thiết"


def test_waiting_file_is_dropped_with_its_bytes(
    officer, member, django_capture_on_commit_callbacks
):
    drop(officer, member.bloc, ("a.xlsx", workbook()), unit=member.unit.pk)
    intake = Intake.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        officer.post(address(member.bloc, "discard_past", intake.pk))

    assert not Intake.objects.exists()
    assert not default_storage.exists(intake.file)


def test_record_is_removed_with_a_reason(officer, member, django_capture_on_commit_callbacks):
    drop(officer, member.bloc, ("a.pdf", PDF), unit=member.unit.pk)
    made = PastRecord.objects.get()
    url = address(member.bloc, "remove_past", made.pk)
    assert officer.post(url, {"reason": ""}).status_code == 422

    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(url, {"reason": "Nhầm năm."}).status_code == 302

    assert not PastRecord.objects.exists()
    assert not default_storage.exists(made.file)
    assert trail(member.bloc) == ["past_taken_over", "past_removed"]
    with pytest.raises(ActionError, match="lý do"):
        actions.remove_past(made, reason=" ", by=None)


def test_intake_of_another_person_or_kind_does_not_exist(officer, member, client):
    drop(officer, member.bloc, ("a.xlsx", workbook()), unit=member.unit.pk)
    intake = Intake.objects.get()
    other = make_user("officer", member.unit)
    Intake.objects.filter(pk=intake.pk).update(kind="sheet")
    assert officer.get(address(member.bloc, "past_intake", intake.pk)).status_code == 404
    Intake.objects.filter(pk=intake.pk).update(kind="past")

    client.force_login(other)

    assert client.get(address(member.bloc, "past_intake", intake.pk)).status_code == 404


def test_file_that_is_gone_is_told(officer, member):
    drop(officer, member.bloc, ("a.xlsx", workbook()), unit=member.unit.pk)
    drop(officer, member.bloc, ("b.pdf", PDF), unit=member.unit.pk)
    intake = Intake.objects.get(kind="past", applied_at=None)
    default_storage.delete(intake.file)
    default_storage.delete(PastRecord.objects.get().file)

    assert (
        "Không đọc lại được tệp này"
        in officer.get(address(member.bloc, "past_intake", intake.pk)).text
    )
    assert officer.post(address(member.bloc, "apply_past", intake.pk)).status_code == 422
    record = PastRecord.objects.get()
    assert officer.get(address(member.bloc, "past_file", record.pk)).status_code == 404


def test_unit_is_guessed_only_when_one_fits(member):
    from assessments.queries.past import guess_unit, guess_year

    twin = UnitFactory(name="Sở Xây dựng và Giao thông", short_name="SXDGT")
    units = [member.unit, twin]

    assert guess_unit(units, "SXD-2019.xlsx") == member.unit
    assert guess_unit(units, "so xay dung va giao thong.xlsx") is None
    assert guess_unit(units, "khac.xlsx") is None
    assert (guess_year("cham 2019 (in 2019).xlsx"), guess_year("2018-2019.xlsx")) == (2019, None)
