"""In the room: the clock of the agenda, turns, one press of the list, what becomes of what was
said, scores that the meeting changed."""

from datetime import date, time
from decimal import Decimal

import pytest

from assessments.models import Round, Score, ScoreSheet, Stage
from emulation_bloc.lib import clock
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings import actions
from meetings.actions import room, states
from meetings.models import (
    AgendaItem,
    Attendance,
    ExemplaryModel,
    Meeting,
    Presence,
    ScoreChange,
    Speaker,
)
from meetings.queries.desk import room_rows
from meetings.queries.room import agenda_steps, light_of, next_step, row_stamps
from tests.factories import trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(shared_worlds, db):
    """The world that is built once; what a test writes is rolled back."""
    return shared_worlds[0]


@pytest.fixture
def meeting(home) -> Meeting:
    """Its half-year review, as it is stored."""
    return Meeting.objects.get(pk=home.meeting.pk)


def said(meeting: Meeting, **values):
    return actions.add_row(meeting, "contributions", values=values, by=None)


# The clock


def test_going_through_the_agenda_stops_one_item_and_starts_the_next(meeting):
    first, second, third = meeting.agendaitems.all()[:3]

    room.start_item(second, by=None)
    room.start_item(second, by=None)
    room.start_item(third, by=None)

    first, second, third = meeting.agendaitems.all()[:3]
    meeting.refresh_from_db()
    assert (meeting.state, meeting.current_item_id) == ("running", third.pk)
    assert None not in (first.ended_at, second.ended_at, third.started_at)
    assert third.ended_at is None
    room.end_item(third, by=None)
    room.end_item(third, by=None)
    meeting.refresh_from_db()
    assert meeting.current_item is None
    assert trail(meeting.bloc).count("meeting_opened") == 1


@pytest.mark.parametrize(
    ("state", "sentence"), [("ended", "không đang họp"), ("cancelled", "đã hủy")]
)
@pytest.mark.parametrize("act", [room.start_item, room.end_item])
def test_clock_stands_when_the_meeting_is_over(meeting, state, sentence, act):
    Meeting.objects.filter(pk=meeting.pk).update(state=state)

    with pytest.raises(ActionError, match=sentence):
        act(meeting.agendaitems.first(), by=None)


def test_steps_tell_what_took_how_long_and_when_the_rest_is_due(meeting):
    items = list(meeting.agendaitems.all())
    meeting.starts_at, meeting.current_item = time(8), items[1]
    now = clock.now().replace(hour=9, minute=0, second=0, microsecond=0)
    items[0].minutes, items[0].started_at = 10, now.replace(hour=8)
    items[0].ended_at = now.replace(hour=8, minute=12)
    items[1].minutes, items[1].started_at = 30, now.replace(hour=8, minute=12)
    items[3].planned_at = time(10)

    steps = agenda_steps(meeting, items, now)

    assert [step.state for step in steps] == ["done", "now", "next", "next", "next", "next"]
    assert (steps[0].starts, steps[0].ends) == (time(8), time(8, 12))
    assert (steps[1].planned, steps[1].elapsed, steps[1].over) == (time(8, 10), 48, 18)
    assert [step.planned for step in steps[2:4]] == [time(8, 40), time(10)]
    assert next_step(steps) == steps[2]
    assert next_step(steps[:2]) is None


def test_hour_noted_by_a_press_is_not_written_over_by_a_stale_desk(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=None, starts_at=None)
    meeting.refresh_from_db()
    general, closing = meeting.revision, meeting.closing_revision
    states.open_meeting(meeting, by=None)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=time(0))
    states.close_meeting(meeting, by=None)
    assert meeting.ends_at is not None

    with pytest.raises(StaleRevisionError):
        actions.save_meeting(
            meeting, "general", values={"starts_at": time(7)}, revision=general, by=None
        )
    with pytest.raises(StaleRevisionError):
        actions.save_meeting(
            meeting, "closing", values={"ends_at": None, "copies": 5}, revision=closing, by=None
        )


# Attendance


def test_one_press_marks_and_a_stand_in_needs_a_letter(meeting):
    row = meeting.attendances.first()

    room.mark_presence(row, "absent", by=None)
    with pytest.raises(ActionError, match="giấy ủy quyền"):
        room.mark_presence(row, "stand_in", by=None)
    room.mark_presence(row, "stand_in", letter=" 12/GUQ ", by=None)

    row.refresh_from_db()
    assert (row.presence, row.letter, row.arrived_at) == ("stand_in", "12/GUQ", None)
    assert light_of(meeting, list(meeting.attendances.all())).text == "9/9 · đủ 6"


def test_who_comes_after_the_first_item_has_arrived_now(meeting):
    row = meeting.attendances.first()
    room.mark_presence(row, "absent", by=None)
    room.start_item(meeting.agendaitems.all()[1], by=None)

    room.mark_presence(row, "present", by=None)
    room.mark_presence(row, "present", by=None)

    row.refresh_from_db()
    assert row.arrived_at is not None
    assert Attendance.objects.filter(meeting=meeting, arrived_at__isnull=False).count() == 1


# Turns


def test_calling_the_next_lets_the_one_before_be_done(meeting):
    first, second = (
        actions.add_row(meeting, "speakers", values={"name": name}, by=None) for name in "AB"
    )

    room.call(first, by=None)
    room.call(second, by=None)
    room.finish_speaking(second, by=None)

    turns = Speaker.objects.filter(meeting=meeting).values_list("turn", flat=True)
    assert list(turns) == ["done", "done"]


# What was said


def test_contribution_sent_twice_is_stored_once(meeting):
    rows = [
        actions.add_row(meeting, "contributions", values={"gist": "Một"}, by=None, key="k" * 32)
        for _turn in range(2)
    ]
    other = said(meeting, gist="Một")

    assert rows[0].pk == rows[1].pk != other.pk


def test_conclusion_takes_the_request_or_the_gist_once(home, meeting):
    asks = said(meeting, gist="Kể chuyện.", request="Mở lớp tập huấn. Trước tháng 9.")
    tells = said(meeting, gist="x" * 500)

    made = room.conclude(asks, by=None)
    long = room.conclude(tells, by=None)

    assert (made.kind, made.title, made.detail) == (
        "decision",
        "Mở lớp tập huấn",
        "Trước tháng 9.",
    )
    assert len(long.title) <= 400
    assert long.detail == "x" * 500
    with pytest.raises(ActionError, match=f"kết luận {made.code}"):
        room.conclude(asks, by=None)


def test_model_is_found_once_and_only_of_a_unit(home, meeting):
    row = said(meeting, gist="Cách làm hay. Đã ba năm.", unit=home.units[3])

    made = room.note_model(row, by=home.people["secretary"])

    assert (made.stage, made.unit, made.name) == ("found", home.units[3], "Cách làm hay")
    assert (made.found_on, made.description) == (date(2021, 7, 9), "Cách làm hay. Đã ba năm.")
    with pytest.raises(ActionError, match="đã được ghi"):
        room.note_model(row, by=None)
    with pytest.raises(ActionError, match="chọn đơn vị"):
        room.note_model(said(meeting, gist="Không rõ ai"), by=None)
    assert ExemplaryModel.objects.filter(bloc=home.bloc).count() == 1


# Conclusions


def test_task_due_before_the_meeting_is_refused(meeting):
    values = {"title": "Việc", "due": date(2021, 7, 8)}

    with pytest.raises(ActionError, match="trước ngày họp 09/7/2021"):
        actions.add_row(meeting, "decisions", values=values, by=None)

    row = actions.add_row(meeting, "decisions", values=values | {"due": date(2021, 7, 9)}, by=None)
    with pytest.raises(ActionError, match="trước ngày họp"):
        actions.save_row(row, values={"due": date(2021, 1, 1)}, revision=row.revision, by=None)


# Who writes where


def test_place_is_told_to_the_others_while_it_is_fresh(home, meeting, monkeypatch):
    secretary, chair = home.people["secretary"], home.people["chair"]
    before = meeting.live_revision

    assert room.note_place(meeting, "part-context", by=secretary) == []
    seen = room.note_place(meeting, "part-results", by=chair)

    assert [(row.user, row.place) for row in seen] == [(secretary, "part-context")]
    Presence.objects.update(seen_at=clock.real_now() - room.PRESENT_FOR * 2)
    assert room.note_place(meeting, "", by=chair) == []
    meeting.refresh_from_db()
    assert meeting.live_revision == before


def test_stamps_change_with_every_row_and_reference(meeting):
    stamps = row_stamps(meeting, room_rows(meeting))
    pk, revision, references = stamps["rows"]["directions"][0]
    direction = meeting.conclusions.get(pk=pk)
    actions.save_row(direction.references.get(), values={"number": "1"}, revision=1, by=None)

    again = row_stamps(meeting, room_rows(meeting))["rows"]["directions"][0]

    assert again == [pk, revision, [[references[0][0], references[0][1] + 1]]]


# Scores that the meeting changed


@pytest.fixture
def year_end(home) -> Meeting:
    """The year-end meeting, with the round in the stage of agreement."""
    Round.objects.filter(pk=home.scoring.round.pk).update(state=Round.State.AGREEMENT)
    return actions.plan_meeting(home.year, by=None)


def change_of(home, **values):
    given = {
        "unit": home.scoring.handed_in.unit,
        "criterion": home.scoring.leaves[0],
        "points": Decimal("9.5"),
        "reason": "Bổ sung minh chứng",
        "hands_for": 7,
        "hands_against": 1,
        "hands_abstained": 1,
    }
    return given | values


def agreed(home) -> Score | None:
    sheet = ScoreSheet.objects.get(assessment=home.scoring.handed_in, stage=Stage.AGREEMENT)
    return Score.objects.filter(sheet=sheet, criterion=home.scoring.leaves[0]).first()


def test_agreed_change_lands_in_its_column_and_goes_back_with_its_row(home, year_end):
    Score.objects.filter(sheet__assessment=home.scoring.handed_in).delete()
    by = home.people["secretary"]

    row = actions.add_row(year_end, "changes", values=change_of(home), by=by)
    score = agreed(home)
    assert (row.was, score.points, score.hands) == (8, Decimal("9.5"), "7/9 đồng ý")
    assert (score.was, score.reason, score.by) == (8, "Bổ sung minh chứng", by)

    actions.save_row(row, values={"points": Decimal(7)}, revision=row.revision, by=by)
    assert agreed(home).points == 7
    actions.delete_row(row, by=by)

    assert agreed(home).points is None
    assert not ScoreChange.objects.exists()
    told = trail(home.bloc)
    assert [code for code in told if code.startswith("score_change")] == [
        "score_change_agreed",
        "score_change_agreed",
        "score_change_dropped",
    ]


def test_change_over_an_agreed_score_goes_back_to_that(home, year_end):
    Score.objects.filter(sheet__assessment=home.scoring.handed_in).delete()
    sheet = ScoreSheet.objects.get(assessment=home.scoring.handed_in, stage=Stage.AGREEMENT)
    Score.objects.create(
        bloc=home.bloc, sheet=sheet, criterion=home.scoring.leaves[0], was=8, points=6, reason="x"
    )

    row = actions.add_row(year_end, "changes", values=change_of(home), by=None)
    assert row.was == 6
    actions.delete_row(row, by=None)

    assert agreed(home).points == 6


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"points": Decimal(8)}, "bằng điểm cũ"),
        ({"points": Decimal(99)}, "Điểm phải từ"),
        ({"hands_for": 10}, "Số biểu quyết"),
        ({"hands_for": 0, "hands_against": 0, "hands_abstained": 0}, "Số biểu quyết"),
    ],
)
def test_change_that_cannot_be_is_refused(home, year_end, values, sentence):
    Score.objects.filter(sheet__assessment=home.scoring.handed_in).delete()

    with pytest.raises(ActionError, match=sentence):
        actions.add_row(year_end, "changes", values=change_of(home, **values), by=None)

    assert not ScoreChange.objects.exists()


def test_nobody_enters_the_own_units_change_nor_a_criterion_twice(home, year_end):
    Score.objects.filter(sheet__assessment=home.scoring.handed_in).delete()
    secretary = home.people["secretary"]
    home.scoring.handed_in.unit = home.units[0]
    home.scoring.handed_in.save(update_fields=["unit"])

    with pytest.raises(ActionError, match="Điểm của đơn vị mình"):
        actions.add_row(year_end, "changes", values=change_of(home), by=secretary)
    actions.add_row(year_end, "changes", values=change_of(home), by=None)
    with pytest.raises(ActionError, match="đã có dòng điều chỉnh"):
        actions.add_row(year_end, "changes", values=change_of(home, points=Decimal(7)), by=None)


@pytest.mark.parametrize("state", [one for one in Round.State if one != Round.State.AGREEMENT])
def test_scores_change_in_the_stage_of_agreement_alone(home, year_end, state):
    Round.objects.filter(pk=home.scoring.round.pk).update(state=state)

    with pytest.raises(ActionError, match="bước Thống nhất tại hội nghị"):
        actions.add_row(year_end, "changes", values=change_of(home), by=None)


def test_unscored_period_and_unit_without_return_have_no_score_to_change(home, meeting, year_end):
    with pytest.raises(ActionError, match="không chấm điểm"):
        actions.add_row(meeting, "changes", values=change_of(home), by=None)
    with pytest.raises(ActionError, match="chưa nộp bảng tự chấm"):
        actions.add_row(year_end, "changes", values=change_of(home, unit=home.units[4]), by=None)
    assert AgendaItem.objects.filter(meeting=year_end).exists()
