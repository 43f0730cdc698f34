"""Every write with a meaning on the ground floor; `record` and `lock` serve all floors."""

from units.actions.audit import record
from units.actions.demo import demo_password, make_demo_account
from units.actions.locks import lock
from units.actions.people import (
    appoint,
    assign_deputy,
    end_appointment,
    take_back_deputy,
    withdraw_head,
)
from units.actions.periods import change_windows, close_period, open_period
from units.actions.tenants import (
    admit,
    found_bloc,
    refuse_taken_address,
    save_paper_settings,
    save_scoring_settings,
)

__all__ = [
    "admit",
    "appoint",
    "assign_deputy",
    "change_windows",
    "close_period",
    "demo_password",
    "end_appointment",
    "found_bloc",
    "lock",
    "make_demo_account",
    "open_period",
    "record",
    "refuse_taken_address",
    "save_paper_settings",
    "save_scoring_settings",
    "take_back_deputy",
    "withdraw_head",
]
