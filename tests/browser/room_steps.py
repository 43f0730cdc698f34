"""In the room: two secretaries at one desk, the chair's phone, the wall, a member's page."""

import time
from collections.abc import Callable
from typing import Any

from tests.browser.case import CASE
from tests.browser.walk import PHONE, SAVED, Person, Walk

SHORT = {row["slug"]: row["short_name"] for row in CASE["units"]}
NAMES = {row["slug"]: row["name"] for row in CASE["units"]}
MARKS = dict.fromkeys(SHORT, "present") | {"so-tnmt": "stand_in", "bql-kcn": "absent"}
ANSWERS = dict.fromkeys(SHORT, "yes") | {"so-tnmt": "stand_in", "bql-kcn": "no"}
LATE, EARLY = "so-gtvt", "so-khcn"
FIRST, SECOND = "Bản của thư ký Khối về thảo luận.", "Bản của thư ký hội nghị về thảo luận."
RESULTS = "Ghi khi mất mạng: 09 đơn vị đã báo cáo kết quả phòng, chống dịch."
RESERVED = "Đề nghị giữ nguyên thang điểm của tiêu chí 2.1."
HANDED = {
    "unit": NAMES["so-cong-thuong"],
    "award": "Bằng khen của Chủ tịch UBND tỉnh",
    "year": "2020",
    "number": "1525/QĐ-UBND",
    "issuer": "Chủ tịch UBND tỉnh",
    "date": "05/7/2021",
}
ITEM_NOW = "#room-agenda [aria-current=step]"


class Room:
    """Who sits where, what was typed, and how long others waited to see it."""

    def __init__(self, walk: Walk, at: str) -> None:
        self.walk, self.at = walk, at
        self.pk = at.rstrip("/").rpartition("/")[2]
        self.first, self.second = walk.person("thuky"), walk.person("canbo.xaydung")
        self.chair = walk.person("lam.tran", viewport=PHONE)
        self.wall, self.member = walk.person("tuan.do"), walk.person("canbo.qltt")
        self.said: list[list[str]] = []
        self.concluded: list[dict[str, Any]] = []
        self.discussion = ""
        self.delays: list[float] = []

    def soon(self, one: Person, place: str, words: str, since: float | None = None) -> None:
        """Somebody else sees it without doing anything; how long it took is kept."""
        began = time.monotonic() if since is None else since
        one.page.locator(place, has_text=words).first.wait_for(timeout=SAVED)
        self.delays.append(time.monotonic() - began)


def open_room(room: Room) -> None:
    """The bloc's secretary opens the meeting; everybody sits down at their own page."""
    for one, path in (
        (room.first, "ghi/"),
        (room.second, "ghi/"),
        (room.chair, "chu-toa/"),
        (room.wall, "trinh-chieu/"),
        (room.member, "theo-doi/"),
    ):
        assert one.open(room.at + path) == 200, path
    assert room.wall.page.locator("#projector-now", has_text="Hội nghị chưa khai mạc").count()
    room.first.press("Khai mạc hội nghị")
    room.soon(room.wall, "#projector-now", "1. Khai mạc")
    room.soon(room.second, ITEM_NOW, "1. Khai mạc")


def mark_all(room: Room) -> None:
    """Roll call by both; the light turns when enough are there."""
    assert room.first.page.locator("#room-attendance header .tag.good").count() == 0
    for place, (slug, presence) in enumerate(MARKS.items()):
        one = (room.first, room.second)[place % 2]
        link = one.page.get_by_role("link", name=SHORT[slug], exact=True)
        row = one.page.locator("#room-attendance li", has=link)
        row.locator(f"button[value={presence}]").click()
        row.locator(f"button[value={presence}][aria-pressed=true]").wait_for()
    room.soon(room.second, "#room-attendance header .tag.good", "8/9")
    room.soon(room.chair, "#chair-room .tag.good", "Đủ điều kiện họp")
    room.soon(room.wall, "#projector-figures", "8/9")
    _times(room.first, LATE, {"arrived_at": "08:20"})
    _times(room.second, EARLY, {"left_at": "10:30"})
    room.soon(room.first, "#room-attendance", "về 10:30")


def _times(one: Person, slug: str, values: dict[str, str]) -> None:
    link = one.page.get_by_role("link", name=SHORT[slug], exact=True).first
    one.type_part(link.get_attribute("href"), values)


def move_on(room: Room) -> None:
    """The chair goes on from the phone, a secretary from the desk; everybody follows."""
    room.chair.press("Sang nội dung 2")
    room.soon(room.first, ITEM_NOW, "2. ")
    room.soon(room.second, ITEM_NOW, "2. ")
    room.second.page.get_by_role("button", name="Sang nội dung tiếp").click()
    room.soon(room.chair, "#chair-now", "3. Thảo luận")
    room.soon(room.wall, "#projector-now", "3. Thảo luận")
    room.soon(room.member, "#follow-now", "3. Thảo luận")


def speak(room: Room) -> None:
    """Somebody asks to speak, the chair gives the floor; contributions by both at once."""
    add(room.first, "speakers", {"unit": NAMES["so-cong-thuong"], "name": "Phạm Quốc Mẫu"})
    room.chair.page.get_by_role("button", name="Mời phát biểu tiếp").wait_for(timeout=SAVED)
    room.chair.press(f"Mời phát biểu tiếp: {SHORT['so-cong-thuong']}")
    room.soon(room.wall, "#projector-now", SHORT["so-cong-thuong"])
    for turn in range(3):
        rows = [
            _contribution("so-cong-thuong", f"Ý kiến thứ {turn} của thư ký Khối."),
            _contribution("so-khcn", f"Ý kiến thứ {turn} của thư ký hội nghị."),
        ]
        for one, row in zip((room.first, room.second), rows, strict=True):
            write(one, row)
        began = time.monotonic()
        for one in (room.first, room.second):
            one.page.keyboard.press("Control+Enter")
        room.soon(room.first, "#room-contributions li", rows[1][2], began)
        room.soon(room.second, "#room-contributions li", rows[0][2], began)
        room.said += rows


def _contribution(slug: str, gist: str) -> list[str]:
    return [NAMES[slug], f"Đại biểu {SHORT[slug]}", gist, "Sớm có hướng dẫn.", "Khối tiếp thu."]


def write(one: Person, row: list[str]) -> None:
    """Ctrl+I goes to the form of a contribution; everything but the sending."""
    one.page.keyboard.press("Control+i")
    form = one.page.locator("#room-quick")
    form.locator("[name=unit]").select_option(label=row[0])
    for name, words in zip(("speaker", "gist", "request", "answer"), row[1:], strict=True):
        form.locator(f"[name={name}]").fill(words)


def both_write_one_field(room: Room) -> None:
    """Who saves second sees both texts and joins them: neither is overwritten."""
    field = "#part-discussion [name=discussion]"
    for one in (room.first, room.second):
        one.page.locator(field).focus()
    room.first.page.locator(field).fill(FIRST)
    room.second.page.locator(field).fill(SECOND)
    panel = "#part-discussion .both-texts"
    later = _whichever(room, lambda one: one.page.locator(panel).is_visible())
    shown = later.page.locator(panel).inner_text()
    assert FIRST in shown
    assert SECOND in shown
    room.discussion = f"{FIRST}\n{SECOND}"
    later.page.locator(field).fill(room.discussion)
    later.page.get_by_role("button", name="Giữ bản của tôi").click()
    saved = "#part-discussion [data-save-state][data-state=saved]"
    later.page.locator(saved).wait_for(timeout=SAVED)
    earlier = room.first if later is room.second else room.second
    earlier.page.locator("#room-quick [name=gist]").focus()
    earlier.page.wait_for_function(
        "([field, words]) => document.querySelector(field).value === words",
        arg=[field, room.discussion],
        timeout=SAVED,
    )


def _whichever(room: Room, holds: Callable[[Person], bool]) -> Person:
    """The first of the two secretaries for whom something holds."""
    last = time.monotonic() + SAVED / 1000
    while time.monotonic() < last:
        for one in (room.first, room.second):
            if holds(one):
                return one
        room.first.page.wait_for_timeout(50)
    raise AssertionError("neither of the two was told")


def add(one: Person, part: str, values: dict[str, Any], status: int = 200) -> None:
    """Fill in the folded form of a list and send it; the page stays."""
    folded = one.page.locator(f"#add-{part}")
    if folded.get_attribute("open") is None:
        folded.locator("summary").click()
    one.fill(f"#add-{part}", values)
    with one.page.expect_response(lambda got: f"/{part}/them/" in got.url) as got:
        folded.locator("button[type=submit]").click()
    assert got.value.status == status
    if status == 200:
        one.page.locator(f"#add-{part}:not([open])").wait_for(state="attached")


def conclude(room: Room) -> None:
    """Conclusions by both, one made of a contribution; a reserved opinion, a certificate."""
    title, measure = "Tổ chức tuyên truyền phòng, chống dịch", "100% cơ quan đạt tiêu chí an toàn"
    leads, partners = ["so-xay-dung", "so-khcn"], ["cuc-qltt"]
    values = {
        "title": title,
        "detail": "Thực hiện trong toàn Khối.",
        "area": "Phong trào thi đua",
        "lead_units": {"label": [NAMES[slug] for slug in leads]},
        "partner_units": {"label": [NAMES[slug] for slug in partners]},
        "measure": measure,
        "due": "01/01/2021",
    }
    add(room.first, "decisions", values, status=422)
    refusal = room.first.page.locator("#add-decisions", has_text="không được trước ngày họp")
    refusal.wait_for(timeout=SAVED)
    add(room.first, "decisions", {"due": "31/01/2022"})
    room.soon(room.second, "#room-conclusions", title)
    room.soon(room.wall, "#projector-conclusions", title)
    room.concluded.append(
        _decision(title, values["detail"], leads, partners, measure, "31/01/2022")
    )
    _of_a_contribution(room)
    add(room.second, "opinions", {"unit": NAMES["so-gtvt"], "text": RESERVED})
    handed = {name: value for name, value in HANDED.items() if name != "date"}
    add(room.first, "certificates", handed | {"date": "05/07/2021"})
    room.soon(room.first, "#preview", RESERVED)


def _decision(
    title: str, detail: str, leads: list[str], partners: list[str], measure: str, due: str
) -> dict[str, Any]:
    units = {"leads": leads, "partners": partners}
    named = {role: [NAMES[slug] for slug in slugs] for role, slugs in units.items()}
    return {"kind": "decision", "title": title, "detail": detail, **named} | {
        "measure": measure,
        "due": due,
    }


def _of_a_contribution(room: Room) -> None:
    page = room.second.page
    said = page.locator("#room-contributions li").first
    said.get_by_role("button", name="Đưa vào kết luận").click()
    page.wait_for_url("**#decisions-*")
    row = "#" + page.url.partition("#")[2]
    values = {"lead_units": {"label": [NAMES["so-nnptnt"]]}, "due": "30/06/2022", "measure": "Một"}
    room.second.type_part(row, values)
    title = page.locator(f"{row} [name=title]").input_value()
    room.soon(room.first, "#room-conclusions tr", title)
    room.concluded.append(_decision(title, "", ["so-nnptnt"], [], "Một", "30/6/2022"))


def cut_the_line(room: Room) -> None:
    """One line is cut: that desk goes on, says so, and catches up without losing or doubling."""
    page = room.second.page
    page.context.set_offline(True)
    page.locator("#live-state[data-kind=lost]").wait_for(timeout=SAVED)
    ours = _contribution("so-nnptnt", "Ghi khi mất mạng, gửi khi có mạng.")
    write(room.second, ours)
    page.keyboard.press("Control+Enter")
    page.locator("#room-waiting li", has_text="Chờ gửi").wait_for()
    page.locator("#part-results [name=results]").fill(RESULTS)
    state = "#part-results [data-save-state]"
    page.locator(f"{state}[data-state=problem]").wait_for(timeout=SAVED)
    theirs = _contribution("bqlda-gtxd", "Ghi trong lúc thư ký kia mất mạng.")
    write(room.first, theirs)
    room.first.page.keyboard.press("Control+Enter")
    room.first.page.locator("#room-contributions li", has_text=theirs[2]).wait_for(timeout=SAVED)
    assert page.locator("#room-contributions li", has_text=theirs[2]).count() == 0
    page.context.set_offline(False)
    page.locator(f"{state}[data-state=saved]").wait_for(timeout=SAVED)
    page.locator("#room-waiting li").first.wait_for(state="detached", timeout=SAVED)
    page.locator("#room-contributions li", has_text=theirs[2]).wait_for(timeout=SAVED)
    page.locator("#live-state[data-kind=lost]").wait_for(state="detached", timeout=SAVED)
    room.first.page.locator("#room-contributions li", has_text=ours[2]).wait_for(timeout=SAVED)
    assert room.first.page.locator("#room-contributions li", has_text=ours[2]).count() == 1
    room.said += [ours, theirs]


def everybody_follows(room: Room) -> None:
    """Chair, wall and member show the item and what is concluded; nothing is wrong with a page."""
    shown = [(room.chair, "#chair-now", "3. Thảo luận")]
    for row in room.concluded:
        shown.append((room.member, "#follow-conclusions", row["title"]))
        shown.append((room.wall, "#projector-conclusions", row["title"]))
    for one, place, words in shown:
        one.page.locator(place, has_text=words).wait_for(timeout=SAVED)
    for one in (room.first, room.chair, room.wall, room.member):
        room.walk.look(one)
    for number in (4, 5):
        room.chair.press(f"Sang nội dung {number}")
    room.soon(room.first, ITEM_NOW, "5. Kết luận")


def close_and_approve(room: Room) -> bytes:
    """Closed by the chair; the meeting's secretary submits, the chair approves. The minutes."""
    room.first.type_part("#part-closing", {"ends_at": "11:00", "copies": "4"})
    room.chair.press("Bế mạc hội nghị…")
    room.soon(room.wall, "#projector-now", "Hội nghị đã kết thúc")
    room.second.open(f"{room.at}ghi/")
    room.second.follow("Xem và trình duyệt")
    room.walk.look(room.second)
    here = room.second.page.url.removeprefix(room.second.url)
    assert room.member.open(here) == 404
    room.second.press("Trình chủ tọa duyệt")
    room.chair.open(here)
    room.chair.press("Duyệt biên bản")
    room.chair.page.get_by_role("link", name="Tải PDF").wait_for(timeout=60_000)
    return room.chair.download("Tải PDF")
