"""The desk answers its own module in JSON and a plain form with a page; nothing typed is lost."""

import unicodedata

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Attendance, Conclusion, Guest
from tests.factories import make_user
from units.models import Unit

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}
EVIL = '<script>alert("x")</script> & <b>đậm</b>'


@pytest.fixture
def desk(client, world):
    """The secretary at the desk of a meeting whose minutes are a draft."""
    client.force_login(world.people["secretary"])
    return client


def address(world, name: str, *more) -> str:
    """A route of the world's meeting."""
    period = world.period
    at = [world.province.slug, world.bloc.slug, period.slug, world.meeting.pk]
    return reverse(f"meetings:{name}", args=[*at, *more])


def test_save_answers_revision_and_time(desk, world):
    url = address(world, "save_part", "context")
    before = world.meeting.context_revision

    answer = desk.post(url, {"revision": before, "context": "Dịch bệnh."}, **JSON)

    assert answer.status_code == 200
    assert answer.json()["revision"] == before + 1
    assert set(answer.json()) == {"revision", "saved_at"}
    world.meeting.refresh_from_db()
    assert world.meeting.context == "Dịch bệnh."


def test_stale_save_shows_both_texts_and_keeps_the_stored_one(desk, world):
    url = address(world, "save_part", "context")
    start = world.meeting.context_revision
    desk.post(url, {"revision": start, "context": "Của người khác."}, **JSON)

    answer = desk.post(url, {"revision": start, "context": "Của tôi."}, **JSON)
    plain = desk.post(url, {"revision": start, "context": "Của tôi."})

    assert answer.status_code == 409
    assert answer.json()["theirs"] == {"context": "Của người khác."}
    assert answer.json()["revision"] == start + 1
    assert plain.status_code == 409
    assert "Của người khác." in plain.content.decode()
    assert "Của tôi." in plain.content.decode()
    world.meeting.refresh_from_db()
    assert world.meeting.context == "Của người khác."


def test_same_save_sent_twice_is_one_save(desk, world):
    url = address(world, "save_part", "context")
    start = world.meeting.context_revision
    typed = {"revision": start, "context": "Gửi lại sau khi mất câu trả lời."}

    first, second = desk.post(url, typed, **JSON), desk.post(url, typed, **JSON)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["revision"] == second.json()["revision"]


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        ("general", {"title": "", "date": "09/7/2021"}, "title"),
        ("general", {"title": "x" * 301}, "title"),
        ("general", {"title": "Hội nghị", "date": "31/6/2021"}, "date"),
        ("general", {"title": "Hội nghị", "starts_at": "25:00"}, "starts_at"),
        ("general", {"title": "Hội\x00nghị"}, "title"),
        ("context", {"context": "x" * 20001}, "context"),
        ("closing", {"copies": "0"}, "copies"),
    ],
)
def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_lost(desk, world, part, typed, field):
    url = address(world, "save_part", part)

    answer = desk.post(url, {"revision": 1} | typed, **JSON)
    plain = desk.post(url, {"revision": 1} | typed)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {field}
    assert plain.status_code == 422
    shown = typed[field].replace("\x00", "")
    assert shown[:200] in plain.content.decode().replace("\x00", "")


def test_date_outside_the_windows_and_end_before_start_are_refused(desk, world):
    revision = world.meeting.revision
    general = {"revision": revision, "title": world.meeting.title}
    early = desk.post(
        address(world, "save_part", "general"), general | {"date": "01/6/2021"}, **JSON
    )
    closing = {"revision": world.meeting.closing_revision, "copies": "3", "ends_at": "00:01"}
    backwards = desk.post(address(world, "save_part", "closing"), closing, **JSON)

    assert early.status_code == backwards.status_code == 422
    assert "Ngày họp phải trong khoảng" in early.json()["message"]
    assert "sau giờ bắt đầu" in backwards.json()["message"]


def test_text_is_stored_composed_and_shown_as_text(desk, world):
    typed = unicodedata.normalize("NFD", f"Kết quả {EVIL}")
    revision = world.meeting.results_revision

    desk.post(
        address(world, "save_part", "results"), {"revision": revision, "results": typed}, **JSON
    )

    world.meeting.refresh_from_db()
    assert world.meeting.results == f"Kết quả {EVIL}"
    for name in ("desk", "preview"):
        page = desk.get(address(world, name)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_lapsed_session_is_told_to_sign_in_and_nothing_is_written(world):
    url = address(world, "save_part", "context")

    answer = Client().post(
        url, {"revision": 1, "context": "Đang gõ dở."}, HTTP_X_PAGE="/a/?b=1", **JSON
    )

    assert answer.status_code == 401
    assert answer.json()["login"] == "/dang-nhap/?next=/a/%3Fb%3D1"
    world.meeting.refresh_from_db()
    assert world.meeting.context != "Đang gõ dở."


def test_forged_unit_and_account_of_another_bloc_are_refused(desk, world, far):
    stranger = Unit.objects.get(pk=far.units[0].pk)
    guest = {"role": "guest", "name": "Ai đó", "unit": stranger.pk}
    account = {"role": "chair", "name": "Ai đó", "user": far.people["leader"].pk}
    before = Guest.objects.filter(meeting=world.meeting).count()

    answers = [desk.post(address(world, "add_row", "guests"), one) for one in (guest, account)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert Guest.objects.filter(meeting=world.meeting).count() == before
    assert "Lựa chọn không thuộc Khối" in answers[0].content.decode()


def test_row_of_another_meeting_does_not_exist(desk, world, far):
    row = Attendance.objects.filter(meeting=far.meeting).first()

    answer = desk.post(address(world, "save_row", "attendance", row.pk), {"revision": 1}, **JSON)

    assert answer.status_code == 404


def test_one_person_in_two_units_is_refused_by_name(desk, world):
    first, second = Attendance.objects.filter(meeting=world.meeting)[:2]
    typed = {"presence": "present", "name": "Nguyễn Văn Trùng", "title": "Phó Giám đốc"}
    desk.post(
        address(world, "save_row", "attendance", first.pk),
        typed | {"revision": first.revision},
        **JSON,
    )

    answer = desk.post(
        address(world, "save_row", "attendance", second.pk),
        typed | {"revision": second.revision},
        **JSON,
    )

    assert answer.status_code == 422
    assert "Nguyễn Văn Trùng" in answer.json()["message"]


def test_added_row_stands_at_the_end_and_a_refused_one_keeps_its_words(desk, world):
    url = address(world, "add_row", "directions")
    good = {"title": "Phương hướng mới", "detail": "", "area": "movement"}

    done = desk.post(url, good)
    refused = desk.post(url, good | {"title": "", "detail": "Diễn giải đã gõ"})

    assert done.status_code == 302
    assert "#directions-" in done["Location"]
    assert refused.status_code == 422
    assert "Diễn giải đã gõ" in refused.content.decode()


def test_submitted_minutes_are_typed_by_the_chair_alone(world):
    from meetings import actions

    actions.submit_minutes(world.minutes, by=world.people["meeting_secretary"])
    url = address(world, "save_part", "context")
    typed = {"revision": world.meeting.context_revision, "context": "Chủ tọa sửa."}
    answers = {}
    for role in ("secretary", "chair"):
        person = Client()
        person.force_login(world.people[role])
        answers[role] = person.post(url, typed, **JSON).status_code

    assert answers == {"secretary": 422, "chair": 200}


def test_desk_of_somebody_elses_bloc_does_not_exist(client, world):
    client.force_login(make_user())

    assert client.get(address(world, "desk")).status_code == 404
    assert client.post(address(world, "save_part", "context"), {"revision": 1}).status_code == 404


def test_lead_units_of_a_stale_tab_are_refused(desk, world):
    row = Conclusion.objects.filter(meeting=world.meeting, kind="direction").first()
    url = address(world, "save_row", "directions", row.pk)
    typed = {"revision": row.revision, "title": row.title, "detail": row.detail, "area": row.area}
    first, second = world.units[0].pk, world.units[1].pk

    done = desk.post(url, typed | {"lead_units": [first]}, **JSON)
    stale = desk.post(url, typed | {"lead_units": [second]}, **JSON)

    assert (done.status_code, stale.status_code) == (200, 409)
    assert list(row.lead_units.values_list("pk", flat=True)) == [first]
