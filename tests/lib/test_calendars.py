"""Calendar files, read back with the parser that others use."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from emulation_bloc.lib.calendars import ZONE, Event, calendar_text

STAMP = datetime(2021, 7, 1, 3, 4, 5, tzinfo=UTC)
MEETING = Event(
    "hoi-nghi-1@khoi",
    "Hội nghị sơ kết; bàn, thống nhất",
    datetime(2021, 7, 9, 8, tzinfo=ZONE),
    ends=datetime(2021, 7, 9, 11, 30, tzinfo=ZONE),
    place="Hội trường tầng 2, Sở Công Thương",
    text="Dòng một\nDòng hai",
    url="https://khoi.example/hung-yen/",
    alarms_days=(1, 7, 1),
    sequence=3,
    organizer=("Khối Thi đua", "khoi@example.vn"),
    attendee=('Nguyễn "An", Phó Giám đốc', "an@example.vn"),
)
DEADLINE = Event("moc-1@khoi", "Nộp báo cáo", date(2024, 2, 29), alarms_days=(3,))


def test_calendar_text_keeps_what_was_told():
    text = calendar_text([MEETING, DEADLINE], name="Lịch của tôi", stamp=STAMP)

    calendar = Calendar.from_ical(text)
    meeting, deadline = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["X-WR-CALNAME"] == "Lịch của tôi"
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert meeting["SUMMARY"] == MEETING.title
    assert meeting["LOCATION"] == MEETING.place
    assert meeting["DESCRIPTION"] == MEETING.text
    assert meeting.decoded("DTSTART").isoformat() == "2021-07-09T08:00:00+07:00"
    assert meeting.decoded("DTEND").isoformat() == "2021-07-09T11:30:00+07:00"
    assert meeting.decoded("DTSTAMP") == STAMP
    assert (meeting["SEQUENCE"], meeting["UID"]) == (3, MEETING.uid)
    assert [alarm.decoded("TRIGGER") for alarm in meeting.walk("VALARM")] == [
        -timedelta(days=7),
        -timedelta(days=1),
    ]
    assert deadline.decoded("DTSTART") == date(2024, 2, 29)
    assert "DTEND" not in deadline
    # Three days before, at eight in the morning.
    assert deadline.walk("VALARM")[0].decoded("TRIGGER") == timedelta(days=-3, hours=8)


def test_lines_are_folded_and_ended_as_the_format_asks():
    text = calendar_text([MEETING], stamp=STAMP)

    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_invitation_asks_for_an_answer_and_can_be_called_off():
    asked = Calendar.from_ical(calendar_text([MEETING], method="REQUEST", stamp=STAMP))
    off = Calendar.from_ical(calendar_text([MEETING], method="CANCEL", stamp=STAMP))

    person = asked.walk("VEVENT")[0]["ATTENDEE"]
    assert person == "mailto:an@example.vn"
    assert person.params["RSVP"] == "TRUE"
    assert person.params["CN"] == "Nguyễn 'An', Phó Giám đốc"
    assert off["METHOD"] == "CANCEL"
    assert off.walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_whole_days_end_on_their_last_day():
    text = calendar_text([Event("a", "Hội thao", date(2021, 9, 1), ends=date(2021, 9, 2))])

    assert "DTEND;VALUE=DATE:20210903" in text


def test_empty_calendar_is_a_calendar():
    assert Calendar.from_ical(calendar_text([])).walk("VEVENT") == []
