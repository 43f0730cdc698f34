"""Open views of a meeting: a change appears, a cut line is told and caught up, what one types
stays."""

import pytest

from tests.browser import scoring

pytestmark = pytest.mark.browser

MEETING = """
from emulation_bloc.lib import clock
from meetings import actions
from meetings.actions.states import open_meeting
from meetings.models import Speaker
from units.models import Period, Unit, User
period = Period.objects.get(slug="2021", bloc__slug="kinh-te-ky-thuat")
by = User.objects.get(username="thuky")
meeting = actions.plan_meeting(period, kind="extraordinary", title="Họp bất thường", by=by)
for place in range(2):
    values = {"title": f"Nội dung thêm {place}", "minutes": 10}
    actions.add_row(meeting, "agenda", values=values, by=by)
open_meeting(meeting, by=by)
unit = Unit.objects.get(slug="so-xay-dung")
Speaker.objects.create(bloc=meeting.bloc, meeting=meeting, unit=unit, name="Phó Giám đốc")
print(meeting.pk)
"""

# One types in a keyed row, another row is open; the swap brings a row before both and new words.
KEEPS = """() => {
  const place = document.createElement("div");
  place.id = "thu";
  place.innerHTML = '<p>cũ</p><div id="a"><input name="x" value="1"></div>'
    + '<details id="b"><summary>mở</summary>cũ</details>';
  document.body.append(place);
  const field = place.querySelector("input");
  place.querySelector("details").open = true;
  field.focus();
  field.value = "đang gõ";
  field.setSelectionRange(2, 4);
  live.swap("thu", '<p>mới</p><div id="c">thêm</div><details id="b"><summary>mở</summary>mới'
    + '</details><div id="a"><input name="x" value="2"></div>');
  const order = [...place.children].map((one) => one.id).join("");
  const told = [place.querySelector("p").textContent, order, field.isConnected, field.value,
    document.activeElement === field, field.selectionStart, place.querySelector("details").open,
    place.querySelector("details").textContent];
  live.swap("thu", "<p>hàng bị xóa</p>");
  told.push(field.isConnected, document.activeElement === field);
  field.blur();
  live.swap("thu", "<p>hết</p>");
  told.push(place.innerHTML);
  place.remove();
  return told;
}"""


def test_open_views_follow_the_meeting_and_survive_a_cut_line(year):
    pk = int(year.stack.manage("shell", "-v0", "-c", MEETING).split()[-1])
    at = f"{scoring.PERIOD}/hoi-nghi/{pk}"
    chair, wall, member = (year.person(name) for name in ("thuky", "tuan.do", "canbo.xaydung"))
    wall.page.set_default_timeout(6000)
    faults = []
    for person, page in ((chair, "chu-toa"), (wall, "trinh-chieu"), (member, "theo-doi")):
        assert person.open(f"{at}/{page}/") == 200
        faults += person.look()
    assert faults == []

    chair.page.set_viewport_size({"width": 390, "height": 844})
    assert chair.page.evaluate("document.documentElement.scrollWidth") == 390
    chair.page.get_by_role("button", name="Mời phát biểu tiếp:").click()
    speaking = wall.page.locator("#projector-now .who b")
    speaking.filter(has_text="Sở Xây dựng").wait_for(timeout=2000)
    member.page.locator("#follow-now").get_by_text("Đang phát biểu").wait_for(timeout=2000)
    assert wall.page.locator("[data-elapsed]").inner_text().startswith("00:")

    wall.page.context.set_offline(True)
    state = wall.page.locator("#live-state")
    state.filter(has_text="Mất kết nối, đang thử lại").wait_for()
    before = wall.page.locator("#projector-now h2").inner_text()
    chair.page.get_by_role("button", name="Sang nội dung").click()
    chair.page.locator("#chair-now .big").filter(has_not_text=before).wait_for()
    assert wall.page.locator("#projector-now h2").inner_text() == before
    wall.page.context.set_offline(False)
    wall.page.locator("#projector-now h2").filter(has_not_text=before).wait_for(timeout=2000)
    state.filter(has_text="Đã kết nối lại").wait_for()

    assert wall.page.evaluate(KEEPS) == [
        "mới", "cba", True, "đang gõ", True, 2, True, "mởmới", True, True, "<p>hết</p>",
    ]  # fmt: skip

    wall.page.context.clear_cookies()
    state.filter(has_text="Phiên làm việc đã hết, hãy đăng nhập lại").wait_for()
    link = state.get_by_role("link", name="Đăng nhập").get_attribute("href")
    assert link.endswith(f"?next={at}/trinh-chieu/")
