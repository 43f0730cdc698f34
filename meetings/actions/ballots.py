"""Everything that is done with a ballot, from its draft to its result."""

from meetings.actions.ballot_counting import count_ballot, enter_paper, next_round
from meetings.actions.ballot_drafts import save_ballot, set_candidates, set_tellers, start_ballot
from meetings.actions.ballot_voting import (
    abort_ballot,
    cast,
    close_ballot,
    open_ballot,
    set_way,
)

__all__ = [
    "abort_ballot",
    "cast",
    "close_ballot",
    "count_ballot",
    "enter_paper",
    "next_round",
    "open_ballot",
    "save_ballot",
    "set_candidates",
    "set_tellers",
    "set_way",
    "start_ballot",
]
