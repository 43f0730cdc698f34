"""Minutes as finished words: one module per topic."""

from meetings.queries.minutes.course import directions_title, review_words
from meetings.queries.minutes.people import count_words, person_words
from meetings.queries.minutes.words import minutes_words, passages_of

__all__ = [
    "count_words",
    "directions_title",
    "minutes_words",
    "passages_of",
    "person_words",
    "review_words",
]
