"""Whether enough units are there, by the bloc's rule of the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from math import ceil

from meetings.models import Attendance
from units.models import MeetingSettings

Presence = Attendance.Presence


@dataclass(frozen=True)
class Quorum:
    """Counts of units: how many are there, how many of them stand in, how many are needed."""

    members: int
    present: int
    stand_ins: int
    needed: int
    rule: str

    @property
    def is_met(self) -> bool:
        """Whether the meeting can decide; a bloc without members never can."""
        return bool(self.members) and self.present >= self.needed


def quorum_of(
    attendances: Iterable[Attendance], rules: MeetingSettings, *, at: time | None = None
) -> Quorum:
    """The quorum of a meeting's attendance list, `at` a time of the meeting's day or over it all.

    Needed is the smallest whole number not below the fraction of all members: 2/3 of 9 is 6. Who
    has not come yet or has left by `at` does not count; a stand-in counts where the rules say so.
    """
    rows = list(attendances)
    here = [row for row in rows if is_there(row, at)]
    stand_ins = sum(row.presence == Presence.STAND_IN for row in here)
    present = len(here) if rules.counts_stand_ins else len(here) - stand_ins
    needed = ceil(Fraction(rules.quorum) * len(rows))
    return Quorum(len(rows), present, stand_ins, needed, rules.quorum)


def is_there(row: Attendance, at: time | None) -> bool:
    """Whether somebody of the unit is in the room at a time (`None`: at any time)."""
    if row.presence not in {Presence.PRESENT, Presence.STAND_IN}:
        return False
    if at is None:
        return True
    return not (row.arrived_at and at < row.arrived_at) and not (row.left_at and at >= row.left_at)
