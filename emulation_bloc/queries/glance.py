"""A period at a glance: scores in pictures, nominations with their states, what waits for me."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Round
from assessments.queries.board_table import Head, page_heads, text_of
from assessments.queries.frozen import board_for
from assessments.queries.ranking import Board, board_of
from awards.models import Nomination, Review
from documents.models import Document
from emulation_bloc.queries.province import waits_for
from emulation_bloc.queries.rounds import round_of
from emulation_bloc.queries.standings import Standing
from units.models import Period, User

MOST_NOMINATIONS = 60
# With the points that rank: units with a lower maximum are ranked by what theirs come to in full.
SHORT = {"rank", "total", "rebased", "band"}


@dataclass
class Scores:
    """The scoreboard in short: the words of each column, a row a unit; charts where columns may
    be seen."""

    heads: list[Head]
    rows: list[tuple[str, list[str]]]
    is_frozen: bool
    has_charts: bool


def scores_of(period: Period, user: User) -> Scores | None:
    """Rank and total of each unit, as the person may see them; None before there are any."""
    found = round_of(period)
    if found is None or not found.is_scored or not user.has_perm("assessments.see", period.bloc):
        return None
    board = _board(found, user)
    if board is None or not board.rows:
        return None
    heads = [head for head in page_heads(board) if head.key in SHORT]
    return Scores(
        heads,
        [(row.short_name, [text_of(row, head) for head in heads]) for row in board.rows],
        board.is_frozen,
        any(row.shows_parts for row in board.rows),
    )


def _board(found: Round, user: User) -> Board | None:
    if found.is_closed:
        return board_for(found, user)
    if not found.is_collecting and user.has_perm("assessments.follow_round", found):
        return board_of(found, user)
    return None


def nominations_of(period: Period, user: User) -> list[Nomination]:
    """The period's nominations that the person may see, in the bloc's order, with `granted` (the
    award that the decision names) and `is_prepared`; one query, 60 at most."""
    prepared = Review.objects.filter(nomination=OuterRef("pk"), state=Review.State.PREPARED)
    rows = Nomination.objects.visible_to(user).filter(period=period)
    rows = rows.annotate(granted=F("grants__award__name"), is_prepared=Exists(prepared))
    return list(rows.order_by("position", "pk")[:MOST_NOMINATIONS])


def waiting_of(one: Standing, nominations: list[Nomination], user: User) -> list[dict[str, Any]]:
    """What the department's person does next in this period: words and where; empty for others."""
    period = one.period
    if not user.has_perm("awards.prepare_review", period):
        return []
    rows = [
        {
            "words": _("Ghi nhận đã nhận: %(paper)s") % {"paper": paper},
            "url": paper.get_absolute_url(),
        }
        for paper in one.papers
        if paper.state == Document.State.SENT and user.has_perm("documents.receive", paper)
    ]
    found = round_of(period)
    if found and found.state == Round.State.ADJUSTMENT:
        at = [period.bloc.province.slug, period.bloc.slug, period.slug]
        url = reverse("assessments:appraisals", args=at)
        rows.append({"words": _("Xem xét, điều chỉnh điểm"), "url": url})
    counts: Counter[str] = Counter()
    for row in nominations:
        is_prepared: bool = row.is_prepared  # type: ignore[attr-defined]  # annotated above
        if word := waits_for(period, row.state, is_prepared, user):
            counts[word] += 1
    rows += [{"words": f"{n} {word}", "url": "#de-nghi"} for word, n in counts.items()]
    return rows
