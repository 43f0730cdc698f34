"""How points follow from figures: pure functions, no database (bloc practice §3.2, §3.6).

A new kind of part is one new function with `@part_kind` in one of the modules here.
"""

from assessments.formulas.base import (
    Context,
    Figures,
    Input,
    LeafResult,
    Others,
    PartResult,
    Parts,
)
from assessments.formulas.checks import check_parts
from assessments.formulas.figures import clean_figures
from assessments.formulas.lateness import SOURCES as LATENESS_SOURCES
from assessments.formulas.lateness import late_days
from assessments.formulas.leaves import bounds, inputs_of, score
from assessments.formulas.params import Param, params_of
from assessments.formulas.registry import PART_KINDS, PartKind

__all__ = [
    "LATENESS_SOURCES",
    "PART_KINDS",
    "Context",
    "Figures",
    "Input",
    "LeafResult",
    "Others",
    "Param",
    "PartKind",
    "PartResult",
    "Parts",
    "bounds",
    "check_parts",
    "clean_figures",
    "inputs_of",
    "late_days",
    "params_of",
    "score",
]
