"""Reads over all floors for the joined pages: duties of a person, where a bloc stands."""

from emulation_bloc.queries.duties import draft_url, duties, failed_files
from emulation_bloc.queries.duty import Duty
from emulation_bloc.queries.rounds import round_of
from emulation_bloc.queries.standings import Standing, member_counts, standings

__all__ = [
    "Duty",
    "Standing",
    "draft_url",
    "duties",
    "failed_files",
    "member_counts",
    "round_of",
    "standings",
]
