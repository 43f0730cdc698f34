"""A meeting of nine units: two secretaries at one desk, the chair's phone, the wall and a cut line;
afterwards every fact of its minutes is compared with the base."""

import json
from datetime import date
from typing import Any

import pytest

from emulation_bloc.lib import vietnamese
from tests.browser import meeting_walk as told
from tests.browser import room_steps as steps
from tests.browser.case import CASE, pdf_text, squeezed
from tests.browser.walk import BLOC, Walk
from tests.browser.year_walk import HEAD

pytestmark = pytest.mark.browser

YEAR = f"{BLOC}/2021"
TITLE = "Hội nghị bất thường về phòng, chống dịch và phong trào thi đua nước rút"
PLACE = "Phòng họp số 2 Sở Xây dựng"
UNITS = {row["slug"]: row["name"] for row in CASE["units"]}
SHORT = {row["slug"]: row["short_name"] for row in CASE["units"]}
PEOPLE = [
    {
        "role": "Chủ tọa",
        "name": "Trần Tùng Lâm",
        "title": "Cục trưởng Cục Quản lý thị trường tỉnh",
        "user": "Trần Tùng Lâm – Cục trưởng Cục Quản lý thị trường tỉnh",
    },
    {
        "role": "Thư ký hội nghị",
        "name": "Ngô Thị Bích Mẫu",
        "title": "Chuyên viên phụ trách thi đua, Sở Xây dựng",
        "user": "Ngô Thị Bích Mẫu – Chuyên viên phụ trách thi đua, Sở Xây dựng",
    },
    {
        "role": "Khách mời",
        "name": "Hồ Thị Khách Mẫu",
        "title": "Trưởng phòng",
        "organisation": "Văn phòng UBND tỉnh",
    },
]
WHY_NOT = "Đang họp với đoàn kiểm tra của tỉnh"
STAND_IN = {
    "name": "Tạ Văn Thay Mẫu",
    "title": "Trưởng phòng Tổng hợp",
    "letter": "Giấy ủy quyền số 12/GUQ-STNMT",
}
LETTER = {
    "name": "giay-uy-quyen.pdf",
    "mimeType": "application/pdf",
    "buffer": HEAD + b"\ntrailer\n<<>>\n%%EOF\n",
}


def test_two_secretaries_write_one_meeting(july):
    """Invited, opened, written by two, cut off for a while, closed, approved; nothing is lost."""
    at = _plan(july)
    _invite(july, at)
    room = steps.Room(july, at)
    steps.open_room(room)
    steps.mark_all(room)
    steps.move_on(room)
    steps.speak(room)
    steps.both_write_one_field(room)
    steps.conclude(room)
    steps.cut_the_line(room)
    steps.everybody_follows(room)
    paper = steps.close_and_approve(room)
    facts = json.loads(july.tell(told.FACTS, pk=room.pk).splitlines()[-1])
    _base_holds_what_was_typed(room, facts)
    _paper_tells_it(facts, squeezed(pdf_text(paper)))
    _others_do_not(july, at)
    assert sorted(room.delays)[len(room.delays) // 2] < 2, room.delays


def _plan(walk: Walk) -> str:
    """The secretary plans it, names its people and puts one more item into the agenda."""
    today = date.fromisoformat(walk.tell(told.TODAY).split()[-1])
    secretary = walk.at("thuky", f"{YEAR}/hoi-nghi/")
    page = secretary.page
    page.locator("summary", has_text="Lập hội nghị khác").click()
    secretary.fill("form[action$='/lap/']:has([name=kind])", {"kind": "Hội nghị bất thường"})
    page.locator("form[action$='/lap/'] [name=title]").fill(TITLE)
    secretary.press("Lập hội nghị")
    general = {"date": f"{today:%d/%m/%Y}", "starts_at": "08:00", "place": PLACE}
    secretary.type_part("#part-general", general | {"host_unit": UNITS["so-xay-dung"]})
    for values in PEOPLE:
        secretary.add_row("#people details", values)
    at = page.url.removeprefix(secretary.url).split("#")[0].removesuffix("ghi/")
    secretary.open(f"{at}chuong-trinh/")
    items = "section[aria-labelledby=items-title]"
    secretary.add_row(
        f"{items} details.part-row", {"title": "Trao thưởng đột xuất", "minutes": "10"}
    )
    page.locator("[data-handle]").last.focus()
    with page.expect_response(lambda got: "/thu-tu/" in got.url):
        page.keyboard.press("Alt+ArrowUp")
    walk.look(secretary)
    return at


def _invite(walk: Walk, at: str) -> None:
    """Invitations go out; one unit declines, one sends a stand-in, first without a letter."""
    secretary = walk.at("thuky", f"{at}giay-moi/")
    secretary.press("Gửi giấy mời")
    declining = walk.at("lanhdao.kcn", at)
    declining.follow("Trả lời giấy mời")
    walk.look(declining)
    page = declining.page
    page.locator("[name=answer][value=no]").check()
    page.locator("[name=reason]").fill(WHY_NOT)
    declining.press("Gửi trả lời")
    assert "Đã ghi trả lời" in declining.text()
    standing_in = walk.at("lanhdao.tnmt", at)
    standing_in.follow("Trả lời giấy mời")
    page = standing_in.page
    page.locator("[name=answer][value=stand_in]").check()
    standing_in.fill("form:has([name=answer])", STAND_IN)
    standing_in.press("Gửi trả lời")
    assert "Hãy tải lên giấy ủy quyền" in standing_in.text()
    page.locator("#letter-file").set_input_files(LETTER)
    standing_in.press("Gửi trả lời")
    assert "Đã ghi trả lời" in standing_in.text()
    assert declining.open(page.url.removeprefix(standing_in.url)) in {403, 404}
    walk.tell(told.ANSWERED, pk=at.rstrip("/").rpartition("/")[2])
    secretary.open(f"{at}giay-moi/")
    assert STAND_IN["letter"] in secretary.text()
    assert WHY_NOT in secretary.text()
    walk.look(secretary)


def _base_holds_what_was_typed(room: Any, facts: dict[str, Any]) -> None:
    """Everything that either of them typed, once, and nothing else."""
    assert (facts["title"], facts["place"], facts["state"]) == (TITLE, PLACE, "ended")
    assert (facts["starts"], facts["ends"]) == ("08 giờ 00 phút", "11 giờ 00 phút")
    assert [row[1] for row in facts["guests"]] == [row["name"] for row in PEOPLE]
    assert facts["agenda"][-2] == "Trao thưởng đột xuất"
    assert all(facts["ran"])
    marks = {row["slug"]: row["presence"] for row in facts["units"]}
    assert marks == steps.MARKS
    assert facts["answers"] == steps.ANSWERS
    assert sorted(facts["said"]) == sorted(room.said)
    assert facts["discussion"] == room.discussion
    assert facts["results"] == steps.RESULTS
    assert [_sorted(row) for row in facts["concluded"]] == [_sorted(row) for row in room.concluded]
    assert facts["reserved"] == [[UNITS["so-gtvt"], steps.RESERVED]]
    assert facts["handed"] == [list(steps.HANDED.values())]


def _sorted(concluded: dict[str, Any]) -> dict[str, Any]:
    """Units in one order, whichever the base gives."""
    units = {name: sorted(concluded[name]) for name in ("leads", "partners")}
    return concluded | units


def _paper_tells_it(facts: dict[str, Any], text: str) -> None:
    """Every fact of the base stands in the PDF; the row of a unit with its person and its mark."""
    wanted = [facts[name] for name in ("title", "place", "host", "starts", "ends", "results")]
    wanted += [facts["day"], f"{facts['copies']:02d} bản", *facts["agenda"]]
    wanted += [facts["discussion"][1:], *(part for row in facts["guests"] for part in row[1:])]
    words = {"present": "có mặt", "stand_in": "ủy quyền", "absent": "vắng"}
    for number, row in enumerate(facts["units"], start=1):
        who = "" if row["presence"] == "absent" else f"{row['name']}, {row['title']}"
        note = row["letter"] if row["presence"] == "stand_in" else row["reason"]
        mark = words[row["presence"]] + (f" ({note})" if note else "")
        wanted.append(f"{number:02d}{row['unit']}{who}{mark}")
        wanted += [f"{row['unit']} đến lúc {row['arrived']}"] if row["arrived"] else []
        wanted += [f"{row['unit']} về lúc {row['left']}"] if row["left"] else []
    wanted.append("Có mặt 08/09 đơn vị (trong đó 01 đơn vị ủy quyền); vắng 01 đơn vị")
    wanted.append("đủ điều kiện tiến hành")
    for unit, speaker, gist, request, answer in facts["said"]:
        said = f"{unit} ({speaker}): {gist}" + (f" Kiến nghị: {request}" if request else "")
        wanted.append(said + (f" Tiếp thu, giải trình: {answer}" if answer else ""))
    for row in facts["concluded"]:
        wanted += [row["title"], row["detail"], f"Hạn hoàn thành: ngày {row['due']}"]
        wanted.append(f"Đơn vị chủ trì: {vietnamese.join(row['leads'])}")
        partners = vietnamese.join(row["partners"])
        wanted += [f"Đơn vị phối hợp: {partners}"] if partners else []
        wanted.append(f"Kết quả cần đạt: {row['measure']}")
    wanted += [f"{unit}: {said}" for unit, said in facts["reserved"]]
    for unit, award, year, number, issuer, day in facts["handed"]:
        decision = f"Quyết định số {number} ngày {day} của {issuer}"
        wanted.append(f"{unit}: {award}, thành tích năm {year} ({decision})")
    assert [words for words in wanted if squeezed(words) not in text] == []


def _others_do_not(walk: Walk, at: str) -> None:
    """A member follows but does not write; an observer and another province find nothing."""
    for path, status in {
        "ghi/": 403,
        "chu-toa/": 403,
        "theo-doi/": 200,
        "trinh-chieu/": 200,
    }.items():
        assert walk.person("canbo.qltt").open(at + path) == status, path
        assert walk.person("hoidong").open(at + path) == 404, path
    stranger = walk.person("tb.thuky")
    walked = sorted(set(walk.walked))
    assert len(walked) >= 7
    assert [path for path in walked if stranger.open(path) != 404] == []
