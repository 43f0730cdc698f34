"""Every write with a meaning about criteria, returns, evidence, scores and rankings."""

from assessments.actions.answers import (
    ask_not_applicable,
    decide_not_applicable,
    reuse,
    save_answer,
    save_progress,
    save_section,
    withdraw_not_applicable,
)
from assessments.actions.appraisal import assign, draw, finish_sheet, reopen_sheet, save_score
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
from assessments.actions.explaining import save_explanation, send_explanations
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
from assessments.actions.returns import (
    present,
    recall,
    return_with_reasons,
    send_back,
    submit,
)
from assessments.actions.rounds import add_members, extend, open_round, settle
from assessments.actions.stages import advance

__all__ = [
    "add_criterion",
    "add_members",
    "add_registration_row",
    "advance",
    "apply_edition",
    "ask_not_applicable",
    "assign",
    "changes_anything",
    "close_round",
    "copy_last_targets",
    "decide_disqualification",
    "decide_not_applicable",
    "delete_criterion",
    "delete_registration_row",
    "draw",
    "drop_set",
    "ensure_progress",
    "extend",
    "finish_sheet",
    "move_criterion",
    "move_registration_row",
    "new_edition",
    "offer_set",
    "open_round",
    "present",
    "publish_set",
    "read_criteria",
    "recall",
    "reopen_registration",
    "reopen_sheet",
    "return_with_reasons",
    "reuse",
    "save_answer",
    "save_criterion",
    "save_explanation",
    "save_progress",
    "save_registration_row",
    "save_score",
    "save_section",
    "save_set",
    "send_back",
    "send_explanations",
    "settle",
    "start_registration",
    "start_set",
    "submit",
    "submit_registration",
    "take_criteria",
    "title_for",
    "withdraw_not_applicable",
]
