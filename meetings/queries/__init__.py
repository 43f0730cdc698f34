"""Reads: the finished words of papers, and what they still lack."""

from meetings.queries.desk import DeskChoices, desk_choices, desk_rows, seen_rows
from meetings.queries.lacking import what_lacks
from meetings.queries.minutes import minutes_words
from meetings.queries.reports import (
    bound_lines,
    bound_parts,
    report_title,
    report_words,
    section_title,
)
from meetings.queries.summary import summary_words
from meetings.queries.words import words_digest, words_of

__all__ = [
    "DeskChoices",
    "bound_lines",
    "bound_parts",
    "desk_choices",
    "desk_rows",
    "minutes_words",
    "report_title",
    "report_words",
    "section_title",
    "seen_rows",
    "summary_words",
    "what_lacks",
    "words_digest",
    "words_of",
]
