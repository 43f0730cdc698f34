"""Every write with a meaning about criteria, returns, evidence, scores and rankings."""

from assessments.actions.criteria import (
    add_criterion,
    delete_criterion,
    drop_set,
    move_criterion,
    offer_set,
    publish_set,
    save_criterion,
    save_set,
    start_set,
    title_for,
)
from assessments.actions.editions import apply_edition, new_edition
from assessments.actions.imports import changes_anything, read_criteria, take_criteria
from assessments.actions.ranking import close_round, decide_disqualification
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
    "add_criterion",
    "add_registration_row",
    "advance",
    "apply_edition",
    "changes_anything",
    "close_round",
    "copy_last_targets",
    "decide_disqualification",
    "delete_criterion",
    "delete_registration_row",
    "drop_set",
    "ensure_progress",
    "move_criterion",
    "move_registration_row",
    "new_edition",
    "offer_set",
    "publish_set",
    "read_criteria",
    "reopen_registration",
    "save_criterion",
    "save_registration_row",
    "save_set",
    "start_registration",
    "start_set",
    "submit_registration",
    "take_criteria",
    "title_for",
]
