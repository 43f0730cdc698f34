"""The walk of the real bloc goes on through the year: criteria, registration, self-assessment,
appraisal, agreement, ranking, papers."""

import pytest

from tests.browser import year_steps as steps
from tests.browser import year_walk as told
from tests.browser.walk import BLOC, Person, Walk

pytestmark = pytest.mark.browser

PERIOD = f"{BLOC}/2021"
TARGET = {"content": "Tỷ lệ đô thị hóa", "measure": "%", "base": "40", "plan": "41,5"}


@pytest.fixture(scope="module")
def walk(fresh, browser):
    with fresh("year-walk", stage=None) as running:
        running.manage("shell", "-v0", "-c", told.COMMON + told.CAST)
        yield Walk(running, browser, told.COMMON)


def test_the_year_from_criteria_to_ranks(walk):
    """Steps 0 to 3 of the cycle, by the people who do them."""
    _criteria(walk)
    _registration(walk)
    _open_round(walk)
    one = _first_unit(walk)
    _second_unit(walk)
    steps.who_is_late(walk, one)
    mine = steps.appraisal(walk)
    steps.explanation(walk, mine)
    steps.second_appraisal(walk)
    steps.agreement(walk, mine)
    steps.close(walk)
    steps.everybody_sees(walk, mine)
    steps.papers(walk)
    steps.others_do_not(walk)
    assert walk.found == []
    assert [fault for one in walk.people.values() for fault in one.faults] == []


def _criteria(walk: Walk) -> None:
    """The secretary imports the table with a preview, the head publishes."""
    secretary = walk.at("thuky", f"{BLOC}/bo-tieu-chi/")
    walk.look(secretary)
    secretary.follow("Lập bộ tiêu chí")
    walk.look(secretary)
    secretary.press("Lập dự thảo")
    at = secretary.page.url.removeprefix(secretary.url)
    secretary.follow("Nhập từ tệp")
    walk.look(secretary)
    secretary.page.locator("input[type=file]").set_input_files(told.TABLE)
    secretary.press("Đọc tệp")
    assert "Chưa ghi gì cả" in secretary.text()
    assert "Giải ngân vốn đầu tư công" in secretary.text()
    walk.look(secretary)
    secretary.press("Nhập vào bộ tiêu chí")
    assert "1.1" in secretary.text()
    assert walk.at("canbo.xaydung").open(at) == 404
    head = walk.at("tuan.do", at)
    walk.look(head)
    head.press("Ban hành")
    assert "Đã ban hành" in head.text()
    assert walk.at("canbo.xaydung").open(at) == 200
    walk.look(walk.at("thuky", f"{BLOC}/cai-dat/cham-diem/"))


def _registration(walk: Walk) -> None:
    """An officer writes, the leader hands in; the other units register through the actions."""
    officer = walk.at("canbo.xaydung", f"{BLOC}/dang-ky/")
    walk.look(officer)
    officer.press("Soạn bản đăng ký")
    officer.add_row("#targets details", TARGET | {"feeds": told.FEED})
    officer.add_row("#movements details", {"name": "Thi đua năm 2021", "aims": "Đạt 100% chỉ tiêu"})
    walk.look(officer)
    leader = walk.at("lanhdao.xaydung", officer.page.url.removeprefix(officer.url).split("#")[0])
    assert leader.page.locator("#targets [name=content]").first.input_value() == TARGET["content"]
    leader.press("Nộp bản đăng ký")
    assert "Đã nộp" in leader.text()
    walk.tell(told.REGISTERED)


def _open_round(walk: Walk) -> None:
    secretary = walk.at("thuky", f"{PERIOD}/tu-danh-gia/")
    walk.look(secretary)
    secretary.press("Mở đợt tự đánh giá")
    assert "0/9" in secretary.text()
    walk.look(secretary)
    walk.look(walk.at("thuky", f"{PERIOD}/"))


def _first_unit(walk: Walk) -> str:
    """Figures and words typed, a file sent up with its progress, a document cited by number."""
    officer = walk.at("canbo.xaydung", f"{PERIOD}/tu-danh-gia/")
    officer.follow("Bắt đầu tự đánh giá")
    desk = officer.page.url.removeprefix(officer.url).split("?")[0]
    assert "Tỷ lệ đô thị hóa" in officer.text()
    values = {f"p{place}-actual": "42" for place in range(5)}
    values |= {f"p{place}-target": "41" for place in range(1, 5)}
    officer.fill("#buoc form", values | {"words": "Đạt và vượt 05 chỉ tiêu đăng ký."})
    officer.page.locator("#buoc [data-save-state][data-state=saved]").wait_for()
    assert officer.page.locator("[data-points]").inner_text() == "300,00"
    _upload(officer)
    walk.look(officer)
    officer.press("Lưu và sang 1.2")
    _cite(officer)
    walk.tell(told.FILLED, slug="so-xay-dung")
    officer.open(f"{desk}?phan=bao-cao")
    walk.look(officer)
    officer.open(f"{desk}tong-hop/")
    walk.look(officer)
    officer.press("Trình lãnh đạo duyệt")
    leader = walk.at("lanhdao.xaydung", "/")
    walk.look(leader)
    leader.open(f"{desk}tong-hop/")
    assert "Đạt và vượt" not in walk.at("canbo.qltt").text()
    assert walk.at("canbo.qltt").open(desk) == 404
    assert walk.at("thuky").open(desk) == 404
    leader.press("Nộp")
    assert "Đã nộp. Thời điểm nộp do hệ thống ghi." in leader.text()
    assert walk.at("canbo.qltt").open(desk) == 404
    return desk


def _upload(officer: Person) -> None:
    """Three megabytes over a slow line: the bar moves, the form beside it stays as it is."""
    line = officer.page.context.new_cdp_session(officer.page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 1.5e6}
    line.send("Network.emulateNetworkConditions", slow)
    file = {"name": "QĐ công bố.pdf", "mimeType": "application/pdf", "buffer": told.BIG_PDF}
    officer.page.locator(".evidence-upload input[type=file]").set_input_files(file)
    officer.page.wait_for_function(
        "() => { const bar = document.querySelector('[data-uploads] progress');"
        " return bar && bar.value > 0 && bar.value < 100; }",
        polling=20,
    )
    officer.page.locator(".evidence-item", has_text="QĐ công bố").wait_for()
    line.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    assert officer.page.locator("[data-uploads] li").count() == 0


def _cite(officer: Person) -> None:
    folded = officer.page.locator(".evidence-add", has_text="Dẫn văn bản theo số, ngày")
    folded.locator("summary").click()
    values = {"title": "Thông báo kết quả", "number": "512/TB-VP", "date": "20/10/2021"}
    for name, value in (values | {"issuer": "Văn phòng UBND tỉnh"}).items():
        folded.locator(f"[name={name}]").fill(value)
    folded.get_by_role("button", name="Thêm minh chứng").click()
    officer.page.locator(".evidence-item", has_text="512/TB-VP").wait_for()


def _second_unit(walk: Walk) -> None:
    walk.tell(told.FILLED, slug="cuc-qltt")
    leader = walk.at("lam.tran", f"{PERIOD}/tu-danh-gia/")
    leader.follow("Xem tổng hợp")
    leader.press("Nộp")
    assert "Đã nộp. Thời điểm nộp do hệ thống ghi." in leader.text()
