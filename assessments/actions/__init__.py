"""Every write with a meaning about criteria, returns, evidence, scores and rankings."""

from assessments.actions.registrations import (
    add_registration_row,
    copy_last_targets,
    delete_registration_row,
    ensure_progress,
    move_registration_row,
    reopen_registration,
    save_registration_row,
    start_registration,
    submit_registration,
)
from assessments.actions.stages import advance

__all__ = [
    "add_registration_row",
    "advance",
    "copy_last_targets",
    "delete_registration_row",
    "ensure_progress",
    "move_registration_row",
    "reopen_registration",
    "save_registration_row",
    "start_registration",
    "submit_registration",
]
