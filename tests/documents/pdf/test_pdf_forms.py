"""The other forms of the Decree: a công văn with its subject under the number, a pact with a box
for every unit."""

from io import BytesIO

import pytest
from docx import Document

from documents import pdf
from documents.pdf import wording
from tests.documents.pdf import samples
from tests.documents.pdf.reading import is_nfc, pages_of, tags_of, text_of, words_of

ABOUT = "V/v đôn đốc thực hiện công tác thi đua, khen thưởng 6 tháng đầu năm 2021"


def letter():
    header = samples.HEADER | {"symbol": "KTĐKTKT"}
    changes = {"form": "letter", "type_name": "", "subject": ABOUT, "header": header}
    return {**samples.report(), **changes, "addressees": ["Sở Xây dựng", "Sở Công thương"]}


def pact(count=9):
    rows = [
        {"lines": ["ĐẠI DIỆN", name.upper()], "office": "GIÁM ĐỐC", "name": f"Nguyễn Văn Số{place}"}
        for place, name in enumerate(samples.UNITS[:count], start=1)
    ]
    rows[0]["office"] = "PHÓ GIÁM ĐỐC PHỤ TRÁCH SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"
    return {**samples.report(), "form": "pact", "signatures": rows}


def test_letter_bears_its_subject_under_the_number_and_no_name_of_a_kind(tmp_path):
    made = pdf.render("reminder", letter(), "12", samples.DAY)
    words = words_of(made, tmp_path)
    first = [word for word in words if word.page == 1]
    number = next(word for word in first if word.text == "12/KTĐKTKT")
    about = next(word for word in first if word.text == "V/v")
    place = next(word for word in first if word.text == "ngày")
    addressed = next(word for word in first if word.text == "Kính")

    assert number.top < about.top < addressed.top
    assert abs(number.top - place.top) < 2
    assert about.left < 95 < place.left  # the left cell of the head
    assert "BÁO CÁO" not in text_of(made).split("Kính gửi")[0]
    assert is_nfc(text_of(made))
    assert "/H1" in {tag for tag, _alternative in tags_of(made)}
    preview = pdf.to_html(letter(), "12", samples.DAY)
    assert '<h2 class="paper-about">V/v đôn đốc' in preview
    assert "paper-title" not in preview


def test_letter_in_word_says_the_same():
    opened = Document(BytesIO(pdf.render_docx("reminder", letter(), "12", samples.DAY)))
    head = opened.tables[0].rows[1].cells

    lines = [row.text for row in head[0].paragraphs]
    assert lines[0] == "Số: 12/KTĐKTKT"
    assert " ".join(lines[1].split()) == ABOUT
    assert head[0].paragraphs[1].runs[0].bold is False
    assert head[1].text.startswith("Hưng Yên, ngày 09 tháng 7")


@pytest.mark.parametrize("count", [1, 3, 4, 9])
def test_pact_has_a_box_for_every_unit_three_side_by_side_on_one_level(tmp_path, count):
    made = pdf.render("pact", pact(count), "01", samples.DAY)
    words = words_of(made, tmp_path)
    names = [next(word for word in words if word.text == f"Số{n + 1}") for n in range(count)]

    for start in range(0, count, 3):
        row = names[start : start + 3]
        assert len({word.page for word in row}) == 1
        assert max(word.top for word in row) - min(word.top for word in row) < 1
        assert [word.left for word in row] == sorted(word.left for word in row)
    assert all(word.left > 25 and word.right < 195 for word in names)
    assert len(pages_of(made)) <= 4
    opened = Document(BytesIO(pdf.render_docx("pact", pact(count), "01", samples.DAY)))
    grid = next(table for table in opened.tables if "Số1" in table.rows[0].cells[0].text)
    assert len(grid.columns) == wording.PACT_ROW
    assert len(grid.rows) == -(-count // wording.PACT_ROW)
