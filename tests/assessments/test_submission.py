"""Handing in: present, send back, submit, recall, return with reasons; who and when."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.actions import answers, returns, rounds
from assessments.models import Assessment, Round
from assessments.queries.summary import revisions_of
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import CriterionFactory
from tests.factories import trail
from units.models import AuditEntry

pytestmark = pytest.mark.django_db
State = Assessment.State


@pytest.fixture
def stand_at(monkeypatch):
    """Business time stands still at a moment."""

    def stand(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    return stand


@pytest.fixture
def draft(world):
    """The draft of `units[1]`: nothing lacks."""
    return world.scoring.assessment


@pytest.fixture
def leader(world):
    return world.people["leader"]


def address(world, name: str, row=None) -> str:
    row = row or world.scoring.assessment
    at = [world.province.slug, world.bloc.slug, row.round.period.slug, row.pk]
    return reverse(f"assessments:{name}", args=at)


def again(row: Assessment) -> Assessment:
    return Assessment.objects.get(pk=row.pk)


def test_officer_presents_and_leader_sends_back_with_a_note(world, draft, leader):
    returns.present(draft, by=world.people["officer"])
    assert again(draft).state == State.PRESENTED
    with pytest.raises(ActionError, match="đã được trình"):
        returns.present(again(draft), by=world.people["officer"])

    returns.send_back(again(draft), note="Bổ sung số liệu quý 3.", by=leader)

    assert (again(draft).state, again(draft).note) == (State.DRAFT, "Bổ sung số liệu quý 3.")
    assert trail(world.bloc)[-2:] == ["return_presented", "return_sent_back"]


def test_leader_submits_once(draft, leader):
    stale = again(draft)
    returns.submit(draft, by=leader)

    row = again(draft)
    assert (row.state, row.submitted_by, row.late_days) == (State.SUBMITTED, leader, 0)
    assert row.submitted_at == row.first_submitted_at
    with pytest.raises(ActionError):
        returns.submit(stale, by=leader)


@pytest.mark.parametrize(("seconds", "days"), [(-1, 0), (0, 0), (1, 1), (24 * 3600 + 1, 2)])
def test_lateness_is_the_servers_with_a_page_opened_before(
    client, world, draft, leader, stand_at, seconds, days
):
    due_at = draft.round.due_at
    client.force_login(leader)
    stand_at(due_at - timedelta(minutes=1))
    seen = client.get(address(world, "summary")).context["seen"]

    stand_at(due_at + timedelta(seconds=seconds))
    client.post(address(world, "submit"), {"seen": seen})

    row = again(draft)
    assert (row.state, row.late_days) == (State.SUBMITTED, days)
    assert row.submitted_at == due_at + timedelta(seconds=seconds)


def test_after_the_last_moment_only_an_extension_helps(world, draft, leader, stand_at):
    hard = draft.round.hard_due_at
    stand_at(hard + timedelta(seconds=1))
    with pytest.raises(ActionError, match="quá hạn cuối"):
        returns.submit(draft, by=leader)

    day = clock.local_date(hard)
    rounds.extend(draft.round, draft.unit, until=day, reason="Lũ lụt", by=world.people["head"])
    returns.submit(again(draft), by=leader)

    assert (again(draft).state, again(draft).late_days) == (State.SUBMITTED, 0)


def test_at_the_last_moment_it_is_taken_late(draft, leader, stand_at):
    stand_at(draft.round.hard_due_at)

    returns.submit(draft, by=leader)

    assert again(draft).late_days == 15


def test_lateness_ladder_is_worked_out_on_handing_in(world, draft, leader, stand_at):
    parts = [{"kind": "lateness", "params": {"points": "20", "source": "assessment"}}]
    leaf = CriterionFactory(
        criteria_set=world.scoring.criteria,
        code="3.4",
        kind="lateness",
        max_points=20,
        parts=parts,
    )
    row = draft.answers.create(bloc=draft.bloc, criterion=leaf)
    stand_at(draft.round.due_at + timedelta(days=1, hours=1))

    returns.submit(draft, by=leader)

    row.refresh_from_db()
    assert (str(row.points), row.is_provisional) == ("15.00", False)
    assert "Chậm 2 ngày" in row.formula


def test_compulsory_things_keep_it_from_being_handed_in(client, world, draft, leader):
    section = draft.sections.get(key="shortfalls")
    answers.save_section(section, body="", revision=section.revision, by=leader)
    row = draft.answers.first()
    answers.save_answer(row, figures=[{}], words="", revision=row.revision, by=leader)

    with pytest.raises(ActionError, match="còn thiếu 2 mục bắt buộc"):
        returns.submit(again(draft), by=leader)

    client.force_login(leader)
    page = client.get(address(world, "summary"))
    assert [one.step for one in page.context["compulsory"]] == ["tieu-chi=I.1", "phan=bao-cao"]
    assert f"{address(world, 'desk')}?tieu-chi=I.1" in page.text
    assert address(world, "submit") not in page.text


def test_what_is_only_advised_does_not_hold_it_up(draft, leader):
    row = draft.answers.first()
    figures = [{"points": "8"}]
    answers.save_answer(row, figures=figures, words="", revision=row.revision, by=leader)

    returns.submit(again(draft), by=leader)

    assert again(draft).state == State.SUBMITTED


def test_compulsory_evidence_is_asked_for(world, draft, leader):
    leaf = world.scoring.leaves[1]
    leaf.needs_evidence, leaf.evidence_asked = True, "Quyết định"
    leaf.save()

    with pytest.raises(ActionError, match="thiếu minh chứng"):
        returns.submit(draft, by=leader)
    world.scoring.evidence.answers.add(draft.answers.get(criterion=leaf))
    returns.submit(again(draft), by=leader)


def test_nothing_that_was_typed_meanwhile_is_handed_in_unread(client, world, draft, leader):
    client.force_login(leader)
    seen = revisions_of(draft)
    row = draft.answers.first()
    figures = [{"points": "9"}]
    answers.save_answer(row, figures=figures, words="Mới", revision=row.revision, by=leader)

    answer = client.post(address(world, "submit"), {"seen": seen}, follow=True)

    assert "Nội dung vừa có thay đổi" in answer.text
    assert again(draft).state == State.DRAFT


def test_a_page_from_before_sending_back_or_other_proof_hands_nothing_in(
    client, world, draft, leader
):
    client.force_login(leader)
    returns.present(draft, by=world.people["officer"])
    presented = revisions_of(draft)
    returns.send_back(again(draft), note="Bổ sung.", by=leader)
    proven = revisions_of(again(draft))
    world.scoring.evidence.answers.clear()

    for seen in (presented, proven):
        answer = client.post(address(world, "submit"), {"seen": seen}, follow=True)
        assert "Nội dung vừa có thay đổi" in answer.text
        assert again(draft).state == State.DRAFT

    returns.submit(again(draft), by=leader)
    assert again(draft).note == ""


def test_submitted_is_not_written_any_more(draft, leader):
    row = draft.answers.first()
    returns.submit(draft, by=leader)

    with pytest.raises(ActionError, match="Bảng đã nộp"):
        answers.save_answer(row, figures=[{}], words="x", revision=1, by=leader)
    with pytest.raises(ActionError, match="Bảng đã nộp"):
        answers.save_section(draft.sections.first(), body="x", revision=1, by=leader)


def test_leader_recalls_before_the_deadline_and_not_after(world, draft, leader, stand_at):
    returns.submit(draft, by=leader)
    stand_at(draft.round.due_at)
    returns.recall(again(draft), by=leader)
    assert (again(draft).state, again(draft).first_submitted_at) == (State.DRAFT, None)

    returns.submit(again(draft), by=leader)
    stand_at(draft.round.due_at + timedelta(seconds=1))
    with pytest.raises(ActionError, match="Đã quá hạn nộp"):
        returns.recall(again(draft), by=leader)
    assert "return_recalled" in trail(world.bloc)


def test_recalled_and_handed_in_late_is_late(draft, leader, stand_at):
    returns.submit(draft, by=leader)
    returns.recall(again(draft), by=leader)
    stand_at(draft.round.due_at + timedelta(hours=1))

    returns.submit(again(draft), by=leader)

    assert again(draft).late_days == 1


def test_return_reopens_just_these_criteria(world, draft, leader, stand_at):
    by = world.people["secretary"]
    first, second = draft.answers.all()[:2]
    returns.submit(draft, by=leader)
    time = again(draft).first_submitted_at

    returns.return_with_reasons(
        again(draft), reasons={first.pk: "Thiếu số liệu quý 3."}, report_reason="", by=by
    )

    row = again(draft)
    assert (row.state, row.times_returned) == (State.RETURNED, 1)
    figures = [{"points": "5"}]
    answers.save_answer(first, figures=figures, words="Đủ.", revision=first.revision, by=leader)
    with pytest.raises(ActionError, match="không được trả lại"):
        answers.save_answer(second, figures=figures, words="", revision=1, by=leader)
    with pytest.raises(ActionError, match="không được trả lại"):
        answers.save_section(draft.sections.first(), body="x", revision=1, by=leader)

    stand_at(draft.round.hard_due_at + timedelta(days=3))
    returns.submit(row, by=leader)

    row, first = again(draft), draft.answers.first()
    assert (row.state, row.late_days, row.first_submitted_at) == (State.SUBMITTED, 0, time)
    assert (first.is_reopened, str(first.points)) == (False, "5.00")
    line = AuditEntry.objects.get(action="returned_for_more")
    assert "Thiếu số liệu quý 3." in line.reason


def test_report_is_returned_with_its_own_reason(world, draft, leader):
    returns.submit(draft, by=leader)
    returns.return_with_reasons(
        again(draft), reasons={}, report_reason="Nêu rõ nguyên nhân.", by=world.people["secretary"]
    )

    section = draft.sections.first()
    section.assessment = again(draft)
    answers.save_section(section, body="Rõ hơn.", revision=section.revision, by=leader)

    section.refresh_from_db()
    assert section.body == "Rõ hơn."


def test_return_needs_a_reason_and_answers_of_this_return(world, draft, leader):
    by = world.people["secretary"]
    returns.submit(draft, by=leader)

    with pytest.raises(ActionError, match="Hãy ghi lý do"):
        returns.return_with_reasons(again(draft), reasons={}, report_reason="", by=by)
    foreign = {world.scoring.their_answer.pk: "Của đơn vị khác"}
    with pytest.raises(ActionError, match="không thuộc bảng này"):
        returns.return_with_reasons(again(draft), reasons=foreign, report_reason="", by=by)
    assert again(draft).state == State.SUBMITTED


def test_appraiser_returns_from_the_page(client, world):
    row = world.scoring.handed_in
    client.force_login(world.people["appraiser"])
    answer = row.answers.first()

    done = client.post(
        address(world, "give_back", row),
        {f"answer-{answer.pk}": "Số liệu không khớp minh chứng.", "report_reason": ""},
    )

    assert done.status_code == 302
    answer.refresh_from_db()
    assert (again(row).state, answer.is_reopened) == (State.RETURNED, True)


def test_closed_round_moves_nothing(draft, leader):
    Round.objects.filter(pk=draft.round_id).first().move_to("closed")

    for act in (returns.present, returns.submit, returns.recall):
        with pytest.raises(ActionError, match="đã chốt"):
            act(again(draft), by=leader)


def test_after_self_assessment_a_draft_is_left_behind(draft, leader):
    draft.round.move_to("appraisal_1")

    with pytest.raises(ActionError, match="Đã hết giai đoạn tự đánh giá"):
        returns.submit(again(draft), by=leader)
    with pytest.raises(ActionError, match="Đã hết giai đoạn tự đánh giá"):
        answers.save_answer(draft.answers.first(), figures=[{}], words="", revision=1, by=leader)
