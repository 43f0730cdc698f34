"""Units confirm the draft minutes where the bloc's rules say so."""

from datetime import time, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings import actions, queries
from meetings.actions.confirmation import (
    answer_remark,
    close_confirmation,
    confirm,
    open_confirmation,
    remark,
)
from meetings.models import Attendance, MinutesRemark, MinutesVersion, UnitConfirmation
from meetings.queries.comparing import plain_lines
from meetings.queries.confirmation import window_of
from tests.factories import DAY, make_user, trail
from tests.meetings.adopting import again, in_window, set_rules, type_part
from tests.worlds import World
from units.models import Mail, User


@pytest.fixture
def world(shared_worlds, db) -> World:
    """The world that is built once for this module; each test's own writes are rolled back."""
    return shared_worlds[0]


def after(stand_on, days: int = 4) -> None:
    stand_on(DAY + timedelta(days=days))


def text_of(world: World) -> str:
    return "\n".join(plain_lines(queries.minutes_words(again(world.minutes))))


def answers(world: World) -> list[tuple[str, bool]]:
    rows = UnitConfirmation.objects.filter(minutes=world.minutes)
    return list(rows.values_list("answer", "is_by_silence"))


def said(world: World, paragraph: int = 0, text: str = "Sai giờ họp", role: str = "officer"):
    by = world.people[role]
    return remark(again(world.minutes), unit=world.units[1], paragraph=paragraph, text=text, by=by)


def agree(world: World, role: str = "leader", place: int = 1) -> None:
    confirm(again(world.minutes), unit=world.units[place], by=world.people[role])


def submit(world: World) -> None:
    actions.submit_minutes(again(world.minutes), by=world.people["meeting_secretary"])


def test_opening_freezes_the_words_asks_who_attended_and_writes_to_leaders(world, queued):
    leader = world.people["leader"]
    User.objects.filter(pk=leader.pk).update(email="lanhdao@example.vn")
    row = world.meeting.attendances.order_by("position").last()
    Attendance.objects.filter(pk=row.pk).update(presence="absent", name="")
    minutes = in_window(world)
    frozen = again(minutes).confirm_words

    type_part(world, "discussion", discussion="Sửa trong lúc lấy ý kiến.")

    stored = again(minutes)
    assert stored.confirm_words == frozen
    assert f"{clock.local_time(stored.confirm_until):%d/%m %H:%M:%S}" == "15/07 23:59:59"
    assert stored.document.is_shared is True
    assert len(answers(world)) == 8
    assert list(MinutesVersion.objects.values_list("name", flat=True)) == ["Gửi lấy xác nhận"]
    letter = Mail.objects.get(duty=f"minutes:{minutes.pk}")
    assert letter.user == leader
    assert "23:59 ngày 15/07/2021" in letter.body
    assert letter.url.endswith(f"/bien-ban/{minutes.pk}/xac-nhan/")


def test_opening_is_refused_without_the_rule_twice_and_with_gaps(world):
    by = world.people["meeting_secretary"]
    with pytest.raises(ActionError, match="không có bước"):
        open_confirmation(again(world.minutes), by=by)
    set_rules(world, confirms_minutes=True)
    with pytest.raises(ActionError, match="Hãy gửi dự thảo lấy xác nhận"):
        submit(world)
    type_part(world, "closing", ends_at=None)
    with pytest.raises(ActionError, match="giờ kết thúc"):
        open_confirmation(again(world.minutes), by=by)
    assert again(world.minutes).confirm_from is None

    type_part(world, "closing", ends_at=time(11))
    open_confirmation(again(world.minutes), by=by)

    with pytest.raises(ActionError, match="Đang lấy xác nhận"):
        open_confirmation(again(world.minutes), by=by)


def test_submission_waits_for_the_window_and_for_answers_to_remarks(world, stand_on):
    in_window(world)
    row = said(world)
    with pytest.raises(ActionError, match="Đang lấy xác nhận của các đơn vị đến 23:59 15/07/2021"):
        submit(world)
    after(stand_on)
    with pytest.raises(ActionError, match="Còn 1 ý kiến"):
        submit(world)

    answer_remark(row, text=" Đã sửa. ", by=world.people["secretary"])
    submit(world)

    stored = again(world.minutes)
    assert stored.document.state == "submitted"
    assert stored.document.is_shared is False
    assert window_of(stored) == "closed"
    steps = [step for step in trail(world.bloc) if step != "meeting_closed"]
    assert steps[-5:] == [
        "minutes_remarked", "remark_answered", "unshared", "confirmation_closed", "submitted",
    ]  # fmt: skip
    with pytest.raises(ActionError, match="không trả lời thêm"):
        answer_remark(row, text="Muộn", by=world.people["secretary"])


@pytest.mark.parametrize("silence", ["agrees", "open"])
def test_silence_counts_as_the_rule_says_and_the_minutes_say_so(world, stand_on, silence):
    in_window(world)
    set_rules(world, confirms_minutes=True, silence=silence)
    agree(world)
    said_by_chair = remark(
        again(world.minutes), unit=world.units[-1], paragraph=3, text="Thiếu tên",
        by=world.people["chair"],
    )  # fmt: skip
    answer_remark(said_by_chair, text="Đã bổ sung", by=world.people["secretary"])
    assert "Dự thảo biên bản được gửi" not in text_of(world)
    after(stand_on)
    computed = text_of(world)

    for _turn in range(2):
        close_confirmation(again(world.minutes), by=world.people["meeting_secretary"])

    told = text_of(world)
    assert told == computed
    assert trail(world.bloc).count("confirmation_closed") == 1
    assert f"01 đơn vị có ý kiến: {world.units[-1].name}" in told
    assert "được gửi 09 đơn vị dự họp xác nhận từ ngày 12 tháng 7 năm 2021" in told
    if silence == "agrees":
        assert "08 đơn vị thống nhất (trong đó 07 đơn vị không trả lời" in told
        assert answers(world).count(("agreed", True)) == 7
    else:
        assert "01 đơn vị thống nhất; " in told
        assert f"07 đơn vị chưa trả lời: {world.units[0].name}" in told
        assert answers(world).count(("none", False)) == 7
    assert "thông qua tại hội nghị" not in told


def test_window_is_closed_by_hand_only_when_all_have_answered_and_are_answered(world):
    for row in world.meeting.attendances.order_by("position")[2:]:
        Attendance.objects.filter(pk=row.pk).update(presence="absent", name="")
    set_rules(world, confirms_minutes=True, quorum="1/9")
    open_confirmation(again(world.minutes), by=world.people["meeting_secretary"])
    by = world.people["meeting_secretary"]
    with pytest.raises(ActionError, match="Chưa kết thúc được"):
        close_confirmation(again(world.minutes), by=by)
    row = said(world)
    confirm(again(world.minutes), unit=world.units[0], by=world.people["head"])
    with pytest.raises(ActionError, match="Chưa kết thúc được"):
        close_confirmation(again(world.minutes), by=by)

    answer_remark(row, text="Tiếp thu", by=by)
    close_confirmation(again(world.minutes), by=by)

    assert sorted(answers(world)) == [("agreed", False), ("remarked", False)]
    with pytest.raises(ActionError, match="đã kết thúc"):
        agree(world)
    with pytest.raises(ActionError, match="đã kết thúc"):
        said(world, text="Muộn")


def test_remarks_quote_the_shown_paragraph_and_are_refused_out_of_place(world):
    in_window(world)

    first, twin = said(world), said(world, text="  Sai giờ  họp ")

    assert first == twin
    assert first.quote == "Thời gian bắt đầu: 08 giờ 00 phút, ngày 09 tháng 7 năm 2021."
    for paragraph, text, why in ((0, "  ", "Hãy ghi"), (500, "x", "Không tìm thấy")):
        with pytest.raises(ActionError, match=why):
            said(world, paragraph, text)
    agree(world)
    with pytest.raises(ActionError, match="đã xác nhận thống nhất"):
        said(world, text="Cán bộ góp ý sau")
    said(world, text="Lãnh đạo nghĩ lại", role="leader")
    assert ("remarked", False) in answers(world)
    UnitConfirmation.objects.filter(minutes=world.minutes, unit=world.units[1]).delete()
    with pytest.raises(ActionError, match="không dự họp"):
        agree(world)


def test_words_changed_after_confirmation_are_told_to_the_chair_and_asked_anew(world, stand_on):
    in_window(world)
    after(stand_on)
    close_confirmation(again(world.minutes), by=world.people["meeting_secretary"])
    assert "chỉnh lý" not in text_of(world)

    type_part(world, "discussion", discussion="Thảo luận khác hẳn.")

    assert "biên bản được chỉnh lý ở 01 đoạn so với bản đã gửi" in text_of(world)
    submit(world)
    chair = Client()
    chair.force_login(world.people["chair"])
    at = [world.province.slug, world.bloc.slug, world.period.slug, world.minutes.pk]
    page = chair.get(reverse("meetings:minutes", args=at)).content.decode()
    assert "So sánh với bản đã gửi" in page
    actions.return_minutes(again(world.minutes), by=world.people["chair"], reason="Lấy lại")
    open_confirmation(again(world.minutes), by=world.people["meeting_secretary"])
    assert window_of(again(world.minutes)) == "open"
    assert set(answers(world)) == {("none", False)}


def page_of(world: World, role: str, name: str = "confirm_minutes", data=None, more=()):
    client = Client()
    client.force_login(world.people[role])
    at = [world.province.slug, world.bloc.slug, world.period.slug, world.minutes.pk, *more]
    url = reverse(f"meetings:{name}", args=at)
    return client.post(url, data) if data is not None else client.get(url)


def test_members_see_the_draft_only_in_the_window(world, stand_on):
    assert page_of(world, "officer").status_code == 404
    in_window(world)
    long = "x" * 4001

    shown = page_of(world, "officer").content.decode()
    refused = page_of(world, "officer", "remark_minutes", {"paragraph": "0", "text": long})
    sent = page_of(world, "officer", "remark_minutes", {"paragraph": "0", "text": "Sai giờ"})
    agreed = page_of(world, "leader", "agree_minutes", {})
    row = MinutesRemark.objects.get()
    empty = page_of(world, "secretary", "answer_remark", {"text": ""}, [row.pk])
    told = page_of(world, "secretary", "answer_remark", {"text": "Đã sửa giờ"}, [row.pk])
    read = page_of(world, "leader").content.decode()

    assert "Góp ý đoạn này" in shown
    assert (refused.status_code, empty.status_code) == (422, 422)
    assert long in refused.content.decode()
    assert (sent.status_code, agreed.status_code, told.status_code) == (302, 302, 302)
    assert "Đã sửa giờ" in read
    assert "đã thống nhất" in read
    after(stand_on)
    assert page_of(world, "officer").status_code == 404
    assert page_of(world, "secretary").status_code == 200
    close_confirmation(again(world.minutes), by=world.people["meeting_secretary"])
    assert (
        not Document.objects.visible_to(User.objects.get(pk=world.people["officer"].pk))
        .filter(minutes=world.minutes)
        .exists()
    )


# Who is told


def test_approval_tells_members_and_reviewer_once_and_skips_who_has_no_address(world):
    told = ("leader", "officer", "reviewer", "chair")
    for role in told:
        User.objects.filter(pk=world.people[role].pk).update(email=f"{role}@example.vn")
    outsider = make_user("leader", email="xa@example.vn")
    minutes = again(world.minutes)
    actions.submit_minutes(minutes, by=world.people["meeting_secretary"])
    seen = queries.words_digest(queries.minutes_words(minutes))

    actions.approve_minutes(minutes, by=world.people["chair"], seen=seen)

    duty = f"document:{minutes.document_id}"
    letters = Mail.objects.filter(duty=duty, kind="approved")
    assert {row.address for row in letters} == {f"{role}@example.vn" for role in told}
    assert outsider.email not in {row.address for row in letters}
    assert "01/BB-KTĐ" in letters[0].subject
    actions.submit_report(world.report, by=world.people["secretary"])
    head = world.people["head"]
    words = queries.words_digest(queries.report_words(world.report, by=head))
    actions.approve_report(world.report, by=head, seen=words)
    assert Mail.objects.filter(kind="approved").count() == 2 * len(told)


# The state table of minutes: state × action × role

STATES = ("draft", "confirming", "over", "submitted", "approved", "dropped")
DOORS = {
    "submit": ("submit_minutes", {}),
    "approve": ("approve_minutes", {"seen": ""}),
    "return": ("return_minutes", {"reason": "Sửa"}),
    "open": ("open_confirmation", {}),
    "close": ("close_confirmation", {}),
    "agree": ("agree_minutes", {}),
    "remark": ("remark_minutes", {"paragraph": "0", "text": "Sai"}),
    "version": ("versions", {"name": "Bản"}),
}
WHO = {
    "submit": "meeting_secretary",
    "approve": "chair",
    "return": "chair",
    "open": "meeting_secretary",
    "close": "meeting_secretary",
    "agree": "leader chair",
    "remark": "leader officer chair meeting_secretary",
    "version": "secretary head chair meeting_secretary",
}
WHEN = {
    "submit": "over",
    "approve": "submitted",
    "return": "submitted",
    "open": "draft over",
    "close": "over",
    "agree": "confirming",
    "remark": "confirming",
    "version": "draft confirming over submitted",
}
ROLES = (
    "officer", "leader", "secretary", "head", "chair", "meeting_secretary", "reviewer", "observer",
)  # fmt: skip


def bring_to(world: World, state: str, stand_on) -> None:
    set_rules(world, confirms_minutes=True)
    if state in {"confirming", "over"}:
        in_window(world)
    if state == "over":
        after(stand_on)
    if state in {"submitted", "approved", "dropped"}:
        Document.objects.filter(pk=world.minutes.document_id).update(
            state=state, snapshot={"form": "minutes", "blocks": []}, audience="province"
        )


def traces(world: World) -> tuple:
    """What an act may leave behind."""
    stored = again(world.minutes)
    return (
        stored.document.state,
        stored.confirm_from,
        stored.confirm_closed_at,
        tuple(answers(world)),
        MinutesRemark.objects.count(),
        MinutesVersion.objects.count(),
    )


@pytest.mark.parametrize("state", STATES)
def test_every_act_in_every_state_by_every_role(world, stand_on, state):
    bring_to(world, state, stand_on)
    at = [world.province.slug, world.bloc.slug, world.period.slug, world.minutes.pk]
    seen = queries.words_digest(queries.minutes_words(again(world.minutes)))
    before = traces(world)
    clients = {role: Client() for role in ROLES}
    for role, client in clients.items():
        client.force_login(world.people[role])
    wrong = []

    for act, (name, given) in DOORS.items():
        data = given | ({"seen": seen} if act == "approve" else {})
        for role, client in clients.items():
            with transaction.atomic():
                client.post(reverse(f"meetings:{name}", args=at), data)
                is_done = traces(world) != before
                transaction.set_rollback(True)
            is_due = role in WHO[act].split() and state in WHEN[act].split()
            if is_done != is_due:
                wrong.append((act, role, is_done))

    assert wrong == []
