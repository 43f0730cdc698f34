"""The demonstration's ballots on flag and certificates at the year-end review. Invented."""

import random
from typing import Any

from documents import actions as papers
from documents.models import Document
from emulation_bloc.lib import clock
from meetings.actions import ballots, tally
from meetings.models import Ballot, BallotVoter, Meeting
from meetings.queries.tally import tally_seen
from units.models import User

SEED = 2021
AWARDS = ("CTD_TINH", "BK_TINH")
# The department's man leads the tellers: of the nine units every one stands.
TELLERS = (("chuong.do", True), ("canbo.xaydung", False), ("canbo.qltt", False))
ON_PAPER = ("so-tnmt", "bqlda-gtxd")


def vote_awards(meeting: Meeting, *, by: User) -> None:
    """Flag first, then certificates among the rest: seven units on their phones, two on paper."""
    for code in AWARDS:
        ballot = ballots.start_ballot(meeting, kind=Ballot.Kind.AWARD, award_code=code, by=by)
        people = [(User.objects.get(username=name), leads) for name, leads in TELLERS]
        ballots.set_tellers(ballot, people, by=by)
        lead = people[0][0]  # runs the ballot: the secretary's own unit stands
        ballots.open_ballot(ballot, by=lead)
        piles = _vote(ballot, lead)
        ballots.close_ballot(ballot, by=lead)
        for teller in ballot.ballottellers.filter(is_lead=False).select_related("user"):
            ballots.enter_paper(ballot, piles, is_done=True, by=teller.user)
        sealed = "Phiếu được niêm phong, giao thư ký Khối lưu cùng hồ sơ hội nghị"
        ballots.save_ballot(ballot, values={"sealed_by": sealed}, by=by)
        ballots.count_ballot(ballot, by=lead)
        _write_minutes(ballot, by)


def _vote(ballot: Ballot, by: User) -> list[dict[str, Any]]:
    """Most mark the units that lead the ranking, some one that comes after them; the papers."""
    dice = random.Random(SEED + ballot.position)  # noqa: S311  # nothing secret hangs on them
    listed = list(ballot.ballotcandidates.order_by("position").values_list("pk", flat=True))
    first, after = listed[: ballot.seats], listed[ballot.seats]
    piles: list[dict[str, Any]] = []
    voters = BallotVoter.objects.filter(ballot=ballot).select_related("unit", "user", "ballot")
    for place, voter in enumerate(voters.order_by("pk")):
        marks = [*first[:-1], after] if place % 4 == 3 else first
        if voter.unit.slug in ON_PAPER:
            ballots.set_way(voter, way=BallotVoter.Way.PAPER, by=by)
            piles.append({"marks": marks, "is_spoiled": False})
        elif voter.user:
            receipt = f"{dice.getrandbits(128):032x}"
            ballots.cast(ballot, receipt=receipt, marks=marks, by=voter.user)
    return piles


def _write_minutes(ballot: Ballot, by: User) -> None:
    """Every teller confirms the tally minutes, which are then signed on paper."""
    tally.start_tally(ballot, by=by)
    seen = tally_seen(ballot)
    for teller in ballot.ballottellers.select_related("user"):
        tally.confirm_tally(ballot, by=teller.user, seen=seen)
    document = Document.objects.get(ballot=ballot)
    names = ", ".join(row["name"] for row in document.snapshot["signatures"])
    papers.record_signed(document, by=by, signed_by=names, signed_on=clock.today(), upload=None)
