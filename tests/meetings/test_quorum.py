"""The quorum at its edges: fractions, stand-ins, who comes late and who leaves early."""

from datetime import time

import pytest

from meetings.models import Attendance
from meetings.queries.quorum import quorum_of
from meetings.queries.room import quorum_light
from units.models import MeetingSettings

PRESENT, STAND_IN, ABSENT, UNKNOWN = "present", "stand_in", "absent", "unknown"


def listed(*marks: str, **times) -> list[Attendance]:
    """Units by their marks; the first one's hours may be given."""
    rows = [Attendance(presence=mark, letter="12/GUQ") for mark in marks]
    for name, value in times.items():
        setattr(rows[0], name, value)
    return rows


def nine(here: int, mark: str = PRESENT, rest: str = ABSENT) -> list[Attendance]:
    return listed(*[mark] * here, *[rest] * (9 - here))


@pytest.mark.parametrize(
    ("quorum", "members", "needed"),
    [("2/3", 9, 6), ("2/3", 10, 7), ("2/3", 8, 6), ("1/2", 9, 5), ("1/2", 8, 4), ("1", 9, 9)],
)
def test_needed_is_the_fraction_rounded_up(quorum, members, needed):
    found = quorum_of(listed(*[PRESENT] * members), MeetingSettings(quorum=quorum))

    assert (found.needed, found.members, found.is_met) == (needed, members, True)


@pytest.mark.parametrize(("here", "is_met"), [(5, False), (6, True), (9, True), (0, False)])
def test_six_of_nine_is_enough_and_five_is_not(here, is_met):
    assert quorum_of(nine(here), MeetingSettings()).is_met is is_met


def test_stand_ins_count_only_where_the_bloc_says_so():
    rows = [*listed(*[PRESENT] * 4), *listed(STAND_IN, STAND_IN), *listed(*[ABSENT] * 3)]

    counted = quorum_of(rows, MeetingSettings())
    left_out = quorum_of(rows, MeetingSettings(counts_stand_ins=False))

    assert (counted.present, counted.stand_ins, counted.is_met) == (6, 2, True)
    assert (left_out.present, left_out.stand_ins, left_out.is_met) == (4, 2, False)


def test_bloc_without_members_never_has_a_quorum():
    assert not quorum_of([], MeetingSettings()).is_met


def test_late_arrival_counts_from_its_minute_on():
    rows = listed(*[PRESENT] * 6, *[ABSENT] * 3, arrived_at=time(9, 30))

    at = {
        hour: quorum_of(rows, MeetingSettings(), at=hour).present
        for hour in (time(9, 29), time(9, 30))
    }

    assert at == {time(9, 29): 5, time(9, 30): 6}
    assert quorum_of(rows, MeetingSettings()).is_met


def test_early_leaving_counts_until_its_minute():
    rows = listed(*[PRESENT] * 6, *[ABSENT] * 3, arrived_at=time(8), left_at=time(10))

    found = [
        quorum_of(rows, MeetingSettings(), at=hour).present
        for hour in (time(7, 59), time(8), time(9, 59), time(10))
    ]

    assert found == [5, 6, 6, 5]


def test_hours_of_who_was_absent_count_nothing():
    rows = listed(*[ABSENT] * 9, arrived_at=time(8))

    assert quorum_of(rows, MeetingSettings(), at=time(9)).present == 0


@pytest.mark.parametrize(
    ("rows", "kind", "text"),
    [
        (nine(8), "good", "8/9 · đủ 6"),
        (nine(6), "good", "6/9 · đủ 6"),
        (nine(5, rest=UNKNOWN), "warn", "5/9 · cần 6"),
        (nine(5), "bad", "5/9 · thiếu, cần 6"),
        (nine(0, rest=UNKNOWN), "warn", "0/9 · cần 6"),
        ([], "bad", "0/0 · thiếu, cần 0"),
    ],
)
def test_light_says_enough_not_yet_or_cannot_be(rows, kind, text):
    light = quorum_light(rows, MeetingSettings())

    assert (light.kind, light.text) == (kind, text)
