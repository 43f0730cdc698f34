"""What the next meeting, its minutes and its report are told of the tasks."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from meetings import actions
from meetings.actions import tasks
from meetings.models import Meeting, Minutes, Progress
from meetings.queries import bound_lines, minutes_words
from meetings.queries.task_reports import (
    sum_words,
    task_blocks,
    task_report,
    task_sentences,
    tasks_before,
)
from tests.factories import (
    PeriodFactory,
)
from tests.meetings.agreed import agreed_meeting, finish, units_of, values_of

YEAR = {
    "kind": "year",
    "slug": "2021",
    "name": "Năm 2021",
    "starts": date(2021, 1, 1),
    "ends": date(2021, 12, 31),
}


@pytest.fixture
def meeting(db) -> Meeting:
    """A review of three units that agreed two directions and heard one request."""
    return agreed_meeting()


# The next meeting


@pytest.fixture
def year_end(meeting, stand_on):
    """The year-end review, half a year later: one task done in time, one late, one dropped."""
    first, second, third = tasks.make_tasks(meeting, by=None)
    one, two, three = units_of(meeting)
    for unit in (one, two, three):
        finish(first, unit)
    stand_on(date(2022, 1, 10))
    finish(second, one)
    tasks.drop_task(third, reason="Trùng việc", by=None)
    period = PeriodFactory(bloc=meeting.bloc, **YEAR)
    return actions.plan_meeting(period, by=None)


def test_year_end_opens_with_what_became_of_the_half_years_tasks(meeting, year_end):
    rows = tasks_before(year_end)

    assert [(row.line.task.code, row.verdict) for row in rows] == [
        ("PH1", "Đúng hạn"),
        ("PH2", "Quá hạn"),
        ("YC1", "Thôi thực hiện"),
    ]
    assert rows[0].result == "03/03 đơn vị hoàn thành"
    assert rows[1].result.startswith("01/03 đơn vị hoàn thành; chưa xong: ")
    assert sum_words(rows) == ("03 nhiệm vụ: 01 hoàn thành đúng hạn, 01 quá hạn, 01 thôi thực hiện")
    assert task_report(meeting.bloc, meeting.period) == rows
    assert tasks_before(meeting) == []
    told = task_sentences(year_end)
    assert len(told) == 4
    assert told[2].endswith("quá hạn, đạt 33%")
    lines = bound_lines(task_blocks(rows))
    assert lines[1].startswith("01 · Cải cách hành chính · Các đơn vị trong Khối · 31/12/2021")


def test_minutes_of_a_review_tell_what_became_of_the_tasks(meeting, year_end):
    blocks = minutes_words(Minutes.objects.get(meeting=year_end))["blocks"]

    at = next(
        place
        for place, block in enumerate(blocks)
        if block["type"] == "heading" and "Kết quả thực hiện nhiệm vụ đã giao" in block["text"]
    )
    assert sum_words(tasks_before(year_end)) in blocks[at + 1]["text"]
    told = [item["text"].rstrip(" .;") for item in blocks[at + 2]["items"]]
    assert told == task_sentences(year_end)[1:]
    other = actions.plan_meeting(year_end.period, by=None, kind="extraordinary", title="Họp gấp")
    assert "nhiệm vụ đã giao" not in str(minutes_words(Minutes.objects.get(meeting=other)))


def test_report_of_the_year_has_a_part_on_tasks(year_end):
    from meetings.queries import report_words

    report = actions.start_report(year_end.period, by=None)

    blocks = report_words(report)["blocks"]
    headings = [row["text"] for row in blocks if row["type"] == "heading"]
    assert any("KẾT QUẢ THỰC HIỆN NHIỆM VỤ KHỐI GIAO" in text for text in headings)
    table = next(row for row in blocks if row["type"] == "table")
    assert [row[5] for row in table["rows"]] == ["Đúng hạn", "Quá hạn", "Thôi thực hiện"]


def test_one_leading_unit_speaks_for_itself(meeting, stand_on):
    one = units_of(meeting)[0]
    task = tasks.add_task(
        meeting.period, values=values_of(), lead_units=[one], partner_units=[], by=None
    )

    def row():
        return next(one for one in task_report(meeting.bloc, [meeting.period]))

    assert row().result == "Chưa có báo cáo"
    finish(task, one, text="Ủng hộ 50 triệu đồng")
    assert row().result == "Ủng hộ 50 triệu đồng"
    # Reported after its day, not closed yet: late all the same.
    Progress.objects.update(at=datetime(2021, 10, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    assert row().verdict == "Chậm hạn"


def test_approval_of_the_minutes_gives_tasks_their_paragraph(shared_worlds, db):
    from meetings.queries import minutes_words, words_digest

    world, _far = shared_worlds
    task = tasks.make_tasks(world.meeting, by=None)[0]
    assert task.source == ""
    minutes = world.minutes
    actions.submit_minutes(minutes, by=world.people["meeting_secretary"])
    seen = words_digest(minutes_words(minutes))

    actions.approve_minutes(minutes, by=world.people["chair"], seen=seen)

    task.refresh_from_db()
    assert task.source == "Biên bản số 01/BB-KTĐ ngày 12/7/2021, mục III.4.a"
