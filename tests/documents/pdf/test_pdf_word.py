"""Papers as Word files."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from documents import pdf
from tests.documents.pdf import samples


def opened(sample=samples.minutes, *, draft=False, **changes):
    snapshot = {**sample(), **changes}
    return Document(BytesIO(pdf.render_docx("minutes", snapshot, "01", samples.DAY, draft=draft)))


def text_of(document):
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def fields_of(element):
    return [node.text.split()[0] for node in element.iter(qn("w:instrText"))]


def test_page_and_body_are_as_the_decree_asks():
    document = opened()

    section, style = document.sections[0], document.styles["Normal"]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 20, 30]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))
    body = next(one for one in document.paragraphs if one.text.startswith("Thời gian"))
    assert round(body.paragraph_format.first_line_indent.mm, 1) == 12.7


def test_page_number_begins_on_page_two():
    section = opened().sections[0]

    assert section.different_first_page_header_footer
    assert fields_of(section.header._element) == ["PAGE"]
    assert fields_of(section.first_page_header._element) == []


def test_number_of_pages_is_a_field():
    document = opened()

    assert fields_of(document.element.body) == ["NUMPAGES"]
    assert "gồm 00 trang" in text_of(document)


def test_words_are_those_of_the_paper():
    report = text_of(opened(samples.report))

    for words in (
        "KHỐI THI ĐUA",
        "Số: 01/BC-KTĐKTKT",
        "Hưng Yên, ngày 09 tháng 7 năm 2021",
        "- Ủy ban nhân dân tỉnh Hưng Yên;",
        "GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
        "Mã văn bản 7K3M-92QF-4TXA.",
    ):
        assert words in report
    assert "Hưng Yên, ngày" not in text_of(opened())
    assert "không thay thế văn bản" in text_of(opened(samples.reading))


def test_tables_repeat_their_head_and_break_no_row():
    rows = [[f"{number:03d}", "Đơn vị", "x", "có mặt"] for number in range(300)]
    document = opened(blocks=[{**samples.attendance(), "rows": rows}])

    table = next(table for table in document.tables if len(table.rows) == 301)
    heads = [row for row in table._tbl.tr_lst if row.find(".//" + qn("w:tblHeader")) is not None]
    assert heads == [table._tbl.tr_lst[0]]
    assert all(row.find(".//" + qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)


def test_last_lines_stay_with_the_signatures():
    body = opened().element.body

    last = [p for p in body.iter(qn("w:p")) if "Biên bản gồm" in "".join(p.itertext())]
    assert last[0].pPr.find(qn("w:keepNext")) is not None


def test_file_describes_itself():
    document = opened()

    properties = document.core_properties
    assert properties.title == "Biên bản Hội nghị sơ kết 6 tháng đầu năm 2021"
    assert properties.author == "Khối Thi đua Kinh tế - Kỹ thuật"
    assert properties.language == "vi-VN"
    assert properties.created.date() == samples.DAY
    assert [one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))] == ["vi-VN"]


def test_code_is_a_picture_with_an_alternative_text():
    (shape,) = opened().inline_shapes

    assert shape._inline.docPr.get("descr") == (
        "Mã QR dẫn tới trang đối chiếu văn bản 7K3M-92QF-4TXA"
    )
    assert shape.width == Mm(18)


def test_draft_is_marked_on_every_page_and_has_no_code():
    draft = opened(draft=True)

    section = draft.sections[0]
    for header in (section.header, section.first_page_header):
        assert "DỰ THẢO" in header.paragraphs[0].text
        assert b"PowerPlusWaterMarkObject" in header.part.blob
    assert len(draft.inline_shapes) == 0
    assert "Mã văn bản" not in text_of(draft)
    assert "DỰ THẢO" not in opened().sections[0].header.paragraphs[0].text


def test_foreign_text_and_unprintable_characters_are_text():
    attack = "<w:p>&\"' \x00\x0b\ud800\ufffe\u202eNga\u0300y\r\nmới\tcột"
    document = opened(
        title=attack,
        author=attack,
        blocks=[samples.paragraph(attack, attack), samples.heading(1, attack)],
        recipients=[attack],
    )

    assert "<w:p>&\"' Ngàymớicột" in text_of(document)
    assert document.core_properties.title.startswith("<w:p>&\"' Ngày")


@pytest.mark.parametrize("form", ["minutes", "named", "reading"])
def test_sparse_snapshot_is_written(form):
    document = opened(
        form=form,
        blocks=[
            {"type": "list", "items": []},
            {"type": "table", "caption": "", "columns": [], "rows": []},
            {**samples.attendance(), "rows": [[]]},
        ],
        signatures=[],
        recipients=[],
        notes=[],
        check=None,
        subject="",
        type_name="",
        header={"parent": "", "issuer": [], "symbol": "", "place": "", "year": 2021},
    )

    assert "Tham dự" in text_of(document)


def test_three_signers_find_their_places():
    signatures = [{"lines": ["KIỂM PHIẾU"], "name": f"Người {n}", "office": ""} for n in range(3)]

    table = opened(signatures=signatures, check=None, notes=[]).tables[-1]

    assert [len(row.cells) for row in table.rows] == [2, 2]


def test_same_words_give_the_same_file():
    first, second = (
        pdf.render_docx("minutes", samples.minutes(), "01", samples.DAY) for _ in range(2)
    )

    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
