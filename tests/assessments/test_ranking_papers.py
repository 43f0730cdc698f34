"""The score summary and a unit's report as papers; charts; the workbook."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from docx import Document

from assessments import actions
from assessments.models import Answer, AssessmentSection, TargetProgress
from assessments.queries import charts
from assessments.queries.papers import signing_lines, unit_report_words
from assessments.queries.ranking import board_of
from assessments.queries.score_summary import summary_words
from documents import tasks
from documents.models import Rendering
from emulation_bloc.lib.numbers import shown
from tests.assessments.factories import EvidenceFactory, RegistrationFactory, TargetFactory
from tests.assessments.nine import nine, sample
from tests.documents.pdf.reading import pages_of, text_of
from units.models import Province

D = Decimal


@pytest.fixture
def made(db):
    return nine(is_demo=True)


def content_of(row):
    with default_storage.open(row.file) as file:
        return file.read()


def made_file(client, url, **data):
    """Ask for a file as a person does, let the worker make it, read it."""
    answer = client.post(url, data)
    assert answer.status_code == 302
    row = Rendering.objects.latest("pk")
    assert answer["Location"].endswith(f"/{row.pk}/trang-thai/")
    tasks.render(row.pk)
    row.refresh_from_db()
    assert row.state == "done", row.error
    return row, content_of(row)


def test_summary_pdf_shows_the_totals_and_ranks_of_the_sample(made, client):
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(made.people["secretary"])

    row, pdf = made_file(client, reverse("assessments:ranking_paper", args=made.address))

    text = text_of(pdf)
    for line in sample():
        total = shown(D(line["diem_thong_nhat"]))
        rate_and_rank = f"{total} {total}"  # everything applies: the re-based total is the same
        assert rate_and_rank in text, line["don_vi"]
        assert shown(D(line["nhom_I_50"])) in text
    assert "DỰ THẢO" not in text
    assert all("SỐ LIỆU GIẢ ĐỊNH" in page for page in pages_of(pdf))
    assert row.name == f"bang-tong-hop-diem-{made.round.bloc.slug}-2021.pdf"


def test_summary_in_word_lies_across_the_page_with_the_same_figures(made, client):
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(made.people["secretary"])

    row, content = made_file(
        client, reverse("assessments:ranking_paper", args=made.address), dang="docx"
    )

    paper = Document(BytesIO(content))
    page = paper.sections[0]
    assert page.page_width > page.page_height
    assert row.name == f"bang-tong-hop-diem-{made.round.bloc.slug}-2021.docx"
    cells = {cell.text for table in paper.tables for line in table.rows for cell in line.cells}
    assert {shown(D(line["diem_thong_nhat"])) for line in sample()} <= cells
    assert not [line.text for line in paper.paragraphs if line.text.startswith("Biểu đồ")]
    widths = [sum(column.width for column in table.columns) for table in paper.tables]
    assert max(widths) <= page.page_width - page.left_margin - page.right_margin + 1000


def test_summary_is_a_draft_before_closing_and_the_askers_alone(made, client):
    client.force_login(made.people["secretary"])
    row, pdf = made_file(client, reverse("assessments:ranking_paper", args=made.address))
    assert all("DỰ THẢO" in page for page in pages_of(pdf))

    again = client.post(reverse("assessments:ranking_paper", args=made.address))
    assert again["Location"].endswith(f"/{row.pk}/trang-thai/")  # same words, same file
    client.force_login(made.people["head"])
    assert client.get(again["Location"]).status_code == 404


def test_real_province_bears_no_mark(db):
    made = nine()

    assert summary_words(board_of(made.round))["mark"] == ""
    assert unit_report_words(made.returns[0])["mark"] == ""


def test_more_than_nine_units_go_into_a_further_table(made):
    board = board_of(made.round)
    board.rows = board.rows + board.rows[:3]

    tables = [block for block in summary_words(board)["blocks"] if block["type"] == "table"]

    assert [len(table["columns"]) for table in tables[1:]] == [3 + 18, 3 + 6]


def test_workbook_has_numbers_as_numbers_and_text_as_text(made, client):
    unit = made.returns[0]
    type(unit).objects.filter(pk=unit.pk).update(unit_name='=HYPERLINK("http://x")')
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(made.people["reviewer"])

    answer = client.get(reverse("assessments:ranking_xlsx", args=made.address))

    assert answer["X-Content-Type-Options"] == "nosniff"
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == [
        "Tổng hợp",
        *[f"Nhóm {code}" for code in made.leaves if code not in {"T", "P"}],
        "Thưởng, trừ",
    ]
    page = book["Tổng hợp"]
    assert page["A1"].value == "SỐ LIỆU GIẢ ĐỊNH"
    rows = [row for row in page.iter_rows() if isinstance(row[0].value, int)]
    heads = [cell.value for cell in page[rows[0][0].row - 1]]
    total = heads.index("Tổng cuối")
    assert [row[total].value for row in rows][:3] == [98.2, 98.1, 97]
    assert {row[total].number_format for row in rows} == {"0.00"}
    risky = rows[0][1]
    assert (risky.value, risky.data_type) == ('=HYPERLINK("http://x")', "s")


def test_workbook_and_summary_are_for_desk_and_reviewer(made, client):
    client.force_login(made.people["officer"])

    assert client.get(reverse("assessments:ranking_xlsx", args=made.address)).status_code == 403
    assert client.post(reverse("assessments:ranking_paper", args=made.address)).status_code == 403


@pytest.fixture
def told(made):
    """The second unit's return with report, targets and proof."""
    one = made.returns[1]
    texts = {"results": "Hoàn thành 12/12 chỉ tiêu.", "shortfalls": "Giải ngân còn chậm"}
    for key, body in texts.items():
        AssessmentSection.objects.create(bloc=one.bloc, assessment=one, key=key, body=body)
    registration = RegistrationFactory(
        bloc=one.bloc, unit=one.unit, state="submitted", submitted_at=one.submitted_at
    )
    target = TargetFactory(registration=registration)
    TargetProgress.objects.create(bloc=one.bloc, assessment=one, target=target, actual=D("93.5"))
    by_figure = TargetFactory(
        registration=registration, content="Số sáng kiến", measure="", criterion_code="II.1"
    )
    answer = Answer.objects.get(assessment=one, criterion__code="II.1")
    answer.figures = [{"target": str(by_figure.plan), "actual": "40"}]
    answer.save()
    answer.evidence.add(EvidenceFactory(period=made.round.period, unit=one.unit))
    return made, one


def test_unit_report_has_letterhead_sections_targets_and_scores(told, client):
    made, one = told
    client.force_login(made.people["leader"])
    url = reverse("assessments:unit_report", args=[*made.address, one.pk])

    _row, pdf = made_file(client, url, dang="pdf")

    text = text_of(pdf)
    assert "UBND TỈNH HƯNG YÊN" in text
    for words in (
        one.unit_name.upper(),
        "BÁO CÁO Kết quả công tác thi đua",
        "Kính gửi: Khối Thi đua Kinh tế - Kỹ thuật.",
        "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
        "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN Giải ngân còn chậm.",
        "V. ĐỀ XUẤT, KIẾN NGHỊ Không có.",
        "Tỷ lệ giải ngân vốn đầu tư công % 100 93,5 93,50",
        "Số sáng kiến 100 40 40,00",
        "Phụ lục BẢNG TỰ CHẤM ĐIỂM",
        "12/QĐ-UBND của UBND tỉnh",
        "TỔNG CỘNG 95,00",
    ):
        assert words in text, words
    assert "DỰ THẢO" not in text
    assert all("SỐ LIỆU GIẢ ĐỊNH" in page for page in pages_of(pdf))


def test_groups_of_the_annex_add_up_to_the_standard_total(told):
    """Bonus and penalty are outside the groups, as on the scoreboard."""
    _made, one = told
    rows = unit_report_words(one)["annex"][1]["rows"]
    groups = [row for row in rows if row[0] in {"I", "II", "III", "IV", "V"}]
    total = next(row for row in rows if row[1] == "Tổng điểm chuẩn")

    for place in (2, 4):
        added = sum(D(row[place].replace(",", ".")) for row in groups)
        assert shown(added) == total[place]


@pytest.mark.parametrize(
    ("position", "lines"),
    [
        ("Giám đốc Sở Xây dựng", ["GIÁM ĐỐC"]),
        ("Phó Giám đốc Sở Xây dựng", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("Phó Cục trưởng", ["KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"]),
        ("", ["THỦ TRƯỞNG ĐƠN VỊ"]),
    ],
)
def test_a_deputy_signs_for_the_first(position, lines):
    assert signing_lines(position, "Sở Xây dựng") == lines


def test_unit_report_in_word_has_the_same_words(told, client):
    made, one = told
    client.force_login(made.people["officer"])
    url = reverse("assessments:unit_report", args=[*made.address, one.pk])

    row, content = made_file(client, url, dang="docx")

    document = Document(BytesIO(content))
    tables = " ".join(cell.text for table in document.tables for cell in table._cells)
    assert "93,50" in tables
    assert "TỔNG CỘNG" in tables
    assert row.name.endswith(".docx")


def test_unit_report_is_a_draft_until_it_is_handed_in(told):
    _made, one = told
    one.move_to("draft")

    assert unit_report_words(one)["is_draft"]


def test_unit_report_of_others_does_not_exist(told, client):
    made, _one = told
    client.force_login(made.people["officer"])
    url = reverse("assessments:unit_report", args=[*made.address, made.returns[0].pk])

    assert client.post(url, {"dang": "pdf"}).status_code == 404
    assert not Rendering.objects.exists()


def test_central_branch_names_no_provincial_body_above_it(told):
    _made, one = told
    one.unit.kind = "central_agency_branch"

    assert unit_report_words(one)["header"]["parent"] == ""


def test_charts_are_the_same_each_time_and_run_nothing():
    units = ["Sở <b>A</b> & B", "Sở C"]
    drawn = [
        charts.stacked_groups(units, [("Nhóm I", [D("48.2"), None]), ("Nhóm II", [D(1), D(2)])]),
        charts.self_against_final(units, [D("98.75"), None], [D("98.2"), D(90)]),
        charts.rank_over_periods(["2020", "2021"], [(units[0], [1, 2]), (units[1], [None, 1])]),
    ]

    assert drawn[0] == charts.stacked_groups(
        units, [("Nhóm I", [D("48.2"), None]), ("Nhóm II", [D(1), D(2)])]
    )
    for svg in drawn:
        assert svg.startswith("<svg")
        assert "<script" not in svg
        assert "<b>" not in svg
        assert "2026" not in svg
        assert "http" not in svg.replace("http://www.w3.org/", "")
    assert "48,20" in drawn[0]
    assert "Sở &lt;b&gt;A&lt;/b&gt; &amp; B" in drawn[1]


def test_chart_is_served_as_a_drawing_that_nobody_keeps(made, client):
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(made.people["secretary"])

    answer = client.get(reverse("assessments:chart_groups", args=made.address))

    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]
    assert "Nhóm I" in answer.text


def test_every_page_of_invented_figures_says_so(made, client, stand_on):
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(made.people["secretary"])
    pages = ["ranking", "compare", "closeness"]
    addresses = [reverse(f"assessments:{name}", args=made.address) for name in pages]
    addresses.append(reverse("assessments:why", args=[*made.address, made.returns[0].pk]))

    assert all("SỐ LIỆU GIẢ ĐỊNH" in client.get(address).text for address in addresses)
    Province.objects.update(is_demo=False)
    stand_on(None)  # no demonstration's day, no banner of a demonstration
    assert not any("SỐ LIỆU GIẢ ĐỊNH" in client.get(address).text for address in addresses)
