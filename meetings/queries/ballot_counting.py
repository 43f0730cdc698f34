"""The arithmetic of a ballot: how many votes are needed, who has them, what the result says."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from meetings.models import Ballot, BallotBox, BallotVoter

Way = BallotVoter.Way
IN_THE_ROOM = (Way.PHONE, Way.PAPER)
ON_PAPER = (Way.PAPER, Way.WRITTEN)


@dataclass(frozen=True)
class Slip:
    """One collected vote without its receipt: ids of candidates, and whether tellers set it aside
    as spoiled."""

    marks: tuple[int, ...]
    is_spoiled: bool = False


def needed_votes(share: Fraction, base: int, *, is_above: bool = False) -> int:
    """The smallest whole number of votes not below `share` of `base`, above it with `is_above`:
    2/3 of 9 is 6, more than half of 9 is 5, more than half of 8 is 5 (bloc practice §4.2).

    Never less than one: without any vote nobody is chosen.
    """
    exact = share * base
    return max(1, floor(exact) + 1 if is_above else ceil(exact))


def is_valid(ballot: Ballot, slip: Slip) -> bool:
    """Not spoiled, not more names than may be marked, blank only where the rules allow it."""
    if slip.is_spoiled or len(slip.marks) > ballot.most_marks:
        return False
    return bool(slip.marks) or ballot.allows_blank


def slips_of(ballot: Ballot, voters: Iterable[BallotVoter]) -> list[Slip]:
    """Everything collected: what is in the box, and in an open ballot the marks of the voters."""
    box = BallotBox.objects.filter(ballot=ballot).first()
    slips = [Slip(tuple(row["marks"]), bool(row.get("is_spoiled"))) for row in _slips(box)]
    return slips + [Slip(tuple(row.marks)) for row in voters if row.marks is not None]


def _slips(box: BallotBox | None) -> list[dict[str, Any]]:
    return box.slips if box else []


def recount(ballot: Ballot) -> dict[str, Any]:
    """The result anew from what is stored; equals `ballot.result` of a counted ballot."""
    voters = list(BallotVoter.objects.filter(ballot=ballot))
    return counted(ballot, voters, slips_of(ballot, voters))


def counted(ballot: Ballot, voters: list[BallotVoter], slips: list[Slip]) -> dict[str, Any]:
    """The result as it is stored: numbers of units and ballots, votes and rate of each candidate
    (text, per cent of the base with two decimals), chosen and tied units, whether a round follows.
    """
    valid = [slip for slip in slips if is_valid(ballot, slip)]
    votes = Counter(mark for slip in valid for mark in slip.marks)
    present = sum(row.way in IN_THE_ROOM for row in voters)
    bases = {"members": len(voters), "present": present, "valid": len(valid)}
    base = bases[ballot.base]
    needed = needed_votes(ballot.share, base, is_above=ballot.is_above)
    listed = list(ballot.ballotcandidates.order_by("position", "pk"))
    rows = [
        {
            "candidate": row.pk,
            "unit": row.unit_id,
            "name": row.unit_name,
            "votes": votes[row.pk],
            "rate": rate_text(votes[row.pk], base),
        }
        for row in listed
    ]
    return {
        "members": len(voters),
        "present": present,
        "issued": sum(row.way != Way.ABSENT for row in voters),
        "collected": len(slips),
        "valid": len(valid),
        "invalid": len(slips) - len(valid),
        "base": base,
        "needed": needed,
        "rows": rows,
    } | chosen_of(rows, needed, ballot.seats)


def rate_text(votes: int, base: int) -> str:
    """Votes in per cent of the base as text with two decimals, half up: 6 of 9 is `66,67`."""
    hundredths = Fraction(votes * 10000, base) if base else Fraction(0)
    whole = (hundredths + Fraction(1, 2)).__floor__()
    return f"{whole // 100},{whole % 100:02d}"


def chosen_of(rows: list[dict[str, Any]], needed: int, seats: int) -> dict[str, Any]:
    """Who reaches the needed votes, by votes, up to the seats; equal votes at the last seat leave
    it to a further round, as does nobody's reaching them."""
    reached = sorted((row for row in rows if row["votes"] >= needed), key=lambda r: -r["votes"])
    tied: list[int] = []
    if len(reached) > seats and reached[seats - 1]["votes"] == reached[seats]["votes"]:
        edge = reached[seats]["votes"]
        tied = [row["unit"] for row in reached if row["votes"] == edge]
        reached = [row for row in reached if row["votes"] > edge]
    chosen = [row["unit"] for row in reached[:seats]]
    return {"chosen": chosen, "tied": tied, "needs_round": bool(tied) or not chosen}


def next_candidates(result: dict[str, Any], seats: int) -> list[int]:
    """Units of the next round: the tied ones, or, when nobody reached the votes, those with the
    most, at most twice the seats, units with as many votes as the last of them included."""
    if result["tied"]:
        return list(result["tied"])
    rows = sorted(result["rows"], key=lambda row: -row["votes"])
    edge = rows[min(2 * seats, len(rows)) - 1]["votes"]
    return [row["unit"] for row in rows if row["votes"] >= edge]
