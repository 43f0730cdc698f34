"""The second half of the walk through the year: from who is late to ranks, papers and walls."""

import io
import json
import re
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from awards.management.demo.cast import LEADERS
from tests.browser import year_walk as told
from tests.browser.case import CASE, pdf_text, squeezed
from tests.browser.keys import Keys
from tests.browser.walk import SAVED, Person

BLOC = "/hung-yen/kinh-te-ky-thuat"
PERIOD = f"{BLOC}/2021"
UNITS = {row["slug"]: row for row in CASE["units"]}
WHY = "Số liệu trong báo cáo chưa khớp với minh chứng."
ANSWER = "Đơn vị đã bổ sung biên bản đối chiếu số liệu."
AGREED = "Hội nghị thống nhất công nhận số liệu sau giải trình."


def who_is_late(walk: Any, desk: str) -> None:
    """The head reads who has not handed in; a peer sees nothing of it."""
    walk.tell(told.LATE)
    head = walk.at("tuan.do", f"{PERIOD}/tu-danh-gia/")
    assert "2/9" in head.text()
    late = head.page.locator("tbody tr", has_text="Sở Tài nguyên và Môi trường").inner_text()
    assert "ưa" in late
    assert "chậm" in head.text().lower()
    walk.look(head)
    peer = walk.at("canbo.qltt", f"{PERIOD}/tu-danh-gia/")
    assert "Sở Tài nguyên và Môi trường" not in peer.page.locator("main").inner_text()
    assert peer.open(desk) == 404
    walk.tell(told.ALL_IN)


def _advance(walk: Any, stage: str) -> None:
    secretary = walk.at("thuky", f"{PERIOD}/buoc-danh-gia/")
    secretary.press(f"Chuyển sang “{stage}”")
    assert f"Đang ở bước “{stage}”" in secretary.text()


def _sheets(walk: Any, stage: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(walk.tell(told.SHEETS, stage=stage).splitlines()[-1])
    return found


def appraisal(walk: Any) -> dict[str, Any]:
    """Collecting closes, appraisers are drawn; one of them scores a whole sheet with keys."""
    walk.look(walk.at("thuky", f"{PERIOD}/buoc-danh-gia/"))
    _advance(walk, "Thẩm định lần 1")
    secretary = walk.at("thuky", f"{PERIOD}/tham-dinh/")
    secretary.press("Chia đều ngẫu nhiên")
    walk.look(secretary)
    sheets = _sheets(walk, "appraisal_1")
    assert {sheet["by"] for sheet in sheets} == {"thamdinh", "thamdinh.gtvt", "thamdinh.tnmt"}
    assert not [s for s in sheets if s["by"] == "thamdinh" and s["unit"] == "so-khcn"]
    # Nobody enters the own unit's points: the head's and secretary's unit is left to the deputy.
    given = [sheet for sheet in sheets if sheet["by"] == "thamdinh"]
    mine = next(sheet for sheet in given if sheet["unit"] != CASE["leadership"]["head_unit"])
    address = f"{PERIOD}/phieu-cham/{mine['pk']}/"
    assert walk.at(LEADERS[mine["unit"]][0]).open(address) in {403, 404}
    assert walk.at("thamdinh.gtvt").open(address) == 404
    appraiser = walk.at("thamdinh", f"{PERIOD}/tham-dinh/")
    walk.look(appraiser)
    appraiser.open(address)
    walk.look(appraiser)
    _score(appraiser)
    walk.tell(told.JUDGED, stage="appraisal_1")
    return mine


def _score(appraiser: Person) -> None:
    """The first score is lowered, first without a reason; the others are kept with one key."""
    keys = Keys(appraiser.page)
    assert keys.at["name"] == "points"
    was = appraiser.page.locator("[name=points]").input_value()
    lower = str(Decimal(was.replace(",", ".")) - 5).replace(".", ",")
    keys.write(lower)
    keys.press("Control+Enter")
    appraiser.page.locator("#score-form [data-save-state][data-state=problem]").wait_for()
    assert appraiser.page.locator("[name=points]").input_value() == lower
    keys.tab_to(name="reason", most=2)
    keys.write(WHY)
    keys.go("Control+Enter")
    for _leaf in range(30):
        if appraiser.page.get_by_role("button", name="Chấm xong, sang phiếu tiếp theo").count():
            break
        assert keys.at["name"] == "points"
        keys.go("=")
    appraiser.press("Chấm xong, sang phiếu tiếp theo")


def explanation(walk: Any, mine: dict[str, Any]) -> None:
    """The unit reads what was changed and why, and explains it."""
    _advance(walk, "Giải trình")
    leader = walk.at(LEADERS[mine["unit"]][0], f"{PERIOD}/giai-trinh/{mine['return']}/")
    assert WHY in leader.text()
    walk.look(leader)
    leader.page.locator("form[data-autosave] textarea").first.fill(ANSWER)
    saved = "form[data-autosave] [data-save-state][data-state=saved]"
    leader.page.locator(saved).first.wait_for(timeout=SAVED)
    leader.press("Gửi giải trình")
    assert ANSWER in leader.text()


def second_appraisal(walk: Any) -> None:
    """Appraisers read the explanations; their second column begins where the first ended."""
    _advance(walk, "Thẩm định lần 2")
    secretary = walk.at("thuky", f"{PERIOD}/tham-dinh/")
    secretary.press("Chia đều ngẫu nhiên")
    sheet = _sheets(walk, "appraisal_2")[0]
    appraiser = walk.at(sheet["by"], f"{PERIOD}/phieu-cham/{sheet['pk']}/")
    walk.look(appraiser)
    walk.tell(told.JUDGED, stage="appraisal_2")
    head = walk.at("tuan.do", f"{PERIOD}/bat-thuong/")
    walk.look(head)


def agreement(walk: Any, mine: dict[str, Any]) -> None:
    """The meeting agrees on one change, with its vote."""
    _advance(walk, "Thống nhất tại hội nghị")
    sheet = next(s for s in _sheets(walk, "agreement") if s["unit"] == mine["unit"])
    secretary = walk.at("thuky", f"{PERIOD}/phieu-cham/{sheet['pk']}/")
    walk.look(secretary)
    was = Decimal(secretary.page.locator("[name=points]").input_value().replace(",", "."))
    agreed = {"points": str(was + 3).replace(".", ","), "reason": AGREED, "hands": "9/9 đồng ý"}
    secretary.fill("#score-form", agreed)
    secretary.page.locator("#score-form [data-save-state][data-state=saved]").wait_for()
    columns = walk.at("thuky", f"{PERIOD}/cac-cot-diem/{mine['return']}/")
    walk.look(columns)
    _advance(walk, "Sở Nội vụ điều chỉnh")


def close(walk: Any) -> None:
    """Before closing a peer sees no total of others; then the head closes."""
    peer = walk.at("canbo.qltt", f"{PERIOD}/xep-hang/")
    assert "Sở Xây dựng" not in peer.page.locator("main").inner_text()
    head = walk.at("tuan.do", f"{PERIOD}/xep-hang/")
    walk.look(head)
    head.follow("còn")
    walk.look(head)
    walk.tell(told.CHECKED)
    head.open(f"{PERIOD}/xep-hang/")
    head.follow("Chốt kết quả")
    walk.look(head)
    head.press("Chốt kết quả", "main form")
    assert "Đã chốt" in head.text()


def everybody_sees(walk: Any, mine: dict[str, Any]) -> None:
    """Ranks for all members; the account of a score adds up to the hundredth."""
    ranks = json.loads(walk.tell(told.RANKS).splitlines()[-1])
    assert len(ranks) == 9
    for username in ("canbo.xaydung", "lam.tran", "thamdinh", "thuky", "chuong.do"):
        one = walk.at(username, f"{PERIOD}/xep-hang/")
        rows = one.page.locator("table.board tbody tr").all_inner_texts()
        told_ranks = [re.split(r"\s+", row.strip()) for row in rows]
        assert len(told_ranks) == 9, username
        for place, row in enumerate(ranks):
            assert row["unit"].split()[-1] in rows[place]
            assert str(row["rank"]) in told_ranks[place]
    walk.look(walk.at("canbo.xaydung", f"{PERIOD}/xep-hang/"))
    own = walk.at(LEADERS[mine["unit"]][0], f"{PERIOD}/xep-hang/{mine['return']}/")
    walk.look(own)
    text = own.text()
    assert all(words in text for words in (WHY, ANSWER, AGREED, "Cộng khớp"))
    final = own.page.locator("tbody td[data-label='Điểm cuối']").all_inner_texts()
    total = own.page.locator("tfoot td[data-label='Điểm cuối']").inner_text()
    assert sum(map(_number, final)) == _number(total)
    total_shown = next(row for row in ranks if row["unit"] == UNITS[mine["unit"]]["short_name"])
    assert Decimal(total_shown["total"]) == _number(total)
    walk.look(walk.at("canbo.xaydung", f"{PERIOD}/xep-hang/cac-ky/"))
    walk.look(walk.at("tuan.do", f"{PERIOD}/xep-hang/khoang-cach/"))


def _number(text: str) -> Decimal:
    plain = text.strip().replace(".", "").replace(",", ".").replace("–", "0")
    return Decimal(plain)


def papers(walk: Any) -> None:
    """The summary as PDF names units, totals and ranks; the workbook opens."""
    secretary = walk.at("thuky", f"{PERIOD}/xep-hang/")
    secretary.press("Bảng tổng hợp PDF")
    secretary.page.get_by_role("link", name="Tải").first.wait_for(timeout=60_000)
    walk.look(secretary)
    pdf = secretary.download("Tải")
    text = squeezed(pdf_text(pdf))
    ranks = json.loads(walk.tell(told.RANKS).splitlines()[-1])
    for row in CASE["units"]:
        assert squeezed(row["name"]) in text or squeezed(row["short_name"]) in text
    for row in ranks:
        assert f"{Decimal(row['total']):.2f}".replace(".", ",") in text
    assert squeezed("SỐ LIỆU GIẢ ĐỊNH") in text
    secretary.open(f"{PERIOD}/xep-hang/")
    book = load_workbook(io.BytesIO(secretary.download("Excel")))
    cells = [str(cell.value) for sheet in book for line in sheet for cell in line if cell.value]
    for row in CASE["units"]:
        assert row["name"] in cells or row["short_name"] in cells
    totals = {Decimal(row["total"]) for row in ranks}
    assert totals <= {Decimal(text) for text in cells if re.fullmatch(r"\d+(\.\d+)?", text)}


def others_do_not(walk: Any) -> None:
    """Another bloc's secretary finds none of the pages that were walked."""
    stranger = walk.at("tb.thuky")
    walked = sorted(set(walk.walked))
    assert len(walked) > 20
    assert [path for path in walked if stranger.open(path) != 404] == []
