"""The words of the trail, one module for each area."""

from units.queries.words import (
    assessments,
    calendar,
    ground,
    handovers,
    meetings,
    outbox,
    pacts,
    papers,
    records,
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
    values,
)
ACTION_WORDS: dict[str, str] = {}
for area in AREAS:
    ACTION_WORDS |= area.WORDS
