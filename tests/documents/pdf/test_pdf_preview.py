"""The preview in HTML and the words every layout shares."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from documents import pdf
from documents.pdf import wording
from tests.documents.pdf import samples

ROOT = Path(__file__).parents[3]
SAMPLES = [samples.minutes, samples.report, samples.reading]
HOLDERS = {  # classes that only hold others
    f"paper-{name}" for name in ("named", "issuer", "left", "side", "foot", "foot-words", "long")
}
STARTS_NO_PRESS = """
import sys
from documents import pdf
from tests.documents.pdf import samples
assert "BIÊN BẢN" in pdf.to_html(samples.minutes(), draft=True)
print({"weasyprint", "docx"} & set(sys.modules))
"""


def test_preview_loads_neither_press_nor_word():
    done = subprocess.run(
        [sys.executable, "-c", STARTS_NO_PRESS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("sample", SAMPLES)
def test_preview_needs_no_inline_styles_scripts_or_pictures(sample):
    html = pdf.to_html(sample(), "01", samples.DAY, draft=True)

    assert html.startswith('<article class="paper paper-')
    assert not re.search(r"<(script|style|img|svg)|\s(style|on\w+)=", html)


@pytest.mark.parametrize("sheet", ["static/css/paper.css", "documents/pdf/print.css"])
def test_style_sheets_know_every_class(sheet):
    html = "".join(pdf.to_html(sample(), "01", samples.DAY) for sample in SAMPLES)
    used = {name for names in re.findall(r'class="([^"]+)"', html) for name in names.split()}

    known = set(re.findall(r"\.([a-z][\w-]*)", (ROOT / sheet).read_text(encoding="utf-8")))
    assert used - known <= HOLDERS
    assert {f"w-{width}" for width in range(1, 101)} <= known


def test_preview_continues_the_headings_of_its_page():
    html = pdf.to_html(samples.minutes())

    assert re.findall(r"<h(\d)", html) == ["2", "3", "3", "4", "4", "4", "4"]


def test_preview_of_a_draft_says_so():
    assert "DỰ THẢO" in pdf.to_html(samples.minutes(), draft=True)
    assert "Mã văn bản" not in pdf.to_html(samples.minutes(), draft=True)
    assert "DỰ THẢO" not in pdf.to_html(samples.minutes())


def test_preview_names_no_code_it_does_not_show():
    html = pdf.to_html(samples.minutes(), "01")

    assert "7K3M-92QF-4TXA" in html
    assert "quét mã" not in html


def test_preview_escapes_every_word():
    attack = "<script>alert(1)</script>\"'&\x00"

    def spoilt(value):
        if isinstance(value, dict):
            fixed = ("form", "type", "align")
            return {key: one if key in fixed else spoilt(one) for key, one in value.items()}
        if isinstance(value, list):
            return [spoilt(one) for one in value]
        return f"{attack}{value}" if isinstance(value, str) else value

    for sample in SAMPLES:
        html = pdf.to_html(spoilt(sample()), attack, samples.DAY)
        assert "<script" not in html
        assert "\x00" not in html
        assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 20


def test_number_of_pages_is_left_to_the_style_sheet():
    html = pdf.to_html(samples.minutes())

    assert 'gồm <span class="paper-pages"></span> trang' in html


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 7, 9), "Hưng Yên, ngày 09 tháng 7 năm 2021"),
        (date(2022, 2, 10), "Hưng Yên, ngày 10 tháng 02 năm 2022"),
        (None, "Hưng Yên, ngày tháng năm 2021"),
    ],
)
def test_place_line_writes_dates_as_the_decree_asks(day, words):
    assert " ".join(wording.place_line(samples.report(), day).split()) == words


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        ([], []),
        (["Sở Nội vụ;"], ["Sở Nội vụ."]),
        (["UBND tỉnh", " ", "Sở Nội vụ."], ["- UBND tỉnh;", "- Sở Nội vụ."]),
    ],
)
def test_addressees_end_with_semicolons_and_a_full_stop(names, lines):
    assert wording.addressee_lines({"addressees": names}) == lines


def test_lines_are_balanced_and_begin_with_no_hyphen():
    lines = wording.balanced_lines(samples.SUBJECT, 14, wording.SUBJECT_WIDTH)

    widths = [wording.width_of(line, 14) for line in lines]
    assert " ".join(lines) == samples.SUBJECT
    assert len(lines) == 2
    assert min(widths) > 0.8 * max(widths)
    names = wording.balanced_lines("KHỐI THI ĐUA KINH TẾ - KỸ THUẬT TỈNH HƯNG YÊN", 12, 40)
    assert not [line for line in names if line.startswith("-")]


@pytest.mark.parametrize(
    ("given", "widths"),
    [
        ([7, 45, 33, 15], [7, 45, 33, 15]),
        ([1, 1, 1], [34, 33, 33]),
        ([0, 0], [50, 50]),
        ([10, None, 10], [34, 33, 33]),
        ([], []),
    ],
)
def test_column_widths_add_up(given, widths):
    assert wording.column_widths([{"width": width} for width in given]) == widths


def test_row_longer_than_its_table_is_a_defect():
    assert wording.whole_row(["a"], [{}, {}]) == ["a", ""]
    with pytest.raises(ValueError, match="2 cells in a table of 1"):
        wording.whole_row(["a", "b"], [{}])
