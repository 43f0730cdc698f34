"""Meetings, what they leave behind, and the papers made from them."""

from meetings.models.meetings import AgendaItem, Attendance, Contribution, Guest, Meeting
from meetings.models.outcomes import Conclusion, Reference, Remark
from meetings.models.papers import Minutes, ReportComment, ReportSection, ReviewReport

__all__ = [
    "AgendaItem",
    "Attendance",
    "Conclusion",
    "Contribution",
    "Guest",
    "Meeting",
    "Minutes",
    "Reference",
    "Remark",
    "ReportComment",
    "ReportSection",
    "ReviewReport",
]
