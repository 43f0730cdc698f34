"""Every write with a meaning about meetings, minutes and review reports."""

from meetings.actions.drafts import request_draft_pdf
from meetings.actions.meetings import plan_meeting, save_meeting
from meetings.actions.minutes import (
    approve_minutes,
    correct_minutes,
    return_minutes,
    save_supplement,
    submit_minutes,
)
from meetings.actions.reports import (
    answer,
    approve_report,
    comment,
    correct_report,
    return_report,
    save_section,
    share_report,
    start_report,
    submit_report,
)
from meetings.actions.rows import add_row, delete_row, move_row, save_row

__all__ = [
    "add_row",
    "answer",
    "approve_minutes",
    "approve_report",
    "comment",
    "correct_minutes",
    "correct_report",
    "delete_row",
    "move_row",
    "plan_meeting",
    "request_draft_pdf",
    "return_minutes",
    "return_report",
    "save_meeting",
    "save_row",
    "save_section",
    "save_supplement",
    "share_report",
    "start_report",
    "submit_minutes",
    "submit_report",
]
