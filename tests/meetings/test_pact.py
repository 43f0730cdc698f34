"""The pact of the year: targets from registrations, confirmations of exactly these words, paper."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Registration
from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings.actions import pacts
from meetings.models import Pact, PactConfirmation
from meetings.queries.pacts import pact_words
from meetings.queries.words import words_digest
from tests.guards.areas.pacts import pact_of, register_all
from units.models import AuditEntry

State = Pact.State


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def seen(pact: Pact) -> str:
    return words_digest(pact_words(Pact.objects.get(pk=pact.pk)))


def confirm_all(pact, world, but=()):
    for unit in world.units:
        if unit not in but:
            pacts.confirm_pact(pact, unit, by=world.people["leader"], seen=seen(pact))


def test_pact_waits_for_every_registration(home):
    register_all(home)
    late = Registration.objects.get(bloc=home.bloc, unit=home.units[3])
    late.move_to("draft")
    pact = pacts.start_pact(home.year, by=home.people["secretary"])

    with pytest.raises(ActionError, match=home.units[3].short_name):
        pacts.offer_pact(pact, by=home.people["secretary"])

    assert Pact.objects.get(pk=pact.pk).state == State.DRAFT
    with pytest.raises(ActionError, match="đã có giao ước"):
        pacts.start_pact(home.year, by=None)
    with pytest.raises(ActionError, match="cả năm"):
        pacts.start_pact(home.period, by=None)


def test_all_confirm_and_the_paper_has_a_box_for_each(home):
    pact = pact_of(home)
    confirm_all(pact, home)

    pacts.approve_pact(pact, by=home.people["head"], seen=seen(pact))

    pact.refresh_from_db()
    paper = Document.objects.get(pk=pact.document_id)
    assert (pact.state, paper.state) == (State.APPROVED, Document.State.APPROVED)
    assert paper.label.endswith("/BGU-KTĐ")
    boxes = [row["lines"][0] for row in paper.snapshot["signatures"]]
    assert boxes == [*(unit.name.upper() for unit in home.units), "CHỨNG KIẾN"]
    assert {row["name"] for row in paper.snapshot["signatures"]} == {""}
    words = str(paper.snapshot["blocks"])
    assert all(f". {unit.name}" in words for unit in home.units)
    assert f"Chỉ tiêu của {home.units[4].name}" in words
    with pytest.raises(ActionError):
        pacts.confirm_pact(pact, home.units[0], by=home.people["leader"], seen=seen(pact))


def test_head_goes_on_without_somebody_only_with_a_reason(home):
    pact = pact_of(home)
    confirm_all(pact, home, but=home.units[4:5])
    by = home.people["head"]

    with pytest.raises(ActionError, match=home.units[4].short_name):
        pacts.approve_pact(pact, by=by, seen=seen(pact))
    pacts.approve_pact(pact, by=by, seen=seen(pact), reason="Lãnh đạo đi công tác")

    assert AuditEntry.objects.get(action="pact_approved").reason == "Lãnh đạo đi công tác"


def test_changed_words_are_confirmed_anew(home):
    pact = pact_of(home)
    read = seen(pact)
    confirm_all(pact, home)
    target = Registration.objects.get(bloc=home.bloc, unit=home.units[0]).targets.first()
    target.content = "Chỉ tiêu khác"
    target.save()

    with pytest.raises(ActionError, match="đã thay đổi"):
        pacts.confirm_pact(pact, home.units[1], by=home.people["leader"], seen=read)
    with pytest.raises(ActionError, match="đã thay đổi"):
        pacts.approve_pact(pact, by=home.people["head"], seen=read)
    with pytest.raises(ActionError, match="Chưa xác nhận"):
        pacts.approve_pact(pact, by=home.people["head"], seen=seen(pact))


def test_reopening_takes_confirmations_back_and_hides_the_draft(home):
    pact = pact_of(home)
    confirm_all(pact, home)
    officer = Client()
    officer.force_login(home.people["officer"])
    url = reverse("meetings:pact", kwargs=home.path | {"pk": pact.pk})
    assert officer.get(url).status_code == 200

    with pytest.raises(ActionError, match="lý do"):
        pacts.reopen_pact(pact, by=home.people["secretary"], reason=" ")
    pact = Pact.objects.get(pk=pact.pk)
    pacts.reopen_pact(pact, by=home.people["secretary"], reason="Sửa chủ đề")

    assert not PactConfirmation.objects.filter(pact=pact).exists()
    assert officer.get(url).status_code == 404
    values = {"theme": "Đoàn kết"}
    pacts.save_pact(pact, values=values, revision=pact.revision, by=home.people["secretary"])
    pacts.offer_pact(pact, by=home.people["secretary"])
    with pytest.raises(ActionError, match="mở lại dự thảo"):
        pacts.save_pact(pact, values=values, revision=pact.revision, by=home.people["secretary"])
    assert "Đoàn kết" in officer.get(url).text


def test_unit_that_left_confirms_nothing(home):
    pact = pact_of(home)
    gone = home.units[5]
    gone.memberships.update(ends="2021-07-11")

    with pytest.raises(ActionError, match="không còn là thành viên"):
        pacts.confirm_pact(pact, gone, by=home.people["leader"], seen=seen(pact))


def test_page_tells_the_leader_what_to_do_and_confirms_once(home):
    pact = pact_of(home)
    client = Client()
    client.force_login(home.people["leader"])
    url = reverse("meetings:pact", kwargs=home.path | {"pk": pact.pk})
    page = client.get(url).text
    assert "Xác nhận giao ước" in page

    for _click in range(2):
        sent = {"seen": seen(pact)}
        client.post(reverse("meetings:confirm_pact", kwargs=home.path | {"pk": pact.pk}), sent)

    assert PactConfirmation.objects.filter(pact=pact).count() == 1
    assert AuditEntry.objects.filter(action="pact_confirmed").count() == 1
    assert 'action="' + url + 'xac-nhan/"' not in client.get(url).text
