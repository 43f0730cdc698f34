"""A unit's whole return of the year, from sign-in to handing in, by keyboard alone."""

import re
from typing import Any

import pytest

from tests.browser import scoring
from tests.browser.keys import Keys
from tests.browser.walk import Person

pytestmark = pytest.mark.browser

DESK = f"{scoring.PERIOD}/tu-danh-gia"
FIGURES = {"target": "100", "actual": "97,5", "count": "1", "points": "7.5", "days": "0"}


def test_a_return_is_filled_presented_and_handed_in_by_keyboard(year):
    before = year.told("so-xay-dung")
    officer = year.person()
    keys = Keys(officer.page)
    keys.sign_in(officer.url, "canbo.xaydung", year.known["canbo.xaydung"])
    officer.open(f"{DESK}/{before['pk']}/")
    looked: list[str] = []

    typed, figures = _fill_criteria(keys, officer, looked)
    targets = _fill_targets(keys)
    report = _fill_report(keys, officer, looked)
    keys.skip_to(words="Trình lãnh đạo duyệt", most=120)
    keys.go("Enter")
    assert "Đã trình lãnh đạo đơn vị" in officer.text()

    after = year.told("so-xay-dung")
    assert after["state"] == "presented"
    assert after["words"] == typed
    assert after["targets"] == targets
    assert after["report"] == report
    assert list(after["figures"]) == list(figures)
    assert {code: _flat(rows) for code, rows in after["figures"].items()} == figures
    assert None not in after["points"].values()
    assert after["evidence"] == ["Quyết định công bố chỉ số cải cách hành chính"]

    leader = year.person()
    keys = Keys(leader.page)
    keys.sign_in(leader.url, "lanhdao.xaydung", year.known["lanhdao.xaydung"])
    leader.open(f"{DESK}/{before['pk']}/tong-hop/")
    looked += leader.look()
    keys.skip_to(words="Nộp", most=120)
    keys.press("Enter")
    leader.page.locator("dialog[open]").wait_for()
    keys.tab_to(words="Đồng ý", most=3)
    keys.go("Enter")
    assert "Đã nộp. Thời điểm nộp do hệ thống ghi." in leader.text()
    handed_in = year.told("so-xay-dung")
    assert (handed_in["state"], handed_in["submitted_by"]) == ("submitted", "lanhdao.xaydung")
    assert {name: handed_in[name] for name in ("words", "figures", "report")} == {
        name: after[name] for name in ("words", "figures", "report")
    }
    assert looked == []


def _flat(rows: list[dict[str, str]]) -> list[str]:
    """Typed figures in order; a registered plan is not typed."""
    names = (
        {"actual"} if len(rows) == 5 and "target" in rows[0] else set(FIGURES) | {"choice", "yes"}
    )
    return [text for row in rows for name, text in row.items() if name in names]


def _code(page: Any) -> str:
    found = re.search(r"tieu-chi=([^&]+)", page.url)
    return found.group(1) if found else ""


def _fill_criteria(
    keys: Keys, officer: Person, looked: list[str]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """G finds the first criterion; Ctrl+Enter saves each and stands in the next one's field."""
    typed: dict[str, str] = {}
    figures: dict[str, list[str]] = {}
    keys.press("g")
    assert keys.at["id"] == "go-to"
    keys.write("1.1")
    keys.go("Enter")
    assert keys.at["id"] == "buoc"
    keys.go("ArrowDown")
    assert _code(officer.page) == "1.2"
    keys.go("ArrowUp")
    keys.press("Tab")
    while code := _code(officer.page):
        figures[code] = _fill_figures(keys)
        typed[code] = (
            f"Kết quả tiêu chí {code}: vượt “kế hoạch” – 100% đơn vị, ưu đãi người có công."
        )
        keys.write(typed[code])
        if code in {"1.1", "1.4", "3.4"}:
            keys.saved()
            looked += officer.look()
        if code == "1.4":
            _cite_document(keys, officer)
            continue
        keys.go("Control+Enter")
    return typed, figures


def _fill_figures(keys: Keys) -> list[str]:
    """Type into every field before the words; the focus ends in the words."""
    given = []
    for _field in range(20):
        at = keys.at
        assert "/tieu-chi/" in at["form"], at
        if at["name"] == "words":
            return given
        if at["tag"] == "SELECT":
            keys.press("ArrowDown")
            given.append(keys.page.evaluate("document.activeElement.value"))
        else:
            text = FIGURES[at["name"].split("-")[-1]]
            keys.write(text)
            given.append(text.replace(",", "."))
        keys.press("Tab")
    raise AssertionError("the words are not reached")


def _cite_document(keys: Keys, officer: Person) -> None:
    """From the words on to the proof: a document by number, date and issuer; then the next step."""
    keys.tab_to(words="Dẫn văn bản theo số, ngày")
    keys.press("Enter")
    values = {
        "title": "Quyết định công bố chỉ số cải cách hành chính",
        "number": "1234/QĐ-UBND",
        "date": "15/10/2021",
        "issuer": "UBND tỉnh Hưng Yên",
    }
    while values:
        keys.press("Tab")
        keys.write(values.pop(keys.at["name"]))
    keys.press("Enter")
    officer.page.locator(".evidence-item").get_by_text("1234/QĐ-UBND").wait_for()
    keys.saved()
    keys.press("g")
    keys.write("1.5")
    keys.go("Enter")
    keys.press("Tab")


def _fill_targets(keys: Keys) -> list[str]:
    given = []
    while "chi-tieu=" in keys.page.url:
        assert keys.at["name"] == "actual", keys.at
        given.append(f"9{len(given)}.5")
        keys.write(given[-1])
        keys.press("Tab")
        keys.write("Theo số liệu của Cục Thống kê.")
        keys.go("Control+Enter")
    return given


def _fill_report(keys: Keys, officer: Person, looked: list[str]) -> dict[str, str]:
    """The parts of the report one after another; after the last the summary opens."""
    given = {}
    for place, key in enumerate(("results", "movements", "shortfalls", "directions", "proposals")):
        keys.page.wait_for_function(
            "place => document.activeElement.closest('.report-part') ==="
            " document.querySelectorAll('.report-part')[place]",
            arg=place,
        )
        given[key] = f"Đoạn thứ nhất của phần {place + 1}.\nĐoạn thứ hai: nguyên nhân, giải pháp."
        first, second = given[key].split("\n")
        keys.write(first)
        keys.press("Enter")
        keys.write(second)
        if place == 4:
            looked += officer.look()
            keys.go("Control+Enter")
        else:
            keys.press("Control+Enter")
    return given
