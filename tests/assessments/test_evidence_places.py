"""Presses without JavaScript, what is shut meanwhile, and the pane's words."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import evidence as actions
from assessments.models import Disqualification, Evidence
from assessments.queries.evidence import find_place, fingerprint, is_open, key_of, pane, panes
from assessments.queries.evidence_shapes import Quota, size_words
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import AnswerFactory, EvidenceFactory, ScoreSheetFactory
from tests.factories import make_user

JSON = {"Accept": "application/json"}


@pytest.fixture
def answer(db):
    return AnswerFactory()


@pytest.fixture
def officer(answer):
    return make_user("officer", answer.assessment.unit)


@pytest.fixture
def browser(officer):
    client = Client()
    client.force_login(officer)
    return client


def url_of(answer, name, *more) -> str:
    period = answer.assessment.round.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, key_of(answer), *more]
    return reverse(f"assessments:{name}", args=at)


def url_of_row(row, name) -> str:
    return reverse(f"assessments:{name}", args=[row.bloc.province.slug, row.bloc.slug, row.pk])


def own(answer, **fields) -> Evidence:
    assessment = answer.assessment
    return EvidenceFactory(period=assessment.round.period, unit=assessment.unit, **fields)


def hand_in(answer) -> None:
    answer.assessment.move_to("submitted", submitted_at=clock.now())


def test_buttons_of_the_pane_reuse_and_take_off(browser, answer, officer):
    row = own(answer)
    (offered,) = pane(officer, answer=answer).others

    said = browser.post(offered.cite)
    assert said["Location"].endswith(f"#minh-chung-{key_of(answer)}")
    (cited,) = pane(officer, answer=answer).cited
    assert (cited.pk, pane(officer, answer=answer).others) == (row.pk, [])
    browser.post(cited.uncite)

    assert answer.evidence.count() == 0
    assert Evidence.objects.filter(pk=row.pk).exists()


def test_reader_of_the_return_may_not_press(answer):
    row = own(answer)
    row.answers.add(answer)
    appraiser = make_user("appraiser", answer.bloc)
    ScoreSheetFactory(assessment=answer.assessment, appraiser=appraiser)
    hand_in(answer)
    client = Client()
    client.force_login(appraiser)

    found = {
        client.post(url_of(answer, name, *more)).status_code
        for name, more in {
            "add_document": (), "add_link": (), "add_file": (),
            "cite_evidence": (row.pk,), "uncite_evidence": (row.pk,),
        }.items()
    }  # fmt: skip
    found |= {client.post(url_of_row(row, name)).status_code for name in ROW_POSTS}

    assert found == {403}
    assert list(answer.evidence.all()) == [row]


ROW_POSTS = ("edit_evidence", "remove_evidence")


@pytest.mark.parametrize("headers", [{}, JSON])
def test_what_was_typed_when_the_leader_handed_in_is_shown_again(browser, answer, headers):
    typed = {"number": "9/BC-SXD", "date": "01/3/2021", "issuer": "Sở Xây dựng", "title": ""}
    hand_in(answer)

    said = browser.post(url_of(answer, "add_document"), typed, headers=headers)

    assert said.status_code == 422
    if headers:
        assert "Bảng đã nộp" in said.json()["message"]
    else:
        assert "9/BC-SXD" in said.content.decode()
        assert "Bảng đã nộp" in said.content.decode()
    assert not Evidence.objects.exists()


def test_press_on_what_is_shut_says_why(browser, answer):
    row = own(answer)
    row.answers.add(answer)
    hand_in(answer)

    said = browser.post(url_of(answer, "uncite_evidence", row.pk), headers=JSON)
    removed = browser.post(url_of_row(row, "remove_evidence"), follow=True)
    edited = browser.post(
        url_of_row(row, "edit_evidence"),
        {"title": "Khác", "number": "1", "date": "01/3/2021", "issuer": "a"},
    )
    page = browser.get(url_of_row(row, "edit_evidence"))

    assert (said.status_code, "Bảng đã nộp" in said.json()["message"]) == (422, True)
    assert "không sửa hay xóa được" in removed.content.decode()
    assert (edited.status_code, list(answer.evidence.all())) == (422, [row])
    assert "không sửa hay xóa được" in page.content.decode()
    assert 'name="title"' not in page.content.decode()


def test_removal_asks_with_the_places_it_serves(browser, answer):
    row = own(answer, kind="link")
    other = AnswerFactory(assessment=answer.assessment)
    row.answers.add(answer, other)

    page = browser.get(url_of_row(row, "edit_evidence")).content.decode()
    said = browser.post(f"{url_of_row(row, 'remove_evidence')}?ve=/a/")

    codes = f"tiêu chí {answer.criterion.code}, tiêu chí {other.criterion.code}"
    assert codes in " ".join(page.split())
    assert said["Location"] == "/a/"
    assert not Evidence.objects.exists()


def test_evidence_of_the_checklist_is_not_removed(answer, officer):
    row = own(answer)
    Disqualification.objects.create(
        bloc=answer.bloc, round=answer.assessment.round, unit=row.unit, code="x", evidence=row
    )

    with pytest.raises(ActionError, match="loại trừ"):
        actions.remove_evidence(row, by=officer)


def test_evidence_without_a_return_is_changed_and_removed(db):
    row = EvidenceFactory(kind="link", title="Cũ")
    by = make_user("officer", row.unit)

    actions.change_evidence(row, values={"title": "Mới"}, seen=fingerprint(row), by=by)
    row.refresh_from_db()
    actions.remove_evidence(row, by=by)

    assert (row.title, Evidence.objects.count()) == ("Mới", 0)


def test_nothing_changes_in_a_closed_round(answer, officer):
    answer.assessment.round.move_to("closed")

    assert not is_open(answer)
    assert not pane(officer, answer=answer).is_writable


def test_pane_needs_a_place(answer, officer):
    with pytest.raises(ValueError, match="place"):
        pane(officer)
    assert panes(officer, []) == {}


@pytest.mark.parametrize("key", ["la-1", "tieu-chi-", "tieu-chi-x", "tieu-chi-" + "9" * 19])
def test_place_that_is_none_is_not_found(answer, officer, key):
    assert find_place(officer, key, province="a", bloc="b", period="2021") is None


SIZES = {
    None: "0 MB",
    12: "12 byte",
    88 * 1024 + 500: "88 KB",
    1024 * 1024: "1 MB",
    1_300_000: "1,2 MB",
    200 * 1024 * 1024: "200 MB",
}


@pytest.mark.parametrize("size", SIZES)
def test_size_in_words(size):
    assert size_words(size) == SIZES[size]


def test_room_that_is_left_is_never_negative():
    assert (Quota(3, 10).left, Quota(12, 10).left) == (7, 0)


def test_words_of_an_item(answer, officer):
    row = own(answer, date=date(2021, 3, 1), valid_until=date(2022, 1, 31))
    row.answers.add(answer)
    bare = own(answer, issuer="")
    bare.answers.add(answer)

    words = [item.words for item in pane(officer, answer=answer).cited]

    assert words == [
        "Số 12/QĐ-UBND ngày 01/3/2021 · UBND tỉnh · đến 31/01/2022",
        "Số 12/QĐ-UBND",
    ]
