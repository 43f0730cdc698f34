"""Reads: the finished words of papers, and what they still lack."""

from meetings.queries.lacking import what_lacks
from meetings.queries.minutes import minutes_words
from meetings.queries.reports import report_title, report_words
from meetings.queries.summary import summary_words
from meetings.queries.words import words_digest, words_of

__all__ = [
    "minutes_words",
    "report_title",
    "report_words",
    "summary_words",
    "what_lacks",
    "words_digest",
    "words_of",
]
