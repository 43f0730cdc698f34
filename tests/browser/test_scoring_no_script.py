"""The desk without JavaScript: fill, save and go on, two texts, upload, hand in."""

import pytest

from tests.assessments.evidence_files import PDF
from tests.browser import scoring

pytestmark = pytest.mark.browser

DESK = f"{scoring.PERIOD}/tu-danh-gia"
UNIT, LEADER = "bql-kcn", "lanhdao.kcn"


@pytest.fixture
def desk(year):
    """Where the unit's desk stands."""
    return f"{DESK}/{year.told(UNIT)['pk']}/"


def test_a_return_is_filled_and_handed_in_without_javascript(year, desk):
    leader = year.person(LEADER, java_script_enabled=False)
    leader.open(f"{desk}?tieu-chi=1.2")
    values = {"p0-target": "40", "p0-actual": "39", "p1-count": "0", "words": "39/40 nhiệm vụ."}
    leader.fill("#buoc form[method=post]", values)
    leader.press("Lưu và sang 1.3")
    assert leader.page.url.endswith("?tieu-chi=1.3")
    kept = year.told(UNIT)
    assert kept["words"]["1.2"] == "39/40 nhiệm vụ."
    assert kept["points"]["1.2"] == "97.50"

    other = leader.page.context.new_page()
    other.goto(leader.page.url)
    other.locator("#buoc [name=words]").fill("bản của cửa sổ kia")
    with other.expect_navigation():
        other.get_by_role("button", name="Lưu", exact=True).first.click()
    leader.fill("#buoc form[method=post]", {"words": "bản của tôi", "p0-target": "1e309"})
    leader.press("Lưu", "#buoc")
    assert leader.page.locator("#buoc [name=words]").input_value() == "bản của tôi"
    assert leader.page.locator("#buoc [name=p0-target]").input_value() == "1e309"
    leader.fill("#buoc form[method=post]", {"p0-target": "250,5"})
    leader.press("Lưu", "#buoc")
    assert "bản của cửa sổ kia" in leader.page.locator(".both-texts").inner_text()
    assert leader.page.locator("#buoc [name=words]").input_value() == "bản của tôi"
    assert year.told(UNIT)["words"]["1.3"] == "bản của cửa sổ kia"
    leader.press("Lưu", "#buoc")
    kept = year.told(UNIT)
    assert kept["words"]["1.3"] == "bản của tôi"
    assert kept["figures"]["1.3"] == [{"target": "250.5"}]

    upload = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": PDF}
    leader.page.locator(".evidence-upload input[type=file]").set_input_files(upload)
    leader.press("Tải lên")
    assert "bao-cao" in leader.page.locator(".evidence-item").inner_text()
    assert year.told(UNIT)["evidence"] == ["bao-cao.pdf"]

    leader.open(f"{desk}?phan=bao-cao")
    leader.fill("#phan-results", {"body": "Đoạn một.\nĐoạn hai."})
    leader.press("Lưu", "#phan-results")
    assert year.told(UNIT)["report"]["results"] == "Đoạn một.\nĐoạn hai."

    year.fill_and_submit(UNIT, submit=False)
    leader.open(f"{desk}tong-hop/")
    leader.press("Nộp")
    assert "Đã nộp. Thời điểm nộp do hệ thống ghi." in leader.text()
    handed_in = year.told(UNIT)
    assert handed_in["state"] == "submitted"
    assert handed_in["words"]["1.3"] == "bản của tôi"
    assert handed_in["report"]["results"] == "Đoạn một.\nĐoạn hai."
