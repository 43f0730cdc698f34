"""Papers as PDF: the Decree's layout, tags, and what must never happen while printing."""

import pytest
from pypdf import PdfReader

from documents import pdf
from documents.pdf import wording
from tests.documents.pdf import samples
from tests.documents.pdf.reading import (
    BytesIO,
    fonts_of,
    is_nfc,
    pages_of,
    tags_of,
    text_of,
    words_of,
)

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
# Without this library WeasyPrint takes a slower way, and says so: a matter of the machine.
MACHINE = "Using fontTools instead of HarfBuzz-Subset"


@pytest.fixture(autouse=True)
def _nothing_logged(caplog):
    """WeasyPrint says what it could not do; a paper must not need that."""
    yield
    said = [record.getMessage() for record in caplog.get_records("call")]
    assert [message for message in said if not message.startswith(MACHINE)] == []


def minutes(**changes):
    return pdf.render("minutes", {**samples.minutes(), **changes}, "01", samples.DAY)


def report(**changes):
    return pdf.render("report", {**samples.report(), **changes}, "01", samples.DAY)


def only(words, text, page=1):
    """The one word of this text on the page."""
    (found,) = [word for word in words if word.text == text and word.page == page]
    return found


def test_minutes_say_how_many_pages_they_have():
    pages = pages_of(minutes())

    assert len(pages) == 3
    assert "Biên bản gồm 03 trang, lập 03 bản" in pages[-1]


def test_text_extracts_as_vietnamese():
    text = text_of(minutes())

    assert is_nfc(text)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND TỈNH HƯNG YÊN KHỐI THI ĐUA KINH TẾ - KỸ THUẬT",
        "Số: 01/BB-KTĐKTKT",
        "BIÊN BẢN Hội nghị sơ kết công tác thi đua, khen thưởng",
        "năm 2021./.",
        "THƯ KÝ Trần Thị Mẫu CHỦ TỌA Trần Tùng Lâm Nơi nhận:",
    ):
        assert words in text


def test_minutes_have_no_line_of_place_and_date():
    assert "Hưng Yên, ngày" not in text_of(minutes())


def test_report_has_place_date_and_addressees():
    text = text_of(report())

    assert "Số: 01/BC-KTĐKTKT Hưng Yên, ngày 09 tháng 7 năm 2021" in text
    assert "Kính gửi: - Ủy ban nhân dân tỉnh Hưng Yên; - Sở Nội vụ tỉnh Hưng Yên." in text
    assert "TM. KHỐI THI ĐUA TRƯỞNG KHỐI GIÁM ĐỐC SỞ NÔNG NGHIỆP" in text


def test_number_and_date_are_left_free():
    text = text_of(pdf.render("report", samples.report(), None, None))

    assert "Số: /BC-KTĐKTKT" in text
    assert "Hưng Yên, ngày tháng năm 2021" in text


def test_page_number_stands_top_centre_from_page_two(tmp_path):
    words = words_of(minutes(), tmp_path)

    in_margin = [(word.page, word.text) for word in words if word.bottom < 20]
    second = next(word for word in words if word.page == 2 and word.text == "2")
    assert in_margin == [(2, "2"), (3, "3")]
    assert (second.left + second.right) / 2 == pytest.approx(30 + 160 / 2, abs=0.5)


def test_margins_are_kept(tmp_path):
    words = [word for word in words_of(minutes(), tmp_path) if word.top > 20]

    first_page = [word for word in words if word.page == 1]
    later = [word for word in words if word.page > 1]
    assert min(word.left for word in first_page) >= 25 - 0.2  # the head is wider than the text
    assert min(word.left for word in later) == pytest.approx(30, abs=0.3)
    assert max(word.right for word in words) <= 195
    assert max(word.bottom for word in words) <= 277 + 0.5


def test_head_lines_stand_level(tmp_path):
    words = words_of(report(), tmp_path)

    assert only(words, "Số:").bottom == pytest.approx(only(words, "ngày").bottom, abs=0.3)
    assert only(words, "UBND").bottom == pytest.approx(only(words, "CỘNG").bottom, abs=0.3)


def test_recipients_stand_level_with_the_signature(tmp_path):
    words = words_of(report(), tmp_path)

    noted, signed = only(words, "Nơi", page=3), only(words, "TM.", page=3)
    assert noted.top == pytest.approx(signed.top, abs=1.5)
    assert noted.left == pytest.approx(30, abs=0.3)
    assert signed.left > 110


def test_signers_of_minutes_stand_side_by_side(tmp_path):
    signatures = samples.minutes()["signatures"]
    signatures[1] = {"lines": ["CHỦ TỌA", "TRƯỞNG KHỐI"], "name": "Lâm", "office": "CỤC TRƯỞNG"}
    words = words_of(minutes(signatures=signatures), tmp_path)

    secretary, chair = only(words, "THƯ", page=3), only(words, "CHỦ", page=3)
    assert secretary.top == pytest.approx(chair.top, abs=0.3)
    assert secretary.right < chair.left
    names = [word for word in words if word.page == 3 and word.text in ("Mẫu", "Lâm")]
    assert names[0].top == pytest.approx(names[-1].top, abs=0.3)
    assert only(words, "Nơi", page=3).top > names[0].bottom


@pytest.mark.parametrize("form", ["minutes", "named"])
@pytest.mark.parametrize("lines", range(12, 34, 3))
def test_signatures_stay_with_the_last_lines(form, lines):
    blocks = [samples.paragraph(f"Dòng {line}.") for line in range(lines)]
    blocks.append(samples.paragraph("Đoạn cuối của văn bản này dài hơn một dòng. " * 4 + "Hết./."))
    last = pages_of(minutes(form=form, blocks=blocks))[-1]

    assert "Hết./." in last
    assert "Trần Tùng Lâm" in last
    assert "Mã văn bản" in last


def test_signatures_stay_with_the_rows_of_a_last_table():
    table = samples.attendance()
    for count in range(18, 34, 2):
        pages = pages_of(minutes(blocks=[{**table, "rows": [["01", "Dòng", "x", "y"]] * count}]))
        assert "Dòng" in pages[-1]
        assert "CHỦ TỌA" in pages[-1]


@pytest.mark.parametrize("form", ["minutes", "named"])
@pytest.mark.parametrize("lines", [2, 20, 28])
def test_many_recipients_tear_no_signature(form, lines):
    blocks = [samples.paragraph(f"Dòng {line}.") for line in range(lines)]
    blocks.append(samples.paragraph("Đoạn cuối của văn bản này dài hơn một dòng. " * 4 + "Hết./."))
    recipients = [f"- Đơn vị nhận {number};" for number in range(100)]
    pages = pages_of(minutes(form=form, blocks=blocks, recipients=recipients))

    (signed,) = [page for page in pages if "Trần Tùng Lâm" in page]
    assert "Hết./." in signed
    assert "CHỦ TỌA" in signed
    assert all(f"Đơn vị nhận {number};" in " ".join(pages) for number in range(100))
    assert "Mã văn bản" in pages[-1]


def test_draft_is_marked_on_every_page_and_has_no_code():
    draft = pdf.render("minutes", samples.minutes(), None, None, draft=True)
    final = minutes()

    assert ["DỰ THẢO" in page for page in pages_of(draft)] == [True] * 3
    assert "DỰ THẢO" not in text_of(final)
    assert "Mã văn bản" not in text_of(draft)
    assert "/Figure" not in [tag for tag, _ in tags_of(draft)]
    assert "là giả định." in text_of(draft)


def test_draft_mark_leaves_pages_and_tags_alone():
    snapshot = {**samples.minutes(), "check": None}
    draft = pdf.render("minutes", snapshot, "01", samples.DAY, draft=True)
    final = pdf.render("minutes", snapshot, "01", samples.DAY)

    assert tags_of(draft) == tags_of(final)
    assert [page.replace("DỰ THẢO", "").strip() for page in pages_of(draft)] == pages_of(final)


def test_last_page_says_how_to_check_the_paper():
    paper = minutes()

    words = (
        "Mã văn bản 7K3M-92QF-4TXA. Đối chiếu với bản lưu trên hệ thống tại "
        "vi-du.vn/kiem-tra/7K3M-92QF-4TXA/ hoặc quét mã bên."
    )
    assert [words in page for page in pages_of(paper)] == [False, False, True]
    alternatives = [alternative for tag, alternative in tags_of(paper) if tag == "/Figure"]
    assert alternatives == ["Mã QR dẫn tới trang đối chiếu văn bản 7K3M-92QF-4TXA"]


def test_notes_stand_without_a_check():
    text = text_of(minutes(check=None))

    assert "Giờ họp, địa điểm, người ghi" in text
    assert "Mã văn bản" not in text


def test_summary_for_reading_is_no_official_paper():
    paper = pdf.render("summary", samples.reading(), None, samples.DAY)

    text = text_of(paper)
    assert len(pages_of(paper)) == 2
    assert text.startswith("Tóm tắt kỳ 6 tháng đầu năm 2021")
    assert "CỘNG HÒA" not in text
    assert wording.READING_NOTICE in text


def test_file_is_tagged_and_described():
    reader = PdfReader(BytesIO(minutes()))

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert reader.metadata.title == "Biên bản Hội nghị sơ kết 6 tháng đầu năm 2021"
    assert reader.metadata.author == "Khối Thi đua Kinh tế - Kỹ thuật"
    (paper, parts) = reader.outline
    assert paper.title.startswith("BIÊN BẢN Hội nghị sơ kết")
    assert parts[0].title == "I. THÀNH PHẦN THAM DỰ"


def test_headings_lists_and_tables_are_tagged():
    tags = [tag for tag, _ in tags_of(minutes())]

    assert [tag for tag in tags if tag in ("/H1", "/H2", "/H3")] == ["/H1", "/H2", "/H2"] + [
        "/H3"
    ] * 4
    assert tags.count("/Table") == 1
    assert tags.count("/TH") == 4
    assert tags.count("/TR") == 10
    assert tags.count("/L") == 2
    assert tags.count("/LI") == 6


def test_only_our_typefaces_are_embedded(tmp_path):
    blocks = [
        samples.paragraph(text)
        for text in (LETTERS, LETTERS.upper(), "“ngoặc kép” – … × ≥ ≤ ± ½ • § đồng ₫ €", "a\u0300e")
    ]
    blocks += [samples.heading(level, LETTERS + LETTERS.upper()) for level in (1, 3)]
    paper = minutes(blocks=blocks)

    faces = fonts_of(paper, tmp_path)
    assert faces == dict.fromkeys(
        ("Paper-Serif", "Paper-Serif-Bold", "Paper-Serif-Bold-Italic"), "yes"
    )
    text = text_of(paper).replace(" ", "")
    assert LETTERS in text
    assert LETTERS.upper() in text


def test_foreign_text_is_printed_as_text():
    attack = "<script>alert(1)</script> & <img src=http://vi-du.vn/x.png> {{ 7 }} {% x %}"
    text = text_of(
        minutes(
            title=attack,
            author=attack,
            subject="<b>Chủ đề</b>",
            type_name="<i>BIÊN BẢN</i>",
            header={**samples.HEADER, "issuer": ["<u>KHỐI</u>"], "symbol": "<s>"},
            blocks=[samples.paragraph(attack, attack), samples.heading(1, attack)],
            recipients=[attack],
            notes=[attack],
        )
    )

    assert text.count("<script>alert(1)</script> & <img src=http://vi-du.vn/x.png>") >= 4
    for words in ("<b>Chủ đề</b>", "<i>BIÊN BẢN</i>", "<u>KHỐI</u>", "Số: 01/<s>"):
        assert words in text


def test_unprintable_characters_are_dropped():
    text = text_of(
        minutes(
            title="a\x00b",
            blocks=[samples.paragraph("Nga\u0300y\x00 \x0b\ud800hop\u202e \ufffe\U0001ffffxong")],
        )
    )

    assert "Ngày hop xong" in text


def test_letters_our_typefaces_lack_are_boxes_and_no_other_face(tmp_path):
    text = "Đạt 😀, 漢, ✓\ufe0f → xong\u2003rồi\u2060."
    paper = minutes(blocks=[samples.paragraph(text)])

    assert "Đạt □, □, □ → xong rồi." in text_of(paper)
    assert all(name.startswith("Paper-Serif") for name in fonts_of(paper, tmp_path))


def test_line_ends_are_kept(tmp_path):
    words = words_of(minutes(blocks=[samples.paragraph("Trên\r\nDưới")]), tmp_path)

    assert only(words, "Dưới").top > only(words, "Trên").bottom - 1


def test_very_long_words_stay_on_the_page(tmp_path):
    table = {**samples.attendance(), "rows": [["x" * 90, "y" * 400, "z" * 90, ""], []]}
    blocks = [
        samples.paragraph("W" * 500 + " - " + "W" * 300),
        samples.heading(1, "Đ" * 200),
        table,
    ]
    paper = minutes(
        blocks=blocks,
        subject="S" * 200,
        header={**samples.HEADER, "parent": "P" * 80, "issuer": ["K" * 80], "symbol": "B" * 80},
        recipients=["- " + "n" * 200],
        signatures=[{"lines": ["C" * 90], "name": "N" * 90, "office": "G" * 90}] * 2,
        check={"serial": "7K3M", "url": "https://" + "dai" * 60 + ".vn/kiem-tra/7K3M/"},
    )

    words = words_of(paper, tmp_path)
    assert min(word.left for word in words) >= 24
    assert max(word.right for word in words) <= 196


def test_long_names_of_units_break_into_even_lines(tmp_path):
    name = "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÔNG TRÌNH GIAO THÔNG - XÂY DỰNG TỈNH HƯNG YÊN"
    header = {**samples.HEADER, "parent": "ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN", "issuer": [name]}
    words = words_of(report(header=header), tmp_path)

    issuer = [word for word in words if word.page == 1 and word.top < 55 and word.right < 95]
    assert " ".join(word.text for word in issuer).startswith("ỦY BAN NHÂN DÂN")
    nation = [word for word in words if word.text == "CỘNG"]
    assert max(word.right for word in issuer) < nation[0].left
    assert only(words, "Số:").bottom == pytest.approx(only(words, "ngày").bottom, abs=0.3)


def test_long_table_repeats_its_head_and_breaks_no_row(tmp_path):
    rows = [[f"{number:03d}", "Đơn vị thành viên " * 4, "x", "có mặt"] for number in range(300)]
    paper = minutes(blocks=[{**samples.attendance(), "rows": rows}])

    pages = pages_of(paper)
    with_rows = [page for page in pages if "có mặt" in page]
    assert all("TT Đơn vị Đại diện Tham dự" in page for page in with_rows)
    for number, page in enumerate(with_rows):
        assert page.count("có mặt") * 4 == page.count("Đơn vị thành viên"), number
    assert sum(page.count("có mặt") for page in pages) == 300


def test_sparse_snapshot_is_printed():
    empty = {
        **samples.minutes(),
        "blocks": [
            {"type": "list", "items": []},
            {"type": "table", "caption": "", "columns": [], "rows": []},
            {**samples.attendance(), "rows": []},
            samples.paragraph(""),
        ],
        "signatures": [{"lines": [], "name": "", "office": ""}],
        "recipients": [],
        "addressees": [""],
        "notes": [],
        "check": None,
        "subject": "",
        "header": {"parent": "", "issuer": [], "symbol": "", "place": "", "year": 2021},
    }
    for form in ("minutes", "named", "reading"):
        assert "TT Đơn vị" in text_of(pdf.render("minutes", {**empty, "form": form}, None, None))
