"""The main job, end to end: the mid-2021 review typed in a browser becomes a numbered PDF on the
reviewer's desk."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from docx import Document as WordFile
from pypdf import PdfReader

from tests.browser import case
from tests.browser.case import AREAS, ASSUMED, CASE, ROLES, pdf_text, squeezed
from tests.browser.walk import Person, passwords
from tests.documents import signing

pytestmark = pytest.mark.browser

BLOC = "/hung-yen/kinh-te-ky-thuat"
PERIOD = f"{BLOC}/2021-h1"
CAST_ONLY = """
from datetime import date
from awards.management.demo.cast import hung_yen, neighbour, province
from units.models import Province
bloc = hung_yen()
neighbour(province("thai-binh", "Tỉnh Thái Bình"), "tb", "KTĐVHXH", with_reviewer=True)
Province.objects.update(demo_day=date(2021, 7, 9))
"""


@pytest.fixture(scope="module")
def stack(fresh):
    """The real web server, worker and scheduler, with the cast and nothing told yet."""
    with fresh("walk", stage=None) as running:
        running.manage("shell", "-v0", "-c", CAST_ONLY)
        yield running


@pytest.fixture(scope="module")
def people(stack, browser):
    """Signs people in once each."""
    known = passwords(stack.manage("demo_accounts", "--json"))
    made: dict[str, Person] = {}

    def person(username: str) -> Person:
        if username not in made:
            made[username] = Person(browser, stack.url, username, known.get(username, ""))
        return made[username]

    return person


def test_review_from_browser_to_reviewer(stack, people):
    """Steps 3 to 6 of the main job, by the people who do them."""
    looked: list[str] = []
    secretary = people("thuky")
    _open_period_and_plan(secretary, looked)
    _type_meeting(secretary)
    looked += secretary.look()
    _write_report(secretary, people("canbo.xaydung"), looked)
    minutes_url = _submit_minutes(secretary, looked)
    paper, pdf = _approve_minutes(people("lam.tran"), secretary, minutes_url, looked)
    case.every_fact_is_in(pdf_text(pdf))
    _approve_report(secretary, people("tuan.do"), looked)
    _sign_and_send(secretary, paper, pdf)
    _reviewer_takes_it(people("chuong.do"), paper, pdf, looked)
    _others_see_what_they_may(people, paper, looked)
    _anybody_checks(Person(people("thuky").page.context.browser, stack.url), paper, pdf, looked)
    assert looked == []
    assert [
        fault for name in ("thuky", "lam.tran", "tuan.do") for fault in people(name).faults
    ] == []


def _open_period_and_plan(secretary: Person, looked: list[str]) -> None:
    secretary.open(f"{BLOC}/mo-ky/")
    looked += secretary.look()
    secretary.press("Mở kỳ")
    assert "6 tháng đầu năm 2021" in secretary.text()
    secretary.follow("Lập hội nghị")
    secretary.press("Lập hội nghị sơ kết")
    assert "Ghi biên bản hội nghị" in secretary.text()


def _type_meeting(secretary: Person) -> None:
    given, assumed = CASE["meeting"], CASE["assumptions"]
    host = CASE["leadership"]["host_unit_of_h1_review"]["unit"]
    units = {row["slug"]: row["name"] for row in CASE["units"]}
    secretary.type_part(
        "#part-general",
        {
            "title": given["title"],
            "date": f"{assumed['meeting_date']:%d/%m/%Y}",
            "starts_at": assumed["meeting_time"],
            "place": assumed["meeting_place"],
            "host_unit": units[host],
        },
    )
    for values in _guests(units):
        secretary.add_row("#people details", values)
    secretary.type_part("#part-summary", {"attendance_summary": given["attendance"]})
    for number, unit in enumerate(CASE["units"]):
        row = secretary.page.locator("#attendance [id^=attendance-].part-row").nth(number)
        assert unit["name"] in row.inner_text()
        place = f"#{row.get_attribute('id')}"
        values = {
            "presence": "Có mặt",
            "name": f"Đại biểu {number + 1} Mẫu",
            "title": f"Phó Giám đốc {number + 1}",
        }
        secretary.type_part(place, values)
    secretary.type_part("#part-context", {"context": "\n".join(given["context"])})
    secretary.type_part("#part-results", {"results": "\n".join(given["results"])})
    secretary.type_part("#part-discussion", {"discussion": given["discussion"]})
    secretary.add_row(
        "#discussion details",
        {
            "unit": "Sở Công thương",
            "speaker": "Đại biểu 4 Mẫu",
            "gist": "Nêu cách kết nối tiêu thụ nông sản.",
        },
    )
    _type_outcomes(secretary)
    closing = {"ends_at": assumed["meeting_end"], "copies": "3", "assumptions": ASSUMED}
    secretary.type_part("#part-closing", closing)


def _guests(units: dict[str, str]) -> list[dict[str, str]]:
    rows = []
    for guest in CASE["meeting"]["attending_guests"]:
        row = {"role": ROLES[guest["as"]], "name": guest["name"], "title": guest["position"]}
        rows.append(row | {"organisation": guest.get("organisation", "")})
    chair = CASE["meeting"]["chair"]
    rows.append(
        {
            "role": "Chủ tọa",
            "name": chair["name"],
            "title": chair["position"],
            "unit": units[chair["unit"]],
            "user": f"{chair['name']} – Cục trưởng Cục Quản lý thị trường tỉnh",
        }
    )
    post = "Chuyên viên Văn phòng Sở Nông nghiệp và Phát triển nông thôn"
    rows.append(
        {
            "role": "Thư ký hội nghị",
            "name": "Trần Thị Mẫu",
            "title": post,
            "user": f"Trần Thị Mẫu – {post}",
        }
    )
    return rows


def _type_outcomes(secretary: Person) -> None:
    remarks = CASE["reviewer_remarks"]
    secretary.add_row(
        "#reviewer details:has([name=speaker])",
        {"speaker": remarks["by"], "title": "Phó Trưởng ban", "assessment": remarks["assessment"]},
    )
    for row in remarks["requests"]:
        to = {"units": "Các đơn vị", "bloc": "Khối"}[row["to"]]
        _type_conclusion(
            secretary, "#reviewer details:has([name=addressee])", row, {"addressee": to}
        )
    for row in CASE["directions"]:
        _type_conclusion(secretary, "#directions > details", row, {})


def _type_conclusion(
    secretary: Person, place: str, row: dict[str, Any], more: dict[str, str]
) -> None:
    values = {"title": row["title"], "detail": row.get("detail", ""), "area": AREAS[row["area"]]}
    made = secretary.add_row(place, more | values)
    for reference in row.get("references", []):
        fields = {
            name: reference[name]
            for name in ("kind", "number", "issuer", "subject")
            if name in reference
        }
        if "date" in reference:
            fields["date"] = f"{reference['date']:%d/%m/%Y}"
        secretary.add_row(f"{made} details", fields)


def _write_report(secretary: Person, officer: Person, looked: list[str]) -> None:
    secretary.open(f"{PERIOD}/")
    looked += secretary.look()
    secretary.press("Soạn báo cáo sơ kết")
    shortfalls = (
        "Một số đơn vị chưa chủ động phát hiện điển hình tiên tiến.\nNguyên nhân: dịch Covid-19."
    )
    secretary.type_part("#shortfalls", {"body": shortfalls})
    address = secretary.page.url.removeprefix(secretary.url).split("#")[0]
    assert officer.open(address) == 404
    secretary.press("Gửi các đơn vị góp ý")
    assert officer.open(address) == 200
    looked += officer.look()
    officer.fill("#shortfalls", {"text": "Đề nghị nêu nguyên nhân chủ quan."})
    officer.press("Gửi ý kiến", "#shortfalls")
    assert "Đề nghị nêu nguyên nhân chủ quan." in officer.text()
    secretary.open(address)
    secretary.fill("#shortfalls .notice", {"text": "Tiếp thu, sẽ bổ sung."})
    secretary.press("Trả lời")
    assert "Tiếp thu, sẽ bổ sung." in secretary.text()
    looked += secretary.look()
    secretary.report_address = address


def _submit_minutes(secretary: Person, looked: list[str]) -> str:
    secretary.open(f"{PERIOD}/hoi-nghi/")
    looked += secretary.look()
    secretary.follow("Ghi biên bản hội nghị")
    secretary.follow("Xem và trình duyệt")
    looked += secretary.look()
    secretary.press("Tạo PDF dự thảo")
    secretary.page.get_by_role("link", name="Tải PDF dự thảo").wait_for(timeout=30_000)
    draft = secretary.download("Tải PDF dự thảo")
    pages = PdfReader(io.BytesIO(draft)).pages
    assert all("DỰ THẢO" in page.extract_text().upper() for page in pages)
    secretary.press("Trình chủ tọa duyệt")
    assert "chờ chủ tọa duyệt" in secretary.text()
    return secretary.page.url.removeprefix(secretary.url)


def _approve_minutes(
    chair: Person, secretary: Person, address: str, looked: list[str]
) -> tuple[str, bytes]:
    assert "Duyệt: biên bản hội nghị" in chair.text() or chair.open("/") == 200
    chair.open(address)
    looked += chair.look()
    chair.fill("form[action$='/tra-lai/']", {"reason": "Ghi rõ giờ kết thúc."})
    chair.press("Trả lại")
    secretary.open("/")
    assert "bị trả lại" in secretary.text()
    secretary.open(address)
    assert "Ghi rõ giờ kết thúc." in secretary.text()
    secretary.press("Trình chủ tọa duyệt")
    chair.open(address)
    chair.press("Duyệt biên bản")
    chair.page.get_by_role("link", name="Tải PDF").wait_for(timeout=30_000)
    assert "01/BB-KTĐKTKT" in chair.text()
    return chair.page.url.removeprefix(chair.url), chair.download("Tải PDF")


def _approve_report(secretary: Person, head: Person, looked: list[str]) -> None:
    secretary.open(secretary.report_address)
    secretary.press("Trình Trưởng khối duyệt")
    head.open("/")
    assert "báo cáo" in head.text()
    head.open(secretary.report_address)
    looked += head.look()
    head.press("Duyệt báo cáo")
    head.page.get_by_role("link", name="Tải Word").wait_for(timeout=30_000)
    assert "01/BC-KTĐKTKT" in head.text()
    report = WordFile(io.BytesIO(head.download("Tải Word")))
    told = squeezed(" ".join(paragraph.text for paragraph in report.paragraphs))
    assert squeezed("Nguyên nhân: dịch Covid-19") in told
    assert squeezed(CASE["directions"][7]["title"]) in told


def _sign_and_send(secretary: Person, paper: str, pdf: bytes) -> None:
    secretary.open(paper)
    files = secretary.page.locator("input[name=scan]")
    file = {"name": "bien-ban-da-ky.pdf", "mimeType": "application/pdf"}
    files.set_input_files(file | {"buffer": pdf + b"\n%not signed\n"})
    secretary.press("Ghi nhận")
    assert "không có chữ ký số" in secretary.text()
    signer = signing.Authority().signer("Người Ký Mẫu")
    with ThreadPoolExecutor() as aside:  # it runs a loop of its own, as Playwright does here
        signed = aside.submit(signing.sign, pdf, signer).result()
    files.set_input_files(file | {"buffer": signed})
    secretary.press("Ghi nhận")
    assert "Đã ghi nhận văn bản đã ký" in secretary.text()
    assert "Người Ký Mẫu" in secretary.text()
    secretary.fill("#next-step", {"how": "Trục liên thông văn bản"})
    secretary.press("Ghi nhận")
    assert "Đã ghi nhận văn bản đã gửi" in secretary.text()


def _reviewer_takes_it(reviewer: Person, paper: str, pdf: bytes, looked: list[str]) -> None:
    reviewer.open("/hung-yen/")
    looked += reviewer.look()
    assert "văn bản cần ghi nhận" in reviewer.text()
    reviewer.open(paper)
    looked += reviewer.look()
    reviewer.fill("#next-step", {"arrival_number": "215"})
    reviewer.press("Ghi nhận")
    assert "Đã nhận" in reviewer.text()
    reviewer.open(f"{PERIOD}/")
    reviewer.press("Tóm tắt PDF")
    reviewer.page.get_by_role("link", name="Tải Bản tóm tắt, PDF").wait_for(timeout=30_000)
    summary = reviewer.download("Tải Bản tóm tắt, PDF")
    assert len(PdfReader(io.BytesIO(summary)).pages) <= 2
    assert squeezed("01/BB-KTĐKTKT") in squeezed(pdf_text(summary))
    reviewer.open(f"{PERIOD}/")
    reviewer.press("Gói hồ sơ (ZIP)")
    reviewer.page.get_by_role("link", name="Tải Gói hồ sơ").wait_for(timeout=30_000)
    with zipfile.ZipFile(io.BytesIO(reviewer.download("Tải Gói hồ sơ"))) as pack:
        names = pack.namelist()
        assert any(pack.read(name) == pdf for name in names)
    assert not any("du-thao" in name for name in names)
    assert sum(name.endswith(".docx") for name in names) == 3


def _others_see_what_they_may(people: Any, paper: str, looked: list[str]) -> None:
    for name in ("canbo.xaydung", "lanhdao.xaydung", "hoidong"):
        person = people(name)
        person.open("/")
        looked += person.look()
        assert person.open(paper) == 200
    assert people("hoidong").open(f"{PERIOD}/hoi-nghi/") == 404
    assert people("tb.thuky").open(paper) == 404
    assert people("tb.reviewer").open("/hung-yen/") == 404
    assert people("quantri").open(paper) == 404


def _anybody_checks(visitor: Person, paper: str, pdf: bytes, looked: list[str]) -> None:
    text = pdf_text(pdf)
    serial = text.split("Mã văn bản ")[1].split(".")[0].replace(" ", "")
    assert visitor.open(f"/kiem-tra/{serial}/") == 200
    looked += visitor.look()
    assert "chưa bị thay thế" in visitor.text()
    assert "Trần Tùng Lâm" not in visitor.text()
    file = visitor.page.locator("input[type=file]")
    file.set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf})
    visitor.page.locator("[data-result].good").get_by_text("PDF").wait_for(timeout=10_000)
    file.set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf + b" "})
    visitor.page.locator("[data-result].bad").wait_for(timeout=10_000)
    assert visitor.open("/kiem-tra/22222-22222-22222/") == 404
