"""The desk in the room: its buttons answer a script in JSON and a plain form with a page; of two
people at one desk each sees the other's rows, and nobody overwrites anything."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Round
from meetings import actions
from meetings.models import Conclusion, Contribution, Meeting, Presence, ScoreChange
from tests.worlds import World

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def home(shared_worlds, db) -> World:
    """The world that is built once; what a test writes is rolled back."""
    return shared_worlds[0]


def signed_in(home: World, role: str) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(home.people[role])
    return client


@pytest.fixture
def desk(home) -> Client:
    """The secretary's browser."""
    return signed_in(home, "secretary")


def address(meeting: Meeting, name: str, *more) -> str:
    """A route of a meeting."""
    period = meeting.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, meeting.pk]
    return reverse(f"meetings:{name}", args=[*at, *more])


def poll(client: Client, meeting: Meeting, revision: int):
    """What the page asks every second."""
    return client.get(f"{address(meeting, 'live', 'desk')}?rev={revision}", **JSON)


def test_contribution_of_one_secretary_reaches_the_other_once(home, desk):
    other = signed_in(home, "chair")
    meeting = Meeting.objects.get(pk=home.meeting.pk)
    before = meeting.live_revision
    assert poll(other, meeting, before).status_code == 204
    typed = {"gist": "Nêu cách <b>làm</b>.", "unit": home.units[3].pk, "client_key": "a" * 32}
    url = address(meeting, "add_row", "contributions")

    answers = [desk.post(url, typed, **JSON) for _turn in range(2)]

    row = Contribution.objects.get(meeting=meeting, client_key="a" * 32)
    assert [answer.json() for answer in answers] == [{"at": f"contributions-{row.pk}"}] * 2
    told = poll(other, meeting, before).json()
    assert told["revision"] == before + 1
    pieces = told["fragments"]
    assert "Nêu cách &lt;b&gt;làm&lt;/b&gt;." in pieces["room-contributions"]
    assert "Nêu cách &lt;b&gt;làm&lt;/b&gt;." in pieces["preview"]
    stamps = json.loads(pieces["room-rows"].replace("&quot;", '"'))
    assert stamps["rows"]["contributions"][-1] == [row.pk, 1]
    rows = other.get(address(meeting, "part_rows", "contributions")).content.decode()
    assert f'id="contributions-{row.pk}"' in rows


def test_refused_contribution_says_so_at_its_field(home, desk):
    url = address(home.meeting, "add_row", "contributions")

    answer = desk.post(url, {"gist": "", "client_key": "b" * 32}, **JSON)
    too_long = desk.post(url, {"gist": "x", "client_key": "b" * 41})

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"gist"}
    assert too_long.status_code == 422


def test_row_that_another_deleted_is_gone_and_one_changed_shows_both_texts(home, desk):
    other = signed_in(home, "chair")
    gone, kept = (
        actions.add_row(home.meeting, "contributions", values={"gist": text}, by=None)
        for text in ("Một", "Hai")
    )

    deleted = other.post(address(home.meeting, "delete_row", "contributions", gone.pk), **JSON)
    other.post(
        address(home.meeting, "save_row", "contributions", kept.pk),
        {"gist": "Hai của họ", "revision": 1},
        **JSON,
    )
    mine = {"gist": "Của tôi", "revision": 1}
    late = desk.post(address(home.meeting, "save_row", "contributions", gone.pk), mine, **JSON)
    stale = desk.post(address(home.meeting, "save_row", "contributions", kept.pk), mine, **JSON)

    assert deleted.json() == {"at": "discussion"}
    assert late.status_code == 404
    assert (stale.status_code, stale.json()["theirs"]) == (409, {"gist": "Hai của họ"})


def test_press_answers_a_script_and_a_plain_form(home, desk):
    row = home.meeting.attendances.first()
    url = address(home.meeting, "mark_presence", row.pk)

    done = desk.post(url, {"presence": "absent"}, **JSON)
    refused = desk.post(url, {"presence": "stand_in"}, **JSON)
    plain = desk.post(url, {"presence": "stand_in"}, follow=True)

    assert done.json() == {"at": "room-attendance"}
    assert (refused.status_code, "giấy ủy quyền" in refused.json()["message"]) == (422, True)
    assert "Hãy ghi số, ngày giấy ủy quyền của người dự thay." in plain.content.decode()
    row.refresh_from_db()
    assert row.presence == "absent"


def test_conclusion_of_a_contribution_leads_to_its_form(home, desk):
    said = home.meeting.contributions.first()
    url = address(home.meeting, "conclude", said.pk)

    answer = desk.post(url, **JSON)
    again = desk.post(url, **JSON)

    made = Conclusion.objects.get(meeting=home.meeting, kind="decision")
    assert answer.json() == {"at": f"decisions-{made.pk}"}
    assert again.status_code == 422


def test_who_has_the_floor_stands_in_the_quick_form(home, desk):
    values = {"unit": home.units[4], "name": "Lê Văn Mẫu"}
    speaker = actions.add_row(home.meeting, "speakers", values=values, by=None)
    desk.post(address(home.meeting, "call_speaker", speaker.pk))

    page = desk.get(address(home.meeting, "desk")).content.decode()

    quick = page.split('id="room-quick"')[1].split("</form>")[0]
    assert 'value="Lê Văn Mẫu"' in quick
    assert f'<option value="{home.units[4].pk}" selected>' in quick


def test_conclusion_tells_who_carries_it_out_until_when(home, desk):
    url = address(home.meeting, "add_row", "decisions")
    first, second = home.units[0].pk, home.units[1].pk
    typed = {
        "title": "Việc",
        "area": "other",
        "due": "30/9/2021",
        "measure": "Báo cáo",
        "weight": "3",
    }

    done = desk.post(url, typed | {"lead_units": [first], "partner_units": [second]}, **JSON)
    early = desk.post(url, typed | {"due": "01/7/2021"}, **JSON)
    both = desk.post(url, typed | {"lead_units": [first], "partner_units": [first]}, **JSON)

    row = Conclusion.objects.get(meeting=home.meeting, kind="decision")
    assert (done.status_code, row.measure, row.weight) == (200, "Báo cáo", 3)
    assert list(row.partner_units.all()) == [home.units[1]]
    assert "trước ngày họp" in early.json()["message"]
    assert set(both.json()["errors"]) == {"partner_units"}


def test_partner_units_of_a_stale_tab_are_refused(home, desk):
    row = home.meeting.conclusions.filter(kind="direction").first()
    url = address(home.meeting, "save_row", "directions", row.pk)
    typed = {"revision": row.revision, "title": row.title, "area": row.area, "weight": "1"}

    done = desk.post(url, typed | {"partner_units": [home.units[0].pk]}, **JSON)
    stale = desk.post(url, typed | {"partner_units": [home.units[1].pk]}, **JSON)

    assert (done.status_code, stale.status_code) == (200, 409)
    assert list(row.partner_units.all()) == [home.units[0]]


def test_place_is_told_and_prolongs_no_session(home, desk):
    url = address(home.meeting, "presence")
    signed_in(home, "chair").post(url, {"place": "part-context"})

    answer = desk.post(url, {"place": "part-results"})
    wrong = desk.post(url, {"place": "<script>"})

    assert answer.json() == {
        "others": [{"name": home.people["chair"].full_name, "place": "part-context"}]
    }
    assert "sessionid" not in answer.cookies
    assert wrong.status_code == 422
    assert Presence.objects.filter(meeting=home.meeting).count() == 2


def test_score_section_is_there_where_the_period_is_scored_and_says_when(home, desk):
    meeting = actions.plan_meeting(home.year, by=None)
    unscored = desk.get(address(home.meeting, "desk")).content.decode()
    early = desk.get(address(meeting, "desk")).content.decode()
    Round.objects.filter(pk=home.scoring.round.pk).update(state=Round.State.AGREEMENT)
    page = desk.get(address(meeting, "desk")).content.decode()

    assert 'id="changes"' not in unscored
    assert "Chỉ điều chỉnh điểm ở bước Thống nhất tại hội nghị" in early
    assert 'id="add-changes"' not in early
    assert 'id="add-changes"' in page


def test_score_change_is_typed_with_a_comma_and_refused_for_the_own_unit(home, desk):
    meeting = actions.plan_meeting(home.year, by=None)
    Round.objects.filter(pk=home.scoring.round.pk).update(state=Round.State.AGREEMENT)
    home.scoring.handed_in.sheets.first().scores.model.objects.all().delete()
    url = address(meeting, "add_row", "changes")
    typed = {
        "unit": home.scoring.handed_in.unit_id,
        "criterion": home.scoring.leaves[0].pk,
        "points": "9,5",
        "hands_for": "7",
        "reason": "Bổ sung minh chứng",
    }

    wrong = desk.post(url, typed | {"points": "9,555"}, **JSON)
    done = desk.post(url, typed, **JSON)
    own = desk.post(url, typed | {"unit": home.units[0].pk}, **JSON)

    row = ScoreChange.objects.get()
    assert set(wrong.json()["errors"]) == {"points"}
    assert done.json() == {"at": f"changes-{row.pk}"}
    assert own.status_code == 422
    saved = {"revision": 1, "points": "9", "hands_for": "6", "reason": "Thống nhất lại"}
    assert (
        desk.post(address(meeting, "save_row", "changes", row.pk), saved, **JSON).status_code == 200
    )
    page = desk.get(address(meeting, "desk")).content.decode()
    assert f"tiêu chí {home.scoring.leaves[0].code}, từ 8" in page


@pytest.mark.parametrize("part", ["references", "khong-co"])
def test_part_that_is_none_does_not_exist(home, desk, part):
    assert desk.get(address(home.meeting, "part_rows", part)).status_code == 404


def test_part_of_the_meeting_comes_as_its_form(home, desk):
    page = desk.get(address(home.meeting, "part_rows", "context")).content.decode()

    assert page.count("<form") == 1
    assert f'name="revision" value="{home.meeting.context_revision}"' in page
