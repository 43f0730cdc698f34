"""One sentence of the review of mid-2021 becomes a task, is reported, opens the year-end review and
stands in its minutes, in the report and in the PDF."""

from typing import Any

import pytest

from tests.browser import meeting_walk as told
from tests.browser.case import CASE, pdf_text, squeezed
from tests.browser.walk import BLOC, Person

pytestmark = pytest.mark.browser

HALF, YEAR = f"{BLOC}/2021-h1", f"{BLOC}/2021"
SENTENCE = CASE["directions"][6]["title"]
CODE = CASE["directions"][6]["code"]
OWN = "Sở Xây dựng"
MEASURE = "Có ít nhất 01 điển hình tiên tiến được nhân rộng"
DONE = "Đã nhân rộng mô hình một cửa liên thông cấp phép xây dựng."
PROOF = {"number": "512/BC-SXD", "date": "15/11/2021", "issuer": OWN}


def test_one_sentence_from_the_meeting_to_the_next(july):
    """By the people who do it; each page is refused to somebody who may not."""
    task = _assign(july)
    july.stand_on("2021-11-25")
    _report_and_confirm(july, task)
    july.stand_on("2021-12-15")
    meeting = _year_end(july)
    _opens_with_it(july, meeting)
    _stands_in_report(july)
    _stands_in_minutes(july, meeting)
    _others_do_not(july)


def _assign(walk: Any) -> str:
    """The conclusions of the meeting become tasks; this one goes to one unit. Its address."""
    secretary = walk.at("thuky", f"{HALF}/hoi-nghi/")
    secretary.follow("Hội nghị sơ kết")
    secretary.follow("Giao nhiệm vụ")
    page = secretary.page
    row = page.locator("table.assign tbody tr", has_text=SENTENCE)
    row.locator("[data-label='Chủ trì'] summary").click()
    row.get_by_label(OWN, exact=True).first.check()
    row.locator("[data-label='Hạn'] input").fill("30/11/2021")
    row.locator("[data-label='Kết quả cần đạt'] textarea").fill(MEASURE)
    walk.look(secretary)
    here = page.url.removeprefix(secretary.url)
    assert walk.at("canbo.xaydung").open(here) == 403
    secretary.press("Giao nhiệm vụ", "main")
    assert "Đã giao 12 nhiệm vụ" in secretary.text()
    walk.look(secretary)
    secretary.follow(f"{CODE}. {SENTENCE}")
    walk.look(secretary)
    said = secretary.text()
    assert all(words in said for words in (SENTENCE, MEASURE, OWN, "30/11/2021", "BB-KTĐKTKT"))
    return page.url.removeprefix(secretary.url)


def _report_and_confirm(walk: Any, task: str) -> None:
    """The officer reports with a document's number, the leader confirms, the desk takes note."""
    officer = walk.at("canbo.xaydung", "/")
    assert SENTENCE in officer.text()
    officer.open(f"{BLOC}/nhiem-vu/")
    walk.look(officer)
    officer.follow(SENTENCE)
    officer.fill("form.report-box", PROOF | {"percent": 100, "text": DONE})
    officer.press("Gửi báo cáo", "form.report-box")
    assert "chờ lãnh đạo đơn vị xác nhận" in officer.text()
    assert not officer.page.get_by_role("button", name="Xác nhận báo cáo").count()
    other = walk.at("canbo.qltt", task)
    assert not other.page.locator("form.report-box").count()
    leader = walk.at("lanhdao.xaydung", "/")
    assert SENTENCE in leader.text()
    leader.open(task)
    walk.look(leader)
    assert DONE in leader.text()
    leader.press("Xác nhận báo cáo")
    secretary = walk.at("thuky", task)
    assert PROOF["number"] in secretary.page.content()
    secretary.press(f"Ghi nhận hoàn thành {OWN}")
    assert "Đã hoàn thành" in secretary.text()
    secretary.open(f"{BLOC}/nhiem-vu/")
    row = secretary.page.locator("tbody tr", has_text=SENTENCE)
    assert "Các đơn vị đã xong, chờ kết thúc" in row.inner_text()
    assert walk.person("hoidong").open(task) == 404


def _year_end(walk: Any) -> str:
    """The year-end review is planned and opened on its day; its address."""
    secretary = walk.at("thuky", f"{YEAR}/hoi-nghi/")
    secretary.press("Lập hội nghị tổng kết")
    at = secretary.page.url.removeprefix(secretary.url).split("#")[0].removesuffix("ghi/")
    general = {
        "date": "15/12/2021",
        "starts_at": "08:00",
        "place": "Hội trường Sở Nông nghiệp và Phát triển nông thôn",
    }
    secretary.type_part("#part-general", general)
    walk.tell(told.YEAR_END, pk=at.rstrip("/").rpartition("/")[2])
    secretary.open(f"{at}ghi/")
    secretary.press("Khai mạc hội nghị")
    assert "Đang họp từ" in secretary.text()
    return at


def _opens_with_it(walk: Any, meeting: str) -> None:
    """The meeting opens with what became of it, for members and the reviewer."""
    for username in ("lam.tran", "chuong.do"):
        one = walk.at(username, f"{meeting}nhiem-vu-ky-truoc/")
        row = one.page.locator("tbody tr", has_text=SENTENCE)
        said = row.inner_text()
        assert all(words in said for words in (OWN, DONE, "100%", "Đúng hạn")), said
        walk.look(one)
    assert walk.person("hoidong").open(f"{meeting}nhiem-vu-ky-truoc/") == 404


def _stands_in_report(walk: Any) -> None:
    """The report of the year tells it by itself; its draft in PDF too."""
    secretary = walk.at("thuky", f"{YEAR}/")
    secretary.press("Soạn báo cáo tổng kết")
    assert SENTENCE in secretary.page.locator("#tasks").text_content()
    walk.look(secretary)
    here = secretary.page.url.removeprefix(secretary.url).split("#")[0]
    assert walk.at("canbo.qltt").open(here) == 404
    text = _draft(secretary)
    assert "DỰTHẢO".casefold() in text
    for words in (SENTENCE, OWN, DONE, "30/11/2021", "Đúng hạn"):
        assert squeezed(words) in text, words


def _stands_in_minutes(walk: Any, meeting: str) -> None:
    """So do the minutes, drafted and approved, for chair and members."""
    secretary = walk.at("thuky", f"{meeting}ghi/")
    assert SENTENCE in secretary.page.locator("#preview").inner_text()
    secretary.type_part("#part-closing", {"ends_at": "11:00", "copies": "3"})
    secretary.press("Kết thúc hội nghị…")
    secretary.follow("Xem và trình duyệt")
    assert SENTENCE in secretary.text()
    walk.look(secretary)
    here = secretary.page.url.removeprefix(secretary.url)
    assert walk.at("canbo.qltt").open(here) == 404
    secretary.press("Trình chủ tọa duyệt")
    chair = walk.at("tuan.do", here)
    chair.press("Duyệt biên bản")
    chair.page.get_by_role("link", name="Tải PDF").wait_for(timeout=60_000)
    text = squeezed(pdf_text(chair.download("Tải PDF")))
    for words in (SENTENCE, f"({OWN}; hạn 30/11/2021): đúng hạn, đạt 100%"):
        assert squeezed(words) in text, words
    paper = chair.page.url.removeprefix(chair.url)
    assert walk.person("hoidong").open(paper) == 200


def _draft(one: Person) -> str:
    one.press("Tạo PDF dự thảo")
    one.page.get_by_role("link", name="Tải PDF dự thảo").wait_for(timeout=60_000)
    return squeezed(pdf_text(one.download("Tải PDF dự thảo")))


def _others_do_not(walk: Any) -> None:
    """Another province's secretary finds none of the pages that were walked."""
    stranger = walk.person("tb.thuky")
    walked = sorted(set(walk.walked))
    assert len(walked) >= 6
    assert [path for path in walked if stranger.open(path) != 404] == []
