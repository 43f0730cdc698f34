"""Wide annexes: A4 across, small type that is still read, drawings inside the file."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from documents import pdf
from documents.pdf import wording
from tests.documents.pdf import samples, wide
from tests.documents.pdf.reading import fonts_of, pages_of, tags_of, text_of, words_of
from tests.documents.pdf.test_pdf_printing import MACHINE

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _nothing_logged(caplog):
    yield
    said = [record.getMessage() for record in caplog.get_records("call")]
    assert [message for message in said if not message.startswith(MACHINE)] == []


def drawn(**changes):
    return pdf.render("score_summary", wide.summary(**changes), None, None)


def test_every_page_lies_across_and_keeps_ten_millimetres(tmp_path):
    paper = drawn(mark="")

    sizes = {
        (round(float(page.mediabox.width)), round(float(page.mediabox.height)))
        for page in PdfReader(BytesIO(paper)).pages
    }
    assert sizes == {(842, 595)}
    words = [word for word in words_of(paper, tmp_path) if word.top > 10]
    assert min(word.left for word in words) >= 9.9
    assert max(word.right for word in words) <= 287.1
    assert max(word.bottom for word in words) <= 200.5


def test_first_page_bears_no_number_and_no_marks_of_an_official_paper():
    pages = pages_of(drawn())

    assert pages[0].startswith(
        "SỐ LIỆU GIẢ ĐỊNH UBND TỈNH HƯNG YÊN KHỐI THI ĐUA KINH TẾ - KỸ THUẬT BẢNG TỔNG HỢP"
    )
    assert "CỘNG HÒA" not in pages[0]
    assert all(str(place) in page.split() for place, page in enumerate(pages[1:], start=2))


def test_wide_table_repeats_its_head_and_breaks_no_row(tmp_path):
    pages = pages_of(drawn(blocks=[wide.totals(90)]))

    rows = [page for page in pages if "Hoàn thành xuất sắc" in page]
    assert len(rows) > 2
    assert all("Điểm các nhóm" in page for page in rows)
    assert sum(page.count("Hoàn thành xuất sắc") for page in rows) == 90


def test_figures_of_nine_units_stay_whole(tmp_path):
    words = words_of(drawn(blocks=[wide.criteria()], mark=""), tmp_path)

    figures = [word for word in words if word.text in {"9,50", "10,00"}]
    assert len(figures) == 30 * 19
    assert min(word.bottom - word.top for word in figures) >= 3  # millimetres: 9 pt and more


def test_titles_under_a_common_one_are_tagged():
    tags = [tag for tag, _ in tags_of(drawn(blocks=[wide.totals()]))]

    assert tags.count("/TH") == 1 + 2 + len(wide.TITLES)


def test_drawing_is_in_the_file_with_its_words_and_our_typeface(tmp_path):
    paper = drawn()

    figures = [alternative for tag, alternative in tags_of(paper) if tag == "/Figure"]
    assert figures == ["Biểu đồ điểm các nhóm của 09 đơn vị"]
    assert all(name.startswith("Paper-Serif") for name in fonts_of(paper, tmp_path))
    assert "Điểm nhóm I, nhóm II" in text_of(paper)


def test_drawing_without_words_is_a_defect():
    block = {"type": "image", "svg": wide.SVG, "alt": " "}

    with pytest.raises(ValueError, match="needs words"):
        pdf.to_html(wide.summary(blocks=[block]))


def test_preview_shows_the_drawing_from_the_page_itself():
    html = pdf.to_html(wide.summary())

    assert re.findall(r'<img src="([^,]+),', html) == ["data:image/svg+xml;base64"]


@pytest.mark.parametrize("sheet", ["static/css/paper.css", "documents/pdf/print.css"])
def test_style_sheets_know_every_class(sheet):
    html = pdf.to_html(wide.summary()) + pdf.to_html(report())
    used = {name for names in re.findall(r'class="([^"]+)"', html) for name in names.split()}

    known = set(re.findall(r"\.([a-z][\w-]*)", (ROOT / sheet).read_text(encoding="utf-8")))
    assert {name for name in used - known if not name.startswith(("w-", "paper-foot"))} <= {
        "paper-named",
        "paper-issuer",
        "paper-left",
        "paper-side",
    }


def report():
    """A report with a table after its signature."""
    annex = [samples.heading(1, "PHỤ LỤC"), {**wide.criteria(units=1), "small": True}]
    return {**samples.report(), "annex": annex}


def test_annex_begins_a_page_after_the_signature():
    pages = pages_of(pdf.render("unit_report", report(), None, None))

    place = next(number for number, page in enumerate(pages) if "PHỤ LỤC" in page)
    assert "Đỗ Minh Tuân" in pages[place - 1]
    assert "Đỗ Minh Tuân" not in pages[place]


def test_word_has_the_annex_and_leaves_the_drawing_out():
    annex = report()["annex"] + [{"type": "image", "svg": wide.SVG, "alt": "Biểu đồ"}]
    content = pdf.render_docx("unit_report", {**report(), "annex": annex}, None, None)
    document = Document(BytesIO(content))

    titles = [cell.text for cell in document.tables[-2].rows[0].cells]
    assert titles[:3] == ["Mã", "Tiêu chí", "Tối đa"]
    assert titles[3] == "Sở NN&PTNT 0: Tự chấm"
    assert "PHỤ LỤC" in [row.text for row in document.paragraphs]


def test_full_titles_name_the_common_one():
    assert wording.full_titles(wide.totals())[1:4] == [
        "Đơn vị",
        "Điểm các nhóm: I",
        "Điểm các nhóm: II",
    ]


def test_draft_of_an_annex_says_so_on_every_page():
    pages = pages_of(pdf.render("score_summary", wide.summary(), None, None, draft=True))

    assert all("DỰ THẢO" in page for page in pages)


@pytest.mark.parametrize("form", ["landscape", "named"])
def test_mark_stands_on_every_page(form):
    blocks = [samples.paragraph("Dòng dài. " * 40)] * 20
    pages = pages_of(pdf.render("x", wide.summary(form=form, blocks=blocks), None, None))

    assert len(pages) > 2
    assert all("SỐ LIỆU GIẢ ĐỊNH" in page for page in pages)
    assert "SỐ LIỆU" not in text_of(pdf.render("x", wide.summary(mark=""), None, None))


def test_mark_stands_in_the_head_of_the_word_file():
    content = pdf.render_docx("x", {**report(), "mark": "SỐ LIỆU GIẢ ĐỊNH"}, None, None, draft=True)
    section = Document(BytesIO(content)).sections[0]

    for header in (section.header, section.first_page_header):
        assert "DỰ THẢO · SỐ LIỆU GIẢ ĐỊNH" in header.paragraphs[0].text
