"""Forms that save themselves, in a real browser, against a server that answers as a test wants."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.fake_desk import FakeDesk

pytestmark = pytest.mark.browser
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"


@pytest.fixture
def desk() -> Iterator[FakeDesk]:
    fake = FakeDesk()
    yield fake
    fake.close()


@pytest.fixture
def expect(page: Any) -> Any:
    from playwright.sync_api import expect as playwright_expect  # slow import

    page.set_default_timeout(6000)
    return playwright_expect


def state(page: Any) -> Any:
    return page.locator("#desk [data-save-state]")


def test_typing_is_saved_once_after_a_pause(page, desk, expect):
    page.goto(desk.url)

    page.locator("#desk-text").press_sequentially("Ý kiến của Sở Xây dựng", delay=20)

    expect(state(page)).to_contain_text("Đã lưu 14:03:21")
    assert [one["text"] for one in desk.sent] == ["Ý kiến của Sở Xây dựng"]
    assert desk.sent[0]["accept"] == "application/json"
    assert page.evaluate(DRAFTS) == 0


def test_a_choice_is_saved_at_once(page, desk, expect):
    page.goto(desk.url)

    page.locator("#desk-kind").select_option("absent")

    desk.wait_for(1, seconds=0.7)
    assert desk.sent[0]["kind"] == "absent"


def test_only_one_save_is_in_flight_and_later_typing_follows(page, desk, expect):
    page.goto(desk.url)
    desk.gate.clear()
    page.locator("#desk-text").fill("một")
    desk.wait_for(1)
    page.locator("#desk-text").fill("một hai")
    page.locator("#desk-place").fill("Hội trường")
    page.wait_for_timeout(1200)

    assert len(desk.sent) == 1
    desk.gate.set()

    expect(state(page)).to_contain_text("Đã lưu")
    assert desk.most_at_once == 1
    assert desk.values == {"place": "Hội trường", "text": "một hai", "kind": "present"}


def test_the_field_one_is_in_is_never_written_to(page, desk, expect):
    page.goto(desk.url)
    page.locator("#desk-place").fill("  Hội trường  ")
    page.locator("#desk-text").fill("đang gõ  ")

    expect(state(page)).to_contain_text("Đã lưu")

    expect(page.locator("#desk-place")).to_have_value("Hội trường")
    expect(page.locator("#desk-text")).to_have_value("đang gõ  ")


def test_nothing_is_sent_while_an_input_method_composes(page, desk, expect):
    page.goto(desk.url)
    page.locator("#desk-text").focus()
    keyboard = page.context.new_cdp_session(page)

    keyboard.send(
        "Input.imeSetComposition", {"text": "tiê", "selectionStart": 3, "selectionEnd": 3}
    )
    page.wait_for_timeout(1200)
    assert desk.sent == []
    keyboard.send("Input.insertText", {"text": "tiếng"})

    expect(state(page)).to_contain_text("Đã lưu")
    assert [one["text"] for one in desk.sent] == ["tiếng"]


@pytest.mark.parametrize(
    ("choice", "kept"), [("Giữ bản của tôi", "của tôi"), ("Lấy bản trên máy chủ", "của người khác")]
)
def test_a_stale_save_shows_both_texts_and_asks(page, desk, expect, choice, kept):
    page.goto(desk.url)
    desk.revision, desk.values = 5, desk.values | {"text": "của người khác"}

    page.locator("#desk-text").fill("của tôi")
    panel = page.locator(".both-texts")
    expect(panel).to_contain_text("Trần Thị Mẫu vừa lưu mục này.")
    assert panel.locator(".text").all_inner_texts() == ["của tôi", "của người khác"]
    page.get_by_role("button", name=choice).click()

    expect(panel).to_have_count(0)
    expect(page.locator("#desk-text")).to_have_value(kept)
    page.wait_for_timeout(300)
    assert desk.values["text"] == kept
    assert page.evaluate(DRAFTS) == 0


def test_a_lapsed_session_keeps_the_text_until_after_signing_in(page, desk, expect):
    page.goto(desk.url)
    desk.answers = {"status": 401, "told": {"login": "/dang-nhap/?next=/desk/"}}
    page.locator("#desk-text").fill("chưa kịp lưu")
    link = page.get_by_role("link", name="Đăng nhập lại để lưu tiếp")
    expect(link).to_have_attribute("href", "/dang-nhap/?next=/desk/")

    link.click()
    page.wait_for_url(re.compile("dang-nhap"))
    desk.answers = {}
    page.goto(desk.url)

    expect(page.locator("#messages")).to_contain_text("Đã khôi phục nội dung chưa kịp lưu")
    expect(state(page)).to_contain_text("Đã lưu")
    assert desk.values["text"] == "chưa kịp lưu"


def test_a_lost_line_is_retried_when_it_is_back(page, desk, expect):
    page.goto(desk.url)
    page.context.set_offline(True)
    page.locator("#desk-text").fill("gõ khi mất mạng")
    expect(state(page)).to_contain_text("Mất kết nối, nội dung đang được giữ trên máy này")

    page.context.set_offline(False)

    expect(state(page)).to_contain_text("Đã lưu")
    assert desk.values["text"] == "gõ khi mất mạng"


def test_a_failing_server_is_asked_again_with_longer_waits(page, desk, expect):
    page.goto(desk.url)
    desk.answers = {"status": 503, "told": {}}
    page.locator("#desk-text").fill("bền bỉ")
    desk.wait_for(3, seconds=8)

    desk.answers = {}

    expect(state(page)).to_contain_text("Đã lưu")
    assert desk.values["text"] == "bền bỉ"


def test_a_draft_over_a_newer_text_asks_which_one_stays(page, desk, expect):
    page.goto(desk.url)
    desk.answers = {"status": 503, "told": {}}
    page.locator("#desk-text").fill("bản nháp của tôi")
    desk.wait_for(1)
    desk.answers = {}
    desk.revision, desk.values = 7, desk.values | {"text": "bản mới trên máy chủ"}

    page.goto(desk.url)

    panel = page.locator(".both-texts")
    expect(panel).to_contain_text("bản nháp của tôi")
    expect(panel).to_contain_text("bản mới trên máy chủ")
    assert desk.values["text"] == "bản mới trên máy chủ"


def test_another_person_does_not_get_the_draft(page, desk, expect):
    page.goto(desk.url)
    desk.answers = {"status": 503, "told": {}}
    page.locator("#desk-text").fill("riêng của tôi")
    desk.wait_for(1)
    desk.answers, desk.user = {}, "u2"

    page.goto(desk.url)

    expect(page.locator("#desk-text")).to_have_value("")


def test_refused_values_are_explained_at_their_field(page, desk, expect):
    page.goto(desk.url)
    told = {"message": "Chưa lưu được.", "errors": {"place": ["Hãy ghi địa điểm."]}}
    desk.answers = {"status": 422, "told": told}
    page.locator("#desk-text").fill("x")
    place = page.locator("#desk-place")
    expect(place).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-field=place] .field-error").first).to_have_text("Hãy ghi địa điểm.")
    described = page.locator(f"#{place.get_attribute('aria-describedby')}")
    expect(described).to_have_text("Hãy ghi địa điểm.")

    desk.answers = {}
    place.fill("Hội trường")

    expect(state(page)).to_contain_text("Đã lưu")
    expect(place).not_to_have_attribute("aria-invalid", "true")


def test_signing_out_saves_first_and_leaves_no_draft(page, desk, expect):
    page.goto(desk.url)
    page.locator("#desk-text").fill("vừa gõ xong")

    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(re.compile("sign-out"))

    assert desk.values["text"] == "vừa gõ xong"
    assert page.evaluate(DRAFTS) == 0


def test_signing_out_with_unsaved_text_asks_and_then_forgets_it(page, desk, expect):
    page.goto(desk.url)
    desk.answers = {"status": 503, "told": {}}
    page.locator("#desk-text").fill("không gửi được")
    page.get_by_role("button", name="Đăng xuất").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Vẫn đăng xuất?")

    dialog.get_by_role("button", name="Đồng ý").click()
    page.wait_for_url(re.compile("sign-out"))

    page.wait_for_timeout(200)
    assert page.evaluate(DRAFTS) == 0


def test_ctrl_enter_saves_and_goes_on_to_a_new_row_that_saves_itself(page, desk, expect):
    page.goto(desk.url)
    page.locator("#desk-text").fill("ý thứ nhất")
    page.locator("#desk-text").press("Control+Enter")

    row = page.locator("#row-text")
    row.fill("ý thứ hai")

    expect(page.locator("#row [data-save-state]")).to_contain_text("Đã lưu")
    assert desk.sent[-1]["path"] == "/save/row/"


def test_a_step_that_cannot_be_undone_asks_and_waits_for_the_save(page, desk, expect):
    page.goto(desk.url)
    page.locator("#desk-text").fill("trước khi kết thúc")
    page.get_by_role("button", name="Kết thúc").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Kết thúc hội nghị?")
    dialog.get_by_role("button", name="Không, quay lại").click()
    assert desk.posts == []

    page.get_by_role("button", name="Kết thúc").click()
    dialog.get_by_role("button", name="Đồng ý").click()
    page.wait_for_url(re.compile("finish"))

    assert desk.posts == ["/finish/"]
    assert desk.values["text"] == "trước khi kết thúc"


def test_the_second_click_on_yes_reaches_nothing_under_the_dialog(page, desk):
    page.goto(desk.url)
    page.evaluate("""() => {
        const below = document.createElement("button");
        below.style.cssText = "position:fixed;inset:0;width:100%;height:100%";
        below.onclick = () => { document.title = "pressed"; };
        document.body.append(below);
        const form = document.createElement("form");
        form.dataset.confirm = "Chắc chưa?";
        form.method = "post";
        form.onsubmit = (event) => { event.preventDefault(); document.title = "sent"; };
        document.body.append(form);
        form.requestSubmit();
    }""")

    page.get_by_role("button", name="Đồng ý").dblclick()
    page.wait_for_function("document.title === 'sent'")
    assert page.title() == "sent"

    page.wait_for_timeout(600)
    page.mouse.click(5, 5)
    assert page.title() == "pressed"


def test_a_second_press_sends_nothing(page, desk, expect):
    page.goto(desk.url)

    page.locator("#plain button").evaluate("(it) => [1, 2, 3].forEach(() => it.click())")
    page.wait_for_url(re.compile("plain"))

    assert desk.posts == ["/plain/"]


def test_a_comment_outlives_a_lapsed_session_and_is_gone_once_sent(page, desk, expect):
    page.goto(desk.url)
    desk.is_lapsed = True
    page.locator("#remark").fill("góp ý chưa gửi được")
    page.get_by_role("button", name="Gửi ý kiến").click()
    page.get_by_role("link", name="Đăng nhập lại để lưu tiếp").click()
    page.wait_for_url(re.compile("dang-nhap"))
    assert desk.posts == []

    desk.is_lapsed = False
    page.goto(desk.url)
    expect(page.locator("#remark")).to_have_value("góp ý chưa gửi được")
    page.get_by_role("button", name="Gửi ý kiến").click()
    page.wait_for_url(re.compile("comment"))

    assert desk.posts == ["/comment/"]
    expect(page.locator("#remark")).to_have_value("")
    assert page.evaluate(DRAFTS) == 0
