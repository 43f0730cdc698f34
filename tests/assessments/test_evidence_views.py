"""The pane's posts and the files: what is refused with which sentence, who is told nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.models import Evidence
from assessments.queries.evidence import fingerprint, key_of
from emulation_bloc.lib import clock
from tests.assessments import evidence_files as files
from tests.assessments.factories import AnswerFactory, EvidenceFactory
from tests.factories import make_user

JSON = {"Accept": "application/json"}


@pytest.fixture
def answer(db):
    return AnswerFactory()


@pytest.fixture
def browser(answer):
    client = Client()
    client.force_login(make_user("officer", answer.assessment.unit))
    return client


def url_of(answer, name, *more) -> str:
    period = answer.assessment.round.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, key_of(answer), *more]
    return reverse(f"assessments:{name}", args=at)


def url_of_row(row, name) -> str:
    return reverse(f"assessments:{name}", args=[row.bloc.province.slug, row.bloc.slug, row.pk])


def upload(browser, answer, name="a.pdf", content=files.PDF, **more):
    sent = {"file": SimpleUploadedFile(name, content, "application/octet-stream")}
    return browser.post(url_of(answer, "add_file"), sent, **more)


def test_file_goes_up_and_the_page_it_came_from_comes_back(browser, answer):
    back = "/hung-yen/kinh-te/2021/?muc=1.4"

    url = f"{url_of(answer, 'add_file')}?ve=%2Fhung-yen%2Fkinh-te%2F2021%2F%3Fmuc%3D1.4"
    said = browser.post(url, {"file": SimpleUploadedFile("a.pdf", files.PDF)})

    assert said.status_code == 302
    assert said["Location"] == f"{back}#minh-chung-{key_of(answer)}"
    assert answer.evidence.get().media_type == "application/pdf"


@pytest.mark.parametrize("foreign", ["https://ke-gian.vn/", "//ke-gian.vn", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(browser, answer, foreign):
    said = browser.post(
        f"{url_of(answer, 'add_link')}?ve={foreign}", {"link": "https://hungyen.gov.vn"}
    )

    assert said["Location"] == f"{url_of(answer, 'evidence_of')}#minh-chung-{key_of(answer)}"


def test_desk_gets_the_pane_as_it_is_now(browser, answer):
    said = upload(browser, answer, "Quyết định 🎉.pdf", headers=JSON)

    assert said.status_code == 200
    assert said.json()["message"] == "Đã tải lên và ghi làm minh chứng."
    assert "Quyết định 🎉.pdf" in said.json()["pane"]


BAD = {
    "renamed program": ("a.pdf", files.EXE, "chương trình"),
    "polyglot": ("a.pdf", files.PDF + files.archive({"a": b"1"}), "tệp nén"),
    "macros": ("a.docx", files.office(**{"word/vbaProject.bin": b"1"}), "macro"),
    "wrong ending": ("a.png", files.PDF, "Nội dung tệp là PDF"),
    "nothing": ("a.pdf", b"", "Tệp rỗng"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_refused_with_a_sentence_on_page_and_to_the_desk(browser, answer, case):
    name, content, why = BAD[case]

    page = upload(browser, answer, name, content)
    told = upload(browser, answer, name, content, headers=JSON)

    assert (page.status_code, told.status_code) == (422, 422)
    assert why in page.content.decode()
    assert why in told.json()["message"]
    assert not Evidence.objects.exists()


HOSTILE = {
    "../../etc/cron.d/a.pdf": "a.pdf",
    "Quyết \"định\" '1'.pdf": "Quyết định 1.pdf",
    "Tổng kết 🎉.pdf": "Tổng kết 🎉.pdf",
    "..\\..\\a.pdf": "a.pdf",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_name_is_cleaned_and_never_a_path(browser, answer, name):
    upload(browser, answer, name)

    row = answer.evidence.get()
    said = browser.get(url_of_row(row, "evidence_file"))
    assert row.name == HOSTILE[name]
    assert row.file.count("/") == 1
    assert "\n" not in said["Content-Disposition"]
    assert said["Content-Disposition"].startswith("attachment")
    assert b"".join(said.streaming_content) == files.PDF


class Untouched:
    """A body that must not be read."""

    def read(self, *_size):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("headers", [{}, JSON])
@pytest.mark.parametrize("is_checked", [True, False])
def test_three_hundred_megabytes_are_refused_before_a_byte_is_read(answer, headers, is_checked):
    client = Client(enforce_csrf_checks=is_checked)
    client.force_login(make_user("officer", answer.assessment.unit))

    said = client.generic(
        "POST",
        url_of(answer, "add_file"),
        b"",
        "multipart/form-data; boundary=x",
        headers=headers,
        CONTENT_LENGTH=str(300 * 1024 * 1024),
        **{"wsgi.input": Untouched()},
    )

    assert said.status_code == 413
    text = said.json()["message"] if headers else said.content.decode()
    assert "Tệp lớn hơn 10 MB" in text
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(("over", "status"), [(0, 302), (1, 422)])
def test_file_may_be_as_large_as_the_limit(browser, answer, settings, over, status):
    settings.EVIDENCE_MAX_BYTES = len(files.PDF)

    said = upload(browser, answer, content=files.PDF + b"\n" * over)

    assert said.status_code == status


def test_full_room_is_told(browser, answer, settings):
    settings.EVIDENCE_PERIOD_BYTES = len(files.PDF) - 1

    said = upload(browser, answer, headers=JSON)

    assert said.status_code == 422
    assert "Không đủ chỗ" in said.json()["message"]


def test_upload_without_a_token_is_refused(answer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("officer", answer.assessment.unit))

    assert upload(client, answer).status_code == 403
    assert not Evidence.objects.exists()


LINKS = {
    "https://hungyen.gov.vn/tin?a=1": "https://hungyen.gov.vn/tin?a=1",
    "http://hungyen.gov.vn": "http://hungyen.gov.vn",
    "hungyen.gov.vn/tin": "https://hungyen.gov.vn/tin",
}


@pytest.mark.parametrize("link", LINKS)
def test_link_is_kept(browser, answer, link):
    browser.post(url_of(answer, "add_link"), {"link": link, "title": ""})

    assert answer.evidence.get().link == LINKS[link]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "ftp://a.vn/b",
        "data:text/html,a",
        "không phải",
        "",
        "x" * 600,
        "a\x00",
    ],
)
def test_other_addresses_are_refused_and_stay_typed(browser, answer, link):
    said = browser.post(url_of(answer, "add_link"), {"link": link, "title": "Giữ <lại>"})

    assert said.status_code == 422
    assert "Giữ &lt;lại&gt;" in said.content.decode()
    assert not Evidence.objects.exists()


def test_document_is_refused_at_its_fields(browser, answer):
    typed = {"number": "", "date": "31/2/2021", "issuer": "a" * 201, "title": "Trích yếu"}

    said = browser.post(url_of(answer, "add_document"), typed, headers=JSON)

    assert said.status_code == 422
    assert set(said.json()["errors"]) == {"number", "date", "issuer"}


@pytest.mark.parametrize(("days", "status"), [(0, 302), (1, 422)])
def test_document_of_tomorrow_does_not_exist_yet(browser, answer, days, status):
    day = clock.today() + timedelta(days=days)
    typed = {"number": "12/QĐ-UBND", "date": f"{day:%d/%m/%Y}", "issuer": "UBND tỉnh", "title": ""}

    said = browser.post(url_of(answer, "add_document"), typed)

    assert said.status_code == status
    assert ("sau ngày hôm nay" in said.text) == (status == 422)


PASTED = {
    "Quyết định số 12/QĐ-UBND ngày 01/3/2021 của UBND tỉnh Hưng Yên": (
        ("12/QĐ-UBND", "01/03/2021", "UBND tỉnh Hưng Yên", "Văn bản số 12/QĐ-UBND")
    ),
    "Kế hoạch số 90/KH-UBND ngày 09 / 7 / 2021 của UBND tỉnh về phòng, chống dịch.": (
        ("90/KH-UBND", "09/07/2021", "UBND tỉnh", "Kế hoạch về phòng, chống dịch")
    ),
    "12/QĐ-SXD, ngày 1-3-2021, Sở Xây dựng": (
        ("12/QĐ-SXD", "01/03/2021", "Sở Xây dựng", "Văn bản số 12/QĐ-SXD")
    ),
}


@pytest.mark.parametrize("sentence", PASTED)
def test_pasted_sentence_fills_the_boxes(browser, answer, sentence):
    typed = {"number": sentence, "date": "", "issuer": "", "title": ""}

    browser.post(url_of(answer, "add_document"), typed)

    row = answer.evidence.get()
    assert (row.number, f"{row.date:%d/%m/%Y}", row.issuer, row.title) == PASTED[sentence]


def test_what_was_typed_beats_what_the_sentence_says(browser, answer):
    sentence = "Quyết định số 12/QĐ-UBND ngày 01/3/2021 của UBND tỉnh"
    typed = {"number": sentence, "date": "02/3/2021", "issuer": "Sở", "title": "Tên"}

    browser.post(url_of(answer, "add_document"), typed)

    row = answer.evidence.get()
    assert (row.number, row.date.day, row.issuer, row.title) == ("12/QĐ-UBND", 2, "Sở", "Tên")


def test_same_file_again_says_so(browser, answer):
    upload(browser, answer)

    said = upload(browser, AnswerFactory(assessment=answer.assessment), "b.pdf", headers=JSON)

    assert said.json()["message"] == "Tệp này đã có trong kho của đơn vị, đã dùng lại."


def test_stranger_row_by_id_does_not_exist(browser, answer):
    theirs = EvidenceFactory(period=answer.assessment.round.period, kind="file")
    elsewhere = EvidenceFactory(unit=answer.assessment.unit, title="Kỳ khác")

    found = {
        browser.post(url_of(answer, "cite_evidence", row.pk)).status_code
        for row in (theirs, elsewhere)
    }
    found |= {
        browser.get(url_of_row(theirs, "evidence_file")).status_code,
        browser.get(url_of_row(theirs, "edit_evidence")).status_code,
        browser.post(url_of_row(theirs, "remove_evidence")).status_code,
    }

    assert found == {404}
    assert answer.evidence.count() == 0


def test_edit_shows_both_texts_to_the_slower(browser, answer):
    row = EvidenceFactory(period=answer.assessment.round.period, unit=answer.assessment.unit)
    seen = fingerprint(row)
    Evidence.objects.filter(pk=row.pk).update(title="Của người kia")
    typed = {"seen": seen, "title": "Của tôi", "number": row.number, "issuer": row.issuer}

    said = browser.post(url_of_row(row, "edit_evidence"), typed | {"date": "01/3/2021"})

    text = said.content.decode()
    assert said.status_code == 409
    assert "Của người kia" in text
    assert 'value="Của tôi"' in text
    row.refresh_from_db()
    assert row.title == "Của người kia"


def test_edit_saves_and_goes_back(browser, answer):
    row = EvidenceFactory(period=answer.assessment.round.period, unit=answer.assessment.unit)
    row.answers.add(answer)
    typed = {"seen": fingerprint(row), "title": "Mới", "number": "13/QĐ", "issuer": "Sở"}

    said = browser.post(f"{url_of_row(row, 'edit_evidence')}?ve=/a/", typed | {"date": "01/3/2021"})

    assert said["Location"] == "/a/"
    row.refresh_from_db()
    assert (row.title, row.number, f"{row.date:%d/%m/%Y}") == ("Mới", "13/QĐ", "01/03/2021")
