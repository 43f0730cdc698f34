"""Invitations: who is written to and what, answers, letters of authority, the roll call, units that
left."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emulation_bloc.lib.files import NewFile
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings import actions
from meetings.actions.calls import announce_changes, send_invitations
from meetings.actions.invitations import answer_invitation, refresh_units
from meetings.actions.states import open_meeting
from meetings.models import Attendance, Invitation, Meeting
from meetings.queries.invitations import lines_of, totals
from tests.assessments.evidence_files import EXE, PDF
from tests.factories import DAY, MembershipFactory, make_user
from units.models import Mail, Membership, User

Presence = Attendance.Presence


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


@pytest.fixture
def meeting(home) -> Meeting:
    """To be held today, nobody marked, everybody with an address."""
    Meeting.objects.filter(pk=home.meeting.pk).update(date=DAY)
    Attendance.objects.filter(meeting=home.meeting).update(
        presence=Presence.UNKNOWN, name="", title=""
    )
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.pk}@khoi.example")
    return Meeting.objects.get(pk=home.meeting.pk)


def send(home, meeting) -> Invitation:
    """Everybody is asked; the invitation of `units[1]`."""
    send_invitations(meeting, by=home.people["secretary"])
    return Invitation.objects.visible_to(home.people["officer"]).get(unit=home.units[1])


def answer(home, row, kind, values=None, **more):
    values = {"name": "Trần A", "title": "Phó Giám đốc"} if values is None else values
    more.setdefault("revision", row.revision)
    answer_invitation(row, answer=kind, values=values, by=home.people["officer"], **more)


def url_of(home, row) -> str:
    at = home.period_path | {"pk": row.meeting_id, "row": row.pk}
    return reverse("meetings:answer_invitation", kwargs=at)


def test_invitations_reach_leaders_officers_and_guests_once(home, meeting, queued):
    reviewer = home.people["reviewer"]
    values = {"role": "reviewer", "name": "Khách A", "title": "Phó Giám đốc", "user": reviewer}
    actions.add_row(meeting, "guests", values=values, by=None)
    actions.add_row(meeting, "guests", values={"role": "guest", "name": "Khách B"}, by=None)
    actions.share_report(home.report, by=home.people["secretary"], is_shared=False)

    row = send(home, meeting)

    meeting.refresh_from_db()
    home.report.document.refresh_from_db()
    assert (meeting.state, home.report.document.is_shared) == ("invited", True)
    assert meeting.invitations.filter(sent_at__isnull=False).count() == 10
    letters = Mail.objects.filter(kind="invitation", bloc=home.bloc)
    named = {"officer", "leader", "chair", "meeting_secretary", "reviewer"}
    assert {one.user for one in letters} == {home.people[role] for role in named}
    letter = letters.get(user=home.people["officer"])
    assert (letter.duty, letter.url) == (f"invitation:{row.pk}", url_of(home, row))
    assert "08 giờ 00 phút, thứ Hai, ngày 12 tháng 7 năm 2021" in letter.body
    assert "Dự thảo báo cáo của Khối gửi kèm" in letter.body
    assert "08:15  Báo cáo sơ kết" in letter.body
    assert "METHOD:REQUEST" in letter.calendar
    assert "SEQUENCE:0" in letter.calendar

    count = Mail.objects.count()
    with pytest.raises(ActionError, match="đã gửi hết"):
        send_invitations(meeting, by=home.people["secretary"])
    assert Mail.objects.count() == count


def test_changes_are_announced_once_for_each_change(home, meeting):
    by = home.people["secretary"]
    row = send(home, meeting)
    with pytest.raises(ActionError, match="chưa thay đổi"):
        announce_changes(meeting, by=by)

    for number, place in enumerate(("Phòng họp số 2", "Phòng họp số 3"), start=1):
        Meeting.objects.filter(pk=meeting.pk).update(place=place)
        meeting = Meeting.objects.get(pk=meeting.pk)
        announce_changes(meeting, by=by)
        letter = Mail.objects.get(
            kind=f"invitation-change:{number}",
            duty=f"invitation:{row.pk}",
            user=home.people["officer"],
        )
        assert place in letter.body
        assert f"SEQUENCE:{number}" in letter.calendar
        with pytest.raises(ActionError, match="chưa thay đổi"):
            announce_changes(meeting, by=by)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": ""}, "địa điểm"),
        ({"date": date(2021, 7, 9)}, "đã qua"),
        ({"reply_by": date(2021, 7, 30)}, "Hạn trả lời"),
        ({"state": "running"}, "Đang họp"),
    ],
)
def test_invitations_wait_for_the_facts(home, meeting, fields, said):
    Meeting.objects.filter(pk=meeting.pk).update(**fields)

    with pytest.raises(ActionError, match=said):
        send_invitations(Meeting.objects.get(pk=meeting.pk), by=home.people["secretary"])


def test_answer_reaches_the_roll_call_and_leaves_what_was_typed(home, meeting):
    row = send(home, meeting)
    seat = meeting.attendances.get(unit=home.units[1])
    answer(home, row, "yes", {"name": "Trần A", "title": "Giám đốc", "companions": "Lê B, CV"})
    seat.refresh_from_db()
    assert (seat.name, seat.title, seat.companions) == ("Trần A", "Giám đốc", "Lê B, CV")
    assert seat.presence == Presence.UNKNOWN

    Attendance.objects.filter(pk=seat.pk).update(name="Thư ký gõ")
    answer(home, row, "no", {"reason": "Đi công tác", "name": "bỏ"})
    seat.refresh_from_db()
    assert (seat.name, seat.title, seat.companions) == ("Thư ký gõ", "", "")
    assert seat.reason == "Đi công tác"

    Attendance.objects.filter(pk=seat.pk).update(presence=Presence.PRESENT)
    answer(home, row, "yes")
    seat.refresh_from_db()
    assert (seat.name, seat.reason) == ("Thư ký gõ", "Đi công tác")
    counts = totals(lines_of(meeting))
    assert (counts["yes"], counts["none"], counts["people"]) == (1, 8, 1)


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("", {}, "Hãy chọn"),
        ("none", {}, "Hãy chọn"),
        ("yes", {}, "họ và tên"),
        ("no", {}, "lý do"),
        ("stand_in", {"name": "A"}, "chức vụ"),
        ("stand_in", {"name": "A", "title": "B"}, "số, ngày giấy ủy quyền"),
        ("stand_in", {"name": "A", "title": "B", "letter": "12/GUQ"}, "tải lên giấy ủy quyền"),
    ],
)
def test_answer_without_what_it_needs_is_refused(home, meeting, kind, values, said):
    row = send(home, meeting)

    with pytest.raises(ActionError, match=said):
        answer(home, row, kind, values)

    row.refresh_from_db()
    assert row.answer == "none"


def test_stand_in_brings_a_letter_through_the_page(home, meeting, client):
    row = send(home, meeting)
    url = url_of(home, row)
    client.force_login(home.people["officer"])
    typed = {"answer": "stand_in", "name": "Lê B", "title": "Trưởng phòng", "letter": "12/GUQ-S2"}

    page = client.get(url)
    assert 'name="file"' in page.text
    assert client.post(url, typed | {"revision": 1}).status_code == 422
    bad = SimpleUploadedFile("giay.pdf", EXE)
    assert client.post(url, typed | {"revision": 1, "file": bad}).status_code == 422
    good = SimpleUploadedFile("giay.pdf", PDF)
    assert client.post(url, typed | {"revision": 1, "file": good}).status_code == 302

    row.refresh_from_db()
    assert (row.answer, row.answered_by) == ("stand_in", home.people["officer"])
    assert row.attachments.get().unit == home.units[1]
    seat = meeting.attendances.get(unit=home.units[1])
    assert (seat.name, seat.letter) == ("Lê B", "12/GUQ-S2")
    client.force_login(home.people["leader"])
    late = client.post(url, {"answer": "yes", "name": "Giám đốc", "revision": 1})
    assert (late.status_code, "Người khác vừa trả lời" in late.text) == (409, True)
    kept = client.post(url, typed | {"name": "Lê C", "revision": row.revision})
    assert kept.status_code == 302  # the letter that was sent still counts


def test_letter_of_a_refused_answer_is_not_kept(home, meeting):
    row = send(home, meeting)
    upload = NewFile("giay.pdf", "application/pdf", ".pdf", PDF)
    values = {"name": "A", "title": "B", "letter": "12/GUQ"}
    Invitation.objects.filter(pk=row.pk).update(revision=5, name="khác")
    with pytest.raises(StaleRevisionError):
        answer(home, row, "stand_in", values, upload=upload, revision=1)

    assert row.attachments.count() == 0


def test_answers_change_until_the_meeting_opens_and_may_be_late(home, meeting, client):
    Meeting.objects.filter(pk=meeting.pk).update(reply_by=date(2021, 7, 11))
    meeting = Meeting.objects.get(pk=meeting.pk)
    row = send(home, meeting)
    client.force_login(home.people["officer"])
    assert "ghi nhận là trả lời chậm" in client.get(url_of(home, row)).text
    answer(home, row, "yes")
    late = [line.is_late for line in lines_of(meeting) if line.unit_id == home.units[1].pk]
    assert late == [True]

    open_meeting(meeting, by=None)
    row = Invitation.objects.visible_to(home.people["officer"]).get(pk=row.pk)
    with pytest.raises(ActionError, match="đã khai mạc"):
        answer(home, row, "no", {"reason": "Bận"})


def test_guest_from_elsewhere_answers_for_oneself_alone(home, meeting, client):
    stranger = make_user("operator")
    stranger.is_superuser = False
    stranger.save()
    values = {"role": "guest", "name": "Khách xa", "user": stranger}
    actions.add_row(meeting, "guests", values=values, by=None)
    row = send(home, meeting)
    own = meeting.invitations.get(guest__user=stranger)
    client.force_login(stranger)

    assert client.get(url_of(home, row)).status_code == 404
    page = client.get(url_of(home, own))
    assert page.status_code == 200
    assert "stand_in" not in page.text
    typed = {"answer": "yes", "name": "Khách xa", "revision": own.revision}
    assert client.post(url_of(home, own), typed).status_code == 302
    own.refresh_from_db()
    assert own.answer == "yes"


def test_unit_that_left_is_shown_not_marked_and_taken_off_the_list(home, meeting):
    left, noted = home.units[3], home.units[4]
    rows = Membership.objects.filter(bloc=home.bloc, unit__in=[left, noted])
    rows.update(ends=date(2021, 7, 5))
    fresh = MembershipFactory(bloc=home.bloc).unit
    seat = meeting.attendances.get(unit=left)
    values = {"presence": Presence.PRESENT, "name": "A"}
    with pytest.raises(ActionError, match="không còn là thành viên"):
        actions.save_row(seat, values=values, revision=seat.revision, by=None)
    Attendance.objects.filter(meeting=meeting, unit=noted).update(reason="Báo vắng")
    assert [line.unit_id for line in lines_of(meeting) if line.has_left] == [left.pk, noted.pk]
    send(home, meeting)
    assert not meeting.invitations.filter(unit__in=[left, noted]).exists()

    added, removed, kept = refresh_units(meeting, by=home.people["secretary"])

    assert (added, removed, kept) == ([fresh.name], [left.name], [noted.name])
    assert refresh_units(meeting, by=None) == ([], [], [noted.name])


def test_desk_keeps_facts_and_guests(home, meeting, client):
    client.force_login(home.people["secretary"])
    at = home.period_path | {"pk": meeting.pk}
    facts = reverse("meetings:save_facts", kwargs=at | {"part": "invitation"})
    typed = {"reply_by": "10/07/2021", "contact": "Bà A", "invitation_note": "", "revision": 1}
    assert client.post(facts, typed).status_code == 302
    add = reverse("meetings:add_guest", kwargs=at)
    guest = {"role": "reviewer", "name": "Khách A", "title": "PGĐ", "organisation": "Sở Nội vụ"}
    assert client.post(add, guest | {"account": "khong.co"}).status_code == 422
    username = home.people["reviewer"].username
    assert client.post(add, guest | {"account": username}).status_code == 302

    page = client.get(reverse("meetings:invitations", kwargs=at)).text
    assert "đồng chí Khách A, PGĐ, Sở Nội vụ" in page
    assert (meeting.guests.get(name="Khách A").user, meeting.guests.count()) == (
        home.people["reviewer"],
        3,
    )
    send = reverse("meetings:send_invitations", kwargs=at)
    assert "Đã gửi giấy mời đến 10" in client.post(send, follow=True).text
    detail = reverse("meetings:detail", kwargs=at)
    client.force_login(home.people["officer"])
    assert "Trả lời giấy mời" in client.get(detail).text
