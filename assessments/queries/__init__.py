"""Reads used twice, or with annotations."""

from assessments.queries.criteria import (
    codes_of_groups,
    group_codes,
    previous_set,
    sets_of,
    sets_to_copy,
    tree_of,
)
from assessments.queries.criteria_changes import (
    changes_between,
    differences,
    edition_notice,
    plain_points,
    unit_kind_words,
    values_of,
)
from assessments.queries.criteria_tables import as_csv, as_xlsx
from assessments.queries.criteria_words import parts_words

__all__ = [
    "as_csv",
    "as_xlsx",
    "changes_between",
    "codes_of_groups",
    "differences",
    "edition_notice",
    "group_codes",
    "parts_words",
    "plain_points",
    "previous_set",
    "sets_of",
    "sets_to_copy",
    "tree_of",
    "unit_kind_words",
    "values_of",
]
