"""The steps of the walk from the ballot on the flag to the decision and the next year."""

import json
from typing import Any

from awards.management.demo.cast import LEADERS
from tests.browser import award_walk as told
from tests.browser.walk import BLOC, PHONE, Person, Walk

PERIOD = f"{BLOC}/2021"
OFFICE_OF = "/hung-yen/khen-thuong"
ON_PAPER = ("so-tnmt", "bqlda-gtxd")
STRAYING = "so-khcn"  # votes for the second of the ranking
LEAD, SECOND, THIRD = "chuong.do", "canbo.xaydung", "canbo.qltt"
FLAG, DECISION = "CTD_TINH", "2982/QĐ-UBND"
WANTING = "Báo cáo thành tích chưa nêu số liệu so sánh với năm trước."


def answer(walk: Walk, script: str, **values: Any) -> Any:
    """What a told script prints last."""
    return json.loads(walk.tell(script, **values).splitlines()[-1])


def ballot_drafted(walk: Walk) -> str:
    """The meeting is held; the secretary draws the ballot up and names the tellers; its address."""
    pk, tellers = answer(walk, told.HELD)
    secretary = walk.at("thuky", f"{PERIOD}/hoi-nghi/{pk}/bo-phieu/")
    walk.look(secretary)
    secretary.fill("main form", {"what": {"value": f"award:{FLAG}"}})
    secretary.press("Lập cuộc bỏ phiếu", "main")
    places = dict(zip(("lead", "second", "third"), tellers, strict=True))
    chosen = {name: {"value": str(key)} for name, key in places.items()}
    secretary.fill("#to-kiem-phieu", chosen)
    secretary.press("Lưu Tổ kiểm phiếu")
    walk.look(secretary)
    return secretary.page.url.removeprefix(secretary.url).split("#")[0]


def ballot_opened(walk: Walk, ballot: str) -> dict[str, Any]:
    """The lead teller opens; two units vote on paper, nine stand and nine vote."""
    lead = walk.at(LEAD, ballot)
    walk.look(lead)
    lead.press("Bắt đầu bỏ phiếu", "main")
    found: dict[str, Any] = answer(walk, told.BALLOT, pk=_key(ballot))
    assert len(found["voters"]) == len(found["listed"]) == 9
    for slug in ON_PAPER:
        way = {"voter": {"value": str(found["voters"][slug])}, "way": {"value": "paper"}}
        secretary = walk.at("thuky", ballot)
        secretary.fill("#cach-bo-phieu", way)
        secretary.press("Đổi cách bỏ phiếu", "#cach-bo-phieu")
    lead.open(ballot)
    assert "0/7 đơn vị đã bỏ phiếu trên hệ thống" in lead.text()
    walk.look(lead)
    return found


def _key(ballot: str) -> str:
    return ballot.rstrip("/").rpartition("/")[2]


def ballot_cast(walk: Walk, ballot: str, listed: list[str]) -> None:
    """Seven vote on phones; a repeated send is one vote; the receipt is found, who voted is seen
    and nothing of what."""
    phones = [slug for slug in LEADERS if slug not in ON_PAPER]
    receipts = []
    for place, slug in enumerate(phones):
        voter = walk.person(LEADERS[slug][0], viewport=PHONE)
        receipts.append(_vote(walk, voter, ballot, listed[1 if slug == STRAYING else 0], place))
    assert len(set(receipts)) == 7
    found = answer(walk, told.BALLOT, pk=_key(ballot))
    assert found["votes"] == 7
    lead = walk.at(LEAD, ballot)
    assert "7/7 đơn vị đã bỏ phiếu trên hệ thống" in lead.text()
    shown = lead.page.content()
    assert not [receipt for receipt in receipts if receipt in shown]
    cells = lead.page.locator("#ballot-progress td[data-label='Đã bỏ phiếu']").all_inner_texts()
    assert sorted(cell.strip() for cell in cells) == sorted(["đã bỏ phiếu"] * 7 + ["–"] * 2)


def _vote(walk: Walk, voter: Person, ballot: str, name: str, place: int) -> str:
    assert voter.open(f"{ballot}bo-phieu/") == 200
    page = voter.page
    page.locator(".vote-row", has_text=name).locator("input").check()
    if not place:
        walk.look(voter)
    page.locator("#vote-next").click()
    assert name in page.locator("#vote-chosen").inner_text()
    mark = page.locator(".vote-row", has_text=name).locator("input").get_attribute("value")
    page.locator("#vote-send").click()
    page.locator("#vote-done").wait_for()
    receipt: str = page.locator("#vote-receipt").inner_text().strip()
    assert len(receipt) == 32
    if not place:
        walk.look(voter)
        _send_again(voter, receipt, mark or "")
        page.locator("#kiem-tra summary").click()
        page.locator("#receipt-check").fill(receipt)
        voter.press("Kiểm tra", "#kiem-tra")
        assert "Có: phiếu mang mã này đang ở trong hòm phiếu." in voter.text()
        walk.look(voter)
    return receipt


def _send_again(voter: Person, receipt: str, mark: str) -> None:
    """The line was cut: the phone sends the same vote once more and is told that it is in."""
    again = voter.page.evaluate(
        "async ([receipt, mark]) => { const token = document.querySelector("
        "'[name=csrfmiddlewaretoken]').value; const reply = await fetch(location.pathname, "
        "{method: 'POST', headers: {Accept: 'application/json', 'X-CSRFToken': token}, "
        "body: new URLSearchParams({step: 'cast', receipt, marks: mark})}); "
        "return [reply.status, await reply.json()]; }",
        [receipt, mark],
    )
    assert again == [200, {"voted": True}]


def ballot_counted(walk: Walk, ballot: str, listed: list[str]) -> None:
    """Closed, the papers typed twice, counted: seven of nine; all tellers confirm the minutes."""
    lead = walk.at(LEAD, ballot)
    lead.press("Kết thúc bỏ phiếu", "main")
    voter = walk.at("lam.tran", f"{ballot}bo-phieu/")
    assert voter.page.locator("#vote-form").count() == 0
    for place, username in enumerate((SECOND, THIRD)):
        order = (listed[0], listed[1]) if place else (listed[1], listed[0])
        _type_papers(walk, walk.at(username, f"{ballot}phieu-giay/"), order)
    lead.open(ballot)
    walk.look(lead)
    lead.press("Kiểm phiếu", "main")
    rows = lead.page.locator("table.cards tbody tr").all_inner_texts()
    assert [row for row in rows if listed[0] in row and "7" in row and "được chọn" in row]
    walk.look(lead)
    lead.follow("Đếm lại hòm phiếu")
    assert "kết quả khớp với kết quả đã ghi" in lead.text()
    _tally(walk, ballot)


def _type_papers(walk: Walk, teller: Person, order: tuple[str, str]) -> None:
    for place, name in enumerate(order):
        slip = teller.page.locator(".paper-slip").nth(place)
        slip.get_by_label(name).check()
        slip.locator("select").select_option(value="counted")
    walk.look(teller)
    teller.press("Nhập xong")


def _tally(walk: Walk, ballot: str) -> None:
    secretary = walk.at("thuky", ballot)
    sealed = {"sealed_by": "Phiếu được niêm phong, giao thư ký Khối lưu cùng hồ sơ hội nghị"}
    secretary.fill("main form:has([name=sealed_by])", sealed)
    secretary.press("Lưu việc niêm phong")
    secretary.press("Lập biên bản kiểm phiếu")
    for username in (LEAD, SECOND, THIRD):
        teller = walk.at(username, f"{ballot}bien-ban/")
        if username != THIRD:
            walk.look(teller)
        teller.press("Xác nhận biên bản")
    minutes = walk.at(LEAD, f"{ballot}bien-ban/")
    assert "Đã xác nhận 3/3 thành viên" in minutes.text()
    walk.look(minutes)


def nominated(walk: Walk) -> list[dict[str, Any]]:
    """The secretary draws the list up from rank and ballots, has it examined, concludes what needs
    a person, and writes it into the minutes; the nominations in order, the flag first."""
    walk.tell(told.CLOSED)
    place = f"{BLOC}/khen-thuong/de-nghi/?ky=2021"
    secretary = walk.at("thuky", place)
    secretary.press("Lập danh sách theo xếp hạng")
    secretary.press("Xét điều kiện, ghi kết quả")
    walk.look(secretary)
    flag = answer(walk, told.NOMINATED)[0]
    secretary.open(flag["url"])
    walk.look(secretary)
    walk.tell(told.CONCLUDED)
    secretary.open(place)
    secretary.press("Xét điều kiện, ghi kết quả")
    secretary.press("Ghi vào biên bản", "main")
    rows: list[dict[str, Any]] = answer(walk, told.NOMINATED)
    assert (rows[0]["award"], rows[0]["votes"], rows[0]["base"]) == (FLAG, 7, 9)
    assert {row["state"] for row in rows} == {"minuted"}
    walk.look(secretary)
    walk.tell(told.REPORTED)
    return rows


def proposal_sent(walk: Walk, rows: list[dict[str, Any]]) -> None:
    """The secretary submits the tờ trình, the head approves, signs on paper and sends it."""
    walk.look(walk.at("thuky", f"{rows[0]['url']}ho-so/"))
    secretary = walk.at("thuky", f"{BLOC}/khen-thuong/de-nghi/?ky=2021")
    secretary.press("Lập tờ trình")
    walk.look(secretary)
    paper = secretary.page.url.removeprefix(secretary.url)
    secretary.press("Trình Trưởng khối duyệt")
    head = walk.at("tuan.do", paper)
    walk.look(head)
    head.press("Duyệt văn bản", "main")
    assert "document" in head.page.url or "van-ban" in head.page.url
    walk.look(head)
    head.fill("#next-step", {"signed_by": "Đỗ Minh Tuân", "signed_on": "26/12/2021"})
    head.page.locator("#next-step [name=is_on_paper]").check()
    head.press("Ghi nhận", "#next-step")
    head.fill("#next-step", {"how": "Trục liên thông văn bản của tỉnh"})
    head.press("Ghi nhận", "#next-step")
    assert {row["state"] for row in answer(walk, told.NOMINATED)} == {"submitted_to_snv"}


def appraised(walk: Walk, rows: list[dict[str, Any]]) -> None:
    """The department receives all; its specialist prepares, its leader approves: two accepted, one
    returned with a reason that the bloc reads."""
    walk.stand_on("2021-12-29")
    specialist = walk.at("chuyenvien.tdkt", f"{OFFICE_OF}/")
    walk.look(specialist)
    specialist.press("Tiếp nhận", "main")
    assert f"Đã tiếp nhận {len(rows)} đề nghị." in specialist.text()
    for row, verdict in ((rows[0], "accept"), (rows[1], "accept"), (rows[-1], "return")):
        _prepare(walk, row, verdict)
    bloc = walk.at("thuky", rows[-1]["url"])
    assert WANTING in bloc.text()
    walk.look(bloc)
    assert WANTING not in walk.at("thuky", rows[0]["url"]).text()


def _prepare(walk: Walk, row: dict[str, Any], verdict: str) -> None:
    """What a specialist has prepared is not seen by the bloc until the leader has approved it."""
    specialist = walk.at("chuyenvien.tdkt", row["url"])
    specialist.fill("#tham-dinh form", {"review-verdict": {"value": verdict}})
    if verdict == "return":
        specialist.page.locator("#tham-dinh details summary").click()
        specialist.fill("#tham-dinh form", {"review-item_report": WANTING})
        walk.look(specialist)
    specialist.press("Trình lãnh đạo", "#tham-dinh")
    assert WANTING not in walk.at("thuky", row["url"]).text()
    leader = walk.at(LEAD, row["url"])
    walk.look(leader)
    leader.press("Duyệt ý kiến", "#cho-duyet")


def decided(walk: Walk, rows: list[dict[str, Any]]) -> None:
    """The council votes, the province agrees and decides: the register shows both."""
    walk.stand_on("2021-12-31")
    leader = _chosen(walk, "hoi-dong", "Ghi kết quả Hội đồng", rows)
    votes = {f"yes_{row['pk']}": 14 for row in rows}
    sitting = {"minutes_number": "15/BB-HĐTĐKT", "members": 15, "present": 15, "threshold": 80}
    leader.fill("main form", sitting | votes)
    leader.press("Ghi kết quả")
    assert "2/2 đề nghị được thông qua" in leader.text()
    leader = _chosen(walk, "trinh", "Ghi bước tiếp theo", rows)
    step = {"target": {"value": "approved_by_ubnd"}, "document": "Công văn số 3310/UBND-NC"}
    leader.fill("main form", step)
    leader.press("Ghi bước")
    leader = _chosen(walk, "trinh", "Ghi quyết định", rows)
    leader.fill("main form", {"number": DECISION, "signer": "Lãnh đạo tỉnh Mẫu"})
    leader.press("Ghi quyết định")
    assert DECISION in leader.text()
    walk.look(leader)
    officer = walk.at("canbo.xaydung", f"{BLOC}/khen-thuong/so/")
    walk.look(officer)
    table = officer.page.locator("main").inner_text()
    assert table.count(DECISION) == 2
    assert all(row["unit"] in table for row in rows)


def _chosen(walk: Walk, heap: str, button: str, rows: list[dict[str, Any]]) -> Person:
    """The leader chooses both nominations of a heap and goes on with them together."""
    leader = walk.at(LEAD, f"{OFFICE_OF}/?buoc={heap}")
    for row in rows:
        leader.page.locator(f"#chosen [name=chon][value='{row['pk']}']").check()
    leader.press(button, "#chosen")
    walk.look(leader)
    return leader


def next_year(walk: Walk, flag: dict[str, Any]) -> None:
    """The same unit proposed a year later: the rule finds this decision in the register."""
    found = answer(walk, told.NEXT_YEAR, slug=flag["slug"])
    assert found["words"].startswith("Quyết định gần nhất ngày 31/12/2021")
    assert found["figures"]["last"] == "2021-12-31"


def others_do_not(walk: Walk) -> None:
    """Another province's reviewer and secretary find none of the pages that were walked."""
    walked = sorted({path for path in walk.walked if not path.endswith("/ma-phieu/")})
    assert len(walked) > 4
    for username in ("tb.thuky", "tb.reviewer"):
        stranger = walk.at(username)
        assert [path for path in walked if stranger.open(path) != 404] == []
