"""The officer's desk when something goes wrong: no line, a killed tab, an ended session, two tabs,
two people. No character is lost, nothing is silently overwritten."""

import os
import signal
from typing import Any

import pytest

from tests.browser import scoring
from tests.browser.walk import SAVED, Person

pytestmark = pytest.mark.browser

DESK = f"{scoring.PERIOD}/tu-danh-gia"
UNIT, OFFICER, LEADER = "cuc-qltt", "canbo.qltt", "lam.tran"
WORDS = "#buoc [name=words]"
STATE = "#buoc [data-save-state]"


@pytest.fixture
def desk(year):
    """Where the unit's desk stands."""
    return f"{DESK}/{year.told(UNIT)['pk']}/"


def at(person: Person, desk: str, code: str) -> Any:
    """Open a criterion; the field of its words."""
    assert person.open(f"{desk}?tieu-chi={code}") == 200
    return person.page.locator(WORDS)


def says(page: Any, words: str) -> None:
    """Until the form of the criterion says so."""
    page.locator(STATE).get_by_text(words).wait_for(timeout=SAVED)


def saved(page: Any) -> None:
    page.locator(f"{STATE}[data-state=saved]").wait_for(timeout=SAVED)


def kill_tab(page: Any) -> None:
    """End the process behind the page at once, as when the machine runs out of memory."""
    processes = page.context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    with page.expect_event("crash"):
        for one in processes["processInfo"]:
            if one["type"] == "renderer":
                os.kill(one["id"], signal.SIGKILL)
    page.close()


def test_what_is_typed_without_a_line_is_kept_and_sent_when_it_is_back(year, desk):
    officer = year.person(OFFICER)
    field = at(officer, desk, "1.2")
    field.press_sequentially("Nhiệm vụ được giao: 48 việc, ")
    officer.page.context.set_offline(True)
    field.press_sequentially("đúng hạn 47 việc; một việc chậm vì dịch.")
    officer.page.locator("#buoc [name=p0-target]").fill("48")
    says(officer.page, "Mất kết nối, nội dung đang được giữ trên máy này")
    field.press("Control+Enter")
    officer.page.wait_for_timeout(300)
    assert officer.page.url.endswith("tieu-chi=1.2")
    assert officer.look() == []
    text = "Nhiệm vụ được giao: 48 việc, đúng hạn 47 việc; một việc chậm vì dịch."
    assert field.input_value() == text

    officer.page.context.set_offline(False)

    saved(officer.page)
    kept = year.told(UNIT)
    assert kept["words"]["1.2"] == text
    assert kept["figures"]["1.2"][0]["target"] == "48"


def test_a_killed_tab_loses_nothing(year, desk):
    officer = year.person(OFFICER)
    field = at(officer, desk, "1.3")
    officer.page.context.route("**/tieu-chi/*/", lambda route: route.abort())
    field.press_sequentially("Đã giải ngân 96,5% kế hoạch vốn")
    kill_tab(officer.page)
    assert year.told(UNIT)["words"]["1.3"] == ""

    officer.page = officer.page.context.new_page()
    officer.page.context.unroute("**/tieu-chi/*/")
    officer.open(f"{desk}?tieu-chi=2.1")
    unsent = officer.page.locator("#notice-unsent-drafts")
    assert "Đã giải ngân 96,5% kế hoạch vốn" in unsent.text_content()
    assert officer.look() == []
    with officer.page.expect_navigation():
        unsent.get_by_role("link").first.click()

    saved(officer.page)
    assert "Đã khôi phục nội dung chưa kịp lưu" in officer.text()
    assert officer.page.locator(WORDS).input_value() == "Đã giải ngân 96,5% kế hoạch vốn"
    assert year.told(UNIT)["words"]["1.3"] == "Đã giải ngân 96,5% kế hoạch vốn"
    assert officer.page.locator("#notice-unsent-drafts").count() == 0


def test_a_text_that_cannot_be_saved_any_more_is_shown_until_it_is_dropped(year, desk):
    officer, leader = year.person(OFFICER), year.person(LEADER)
    field = at(officer, desk, "2.1")
    officer.page.context.route("**/tieu-chi/*/", lambda route: route.abort())
    field.press_sequentially("Chưa gửi được thì bảng đã nộp")
    year.fill_and_submit(UNIT)
    officer.page.context.unroute("**/tieu-chi/*/")
    officer.open(f"{desk}?tieu-chi=2.1")
    unsent = officer.page.locator("#notice-unsent-drafts")
    assert "Chưa gửi được thì bảng đã nộp" in unsent.text_content()
    unsent.locator("summary").click()
    assert officer.look() == []
    unsent.get_by_role("button", name="Bỏ nội dung này").click()
    officer.page.locator("dialog[open] [data-yes]").click()
    unsent.wait_for(state="detached")
    officer.open(f"{desk}?tieu-chi=2.1")
    assert officer.page.locator("#notice-unsent-drafts").count() == 0

    leader.open(f"{desk}tong-hop/")
    leader.press("Rút lại để sửa")
    assert year.told(UNIT)["state"] == "draft"


def test_an_ended_session_is_told_and_costs_no_word(year, desk):
    officer = year.person(OFFICER)
    field = at(officer, desk, "2.2")
    officer.page.context.clear_cookies(name="sessionid")
    field.press_sequentially("Xếp loại hoàn thành xuất sắc nhiệm vụ.")
    says(officer.page, "Phiên làm việc đã hết. Nội dung vẫn được giữ trên máy này.")
    assert officer.look() == []
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name="Đăng nhập lại để lưu tiếp").click()
    officer.page.get_by_label("Tên đăng nhập").fill(OFFICER)
    officer.page.get_by_label("Mật khẩu").fill(year.known[OFFICER])
    officer.press("Đăng nhập")

    assert officer.page.url.endswith("?tieu-chi=2.2")
    saved(officer.page)
    assert officer.page.locator(WORDS).input_value() == "Xếp loại hoàn thành xuất sắc nhiệm vụ."
    assert year.told(UNIT)["words"]["2.2"] == "Xếp loại hoàn thành xuất sắc nhiệm vụ."


@pytest.mark.parametrize(
    ("choice", "code", "kept"),
    [("Giữ bản của tôi", "2.3", "bản thứ hai"), ("Lấy bản trên máy chủ", "2.4", "bản thứ nhất")],
)
def test_two_tabs_of_one_person_show_both_texts(year, desk, choice, code, kept):
    officer = year.person(OFFICER)
    first, second = officer.page, officer.page.context.new_page()
    at(officer, desk, code)
    second.goto(officer.page.url)
    first.locator(WORDS).fill("bản thứ nhất")
    saved(first)

    second.locator(WORDS).fill("bản thứ hai")
    panel = second.locator(".both-texts")
    panel.wait_for()

    assert panel.locator(".text").all_inner_texts() == ["bản thứ hai", "bản thứ nhất"]
    assert year.told(UNIT)["words"][code] == "bản thứ nhất"
    officer.page = second
    assert officer.look() == []
    panel.get_by_role("button", name=choice).click()
    panel.wait_for(state="detached")
    saved(second)
    assert second.locator(WORDS).input_value() == kept
    assert year.told(UNIT)["words"][code] == kept


def test_two_people_on_one_criterion_show_both_texts(year, desk):
    officer, leader = year.person(OFFICER), year.person(LEADER)
    at(officer, desk, "2.5")
    at(leader, desk, "2.5")
    officer.page.locator("#buoc [name=p0-count]").fill("2")
    officer.page.locator(WORDS).fill("Hai lượt bị nhắc nhở.")
    saved(officer.page)

    leader.page.locator(WORDS).fill("Không có lượt nào bị nhắc nhở.")
    panel = leader.page.locator(".both-texts")
    panel.wait_for()
    shown = panel.locator(".text").all_inner_texts()

    assert "Hai lượt bị nhắc nhở." in shown
    assert "Không có lượt nào bị nhắc nhở." in shown
    assert leader.look() == []
    kept = year.told(UNIT)
    assert kept["words"]["2.5"] == "Hai lượt bị nhắc nhở."
    panel.get_by_role("button", name="Lấy bản trên máy chủ").click()
    assert leader.page.locator("#buoc [name=p0-count]").input_value() == "2"
    leader.page.locator(WORDS).fill("Hai lượt bị nhắc nhở, đã khắc phục.")
    saved(leader.page)
    after = year.told(UNIT)
    assert after["words"]["2.5"] == "Hai lượt bị nhắc nhở, đã khắc phục."
    assert after["figures"]["2.5"] == [{"count": "2"}]


def test_two_people_on_different_criteria_do_not_meet(year, desk):
    officer, leader = year.person(OFFICER), year.person(LEADER)
    at(officer, desk, "2.6").press_sequentially("Bốn hoạt động tình nghĩa.")
    at(leader, desk, "3.2").press_sequentially("Hai chuyên đề có sơ kết.")
    saved(officer.page)
    saved(leader.page)

    assert officer.page.locator(".both-texts").count() == 0
    assert leader.page.locator(".both-texts").count() == 0
    kept = year.told(UNIT)["words"]
    assert kept["2.6"] == "Bốn hoạt động tình nghĩa."
    assert kept["3.2"] == "Hai chuyên đề có sơ kết."
