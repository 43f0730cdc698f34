"""What keeps a unit out: decided before closing, seen by few, shown to others without a ground."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments import actions
from assessments.models import Disqualification, RankingRow
from assessments.queries.ranking import board_of
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import EvidenceFactory
from tests.assessments.nine import nine
from tests.factories import make_user, trail

RULES = (("ky-luat", "Có người bị kỷ luật"), ("khong-bao-cao", "Không gửi báo cáo"))
GROUND = "Quyết định số 15/QĐ-UBND ngày 03/12/2021"


@pytest.fixture
def made(db):
    return nine(disqualifiers=RULES, units_see_all=True)


def decide(made, place, code="ky-luat", **values):
    values = {"is_met": True, "ground": GROUND, "evidence": None} | values
    by = made.people["secretary"]
    return actions.decide_disqualification(made.returns[place], code=code, by=by, **values)


def decide_all(made, *, met=()):
    for place in range(len(made.returns)):
        for code, _words in RULES:
            is_met = place in met and code == "ky-luat"
            decide(made, place, code, is_met=is_met, ground=GROUND if is_met else "")


def url_of(made, place=0):
    return reverse("assessments:disqualify", args=[*made.address, made.returns[place].pk])


def posted(made, client, place=0, **values):
    """The form as the page gave it, with something typed into it."""
    page = client.get(url_of(made, place))
    data = {}
    for form in page.context["forms"]:
        for field in form:
            data[field.html_name] = field.value() or ""
    return data | values


def test_unit_that_meets_a_condition_has_no_rank_and_the_others_close_up(made):
    decide(made, 0)

    board = board_of(made.round)

    assert [row.rank for row in board.rows] == [1, 2, 2, 4, 5, 6, 7, 8, None]
    assert board.rows[-1].is_disqualified
    assert (board.rows[-1].short_name, board.rows[-1].band) == ("Sở NN&PTNT", "")


def test_decision_names_its_ground_and_leaves_a_trail(made):
    proof = EvidenceFactory(period=made.round.period, unit=made.returns[0].unit)

    row = decide(made, 0, evidence=proof)
    again = decide(made, 0, evidence=proof)

    assert (row.pk, row.words) == (again.pk, "Có người bị kỷ luật")
    assert trail(made.round.bloc) == ["disqualification_decided"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"ground": "  "}, "Hãy ghi căn cứ"),
        ({"code": "la"}, "không có điều kiện này"),
        ({"mark": "1:khac"}, "Người khác vừa ghi"),
    ],
)
def test_refused_decisions_write_nothing(made, values, sentence):
    with pytest.raises(ActionError, match=sentence):
        decide(made, 0, **values)

    assert not Disqualification.objects.exists()


def test_proof_of_another_unit_is_refused(made):
    proof = EvidenceFactory(period=made.round.period, unit=made.returns[1].unit)

    with pytest.raises(ActionError, match="không phải của đơn vị"):
        decide(made, 0, evidence=proof)


def test_database_holds_that_a_condition_has_a_ground(made):
    row = decide(made, 0)

    with pytest.raises(IntegrityError), transaction.atomic():
        Disqualification.objects.filter(pk=row.pk).update(ground="")


def test_nothing_is_decided_after_closing(made):
    decide_all(made, met=[0])
    actions.close_round(made.round, by=made.people["head"])

    with pytest.raises(ActionError, match="đã chốt"):
        decide(made, 0, is_met=False)
    row = RankingRow.objects.get(unit=made.returns[0].unit)
    assert (row.rank, row.is_disqualified, row.note) == (None, True, "")


def test_others_read_not_considered_without_the_ground(made, client):
    decide_all(made, met=[0])
    actions.close_round(made.round, by=made.people["head"])
    client.force_login(made.people["officer"])

    page = client.get(reverse("assessments:ranking", args=made.address))
    why = client.get(reverse("assessments:why", args=[*made.address, made.returns[0].pk]))

    assert ">Không xét</td>" in page.text
    for text in (page.text, why.text):
        assert "15/QĐ-UBND" not in text
        assert "kỷ luật" not in text
    assert client.get(url_of(made)).status_code == 404


def test_own_unit_and_reviewer_read_the_ground_and_write_nothing(made, client):
    decide(made, 0)
    own = make_user("officer", made.returns[0].unit, unit=made.returns[0].unit)

    for user in (own, made.people["reviewer"]):
        client.force_login(user)
        page = client.get(url_of(made))
        assert GROUND in page.text
        assert "<textarea" not in page.text
        assert client.post(url_of(made)).status_code == 403


def test_page_saves_what_was_chosen(made, client):
    client.force_login(made.people["secretary"])
    data = posted(made, client, **{"ky-luat-is_met": "co", "ky-luat-ground": GROUND})

    assert client.post(url_of(made), data).status_code == 302
    assert client.post(url_of(made), posted(made, client)).status_code == 302  # nothing changed

    row = Disqualification.objects.get()
    assert (row.is_met, row.ground, row.by) == (True, GROUND, made.people["secretary"])
    page = client.get(reverse("assessments:ranking", args=made.address))
    assert "Còn 1 điều kiện chưa xét" in page.text


def test_page_keeps_what_was_typed_when_it_is_refused(made, client):
    client.force_login(made.people["secretary"])
    data = posted(made, client, **{"ky-luat-is_met": "co", "khong-bao-cao-ground": "đã gõ"})

    page = client.post(url_of(made), data)

    assert page.status_code == 422
    assert "Hãy ghi căn cứ: văn bản nào" in page.text
    assert "đã gõ" in page.text
    assert not Disqualification.objects.exists()


def test_second_person_is_told_and_shown_both_texts(made, client):
    client.force_login(made.people["secretary"])
    data = posted(made, client, **{"ky-luat-is_met": "khong", "ky-luat-ground": "theo tôi"})
    decide(made, 0)

    page = client.post(url_of(made), data)

    assert page.status_code == 409
    assert GROUND in page.text
    assert "theo tôi" in page.text
    assert Disqualification.objects.get().is_met is True
    again = {form.prefix: form["mark"].value() for form in page.context["forms"]}
    data |= {"ky-luat-mark": again["ky-luat"]}
    assert client.post(url_of(made), data).status_code == 302
    assert Disqualification.objects.get().is_met is False
