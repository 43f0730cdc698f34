"""One thing that a person owes."""

from dataclasses import dataclass
from datetime import date

from emulation_bloc.lib import clock


@dataclass
class Duty:
    """Something a person owes: what, for which bloc, by when, where to do it."""

    title: str
    text: str
    url: str
    button: str
    icon: str
    due: date | None = None

    @property
    def days(self) -> int | None:
        """Days left; negative when overdue, None without a date."""
        return (self.due - clock.today()).days if self.due else None

    @property
    def late_days(self) -> int:
        """Days overdue."""
        return -(self.days or 0)

    @property
    def look(self) -> str:
        """`late`, `soon` (within three days) or nothing."""
        if self.days is None:
            return ""
        return "late" if self.days < 0 else "soon" if self.days <= 3 else ""
