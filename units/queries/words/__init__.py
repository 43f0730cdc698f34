"""The words of the trail, one module for each area."""

from units.queries.words import (
    assessments,
    awards,
    ballots,
    calendar,
    frames,
    ground,
    handovers,
    meetings,
    nominations,
    outbox,
    pacts,
    papers,
    records,
    reviews,
    tasks,
    values,
)

AREAS = (
    ground,
    papers,
    assessments,
    meetings,
    tasks,
    outbox,
    calendar,
    handovers,
    pacts,
    records,
    ballots,
    awards,
    nominations,
    reviews,
    frames,
    values,
)
ACTION_WORDS: dict[str, str] = {}
for area in AREAS:
    ACTION_WORDS |= area.WORDS
